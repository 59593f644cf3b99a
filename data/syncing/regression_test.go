package syncing_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/memstore"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// What follows was found by the simulator, or would only be found by it once in a thousand worlds.

// page answers the pull among the effects.
func (l *lab) page(effects []syncing.Effect, page wire.Pull) []syncing.Effect {
	l.t.Helper()
	pull := effect[syncing.Pull](l.t, effects)
	return l.step(syncing.Pulled{Space: space, Req: pull.Req, Res: page})
}

func newClient(store syncing.ClientStore) *syncing.Client {
	return syncing.NewClient(store, rand.New(rand.NewPCG(1, 2)), func() string { return "new" })
}

func note(value string, rev int64) wire.Item {
	return wire.Item{Entity: "profile", Field: "name", Value: wire.Value(value), Rev: rev}
}

func (l *lab) saw() syncing.FieldState {
	l.t.Helper()
	var v syncing.View
	err := l.store.View(func(tx syncing.ClientTx) (err error) { v, err = syncing.ReadView(tx, space); return err })
	if err != nil {
		l.t.Fatal(err)
	}
	return v.Field("profile", "name")
}

// A form that was open while the server got another history must not compare its revision with one of that history.
func TestADraftKeepsNoRevisionOfAnotherHistory(t *testing.T) {
	l := newLab(t)
	l.page(l.step(syncing.Retry{}), wire.Pull{Epoch: epoch, To: 7, Rev: 7, Items: []wire.Item{note(`"A"`, 7)}})
	saw := l.saw()
	again := l.step(syncing.Retry{})
	pull := effect[syncing.Pull](t, again)
	again = l.step(syncing.Pulled{Space: space, Req: pull.Req, Err: &syncing.Refusal{Code: wire.CodeResnapshot, Epoch: "epoch-2"}})
	l.page(again, wire.Pull{Epoch: "epoch-2", To: 7, Rev: 7, Items: []wire.Item{note(`"Z"`, 7)}})
	edits := []syncing.FieldEdit{{Entity: "profile", Field: "name", Saw: saw, Value: wire.Value(`"B"`)}}
	push := effect[syncing.Push](t, l.step(syncing.Saved{Space: space, Edits: edits}))
	if f := push.Push.Mutations[0].Fields[0]; f.BaseRev != -1 || string(f.Base) != `"A"` {
		t.Errorf("it sends %+v, which the server would take for seen", f)
	}
}

// What somebody else has already written stays on the screen of who wrote it too, until the feed brings it.
func TestANoopStaysOnTheScreen(t *testing.T) {
	l := newLab(t)
	push := effect[syncing.Push](t, l.save(`"A"`))
	noop := []wire.MutationResult{{Seq: 1, Fields: []wire.FieldResult{{Name: "name", Outcome: wire.Noop, Rev: 5}}}}
	l.step(syncing.Pushed{Space: space, Req: push.Req, Res: wire.PushResult{Epoch: epoch, Rev: 5, LastSeq: 1, Results: noop}})
	if got := l.saw(); string(got.Value) != `"A"` {
		t.Errorf("the screen shows %s", got.Value)
	}
}

// brokenReads is a store whose queue cannot be read for a while.
type brokenReads struct {
	*memstore.Client
	broken bool
}

type brokenTx struct{ syncing.ClientTx }

func (brokenTx) Outbox(string) ([]syncing.OutboxRow, error) {
	return nil, errors.New("input/output error")
}

func (t brokenTx) Pending(space string, _ int) ([]syncing.OutboxRow, error) { return t.Outbox(space) }

func (b *brokenReads) View(f func(syncing.ClientTx) error) error {
	return b.Client.View(func(tx syncing.ClientTx) error {
		if b.broken {
			tx = brokenTx{tx}
		}
		return f(tx)
	})
}

func TestAReadThatFailsLeavesNothingInFlight(t *testing.T) {
	store := &brokenReads{Client: memstore.NewClient("d")}
	l := &lab{t: t, store: store.Client, core: newClient(store)}
	l.page(l.page(l.step(syncing.Follow{Space: space}), wire.Pull{Epoch: epoch, To: 1, Rev: 1}), wire.Pull{Epoch: epoch, To: 1, Rev: 1})
	store.broken = true
	wake := effect[syncing.WakeAt](t, l.step(syncing.Retry{}))
	store.broken = false
	effects, err := l.core.Step(wake.T, syncing.Woken{})
	if err != nil {
		t.Fatal(err)
	}
	effect[syncing.Pull](t, effects)
}

// A save that is on disk is confirmed, even when what there is to send cannot be read a moment later.
func TestASaveIsConfirmedWhateverTheExchangeDoes(t *testing.T) {
	store := &brokenReads{Client: memstore.NewClient("d")}
	l := &lab{t: t, store: store.Client, core: newClient(store)}
	l.page(l.step(syncing.Follow{Space: space}), wire.Pull{Epoch: epoch, To: 1, Rev: 1})
	store.broken = true
	l.save(`"A"`) // fails the test when it is refused
	if rows, _ := l.rows(); len(rows) != 1 {
		t.Errorf("stored %+v", rows)
	}
}

func TestThePagesOfASnapshotPassBelowTheFloor(t *testing.T) {
	b := newBench(t)
	for seq, field := range []string{"a", "b", "c", "d"} {
		b.must("marie", edit(int64(seq+1), field, `null`, 0, `"1"`))
	}
	b.write(func(tx *memstore.Tx) error { return tx.SetFloor(space, 4) })
	read := func(since int64, epoch string) error {
		return b.server.Read(t.Context(), func(r *memstore.Tx) error {
			_, err := syncing.Feed(r, space, syncing.Actor{Person: "marie", Device: "d"}, since, epoch, 1)
			return err
		})
	}
	if err := read(1, ""); err != nil {
		t.Errorf("the second page of a snapshot: %v", err)
	}
	var refusal *syncing.Refusal
	if err := read(1, epoch+".primary"); !errors.As(err, &refusal) || refusal.Code != wire.CodeResnapshot {
		t.Errorf("a cursor behind the floor: %v", err)
	}
}

