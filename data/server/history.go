package server

import (
	"net/http"
	"slices"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

const (
	defaultHistory = 100 // changes of a page that names no limit
	// One request reads at most so many batches: changes that the reader may not see are passed over.
	historyBatches = 10
)

// history gives the changes of a space that the reader may know of, the newest first.
func (s *Server) history(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.history"
	space := r.PathValue("space")
	q, err := parseHistory(r)
	if err != nil {
		return err
	}
	var page wire.History
	err = s.store.Read(r.Context(), func(tx *store.Tx) error {
		page, err = readHistory(tx, s.policy, space, q, who)
		return err
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	s.reply(w, r, http.StatusOK, page)
	return nil
}

func parseHistory(r *http.Request) (wire.HistoryQuery, error) {
	n := numbers{values: r.URL.Query()}
	q := wire.HistoryQuery{
		Entity: n.values.Get("entity"), Field: n.values.Get("field"), Person: n.values.Get("person"),
		Before: n.get("before", 1<<62, 1<<62), Limit: int(n.get("limit", defaultHistory, wire.MaxHistory)),
	}
	if n.bad || q.Limit < 1 || max(len(q.Entity), len(q.Field), len(q.Person)) > wire.MaxName {
		return q, fault.New(fault.Invalid, "server.parseHistory", "server.malformed")
	}
	return q, nil
}

// readHistory fills a page. What a person may know of the past depends on the role of today: administrators and support
// know all of what they may read, resellers what they did themselves, their delegates' places included, a kiosk nothing.
func readHistory(tx *store.Tx, policy syncing.Policy, id string, q wire.HistoryQuery, who store.Session) (page wire.History, err error) {
	space, member, err := place(tx, id, who.Person)
	if err != nil {
		return page, err
	}
	if !member.Role.MayReadHistory() {
		return page, fault.New(fault.Forbidden, "server.readHistory", "settings.not_allowed")
	}
	if !member.Role.MayReadSettings() {
		if q.Person != "" && q.Person != who.Person {
			q.Person = "nobody" // no id looks like it
		} else {
			q.Person = who.Person
		}
	}
	page = wire.History{Epoch: space.Epoch, Rev: space.Rev, Changes: []wire.Change{}, People: map[string]string{}, Devices: map[string]string{}}
	audiences, theirs := member.Audiences(), newDelegates(tx, id, member)
	for range historyBatches {
		changes, next, err := tx.History(id, q)
		if err != nil {
			return page, err
		}
		for _, c := range changes {
			shown := slices.Contains(audiences, policy.Audience(c.Entity, c.Field))
			if !shown {
				if shown, err = theirs.has(c.Entity, c.Field); err != nil {
					return page, err
				}
			}
			if shown {
				page.Changes = append(page.Changes, wire.Change{
					Rev: c.Rev, Entity: c.Entity, Field: c.Field, Old: c.Old, New: c.New,
					Device: c.Device, Seq: c.Seq, Person: c.Person, At: c.At,
				})
			}
		}
		q.Before, page.Next = next, next
		if next == 0 || len(page.Changes) >= q.Limit {
			break
		}
	}
	return page, nameAuthors(tx, &page)
}

// delegates tells whose places somebody of a reseller may be reminded of having changed: their colleagues' of today.
type delegates struct {
	tx    *store.Tx
	space string
	me    access.Member
	known map[string]bool // by person
}

func newDelegates(tx *store.Tx, space string, me access.Member) *delegates {
	return &delegates{tx: tx, space: space, me: me, known: map[string]bool{}}
}

// has tells whether a change that the person made is about the place of a colleague. Whom a colleague works for is not told:
// resellers are the provider's affair.
func (d *delegates) has(entity, field string) (bool, error) {
	person := wire.MemberOf(entity)
	if person == "" || field == wire.ResellerField || access.May(d.me.Role, access.ReadPeople) != access.Own {
		return false, nil
	}
	if mine, known := d.known[person]; known {
		return mine, nil
	}
	other, err := d.tx.RosterEntry(syncing.ProviderOf(d.space), person)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return false, err
	}
	d.known[person] = err == nil && sameReseller(d.me, other.Member)
	return d.known[person], nil
}

func nameAuthors(tx *store.Tx, page *wire.History) (err error) {
	for _, c := range page.Changes {
		if _, known := page.People[c.Person]; !known && c.Person != "" {
			if page.People[c.Person], err = tx.PersonName(c.Person); err != nil {
				return err
			}
		}
		if _, known := page.Devices[c.Device]; !known && c.Device != "" {
			if page.Devices[c.Device], err = tx.DeviceName(c.Device); err != nil {
				return err
			}
		}
	}
	return nil
}

// place is a space and the person's place in it; the same refusal whether the space does not exist or is not theirs.
func place(tx *store.Tx, id, person string) (space syncing.Space, member access.Member, err error) {
	space, err = tx.Space(id)
	if err == nil {
		member, err = tx.Member(id, person)
	}
	if fault.Is(err, fault.NotFound) {
		err = &syncing.Refusal{Code: wire.CodeRevoked}
	}
	return space, member, err
}
