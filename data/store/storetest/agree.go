package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// step is one call of a transaction. It gives whatever the call answers, as text, and its error.
type step[T any] struct {
	name string
	call func(tx T) (string, error)
}

// ClientStoresAgree makes the same random transactions on two stores and expects the same answers, the same errors and the
// same state after each. open gives two new stores of the device "device-1".
func ClientStoresAgree(t *testing.T, open func(t *rapid.T) (a, b syncing.ClientStore)) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		a, b := open(t)
		t.Repeat(map[string]func(*rapid.T){
			"transaction": func(t *rapid.T) {
				steps := rapid.SliceOfN(rapid.Custom(clientStep), 1, 6).Draw(t, "steps")
				abort := rapid.Bool().Draw(t, "abort")
				run := func(s syncing.ClientStore) []string {
					var log []string
					err := s.Update(func(tx syncing.ClientTx) error { return play(tx, steps, abort, &log) })
					return append(log, "end: "+string(fault.CodeOf(err)))
				}
				agree(t, run(a), run(b))
			},
			"": func(t *rapid.T) { agree(t, clientState(t, a), clientState(t, b)) },
		})
	})
}

// MirrorShows makes random transactions through a mirror and expects the view that the store itself gives after each. open
// gives a new store.
func MirrorShows(t *testing.T, open func(t *rapid.T) syncing.ClientStore) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		store := open(t)
		mirror := syncing.NewMirror(store, space)
		t.Repeat(map[string]func(*rapid.T){
			"transaction": func(t *rapid.T) {
				steps := rapid.SliceOfN(rapid.Custom(clientStep), 1, 6).Draw(t, "steps")
				abort := rapid.Bool().Draw(t, "abort")
				var log []string
				_ = mirror.Update(func(tx syncing.ClientTx) error { return play(tx, steps, abort, &log) }) // what it did is compared
			},
			"another program reads on": func(t *rapid.T) {
				err := store.Update(func(tx syncing.ClientTx) error {
					cur, err := tx.Cursor(space)
					if err != nil {
						return err
					}
					cur.Space, cur.Rev = space, cur.Rev+1
					return errors.Join(tx.PutItem(space, 1, someItem(t)), tx.PutCursor(cur))
				})
				if err != nil {
					t.Fatal(err)
				}
			},
			"": func(t *rapid.T) { mirrorShows(t, mirror) },
		})
	})
}

func mirrorShows(t *rapid.T, mirror *syncing.Mirror) {
	t.Helper()
	var want syncing.View
	var at syncing.Cursor
	err := mirror.View(func(tx syncing.ClientTx) (err error) {
		if at, err = tx.Cursor(space); err != nil {
			return err
		}
		want, err = syncing.ReadView(tx, space)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	got, cur, err := mirror.Read()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" || cur != at {
		t.Fatalf("the mirror at %+v, the store at %+v (-store +mirror):\n%s", cur, at, diff)
	}
}

// ServersAgree is ClientStoresAgree for two server's stores.
func ServersAgree(t *testing.T, open func(t *rapid.T) (a, b Server)) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		a, b := open(t)
		for _, s := range []Server{a, b} {
			err := s.Write(func(tx ServerTx) error {
				_, err := tx.NewSpace(space)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"transaction": func(t *rapid.T) {
				steps := rapid.SliceOfN(rapid.Custom(serverStep), 1, 6).Draw(t, "steps")
				abort := rapid.Bool().Draw(t, "abort")
				run := func(s Server) []string {
					var log []string
					err := s.Write(func(tx ServerTx) error { return play(tx, steps, abort, &log) })
					return append(log, "end: "+string(fault.CodeOf(err)))
				}
				agree(t, run(a), run(b))
			},
			"": func(t *rapid.T) { agree(t, serverState(t, a), serverState(t, b)) },
		})
	})
}

// String names the step in the report of a failure.
func (s step[T]) String() string { return s.name }

// play makes the steps, whatever they answer, and notes what they did.
func play[T any](tx T, steps []step[T], abort bool, log *[]string) error {
	*log = nil
	for _, s := range steps {
		answer, err := s.call(tx)
		*log = append(*log, fmt.Sprintf("%s: %s %s", s.name, answer, fault.CodeOf(err)))
	}
	if abort {
		return errAbort
	}
	return nil
}

func agree(t *rapid.T, a, b []string) {
	t.Helper()
	if diff := cmp.Diff(a, b); diff != "" {
		t.Fatalf("the stores do not agree:\n%s", diff)
	}
}