func TestASnapshotBeginsAgainWhenTombstonesAreForgottenMeanwhile(t *testing.T) {
	l := &lab{t: t, store: memstore.NewClient("d")}
	l.core = newClient(l.store)
	effects := l.page(l.step(syncing.Follow{Space: space}),
		wire.Pull{Epoch: epoch, To: 3, Rev: 9, More: true, Items: []wire.Item{note(`"A"`, 3)}})
	effects = l.page(effects, wire.Pull{Epoch: epoch, To: 12, Rev: 12, Floor: 11})
	if pull := effect[syncing.Pull](t, effects); pull.Since != 0 || pull.Epoch != "" {
		t.Errorf("it goes on with %+v", pull)
	}
}

func TestARoleThatChangesBeginsANewSnapshot(t *testing.T) {
	b := newBench(t)
	b.must("marie", edit(1, "a", `null`, 0, `"1"`))
	var page wire.Pull
	pull := func(since int64, epoch string) error {
		return b.server.Read(t.Context(), func(r *memstore.Tx) (err error) {
			page, err = syncing.Feed(r, space, syncing.Actor{Person: "luc", Device: "d"}, since, epoch, 10)
			return err
		})
	}
	if err := pull(0, ""); err != nil {
		t.Fatal(err)
	}
	b.write(func(tx *memstore.Tx) error {
		return tx.PutMember(access.Member{Provider: "p1", Person: "luc", Role: access.Support})
	})
	var refusal *syncing.Refusal
	if err := pull(page.To, page.Epoch); !errors.As(err, &refusal) || refusal.Code != wire.CodeResnapshot {
		t.Errorf("after the change: %v", err)
	}
}

func TestASaveThatNoPushCouldCarryIsRefused(t *testing.T) {
	l := newLab(t)
	long := wire.Value(`"` + strings.Repeat("x", wire.MaxPushBytes) + `"`)
	edits := []syncing.FieldEdit{{Entity: "profile", Field: "name", Value: long}}
	_, err := l.core.Step(noon, syncing.Saved{Space: space, Edits: edits})
	if key, _ := fault.KeyOf(err); key != "sync.too_large" {
		t.Errorf("got %v", err)
	}
	if rows, _ := l.rows(); len(rows) != 0 {
		t.Errorf("stored %d rows", len(rows))
	}
	effect[syncing.Push](t, l.save(`"A"`)) // the queue goes on, and the number is not lost
}

func TestAccessToOneSpaceHasNothingToDoWithAnother(t *testing.T) {
	l := newLab(t)
	other := effect[syncing.Pull](t, l.step(syncing.Follow{Space: "provider:p2"}))
	l.step(syncing.Pulled{Space: "provider:p2", Req: other.Req, Err: &syncing.Refusal{Code: wire.CodeRevoked}})
	if got := l.core.Status().Halt; got != syncing.Running {
		t.Errorf("halted: %s", got)
	}
	effect[syncing.Push](t, l.save(`"A"`))
}

// However the jitter falls, no more than a minute passes without a question to the server.
func TestThePollComesWithinAMinute(t *testing.T) {
	l := newLab(t)
	now := noon
	l.page(l.step(syncing.Stream{Up: true}), wire.Pull{Epoch: epoch, To: 1, Rev: 1})
	for range 200 {
		now = now.Add(time.Minute)
		effects, err := l.core.Step(now, syncing.Woken{})
		if err != nil {
			t.Fatal(err)
		}
		pull := effect[syncing.Pull](t, effects)
		if _, err := l.core.Step(now, syncing.Pulled{Space: space, Req: pull.Req, Res: wire.Pull{Epoch: epoch, To: 1, Rev: 1}}); err != nil {
			t.Fatal(err)
		}
	}
}

// An answer to a push of another space, sent under the old device's numbers, would be taken for that of another edit.
func TestANewDeviceTakesNoAnswerToTheOldOne(t *testing.T) {
	const second = "provider:p2"
	l := newLab(t)
	other := effect[syncing.Pull](t, l.step(syncing.Follow{Space: second}))
	l.step(syncing.Pulled{Space: second, Req: other.Req, Res: wire.Pull{Epoch: epoch, To: 1, Rev: 1}})
	there := []syncing.FieldEdit{{Entity: "profile", Field: "name", Value: wire.Value(`"A"`)}}
	late := effect[syncing.Push](t, l.step(syncing.Saved{Space: second, Edits: there}))
	here := effect[syncing.Push](t, l.save(`"B"`))
	refused := &syncing.Refusal{Code: wire.CodeHashMismatch, LastSeq: 9}
	effect[syncing.DeviceChanged](t, l.step(syncing.Pushed{Space: space, Req: here.Req, Err: refused}))
	l.step(syncing.Pushed{Space: second, Req: late.Req, Res: wire.PushResult{Epoch: epoch, Rev: 1, LastSeq: 1, Results: applied(1)}})
	push := effect[syncing.Push](t, l.step(syncing.SignedIn{}))
	if push.Push.Device != "new" {
		t.Errorf("sent as %s", push.Push.Device)
	}
	err := l.store.View(func(tx syncing.ClientTx) error {
		row, err := tx.OutboxRow(second, 1)
		if row.State != syncing.Pending {
			t.Errorf("the edit is %s by an answer that was not its own", row.State)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
