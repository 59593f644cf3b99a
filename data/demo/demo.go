// Package demo fills a server with a fictitious provider, for "pupitre --demo", "pupitre-server serve --demo" and tests.
//
// Names are invented, addresses end in .example (RFC 2606), telephone numbers are of the range 555-0100 to 555-0199.
package demo

import (
	"context"
	"io"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/server/provisioning"
	"pupitre/data/settings"
	"pupitre/data/store"
)

// Password opens the session of every person of the demonstration. It is public, which is why a server with it listens
// on loopback only.
const Password = "Demo-Quebec-2026"

// The provider of the demonstration and its primary administrator.
const (
	Slug  = "boreale"
	Name  = "Téléphonie Boréale"
	Email = "marie.tremblay@boreale.example"
)

// person is somebody of the demonstration.
type person struct {
	name, email string
	role        access.Role
}

var people = []person{
	{"Marie Tremblay", Email, access.Primary},
	{"Luc Côté", "luc.cote@boreale.example", access.Delegate},
	{"Amélie Gagnon", "amelie.gagnon@boreale.example", access.Delegate},
	{"Jean-François Bouchard", "jf.bouchard@reseau-saguenay.example", access.Reseller},
	{"Étienne Desrosiers", "etienne.desrosiers@reseau-saguenay.example", access.Reseller},
	{"Emily MacDonald", "emily.macdonald@northlink.example", access.Reseller},
	{"Sophie Nguyen", "sophie.nguyen@boreale.example", access.Support},
	{"Karim Benali", "karim.benali@boreale.example", access.Support},
	{"Noémie O’Connor", "noemie.oconnor@boreale.example", access.Support},
}

// Options is what Seed needs beside the store.
type Options struct {
	Now  func() time.Time
	Rand io.Reader
	Hash access.HashParams // of the passwords
}

// Seed makes the provider and its people in one transaction, once: a store that has the provider is left alone.
func Seed(ctx context.Context, st *store.Server, o Options) error {
	const op = "demo.Seed"
	seeded := false
	err := st.Read(ctx, func(tx *store.Tx) error {
		_, err := tx.ProviderBySlug(Slug)
		seeded = err == nil
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		return err
	})
	if err != nil || seeded {
		return fault.Wrap(op, err)
	}
	stored, err := access.HashPassword(o.Rand, o.Hash, Password) // one for all: it is no secret
	if err != nil {
		return fault.Wrap(op, err)
	}
	p := provisioning.Provisioner{Now: o.Now, Rand: o.Rand}
	return fault.Wrap(op, st.Write(ctx, func(tx *store.Tx) error {
		provider, err := p.AddProvider(tx, provisioning.Provider{Slug: Slug, Profile: settings.DefaultProfile(Name)})
		if err != nil {
			return err
		}
		for _, someone := range people {
			_, err := p.AddPerson(tx, provider.ID, provisioning.Person{
				Email: someone.email, Name: someone.name, Password: stored, Role: someone.role,
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
}
