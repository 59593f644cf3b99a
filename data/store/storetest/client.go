package storetest

import (
	"errors"
	"testing"
	"time"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// space is the one that most tests use; other must never notice.
const (
	space = "provider:0190a1b2-0000-7000-8000-000000000001"
	other = "provider:0190a1b2-0000-7000-8000-000000000002"
)

// ClientStore runs the contract of a desktop's store. open gives a new, empty store and closes it with the test.
func ClientStore(t *testing.T, open func(t *testing.T) syncing.ClientStore) {
	t.Helper()
	for _, c := range []struct {
		name string
		run  func(t *testing.T, s syncing.ClientStore)
	}{
		{"device", clientDevice},
		{"meta", clientMeta},
		{"cursor", clientCursor},
		{"items round trip", clientItems},
		{"items in order", clientItemOrder},
		{"a tombstone replaces the fields", clientBury},
		{"older generations are dropped", clientGenerations},
		{"outbox round trip", clientOutbox},
		{"overlay and journal", clientOverlay},
		{"the queue", clientQueue},
		{"answers", clientAnswer},
		{"the feed retires answers", clientRetire},
		{"notices", clientNotices},
		{"the journal is pruned", clientPrune},
		{"archive for a new device", clientArchive},
		{"a failed update changes nothing", clientRollback},
		{"a panic changes nothing", clientPanic},
		{"a view refuses to write", clientReadOnly},
		{"a view during an update sees the state before", clientConcurrentView},
		{"what is given out is not shared", clientNotShared},
		{"a value that is not JSON is refused", clientBadValue},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t, open(t)) })
	}
}

// update runs f and expects it to commit; view the same for reading.
func update(t *testing.T, s syncing.ClientStore, f func(tx syncing.ClientTx) error) {
	t.Helper()
	must(t, s.Update(f))
}

func view(t *testing.T, s syncing.ClientStore, f func(tx syncing.ClientTx) error) {
	t.Helper()
	must(t, s.View(f))
}

// put writes outbox rows in one transaction.
func put(t *testing.T, s syncing.ClientStore, rows ...syncing.OutboxRow) {
	t.Helper()
	update(t, s, func(tx syncing.ClientTx) error {
		for _, r := range rows {
			if err := tx.PutOutbox(r); err != nil {
				return err
			}
		}
		return nil
	})
}

// rowsOf reads one of the lists of rows.
func rowsOf(t *testing.T, s syncing.ClientStore, list func(tx syncing.ClientTx) ([]syncing.OutboxRow, error)) []int64 {
	t.Helper()
	var out []int64
	view(t, s, func(tx syncing.ClientTx) error {
		rows, err := list(tx)
		out = seqs(rows)
		return err
	})
	return out
}

func overlay(tx syncing.ClientTx) ([]syncing.OutboxRow, error) { return tx.Outbox(space) }
func journal(tx syncing.ClientTx) ([]syncing.OutboxRow, error) { return tx.Journal(space, 0) }
func notices(tx syncing.ClientTx) ([]syncing.OutboxRow, error) { return tx.Notices(space) }

func clientDevice(t *testing.T, s syncing.ClientStore) {
	view(t, s, func(tx syncing.ClientTx) error {
		id, err := tx.Device()
		if err == nil && id == "" {
			t.Error("a new store has no device id")
		}
		return err
	})
	update(t, s, func(tx syncing.ClientTx) error { return tx.SetDevice("another") })
	view(t, s, func(tx syncing.ClientTx) error {
		id, err := tx.Device()
		equal(t, "device", id, "another")
		return err
	})
}

func clientMeta(t *testing.T, s syncing.ClientStore) {
	update(t, s, func(tx syncing.ClientTx) error {
		if v, err := tx.Meta("person"); v != "" || err != nil {
			t.Errorf("meta that was never set: %q, %v", v, err)
		}
		if err := tx.PutMeta("person", "first"); err != nil {
			return err
		}
		return tx.PutMeta("person", tricky)
	})
	view(t, s, func(tx syncing.ClientTx) error {
		v, err := tx.Meta("person")
		equal(t, "meta", v, tricky)
		return err
	})
}

