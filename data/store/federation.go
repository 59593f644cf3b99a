package store

import (
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Federation is a group of accounts with a common directory.
type Federation struct {
	ID         string
	Provider   string
	Name       string
	Generation int64 // current one of its directory, 0 before the first import
	CreatedAt  time.Time
	ActiveAt   time.Time     // when its portal was activated, zero while it is not
	Access     access.Portal // of the person that it is listed for
}

// Space is the directory's.
func (f Federation) Space() string { return wire.DirectorySpace(f.ID) }

// PortalAdministrator is somebody with access to the portal of a federation.
type PortalAdministrator struct {
	Federation string
	Person     string
	Access     access.Portal
	Entry      string // id of the user of the directory that they are, "" for none
	Account    string // of that user
	CreatedAt  time.Time

	Name       string    // of the person, read only
	Email      string    // idem
	Password   bool      // idem: the invitation was accepted
	DisabledAt time.Time // idem: zero while the person may come in
}

const (
	sqlInsertFederation = `INSERT INTO federation (id, provider, name, generation, created_at) VALUES ($1, $2, $3, 0, $4)`
	sqlSelectFederation = `SELECT id, provider, name, generation, created_at, active_at, '' FROM federation WHERE id = $1`
	sqlLockFederation   = `UPDATE federation SET name = name WHERE id = $1
		RETURNING id, provider, name, generation, created_at, active_at, ''`
	sqlFederationsOf = `SELECT f.id, f.provider, f.name, f.generation, f.created_at, f.active_at, COALESCE(a.access, '') FROM federation f
		LEFT JOIN member m ON m.provider = f.provider AND m.person = $1
		LEFT JOIN portal_access a ON a.federation = f.id AND a.person = $1
		WHERE (m.person IS NULL AND a.person IS NOT NULL)
			OR (m.disabled_at = 0 AND (m.role <> 'kiosk' OR m.federation = f.id)) ORDER BY f.id`
	sqlCountFederations = `SELECT count(*) FROM federation WHERE provider = $1`
	sqlActivatePortal   = `UPDATE federation SET active_at = $1 WHERE id = $2 AND active_at = 0`

	sqlPortalAccess   = `SELECT access FROM portal_access WHERE federation = $1 AND person = $2`
	sqlPortalAccesses = `SELECT a.federation FROM portal_access a JOIN federation f ON f.id = a.federation
		WHERE a.person = $1 AND f.provider = $2 ORDER BY a.federation`
	sqlPutPortalAccess = `INSERT INTO portal_access (federation, person, access, entry, account, created_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (federation, person) DO UPDATE SET access = excluded.access`
	sqlDeletePortalAccess   = `DELETE FROM portal_access WHERE federation = $1 AND person = $2`
	sqlPortalAdministrators = `SELECT a.federation, a.person, a.access, a.entry, a.account, a.created_at, p.name, p.email, p.password <> '',
			CASE WHEN COALESCE(m.disabled_at, 0) > p.disabled_at THEN m.disabled_at ELSE p.disabled_at END
		FROM portal_access a JOIN person p ON p.id = a.person JOIN federation f ON f.id = a.federation
		LEFT JOIN member m ON m.person = a.person AND m.provider = f.provider
		WHERE a.federation = $1 ORDER BY a.created_at, a.person`

	sqlSubscriber = `SELECT count(*) FROM portal_access a JOIN federation f ON f.id = a.federation JOIN person p ON p.id = a.person
		WHERE f.provider = $1 AND a.person = $2 AND p.disabled_at = 0
			AND NOT EXISTS (SELECT 1 FROM member m WHERE m.provider = f.provider AND m.person = a.person)`
	sqlSubscriptions = `SELECT DISTINCT p.slug, p.id FROM portal_access a JOIN federation f ON f.id = a.federation JOIN provider p ON p.id = f.provider
		WHERE a.person = $1 AND NOT EXISTS (SELECT 1 FROM member m WHERE m.provider = f.provider AND m.person = a.person) ORDER BY p.slug`
	sqlOtherSubscriptions = `SELECT count(DISTINCT f.provider) FROM portal_access a JOIN federation f ON f.id = a.federation
		WHERE a.person = $1 AND f.provider <> $2
			AND NOT EXISTS (SELECT 1 FROM member m WHERE m.provider = f.provider AND m.person = a.person)`
)

// AddFederation inserts a federation; ErrUnique when it exists.
func (t *Tx) AddFederation(f Federation) error {
	_, err := t.exec("store.AddFederation", sqlInsertFederation, f.ID, f.Provider, f.Name, millis(f.CreatedAt))
	return err
}

// Federation is the federation with the id; fault.NotFound when there is none.
func (t *Tx) Federation(id string) (Federation, error) {
	return scanFederation(t.row("store.Federation", sqlSelectFederation, id).scan)
}

// LockFederation is Federation, and gives whoever changes it next an order.
func (t *Tx) LockFederation(id string) (Federation, error) {
	return scanFederation(t.row("store.LockFederation", sqlLockFederation, id).scan)
}

// FederationsOf lists the federations of the providers that a person is a member of, and those whose portal they may enter;
// for a kiosk, its own.
func (t *Tx) FederationsOf(person string) ([]Federation, error) {
	return list(t, "store.FederationsOf", func(s scanner) (Federation, error) { return scanFederation(s.Scan) }, sqlFederationsOf, person)
}

func scanFederation(scan func(...any) error) (f Federation, err error) {
	var created, active int64
	err = scan(&f.ID, &f.Provider, &f.Name, &f.Generation, &created, &active, &f.Access)
	f.CreatedAt, f.ActiveAt = fromMillis(created), fromMillis(active)
	return f, err
}

// CountFederations is the number of federations of a provider.
func (t *Tx) CountFederations(provider string) (n int, err error) {
	err = t.row("store.CountFederations", sqlCountFederations, provider).scan(&n)
	return n, err
}

// ActivatePortal activates a federation's portal; fault.NotFound when it is active already.
func (t *Tx) ActivatePortal(federation string, at time.Time) error {
	return t.execOne("store.ActivatePortal", sqlActivatePortal, millis(at), federation)
}

// PortalAccess is a person's access to a federation's portal, access.NoPortal for none.
func (t *Tx) PortalAccess(federation, person string) (p access.Portal, err error) {
	err = t.row("store.PortalAccess", sqlPortalAccess, federation, person).scan(&p)
	if fault.Is(err, fault.NotFound) {
		return access.NoPortal, nil
	}
	return p, err
}

// PortalAccesses lists the federations of a provider whose portal a person may enter.
func (t *Tx) PortalAccesses(provider, person string) ([]string, error) {
	return list(t, "store.PortalAccesses", scanText, sqlPortalAccesses, person, provider)
}

// PutPortalAccess gives somebody access, or another access: the rest of what is known of them stays as it was.
func (t *Tx) PutPortalAccess(a PortalAdministrator) error {
	_, err := t.exec("store.PutPortalAccess", sqlPutPortalAccess, a.Federation, a.Person, string(a.Access), a.Entry, a.Account, millis(a.CreatedAt))
	return err
}

// DeletePortalAccess takes somebody's access away; fault.NotFound when there was none.
func (t *Tx) DeletePortalAccess(federation, person string) error {
	return t.execOne("store.DeletePortalAccess", sqlDeletePortalAccess, federation, person)
}

// PortalAdministrators lists who may enter a federation's portal, in the order in which they were given access.
func (t *Tx) PortalAdministrators(federation string) ([]PortalAdministrator, error) {
	return list(t, "store.PortalAdministrators", func(s scanner) (a PortalAdministrator, err error) {
		var created, disabled int64
		err = s.Scan(&a.Federation, &a.Person, &a.Access, &a.Entry, &a.Account, &created, &a.Name, &a.Email, &a.Password, &disabled)
		a.CreatedAt, a.DisabledAt = fromMillis(created), fromMillis(disabled)
		return a, err
	}, sqlPortalAdministrators, federation)
}

// subscriber is the place of somebody who is no member of the space's provider, but may enter the portal of one of its
// federations; fault.NotFound for anybody else.
func (t *Tx) subscriber(space, person string) (access.Member, error) {
	const op = "store.subscriber"
	m := access.Member{Provider: syncing.ProviderOf(space), Person: person, Role: access.Subscriber}
	var n int
	err := t.row(op, sqlSubscriber, m.Provider, person).scan(&n)
	if err == nil && n == 0 {
		err = fault.New(fault.NotFound, op, "store.not_found")
	}
	if err != nil {
		return access.Member{}, err
	}
	return m, nil
}

// subscriptions are the places of a person as a subscriber, by the slug of the provider.
func (t *Tx) subscriptions(person string) ([]access.Member, error) {
	return list(t, "store.subscriptions", func(s scanner) (access.Member, error) {
		m, slug := access.Member{Person: person, Role: access.Subscriber}, ""
		err := s.Scan(&slug, &m.Provider)
		return m, err
	}, sqlSubscriptions, person)
}
