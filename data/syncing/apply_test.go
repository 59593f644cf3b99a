package syncing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/memstore"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

const (
	space = "provider:p1"
	epoch = "epoch-1"
)

var noon = time.Date(2026, 6, 24, 12, 0, 0, 0, time.UTC)

// openPolicy takes everything but a few names, so that each test says what it refuses.
type openPolicy struct{}

func (openPolicy) May(m access.Member, _ wire.Kind, _, field string) string {
	if m.Role == access.Support || field == "secret" {
		return "test.forbidden"
	}
	return ""
}

func (openPolicy) Check(_, _ string, v wire.Value) string {
	if string(v) == `"bad"` {
		return "test.bad"
	}
	return ""
}

func (openPolicy) CheckEntity(_ string, f map[string]wire.Value) string {
	if string(f["start"]) == `"9"` && string(f["end"]) == `"8"` {
		return "test.end_before_start"
	}
	return ""
}

func (openPolicy) Audience(string, string) string { return access.Everyone }

// bench is a server with one space and the devices d1 and d2 of two administrators.
type bench struct {
	t      *testing.T
	server *memstore.Server
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, server: memstore.NewServer()}
	b.write(func(tx *memstore.Tx) error {
		_, err := tx.NewSpace(space)
		return errors.Join(err,
			tx.PutMember(access.Member{Provider: "p1", Person: "marie", Role: access.Primary}),
			tx.PutMember(access.Member{Provider: "p1", Person: "luc", Role: access.Delegate}),
			tx.PutMember(access.Member{Provider: "p1", Person: "anne", Role: access.Support}))
	})
	return b
}

func (b *bench) write(f func(*memstore.Tx) error) {
	b.t.Helper()
	if err := b.server.Write(b.t.Context(), f); err != nil {
		b.t.Fatal(err)
	}
}

// dump is everything that the server holds of the space.
func (b *bench) dump() string {
	var out strings.Builder
	b.write(func(tx *memstore.Tx) error {
		sp, err := tx.Space(space)
		items, ierr := tx.Items(space, 0, []string{access.Everyone, access.Administrators}, 1000)
		last := map[string]int64{}
		var lerr error
		for _, device := range []string{"d-marie", "d-luc", "d-anne", "d-eve"} {
			if last[device], err = tx.LastSeq(space, device); err != nil {
				lerr = err
			}
		}
		fmt.Fprintf(&out, "%+v\n%+v\n%+v\n%+v", sp, items, last, tx.History(space))
		return errors.Join(err, ierr, lerr)
	})
	return out.String()
}

func (b *bench) push(person string, ms ...wire.Mutation) (wire.PushResult, error) {
	b.t.Helper()
	var out wire.PushResult
	err := b.server.Write(b.t.Context(), func(tx *memstore.Tx) error {
		var err error
		out, err = syncing.Apply(tx, openPolicy{}, noon, space, syncing.Actor{Person: person, Device: "d-" + person},
			wire.Push{Epoch: epoch, Schema: wire.Schema, Mutations: ms})
		return err
	})
	return out, err
}

func (b *bench) must(person string, m wire.Mutation) wire.FieldResult {
	b.t.Helper()
	out, err := b.push(person, m)
	if err != nil {
		b.t.Fatalf("push of %s: %v", person, err)
	}
	return out.Results[0].Fields[0]
}

func (b *bench) item(entity, field string) wire.Item {
	b.t.Helper()
	var it wire.Item
	b.write(func(tx *memstore.Tx) (err error) {
		it, _, err = tx.Item(space, entity, field)
		return err
	})
	return it
}

func (b *bench) wantValue(field, want string) {
	b.t.Helper()
	if got := string(b.item("profile", field).Value); got != want {
		b.t.Errorf("%s is %s, want %s", field, got, want)
	}
}

// edit writes one field of the profile.
func edit(seq int64, field, base string, rev int64, value string) wire.Mutation {
	return wire.Mutation{Seq: seq, Kind: wire.Edit, Entity: "profile", MadeAt: noon, Fields: []wire.FieldEdit{
		{Name: field, Base: wire.Value(base), BaseRev: rev, Value: wire.Value(value)},
	}}
}

func chained(m wire.Mutation, baseSeq int64) wire.Mutation {
	m.Fields[0].BaseSeq = baseSeq
	return m
}

