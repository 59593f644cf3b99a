package storetest

import (
	"errors"
	"testing"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// ServerTx is a write transaction of the server's store, with what a test needs to set the scene.
type ServerTx interface {
	syncing.ServerTx
	NewSpace(id string) (syncing.Space, error)
	SetFloor(space string, floor int64) error
	// AddMember adds a membership, and whatever rows it refers to.
	AddMember(m access.Member) error
}

// Server is a server's store under test.
type Server interface {
	Write(f func(ServerTx) error) error
	Read(f func(syncing.Reader) error) error
	// History reads a space's history in the order in which it was written.
	History(space string) ([]syncing.History, error)
}

const provider = "0190a1b2-0000-7000-8000-000000000001"

// ServerStore runs the contract of the server's store. open gives a new, empty store and closes it with the test.
func ServerStore(t *testing.T, open func(t *testing.T) Server) {
	t.Helper()
	for _, c := range []struct {
		name string
		run  func(t *testing.T, s Server)
	}{
		{"spaces", serverSpaces},
		{"what does not exist is not found", serverNotFound},
		{"members", serverMembers},
		{"one primary for each provider", serverOnePrimary},
		{"items round trip", serverItems},
		{"an entity in the order of its fields", serverEntity},
		{"the neighbours of an entity", serverNeighbours},
		{"a tombstone replaces the fields", serverBury},
		{"the feed is in order and in pages", serverFeed},
		{"the feed is filtered by audience", serverAudience},
		{"a revision belongs to one item", serverUniqueRev},
		{"ledger", serverLedger},
		{"a ledger entry is never replaced", serverLedgerTwice},
		{"history", serverHistory},
		{"a failed write changes nothing", serverRollback},
		{"a failed statement cannot be swallowed", serverSwallow},
		{"a read during a write sees the state before", serverConcurrentRead},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t)
			write(t, s, func(tx ServerTx) error {
				_, err := tx.NewSpace(space)
				return err
			})
			c.run(t, s)
		})
	}
}

func write(t *testing.T, s Server, f func(tx ServerTx) error) {
	t.Helper()
	must(t, s.Write(f))
}

func read(t *testing.T, s Server, f func(r syncing.Reader) error) {
	t.Helper()
	must(t, s.Read(f))
}

// visible is an item that everybody may read.
func visible(entity, field, value string, rev int64) wire.Item {
	it := item(entity, field, value, rev)
	it.Audience = access.Everyone
	return it
}

// feed reads the whole space after since.
func feed(t *testing.T, s Server, since int64, audiences ...string) []string {
	t.Helper()
	var out []string
	read(t, s, func(r syncing.Reader) error {
		items, err := r.Items(space, since, audiences, 100)
		out = names(items)
		return err
	})
	return out
}

func serverSpaces(t *testing.T, s Server) {
	var made syncing.Space
	write(t, s, func(tx ServerTx) (err error) {
		made, err = tx.NewSpace(other)
		must(t, err)
		first, err := tx.Lock(space)
		must(t, err)
		if made.Epoch == "" || made.Epoch == first.Epoch {
			t.Errorf("epochs %q and %q must be set and differ", made.Epoch, first.Epoch)
		}
		equal(t, "new space", made, syncing.Space{ID: other, Epoch: made.Epoch})
		must(t, tx.SetRev(other, 41))
		return tx.SetFloor(other, 7)
	})
	want := syncing.Space{ID: other, Rev: 41, Epoch: made.Epoch, Floor: 7}
	read(t, s, func(r syncing.Reader) error {
		got, err := r.Space(other)
		equal(t, "space", got, want)
		return err
	})
	write(t, s, func(tx ServerTx) error {
		got, err := tx.Lock(other)
		equal(t, "locked space", got, want)
		return err
	})
	err := s.Write(func(tx ServerTx) error {
		_, err := tx.NewSpace(other)
		return err
	})
	wantCode(t, err, fault.Conflict)
}

