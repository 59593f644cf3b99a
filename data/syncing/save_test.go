package syncing_test

import (
	"strings"
	"testing"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

func noteEdit(entity, value string, saw syncing.FieldState) syncing.FieldEdit {
	return syncing.FieldEdit{Entity: entity, Field: "name", Saw: saw, Value: wire.Value(value)}
}

// A form whose rows were changed, then removed, is one save: nobody clashes with what the same save has just written.
func TestASaveEditsThenDeletes(t *testing.T) {
	l, b := newLab(t), newBench(t)
	edits := []syncing.FieldEdit{noteEdit("row:1", `"A"`, syncing.FieldState{}), noteEdit("row:2", `"B"`, syncing.FieldState{})}
	saved := effect[syncing.Push](t, l.step(syncing.Saved{
		Space: space, Edits: edits, Deletes: []syncing.Deletion{{Entity: "row:1"}},
	}))
	res, err := b.push("marie", saved.Push.Mutations...)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		kind   wire.Kind
		entity string
	}{{wire.Edit, "row:1"}, {wire.Edit, "row:2"}, {wire.Delete, "row:1"}}
	if len(res.Results) != len(want) {
		t.Fatalf("it sends %+v", saved.Push.Mutations)
	}
	for i, w := range want {
		m, f := saved.Push.Mutations[i], res.Results[i].Fields[0]
		if m.Kind != w.kind || m.Entity != w.entity || m.Seq != int64(i+1) || f.Outcome != wire.Applied {
			t.Errorf("%d: %s of %s as %d is %s", i, m.Kind, m.Entity, m.Seq, f.Outcome)
		}
	}
}

// A deletion still yields to what somebody else has written meanwhile.
func TestADeletionYieldsToWhatWasNotSeen(t *testing.T) {
	l, b := newLab(t), newBench(t)
	b.must("luc", edit(1, "name", `null`, 0, `"of Luc"`))
	saved := effect[syncing.Push](t, l.step(syncing.Saved{Space: space, Deletes: []syncing.Deletion{
		{Entity: "profile", Saw: syncing.Entity{"name": {Value: wire.Value(`"older"`)}}},
	}}))
	if got := b.must("marie", saved.Push.Mutations[0]); got.Outcome != wire.Conflict {
		t.Errorf("outcome %+v", got)
	}
	b.wantValue("name", `"of Luc"`)
}

func TestASaveIsStoredWholeOrNotAtAll(t *testing.T) {
	l := newLab(t)
	long := wire.Value(`"` + strings.Repeat("x", wire.MaxPushBytes) + `"`)
	_, err := l.core.Step(noon, syncing.Saved{
		Space: space, Edits: []syncing.FieldEdit{noteEdit("row:1", `"A"`, syncing.FieldState{})},
		Deletes: []syncing.Deletion{{Entity: "row:2", Saw: syncing.Entity{"name": {Value: long}}}},
	})
	if key, _ := fault.KeyOf(err); key != "sync.too_large" {
		t.Errorf("got %v", err)
	}
	if rows, _ := l.rows(); len(rows) != 0 {
		t.Errorf("stored %+v", rows)
	}
	if push := effect[syncing.Push](t, l.save(`"A"`)); push.Push.Mutations[0].Seq != 1 {
		t.Errorf("the next number is %d", push.Push.Mutations[0].Seq)
	}
}