func TestCompareRule(t *testing.T) {
	for _, tt := range []struct {
		name  string
		by    string
		m     wire.Mutation
		want  wire.Outcome
		value string
	}{
		{"SameValueIsANoop", "luc", edit(1, "name", `"x"`, 0, `"A"`), wire.Noop, `"A"`},
		{"BaseValueStands", "luc", edit(1, "name", `"A"`, 99, `"B"`), wire.Applied, `"B"`},
		{"BaseRevStands", "luc", edit(1, "name", `"was A, spelled otherwise"`, 1, `"B"`), wire.Applied, `"B"`},
		{"BaseOfAnotherEpochComparesByValueOnly", "luc", edit(1, "name", `"x"`, -1, `"B"`), wire.Conflict, `"A"`},
		{"OwnChain", "marie", chained(edit(2, "name", `"x"`, 0, `"B"`), 1), wire.Applied, `"B"`},
		{"SomebodyElsesNumberIsNoChain", "luc", chained(edit(1, "name", `"x"`, 0, `"B"`), 1), wire.Conflict, `"A"`},
		{"Otherwise", "luc", edit(1, "name", `"x"`, 0, `"B"`), wire.Conflict, `"A"`},
		{"AnotherFieldNeverConflicts", "luc", edit(1, "zone", `null`, 0, `"UTC"`), wire.Applied, `"A"`},
		{"NotAllowed", "anne", edit(1, "name", `"A"`, 1, `"B"`), wire.Rejected, `"A"`},
		{"NotValid", "luc", edit(1, "name", `"A"`, 1, `"bad"`), wire.Rejected, `"A"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t)
			b.must("marie", edit(1, "name", `null`, 0, `"A"`))
			if got := b.must(tt.by, tt.m); got.Outcome != tt.want {
				t.Errorf("outcome %+v, want %s", got, tt.want)
			}
			b.wantValue("name", tt.value)
		})
	}
}

func TestAConflictKeepsBothValuesForAPerson(t *testing.T) {
	b := newBench(t)
	b.must("marie", edit(1, "name", `null`, 0, `"A"`))
	res := b.must("luc", edit(1, "name", `"older"`, 0, `"B"`))
	record := b.conflict(res.Conflict)
	if string(record.Current) != `"A"` || string(record.Proposed) != `"B"` || string(record.Base) != `"older"` ||
		record.Person != "luc" || !record.Open {
		t.Errorf("the conflict says %+v", record)
	}
	if it := b.item(syncing.ConflictEntity(res.Conflict), wire.ConflictField); it.Rev != res.Rev || it.Audience != access.Administrators {
		t.Errorf("conflict item %+v, result %+v", it, res)
	}
}

func TestALedgerRepeatsItsResult(t *testing.T) {
	b := newBench(t)
	m := edit(1, "name", `null`, 0, `"A"`)
	first := b.must("marie", m)
	b.must("luc", edit(1, "name", `"A"`, 1, `"B"`))
	m.Fields[0].BaseRev = -1 // stripped after an epoch change: still the same mutation
	if again := b.must("marie", m); again != first {
		t.Errorf("first %+v, then %+v", first, again)
	}
	b.wantValue("name", `"B"`)
}

func TestRefusalsStoreNothing(t *testing.T) {
	other := edit(1, "name", `null`, 0, `"other"`)
	for _, tt := range []struct {
		name, person, code string
		push               wire.Push
	}{
		{"Gap", "marie", wire.CodeSeqGap, wire.Push{Epoch: epoch, Schema: 1, Mutations: []wire.Mutation{edit(2, "zone", `null`, 0, `"UTC"`), edit(4, "name", `"A"`, 1, `"B"`)}}},
		{"SameNumberOtherContent", "marie", wire.CodeHashMismatch, wire.Push{Epoch: epoch, Schema: 1, Mutations: []wire.Mutation{other}}},
		{"OtherEpoch", "marie", wire.CodeEpochChanged, wire.Push{Epoch: "older", Schema: 1, Mutations: []wire.Mutation{edit(2, "name", `"A"`, 1, `"B"`)}}},
		{"NewerMessages", "marie", wire.CodeUpgrade, wire.Push{Epoch: epoch, Schema: wire.Schema + 1}},
		{"NoSchema", "marie", wire.CodeUpgrade, wire.Push{Epoch: epoch}},
		{"NoMembership", "eve", wire.CodeRevoked, wire.Push{Epoch: epoch, Schema: 1, Mutations: []wire.Mutation{edit(1, "name", `"A"`, 1, `"B"`)}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t)
			b.must("marie", edit(1, "name", `null`, 0, `"A"`))
			before := b.dump()
			err := b.server.Write(t.Context(), func(tx *memstore.Tx) error {
				_, err := syncing.Apply(tx, openPolicy{}, noon, space, syncing.Actor{Person: tt.person, Device: "d-" + tt.person}, tt.push)
				return err
			})
			var r *syncing.Refusal
			if !errors.As(err, &r) || r.Code != tt.code {
				t.Fatalf("got %v, want %s", err, tt.code)
			}
			if after := b.dump(); after != before {
				t.Errorf("the refusal changed the store:\n%s\n---\n%s", before, after)
			}
		})
	}
}

func TestMalformedMutationsEndAsRejectedAndBlockNothing(t *testing.T) {
	for _, tt := range []struct {
		name string
		m    wire.Mutation
	}{
		{"NoFields", wire.Mutation{Kind: wire.Edit, Entity: "profile"}},
		{"NoEntity", wire.Mutation{Kind: wire.Edit, Fields: []wire.FieldEdit{{Name: "name", Value: wire.Value(`"B"`)}}}},
		{"UnknownKind", wire.Mutation{Kind: "burn", Entity: "profile", Fields: []wire.FieldEdit{{Name: "name"}}}},
		{"FieldTwice", wire.Mutation{Kind: wire.Edit, Entity: "profile", Fields: []wire.FieldEdit{{Name: "name"}, {Name: "name"}}}},
		{"ForgedConflict", wire.Mutation{Kind: wire.Edit, Entity: "conflict:x", Fields: []wire.FieldEdit{{Name: "record"}}}},
		{"ResolveOfNothing", wire.Mutation{Kind: wire.Resolve, Entity: "profile", Fields: []wire.FieldEdit{{Name: "name"}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t)
			tt.m.Seq = 1
			if got := b.must("marie", tt.m); got.Outcome != wire.Rejected || got.Code != "sync.malformed" {
				t.Errorf("got %+v", got)
			}
			if got := b.must("marie", edit(2, "name", `null`, 0, `"A"`)); got.Outcome != wire.Applied {
				t.Errorf("the queue is blocked: %+v", got)
			}
		})
	}
}

func TestFieldsThatAreWrongTogetherAreAConflict(t *testing.T) {
	b := newBench(t)
	b.must("marie", edit(1, "start", `null`, 0, `"9"`))
	if got := b.must("luc", edit(1, "end", `null`, 0, `"8"`)); got.Outcome != wire.Conflict || got.Code != "test.end_before_start" {
		t.Errorf("got %+v", got)
	}
	b.wantValue("end", ``)
}

func TestDeletion(t *testing.T) {
	saw := func(rev int64, value string) []wire.FieldEdit {
		return []wire.FieldEdit{{Name: "name", Base: wire.Value(value), BaseRev: rev}}
	}
	remove := func(seq int64, f []wire.FieldEdit) wire.Mutation {
		return wire.Mutation{Seq: seq, Kind: wire.Delete, Entity: "profile", Fields: f, MadeAt: noon}
	}
	t.Run("OK", func(t *testing.T) {
		b := newBench(t)
		b.must("marie", edit(1, "name", `null`, 0, `"A"`))
		if got := b.must("luc", remove(1, saw(1, `"A"`))); got.Outcome != wire.Applied {
			t.Errorf("got %+v", got)
		}
		if got := b.must("marie", edit(2, "name", `"A"`, 1, `"B"`)); got.Outcome != wire.Conflict {
			t.Errorf("an edit of a deleted entity: %+v", got)
		}
	})
	t.Run("ANewerEditWins", func(t *testing.T) {
		b := newBench(t)
		b.must("marie", edit(1, "name", `null`, 0, `"A"`))
		b.must("marie", edit(2, "name", `"A"`, 1, `"A2"`))
		if got := b.must("luc", remove(1, saw(1, `"A"`))); got.Outcome != wire.Conflict {
			t.Errorf("got %+v", got)
		}
		b.wantValue("name", `"A2"`)
	})
	t.Run("AFieldThatWasNotSeenWins", func(t *testing.T) {
		b := newBench(t)
		b.must("marie", edit(1, "name", `null`, 0, `"A"`))
		b.must("marie", edit(2, "zone", `null`, 0, `"UTC"`))
		if got := b.must("luc", remove(1, saw(1, `"A"`))); got.Outcome != wire.Conflict {
			t.Errorf("got %+v", got)
		}
	})
}

func TestResolution(t *testing.T) {
	clash := func(t *testing.T) (*bench, string) {
		b := newBench(t)
		b.must("marie", edit(1, "name", `null`, 0, `"A"`))
		return b, b.must("luc", edit(1, "name", `"x"`, 0, `"B"`)).Conflict
	}
	resolve := func(seq int64, id, base string, rev int64, value string) wire.Mutation {
		m := edit(seq, "name", base, rev, value)
		m.Kind, m.Conflict = wire.Resolve, id
		return m
	}
	t.Run("WithTheProposedValue", func(t *testing.T) {
		b, id := clash(t)
		if got := b.must("luc", resolve(2, id, `"A"`, 1, `"B"`)); got.Outcome != wire.Applied {
			t.Errorf("got %+v", got)
		}
		b.wantValue("name", `"B"`)
		if b.conflict(id).Open {
			t.Error("the conflict is still open")
		}
	})
	t.Run("WithTheServersValue", func(t *testing.T) {
		b, id := clash(t)
		if got := b.must("marie", resolve(2, id, `"A"`, 1, `"A"`)); got.Outcome != wire.Noop {
			t.Errorf("got %+v", got)
		}
		if b.conflict(id).Open {
			t.Error("the conflict is still open")
		}
	})
	t.Run("ErrClosed", func(t *testing.T) {
		b, id := clash(t)
		b.must("marie", resolve(2, id, `"A"`, 1, `"A"`))
		if got := b.must("luc", resolve(2, id, `"A"`, 1, `"B"`)); got.Code != "sync.conflict_closed" {
			t.Errorf("got %+v", got)
		}
		b.wantValue("name", `"A"`)
	})
	t.Run("ErrFieldMovedKeepsItOpen", func(t *testing.T) {
		b, id := clash(t)
		b.must("marie", edit(2, "name", `"A"`, 1, `"C"`))
		if got := b.must("luc", resolve(2, id, `"A"`, 1, `"B"`)); got.Code != "sync.field_moved" {
			t.Errorf("got %+v", got)
		}
		if !b.conflict(id).Open {
			t.Error("the conflict was closed without a decision")
		}
	})
	t.Run("LostWithAnEpochItIsAnOrdinaryEdit", func(t *testing.T) {
		b, _ := clash(t)
		if got := b.must("luc", resolve(2, "unknown", `"A"`, -1, `"B"`)); got.Outcome != wire.Applied {
			t.Errorf("got %+v", got)
		}
	})
}

func (b *bench) conflict(id string) wire.ConflictRecord {
	b.t.Helper()
	return decodeRecord(b.t, b.item(syncing.ConflictEntity(id), wire.ConflictField).Value)
}

func TestFeedPagesByRevisionAndAudience(t *testing.T) {
	b := newBench(t)
	for seq, field := range []string{"a", "b", "c", "d", "e"} {
		b.must("marie", edit(int64(seq+1), field, `null`, 0, `"1"`))
	}
	b.must("luc", edit(1, "a", `"x"`, 0, `"2"`)) // a conflict: administrators only
	if got := b.feed("luc", 2); len(got) != 6 {
		t.Errorf("a delegate reads %d items: %v", len(got), got)
	}
	if got := b.feed("anne", 2); len(got) != 5 {
		t.Errorf("support reads %d items: %v", len(got), got)
	}
}

func (b *bench) feed(person string, limit int) []wire.Item {
	b.t.Helper()
	var out []wire.Item
	since, more, epoch := int64(0), true, ""
	for more {
		err := b.server.Read(b.t.Context(), func(r *memstore.Tx) error {
			page, err := syncing.Feed(r, space, syncing.Actor{Person: person, Device: "d-" + person}, since, epoch, limit)
			if err != nil {
				return err
			}
			if page.More && page.To <= since {
				b.t.Fatalf("the feed stands still at %d", since)
			}
			out = append(out, page.Items...)
			since, more, epoch = page.To, page.More, page.Epoch
			return nil
		})
		if err != nil {
			b.t.Fatal(err)
		}
	}
	return out
}

func TestFeedRefusals(t *testing.T) {
	for _, tt := range []struct {
		name, person, epoch, code string
		since                     int64
	}{
		{"OtherEpoch", "luc", "older", wire.CodeResnapshot, 0},
		{"BehindTheFloor", "luc", epoch, wire.CodeResnapshot, 1},
		{"AheadOfTheServer", "luc", epoch, wire.CodeResnapshot, 99},
		{"NoMembership", "eve", epoch, wire.CodeRevoked, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t)
			b.write(func(tx *memstore.Tx) error { return errors.Join(tx.SetRev(space, 5), tx.SetFloor(space, 3)) })
			err := b.server.Read(b.t.Context(), func(r *memstore.Tx) error {
				_, err := syncing.Feed(r, space, syncing.Actor{Person: tt.person, Device: "d"}, tt.since, tt.epoch, 10)
				return err
			})
			var r *syncing.Refusal
			if !errors.As(err, &r) || r.Code != tt.code {
				t.Errorf("got %v, want %s", err, tt.code)
			}
		})
	}
}

func decodeRecord(t *testing.T, v wire.Value) wire.ConflictRecord {
	t.Helper()
	var r wire.ConflictRecord
	if err := json.Unmarshal(v, &r); err != nil {
		t.Fatalf("conflict record %s: %v", v, err)
	}
	return r
}
