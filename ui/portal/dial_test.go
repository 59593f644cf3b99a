package portal_test

import (
	"fmt"
	"strings"
	"testing"

	"pupitre/data/directory"
	"pupitre/data/directory/plan"
	federation "pupitre/data/directory/sample"
	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/ui/portal"
	"pupitre/ui/portal/sample"
)

// told writes ways in a line each: from where, what to dial, and why.
func told(list []portal.Way) string {
	var b strings.Builder
	for _, w := range list {
		ids := []string{}
		for _, e := range w.InTheWay {
			ids = append(ids, e.ID)
		}
		fmt.Fprintf(&b, "%s: %s", strings.Join(w.Accounts, " "), w.Dial)
		if w.Because != portal.None {
			fmt.Fprintf(&b, " (%s %s)", w.Because, strings.Join(ids, " "))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// four are accounts A to D, in which extensions clash in every way.
func four() *sample.Finder {
	var rows []wire.DirectoryRow
	for _, id := range []string{"A", "B", "C", "D"} {
		rows = append(rows, directory.Entry{ID: id, Kind: directory.Account, Name: "Compte " + id}.Row())
	}
	user := func(id, account, extension, phone string) {
		rows = append(rows, directory.Entry{ID: id, Kind: directory.User, Account: account, Name: id, Extension: extension, Phone: phone}.Row())
	}
	user("alone", "A", "2210", "+15145550101")
	user("twinA", "A", "3201", "+15145550102")
	user("twinB", "B", "3201", "+15145550103")
	user("begun", "C", "4455", "+15145550104")
	user("short", "D", "44", "")
	user("out", "D", "911", "+15145550106")
	user("plain", "D", "", "+15145550107")
	return sample.FinderOf(rows)
}

// How somebody is reached from each account is what the telephones of a federation do.
func TestWaysSayWhatTelephonesDo(t *testing.T) {
	f := four()
	for id, want := range map[string]string{
		"alone": "A: 2210\nB C D: 2210\n",
		"twinA": "A: 3201\nB C D: +15145550102 (held twinB)\n",
		"begun": "C: +15145550104 (early short)\nA B D: +15145550104 (early short)\n",
		"short": "D: 44\nA B C: 44\n",
		"out":   "D: +15145550106 (reserved )\nA B C: +15145550106 (reserved )\n",
		"plain": "D: +15145550107\nA B C: +15145550107\n",
	} {
		e, err := f.Entry(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		got, err := portal.Ways(t.Context(), f, e)
		if err != nil || told(got) != want {
			t.Errorf("%s: %v\n%swant\n%s", id, err, told(got), want)
		}
	}
}

// The card and the simulator have one truth: an extension is offered from an account exactly when the dialler of the whole
// federation makes the entry ring, and nobody before.
func TestWaysAgreeWithTheDiallerOfTheWholeFederation(t *testing.T) {
	rows := rowsOf(federation.Options{Seed: 7, Accounts: 7, Entries: 900})
	for _, row := range rows { // in another account, somebody whose extension is the beginning of that of others
		if e, err := directory.Decode(row); err == nil && len(e.Extension) > 2 {
			rows = append(rows, directory.Entry{ID: "zz", Kind: directory.User, Account: rows[0].ID, Name: "Zz", Extension: e.Extension[:2]}.Row())
			break
		}
	}
	f := sample.FinderOf(rows)
	whole, err := plan.NewDialler(f.Entries(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[portal.Hindrance]int{}
	for e, err := range f.Entries(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Kind == directory.Account || e.Extension == "" {
			continue
		}
		list, err := portal.Ways(t.Context(), f, e)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range list {
			seen[w.Because] += len(w.Accounts)
			for _, account := range w.Accounts {
				call := whole.Dial(account, e.Extension)
				rings := call.Outcome == plan.Rings && call.Entry.ID == e.ID && call.Early == nil
				if rings != (w.Because == portal.None && w.Dial == e.Extension) {
					t.Fatalf("%s %s from %s: %+v, the dialler says %+v", e.ID, e.Extension, account, w, call)
				}
			}
		}
	}
	if seen[portal.None] == 0 || seen[portal.Held] == 0 || seen[portal.Early] == 0 {
		t.Errorf("the federation proves little: %v", seen)
	}
}

func rowsOf(o federation.Options) (rows []wire.DirectoryRow) {
	for row := range federation.Federation(o) {
		rows = append(rows, row)
	}
	return rows
}

func TestWaysNeedTheCopy(t *testing.T) {
	f := four()
	f.Set(portal.FinderState{}, nil)
	if _, err := portal.Ways(t.Context(), f, directory.Entry{ID: "alone", Account: "A", Extension: "2210"}); !fault.Is(err, fault.Unavailable) {
		t.Errorf("%v", err)
	}
}