func serverNotFound(t *testing.T, s Server) {
	write(t, s, func(tx ServerTx) error {
		_, err := tx.Lock(other)
		wantCode(t, err, fault.NotFound)
		wantCode(t, tx.SetRev(other, 1), fault.NotFound)
		_, err = tx.Member(space, "nobody")
		wantCode(t, err, fault.NotFound)
		if _, ok, err := tx.Item(space, "profile", "name"); ok || err != nil {
			t.Errorf("item: ok %v, error %v", ok, err)
		}
		if _, ok, err := tx.Ledger(space, "device-1", 1); ok || err != nil {
			t.Errorf("ledger: ok %v, error %v", ok, err)
		}
		last, err := tx.LastSeq(space, "device-1")
		equal(t, "last seq", last, 0)
		return err
	})
	read(t, s, func(r syncing.Reader) error {
		_, err := r.Space(other)
		wantCode(t, err, fault.NotFound)
		_, err = r.Member(other, "nobody")
		wantCode(t, err, fault.NotFound)
		return nil
	})
}

func serverMembers(t *testing.T, s Server) {
	want := access.Member{Provider: provider, Person: "person-2", Role: access.Support}
	write(t, s, func(tx ServerTx) error { return tx.AddMember(want) })
	read(t, s, func(r syncing.Reader) error {
		got, err := r.Member(space, "person-2")
		must(t, err)
		equal(t, "member", got, want)
		_, err = r.Member(other, "person-2")
		wantCode(t, err, fault.NotFound)
		_, err = r.Member("directory:"+provider, "person-2")
		wantCode(t, err, fault.NotFound)
		return nil
	})
}

func serverOnePrimary(t *testing.T, s Server) {
	write(t, s, func(tx ServerTx) error {
		return errors.Join(tx.AddMember(access.Member{Provider: provider, Person: "person-1", Role: access.Primary}),
			tx.AddMember(access.Member{Provider: provider, Person: "person-2", Role: access.Delegate}),
			tx.AddMember(access.Member{Provider: "another", Person: "person-1", Role: access.Primary}))
	})
	err := s.Write(func(tx ServerTx) error {
		return tx.AddMember(access.Member{Provider: provider, Person: "person-3", Role: access.Primary})
	})
	wantCode(t, err, fault.Conflict)
	read(t, s, func(r syncing.Reader) error {
		_, err := r.Member(space, "person-3")
		wantCode(t, err, fault.NotFound)
		return nil
	})
}

func entry(seq int64) syncing.LedgerEntry {
	return syncing.LedgerEntry{Seq: seq, Hash: "0f", Result: wire.MutationResult{Seq: seq, Fields: []wire.FieldResult{
		{Name: "name", Outcome: wire.Applied, Rev: 4},
		{Name: "zone", Outcome: wire.Conflict, Rev: 5, Conflict: "c-1"},
		{Name: "x", Outcome: wire.Rejected, Code: "settings.unknown_field"},
	}}}
}

func serverLedger(t *testing.T, s Server) {
	write(t, s, func(tx ServerTx) error {
		for _, seq := range []int64{1, 2, 10} {
			must(t, tx.PutLedger(space, "device-1", entry(seq)))
		}
		return tx.PutLedger(space, "device-2", entry(1))
	})
	write(t, s, func(tx ServerTx) error {
		got, ok, err := tx.Ledger(space, "device-1", 2)
		must(t, err)
		if !ok {
			t.Error("the entry is not there")
		}
		equal(t, "entry", got, entry(2))
		for device, want := range map[string]int64{"device-1": 10, "device-2": 1, "device-3": 0} {
			last, err := tx.LastSeq(space, device)
			must(t, err)
			equal(t, "last seq of "+device, last, want)
		}
		return nil
	})
	read(t, s, func(r syncing.Reader) error {
		last, err := r.LastSeq(space, "device-1")
		equal(t, "last seq for a reader", last, 10)
		return err
	})
}

