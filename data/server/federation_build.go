package server

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/directory/plan"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// Bounds of federations.
const (
	maxBuildBody   = 1 << 20 // bytes
	maxFederations = 100     // of a provider
	maxAccounts    = 2000    // of a federation
)

// buildFederation founds a federation with its accounts.
func (s *Server) buildFederation(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.buildFederation"
	var in wire.BuildFederation
	if err := read(w, r, maxBuildBody, &in); err != nil {
		return err
	}
	name := settings.CleanName(in.Name)
	if err := settings.CheckEntryName(name); err != nil {
		return fault.Wrap(op, err)
	}
	var f store.Federation
	err := s.manage(r, who, func(m *managing) error {
		if extent, err := m.may(access.BuildFederation); err != nil || extent != access.All {
			return orFault(err, notAllowed(op))
		}
		if n, err := m.CountFederations(m.provider()); err != nil || n >= maxFederations {
			return orFault(err, fault.New(fault.Conflict, op, "federation.too_many", "Max", maxFederations))
		}
		rows, err := s.newAccounts(m, in.Accounts, nil)
		if err != nil {
			return err
		}
		id, err := uuid.NewV7FromReader(s.rand)
		if err != nil {
			return err
		}
		f = store.Federation{ID: id.String(), Provider: m.provider(), Name: name, CreatedAt: m.now}
		if err := m.AddFederation(f); err != nil {
			return err
		}
		made, err := s.beginRewriting(m.Tx, f, wire.ChangeAccounts, who.Person)
		if err != nil {
			return err
		}
		if err := m.AddDirectoryRows(made.generation, rows); err != nil {
			return err
		}
		made.counted = len(rows)
		return made.takePlace(m.effects)
	})
	if err != nil {
		return err
	}
	s.reply(w, r, http.StatusOK, describeFederation(f))
	return nil
}

// addAccounts brings accounts into a federation.
func (s *Server) addAccounts(w http.ResponseWriter, r *http.Request, who store.Session) error {
	var in wire.AddAccounts
	if err := read(w, r, maxBuildBody, &in); err != nil {
		return err
	}
	var rows []wire.DirectoryRow
	check := func(a *altering) error {
		if err := a.mayDo(access.BuildFederation); err != nil {
			return err
		}
		reports, err := s.reports.get(r.Context(), a.federation)
		if err != nil {
			return err
		}
		if rows == nil {
			rows, err = s.newAccounts(a.managing, in.Accounts, reports)
		}
		return err
	}
	clearDeadlines(w)
	return s.done(w, s.rewrite(r, who, wire.ChangeAccounts, check, func(ctx context.Context, made *rewriting) error {
		if err := made.copyAll(ctx, nil); err != nil {
			return err
		}
		made.counted = len(rows)
		return made.add(ctx, rows)
	}))
}

