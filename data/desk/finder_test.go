package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/directory"
	"pupitre/data/directory/plan"
	"pupitre/data/directory/sample"
	"pupitre/data/store"
	"pupitre/data/store/pgtest"
	"pupitre/data/wire"
)

// questions are searches of every kind: each category in the order of each of its columns, both ways; each filter by itself and with
// the others; words with and without accents, digits in their groups, what nobody is called.
func questions(rows []wire.DirectoryRow) (list []directory.Query) {
	for _, c := range directory.Categories() {
		for _, sort := range append(c.Sorts(), "") {
			list = append(list, directory.Query{Category: c.Kind, Text: "é a", Sort: sort}, directory.Query{Category: c.Kind, Sort: sort, Down: true})
		}
		every := map[directory.Column][]string{}
		for _, column := range c.Filters {
			some := valuesOf(rows, c.Kind, column)
			every[column] = some
			list = append(list, directory.Query{Category: c.Kind, Text: "e", Filters: map[directory.Column][]string{column: some[:1]}})
		}
		list = append(list, directory.Query{Category: c.Kind, Filters: every})
	}
	for _, text := range []string{"tremb", "é côté", "e cote", "côté", "Cote", "514555", "1 514 555-01", "55501", "0123", "compta @", "accueil", "siège", "œ", "nobody is called so"} {
		for _, kind := range []directory.Kind{directory.User, directory.Number, directory.Group} {
			list = append(list, directory.Query{Category: kind, Text: text})
		}
	}
	return list
}

// valuesOf are two values that entries of a kind have in a column, or one.
func valuesOf(rows []wire.DirectoryRow, kind directory.Kind, column directory.Column) (ids []string) {
	for _, r := range rows {
		e, err := directory.Decode(r)
		if err != nil || e.Kind != kind {
			continue
		}
		if v := e.Value(column); v != "" && !slices.Contains(ids, v) {
			ids = append(ids, v)
		}
		if len(ids) == 2 {
			break
		}
	}
	return ids
}

// asked is all that an answer says.
type asked struct {
	Total  int
	First  []directory.Entry
	Second []directory.Entry
	Counts directory.Counts
}

