package demo

import (
	"iter"
	"slices"
	"time"

	"pupitre/data/access"
	directory "pupitre/data/directory/sample"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// The federation of the demonstration: its accounts, and everybody and everything that can be found in them.
const (
	Federation     = "01980000-0000-7000-8000-000000000201"
	FederationName = "Groupe Boréal"
	accounts       = 6
	entries        = 5000
	seed           = 20260121
)

// portalAccess is who may enter the Enterprise Portal, by e-mail. Two Super Admins, so that one can be lowered.
var portalAccess = map[string]access.Portal{
	Email:                           access.EnterpriseSuperAdmin,
	"luc.cote@boreale.example":      access.EnterpriseSuperAdmin,
	"sophie.nguyen@boreale.example": access.EnterpriseAdmin,
}

// Directory gives the rows of the federation's directory, by id; the same every time.
func Directory() iter.Seq[wire.DirectoryRow] {
	return directory.Federation(directory.Options{Seed: seed, Accounts: accounts, Entries: entries})
}

// federate makes the federation with its directory, and activates its portal.
func federate(tx *store.Tx, provider string, now time.Time) error {
	now = now.UTC().Truncate(time.Millisecond)
	if err := tx.AddFederation(store.Federation{ID: Federation, Provider: provider, Name: FederationName, CreatedAt: now}); err != nil {
		return err
	}
	generation, err := tx.NewGeneration(Federation, now)
	if err != nil {
		return err
	}
	if err := tx.AddDirectoryRows(generation, slices.Collect(Directory())); err != nil {
		return err
	}
	if err := tx.SwitchGeneration(generation, now); err != nil {
		return err
	}
	return tx.ActivatePortal(Federation, now)
}

// admit gives a person the access to the portal that they have in the demonstration.
func admit(tx *store.Tx, email, person string, now time.Time) error {
	may, ok := portalAccess[email]
	if !ok {
		return nil
	}
	return tx.PutPortalAccess(store.PortalAdministrator{
		Federation: Federation, Person: person, Access: may, CreatedAt: now.UTC().Truncate(time.Millisecond),
	})
}
