package server

import (
	"net/http"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// members lists who has a role with a provider: all of them, or for a reseller's person those of that reseller.
func (s *Server) members(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.members"
	q, err := parseMembers(r)
	if err != nil {
		return err
	}
	var known []store.Entry
	err = s.store.Read(r.Context(), func(tx *store.Tx) error {
		space := r.PathValue("space")
		_, me, err := place(tx, space, who.Person)
		if err != nil {
			return err
		}
		extent := access.May(me.Role, access.ReadPeople)
		if !extent.Some() {
			return fault.New(fault.Forbidden, op, "settings.not_allowed")
		}
		if known, err = tx.Roster(syncing.ProviderOf(space)); err != nil {
			return err
		}
		if extent == access.Own {
			known = slices.DeleteFunc(known, func(e store.Entry) bool { return !sameReseller(me, e.Member) })
		}
		return nil
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	s.reply(w, r, http.StatusOK, pageOf(known, q))
	return nil
}

func sameReseller(me, other access.Member) bool {
	return other.Person == me.Person || (me.Reseller != "" && other.Reseller == me.Reseller && other.Role == access.Reseller)
}

func parseMembers(r *http.Request) (wire.MembersQuery, error) {
	n := numbers{values: r.URL.Query()}
	q := wire.MembersQuery{
		Search: n.values.Get("search"), After: n.values.Get("after"), Limit: int(n.get("limit", wire.MaxMembers, wire.MaxMembers)),
	}
	if n.bad || q.Limit < 1 || len(q.Search) > wire.MaxSearch || len(q.After) > wire.MaxName {
		return q, fault.New(fault.Invalid, "server.parseMembers", "server.malformed")
	}
	return q, nil
}

// pageOf is the page of the people that were asked for. A cursor whose person has left begins anew.
func pageOf(known []store.Entry, q wire.MembersQuery) wire.Members {
	out := wire.Members{Members: []wire.Colleague{}}
	first := 1 + slices.IndexFunc(known, func(e store.Entry) bool { return e.Person == q.After })
	words := strings.Fields(folded(q.Search))
	for _, e := range known[first:] {
		text := folded(e.Name + " " + e.Email + " " + e.Code)
		if slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) }) {
			continue
		}
		if len(out.Members) == q.Limit {
			out.Next = out.Members[q.Limit-1].Person
			break
		}
		out.Members = append(out.Members, colleagueOf(e))
	}
	return out
}

// colleagueOf is a member as others see them. The address of a kiosk is nobody's.
func colleagueOf(e store.Entry) wire.Colleague {
	if e.Role == access.Kiosk {
		e.Email = ""
	}
	return wire.Colleague{
		Person: e.Person, Name: e.Name, Email: e.Email, Code: e.Code, Role: string(e.Role),
		Reseller: e.Reseller, Lead: e.Lead, State: stateOf(e), LastSeen: e.SeenAt,
	}
}

// folded makes texts comparable: lower case, no accents.
func folded(s string) string {
	chain := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)))
	out, _, err := transform.String(chain, strings.ToLower(s))
	if err != nil { // only of a reader, and a string has none
		return strings.ToLower(s)
	}
	return out
}
