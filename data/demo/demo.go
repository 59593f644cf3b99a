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
	"pupitre/data/wire"
)

// Password opens the session of every person of the demonstration who has accepted the invitation. It is public, which is why a server with it listens
// on loopback only.
const Password = "Demo-Quebec-2026"

// The provider of the demonstration and its primary administrator.
const (
	Slug  = "boreale"
	Name  = "Téléphonie Boréale"
	Email = "marie.tremblay@boreale.example"
)

// Ids that stay the same, so that tests and pictures do.
const (
	Saguenay  = "01980000-0000-7000-8000-000000000101"
	NorthLink = "01980000-0000-7000-8000-000000000102"
	CoteNord  = "01980000-0000-7000-8000-000000000103"
)

// person is somebody of the demonstration.
type person struct {
	name, email string
	role        access.Role
	reseller    string
	lead        bool
	invited     bool // has not accepted the invitation
}

var people = []person{
	{name: "Marie Tremblay", email: Email, role: access.Primary},
	{name: "Luc Côté", email: "luc.cote@boreale.example", role: access.Delegate},
	{name: "Jean-François Bouchard", email: "jf.bouchard@reseau-saguenay.example", role: access.Reseller, reseller: Saguenay, lead: true},
	{name: "Étienne Desrosiers", email: "etienne.desrosiers@reseau-saguenay.example", role: access.Reseller, reseller: Saguenay},
	{name: "Emily MacDonald", email: "emily.macdonald@northlink.example", role: access.Reseller, reseller: NorthLink, lead: true},
	{name: "Amélie Gagnon", email: "amelie.gagnon@cote-nord.example", role: access.Reseller, reseller: CoteNord, lead: true},
	{name: "Sophie Nguyen", email: "sophie.nguyen@boreale.example", role: access.Support},
	{name: "Karim Benali", email: "karim.benali@boreale.example", role: access.Support},
	{name: "Noémie O’Connor", email: "noemie.oconnor@boreale.example", role: access.Support, invited: true},
}

// entity is something of the settings that is there from the beginning.
type entity struct {
	name   string
	fields map[string]wire.Value
}

// entities lists the resellers, who have the default telephony provider of the sample.
func entities(sampled bool) []entity {
	var out []entity
	for _, r := range []settings.Reseller{
		{ID: Saguenay, Name: "Réseau Saguenay", Language: "fr", Email: "info@reseau-saguenay.example", Phone: "+14185550110"},
		{ID: NorthLink, Name: "NorthLink Telecom", Language: "en", Email: "hello@northlink.example", Phone: "+18195550120"},
		{ID: CoteNord, Name: "Téléphonie Côte-Nord", Language: "fr", Email: "bonjour@cote-nord.example", Phone: "+14185550130"},
	} {
		r.Active = true
		if sampled {
			r.Telephony = telephonyHorizon
		}
		out = append(out, entity{settings.ResellerEntity(r.ID), r.Fields()})
	}
	return out
}

// Options is what Seed needs beside the store.
type Options struct {
	Now  func() time.Time
	Rand io.Reader
	Hash access.HashParams // of the passwords
	// Sample fills every section of the settings and makes a federation. Without it, there are resellers and people only, and all
	// is yet to be set.
	Sample bool
}

// Seed makes the provider, its resellers and its people in one transaction, once: a store that has the provider is left alone.
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
		for _, e := range entities(o.Sample) {
			if err := p.Write(tx, provider.ID, e.name, e.fields); err != nil {
				return err
			}
		}
		if o.Sample {
			if err := fill(p, tx, provider.ID); err != nil {
				return err
			}
			if err := federate(tx, provider.ID, o.Now()); err != nil {
				return err
			}
		}
		for _, someone := range people {
			person, err := hire(p, tx, provider.ID, someone, stored)
			if err != nil {
				return err
			}
			if o.Sample {
				if err := admit(tx, someone.email, person, o.Now()); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// hire makes a person of the demonstration, with the common password unless the invitation waits, and tells the id.
func hire(p provisioning.Provisioner, tx *store.Tx, provider string, someone person, stored string) (id string, err error) {
	in := provisioning.Person{
		Email: someone.email, Name: someone.name, Password: stored, Role: someone.role, Reseller: someone.reseller, Lead: someone.lead,
	}
	if someone.invited {
		in.Password = ""
	}
	made, err := p.AddPerson(tx, provider, in)
	if err == nil && someone.invited {
		_, err = p.Invite(tx, provider, made.ID)
	}
	return made.ID, err
}