// newAccounts checks accounts that are to come into a federation: each has a name and a number that no other has, and the
// name of its administrator.
func (s *Server) newAccounts(m *managing, list []wire.BuildAccount, there []directory.Report) ([]wire.DirectoryRow, error) {
	const op = "server.newAccounts"
	if len(list) == 0 || len(list) > wire.MaxBuildAccounts || len(list)+len(there) > maxAccounts {
		return nil, fault.New(fault.Invalid, op, "federation.account_count", "Max", wire.MaxBuildAccounts)
	}
	names, phones := map[string]bool{}, map[string]bool{}
	for _, report := range there {
		names[directory.Fold(report.Account.Name)], phones[report.Account.Phone] = true, true
	}
	profile, err := ProfileOf(m.Tx, m.provider())
	if err != nil {
		return nil, err
	}
	added := m.now.In(zoneOf(profile)).Format(time.DateOnly)
	rows := make([]wire.DirectoryRow, 0, len(list))
	for _, a := range list {
		e, err := newAccount(a)
		if err != nil {
			return nil, err
		}
		switch folded := directory.Fold(e.Name); {
		case names[folded]:
			return nil, fault.New(fault.Conflict, op, "federation.account_name_twice", "Name", e.Name)
		case phones[e.Phone]:
			return nil, fault.New(fault.Conflict, op, "federation.account_phone_twice", "Name", e.Name)
		default:
			names[folded], phones[e.Phone] = true, true
		}
		id, err := uuid.NewV7FromReader(s.rand)
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		e.ID, e.Added = id.String(), added
		rows = append(rows, e.Row())
	}
	slices.SortFunc(rows, func(a, b wire.DirectoryRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows, nil
}

// newAccount is an account as its fields say.
func newAccount(a wire.BuildAccount) (e directory.Entry, err error) {
	const op = "server.newAccount"
	name := settings.CleanName(a.Name)
	if err := settings.CheckEntryName(name); err != nil {
		return e, fault.Wrap(op, err)
	}
	administrator, ok := cleanText(a.Administrator, maxPersonName)
	if !ok || administrator == "" {
		return e, fault.New(fault.Invalid, op, "federation.account_administrator", "Name", name)
	}
	phone, err := settings.ParsePhone(a.Phone)
	if err != nil {
		return e, fault.Wrap(op, err)
	}
	return directory.Entry{Kind: directory.Account, Name: name, Phone: phone, Administrator: administrator}, nil
}

// zoneOf is the time zone of a provider; its profile has been checked.
func zoneOf(p settings.Profile) *time.Location {
	zone, err := time.LoadLocation(p.TimeZone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// applyPlan renumbers the extensions of a federation. The plan is made again on the rows of this server: what a desktop says
// only tells which one it has shown.
func (s *Server) applyPlan(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.applyPlan"
	var in wire.ApplyPlan
	if err := read(w, r, maxSmallBody, &in); err != nil {
		return err
	}
	if in.MaxDigits < 0 || in.MaxDigits > plan.MaxDigits {
		return fault.New(fault.Invalid, op, "server.malformed")
	}
	check := func(a *altering) error {
		if err := a.mayDo(access.BuildFederation); err != nil {
			return err
		}
		if a.federation.Generation != in.Generation || in.Generation == 0 {
			return fault.New(fault.Conflict, op, "federation.changed_meanwhile")
		}
		return nil
	}
	clearDeadlines(w)
	return s.done(w, s.rewrite(r, who, wire.ChangePlan, check, func(ctx context.Context, made *rewriting) error {
		p, err := plan.Make(ctx, s.entriesOf(ctx, made.federation.Generation), plan.Options{MaxDigits: in.MaxDigits})
		if err != nil {
			return err
		}
		if p.Digest() != in.Digest {
			return fault.New(fault.Conflict, op, "federation.plan_differs")
		}
		if len(p.Changes) == 0 {
			return fault.New(fault.Conflict, op, "federation.nothing_to_do")
		}
		if err := made.copyAll(ctx, nil); err != nil {
			return err
		}
		made.counted = len(p.Changes)
		return made.renumber(ctx, p)
	}))
}

// renumber gives the copied rows the extensions of a plan.
func (w *rewriting) renumber(ctx context.Context, p *plan.Plan) error {
	to := make(map[string]string, len(p.Changes))
	ids := make([]string, 0, len(p.Changes))
	for _, c := range p.Changes {
		to[c.Entry.ID] = c.To
		ids = append(ids, c.Entry.ID)
	}
	slices.Sort(ids)
	for batch := range slices.Chunk(ids, importBatch) {
		err := w.patch(ctx, batch, func(id string) map[string]string { return map[string]string{"extension": to[id]} })
		if err != nil {
			return err
		}
	}
	return nil
}

// undo takes the last change of a federation's directory back: the generation of before is the current one again.
func (s *Server) undo(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.undo"
	var f store.Federation
	var back int64
	err := s.alter(r, who, func(a *altering) error {
		if err := a.mayDo(access.BuildFederation); err != nil {
			return err
		}
		f = a.federation
		nothing := fault.New(fault.Conflict, op, "federation.nothing_to_undo")
		if f.Generation == 0 {
			return nothing
		}
		g, err := a.Generation(f.Generation)
		if err != nil {
			return err
		}
		if back = g.Parent; back == 0 {
			return nothing
		}
		if _, err := a.Generation(back); err != nil {
			if fault.Is(err, fault.NotFound) {
				return nothing
			}
			return err
		}
		return changedMeanwhile(a.TakePlace(f.ID, back, f.Generation, a.now))
	})
	if err == nil {
		s.hub.Poke(f.Space(), back)
	}
	return s.done(w, err)
}