func clientCursor(t *testing.T, s syncing.ClientStore) {
	full := syncing.Cursor{Space: space, Epoch: "e1", Rev: 1 << 60, NextSeq: 7, Gen: 3, Snapshot: true}
	update(t, s, func(tx syncing.ClientTx) error {
		c, err := tx.Cursor(space)
		must(t, err)
		equal(t, "cursor of a space never read", c, syncing.Cursor{Space: space, NextSeq: 1})
		must(t, tx.PutCursor(syncing.Cursor{Space: other, NextSeq: 1}))
		must(t, tx.PutCursor(syncing.Cursor{Space: space, NextSeq: 2}))
		return tx.PutCursor(full)
	})
	view(t, s, func(tx syncing.ClientTx) error {
		c, err := tx.Cursor(space)
		must(t, err)
		equal(t, "cursor", c, full)
		ids, err := tx.Spaces()
		equal(t, "spaces in order", ids, []string{space, other})
		return err
	})
}

func clientItems(t *testing.T, s syncing.ClientStore) {
	it := item("profile", "name", tricky, 5)
	update(t, s, func(tx syncing.ClientTx) error {
		must(t, tx.PutItem(space, 1, item("profile", "name", `"old"`, 4)))
		return tx.PutItem(space, 2, it)
	})
	view(t, s, func(tx syncing.ClientTx) error {
		got, gen, ok, err := tx.Item(space, "profile", "name")
		must(t, err)
		if !ok || gen != 2 {
			t.Errorf("ok %v, generation %d; want true, 2", ok, gen)
		}
		equal(t, "item", got, it)
		for _, missing := range [][3]string{{space, "profile", "zone"}, {space, "x", "name"}, {other, "profile", "name"}} {
			if _, _, ok, err := tx.Item(missing[0], missing[1], missing[2]); ok || err != nil {
				t.Errorf("item %v: ok %v, error %v", missing, ok, err)
			}
		}
		return nil
	})
}

func clientItemOrder(t *testing.T, s syncing.ClientStore) {
	update(t, s, func(tx syncing.ClientTx) error {
		for i, n := range [][2]string{{"b", "y"}, {"é", "a"}, {"a", "z"}, {"B", "x"}, {"b", "A"}, {"b", "é"}} {
			must(t, tx.PutItem(space, 0, item(n[0], n[1], "1", int64(i+1))))
		}
		must(t, tx.Bury(space, 0, tombstone("gone", 9)))
		return tx.PutItem(other, 0, item("elsewhere", "x", "1", 1))
	})
	view(t, s, func(tx syncing.ClientTx) error {
		items, err := tx.Items(space)
		equal(t, "items by entity and field, byte by byte", names(items), []string{"B/x", "a/z", "b/A", "b/y", "b/é", "é/a"})
		return err
	})
}

func clientBury(t *testing.T, s syncing.ClientStore) {
	update(t, s, func(tx syncing.ClientTx) error {
		must(t, tx.PutItem(space, 0, item("event:1", "start", "1", 1)))
		must(t, tx.PutItem(space, 0, item("event:1", "end", "2", 2)))
		must(t, tx.PutItem(space, 0, item("event:2", "start", "3", 3)))
		must(t, tx.PutItem(other, 0, item("event:1", "start", "4", 4)))
		return tx.Bury(space, 6, tombstone("event:1", 5))
	})
	view(t, s, func(tx syncing.ClientTx) error {
		items, err := tx.Items(space)
		must(t, err)
		equal(t, "live items", names(items), []string{"event:2/start"})
		grave, gen, ok, err := tx.Item(space, "event:1", "")
		must(t, err)
		if !ok || gen != 6 {
			t.Errorf("tombstone: ok %v, generation %d", ok, gen)
		}
		equal(t, "tombstone", grave, tombstone("event:1", 5))
		items, err = tx.Items(other)
		equal(t, "the other space", names(items), []string{"event:1/start"})
		return err
	})
}

