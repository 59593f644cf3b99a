package server

import (
	"net/http"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// activatePortal activates the Enterprise Portal of a federation. Whoever is chosen becomes its first Super Admin.
func (s *Server) activatePortal(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.activatePortal"
	var in wire.PortalUser
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	if err := s.throttle.allowPlace(r.Context(), placeOf(s.addressOf(r))); err != nil { // answers tell who has an address
		return err
	}
	var out wire.Invited
	err := s.alter(r, who, func(a *altering) (err error) {
		if err := a.mayDo(access.ActivatePortal); err != nil {
			return err
		}
		err = a.ActivatePortal(a.federation.ID, a.now)
		if fault.Is(err, fault.NotFound) {
			return fault.New(fault.Conflict, op, "federation.already_active")
		}
		if err != nil {
			return err
		}
		out, err = s.admit(a, in, access.EnterpriseSuperAdmin)
		return err
	})
	if err != nil {
		return err
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

// portalAdministrators lists who may enter a federation's portal, for those who may.
func (s *Server) portalAdministrators(w http.ResponseWriter, r *http.Request, who store.Session) error {
	var out wire.Administrators
	err := s.look(r, who, func(v *visit) error {
		if !access.MayEnterPortal(v.me.Role, v.portal) {
			return notAllowed("server.portalAdministrators")
		}
		list, err := v.PortalAdministrators(v.federation.ID)
		if err != nil {
			return err
		}
		out.Administrators = describeAdministrators(list)
		return nil
	})
	if err != nil {
		return err
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

// describeAdministrators gives them by name.
func describeAdministrators(list []store.PortalAdministrator) []wire.Administrator {
	byID, entries := map[string]wire.Administrator{}, make([]directory.Entry, 0, len(list))
	for _, a := range list {
		byID[a.Person] = wire.Administrator{
			Person: a.Person, Entry: a.Entry, Account: a.Account, Name: a.Name, Email: a.Email, Access: string(a.Access),
			State: stateOfPortal(a), Since: a.CreatedAt,
		}
		entries = append(entries, directory.Entry{ID: a.Person, Name: a.Name})
	}
	directory.SortByName(entries)
	out := make([]wire.Administrator, 0, len(list))
	for _, e := range entries {
		out = append(out, byID[e.ID])
	}
	return out
}

// mayManage refuses who is no Super Admin of the portal, and everybody while the portal is not active.
func (a *altering) mayManage() error {
	const op = "server.mayManage"
	if !access.MayManagePortal(a.me.Role, a.portal) {
		return notAllowed(op)
	}
	if a.federation.ActiveAt.IsZero() {
		return fault.New(fault.Conflict, op, "federation.not_active")
	}
	return nil
}

// addPortalAdministrators gives several people access; all or none.
func (s *Server) addPortalAdministrators(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.addPortalAdministrators"
	var in wire.AddAdministrators
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	if len(in.Users) == 0 || len(in.Users) > wire.MaxAddedAdministrators {
		return fault.New(fault.Invalid, op, "federation.choose_users", "Max", wire.MaxAddedAdministrators)
	}
	to := access.Portal(in.Access)
	if !to.Known() {
		return fault.New(fault.Invalid, op, "federation.access_unknown")
	}
	if err := s.throttle.allowPlace(r.Context(), placeOf(s.addressOf(r))); err != nil {
		return err
	}
	var out wire.AddedAdministrators
	err := s.alter(r, who, func(a *altering) error {
		out.Added = make([]wire.Invited, 0, len(in.Users)) // the transaction may run again
		if err := a.mayManage(); err != nil {
			return err
		}
		for _, user := range in.Users {
			added, err := s.admit(a, user, to)
			if err != nil {
				return err
			}
			out.Added = append(out.Added, added)
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

// admit gives somebody access, and invites them when they cannot sign in yet.
func (s *Server) admit(a *altering, user wire.PortalUser, to access.Portal) (wire.Invited, error) {
	const op = "server.admit"
	place := store.PortalAdministrator{Federation: a.federation.ID, Access: to, CreatedAt: a.now}
	var person store.Person
	var err error
	switch {
	case user.Person != "" && user.Entry == "":
		person, err = a.personOf(user.Person)
	case user.Entry != "" && user.Person == "":
		person, err = s.personOfEntry(a, user, &place)
	default:
		err = fault.New(fault.Invalid, op, "federation.choose_users", "Max", wire.MaxAddedAdministrators)
	}
	if err != nil {
		return wire.Invited{}, err
	}
	place.Person = person.ID
	already, err := a.PortalAccess(a.federation.ID, person.ID)
	if err == nil && already != access.NoPortal {
		err = fault.New(fault.Conflict, op, "federation.already_administrator", "Name", person.Name)
	}
	if err != nil {
		return wire.Invited{}, err
	}
	if err := a.PutPortalAccess(place); err != nil {
		return wire.Invited{}, err
	}
	return s.inviteTo(a.managing, person)
}

// personOf is an active person of the provider. Kiosks are no people.
func (a *altering) personOf(id string) (store.Person, error) {
	t, err := a.colleague(id)
	if err != nil {
		return store.Person{}, err
	}
	if t.Role == access.Kiosk || stateOf(t) == wire.PersonDisabled {
		return store.Person{}, fault.New(fault.NotFound, "server.personOf", "people.unknown")
	}
	return a.Person(id)
}

// personOfEntry is the person of a user of the directory: whoever has their address already, or somebody new.
func (s *Server) personOfEntry(a *altering, user wire.PortalUser, place *store.PortalAdministrator) (store.Person, error) {
	const op = "server.personOfEntry"
	e, err := a.user(user.Entry)
	if err != nil {
		return store.Person{}, err
	}
	place.Entry, place.Account = e.ID, e.Account
	address := e.Email
	if address == "" {
		address = user.Email
	}
	if address == "" {
		return store.Person{}, fault.New(fault.Invalid, op, "federation.email_needed", "Name", e.Name)
	}
	email, err := settings.ParseEmail(address)
	if err != nil {
		return store.Person{}, fault.Wrap(op, err)
	}
	person, err := a.PersonByEmail(email)
	if fault.Is(err, fault.NotFound) {
		return s.newSubscriber(a, email, e.Name)
	}
	if err != nil {
		return store.Person{}, err
	}
	return person, a.mustBeOurs(person)
}

// user is a user of the federation's directory.
func (a *altering) user(id string) (e directory.Entry, err error) {
	const op = "server.user"
	row, err := a.DirectoryRow(a.federation.Generation, id)
	if err == nil {
		e, err = directory.Decode(row)
	}
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Invalid) || (err == nil && e.Kind != directory.User) {
		return e, fault.New(fault.NotFound, op, "federation.entry_unknown")
	}
	return e, err
}

// newSubscriber makes a person whose only place is the access that they are about to be given.
func (s *Server) newSubscriber(a *altering, email, name string) (store.Person, error) {
	clean, ok := cleanText(name, maxPersonName)
	if !ok {
		clean = ""
	}
	person, err := s.registrar().NewPerson(a.Tx, email, clean, "")
	if err != nil {
		return person, err
	}
	profile, err := ProfileOf(a.Tx, a.provider())
	if err != nil {
		return person, err
	}
	return person, a.write(settings.PersonEntity(person.ID), settings.FieldLanguage, settings.Text(profile.DefaultLanguage))
}

// mustBeOurs refuses somebody who serves another provider, and lets in again who has left the last place.
func (a *altering) mustBeOurs(p store.Person) error {
	t, err := a.RosterEntry(a.provider(), p.ID)
	if err == nil {
		if t.Role == access.Kiosk || stateOf(t) == wire.PersonDisabled {
			err = fault.New(fault.NotFound, "server.mustBeOurs", "people.unknown")
		}
		return err
	}
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	return a.mustBeFree(p)
}

// editPortalAccess gives an administrator of the portal another access.
func (s *Server) editPortalAccess(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.editPortalAccess"
	var in wire.EditAccess
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	to := access.Portal(in.Access)
	if !to.Known() {
		return fault.New(fault.Invalid, op, "federation.access_unknown")
	}
	return s.done(w, s.alter(r, who, func(a *altering) error {
		if err := a.mayManage(); err != nil {
			return err
		}
		place, err := a.placeOfPortal(r.PathValue("person"))
		if err != nil || place.Access == to {
			return err
		}
		if err := a.keepSuperAdmin(a.federation.ID, place.Person); err != nil {
			return err
		}
		place.Access = to
		return a.PutPortalAccess(place)
	}))
}

// removePortalAdministrator takes an access away. Whoever has no other place here is signed out.
func (s *Server) removePortalAdministrator(w http.ResponseWriter, r *http.Request, who store.Session) error {
	return s.done(w, s.alter(r, who, func(a *altering) error {
		if err := a.mayManage(); err != nil {
			return err
		}
		place, err := a.placeOfPortal(r.PathValue("person"))
		if err != nil {
			return err
		}
		if err := a.keepSuperAdmin(a.federation.ID, place.Person); err != nil {
			return err
		}
		if err := a.DeletePortalAccess(a.federation.ID, place.Person); err != nil {
			return err
		}
		return a.leave(place.Person)
	}))
}

// leave ends the sessions and invitations of somebody whose last place here was the access that was taken away.
func (a *altering) leave(person string) error {
	_, err := a.Member(a.space, person)
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	if err := a.VoidInvites(a.provider(), person); err != nil {
		return err
	}
	return a.expel(person)
}

// invitePortalAdministrator makes another invitation of an administrator who has not accepted one.
func (s *Server) invitePortalAdministrator(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.invitePortalAdministrator"
	if err := s.throttle.allowPlace(r.Context(), placeOf(s.addressOf(r))); err != nil { // each is a letter
		return err
	}
	var out wire.Invited
	err := s.alter(r, who, func(a *altering) error {
		if err := a.mayManage(); err != nil {
			return err
		}
		place, err := a.placeOfPortal(r.PathValue("person"))
		if err != nil {
			return err
		}
		if place.Password {
			return fault.New(fault.Conflict, op, "people.not_invited")
		}
		out, err = s.inviteTo(a.managing, store.Person{ID: place.Person})
		return err
	})
	if err != nil {
		return err
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}
