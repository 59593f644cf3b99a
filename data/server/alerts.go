package server

import (
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/mail"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Alerts writes to people about what happened to their account, or to the provider that they administer. Each method puts its
// letters in the queue of the transaction.
type Alerts struct{ post Post }

// NewAlerts sends through the post.
func NewAlerts(post Post) *Alerts { return &Alerts{post: post} }

// Alerts are the server's own, for what runs beside the requests.
func (s *Server) Alerts() *Alerts { return s.alerts }

// Invite sends the code of an invitation by the person who invites.
func (a *Alerts) Invite(tx *store.Tx, provider, person, code, by string, until time.Time) error {
	return a.tell(tx, provider, person, mail.Letter{Kind: mail.Invitation, Facts: mail.Facts{
		Code: code, Person: nameOf(tx, by), Until: until,
	}})
}

// NewDevice tells the owner of an account that it was opened on a device that was never used before.
func (a *Alerts) NewDevice(tx *store.Tx, person, device, address string, at time.Time) error {
	return a.tell(tx, "", person, mail.Letter{Kind: mail.NewDevice, Facts: mail.Facts{Device: device, Address: address, At: at}})
}

// Guessing tells the owner of an account that many wrong passwords were tried; once a day.
func (a *Alerts) Guessing(tx *store.Tx, person string, at time.Time) error {
	day := at.UTC().Format(time.DateOnly)
	return a.tell(tx, "", person, mail.Letter{Kind: mail.Guessing, Once: "guessing " + person + " " + day, Facts: mail.Facts{At: at}})
}

// Factor tells the owner of an account what has happened to its second factor: mail.TOTPOn, mail.TOTPOff, or mail.RecoveryUsed
// with the recovery codes that are left.
func (a *Alerts) Factor(tx *store.Tx, kind mail.Kind, person string, left int, at time.Time) error {
	return a.tell(tx, "", person, mail.Letter{Kind: kind, Facts: mail.Facts{Count: left, At: at}})
}

// PasswordReset tells the owner of an account that its password was chosen anew with a code.
func (a *Alerts) PasswordReset(tx *store.Tx, person string, at time.Time) error {
	return a.tell(tx, "", person, mail.Letter{Kind: mail.PasswordReset, Facts: mail.Facts{At: at}})
}

// PasswordChanged tells the owner of an account that its password was changed.
func (a *Alerts) PasswordChanged(tx *store.Tx, person string, at time.Time) error {
	return a.tell(tx, "", person, mail.Letter{Kind: mail.PasswordChanged, Facts: mail.Facts{At: at}})
}

// EmailChanged tells the address of before and the new one.
func (a *Alerts) EmailChanged(tx *store.Tx, person, before, after string, at time.Time) error {
	err := a.tell(tx, "", person, mail.Letter{Kind: mail.EmailOld, To: before, Facts: mail.Facts{Other: after, At: at}})
	if err != nil {
		return err
	}
	return a.tell(tx, "", person, mail.Letter{Kind: mail.EmailNew, To: after, Facts: mail.Facts{Other: before, At: at}})
}

// PrimaryTransferred tells the primary administrator of before and the new one.
func (a *Alerts) PrimaryTransferred(tx *store.Tx, provider, before, after string, at time.Time) error {
	err := a.tell(tx, provider, after, mail.Letter{Kind: mail.PrimaryGained, Facts: mail.Facts{Person: nameOf(tx, before), At: at}})
	if err != nil {
		return err
	}
	return a.tell(tx, provider, before, mail.Letter{Kind: mail.PrimaryLeft, Facts: mail.Facts{Person: nameOf(tx, after), At: at}})
}

// DelegateAdded tells the primary administrator and the new delegate.
func (a *Alerts) DelegateAdded(tx *store.Tx, provider, delegate, by string, at time.Time) error {
	return a.delegate(tx, mail.DelegateAdded, provider, delegate, by, at)
}

// DelegateRemoved tells the primary administrator and the delegate of before.
func (a *Alerts) DelegateRemoved(tx *store.Tx, provider, delegate, by string, at time.Time) error {
	return a.delegate(tx, mail.DelegateRemoved, provider, delegate, by, at)
}

func (a *Alerts) delegate(tx *store.Tx, kind mail.Kind, provider, delegate, by string, at time.Time) error {
	l := mail.Letter{Kind: kind, Facts: mail.Facts{Person: nameOf(tx, delegate), Other: nameOf(tx, by), At: at}}
	if err := a.tell(tx, provider, delegate, l); err != nil {
		return err
	}
	primary, err := primaryOf(tx, provider)
	if err != nil || primary == delegate {
		return err
	}
	return a.tell(tx, provider, primary, l)
}

// Failover tells the primary administrator that another application server serves: from and to are their names.
func (a *Alerts) Failover(tx *store.Tx, provider, from, to string, at time.Time) error {
	return a.tellPrimary(tx, provider, mail.Letter{Kind: mail.Failover, Facts: mail.Facts{Other: from, Device: to, At: at}})
}

// NoneServes tells the primary administrator that no application server answers: kind is mail.FailoverNone, with the name of the
// one that served last, or mail.FailoverOff, with that of the master, whose place nobody may take.
func (a *Alerts) NoneServes(tx *store.Tx, kind mail.Kind, provider, name string, at time.Time) error {
	return a.tellPrimary(tx, provider, mail.Letter{Kind: kind, Facts: mail.Facts{Other: name, At: at}})
}

// ServesAgain tells the primary administrator that the application server of NoneServes answers again, as that letter promised.
func (a *Alerts) ServesAgain(tx *store.Tx, provider, name string, at time.Time) error {
	return a.tellPrimary(tx, provider, mail.Letter{Kind: mail.FailoverAgain, Facts: mail.Facts{Device: name, At: at}})
}

// tellPrimary writes to the primary administrator; fault.NotFound when there is none.
func (a *Alerts) tellPrimary(tx *store.Tx, provider string, l mail.Letter) error {
	primary, err := primaryOf(tx, provider)
	if err != nil {
		return err
	}
	return a.tell(tx, provider, primary, l)
}

// RevokedDevice tells the primary administrators of the providers that a person has left that a device of that person wanted
// to send changes; once for each device.
func (a *Alerts) RevokedDevice(tx *store.Tx, person string, device store.Device, at time.Time) error {
	providers, err := leftProviders(tx, person)
	if err != nil {
		return err
	}
	for _, p := range providers {
		primary, err := primaryOf(tx, p)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		l := mail.Letter{
			Kind: mail.RevokedDevice, Once: "revoked " + p + " " + device.ID,
			Facts: mail.Facts{Person: nameOf(tx, person), Device: device.Name, At: at},
		}
		if err := a.tell(tx, p, primary, l); err != nil {
			return err
		}
	}
	return nil
}

// leftProviders lists the providers whose spaces say that the person had a place with them, and has none.
func leftProviders(tx *store.Tx, person string) (out []string, err error) {
	providers, err := tx.Providers()
	if err != nil {
		return nil, err
	}
	for _, p := range providers {
		space := syncing.ProviderSpace(p.ID)
		items, err := tx.Entity(space, wire.MemberEntity(person))
		if err != nil {
			return nil, err
		}
		_, err = tx.Member(space, person)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, err
		}
		if len(items) > 0 && err != nil {
			out = append(out, p.ID)
		}
	}
	return out, nil
}

