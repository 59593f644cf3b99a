package server

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// kioskCodeLife is how long a code can enrol a kiosk.
const kioskCodeLife = 24 * time.Hour

// newKiosk gives a one-time code that enrols a kiosk.
func (s *Server) newKiosk(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.newKiosk"
	var in wire.NewKiosk
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	name, ok := cleanText(in.Name, maxPersonName)
	if !ok || name == "" {
		return fault.New(fault.Invalid, op, "people.kiosk_name")
	}
	if !isPin(in.Pin) {
		return fault.New(fault.Invalid, op, "people.kiosk_pin", "Least", wire.MinPin, "Most", wire.MaxPin)
	}
	if err := s.mayEnrol(r, who); err != nil { // before the slow hash
		return fault.Wrap(op, err)
	}
	pin, err := s.passwords.hash(r.Context(), in.Pin)
	if err != nil {
		return fault.Wrap(op, err)
	}
	secret, hash, err := NewSecret(s.rand)
	if err != nil {
		return err
	}
	out := wire.KioskCode{Code: secret}
	err = s.manage(r, who, func(m *managing) error {
		if _, err := m.may(access.EnrolKiosk); err != nil {
			return err
		}
		if err := m.checkFederation(in.Federation); err != nil {
			return err
		}
		out.Expires = m.now.Add(kioskCodeLife)
		if err := m.PruneKioskCodes(m.now); err != nil {
			return err
		}
		return m.AddKioskCode(store.KioskCode{
			SecretHash: hash, Provider: m.provider(), Federation: in.Federation, Name: name, Pin: pin, Person: who.Person,
			CreatedAt: m.now, ExpiresAt: out.Expires,
		})
	})
	if err != nil {
		return err
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

func (s *Server) mayEnrol(r *http.Request, who store.Session) error {
	return s.store.Read(r.Context(), func(tx *store.Tx) error {
		_, me, err := place(tx, r.PathValue("space"), who.Person)
		if err != nil {
			return err
		}
		_, err = (&managing{me: me}).may(access.EnrolKiosk)
		return err
	})
}

func isPin(s string) bool {
	return len(s) >= wire.MinPin && len(s) <= wire.MaxPin && strings.Trim(s, "0123456789") == ""
}

// checkFederation refuses a federation that is not the provider's.
func (m *managing) checkFederation(id string) error {
	if id == "" {
		return nil
	}
	unknown := fault.New(fault.Invalid, "server.checkFederation", "people.federation_unknown")
	if !isID(id) {
		return unknown
	}
	f, err := m.Federation(id)
	if fault.Is(err, fault.NotFound) || (err == nil && f.Provider != m.provider()) {
		return unknown
	}
	return err
}

// enrolKiosk spends a code: the kiosk becomes a member, as a person without a password, and gets a session.
func (s *Server) enrolKiosk(w http.ResponseWriter, r *http.Request) error {
	const op = "server.enrolKiosk"
	var in wire.EnrolKiosk
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	device, err := cleanDevice(in.Device, in.DeviceName)
	if err != nil {
		return err
	}
	if err := s.throttle.allowPlace(r.Context(), placeOf(s.addressOf(r))); err != nil {
		return err
	}
	id, err := uuid.NewV7FromReader(s.rand)
	if err != nil {
		return fault.Wrap(op, err)
	}
	var e *effects
	var code store.KioskCode
	session, err := s.open(r.Context(), id.String(), device, func(tx *store.Tx) (err error) {
		now := s.now().UTC().Truncate(time.Millisecond)
		code, err = tx.KioskCode(HashSecret(in.Code), now)
		if fault.Is(err, fault.NotFound) {
			return fault.New(fault.NotFound, op, "people.kiosk_code_unknown")
		}
		if err != nil {
			return err
		}
		e = &effects{Tx: tx, space: syncing.ProviderSpace(code.Provider), who: store.Session{Person: code.Person}, now: now}
		return s.addKiosk(e, id.String(), code)
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	s.hub.Poke(e.space, e.rev)
	s.reply(w, r, http.StatusOK, wire.EnrolledKiosk{Session: session, Federation: code.Federation, PinHash: code.Pin})
	return nil
}

// addKiosk makes the kiosk a member in the name of who asked for the code, who must still be allowed to.
func (s *Server) addKiosk(e *effects, id string, code store.KioskCode) error {
	const op = "server.addKiosk"
	by, err := e.begin()
	if err != nil || !access.May(by.Role, access.EnrolKiosk).Some() {
		return orFault(hide(err), fault.New(fault.NotFound, op, "people.kiosk_code_unknown"))
	}
	if err := e.SpendKioskCode(code.SecretHash); err != nil {
		return fault.As(fault.NotFound, op, "people.kiosk_code_unknown", err)
	}
	kiosk := store.Person{ID: id, Email: id + "@kiosk.invalid", Name: code.Name} // RFC 2606: no mail ever gets there
	if _, err := s.registrar().newPerson(e.Tx, kiosk); err != nil {
		return err
	}
	if err := e.write(wire.MemberEntity(id), wire.RoleField, settings.Text(string(access.Kiosk))); err != nil {
		return err
	}
	if err := e.PointKiosk(code.Provider, id, code.Federation); err != nil {
		return err
	}
	return e.finish()
}

// hide turns the refusal of somebody who has left into no error, for another sentence to take its place.
func hide(err error) error {
	var refusal *syncing.Refusal
	if errors.As(err, &refusal) {
		return nil
	}
	return err
}
