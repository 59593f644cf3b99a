package server_test

import (
	"encoding/json"
	"slices"
	"testing"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/directory/plan"
	"pupitre/data/store"
	"pupitre/data/store/pgtest"
	"pupitre/data/wire"
)

// three are accounts of a federation to be built.
func three() []wire.BuildAccount {
	return []wire.BuildAccount{
		{Name: "Siège social", Phone: "514 555-0100", Administrator: "Zoé Côté"},
		{Name: "Usine", Phone: "418 555-0101", Administrator: "Noé Roy"},
		{Name: "École", Phone: "819 555-0102", Administrator: "Éva Dubé"},
	}
}

// shown are the entries of the federation's directory now.
func (p *portalRig) shown(federation string) (list []directory.Entry) {
	p.t.Helper()
	p.must(p.store.Read(p.t.Context(), func(tx *store.Tx) error {
		f, err := tx.Federation(federation)
		if err != nil {
			return err
		}
		rows, err := tx.DirectoryRows(f.Generation, "", 1000)
		list = nil
		for _, row := range rows {
			e, err := directory.Decode(row)
			if err != nil {
				return err
			}
			list = append(list, e)
		}
		return err
	}))
	return list
}

// A federation is founded with its accounts, filled, renumbered and dialled across; then the plan is taken back, row by row.
func TestBuildPlanUndo(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { buildPlanUndo(t, newPortal(t)) })
	t.Run("PostgreSQL", func(t *testing.T) {
		address, admin := pgtest.OwnedDatabase(t)
		buildPlanUndo(t, openPortal(newRigOn(t, store.Options{URL: address}, "pgx", admin)))
	})
}

func buildPlanUndo(t *testing.T, p *portalRig) {
	support := p.token[access.Support]
	got := p.do(request{method: "POST", path: "/v1/spaces/" + p.space + "/federations", token: support, body: wire.BuildFederation{Name: "Boréal", Accounts: three()}})
	f := decode[wire.Federation](t, got)
	if got.status != 200 || f.Name != "Boréal" || f.Active {
		t.Fatalf("%d %s", got.status, got.body)
	}
	p.path = "/v1/federations/" + f.ID
	p.ask(support, "POST", "/accounts", wire.AddAccounts{Accounts: []wire.BuildAccount{{Name: "Entrepôt", Phone: "450 555-0103", Administrator: "Léo Roy"}}})
	accounts := p.shown(f.ID)
	if len(accounts) != 4 || accounts[0].Phone != "+15145550100" || accounts[0].Administrator != "Zoé Côté" || accounts[0].Added != "2026-06-24" {
		t.Fatalf("%+v", accounts)
	}
	var rows []wire.DirectoryRow
	for _, a := range accounts {
		rows = append(rows, a.Row())
	}
	for i, extension := range []string{"101", "102", "101", "102", "32", "3201", "101"} {
		e := directory.Entry{ID: "f" + string(rune('0'+i)), Kind: directory.User, Account: accounts[i%3].ID, Name: "Zoé", Extension: extension}
		rows = append(rows, e.Row())
	}
	rows[len(rows)-1].Body = json.RawMessage(`{"account":"` + accounts[0].ID + `","extension":"101","of_the_future":1}`)
	before, err := p.server.LoadDirectory(t.Context(), f.ID, slices.Values(rows))
	p.must(err)
	list := p.shown(f.ID)
	made, err := plan.Make(t.Context(), entriesOf(list...), plan.Options{})
	p.must(err)
	for _, in := range []wire.ApplyPlan{{Generation: before, Digest: "another"}, {Generation: before, Digest: made.Digest(), MaxDigits: 2}} {
		if got := p.do(request{method: "POST", path: p.path + "/plan", token: support, body: in}); got.problem().Key != "federation.plan_differs" {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
	p.refuse(support, "POST", "/plan", wire.ApplyPlan{Generation: before - 1, Digest: made.Digest()}, "federation.changed_meanwhile")
	p.refuse(support, "POST", "/plan", wire.ApplyPlan{Generation: before, MaxDigits: 9}, "server.malformed")
	p.refuse(support, "POST", "/undo", nil, "federation.nothing_to_undo")
	p.ask(support, "POST", "/plan", wire.ApplyPlan{Generation: before, Digest: made.Digest()})
	after := p.shown(f.ID)
	dialler, err := plan.NewDialler(entriesOf(after...))
	p.must(err)
	if len(dialler.Duplicates()) != 0 || len(after) != len(list) {
		t.Errorf("%+v", after)
	}
	for _, c := range made.Changes {
		if call := dialler.Dial(accounts[3].ID, c.To); call.Outcome != plan.Rings || call.Entry.ID != c.Entry.ID {
			t.Errorf("%s: %+v", c.To, call)
		}
	}
	state := decode[wire.FederationState](t, p.ask(support, "GET", "", nil))
	if state.Undo == nil || state.Undo.Change != wire.ChangePlan || state.Undo.By != "support" {
		t.Errorf("%+v", state.Undo)
	}
	var future wire.DirectoryRow
	p.must(p.store.Read(t.Context(), func(tx *store.Tx) (err error) {
		future, err = tx.DirectoryRow(state.Generation, "f6")
		return err
	}))
	if !json.Valid(future.Body) || !slices.Contains([]string{"1"}, string(mustField(t, future.Body, "of_the_future"))) {
		t.Errorf("a field of the future is lost: %s", future.Body)
	}
	p.ask(support, "POST", "/undo", nil)
	if undone := p.shown(f.ID); !slices.Equal(undone, list) {
		t.Errorf("%+v, want %+v", undone, list)
	}
}

func mustField(t *testing.T, body json.RawMessage, name string) json.RawMessage {
	t.Helper()
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(body, &fields); err != nil {
		t.Fatal(err)
	}
	return fields[name]
}

func TestBuildRefusals(t *testing.T) {
	p := newPortal(t)
	p.path = "/v1/spaces/" + p.space
	with := func(change func(*wire.BuildFederation)) wire.BuildFederation {
		in := wire.BuildFederation{Name: "Boréal", Accounts: three()}
		change(&in)
		return in
	}
	for key, in := range map[string]wire.BuildFederation{
		"settings.entry_name_required":     with(func(in *wire.BuildFederation) { in.Name = "  " }),
		"federation.account_count":         with(func(in *wire.BuildFederation) { in.Accounts = nil }),
		"federation.account_name_twice":    with(func(in *wire.BuildFederation) { in.Accounts[2].Name = "siege SOCIAL" }),
		"federation.account_phone_twice":   with(func(in *wire.BuildFederation) { in.Accounts[2].Phone = "+1 514-555-0100" }),
		"settings.phone_required":          with(func(in *wire.BuildFederation) { in.Accounts[2].Phone = "" }),
		"federation.account_administrator": with(func(in *wire.BuildFederation) { in.Accounts[2].Administrator = " " }),
	} {
		p.refuse(p.token[access.Primary], "POST", "/federations", in, key)
	}
	many := with(func(in *wire.BuildFederation) { in.Accounts = make([]wire.BuildAccount, 501) })
	p.refuse(p.token[access.Primary], "POST", "/federations", many, "federation.account_count")
}