// tell fills in what every letter to a person has, and enqueues it. An empty provider is the first one that the person serves.
func (a *Alerts) tell(tx *store.Tx, provider, person string, l mail.Letter) error {
	const op = "server.tell"
	to, err := tx.Person(person)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if l.To == "" {
		l.To = to.Email
	}
	if err := sign(tx, provider, person, &l); err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, a.post.Enqueue(tx, l))
}

// sign gives a letter the name and the zone of the provider, and the person's language.
func sign(tx *store.Tx, provider, person string, l *mail.Letter) error {
	if provider == "" {
		members, err := tx.Memberships(person)
		if err != nil {
			return err
		}
		if len(members) > 0 {
			provider = members[0].Provider
		}
	}
	profile := settings.DefaultProfile("Pupitre")
	language := ""
	if provider != "" {
		var err error
		if profile, err = ProfileOf(tx, provider); err != nil {
			return err
		}
		if language, err = languageOf(tx, provider, person); err != nil {
			return err
		}
	}
	if language == "" {
		language = profile.DefaultLanguage
	}
	l.Provider, l.ProviderID, l.Zone = profile.Name, provider, profile.TimeZone
	if l.Language == "" {
		l.Language = language
	}
	return nil
}

// languageOf is the language that the person has chosen with the provider, "" for none.
func languageOf(tx *store.Tx, provider, person string) (string, error) {
	items, err := tx.Entity(syncing.ProviderSpace(provider), settings.PersonEntity(person))
	for _, it := range items {
		if it.Field == settings.FieldLanguage && !it.Deleted {
			return settings.String(it.Value), err
		}
	}
	return "", err
}

// primaryOf is the primary administrator of a provider; fault.NotFound when there is none.
func primaryOf(tx *store.Tx, provider string) (string, error) {
	members, err := tx.Members(provider)
	if err != nil {
		return "", err
	}
	for _, m := range members {
		if m.Role == access.Primary {
			return m.Person, nil
		}
	}
	return "", fault.New(fault.NotFound, "server.primaryOf", "")
}

// nameOf is what to call a person in a letter; a letter is written without the name rather than not at all.
func nameOf(tx *store.Tx, person string) string {
	p, err := tx.Person(person)
	if err != nil {
		return "?"
	}
	if p.Name == "" {
		return p.Email
	}
	return p.Name
}