func ask(t *testing.T, f *desk.Finder, q directory.Query, live bool, limit int) (out asked) {
	t.Helper()
	a, err := f.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	if a.Live != live {
		t.Fatalf("%+v: answered by the server: %v", q, a.Live)
	}
	out.Total = a.Len()
	if out.First, err = a.Page(t.Context(), 0, 40); err != nil {
		t.Fatal(err)
	}
	if out.Second, err = a.Page(t.Context(), 30, limit); err != nil {
		t.Fatal(err)
	}
	out.Counts, err = a.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A search has the same answers on a desktop, on a server with SQLite and on one with PostgreSQL: entries, order and counts.
func TestSearchIsTheSameEverywhere(t *testing.T) {
	address, _ := pgtest.OwnedDatabase(t)
	rows := slices.Collect(sample.Federation(sample.Options{Seed: 5, Accounts: 6, Entries: 1500}))
	list := questions(rows)
	var want []string
	for _, on := range []store.Options{{URL: address}, {}} {
		if on.URL == "" {
			on.Path = t.TempDir() + "/server.db"
		}
		h := newHouseOn(t, t.TempDir(), on)
		_, err := h.server.LoadDirectory(t.Context(), "f1", slices.Values(rows))
		h.must(err)
		away := h.computer("away")
		away.door.OpenDirectory = func(context.Context, string, string, string) (desk.DirectoryFile, error) {
			return nil, errors.New("no room for a copy")
		}
		far := away.signIn(access.Delegate).Federations().Finder("f1")
		here := h.computer("desk").signIn(access.Primary).Federations().Finder("f1")
		eventually(t, "the copy is searched", func() bool { return here.State().Ready })
		for i, q := range list {
			limit := 60
			if i%20 == 0 {
				limit = 600 // more than the server gives at once
			}
			for _, got := range []asked{ask(t, here, q, false, limit), ask(t, far, q, true, limit)} {
				text, err := json.MarshalIndent(got, "", " ")
				h.must(err)
				if len(want) == i {
					want = append(want, string(text))
				}
				if diff := cmp.Diff(want[i], string(text)); diff != "" {
					t.Fatalf("%+v: %s", q, diff)
				}
			}
		}
	}
}

// The index follows the directory: another generation is searched without asking anew, and a damaged index is made again.
func TestFinderFollowsTheDirectory(t *testing.T) {
	h := newHouse(t)
	load := func(names ...string) {
		t.Helper()
		var rows []wire.DirectoryRow
		rows = append(rows, directory.Entry{ID: "a", Kind: directory.Account, Name: "Nord"}.Row())
		for i, name := range names {
			e := directory.Entry{ID: string(rune('b' + i)), Kind: directory.User, Account: "a", Name: name, Extension: "20" + string(rune('0'+i))}
			rows = append(rows, e.Row())
		}
		_, err := h.server.LoadDirectory(t.Context(), "f1", slices.Values(rows))
		h.must(err)
	}
	c := h.computer("laptop")
	var f *desk.Finder
	found := func(text string) int {
		a, err := f.Search(t.Context(), directory.Query{Category: directory.User, Text: text})
		if err != nil {
			return -1
		}
		return a.Len()
	}
	load("Zoé Côté")
	s := c.signIn(access.Primary)
	f = s.Federations().Finder("f1")
	eventually(t, "the first generation", func() bool { return f.State().Ready && found("cote") == 1 })
	h.must(s.Close())
	again := func() *desk.Session {
		t.Helper()
		s, err := c.door.Resume(t.Context(), "")
		h.must(err)
		f = s.Federations().Finder("f1")
		eventually(t, "the second generation", func() bool { return f.State().Generation == 2 && found("cote") == 2 })
		return s
	}
	load("Zoé Côté", "Noé Côté")
	s = again()
	e, err := f.Entry(t.Context(), "c")
	names, nerr := f.Names(t.Context())
	h.must(errors.Join(err, nerr))
	if e.Name != "Noé Côté" || names.Of(directory.ByAccount, e.Account) != "Nord" || len(names.Accounts()) != 1 {
		t.Errorf("%+v of %q", e, names.Of(directory.ByAccount, e.Account))
	}
	if _, err := f.Entry(t.Context(), "z"); keyOf(err) != "federation.entry_unknown" {
		t.Errorf("an entry that is not there: %v", err)
	}
	n := 0
	for e, err := range f.Entries(t.Context()) {
		h.must(err)
		if n++; e.ID == "" {
			t.Errorf("%+v", e)
		}
	}
	if n != 3 {
		t.Errorf("%d entries", n)
	}
	h.must(s.Close())
	h.must(os.WriteFile(c.directoryPath("f1")+".index", []byte("damaged"), 0o600))
	h.must(again().Close())
}

// Who stops asking is not answered.
func TestSearchIsCancelled(t *testing.T) {
	h := newHouse(t)
	_, err := h.server.LoadDirectory(t.Context(), "f1", sample.Federation(sample.Options{Seed: 1, Accounts: 1, Entries: 100}))
	h.must(err)
	f := h.computer("laptop").signIn(access.Primary).Federations().Finder("f1")
	eventually(t, "ready", func() bool { return f.State().Ready })
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := f.Search(ctx, directory.Query{Category: directory.User, Text: "a"}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Off line and without a copy, the search says so; and so does what is done on line only.
func TestPortalOffline(t *testing.T) {
	h := newHouse(t)
	c := h.computer("laptop")
	c.door.OpenDirectory = nil
	s := c.signIn(access.Primary)
	fs := s.Federations()
	h.must(h.running.Close())
	if _, err := fs.Finder("f1").Search(t.Context(), directory.Query{Category: directory.User}); keyOf(err) != "federation.no_copy_yet" {
		t.Errorf("search: %v", err)
	}
	if _, err := fs.Accounts(t.Context(), "f1"); keyOf(err) != "federation.offline" {
		t.Errorf("accounts: %v", err)
	}
	if err := fs.RemoveAdministrator(t.Context(), "f1", "somebody"); keyOf(err) != "federation.offline" {
		t.Errorf("remove: %v", err)
	}
}

// The primary administrator activates the portal and becomes its Super Admin; the list of federations tells it.
func TestPortalFromTheDesk(t *testing.T) {
	h := newHouse(t)
	north := directory.Entry{ID: "a", Kind: directory.Account, Name: "Nord", Phone: "+15145550100", Administrator: "Zoé Côté"}
	zoe := directory.Entry{ID: "u", Kind: directory.User, Account: "a", Name: "Zoé Côté", Extension: "201"}
	_, err := h.server.LoadDirectory(t.Context(), "f1", slices.Values([]wire.DirectoryRow{north.Row(), zoe.Row()}))
	h.must(err)
	fs := h.computer("laptop").signIn(access.Primary).Federations()
	accounts, err := fs.Accounts(t.Context(), "f1")
	h.must(err)
	want := wire.Accounts{Generation: 1, Accounts: []wire.AccountReport{{
		ID: "a", Name: "Nord", Phone: "+15145550100", Administrator: "Zoé Côté", Counts: map[string]int{"user": 1}, Extensions: 1,
	}}}
	if diff := cmp.Diff(want, accounts); diff != "" {
		t.Error(diff)
	}
	_, err = fs.Activate(t.Context(), "f1", wire.PortalUser{Person: h.people[access.Primary].ID})
	h.must(err)
	list, err := fs.Refresh(t.Context())
	h.must(err)
	if !list[0].Active || list[0].Access != string(access.EnterpriseSuperAdmin) || !cmp.Equal(list, fs.List()) {
		t.Errorf("%+v", list)
	}
	added, err := fs.AddAdministrators(t.Context(), "f1", wire.AddAdministrators{
		Access: string(access.EnterpriseAdmin), Users: []wire.PortalUser{{Entry: "u", Email: "zoe@nord.example"}},
	})
	h.must(err)
	person := added.Added[0].Person
	h.must(fs.EditAccess(t.Context(), "f1", person, string(access.EnterpriseSuperAdmin)))
	_, err = fs.InviteAgain(t.Context(), "f1", person)
	h.must(err)
	administrators, err := fs.Administrators(t.Context(), "f1")
	h.must(err)
	if len(administrators.Administrators) != 2 || administrators.Administrators[1].Name != "Zoé Côté" ||
		administrators.Administrators[1].State != wire.PersonInvited || administrators.Administrators[1].Account != "a" {
		t.Errorf("%+v", administrators)
	}
	h.must(fs.RemoveAdministrator(t.Context(), "f1", person))
	state, err := fs.State(t.Context(), "f1")
	h.must(err)
	if state.Size != 2 || state.Undo != nil || !state.Active {
		t.Errorf("%+v", state)
	}
}

// A federation that is built on this computer is followed at once: it is filled, planned with what is here, and dialled.
func TestBuildFromTheDesk(t *testing.T) {
	h := newHouse(t)
	fs := h.computer("laptop").signIn(access.Primary).Federations()
	f, err := fs.Build(t.Context(), wire.BuildFederation{Name: "Boréal", Accounts: []wire.BuildAccount{
		{Name: "Nord", Phone: "514 555-0100", Administrator: "Zoé Côté"}, {Name: "Sud", Phone: "514 555-0101", Administrator: "Noé Roy"},
	}})
	h.must(err)
	h.must(fs.AddAccounts(t.Context(), f.ID, []wire.BuildAccount{{Name: "Est", Phone: "514 555-0102", Administrator: "Éva Dubé"}}))
	finder := fs.Finder(f.ID)
	accounts := func() []directory.Entry {
		names, err := finder.Names(t.Context())
		h.must(err)
		return names.Accounts()
	}
	eventually(t, "the accounts are here", func() bool { return len(accounts()) == 3 })
	if _, err := fs.ApplyPlan(t.Context(), f.ID, wire.ApplyPlan{Generation: 9}); keyOf(err) != "federation.changed_meanwhile" {
		t.Errorf("%v", err)
	}
	const file = "Compte;Nom;Poste\r\nNord;Zoé Côté;201\r\nSud;Noé Roy;201\r\n"
	i, err := fs.Import(t.Context(), f.ID, strings.NewReader(file), int64(len(file)), wire.ImportOptions{
		Columns: []string{"account", "name", "extension"}, Kind: "user",
	})
	h.must(err)
	eventually(t, "the file is read", func() bool {
		now, err := fs.ImportState(t.Context(), f.ID, i.ID)
		h.must(err)
		return now.State == wire.ImportReady && now.Created == 2
	})
	h.must(fs.AcceptImport(t.Context(), f.ID, i.ID))
	eventually(t, "they are found here", func() bool {
		a, err := finder.Search(t.Context(), directory.Query{Category: directory.User, Text: "201"})
		return err == nil && !a.Live && a.Len() == 2
	})
	p, err := plan.Make(t.Context(), finder.Entries(t.Context()), plan.Options{})
	h.must(err)
	state, err := fs.ApplyPlan(t.Context(), f.ID, wire.ApplyPlan{Generation: finder.State().Generation, Digest: p.Digest()})
	h.must(err)
	if state.Undo == nil || state.Undo.Change != wire.ChangePlan || len(p.Changes) != 1 {
		t.Errorf("%+v", state)
	}
	for range 2 { // the plan, the import
		_, err = fs.Undo(t.Context(), f.ID)
		h.must(err)
	}
	if err := fs.CancelImport(t.Context(), f.ID, i.ID); keyOf(err) != "federation.import_not_ready" {
		t.Errorf("%v", err)
	}
	state, err = fs.Undo(t.Context(), f.ID)
	h.must(err)
	if state.Size != 2 || state.Undo != nil {
		t.Errorf("%+v", state)
	}
	eventually(t, "one was taken back", func() bool { return len(accounts()) == 2 })
}
