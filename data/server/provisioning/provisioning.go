// Package provisioning founds what cannot found itself: a provider with its space, its first people and their invitations.
// The server's program and the demonstration use it.
package provisioning

import (
	"context"
	"errors"
	"io"
	"maps"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/server"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// InviteLife is how long an invitation can be accepted.
const InviteLife = server.InviteLife

const maxEmail = 254 // bytes, RFC 5321, 4.5.3.1.3

// Provisioner makes providers and people in a store.
type Provisioner struct {
	Now  func() time.Time
	Rand io.Reader // of ids, codes and secrets
}

// Provider is what a new provider is made of.
type Provider struct {
	Slug    string // of /p/{slug}: lower-case letters, digits and inner hyphens, 2 to 40 characters
	Profile settings.Profile
}

// Person is what a new member is made of.
type Person struct {
	Email    string
	Name     string // may be empty: the invitation asks for it
	Password string // in its stored form; empty for a person who will accept an invitation
	Role     access.Role
	Reseller string // id of the reseller, for its people
	Lead     bool   // an administrator of the reseller, rather than a delegate of one
}

// Founded is a new provider with its primary administrator.
type Founded struct {
	Provider store.Provider
	Person   store.Person
	Secret   string // of the invitation; "" when the person has a password already
}

// Found makes a provider, its space and profile, the weekly schedules with which it begins, its primary administrator and the
// invitation of that person, in one transaction. Faults: server.provider_slug, server.provider_slug_taken, server.bad_email,
// and those of the profile.
func (p Provisioner) Found(ctx context.Context, st *store.Server, in Provider, primaryEmail string) (out Founded, err error) {
	const op = "provisioning.Found"
	err = st.Write(ctx, func(tx *store.Tx) error {
		out = Founded{} // the transaction may run again
		if out.Provider, err = p.AddProvider(tx, in); err != nil {
			return err
		}
		if err = p.addUsualHours(tx, out.Provider.ID); err != nil {
			return err
		}
		if out.Person, err = p.AddPerson(tx, out.Provider.ID, Person{Email: primaryEmail, Role: access.Primary}); err != nil {
			return err
		}
		if out.Person.Password == "" {
			out.Secret, err = p.Invite(tx, out.Provider.ID, out.Person.ID)
		}
		return err
	})
	return out, fault.Wrap(op, err)
}

var slugForm = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9]|-[a-z0-9]){1,38}$`)

// AddProvider makes a provider with its space and profile, and nothing else: who fills a whole space, as the demonstration does,
// brings hours of its own.
func (p Provisioner) AddProvider(tx *store.Tx, in Provider) (store.Provider, error) {
	const op = "provisioning.AddProvider"
	if !slugForm.MatchString(in.Slug) || len(in.Slug) > 40 {
		return store.Provider{}, fault.New(fault.Invalid, op, "server.provider_slug", "Slug", in.Slug)
	}
	in.Profile.Name = settings.CleanName(in.Profile.Name)
	if err := checkProfile(in.Profile); err != nil {
		return store.Provider{}, fault.Wrap(op, err)
	}
	if _, err := tx.ProviderBySlug(in.Slug); err == nil {
		return store.Provider{}, fault.New(fault.Conflict, op, "server.provider_slug_taken", "Slug", in.Slug)
	} else if !fault.Is(err, fault.NotFound) {
		return store.Provider{}, err
	}
	id, err := uuid.NewV7FromReader(p.Rand)
	if err != nil {
		return store.Provider{}, fault.Wrap(op, err)
	}
	provider := store.Provider{ID: id.String(), Slug: in.Slug, CreatedAt: p.now()}
	if err := tx.AddProvider(provider); err != nil {
		return store.Provider{}, err
	}
	return provider, fault.Wrap(op, p.writeProfile(tx, provider.ID, in.Profile))
}

func checkProfile(profile settings.Profile) error {
	return errors.Join(settings.CheckName(profile.Name), settings.CheckLanguage(profile.DefaultLanguage), settings.CheckTimeZone(profile.TimeZone))
}

// writeProfile makes the space and its first items.
func (p Provisioner) writeProfile(tx *store.Tx, provider string, profile settings.Profile) error {
	if _, err := tx.NewSpace(syncing.ProviderSpace(provider)); err != nil {
		return err
	}
	return p.Write(tx, provider, settings.EntityProfile, profile.Fields())
}

// Write puts fields of an entity of settings into a provider's space, in the name of no device and no person. It is for what is
// there from the beginning: nothing is compared.
func (p Provisioner) Write(tx *store.Tx, provider, entity string, fields map[string]wire.Value) error {
	const op = "provisioning.Write"
	space, err := tx.Lock(syncing.ProviderSpace(provider))
	if err != nil {
		return fault.Wrap(op, err)
	}
	at := p.now()
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		space.Rev++
		item := wire.Item{
			Entity: entity, Field: name, Value: fields[name], Rev: space.Rev, At: at, Audience: settings.Policy{}.Audience(entity, name),
		}
		if err := tx.PutItem(space.ID, item); err != nil {
			return fault.Wrap(op, err)
		}
		change := syncing.History{Rev: space.Rev, Entity: entity, Field: name, New: item.Value, At: at}
		if err := tx.AppendHistory(space.ID, change); err != nil {
			return fault.Wrap(op, err)
		}
	}
	return fault.Wrap(op, tx.SetRev(space.ID, space.Rev))
}

// AddPerson gives the person of an address a role with the provider, and makes that person when nobody has the address.
// The name and the password of somebody who exists are left alone.
func (p Provisioner) AddPerson(tx *store.Tx, provider string, in Person) (store.Person, error) {
	const op = "provisioning.AddPerson"
	email, err := checkEmail(in.Email)
	if err != nil {
		return store.Person{}, fault.Wrap(op, err)
	}
	person, err := tx.PersonByEmail(email)
	if fault.Is(err, fault.NotFound) {
		person, err = p.registrar().NewPerson(tx, email, in.Name, in.Password)
	}
	if err != nil {
		return store.Person{}, fault.Wrap(op, err)
	}
	member := access.Member{Provider: provider, Person: person.ID, Role: in.Role, Reseller: in.Reseller, Lead: in.Lead}
	return person, fault.Wrap(op, tx.AddMember(member, p.now()))
}

// Invite makes an invitation and gives its secret, which is stored nowhere.
func (p Provisioner) Invite(tx *store.Tx, provider, person string) (secret string, err error) {
	secret, _, err = p.registrar().Invite(tx, provider, person)
	return secret, fault.Wrap("provisioning.Invite", err)
}

func (p Provisioner) registrar() server.Registrar { return server.Registrar{Now: p.Now, Rand: p.Rand} }

// InviteAgain makes another invitation of a provider's primary administrator, who has not accepted one yet. Faults:
// server.provider_unknown, server.invite_has_password.
func (p Provisioner) InviteAgain(ctx context.Context, st *store.Server, slug string) (out Founded, err error) {
	const op = "provisioning.InviteAgain"
	err = st.Write(ctx, func(tx *store.Tx) error {
		out = Founded{} // the transaction may run again
		out.Provider, err = tx.ProviderBySlug(slug)
		if fault.Is(err, fault.NotFound) {
			return fault.As(fault.NotFound, op, "server.provider_unknown", err, "Slug", slug)
		}
		if err != nil {
			return err
		}
		members, err := tx.Members(out.Provider.ID) // the primary comes first; there is always one
		if err != nil {
			return err
		}
		if out.Person, err = tx.Person(members[0].Person); err != nil {
			return err
		}
		if out.Person.Password != "" {
			return fault.New(fault.Conflict, op, "server.invite_has_password")
		}
		out.Secret, err = p.Invite(tx, out.Provider.ID, out.Person.ID)
		return err
	})
	return out, fault.Wrap(op, err)
}

// now is the time as the store keeps it.
func (p Provisioner) now() time.Time { return p.Now().UTC().Truncate(time.Millisecond) }

// checkEmail gives the stored form of an address. Only the address itself is taken, no display name or comment.
func checkEmail(email string) (string, error) {
	const op = "provisioning.checkEmail"
	email = store.NormalEmail(email)
	parsed, err := mail.ParseAddress(email)
	if err != nil || parsed.Address != email || len(email) > maxEmail || strings.ContainsAny(email, `"' `) {
		return "", fault.New(fault.Invalid, op, "server.bad_email", "Address", email)
	}
	return email, nil
}
