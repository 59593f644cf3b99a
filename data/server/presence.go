package server

import (
	"cmp"
	"net/http"
	"slices"
	"sync"
	"time"

	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/wire"
)

const (
	presenceLife = 60 * time.Second // without a renewal; desktops renew twice as often
	maxPresence  = 1 << 10          // bytes of a message
)

// presenceTopic is poked when somebody begins or ends to edit a section of a space.
func presenceTopic(space string) string { return "presence:" + space }

// board says who edits what now. It is in memory only, and of one process: it helps people to keep out of each other's way,
// nothing depends on it.
type board struct {
	now func() time.Time

	mu     sync.Mutex
	spaces map[string]map[string]mark // by space, then session
}

type mark struct {
	wire.Present
	until time.Time
}

func newBoard(now func() time.Time) *board {
	return &board{now: now, spaces: map[string]map[string]mark{}}
}

// put notes what a session edits, nothing when the section is empty. It tells whether the others see a difference.
func (b *board) put(space, session string, p wire.Present) (changed bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	b.sweep(space, now)
	old, known := b.spaces[space][session]
	if p.Section == "" {
		delete(b.spaces[space], session)
		b.trim(space)
		return known
	}
	if !known && len(b.spaces[space]) >= wire.MaxPresent {
		return false
	}
	if b.spaces[space] == nil {
		b.spaces[space] = map[string]mark{}
	}
	p.Since = now
	if known && old.Section == p.Section {
		p.Since = old.Since
	}
	b.spaces[space][session] = mark{Present: p, until: now.Add(presenceLife)}
	return !known || old.Section != p.Section
}

// read lists who edits what, in a fixed order.
func (b *board) read(space string) []wire.Present {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sweep(space, b.now())
	out := make([]wire.Present, 0, len(b.spaces[space]))
	for _, m := range b.spaces[space] {
		out = append(out, m.Present)
	}
	slices.SortFunc(out, func(x, y wire.Present) int {
		return cmp.Or(cmp.Compare(x.Section, y.Section), x.Since.Compare(y.Since), cmp.Compare(x.Person, y.Person))
	})
	return out
}

func (b *board) sweep(space string, now time.Time) {
	for session, m := range b.spaces[space] {
		if !now.Before(m.until) {
			delete(b.spaces[space], session)
		}
	}
	b.trim(space)
}

func (b *board) trim(space string) {
	if len(b.spaces[space]) == 0 {
		delete(b.spaces, space)
	}
}

// presence notes what somebody is editing. Only those who may edit are heard.
func (s *Server) presence(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.presence"
	space := r.PathValue("space")
	var name string
	err := s.store.Read(r.Context(), func(tx *store.Tx) error {
		_, member, err := place(tx, space, who.Person)
		if err != nil {
			return err
		}
		if !member.Role.MayEditSettings() {
			return fault.New(fault.Forbidden, op, "settings.not_allowed")
		}
		name, err = tx.PersonName(who.Person)
		return err
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
	if s.board.put(space, who.ID, wire.Present{Person: who.Person, Name: name, Section: in.Section}) {
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
