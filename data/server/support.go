package server

import (
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// supportOf reads how the technical support of a provider is reached.
func supportOf(tx *store.Tx, provider string) (settings.Support, error) {
	items, err := tx.Entity(syncing.ProviderSpace(provider), settings.EntitySupport)
	if err != nil {
		return settings.Support{}, fault.Wrap("server.supportOf", err)
	}
	fields := make(map[string]wire.Value, len(items))
	for _, it := range items {
		if !it.Deleted {
			fields[it.Field] = it.Value
		}
	}
	return settings.SupportFrom(fields), nil
}
