package plan

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pupitre/data/directory"
	"pupitre/data/directory/sample"
	"pupitre/data/fault"
)

func of(list []directory.Entry) iter.Seq2[directory.Entry, error] {
	return func(yield func(directory.Entry, error) bool) {
		for _, e := range list {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// entry makes one from "account:extension", a group with a "g" behind it.
func entry(n int, text string) directory.Entry {
	e := directory.Entry{ID: fmt.Sprintf("%03d", n), Kind: directory.User}
	text, group := strings.CutSuffix(text, "g")
	if group {
		e.Kind = directory.Group
	}
	e.Account, e.Extension, _ = strings.Cut(text, ":")
	return e
}

func entriesOf(text string) (list []directory.Entry) {
	for n, part := range strings.Fields(text) {
		list = append(list, entry(n, part))
	}
	return list
}

func TestPlan(t *testing.T) {
	for name, c := range map[string]struct{ entries, want string }{
		"nothing to do":            {"a:101 a:102 b:201", ""},
		"two accounts clash":       {"a:101 a:102 b:101 b:202", "b:101>201 duplicate 101"},
		"users before groups":      {"a:101g b:101", "a:101>201 duplicate 101"},
		"the larger account keeps": {"a:101 b:101 b:102", "a:101>201 duplicate 101"},
		"a beginning":              {"a:32 b:3201 b:3202", "a:32>12 beginning 3201"},
		"one below gives way":      {"a:3201 b:32", "b:32>12 beginning 3201"},
		"numbers everybody knows":  {"a:0 a:911 a:912 a:41 a:4110 a:420", "a:0>10 reserved 0 a:41>11 reserved 411 a:4110>14110 reserved 411 a:911>1911 reserved 9 a:912>212 reserved 9"},
		"no number":                {"a:x a:200", "a:x>100 malformed "},
		"alike in an account":      {"a:301 a:302 a:303 a:304 b:301 b:302 b:303", "b:301>101 duplicate 301 b:302>102 duplicate 302 b:303>103 duplicate 303"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := Make(t.Context(), of(entriesOf(c.entries)), Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range p.Changes {
				got = append(got, fmt.Sprintf("%s:%s>%s %s %s", c.Entry.Account, c.Entry.Extension, c.To, c.Reason, c.With))
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%s, want %s", strings.Join(got, " "), c.want)
			}
			if !p.Optimal || p.Kept+len(p.Changes) != len(strings.Fields(c.entries)) {
				t.Errorf("%+v", p)
			}
		})
	}
}

// good fails unless a federation can be dialled: no extension twice, none the beginning of another, none in the way of a number
// that everybody knows.
func good(t interface{ Fatalf(string, ...any) }, entries iter.Seq2[directory.Entry, error]) {
	var all []string
	for e, err := range entries {
		if err != nil {
			t.Fatalf("%v", err)
		}
		if e.Extension != "" && e.Kind != directory.Account {
			all = append(all, e.Extension)
		}
	}
	slices.Sort(all)
	for i, x := range all {
		if i > 0 && strings.HasPrefix(x, all[i-1]) { // sorted: a beginning stands right before
			t.Fatalf("%s is the beginning of %s", all[i-1], x)
		}
		for _, code := range []string{"911", "0", "9", "411", "988"} {
			if strings.HasPrefix(code, x) || strings.HasPrefix(x, code) {
				t.Fatalf("%s stands in the way of %s", x, code)
			}
		}
	}
}

// some draws a small federation with many clashes.
func some(most int) *rapid.Generator[[]directory.Entry] {
	return rapid.Custom(func(t *rapid.T) (list []directory.Entry) {
		n := rapid.IntRange(0, most).Draw(t, "entries")
		for i := range n {
			e := directory.Entry{
				ID: fmt.Sprintf("%03d", i), Kind: rapid.SampledFrom([]directory.Kind{directory.User, directory.User, directory.Group}).Draw(t, "kind"),
				Account:   rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "account"),
				Extension: rapid.StringMatching(`[1-4]{1,3}|[09][1-2]?|41|911`).Draw(t, "extension"),
			}
			list = append(list, e)
		}
		return list
	})
}

func TestPlansAreGood(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := some(60).Draw(t, "federation")
		p, err := Make(context.Background(), of(list), Options{})
		if err != nil {
			t.Fatal(err)
		}
		good(t, renumbered(p, of(list)))
		for _, c := range p.Changes {
			if c.To == c.Entry.Extension || c.Reason == "" || len(c.To) > MaxDigits {
				t.Fatalf("%+v", c)
			}
		}
		slices.Reverse(list)
		again, err := Make(context.Background(), of(list), Options{})
		if err != nil || again.Digest() != p.Digest() || !cmp.Equal(p, again) {
			t.Fatalf("in another order, another plan: %v", err)
		}
	})
}

