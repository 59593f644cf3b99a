package syncing_test

import (
	"math/rand/v2"
	"testing"

	"pupitre/data/memstore"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// lab is one desktop without a network: the test answers its effects by hand.
type lab struct {
	t     *testing.T
	store *memstore.Client
	core  *syncing.Client
}

// newLab makes a desktop that has read an empty space.
func newLab(t *testing.T) *lab {
	t.Helper()
	l := &lab{t: t, store: memstore.NewClient("old")}
	l.core = syncing.NewClient(l.store, rand.New(rand.NewPCG(1, 2)), func() string { return "new" })
	pull := effect[syncing.Pull](t, l.step(syncing.Follow{Space: space}))
	l.step(syncing.Pulled{Space: space, Req: pull.Req, Res: wire.Pull{Epoch: epoch, To: 1}})
	return l
}

func (l *lab) step(ev syncing.Event) []syncing.Effect {
	l.t.Helper()
	out, err := l.core.Step(noon, ev)
	if err != nil {
		l.t.Fatalf("%T: %v", ev, err)
	}
	return out
}

func (l *lab) save(value string) []syncing.Effect {
	return l.step(syncing.Saved{Space: space, Edits: []syncing.FieldEdit{{Entity: "profile", Field: "name", Value: wire.Value(value)}}})
}

func (l *lab) rows() (rows []syncing.OutboxRow, device string) {
	l.t.Helper()
	err := l.store.View(func(tx syncing.ClientTx) (err error) {
		if device, err = tx.Device(); err != nil {
			return err
		}
		rows, err = tx.Outbox(space)
		return err
	})
	if err != nil {
		l.t.Fatal(err)
	}
	return rows, device
}

func effect[E syncing.Effect](t *testing.T, effects []syncing.Effect) E {
	t.Helper()
	for _, e := range effects {
		if found, ok := e.(E); ok {
			return found
		}
	}
	var none E
	t.Fatalf("no %T in %+v", none, effects)
	return none
}

func applied(seqs ...int64) (out []wire.MutationResult) {
	for _, seq := range seqs {
		out = append(out, wire.MutationResult{Seq: seq, Fields: []wire.FieldResult{{Name: "name", Outcome: wire.Applied, Rev: 1}}})
	}
	return out
}

func TestACopiedStoreTakesANewDeviceAndQueuesAgain(t *testing.T) {
	l := newLab(t)
	first := effect[syncing.Push](t, l.save(`"A"`))
	l.step(syncing.Pushed{Space: space, Req: first.Req, Res: wire.PushResult{Epoch: epoch, Rev: 1, LastSeq: 1, Results: applied(1)}})
	second := effect[syncing.Push](t, l.save(`"B"`))
	l.save(`"C"`)
	refused := &syncing.Refusal{Code: wire.CodeHashMismatch, LastSeq: 9}
	effect[syncing.DeviceChanged](t, l.step(syncing.Pushed{Space: space, Req: second.Req, Err: refused}))
	rows, device := l.rows()
	if device != "new" || len(rows) != 2 || rows[0].Mutation.Seq != 1 || rows[1].Mutation.Seq != 2 {
		t.Errorf("device %s, rows %+v", device, rows)
	}
	if l.core.Status().Halt != syncing.HaltSignedOut {
		t.Errorf("a session belongs to a device: %+v", l.core.Status())
	}
	push := effect[syncing.Push](t, l.step(syncing.SignedIn{}))
	if push.Push.Device != "new" || len(push.Push.Mutations) != 2 {
		t.Errorf("after signing in it sends %+v", push.Push)
	}
}

func TestAServerThatForgotIsOfferedTheJournal(t *testing.T) {
	l := newLab(t)
	first := effect[syncing.Push](t, l.save(`"A"`))
	l.step(syncing.Pushed{Space: space, Req: first.Req, Res: wire.PushResult{Epoch: epoch, Rev: 1, LastSeq: 1, Results: applied(1)}})
	second := effect[syncing.Push](t, l.save(`"B"`))
	again := effect[syncing.Push](t, l.step(syncing.Pushed{Space: space, Req: second.Req, Err: &syncing.Refusal{Code: wire.CodeSeqGap}}))
	if len(again.Push.Mutations) != 2 || again.Push.Mutations[0].Seq != 1 {
		t.Errorf("it offers %+v", again.Push.Mutations)
	}
}

// A journal that does not reach back far enough would be refused for its gap again and again.
func TestAGapThatTheJournalCannotFillEndsInANewDevice(t *testing.T) {
	l := newLab(t)
	first := effect[syncing.Push](t, l.save(`"A"`))
	l.step(syncing.Pushed{Space: space, Req: first.Req, Res: wire.PushResult{Epoch: epoch, Rev: 1, LastSeq: 1, Results: applied(1)}})
	if err := l.store.Update(func(tx syncing.ClientTx) error { return tx.PruneJournal(noon.AddDate(1, 0, 0)) }); err != nil {
		t.Fatal(err)
	}
	second := effect[syncing.Push](t, l.save(`"B"`))
	effect[syncing.DeviceChanged](t, l.step(syncing.Pushed{Space: space, Req: second.Req, Err: &syncing.Refusal{Code: wire.CodeSeqGap}}))
	if rows, device := l.rows(); device != "new" || len(rows) != 1 || rows[0].Mutation.Seq != 1 {
		t.Errorf("device %s, rows %+v", device, rows)
	}
}

func TestNothingIsSavedBeforeTheFirstReading(t *testing.T) {
	l := &lab{t: t, store: memstore.NewClient("d")}
	l.core = syncing.NewClient(l.store, rand.New(rand.NewPCG(1, 2)), func() string { return "new" })
	_, err := l.core.Step(noon, syncing.Saved{Space: space, Edits: []syncing.FieldEdit{{Entity: "profile", Field: "name", Value: wire.Value(`"A"`)}}})
	if err == nil {
		t.Fatal("saved without an epoch")
	}
	if rows, _ := l.rows(); len(rows) != 0 {
		t.Errorf("stored %+v", rows)
	}
}

// A copy of a store may hold its twin's last number for its own. Only the ledger can tell, so that number is asked for
// again with what the server has lost.
func TestAfterALossTheLastKnownNumberIsAskedForAgain(t *testing.T) {
	l := newLab(t)
	first := effect[syncing.Push](t, l.save(`"A"`))
	l.step(syncing.Pushed{Space: space, Req: first.Req, Res: wire.PushResult{Epoch: epoch, Rev: 1, LastSeq: 1, Results: applied(1)}})
	second := effect[syncing.Push](t, l.save(`"B"`))
	lost := &syncing.Refusal{Code: wire.CodeEpochChanged, Epoch: "epoch-2", LastSeq: 1}
	pull := effect[syncing.Pull](t, l.step(syncing.Pushed{Space: space, Req: second.Req, Err: lost}))
	again := effect[syncing.Push](t, l.step(syncing.Pulled{Space: space, Req: pull.Req, Res: wire.Pull{Epoch: "epoch-2", To: 1, Rev: 1, LastSeq: 1}}))
	if len(again.Push.Mutations) != 2 || again.Push.Mutations[0].Seq != 1 || again.Push.Mutations[1].Seq != 2 {
		t.Errorf("it sends %+v", again.Push.Mutations)
	}
}
