package sample

import (
	"regexp"
	"slices"
	"testing"

	"pupitre/data/directory"
	"pupitre/data/wire"
)

var fictional = regexp.MustCompile(`^\+1[2-9]\d\d55501\d\d$`)

// A federation is the same twice, has as many entries as it was asked for, ascending ids, extensions that are unique in their
// account and leave 0 and 9 alone, and numbers that nobody has.
func TestFederation(t *testing.T) {
	o := Options{Seed: 3, Accounts: 7, Entries: 20_000}
	rows := slices.Collect(Federation(o))
	if again := slices.Collect(Federation(o)); !slices.EqualFunc(rows, again, func(a, b wire.DirectoryRow) bool {
		return a.ID == b.ID && a.Kind == b.Kind && string(a.Body) == string(b.Body)
	}) {
		t.Error("the same seed gives other rows")
	}
	found, accounts, taken := 0, 0, map[[2]string]bool{}
	for i, r := range rows {
		e, err := directory.Decode(r)
		if err != nil || !wire.GoodRow(r) || (i > 0 && r.ID <= rows[i-1].ID) {
			t.Fatalf("row %d: %+v %v", i, r, err)
		}
		switch e.Kind {
		case directory.Account:
			accounts++
		case directory.Department, directory.Location:
		default:
			found++
		}
		if e.Phone != "" && !fictional.MatchString(e.Phone) {
			t.Errorf("%s could be somebody’s", e.Phone)
		}
		if at := [2]string{e.Account, e.Extension}; e.Extension != "" {
			if taken[at] || e.Extension[0] == '0' || e.Extension[0] == '9' {
				t.Errorf("extension %s of %s", e.Extension, e.Account)
			}
			taken[at] = true
		}
	}
	if found != o.Entries || accounts != o.Accounts {
		t.Errorf("%d entries of %d accounts, want %d of %d", found, accounts, o.Entries, o.Accounts)
	}
}

// Who stops reading is given no more rows.
func TestFederationStops(t *testing.T) {
	n := 0
	for range Federation(Options{Seed: 1, Accounts: 3, Entries: 300}) {
		if n++; n == 100 {
			break
		}
	}
	if n != 100 {
		t.Errorf("%d rows", n)
	}
}
