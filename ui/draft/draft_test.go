package draft_test

import (
	"errors"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/ui/draft"
)

var errEmpty = fault.New(fault.Invalid, "test", "settings.name_required")

func needed(s string) error {
	if s == "" {
		return errEmpty
	}
	return nil
}

// pair is a group of two numbers, edited by two controls.
func pair() draft.Field {
	return draft.Field{
		Name: "span", Parts: []string{"from", "to"}, Default: wire.Value("[1,2]"),
		Show: func(v wire.Value) []string {
			var from, to int
			for i, n := range draft.IDs(wire.Value(`["` + string(v[1:2]) + `","` + string(v[3:4]) + `"]`)) {
				if i == 0 {
					from, _ = strconv.Atoi(n)
				} else {
					to, _ = strconv.Atoi(n)
				}
			}
			return []string{strconv.Itoa(from), strconv.Itoa(to)}
		},
		Read: func(texts []string) (wire.Value, []error) {
			faults := make([]error, 2)
			for i, text := range texts {
				if len(text) != 1 || text < "0" || text > "9" {
					faults[i] = errEmpty
				}
			}
			return wire.Value("[" + texts[0] + "," + texts[1] + "]"), faults
		},
	}
}

// schema is a section, a collection and a list that puts it in order.
func schema() *draft.Schema {
	return &draft.Schema{Kinds: []draft.Kind{
		{Name: "profile", Entity: "profile", Section: "profile", Fields: []draft.Field{
			draft.Text("name", settings.CleanName, needed),
			{Name: "zone", Default: settings.Text("Toronto"), Show: draft.Text("", nil, nil).Show, Read: draft.Text("", nil, needed).Read},
			pair(),
		}},
		{Name: "used", Entity: "used", Section: "used", Fields: []draft.Field{
			func() draft.Field { f := draft.Optional(draft.Text("line", nil, nil)); f.To = "line"; return f }(),
		}},
		{Name: "line", Section: "lines", Check: sameName, Fields: []draft.Field{
			draft.Text("name", settings.CleanName, needed), draft.Optional(draft.Text("note", nil, nil)),
		}},
		{Name: "shown", Entity: "shown", Section: "shown", ReadOnly: true, Fields: []draft.Field{draft.Text("name", nil, nil)}},
	}}
}

var errTwice = fault.New(fault.Conflict, "test", "settings.entry_name_required")

func sameName(d *draft.Draft, entity string) []draft.Remark {
	for _, other := range d.Living("line") {
		if other != entity && syncing.Same(d.Value(other, "name"), d.Value(entity, "name")) {
			return []draft.Remark{{Cell: draft.Cell{Entity: entity, Field: "name"}, Err: errTwice}}
		}
	}
	return nil
}

func stored(text string, rev int64) syncing.FieldState {
	return syncing.FieldState{Value: settings.Text(text), Base: settings.Text(text), Rev: rev}
}

func view() syncing.View {
	return syncing.View{
		"profile": {"name": stored("Boréale", 3)},
		"line:1":  {"name": stored("Rouge", 4), "note": stored("vieux", 4)},
		"line:2":  {"name": stored("Bleu", 5)},
		"shown":   {"name": stored("vu", 1)},
	}
}

func over(v syncing.View) *draft.Draft {
	d := draft.New(schema())
	d.Rebase(v)
	return d
}

var (
	name = draft.Cell{Entity: "profile", Field: "name"}
	from = draft.Cell{Entity: "profile", Field: "span", Part: "from"}
	to   = draft.Cell{Entity: "profile", Field: "span", Part: "to"}
	used = draft.Cell{Entity: "used", Field: "line"}
)

func TestTypingIsOneStepAndOneChange(t *testing.T) {
	d := over(view())
	for _, text := range []string{"Bor", "Boré", "Boréal"} {
		d.Type(name, text)
	}
	want := []draft.Change{{Entity: "profile", Field: "name", Old: settings.Text("Boréale"), New: settings.Text("Boréal")}}
	if diff := cmp.Diff(want, d.Changes()); diff != "" {
		t.Fatal(diff)
	}
	if at, ok := d.Undo(); !ok || at != name || d.Dirty() || d.CanUndo() {
		t.Errorf("undone at %v, dirty %v", at, d.Dirty())
	}
}