func clientGenerations(t *testing.T, s syncing.ClientStore) {
	update(t, s, func(tx syncing.ClientTx) error {
		must(t, tx.PutItem(space, 1, item("a", "x", "1", 1)))
		must(t, tx.PutItem(space, 2, item("b", "x", "1", 2)))
		must(t, tx.PutItem(space, 3, item("c", "x", "1", 3)))
		must(t, tx.PutItem(other, 1, item("d", "x", "1", 1)))
		return tx.DropOlder(space, 2)
	})
	view(t, s, func(tx syncing.ClientTx) error {
		items, err := tx.Items(space)
		must(t, err)
		equal(t, "items", names(items), []string{"b/x", "c/x"})
		items, err = tx.Items(other)
		equal(t, "the other space", names(items), []string{"d/x"})
		return err
	})
}

// dirty makes one change of each kind.
func dirty(tx syncing.ClientTx) error {
	return errors.Join(tx.SetDevice("changed"), tx.PutMeta("k", "v"), tx.PutCursor(syncing.Cursor{Space: space, NextSeq: 9}),
		tx.PutItem(space, 0, item("profile", "name", `"changed"`, 9)), tx.Bury(space, 0, tombstone("event:1", 9)),
		tx.PutOutbox(pending(space, 9)), tx.AnswerOutbox(space, []syncing.Answer{answer(1, syncing.Acked, wire.Applied)}),
		tx.RetireOutbox(space, 99, 99), tx.ArchiveOutbox(space), tx.PruneJournal(noon.Add(time.Hour)))
}

// fill makes a state on which each of dirty's changes shows.
func fill(t *testing.T, s syncing.ClientStore) {
	t.Helper()
	update(t, s, func(tx syncing.ClientTx) error {
		return errors.Join(tx.SetDevice("mine"), tx.PutCursor(syncing.Cursor{Space: space, NextSeq: 2}),
			tx.PutItem(space, 0, item("event:1", "start", "1", 1)), tx.PutItem(space, 0, item("profile", "name", `"kept"`, 2)),
			tx.PutOutbox(pending(space, 1)), tx.PutOutbox(ended(space, 2, syncing.Done, wire.Applied)))
	})
}

// wantFilled tells whether the state is still as fill made it.
func wantFilled(t *testing.T, s syncing.ClientStore) {
	t.Helper()
	view(t, s, func(tx syncing.ClientTx) error {
		device, err := tx.Device()
		must(t, err)
		meta, err := tx.Meta("k")
		must(t, err)
		cursor, err := tx.Cursor(space)
		must(t, err)
		items, err := tx.Items(space)
		must(t, err)
		rows, err := tx.Outbox(space)
		must(t, err)
		past, err := tx.Journal(space, -100)
		must(t, err)
		equal(t, "device and meta", []string{device, meta}, []string{"mine", ""})
		equal(t, "cursor", cursor, syncing.Cursor{Space: space, NextSeq: 2})
		equal(t, "items", items, []wire.Item{item("event:1", "start", "1", 1), item("profile", "name", `"kept"`, 2)})
		equal(t, "outbox", rows, []syncing.OutboxRow{pending(space, 1)})
		equal(t, "journal", seqs(past), []int64{2})
		return nil
	})
}

func clientRollback(t *testing.T, s syncing.ClientStore) {
	fill(t, s)
	err := s.Update(func(tx syncing.ClientTx) error {
		must(t, dirty(tx))
		return errAbort
	})
	if !errors.Is(err, errAbort) {
		t.Fatalf("Update returned %v, want the function's own error", err)
	}
	wantFilled(t, s)
}

