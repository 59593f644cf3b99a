package server

import (
	"net/http"
	"time"

	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/wire"
)

const (
	presenceLife = 60 * time.Second // without a renewal; desktops renew twice as often
	maxPresence  = 1 << 10          // bytes of a message
)

// presenceTopic is poked when somebody begins or ends to edit a section of a space. Where servers hear nothing of each other,
// and when a desktop ends without a word, the streams learn it at their next beat.
func presenceTopic(space string) string { return "presence:" + space }

// presence notes what somebody is editing. Only those who may edit are heard.
func (s *Server) presence(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.presence"
	space := r.PathValue("space")
	err := s.store.Read(r.Context(), func(tx *store.Tx) error {
		_, member, err := place(tx, space, who.Person)
		if err != nil {
			return err
		}
		if !member.Role.MayEditSettings() {
			return fault.New(fault.Forbidden, op, "settings.not_allowed")
		}
		return nil
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	body, err := readJSON(w, r, maxPresence)
	if err != nil {
		return err
	}
	in, err := decodePresence(body)
	if err != nil {
		return err
	}
	var changed bool
	err = s.store.Write(r.Context(), func(tx *store.Tx) error {
		now := s.now()
		changed, err = tx.PutPresence(space, who, in.Section, now, now.Add(presenceLife))
		return err
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	if changed {
		s.hub.Poke(presenceTopic(space), 0)
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// decodePresence reads what somebody is editing.
func decodePresence(body []byte) (p wire.Presence, err error) {
	const op = "server.decodePresence"
	if err := decode(body, &p); err != nil {
		return wire.Presence{}, err
	}
	if clean, ok := cleanText(p.Section, wire.MaxName); !ok || clean != p.Section || len(p.Section) > wire.MaxName {
		return wire.Presence{}, fault.New(fault.Invalid, op, "server.malformed")
	}
	return p, nil
}
