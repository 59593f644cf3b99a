package store

import "time"

// Provider is a tenant. Its name and the rest of its profile are items of its space.
type Provider struct {
	ID        string
	Slug      string // of the public page /p/{slug}; it never changes
	CreatedAt time.Time
}

const (
	sqlInsertProvider       = `INSERT INTO provider (id, slug, created_at) VALUES ($1, $2, $3)`
	sqlSelectProvider       = `SELECT id, slug, created_at FROM provider WHERE id = $1`
	sqlSelectProviderBySlug = `SELECT id, slug, created_at FROM provider WHERE slug = $1`
	sqlSelectProviders      = `SELECT id, slug, created_at FROM provider ORDER BY slug`
)

// AddProvider inserts a provider; ErrUnique when the slug is taken.
func (t *Tx) AddProvider(p Provider) error {
	_, err := t.exec("store.AddProvider", sqlInsertProvider, p.ID, p.Slug, millis(p.CreatedAt))
	return err
}

// Provider is the provider with the id; fault.NotFound when there is none.
func (t *Tx) Provider(id string) (Provider, error) {
	return scanProvider(t.row("store.Provider", sqlSelectProvider, id).scan)
}

// ProviderBySlug is the provider with the slug; fault.NotFound when there is none.
func (t *Tx) ProviderBySlug(slug string) (Provider, error) {
	return scanProvider(t.row("store.ProviderBySlug", sqlSelectProviderBySlug, slug).scan)
}

// Providers lists all of them by slug.
func (t *Tx) Providers() ([]Provider, error) {
	return list(t, "store.Providers", func(s scanner) (Provider, error) { return scanProvider(s.Scan) }, sqlSelectProviders)
}

func scanProvider(scan func(...any) error) (p Provider, err error) {
	var created int64
	err = scan(&p.ID, &p.Slug, &created)
	p.CreatedAt = fromMillis(created)
	return p, err
}