// bruteForce is the least that a plan changes, by trying every set of entries that stay: users, then others. ok is false when
// no set leaves room for the rest.
func bruteForce(list []directory.Entry, digits int, reserved []string) (least weight, ok bool) {
	for set := range 1 << len(list) {
		var changed weight
		taken, fits := newTrie(reserved), true
		for i, e := range list {
			if set&(1<<i) == 0 {
				changed = changed.add((&item{entry: &e}).weight())
				continue
			}
			if fits = fits && taken.clash(e.Extension) == 0; fits {
				taken.take(e.Extension)
			}
		}
		if !fits || taken.free(digits) < changed.users+changed.others {
			continue
		}
		if !ok || changed.compare(least) < 0 {
			least, ok = changed, true
		}
	}
	return least, ok
}

// Small cases are compared with every other plan. Where the numbers are too few for the best one, the plan is a good one all
// the same, and does not say that it is the best.
func TestPlansAreOptimal(t *testing.T) {
	tight := 0
	rapid.Check(t, func(t *rapid.T) {
		list := some(10).Draw(t, "federation")
		digits := rapid.SampledFrom([]int{1, 2, 3, MaxDigits}).Draw(t, "digits")
		known := slices.Clone(reserved)
		if rapid.Bool().Draw(t, "little room") { // only what begins with 1 is left
			known = append(known, "2", "3", "4", "5", "6", "7", "8")
		}
		least, ok := bruteForce(list, digits, known)
		x, err := Collect(of(list))
		if err != nil {
			t.Fatal(err)
		}
		p, err := x.build(context.Background(), Options{MaxDigits: digits}, known)
		if key, _ := fault.KeyOf(err); !ok {
			if key != "federation.no_room" {
				t.Fatalf("%v, and there is no plan", err)
			}
			return
		}
		if err != nil {
			t.Fatalf("%v, and a plan changes %+v", err, least)
		}
		good(t, renumbered(p, of(list)))
		got := weight{users: p.Users, others: len(p.Changes) - p.Users}
		if got.compare(least) < 0 || (p.Optimal && got != least) {
			t.Fatalf("%+v, the least is %+v, optimal: %v", got, least, p.Optimal)
		}
		if !p.Optimal {
			tight++
		}
	})
	if tight == 0 {
		t.Error("no case was tight: the test does not look there")
	}
}

// A federation of some size is planned at once, and dials.
func TestPlanOfASample(t *testing.T) {
	var list []directory.Entry
	for row := range sample.Federation(sample.Options{Seed: 2, Accounts: 12, Entries: 20_000}) {
		e, err := directory.Decode(row)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, e)
	}
	p, err := Make(t.Context(), of(list), Options{})
	if err != nil {
		t.Fatal(err)
	}
	good(t, renumbered(p, of(list)))
	d, err := NewDialler(renumbered(p, of(list)))
	if err != nil || len(d.Duplicates()) != 0 {
		t.Fatalf("%v, %d duplicates", err, len(d.Duplicates()))
	}
	c := p.Changes[0]
	if call := d.Dial("another account", c.To); call.Outcome != Rings || call.Entry.ID != c.Entry.ID || call.Early != nil {
		t.Errorf("%+v", call)
	}
	t.Logf("%d extensions: %d change, %d long, %d long that stay", p.Kept+len(p.Changes), len(p.Changes), p.Long, p.LongKept)
}