func TestPartsOfAGroupAreOneChange(t *testing.T) {
	d := over(view())
	d.Choose(from, "3")
	d.Choose(to, "x")
	if d.Error(from) != nil || !errors.Is(d.Error(to), errEmpty) {
		t.Fatalf("faults %v, %v", d.Error(from), d.Error(to))
	}
	if _, at, faulty := d.BeginSave(); !faulty || at != to {
		t.Fatalf("the save stops at %v", at)
	}
	d.Choose(to, "9")
	batch, _, _ := d.BeginSave()
	want := []syncing.FieldEdit{{Entity: "profile", Field: "span", Value: wire.Value("[3,9]")}}
	if diff := cmp.Diff(want, batch.Edits); diff != "" {
		t.Error(diff)
	}
}

func TestNothingSeenThatBecomesItsDefaultIsNoChange(t *testing.T) {
	d := over(view())
	zone := draft.Cell{Entity: "profile", Field: "zone"}
	d.Choose(zone, "Halifax")
	d.Choose(zone, "Toronto")
	if d.Dirty() {
		t.Errorf("changes %v", d.Changes())
	}
}

func TestAnEntityMadeHereIsOneChangeWithAllItsFields(t *testing.T) {
	d := over(view())
	entity := d.Add("line", "9", map[draft.Cell]string{{Field: "name"}: "Vert"})
	d.Type(draft.Cell{Entity: entity, Field: "note"}, "neuf")
	if diff := cmp.Diff([]draft.Change{{Op: draft.Added, Entity: "line:9"}}, d.Changes()); diff != "" {
		t.Fatal(diff)
	}
	batch, _, _ := d.BeginSave()
	want := draft.Batch{Edits: []syncing.FieldEdit{
		{Entity: "line:9", Field: "name", Value: settings.Text("Vert")},
		{Entity: "line:9", Field: "note", Value: settings.Text("neuf")},
	}}
	if diff := cmp.Diff(want, batch); diff != "" {
		t.Fatal(diff)
	}
	d.Saved(batch, nil)
	if d.Dirty() || d.Born(entity) || !slices.Contains(d.Entities("line"), entity) {
		t.Errorf("still a draft: %v", d.Changes())
	}
}

func TestAnEmptyEntityShowsWhatItLacks(t *testing.T) {
	d := over(view())
	entity := d.Add("line", "9", nil)
	c := draft.Cell{Entity: entity, Field: "name"}
	if d.Error(c) != nil {
		t.Fatal("nothing is said before the first visit")
	}
	if batch, at, faulty := d.BeginSave(); !faulty || at != c || !batch.Empty() || d.Saving() {
		t.Fatalf("batch %v, fault at %v", batch, at)
	}
	if !errors.Is(d.Error(c), errEmpty) {
		t.Errorf("got %v", d.Error(c))
	}
}

func TestDeletionIsStagedWithWhatWasSeen(t *testing.T) {
	v := view()
	d := over(v)
	d.Type(draft.Cell{Entity: "line:1", Field: "note"}, "autre")
	if err := d.Remove("line:1"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"line:1", "line:2"}, d.Entities("line")); diff != "" {
		t.Error("it stays in sight", diff)
	}
	if diff := cmp.Diff([]string{"line:2"}, d.Living("line")); diff != "" {
		t.Error(diff)
	}
	batch, _, _ := d.BeginSave()
	if diff := cmp.Diff(draft.Batch{Deletes: []syncing.Deletion{{Entity: "line:1", Saw: v["line:1"]}}}, batch); diff != "" {
		t.Fatal(diff)
	}
	d.SaveFailed()
	d.Undo()
	if got := d.Text(draft.Cell{Entity: "line:1", Field: "note"}); got != "autre" || d.Dying("line:1") {
		t.Errorf("undo brings the entity back with what was typed, got %q", got)
	}
}

