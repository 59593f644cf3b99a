package server

import (
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// visit is a request about a federation: its transaction, and who asks.
type visit struct {
	*store.Tx
	federation store.Federation
	me         access.Member
	portal     access.Portal
}

// visiting finds the federation of a request and the place that the person has there. One of another provider is like one of
// nobody: access revoked, as everywhere.
func visiting(tx *store.Tx, r *http.Request, who store.Session) (*visit, error) {
	id := r.PathValue("federation")
	if len(id) > wire.MaxName || strings.ContainsFunc(id, unicode.IsControl) { // a database may not even take it as a text
		return nil, &syncing.Refusal{Code: wire.CodeRevoked}
	}
	f, err := federationFor(tx, wire.DirectorySpace(id), who.Person)
	if err != nil {
		return nil, err
	}
	me, err := tx.Member(syncing.ProviderSpace(f.Provider), who.Person)
	if fault.Is(err, fault.NotFound) {
		return nil, &syncing.Refusal{Code: wire.CodeRevoked}
	}
	if err != nil {
		return nil, err
	}
	return &visit{Tx: tx, federation: f, me: me, portal: f.Access}, nil
}

// notAllowed is the answer to whoever may not do something with a federation.
func notAllowed(op string) error { return fault.New(fault.Forbidden, op, "settings.not_allowed") }

// may refuses who may not do an action of the table.
func (v *visit) may(a access.Action) error {
	if access.May(v.me.Role, a) != access.All {
		return notAllowed("server.visit")
	}
	return nil
}

// look runs a visit that changes nothing.
func (s *Server) look(r *http.Request, who store.Session, do func(*visit) error) error {
	err := s.store.Read(r.Context(), func(tx *store.Tx) error {
		v, err := visiting(tx, r, who)
		if err != nil {
			return err
		}
		return do(v)
	})
	return fault.Wrap("server.look", err)
}

// altering is a visit that changes something: it has its order among the changes of the provider's space and of the
// federation.
type altering struct {
	*managing
	federation store.Federation
	portal     access.Portal
}

// alter runs a visit that changes something, in one transaction. Then it wakes those who wait for the provider's space, and
// cuts the streams of the sessions that were ended.
func (s *Server) alter(r *http.Request, who store.Session, do func(*altering) error) error {
	var e *effects
	err := s.store.Write(r.Context(), func(tx *store.Tx) error {
		v, err := visiting(tx, r, who)
		if err != nil {
			return err
		}
		e = &effects{Tx: tx, space: syncing.ProviderSpace(v.federation.Provider), who: who, now: s.now().UTC().Truncate(time.Millisecond)}
		if _, err := e.begin(); err != nil {
			return err
		}
		// What was read before the locks may be old by now.
		if v.federation, err = tx.LockFederation(v.federation.ID); err != nil {
			return err
		}
		if v.portal, err = tx.PortalAccess(v.federation.ID, who.Person); err != nil {
			return err
		}
		a := &altering{managing: &managing{effects: e, me: v.me}, federation: v.federation, portal: v.portal}
		if err := do(a); err != nil {
			return err
		}
		return e.finish()
	})
	if err != nil {
		return fault.Wrap("server.alter", err)
	}
	s.hub.Poke(e.space, e.rev)
	s.cut(e.ended)
	return nil
}

// mayDo refuses who may not do an action of the table with federations.
func (a *altering) mayDo(action access.Action) error {
	if access.May(a.me.Role, action) != access.All {
		return notAllowed("server.altering")
	}
	return nil
}

// federationState tells what a federation's directory is, and what can be taken back.
func (s *Server) federationState(w http.ResponseWriter, r *http.Request, who store.Session) error {
	var out wire.FederationState
	err := s.look(r, who, func(v *visit) (err error) {
		if !access.MaySeeAccounts(v.me.Role, v.portal) {
			return notAllowed("server.federationState")
		}
		out, err = v.state(s.now())
		return err
	})
	if err != nil {
		return err
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

func (v *visit) state(now time.Time) (wire.FederationState, error) {
	out := wire.FederationState{Federation: describeFederation(v.federation), Generation: v.federation.Generation}
	out.Access = string(v.portal)
	last, err := v.LastImport(v.federation.ID)
	switch {
	case err == nil && (last.State == wire.ImportRunning || last.State == wire.ImportReady && now.Sub(last.MadeAt) <= importKept):
		out.Import = last.ID
	case err != nil && !fault.Is(err, fault.NotFound):
		return out, err
	}
	if v.federation.Generation == 0 {
		return out, nil
	}
	g, err := v.Generation(v.federation.Generation)
	if err != nil {
		return out, err
	}
	out.Size = g.Size
	if undoable, err := v.undoable(g); err != nil || !undoable {
		return out, err
	}
	out.Undo = &wire.FederationUndo{Change: g.Cause, At: g.MadeAt}
	if g.Person != "" {
		out.Undo.By = nameOf(v.Tx, g.Person)
	}
	return out, nil
}

// undoable tells whether the generation that another one has taken the place of is still there.
func (v *visit) undoable(g store.Generation) (bool, error) {
	if g.Parent == 0 {
		return false, nil
	}
	_, err := v.Generation(g.Parent)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

func describeFederation(f store.Federation) wire.Federation {
	return wire.Federation{
		ID: f.ID, Provider: f.Provider, Space: f.Space(), Name: f.Name, Active: !f.ActiveAt.IsZero(), Access: string(f.Access),
	}
}

// accounts lists the accounts of a federation with what is known of each.
func (s *Server) accounts(w http.ResponseWriter, r *http.Request, who store.Session) error {
	var out wire.Accounts
	var f store.Federation
	err := s.look(r, who, func(v *visit) error {
		if !access.MaySeeAccounts(v.me.Role, v.portal) {
			return notAllowed("server.accounts")
		}
		f = v.federation
		return nil
	})
	if err != nil {
		return err
	}
	out.Generation, out.Active, out.Accounts = f.Generation, !f.ActiveAt.IsZero(), []wire.AccountReport{}
	reports, err := s.reports.get(r.Context(), f)
	if err != nil {
		return err
	}
	for _, report := range reports {
		counts := map[string]int{}
		for kind, n := range report.Counts {
			counts[string(kind)] = n
		}
		e := report.Account
		out.Accounts = append(out.Accounts, wire.AccountReport{
			ID: e.ID, Name: e.Name, Phone: e.Phone, Administrator: e.Administrator, Added: e.Added,
			Counts: counts, Extensions: report.Extensions, Duplicates: report.Duplicates,
		})
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

// placeOfPortal is the administrator of a portal that a request names; federation.administrator_unknown when there is none.
func (a *altering) placeOfPortal(person string) (found store.PortalAdministrator, err error) {
	all, err := a.PortalAdministrators(a.federation.ID)
	if err != nil {
		return found, err
	}
	i := slices.IndexFunc(all, func(p store.PortalAdministrator) bool { return p.Person == person })
	if i < 0 {
		return found, fault.New(fault.NotFound, "server.placeOfPortal", "federation.administrator_unknown")
	}
	return all[i], nil
}
