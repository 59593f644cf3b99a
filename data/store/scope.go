package store

import "context"

type scopeKey struct{}

// For keeps the transactions of ctx within one provider: on PostgreSQL, the tables themselves hide the rows of every other,
// whatever a query forgets to ask. SQLite has no such wall. People, their devices and their sessions belong to no provider
// and are not behind it. An empty provider is no provider's scope, but the whole server's.
func For(ctx context.Context, provider string) context.Context {
	return context.WithValue(ctx, scopeKey{}, provider)
}

func providerOf(ctx context.Context) string {
	provider, _ := ctx.Value(scopeKey{}).(string)
	return provider
}

// Everywhere runs f on the whole server in a transaction that is kept within a provider: for rules that hold between
// providers, such as "whoever has another place on this server keeps their session". What f reads must not be shown.
func (t *Tx) Everywhere(f func() error) error {
	provider := providerOf(t.ctx)
	if provider == "" {
		return f()
	}
	defer t.entities.forget() // what another provider's scope would hide
	if err := t.keepWithin("*"); err != nil {
		return err
	}
	if err := f(); err != nil {
		return err
	}
	return t.keepWithin(provider)
}

// Within keeps the rest of the transaction within a provider, as For does from its beginning.
func (t *Tx) Within(provider string) error { return t.keepWithin(provider) }

// keepWithin gives the transaction its scope. "*" is the whole server again, which the policies call the empty provider.
func (t *txn) keepWithin(provider string) error {
	query := t.db.flavour.scope
	if query == "" || provider == "" {
		return nil
	}
	if provider == "*" {
		provider = ""
	}
	var set string
	return t.row("store.keepWithin", query, provider).scan(&set)
}
