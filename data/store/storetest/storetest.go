// Package storetest is the contract of Pupitre's stores as tests: what every implementation of syncing.ClientStore and of
// the server's transactions must do, whatever it keeps its data in.
package storetest

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// tricky is a value that a careless JSON encoder or a collation would change.
const tricky = `"<Téléphonie> & «Boréale» \u2028 🎧 L'Île"`

// noon is a time that stores keep exactly: milliseconds, UTC.
var noon = time.Date(2026, 6, 24, 16, 0, 0, 123_000_000, time.UTC)

// errAbort is what a test's transaction returns to be undone.
var errAbort = errors.New("abort")

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("unexpected error: %v", err)
	}
}

func wantCode(t *testing.T, err error, code fault.Code) {
	t.Helper()
	if fault.CodeOf(err) != code {
		t.Fatalf("error %v has code %q, want %q", err, fault.CodeOf(err), code)
	}
}

func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

// item builds an item that was written by nobody in particular.
func item(entity, field, value string, rev int64) wire.Item {
	return wire.Item{
		Entity: entity, Field: field, Value: wire.Value(value), Rev: rev,
		Device: "device-1", Seq: rev, Person: "person-1", At: noon,
	}
}

func tombstone(entity string, rev int64) wire.Item {
	it := item(entity, "", "", rev)
	it.Value, it.Deleted = nil, true
	return it
}

// edit builds a mutation of one field.
func edit(seq int64, entity, field, value string) wire.Mutation {
	return wire.Mutation{
		Seq: seq, Kind: wire.Edit, Entity: entity, MadeAt: noon,
		Fields: []wire.FieldEdit{{Name: field, Base: wire.Value("null"), BaseRev: 3, BaseSeq: 2, Value: wire.Value(value)}},
	}
}

// pending builds a row that waits for the server.
func pending(space string, seq int64) syncing.OutboxRow {
	return syncing.OutboxRow{Space: space, Mutation: edit(seq, "profile", "name", tricky), State: syncing.Pending, SavedAt: noon}
}

// ended builds a row that the server has answered.
func ended(space string, seq int64, state syncing.OutboxState, outcome wire.Outcome) syncing.OutboxRow {
	row := pending(space, seq)
	row.State, row.EndedAt = state, noon.Add(time.Minute)
	row.Result = &wire.MutationResult{Seq: seq, Fields: []wire.FieldResult{{Name: "name", Outcome: outcome, Rev: 10 + seq}}}
	return row
}

func seqs(rows []syncing.OutboxRow) []int64 {
	out := []int64{}
	for _, r := range rows {
		out = append(out, r.Mutation.Seq)
	}
	return out
}

func names(items []wire.Item) []string {
	out := []string{}
	for _, it := range items {
		out = append(out, it.Entity+"/"+it.Field)
	}
	return out
}

// show is a value as text for comparison; an empty list is the same as none.
func show(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	if string(b) == "null" {
		return "[]"
	}
	return string(b)
}