func TestDial(t *testing.T) {
	list := entriesOf("a:101 b:101 b:202 c:202 a:3 b:3201 c:505")
	d, err := NewDialler(of(list))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		account, digits string
		outcome         Outcome
		who, early      string
	}{
		{"a", "101", Rings, "000", ""},
		{"b", "101", Rings, "001", ""},
		{"c", "101", Ambiguous, "", ""},
		{"a", "202", Ambiguous, "", ""},
		{"a", "5-05", Rings, "006", ""},
		{"a", "3201", Rings, "005", "004"},
		{"a", "777", Nobody, "", ""},
		{"a", "911", Emergency, "", ""},
		{"a", "9911", Emergency, "", ""},
		{"a", "0", Operator, "", ""},
		{"a", "9 514 555-0123", Outside, "", ""},
		{"a", "411", Service, "", ""},
		{"a", "", Nobody, "", ""},
	} {
		got := d.Dial(c.account, c.digits)
		early := ""
		if got.Early != nil {
			early = got.Early.ID
		}
		if got.Outcome != c.outcome || got.Entry.ID != c.who || early != c.early {
			t.Errorf("%s dials %s: %+v", c.account, c.digits, got)
		}
	}
	if got := d.Duplicates(); len(got) != 2 || got[0].Extension != "101" || len(got[0].Entries) != 2 {
		t.Errorf("%+v", got)
	}
}

// What is read once says the same as what is read for each question, and making plans of it changes nothing.
func TestExtensionsAreReadOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := some(40).Draw(t, "federation")
		x, err := Collect(of(list))
		if err != nil {
			t.Fatal(err)
		}
		for _, digits := range []int{3, 0} {
			p, err := x.Plan(context.Background(), Options{MaxDigits: digits})
			again, errAgain := Make(context.Background(), of(list), Options{MaxDigits: digits})
			if !cmp.Equal(p, again) || (err == nil) != (errAgain == nil) {
				t.Fatalf("%+v %v, read for itself %+v %v", p, err, again, errAgain)
			}
			if err != nil {
				continue
			}
			planned := x.Planned(p)
			want, err := NewDialler(renumbered(p, of(list)))
			if err != nil {
				t.Fatal(err)
			}
			for _, account := range []string{"a", "b", "z"} {
				for _, e := range list {
					for _, number := range []string{e.Extension, e.Extension + "1", "1" + e.Extension} {
						if got := planned.Dial(account, number); !cmp.Equal(got, want.Dial(account, number)) {
							t.Fatalf("%s dials %s: %+v, want %+v", account, number, got, want.Dial(account, number))
						}
					}
				}
			}
		}
		for _, clash := range x.Dialler().Duplicates() {
			n := 0
			for _, e := range list {
				if e.Extension == clash.Extension {
					n++
				}
			}
			if n < 2 || n != len(clash.Entries) {
				t.Fatalf("%d have %s: %+v", n, clash.Extension, clash)
			}
		}
	})
}

// An error of the reading is given on.
func TestCollectGivesErrorsOn(t *testing.T) {
	broken := func(yield func(directory.Entry, error) bool) {
		yield(directory.Entry{}, fault.New(fault.Unavailable, "test", "federation.no_copy_yet"))
	}
	if _, err := Collect(broken); !fault.Is(err, fault.Unavailable) {
		t.Errorf("%v", err)
	}
}

func TestPlanStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Make(ctx, of(nil), Options{}); err == nil {
		t.Error("it went on")
	}
	if _, err := Make(t.Context(), of(nil), Options{MaxDigits: 9}); !fault.Is(err, fault.Invalid) {
		t.Errorf("nine digits: %v", err)
	}
}