func clientPanic(t *testing.T, s syncing.ClientStore) {
	fill(t, s)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic did not reach the caller")
			}
		}()
		_ = s.Update(func(tx syncing.ClientTx) error {
			must(t, dirty(tx))
			panic("defect")
		})
	}()
	wantFilled(t, s)
	update(t, s, func(tx syncing.ClientTx) error { return tx.PutMeta("after", "1") })
}

func clientReadOnly(t *testing.T, s syncing.ClientStore) {
	fill(t, s)
	view(t, s, func(tx syncing.ClientTx) error {
		for name, err := range map[string]error{
			"SetDevice":     tx.SetDevice("changed"),
			"PutMeta":       tx.PutMeta("k", "v"),
			"PutCursor":     tx.PutCursor(syncing.Cursor{Space: space}),
			"PutItem":       tx.PutItem(space, 0, item("profile", "name", "1", 9)),
			"Bury":          tx.Bury(space, 0, tombstone("event:1", 9)),
			"DropOlder":     tx.DropOlder(space, 9),
			"PutOutbox":     tx.PutOutbox(pending(space, 9)),
			"AnswerOutbox":  tx.AnswerOutbox(space, nil),
			"RetireOutbox":  tx.RetireOutbox(space, 99, 99),
			"ArchiveOutbox": tx.ArchiveOutbox(space),
			"PruneJournal":  tx.PruneJournal(noon.Add(time.Hour)),
		} {
			if fault.CodeOf(err) != fault.Internal {
				t.Errorf("%s in a view: %v, want an internal error", name, err)
			}
		}
		return nil
	})
	wantFilled(t, s)
}

func clientConcurrentView(t *testing.T, s syncing.ClientStore) {
	fill(t, s)
	update(t, s, func(tx syncing.ClientTx) error {
		must(t, tx.PutItem(space, 0, item("profile", "name", `"new"`, 3)))
		done := make(chan struct{})
		go func() {
			defer close(done)
			wantFilledConcurrently(t, s)
		}()
		<-done
		return nil
	})
	view(t, s, func(tx syncing.ClientTx) error {
		got, _, _, err := tx.Item(space, "profile", "name")
		equal(t, "value after the update", string(got.Value), `"new"`)
		return err
	})
}

// wantFilledConcurrently is wantFilled's essence for another goroutine, where a test must not stop.
func wantFilledConcurrently(t *testing.T, s syncing.ClientStore) {
	t.Helper()
	err := s.View(func(tx syncing.ClientTx) error {
		got, _, _, err := tx.Item(space, "profile", "name")
		if string(got.Value) != `"kept"` {
			t.Errorf("a view during an update sees %s", got.Value)
		}
		return err
	})
	if err != nil {
		t.Errorf("a view during an update: %v", err)
	}
}

func clientNotShared(t *testing.T, s syncing.ClientStore) {
	fill(t, s)
	row := pending(space, 1)
	it := item("profile", "name", `"kept"`, 2)
	update(t, s, func(tx syncing.ClientTx) error { return errors.Join(tx.PutOutbox(row), tx.PutItem(space, 0, it)) })
	row.Mutation.Fields[0].Name, it.Value[1] = "scribble", '!'
	view(t, s, func(tx syncing.ClientTx) error {
		rows, err := tx.Outbox(space)
		must(t, err)
		rows[0].Mutation.Fields[0].Value[1] = '!'
		items, err := tx.Items(space)
		must(t, err)
		items[1].Value[1] = '!'
		return nil
	})
	wantFilled(t, s)
}

func clientBadValue(t *testing.T, s syncing.ClientStore) {
	fill(t, s)
	bad := pending(space, 3)
	bad.Mutation.Fields[0].Value = wire.Value(`{"open":`)
	err := s.Update(func(tx syncing.ClientTx) error { return tx.PutOutbox(bad) })
	wantCode(t, err, fault.Invalid)
	wantFilled(t, s)
}