// The small worlds from which arguments are drawn, so that calls meet each other.
var (
	someSpace    = rapid.SampledFrom([]string{space, other})
	someEntity   = rapid.SampledFrom([]string{"profile", "event:1", "event:é"})
	someField    = rapid.SampledFrom([]string{"name", "Name", "é"})
	someValue    = rapid.SampledFrom([]string{"null", "1", tricky, `{"a":[1,2]}`})
	someState    = rapid.SampledFrom([]syncing.OutboxState{syncing.Pending, syncing.Acked, syncing.Done})
	someOutcome  = rapid.SampledFrom([]wire.Outcome{wire.Applied, wire.Noop, wire.Conflict, wire.Rejected})
	someAudience = rapid.SampledFrom([]string{access.Everyone, access.Staff, access.OnlyPrimary})
	smallNumber  = rapid.Int64Range(1, 6)
	someTime     = rapid.Custom(func(t *rapid.T) time.Time {
		return noon.Add(time.Duration(rapid.Int64Range(-3, 3).Draw(t, "ms")) * time.Millisecond)
	})
)

func someItem(t *rapid.T) wire.Item {
	it := item(someEntity.Draw(t, "entity"), someField.Draw(t, "field"), someValue.Draw(t, "value"), smallNumber.Draw(t, "rev"))
	it.At, it.Audience = someTime.Draw(t, "at"), someAudience.Draw(t, "audience")
	return it
}

func someRow(t *rapid.T) syncing.OutboxRow {
	at := someSpace.Draw(t, "space")
	seq, state := smallNumber.Draw(t, "seq"), someState.Draw(t, "state")
	if state == syncing.Pending {
		return pending(at, seq)
	}
	row := ended(at, seq, state, someOutcome.Draw(t, "outcome"))
	row.EndedAt, row.Seen = someTime.Draw(t, "ended"), rapid.Bool().Draw(t, "seen")
	return row
}

func someAnswer(t *rapid.T) syncing.Answer {
	state := rapid.SampledFrom([]syncing.OutboxState{syncing.Acked, syncing.Done}).Draw(t, "state")
	a := answer(smallNumber.Draw(t, "seq"), state, someOutcome.Draw(t, "outcome"))
	a.At = someTime.Draw(t, "at")
	return a
}

func clientStep(t *rapid.T) step[syncing.ClientTx] {
	at := someSpace.Draw(t, "space")
	gen := smallNumber.Draw(t, "gen")
	type tx = syncing.ClientTx
	do := func(name string, f func(tx tx) error) step[tx] {
		return step[tx]{name + " " + at, func(tx tx) (string, error) { return "", f(tx) }}
	}
	switch rapid.IntRange(0, 10).Draw(t, "call") {
	case 0:
		it := someItem(t)
		return do("PutItem", func(tx tx) error { return tx.PutItem(at, gen, it) })
	case 1:
		grave := tombstone(someEntity.Draw(t, "entity"), gen)
		return do("Bury", func(tx tx) error { return tx.Bury(at, gen, grave) })
	case 2:
		return do("DropOlder", func(tx tx) error { return tx.DropOlder(at, gen) })
	case 3:
		return do("PutCursor", func(tx tx) error {
			return tx.PutCursor(syncing.Cursor{Space: at, Epoch: "e", Rev: gen, NextSeq: gen, Gen: gen, Snapshot: gen > 3})
		})
	case 4:
		before := someTime.Draw(t, "before")
		return do("PruneJournal", func(tx tx) error { return tx.PruneJournal(before) })
	case 5:
		return do("ArchiveOutbox", func(tx tx) error { return tx.ArchiveOutbox(at) })
	case 6:
		return do("PutMeta", func(tx tx) error { return tx.PutMeta(at, fmt.Sprint(gen)) })
	case 7:
		answers := rapid.SliceOfN(rapid.Custom(someAnswer), 0, 3).Draw(t, "answers")
		return do("AnswerOutbox", func(tx tx) error { return tx.AnswerOutbox(at, answers) })
	case 8:
		rev, known := rapid.Int64Range(10, 17).Draw(t, "rev"), rapid.Int64Range(0, 6).Draw(t, "known")
		return do("RetireOutbox", func(tx tx) error { return tx.RetireOutbox(at, rev, known) })
	}
	row := someRow(t)
	return do("PutOutbox", func(tx tx) error { return tx.PutOutbox(row) })
}

