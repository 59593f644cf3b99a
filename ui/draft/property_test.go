package draft_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/ui/draft"
)

// cells are all the controls that a random person may touch.
var cells = []draft.Cell{
	name, from, to, used,
	{Entity: "profile", Field: "zone"},
	{Entity: "line:1", Field: "name"},
	{Entity: "line:2", Field: "note"},
	{Entity: "line:a", Field: "name"},
	{Entity: "line:b", Field: "note"},
}

var texts = []string{"", " ", "Boréale", "Rouge", "1", "2", "7", "été"}

// act does one random thing.
func act(t *rapid.T, d *draft.Draft) {
	c := rapid.SampledFrom(cells).Draw(t, "cell")
	text := rapid.SampledFrom(texts).Draw(t, "text")
	switch rapid.IntRange(0, 9).Draw(t, "what") {
	case 0, 1, 2:
		d.Type(c, text)
	case 3:
		d.Choose(c, text)
	case 4:
		d.Leave(c)
	case 5:
		d.Add("line", rapid.SampledFrom([]string{"a", "b"}).Draw(t, "id"), map[draft.Cell]string{{Field: "name"}: text})
	case 6:
		_ = d.Remove(c.Entity) // may be refused
	case 7:
		d.Restore(c.Entity)
	case 8:
		d.TakeTheirs(c)
	case 9:
		d.Act(func() { d.Type(c, text); d.Type(name, text+"!") })
	}
}

// picture is all that a person sees of a draft, but for when faults are told.
func picture(d *draft.Draft) string {
	var b strings.Builder
	fmt.Fprintln(&b, d.Changes())
	for _, k := range d.Schema().Kinds {
		for _, e := range d.Entities(k.Name) {
			fmt.Fprintln(&b, e, d.Born(e), d.Dying(e))
			for _, f := range k.Fields {
				for _, part := range append([]string{""}, f.Parts...) {
					fmt.Fprintf(&b, "  %s.%s %q\n", f.Name, part, d.Text(draft.Cell{Entity: e, Field: f.Name, Part: part}))
				}
			}
		}
	}
	return b.String()
}

func TestUndoOfEverythingIsNothingAndRedoIsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := over(view())
		empty := picture(d)
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			act(t, d)
		}
		full := picture(d)
		seen := []string{full}
		for d.CanUndo() {
			d.Undo()
			now := picture(d)
			if now == seen[len(seen)-1] && len(d.Changes()) > 0 {
				continue // a change of spelling only, or one under something that hides it
			}
			seen = append(seen, now)
		}
		if diff := cmp.Diff(empty, picture(d)); diff != "" {
			t.Fatalf("after undoing everything:\n%s", diff)
		}
		for d.CanRedo() {
			d.Redo()
		}
		if diff := cmp.Diff(full, picture(d)); diff != "" {
			t.Fatalf("after redoing everything:\n%s", diff)
		}
	})
}

func TestRevertLeavesNothingAndCanBeUndone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := over(view())
		empty := picture(d)
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			act(t, d)
		}
		full, dirty := picture(d), d.Dirty()
		d.Revert()
		if diff := cmp.Diff(empty, picture(d)); diff != "" {
			t.Fatalf("after Revert:\n%s", diff)
		}
		if dirty {
			d.Undo()
			if diff := cmp.Diff(full, picture(d)); diff != "" {
				t.Fatalf("after undoing Revert:\n%s", diff)
			}
		}
	})
}

func TestASaveStoresWhatTheDraftSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := over(view())
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			act(t, d)
		}
		changes := d.Changes()
		values := map[string]string{}
		for _, e := range d.Living("line") {
			values[e] = settings.String(d.Value(e, "name")) + settings.String(d.Value(e, "note"))
		}
		batch, _, faulty := d.BeginSave()
		if faulty {
			if !batch.Empty() || d.Saving() || len(d.Faults()) == 0 {
				t.Fatal("a fault lets nothing through")
			}
			return
		}
		if batch.Empty() != (len(changes) == 0) {
			t.Fatalf("changes %v, batch %v", changes, batch)
		}
		inOrder := slices.IsSortedFunc(batch.Edits, func(a, b syncing.FieldEdit) int { return kindIndex(a.Entity) - kindIndex(b.Entity) })
		if !inOrder {
			t.Fatalf("edits out of reading order: %v", batch.Edits)
		}
		d.Saved(batch, nil)
		after := map[string]string{}
		for _, e := range d.Living("line") {
			after[e] = settings.String(d.Value(e, "name")) + settings.String(d.Value(e, "note"))
		}
		if diff := cmp.Diff(values, after); diff != "" || d.Dirty() || d.CanUndo() {
			t.Fatalf("left %v\n%s", d.Changes(), diff)
		}
	})
}

func kindIndex(entity string) int {
	return slices.IndexFunc(schema().Kinds, func(k draft.Kind) bool { return k.Name == strings.SplitN(entity, ":", 2)[0] })
}

func TestAKeptDraftComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := over(view())
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			act(t, d)
		}
		text, err := d.Keep()
		if err != nil {
			t.Fatal(err)
		}
		if (text == nil) != !d.Dirty() {
			t.Fatalf("kept %q", text)
		}
		if text == nil {
			return
		}
		again := over(view())
		changed, err := again.Recall(text)
		if err != nil || !changed {
			t.Fatalf("changed %v, %v", changed, err)
		}
		if diff := cmp.Diff(fmt.Sprint(d.Changes()), fmt.Sprint(again.Changes())); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzRecall(f *testing.F) {
	f.Add([]byte(`{"version":1,"records":[{"entity":"profile","field":"name","texts":["x"],"saw":{"value":"\"a\"","base":null}}]}`))
	f.Add([]byte(`{"version":1,"records":[{"entity":"line:1","op":"removed"},{"entity":"line:9","op":"added"},{"entity":"line:9","field":"name","texts":[],"saw":{}}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		d := over(view())
		if _, err := d.Recall(text); err != nil && d.Dirty() {
			t.Fatal("what is refused leaves nothing")
		}
		d.Faults()
		d.BeginSave()
	})
}
