package main

import (
	"crypto/rand"
	"fmt"
	"text/tabwriter"
	"time"

	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/data/server"
	"pupitre/data/server/provisioning"
	"pupitre/data/settings"
	"pupitre/data/store"
)

type providerCmd struct {
	Add    providerAddCmd    `cmd:"" help:"${provider_add}"`
	Invite providerInviteCmd `cmd:"" help:"${provider_invite}"`
	List   providerListCmd   `cmd:"" help:"${provider_list}"`
}

type providerAddCmd struct {
	placeFlags
	Slug         string `help:"${slug}" required:"" placeholder:"${text}"`
	Name         string `help:"${name}" required:"" placeholder:"${text}"`
	PrimaryEmail string `help:"${primary_email}" required:"" placeholder:"${text}"`
	Language     string `help:"${language}" default:"fr" placeholder:"fr|en"`
	TimeZone     string `help:"${time_zone}" default:"America/Toronto" placeholder:"${text}"`
	contactFlag
}

// contactFlag says where invitations lead.
type contactFlag struct {
	PublicURL string `help:"${public_url}" placeholder:"URL" name:"public-url"`
}

// Run makes a provider and prints the invitation code of its primary administrator. The server may be running.
func (c *providerAddCmd) Run(a *app) error {
	const op = "main.providerAdd"
	to, err := c.contact(c.Data) // before anything is made: an invitation that leads nowhere is of no use
	if err != nil {
		return fault.Wrap(op, err)
	}
	st, err := c.open(a.ctx)
	if err != nil {
		return fault.Wrap(op, err)
	}
	defer func() { _ = st.Close() }() // what was written is on disk
	maker := provisioning.Provisioner{Now: time.Now, Rand: rand.Reader}
	founded, err := maker.Found(a.ctx, st, provisioning.Provider{
		Slug: c.Slug, Profile: settings.Profile{Name: c.Name, DefaultLanguage: c.Language, TimeZone: c.TimeZone},
	}, c.PrimaryEmail)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if founded.Secret == "" {
		a.say(a.p.T("server.cli.provider_added_known", "Address", founded.Person.Email))
		return nil
	}
	a.say(a.p.T("server.cli.provider_added"))
	return hand(a, to, founded)
}

// hand prints the code of an invitation, and tells whom it is for.
func hand(a *app, to contact, f provisioning.Founded) error {
	a.say(a.p.T("server.cli.invite_for", "Address", f.Person.Email, "Until", time.Now().Add(provisioning.InviteLife)))
	return a.println(remote.Invite{Server: to.URL, Pin: to.Pin, Secret: f.Secret}.String())
}

type providerInviteCmd struct {
	placeFlags
	Slug string `help:"${slug}" required:"" placeholder:"${text}"`
	contactFlag
}

// Run prints a new invitation code of a primary administrator who lost the first, or let it expire.
func (c *providerInviteCmd) Run(a *app) error {
	const op = "main.providerInvite"
	to, err := c.contact(c.Data)
	if err != nil {
		return fault.Wrap(op, err)
	}
	st, err := c.open(a.ctx)
	if err != nil {
		return fault.Wrap(op, err)
	}
	defer func() { _ = st.Close() }() // what was written is on disk
	maker := provisioning.Provisioner{Now: time.Now, Rand: rand.Reader}
	again, err := maker.InviteAgain(a.ctx, st, c.Slug)
	if err != nil {
		return fault.Wrap(op, err)
	}
	return hand(a, to, again)
}

// contact is the address that was given, else that of the server that runs on the folder.
func (c contactFlag) contact(dir string) (contact, error) {
	if c.PublicURL == "" {
		return readContact(dir)
	}
	public, err := remote.ParseAddress(c.PublicURL)
	if err != nil {
		return contact{}, err
	}
	to := contact{URL: public.String()}
	if running, err := readContact(dir); err == nil && running.URL == to.URL {
		to.Pin = running.Pin
	}
	return to, nil
}

type providerListCmd struct{ solePlace }

// Run prints a line for each provider: slug, name, e-mail of the primary administrator, number of people.
func (c *providerListCmd) Run(a *app) error {
	const op = "main.providerList"
	st, err := c.open(a.ctx)
	if err != nil {
		return fault.Wrap(op, err)
	}
	defer func() { _ = st.Close() }() // nothing was written here
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	err = st.Read(a.ctx, func(tx *store.Tx) error {
		providers, err := tx.Providers()
		if err != nil {
			return err
		}
		for _, p := range providers {
			if err := list(a, w, tx, p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, w.Flush())
}

func list(a *app, w *tabwriter.Writer, tx *store.Tx, p store.Provider) error {
	profile, err := server.ProfileOf(tx, p.ID)
	if err != nil {
		return err
	}
	members, err := tx.Members(p.ID)
	if err != nil {
		return err
	}
	primary := ""
	if len(members) > 0 { // the primary comes first
		person, err := tx.Person(members[0].Person)
		if err != nil {
			return err
		}
		primary = person.Email
	}
	_, err = fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", p.Slug, profile.Name, primary, a.p.N("server.cli.people", len(members)))
	return fault.Wrap("main.list", err)
}