// clientState is everything that a store gives, as text.
func clientState(t *rapid.T, s syncing.ClientStore) (out []string) {
	t.Helper()
	note := func(what string, v any, err error) {
		out = append(out, fmt.Sprintf("%s: %s %s", what, show(v), fault.CodeOf(err)))
	}
	err := s.View(func(tx syncing.ClientTx) error {
		device, err := tx.Device()
		note("device", device, err)
		spaces, err := tx.Spaces()
		note("spaces", spaces, err)
		for _, at := range []string{space, other} {
			meta, err := tx.Meta(at)
			note("meta", meta, err)
			cursor, err := tx.Cursor(at)
			note("cursor", cursor, err)
			items, err := tx.Items(at)
			note("items", items, err)
			rows, err := tx.Outbox(at)
			note("outbox", rows, err)
			rows, err = tx.Pending(at, 2)
			note("pending", rows, err)
			fields, err := tx.Waiting(at)
			note("waiting", fields, err)
			rows, err = tx.Journal(at, -100)
			note("journal", rows, err)
			rows, err = tx.Notices(at)
			note("notices", rows, err)
			rows, err = tx.NoticePage(at, 2, 1)
			note("notices after 2", rows, err)
			count, err := tx.CountNotices(at)
			note("number of notices", count, err)
			row, err := tx.OutboxRow(at, 3)
			note("row 3", row, err)
			it, gen, ok, err := tx.Item(at, "profile", "")
			note("tombstone", []any{it, gen, ok}, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func serverStep(t *rapid.T) step[ServerTx] {
	n := smallNumber.Draw(t, "number")
	do := func(name string, f func(tx ServerTx) error) step[ServerTx] {
		return step[ServerTx]{name, func(tx ServerTx) (string, error) { return "", f(tx) }}
	}
	device := rapid.SampledFrom([]string{"device-1", "device-2"}).Draw(t, "device")
	switch rapid.IntRange(0, 7).Draw(t, "call") {
	case 0:
		return do("SetRev", func(tx ServerTx) error { return tx.SetRev(space, n) })
	case 1:
		grave := tombstone(someEntity.Draw(t, "entity"), n)
		grave.Audience = someAudience.Draw(t, "audience")
		return do("Bury", func(tx ServerTx) error { return tx.Bury(space, grave) })
	case 2:
		return do("PutLedger", func(tx ServerTx) error { return tx.PutLedger(space, device, entry(n)) })
	case 3:
		role := rapid.SampledFrom([]access.Role{access.Primary, access.Delegate}).Draw(t, "role")
		m := access.Member{Provider: provider, Person: fmt.Sprintf("person-%d-%s", n, role), Role: role}
		return step[ServerTx]{"AddMember " + m.Person, func(tx ServerTx) (string, error) {
			if _, err := tx.Member(space, m.Person); !fault.Is(err, fault.NotFound) {
				return "is one already", err
			}
			return "", tx.AddMember(m)
		}}
	case 4:
		name := someEntity.Draw(t, "entity")
		return step[ServerTx]{"Entity", func(tx ServerTx) (string, error) {
			items, err := tx.Entity(space, name)
			return show(items), err
		}}
	case 5:
		at := someSpace.Draw(t, "space") // other is none
		return do("Lock "+at, func(tx ServerTx) error {
			_, err := tx.Lock(at)
			return err
		})
	}
	it := someItem(t)
	return do("PutItem", func(tx ServerTx) error { return tx.PutItem(space, it) })
}

func serverState(t *rapid.T, s Server) (out []string) {
	t.Helper()
	err := s.Read(func(r syncing.Reader) error {
		sp, err := r.Space(space)
		out = append(out, fmt.Sprintf("space: %d %d %s", sp.Rev, sp.Floor, fault.CodeOf(err)))
		for _, audiences := range [][]string{{access.Everyone}, {access.Everyone, access.Staff, access.OnlyPrimary}, {"nobody"}} {
			for since := range int64(3) {
				items, err := r.Items(space, since, audiences, int(2+since))
				out = append(out, fmt.Sprintf("items: %s %s", show(items), fault.CodeOf(err)))
			}
		}
		for _, device := range []string{"device-1", "device-2"} {
			last, err := r.LastSeq(space, device)
			out = append(out, fmt.Sprintf("last seq: %d %s", last, fault.CodeOf(err)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
