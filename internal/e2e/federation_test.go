//go:build linux

package e2e

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"pupitre/data/directory"
	"pupitre/data/directory/plan"
	"pupitre/data/wire"
)

// karim is of the support.
const karim = "karim.benali@boreale.example"

// The accounts of the federation that is built, in the order of their lines.
var joined = []wire.BuildAccount{
	{Name: "Siège", Phone: "514 555-0110", Administrator: "Zoé Dubé"},
	{Name: "Usine", Phone: "418 555-0111", Administrator: "Noé Roy"},
	{Name: "Quai", Phone: "819 555-0112", Administrator: "Éva Caron"},
}

// extensions clash in every way: Yan and Ugo have the same, and that of Ida is the beginning of both.
const extensions = "Compte;Nom;Poste\r\nSiège;Yan Morin;3201\r\nSiège;Odile Blais;3202\r\nUsine;Ugo Perron;3201\r\nUsine;Rita Houle;4105\r\nQuai;Ida Lavoie;32\r\n"

// joins types the accounts in the wizard, and builds.
func (d *desktop) joins(federation string) {
	d.w.t.Helper()
	d.goTo(d.p.T("building.title"))
	d.waitTitle(d.titleOf("building.title"))
	d.clicks(d.p.T("building.accounts.more")) // the third line has the keyboard
	for range 9 {                             // back over two lines of four controls
		d.keys("shift+Tab")
	}
	d.types(federation)
	for _, a := range joined {
		for _, text := range []string{a.Name, a.Phone, a.Administrator} {
			d.keys("Tab")
			d.types(text)
		}
		d.keys("Tab") // the bin of the line
	}
	d.keys("Tab", "Return")
	d.sees(d.p.N("building.added", len(joined)))
}

// fills gives the accounts their users, as a script with a CSV file would, and the entries as they are then.
func (s *server) fills(seat *seat, federation string) (all []directory.Entry) {
	s.w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	i, err := seat.client.StartImport(ctx, federation, strings.NewReader(extensions), int64(len(extensions)), wire.ImportOptions{
		Columns: []string{"account", "name", "extension"}, Kind: string(directory.User),
	})
	s.w.check(err)
	s.w.eventually(patience, func() error {
		i, err = seat.client.ImportState(ctx, federation, i.ID)
		if err == nil && i.State != wire.ImportReady {
			err = fmt.Errorf("%+v", i)
		}
		return err
	})
	s.w.check(seat.client.AcceptImport(ctx, federation, i.ID))
	page, err := seat.client.SearchDirectory(ctx, federation, wire.SearchQuery{Category: string(directory.User), Limit: wire.MaxAnswers})
	s.w.check(err)
	for _, row := range page.Rows {
		e, err := directory.Decode(row)
		s.w.check(err)
		all = append(all, e)
	}
	return all
}

// dials tries a number in the simulator, at the end of the page; choose, unless it is nil, picks the account first.
func (d *desktop) dials(number string, choose func()) {
	d.w.t.Helper()
	d.goTo(d.p.T("building.dial.title"))
	d.keys("ctrl+a")
	d.types(number)
	if choose != nil {
		choose()
	}
	area := d.opened().Bounds
	d.w.check(d.display.Wheel(centre(area), 40))
}

// looksForClashes searches for duplicates until so many are found.
func (d *desktop) looksForClashes(n int) {
	d.w.t.Helper()
	d.goTo(d.p.T("building.clashes.title"))
	d.keys("Return")
	d.sees(d.p.N("building.clashes.found", n))
}

// planOf is the plan that the page shows: two people change, in two accounts.
func planOf(w *world, all []directory.Entry) *plan.Plan {
	w.t.Helper()
	made, err := plan.Make(context.Background(), func(yield func(directory.Entry, error) bool) {
		for _, e := range all {
			if !yield(e, nil) {
				return
			}
		}
	}, plan.Options{MaxDigits: plan.LongDigits})
	w.check(err)
	if len(made.Changes) != 2 {
		w.t.Fatalf("%+v", made)
	}
	return made
}

// Somebody of the support builds a federation of three accounts whose extensions clash, sees who has the same and what the plan
// changes for whom, applies it, dials from one account into another, reads it all in the history, and takes the plan back.
func TestAFederationIsBuiltAndDialledAcross(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.server()
	d := w.computer("karim").open(s)
	d.signIn(karim)
	d.joins("Boréal")

	seat := s.seat(karim)
	session, err := seat.client.Session(context.Background())
	w.check(err)
	all := s.fills(seat, session.Federations[0].ID)
	d.goTo(fr.T("enterprise.search"))
	d.types("lavoie")
	d.sees("Ida Lavoie")

	made := planOf(w, all)
	d.looksForClashes(1)
	d.keys("Tab", "Tab", "Tab", "Tab") // who clashes, how they are handled, digits, the plan
	for _, c := range made.Changes {
		d.sees(c.Entry.Name)
		d.sees(c.To)
	}
	d.dials("3201", func() { d.keys("shift+Tab", "space", "Home", "Return") }) // from the first account, the quay
	d.sees(fr.N("building.call.early", 2, "Who", fr.T("enterprise.of_account", "Name", "Ida Lavoie", "Account", "Quai")))
	d.clicks(fr.T("building.plan.apply"))
	d.sees(fr.T("building.plan.apply_body")[:40])
	d.keys("Tab", "Return") // Cancel has the keyboard
	d.sees(fr.T("building.plan.applied"))

	d.looksForClashes(0)
	d.dials(made.Changes[0].To, nil)
	d.sees(fr.T("building.call.rings", "Who", made.Changes[0].Entry.Name)[:len(made.Changes[0].Entry.Name)])
	d.goTo(fr.T("history.title"))
	d.sees(fr.N("portal_history.plan", 2, "Federation", "Boréal"))
	d.sees(fr.N("portal_history.founded", 3, "Federation", "Boréal"))

	d.goTo(fr.T("building.dial.title"))
	d.clicks(fr.T("building.plan.undo"))
	d.sees(fr.T("building.undo.body"))
	d.keys("Tab", "Return")
	d.sees(fr.T("building.undo.done"))
	d.looksForClashes(1)
	d.noToolkitErrors()
	d.quit()
}