func serverLedgerTwice(t *testing.T, s Server) {
	write(t, s, func(tx ServerTx) error { return tx.PutLedger(space, "device-1", entry(1)) })
	err := s.Write(func(tx ServerTx) error {
		changed := entry(1)
		changed.Hash = "ff"
		return tx.PutLedger(space, "device-1", changed)
	})
	wantCode(t, err, fault.Conflict)
	write(t, s, func(tx ServerTx) error {
		got, _, err := tx.Ledger(space, "device-1", 1)
		equal(t, "entry", got, entry(1))
		return err
	})
}

func serverHistory(t *testing.T, s Server) {
	past := func(rev int64, old, now wire.Value) syncing.History {
		return syncing.History{
			Rev: rev, Entity: "profile", Field: "name", Old: old, New: now,
			Device: "device-1", Seq: rev, Person: "person-1", At: noon,
		}
	}
	want := []syncing.History{past(1, nil, wire.Value(tricky)), past(2, wire.Value(tricky), nil)}
	write(t, s, func(tx ServerTx) error {
		return errors.Join(tx.AppendHistory(space, want[0]), tx.AppendHistory(space, want[1]))
	})
	got, err := s.History(space)
	must(t, err)
	equal(t, "history", got, want)
}

func serverRollback(t *testing.T, s Server) {
	write(t, s, func(tx ServerTx) error {
		return errors.Join(tx.PutItem(space, visible("event:1", "start", "1", 1)), tx.SetRev(space, 1))
	})
	err := s.Write(func(tx ServerTx) error {
		_, err := tx.NewSpace(other)
		must(t, err)
		must(t, tx.SetRev(space, 5))
		must(t, tx.PutItem(space, visible("profile", "name", "1", 2)))
		must(t, tx.Bury(space, tombstone("event:1", 3)))
		must(t, tx.PutLedger(space, "device-1", entry(1)))
		must(t, tx.AppendHistory(space, syncing.History{Rev: 2, Entity: "profile", Field: "name", At: noon}))
		must(t, tx.AddMember(access.Member{Provider: provider, Person: "person-2", Role: access.Support}))
		return errAbort
	})
	if !errors.Is(err, errAbort) {
		t.Fatalf("Write returned %v, want the function's own error", err)
	}
	equal(t, "feed", feed(t, s, 0, access.Everyone), []string{"event:1/start"})
	read(t, s, func(r syncing.Reader) error {
		_, err := r.Space(other)
		wantCode(t, err, fault.NotFound)
		_, err = r.Member(space, "person-2")
		wantCode(t, err, fault.NotFound)
		sp, err := r.Space(space)
		must(t, err)
		equal(t, "rev", sp.Rev, 1)
		last, err := r.LastSeq(space, "device-1")
		equal(t, "last seq", last, 0)
		return err
	})
	past, err := s.History(space)
	must(t, err)
	equal(t, "history", len(past), 0)
}

func serverSwallow(t *testing.T, s Server) {
	err := s.Write(func(tx ServerTx) error {
		must(t, tx.PutLedger(space, "device-1", entry(1)))
		wantCode(t, tx.PutLedger(space, "device-1", entry(1)), fault.Conflict)
		wantCode(t, tx.PutLedger(space, "device-1", entry(2)), fault.Conflict) // nothing works any more
		return nil
	})
	wantCode(t, err, fault.Conflict)
	read(t, s, func(r syncing.Reader) error {
		last, err := r.LastSeq(space, "device-1")
		equal(t, "last seq", last, 0)
		return err
	})
}

func serverConcurrentRead(t *testing.T, s Server) {
	write(t, s, func(tx ServerTx) error {
		must(t, tx.PutItem(space, visible("profile", "name", "1", 1)))
		seen := make(chan int, 1)
		failed := make(chan error, 1)
		go func() {
			n := -1
			err := s.Read(func(r syncing.Reader) error {
				items, err := r.Items(space, 0, []string{access.Everyone}, 10)
				n = len(items)
				return err
			})
			seen <- n
			failed <- err
		}()
		equal(t, "items seen during the write", <-seen, 0)
		return <-failed
	})
	equal(t, "feed after the write", feed(t, s, 0, access.Everyone), []string{"profile/name"})
}
