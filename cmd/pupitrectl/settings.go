package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// setting is a field that scripts can name.
type setting struct {
	name   string // on the command line
	entity func(person string) string
	field  string
	check  func(string) error
	clean  func(string) string
}

func always(entity string) func(string) string { return func(string) string { return entity } }

func asIs(s string) string { return s }

// named is every setting that can be read and written here, by the name that scripts use.
var named = []setting{
	{"profile.name", always(settings.EntityProfile), settings.FieldName, settings.CheckName, settings.CleanName},
	{"profile.default_language", always(settings.EntityProfile), settings.FieldDefaultLanguage, settings.CheckLanguage, asIs},
	{"profile.time_zone", always(settings.EntityProfile), settings.FieldTimeZone, settings.CheckTimeZone, asIs},
	{"me.language", settings.PersonEntity, settings.FieldLanguage, settings.CheckLanguage, asIs},
}

func settingNamed(name string) (setting, error) {
	i := slices.IndexFunc(named, func(s setting) bool { return s.name == name })
	if i < 0 {
		return setting{}, fault.New(fault.Invalid, "ctl.settingNamed", "ctl.unknown_setting", "Setting", name)
	}
	return named[i], nil
}

type getCmd struct {
	Settings []string `arg:"" optional:"" help:"${names}"`
	JSON     bool     `help:"${json}"`
}

// Run prints what this computer knows, without waiting for the server.
func (c getCmd) Run(a *app) error {
	wanted := named
	if len(c.Settings) > 0 {
		wanted = nil
		for _, name := range c.Settings {
			s, err := settingNamed(name)
			if err != nil {
				return err
			}
			wanted = append(wanted, s)
		}
	}
	return a.session(func(s *desk.Session) error {
		view, err := s.Desk.View(a.ctx)
		if err != nil {
			return err
		}
		values := map[string]string{}
		for _, w := range wanted {
			values[w.name] = settings.String(view.Field(w.entity(s.Person.ID), w.field).Value)
			if !c.JSON {
				a.println(w.name + "=" + values[w.name])
			}
		}
		if c.JSON {
			return a.json(values)
		}
		return nil
	})
}

type setCmd struct {
	Values []string `arg:"" help:"${values}"`
}

// Run checks everything before it saves anything.
func (c setCmd) Run(a *app) error {
	type wish struct {
		setting
		value string
	}
	var wishes []wish
	for _, v := range c.Values {
		name, value, ok := strings.Cut(v, "=")
		if !ok {
			return fault.New(fault.Invalid, "ctl.set", "ctl.not_an_assignment", "Text", v)
		}
		s, err := settingNamed(name)
		if err != nil {
			return err
		}
		if err := s.check(value); err != nil {
			return fault.Wrap("ctl.set "+name, err)
		}
		wishes = append(wishes, wish{s, s.clean(value)})
	}
	return a.session(func(s *desk.Session) error {
		view, err := s.Desk.View(a.ctx)
		if err != nil {
			return err
		}
		var edits []syncing.FieldEdit
		for _, w := range wishes {
			entity := w.entity(s.Person.ID)
			if code := (settings.Policy{}).May(a.member(s), wire.Edit, entity, w.field); code != "" {
				return fault.New(fault.Forbidden, "ctl.set", code)
			}
			edits = append(edits, syncing.FieldEdit{Entity: entity, Field: w.field, Saw: view.Field(entity, w.field), Value: settings.Text(w.value)})
		}
		if err := s.Desk.Save(a.ctx, edits); err != nil {
			return err
		}
		if err := a.settled(s.Desk); err != nil {
			return err
		}
		return a.refused(s.Desk.State())
	})
}

func (a *app) member(s *desk.Session) access.Member {
	return access.Member{Provider: s.Membership.Provider, Person: s.Person.ID, Role: access.Role(s.Membership.Role)}
}

// refused tells the first edit that the server did not take as it was made.
func (a *app) refused(st desk.State) error {
	if len(st.Notices) == 0 {
		return nil
	}
	n := st.Notices[0]
	if n.Conflict != "" {
		return fault.New(fault.Conflict, "ctl.set", "ctl.conflict", "Mine", settings.String(n.Mine), "Theirs", settings.String(n.Theirs))
	}
	return fault.New(fault.Forbidden, "ctl.set", n.Code)
}

type syncCmd struct{}

// Run exchanges until nothing waits.
func (syncCmd) Run(a *app) error {
	return a.session(func(s *desk.Session) error {
		if err := a.settled(s.Desk); err != nil {
			return err
		}
		a.println(a.p.T("ctl.synced"))
		return nil
	})
}

type statusCmd struct {
	JSON bool `help:"${json}"`
	Wait bool `help:"${wait}"`
}

// statusReport is the JSON form; scripts rely on its names.
type statusReport struct {
	Server       string    `json:"server"`
	Provider     string    `json:"provider"`
	Email        string    `json:"email"`
	Role         string    `json:"role"`
	Connection   string    `json:"connection"`
	Pending      int       `json:"pending"`
	NotAccepted  int       `json:"not_accepted"`
	LastExchange time.Time `json:"last_exchange,omitzero"`
}

// Run tells the state; with --wait, after one exchange.
func (c statusCmd) Run(a *app) error {
	return a.session(func(s *desk.Session) error {
		if c.Wait {
			if err := a.settled(s.Desk); err != nil && !fault.Is(err, fault.Unavailable) {
				return err
			}
		}
		st := s.Desk.State()
		report := statusReport{
			Server: s.Account.Server, Provider: s.Membership.Slug, Email: s.Person.Email, Role: s.Membership.Role,
			Connection: string(st.Connection), Pending: st.Pending, NotAccepted: st.NotAccepted(), LastExchange: st.LastExchange,
		}
		if c.JSON {
			return a.json(report)
		}
		a.println(a.p.T("ctl.status_who", "Name", s.Person.Name, "Provider", s.Membership.Name, "Server", s.Account.Server))
		a.println(a.p.N("ctl.status_pending", st.Pending))
		if !st.LastExchange.IsZero() {
			a.println(a.p.T("ctl.status_exchange", "Time", a.p.DateTime(st.LastExchange.Local())))
		}
		return nil
	})
}

func (a *app) json(v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fault.Wrap("ctl.json", err)
	}
	_, err = fmt.Fprintln(a.out, string(b))
	return fault.Wrap("ctl.json", err)
}