func TestWhatIsNamedIsNotRemoved(t *testing.T) {
	d := over(view())
	d.Choose(used, "1")
	err := d.Remove("line:1")
	if key, _ := fault.KeyOf(err); key != "draft.in_use" || d.Dying("line:1") {
		t.Fatalf("got %v", err)
	}
	if diff := cmp.Diff([]draft.Cell{used}, d.Users("line:1")); diff != "" {
		t.Error(diff)
	}
	d.Choose(used, "2")
	if err := d.Remove("line:1"); err != nil {
		t.Fatal(err)
	}
	v := view()
	v["used"] = syncing.Entity{"line": stored("1", 9)} // meanwhile somebody else chose it
	d.TakeTheirs(used)
	d.Rebase(v)
	if _, at, faulty := d.BeginSave(); !faulty || at != (draft.Cell{Entity: "line:1"}) {
		t.Errorf("the save stops at %v", at)
	}
}

func TestRulesOfTheWholeSeeTheDraft(t *testing.T) {
	d := over(view())
	c := draft.Cell{Entity: "line:2", Field: "name"}
	d.Choose(c, "Rouge")
	if !errors.Is(d.Error(c), errTwice) {
		t.Fatalf("got %v", d.Error(c))
	}
	if err := d.Remove("line:1"); err != nil {
		t.Fatal(err)
	}
	if err := d.Error(c); err != nil {
		t.Errorf("the other one goes with the same save, but %v", err)
	}
}

func TestElsewhere(t *testing.T) {
	d := over(view())
	d.Type(name, "Le mien")
	if err := d.Remove("line:1"); err != nil {
		t.Fatal(err)
	}
	d.Type(draft.Cell{Entity: "line:2", Field: "name"}, "Mauve")
	v := view()
	v["profile"]["name"] = stored("Le leur", 7)
	v["line:1"]["note"] = stored("neuf", 8)
	delete(v, "line:2")
	d.Rebase(v)
	if theirs, moved := d.Elsewhere(name); !moved || settings.String(theirs) != "Le leur" {
		t.Errorf("field: %s %v", theirs, moved)
	}
	if _, moved := d.Elsewhere(draft.Cell{Entity: "line:1"}); !moved {
		t.Error("what is to be deleted has changed")
	}
	if !d.Gone("line:2") || !slices.Contains(d.Entities("line"), "line:2") {
		t.Error("what was deleted elsewhere stays in sight while it has a draft")
	}
	d.TakeTheirs(draft.Cell{Entity: "line:2"})
	if d.Gone("line:2") || slices.Contains(d.Entities("line"), "line:2") {
		t.Error("and goes with it")
	}
	d.KeepMine(draft.Cell{Entity: "line:1"})
	if _, moved := d.Elsewhere(draft.Cell{Entity: "line:1"}); moved {
		t.Error("the question is answered")
	}
}

func TestReadOnlyKindsTakeNothing(t *testing.T) {
	d := over(view())
	d.Type(draft.Cell{Entity: "shown", Field: "name"}, "x")
	d.Type(draft.Cell{Entity: "unknown", Field: "name"}, "x")
	if d.Dirty() || d.CanUndo() {
		t.Errorf("changes %v", d.Changes())
	}
}

func TestManyEditsAreOneStep(t *testing.T) {
	d := over(view())
	d.Act(func() {
		d.Choose(from, "3")
		d.Add("line", "9", map[draft.Cell]string{{Field: "name"}: "Vert"})
		if err := d.Remove("line:1"); err != nil {
			t.Fatal(err)
		}
	})
	if len(d.Changes()) != 3 {
		t.Fatalf("changes %v", d.Changes())
	}
	if at, _ := d.Undo(); at != from || d.Dirty() {
		t.Errorf("undone at %v, left %v", at, d.Changes())
	}
	d.Redo()
	if len(d.Changes()) != 3 {
		t.Errorf("redone: %v", d.Changes())
	}
}

func TestAStreamOfEditsIsOneStep(t *testing.T) {
	d := over(view())
	for _, text := range []string{"3", "4", "5"} {
		d.Gather("drag", func() { d.Type(from, text) })
	}
	d.Settle()
	d.Gather("drag", func() { d.Type(from, "6") })
	d.Undo()
	if got := d.Text(from); got != "5" {
		t.Errorf("the second drag is undone alone, got %q", got)
	}
	d.Undo()
	if d.Dirty() {
		t.Error("the first drag was one step")
	}
}
