package directory

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// indexOf builds the index of entries.
func indexOf(t testing.TB, entries ...Entry) *Index {
	t.Helper()
	b := NewBuilder(1)
	for _, e := range entries {
		b.Add(e.Row())
	}
	x, err := b.Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// people builds the index of users with the names, whose ids are the names.
func people(t testing.TB, names ...string) *Index {
	t.Helper()
	var list []Entry
	for _, n := range names {
		list = append(list, Entry{ID: n, Kind: User, Name: n})
	}
	return indexOf(t, list...)
}

func answers(t testing.TB, x *Index, q Query) []string {
	t.Helper()
	r, err := x.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return r.IDs(0, r.Len())
}

// Best answers first: whole words with their accents, beginnings, word starts, insides; accents decide within each.
func TestOrderOfAnswers(t *testing.T) {
	x := people(t, "Côté Zoé", "Cote Zoé", "Cotéliane", "Costa", "Anne Côté", "Anne Cote", "Écoteau", "Marie Bécoté", "Cotelle", "Roy")
	for text, want := range map[string][]string{
		"cote":       {"Anne Cote", "Cote Zoé", "Cotelle", "Côté Zoé", "Cotéliane", "Anne Côté", "Écoteau", "Marie Bécoté"},
		"Côté":       {"Anne Côté", "Côté Zoé", "Cote Zoé", "Cotéliane", "Cotelle", "Anne Cote", "Écoteau", "Marie Bécoté"},
		"zoe cot":    {"Cote Zoé", "Côté Zoé"},
		"roy":        {"Roy"},
		"tremblay":   nil,
		"anne, COTÉ": {"Anne Cote", "Anne Côté"},
		"cote ann":   {"Anne Cote", "Anne Côté"},
	} {
		if diff := cmp.Diff(want, answers(t, x, Query{Category: User, Text: text}), cmpEmpty); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// One word has to begin a column, not each of them.
func TestOneWordBegins(t *testing.T) {
	x := people(t, "Jo Cote-Anne", "Anne Côté")
	if diff := cmp.Diff([]string{"Anne Côté", "Jo Cote-Anne"}, answers(t, x, Query{Category: User, Text: "cote an"})); diff != "" {
		t.Error(diff)
	}
}

var cmpEmpty = cmp.FilterValues(func(a, b []string) bool { return len(a) == 0 && len(b) == 0 }, cmp.Ignore())

// Columns sort extensions as numbers, texts without regard to accents unless they alone differ, types by their stored names,
// ids by the names they stand for; what is empty comes last, and first in the other direction.
func TestOrderOfColumns(t *testing.T) {
	list := []Entry{
		{ID: "a", Name: "Côté", Extension: "1001", Phone: "+15145550100", Account: "z", NumberType: MainNumber},
		{ID: "b", Name: "Cotnoir", Extension: "201", Account: "y", NumberType: FaxNumber},
		{ID: "c", Name: "Cote", Phone: "+14185550100", Extension: "99"},
		{ID: "d", Phone: "+18195550100", Account: "y", NumberType: DirectNumber},
	}
	for i := range list {
		list[i].Kind = Number
	}
	x := indexOf(t, append(list, Entry{ID: "z", Kind: Account, Name: "Érable"}, Entry{ID: "y", Kind: Account, Name: "Forêt"})...)
	for column, want := range map[Column]string{
		ByName: "cabd", ByExtension: "cbad", ByPhone: "cadb", ByAccount: "adbc", ByNumberType: "dbac", BySite: "cadb",
	} {
		if got := strings.Join(answers(t, x, Query{Category: Number, Sort: column}), ""); got != want {
			t.Errorf("by %s: %s, want %s", column, got, want)
		}
		back := []byte(want)
		slices.Reverse(back)
		if got := strings.Join(answers(t, x, Query{Category: Number, Sort: column, Down: true}), ""); got != string(back) {
			t.Errorf("down by %s: %s, want %s", column, got, back)
		}
	}
}

// Numbers are found however they are punctuated, with and without the 1, from each of their groups.
func TestNumbers(t *testing.T) {
	x := indexOf(t, Entry{ID: "a", Kind: User, Name: "Zoé Roy", Phone: "+15145550123", Extension: "3201"},
		Entry{ID: "b", Kind: User, Name: "Léa Roy", Phone: "+14385550145", Extension: "5145"})
	for text, want := range map[string][]string{
		"514555": {"a"}, "514 555-01": {"a"}, "(514) 5": {"b", "a"}, "+1 514": {"a"}, "1514": {"a"}, "15145550123": {"a"},
		"5145": {"b", "a"}, "0123": {"a"}, "123": {"a"}, "555 0145": {"b"}, "3201": {"a"}, "roy 3201": {"a"}, "roy 555": {"b", "a"}, "999": nil,
	} {
		if diff := cmp.Diff(want, answers(t, x, Query{Category: User, Text: text}), cmpEmpty); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// The groups of a number are its words: who types one of them wants it before digits that stand anywhere.
func TestGroupsOfNumbers(t *testing.T) {
	x := indexOf(t, Entry{ID: "inside", Kind: User, Name: "Ana", Extension: "15550123"}, Entry{ID: "group", Kind: User, Name: "Zoé", Phone: "+15145550123"})
	for _, text := range []string{"555", "5550123", "0123"} {
		if diff := cmp.Diff([]string{"group", "inside"}, answers(t, x, Query{Category: User, Text: text})); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// Each category is searched in its own columns and no others.
func TestColumnsOfCategories(t *testing.T) {
	full := Entry{
		Account: "acc", Name: "alpha", Phone: "+15145550111", Extension: "2222", Email: "bravo@exemple.ca", Custom: "charlie",
		Site: "s", Department: "d", Location: "l", NumberType: MainNumber, ExtensionType: CallQueue,
	}
	texts := map[Column]string{ByName: "alpha", ByPhone: "0111", ByExtension: "2222", ByEmail: "bravo", ByCustom: "charlie"}
	for _, c := range Categories() {
		e := full
		e.ID, e.Kind = "x", c.Kind
		x := indexOf(t, e)
		for column, text := range texts {
			want := slices.Contains(c.Queried, column)
			if got := len(answers(t, x, Query{Category: c.Kind, Text: text})) == 1; got != want {
				t.Errorf("%s by %s: found %v, want %v", c.Kind, column, got, want)
			}
		}
	}
}

func TestQueriesThatAreRefused(t *testing.T) {
	x := people(t, "Roy")
	many := make([]string, MaxChoices+1)
	for _, c := range []struct {
		q   Query
		key string
	}{
		{Query{Category: Account}, "directory.category_unknown"},
		{Query{Category: User, Text: strings.Repeat("é", MaxText+1)}, "directory.text_too_long"},
		{Query{Category: User, Text: "\xff"}, "directory.text_too_long"},
		{Query{Category: User, Filters: map[Column][]string{ByLocation: {"x"}}}, "directory.filter_unknown"},
		{Query{Category: User, Filters: map[Column][]string{BySite: many}}, "directory.too_many_choices"},
		{Query{Category: User, Sort: ByEmail}, "directory.sort_unknown"},
	} {
		_, err := x.Search(t.Context(), c.q)
		if key, _ := fault.KeyOf(err); key != c.key || !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v, want %s", c.q, err, c.key)
		}
	}
}

// A row that cannot be read hides no other; kinds of a newer version are no error.
func TestRowsThatCannotBeRead(t *testing.T) {
	b := NewBuilder(7)
	b.Add(Entry{ID: "a", Kind: User, Name: "Zoé"}.Row())
	b.Add(wire.DirectoryRow{ID: "b", Kind: "user", Body: []byte(`{"name":3}`)})
	b.Add(wire.DirectoryRow{ID: "c", Kind: "hologram", Body: []byte(`{"name":3}`)})
	x, err := b.Build(t.Context())
	if err != nil || x.Len() != 1 || x.Skipped() != 1 || x.Generation() != 7 {
		t.Errorf("%d entries, %d skipped, generation %d, %v", x.Len(), x.Skipped(), x.Generation(), err)
	}
}

// The next key cancels: an answer that nobody wants any more ends with the context's error.
func TestCancelledSearch(t *testing.T) {
	x := people(t, "Roy", "Côté")
	ctx, cancel := context.WithCancel(t.Context())
	r, err := x.Search(ctx, Query{Category: User, Text: "o"})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := x.Search(ctx, Query{Category: User, Text: "o"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a search: %v", err)
	}
	if _, err := r.Counts(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("counts: %v", err)
	}
	if _, err := NewBuilder(1).Build(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a build: %v", err)
	}
}

// The pieces of names are few and alike, so that every level has answers.
var (
	nameParts = []string{"Côté", "Cote", "Coté", "Écotech", "Tremblay", "Trémblay", "Marie-Ève", "Œuvre", "Oeuvre", "Łódź", "Strauß", "l’Hôtel", "12", "34", "A204", "e", "É", "T"}
	phones    = []string{"", "+15145550123", "+14185550123", "+15145550199", "+14505550151"}
	exts      = []string{"", "3", "12", "123", "555", "3201", "5145"}
	queries   = []string{"", "c", "co", "cot", "cote", "Côté", "coté", "é", "e", "t", "trem", "trém", "oe", "œ", "marie", "eve", "ss", "ß", "1", "12", "123", "514", "5145550", "1514", "0123", "555", "23", "h", "otel", "ôtel", "exemple", "lodz"}
)

func drawEntry(t *rapid.T, i int) Entry {
	ids := func(prefix string) string {
		return rapid.SampledFrom([]string{"", prefix + "1", prefix + "2", prefix + "3"}).Draw(t, prefix)
	}
	return Entry{
		ID:      fmt.Sprintf("e%02d", i),
		Kind:    rapid.SampledFrom([]Kind{User, User, User, Number, Group, IVR, Site}).Draw(t, "kind"),
		Account: ids("acc"), Site: ids("site"), Department: ids("dep"), Location: ids("loc"),
		Name:          strings.Join(rapid.SliceOfN(rapid.SampledFrom(nameParts), 0, 3).Draw(t, "name"), " "),
		Phone:         rapid.SampledFrom(phones).Draw(t, "phone"),
		Extension:     rapid.SampledFrom(exts).Draw(t, "extension"),
		Email:         rapid.SampledFrom([]string{"", "cote@exemple.ca"}).Draw(t, "email"),
		Custom:        rapid.SampledFrom(nameParts).Draw(t, "custom"),
		NumberType:    rapid.SampledFrom([]NumberType{"", MainNumber, FaxNumber}).Draw(t, "type"),
		ExtensionType: rapid.SampledFrom([]ExtensionType{"", CallQueue, Paging}).Draw(t, "ext type"),
	}
}

// drawNames are the accounts, sites, departments and locations; some ids have none, some share a name.
func drawNames(t *rapid.T) (list []Entry) {
	for _, of := range []struct {
		kind   Kind
		prefix string
	}{{Account, "acc"}, {Site, "site"}, {Department, "dep"}, {Location, "loc"}} {
		for i := 1; i < 3; i++ {
			e := Entry{ID: fmt.Sprintf("%s%d", of.prefix, i), Kind: of.kind, Name: rapid.SampledFrom(nameParts).Draw(t, "named")}
			if of.kind != Account {
				e.Account = rapid.SampledFrom([]string{"acc1", "acc2"}).Draw(t, "owner")
			}
			list = append(list, e)
		}
	}
	return list
}

// drawText is words that stand nowhere in particular, or what somebody types who looks for an entry.
func drawText(t *rapid.T, entries []Entry) string {
	e := rapid.SampledFrom(entries).Draw(t, "looked for")
	typed := rapid.Permutation(strings.Fields(e.Name)).Draw(t, "words")
	if len(typed) < 2 || rapid.Bool().Draw(t, "anything") {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(queries), 0, 3).Draw(t, "text"), " ")
	}
	for i, w := range typed {
		if rapid.Bool().Draw(t, "folded") {
			w = Fold(w)
		}
		runes := []rune(w)
		from := rapid.SampledFrom([]int{0, 0, 0, len(runes) / 2}).Draw(t, "from")
		typed[i] = string(runes[from:rapid.IntRange(from, len(runes)).Draw(t, "to")])
	}
	return strings.Join(typed, " ")
}

func drawQuery(t *rapid.T, entries []Entry) Query {
	c := rapid.SampledFrom(categories).Draw(t, "category")
	q := Query{Category: c.Kind, Filters: map[Column][]string{}, Down: rapid.Bool().Draw(t, "down")}
	q.Text = drawText(t, entries)
	q.Sort = rapid.SampledFrom(append(c.Sorts(), "", "", "")).Draw(t, "sort")
	for _, f := range c.Filters {
		all := map[Column][]string{
			ByAccount: {"acc1", "acc2"}, BySite: {"site1", "site3"}, ByDepartment: {"dep1", "dep9"}, ByLocation: {"loc1", "loc2"},
			ByNumberType: {"main", "fax"}, ByExtensionType: {"paging"},
		}[f]
		if rapid.IntRange(0, 2).Draw(t, "filtered") == 0 {
			q.Filters[f] = rapid.SliceOfNDistinct(rapid.SampledFrom(all), 0, 2, rapid.ID).Draw(t, "chosen")
		}
	}
	return q
}

// The index gives the same answers, in the same order, with the same counts as somebody who reads every entry.
func TestSearchAgainstNaiveScan(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := naive{drawNames(rt)}
		for i := range rapid.IntRange(0, 90).Draw(rt, "entries") {
			n.entries = append(n.entries, drawEntry(rt, i))
		}
		x := saved(t, indexOf(t, rapid.Permutation(n.entries).Draw(rt, "order of rows")...))
		for range 5 {
			checkQuery(rt, x, n, drawQuery(rt, n.entries))
		}
	})
}

func checkQuery(t *rapid.T, x *Index, n naive, q Query) {
	r, err := x.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	want := n.search(q)
	var got []string
	for page := rapid.IntRange(1, 50).Draw(t, "page"); len(got) < r.Len(); {
		got = append(got, r.IDs(len(got), page)...)
	}
	if diff := cmp.Diff(want, got, cmpEmpty); diff != "" {
		t.Fatalf("%+v: %s", q, diff)
	}
	if far := r.IDs(r.Len()+5, 10); len(far) != 0 {
		t.Fatalf("behind the last answer: %v", far)
	}
	counts, err := r.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	kinds, values := n.counts(q)
	if diff := cmp.Diff(kinds, counts.Categories); diff != "" {
		t.Fatalf("%+v: categories: %s", q, diff)
	}
	for column, want := range values {
		got := map[string]int{}
		for _, v := range counts.Filters[column] {
			if v.Count > 0 {
				got[v.ID] = v.Count
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%+v: values of %s: %s", q, column, diff)
		}
	}
}
