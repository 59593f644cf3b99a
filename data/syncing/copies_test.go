package syncing_test

import (
	"errors"
	"testing"

	"pupitre/data/fault"
	"pupitre/data/memstore"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Stores that are copies, or were put back to one. What follows was found by the simulator, or would only be found by it once
// in thousands of worlds.

// mutation gives an edit the id of its save.
func mutation(id string, seq int64, value string, was ...wire.Number) wire.Mutation {
	m := edit(seq, "name", `null`, 0, value)
	m.ID, m.Was = id, was
	return m
}

// pushAs is a push of marie's under a device.
func (b *bench) pushAs(device string, mutations ...wire.Mutation) (out wire.PushResult, err error) {
	b.t.Helper()
	push := wire.Push{Device: device, Epoch: epoch, Schema: wire.Schema, Mutations: mutations}
	err = b.server.Write(b.t.Context(), func(tx *memstore.Tx) error {
		out, err = syncing.Apply(tx, openPolicy{}, noon, space, syncing.Actor{Person: "marie", Device: device}, push)
		return err
	})
	return out, err
}

// Two copies may save the same at the same moment under the same number: they are two saves.
func TestTheSameEditOfTwinsIsTwoEdits(t *testing.T) {
	one, two := mutation("id-1", 1, `"A"`), mutation("id-2", 1, `"A"`)
	if syncing.Hash(one) == syncing.Hash(two) {
		t.Error("nothing tells them apart")
	}
	one.ID, two.ID = "", ""
	if syncing.Hash(one) != syncing.Hash(two) {
		t.Error("without ids, the content is all there is")
	}
}

func TestEachSaveDrawsItsID(t *testing.T) {
	l := newLab(t)
	l.save(`"A"`)
	l.save(`"A"`)
	rows, _ := l.rows()
	if a, b := rows[0].Mutation.ID, rows[1].Mutation.ID; len(a) != 36 || a == b {
		t.Errorf("ids %q and %q", a, b)
	}
}

// What was applied under an old number is not applied again under a new one, although its value has been replaced since.
func TestAMutationIsKnownByItsFormerNumbers(t *testing.T) {
	b := newBench(t)
	first, err := b.pushAs("old", mutation("id-1", 1, `"A"`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.pushAs("other", edit(1, "name", `"A"`, 0, `null`)); err != nil {
		t.Fatal(err)
	}
	again, err := b.pushAs("new", mutation("id-1", 1, `"A"`, wire.Number{Device: "elsewhere", Seq: 4}, wire.Number{Device: "old", Seq: 1}))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := again.Results[0].Fields[0], first.Results[0].Fields[0]; got != want {
		t.Errorf("ended as %+v, then as %+v", want, got)
	}
	if again.Rev != 2 || again.LastSeq != 1 {
		t.Errorf("the space is at %d, the device at %d", again.Rev, again.LastSeq)
	}
}

func TestANumberOfAnotherMutationProvesNothing(t *testing.T) {
	b := newBench(t)
	if _, err := b.pushAs("old", mutation("id-1", 1, `"A"`)); err != nil {
		t.Fatal(err)
	}
	for i, m := range []wire.Mutation{
		mutation("id-2", 1, `"B"`, wire.Number{Device: "old", Seq: 1}),  // another save
		mutation("", 2, `"C"`, wire.Number{Device: "old", Seq: 1}),      // a save without an id
		mutation("id-1", 3, `"D"`, wire.Number{Device: "old", Seq: 1}),  // another content
		mutation("id-3", 4, `"E"`, wire.Number{Device: "old", Seq: -1}), // no number at all
	} {
		res, err := b.pushAs("new", m)
		if err != nil || res.LastSeq != int64(i+1) || res.Results[0].Fields[0].Outcome != wire.Conflict {
			t.Errorf("%+v: %+v, %v", m, res, err)
		}
	}
}

func TestMoreFormerNumbersThanAreKeptAreMalformed(t *testing.T) {
	b := newBench(t)
	res, err := b.pushAs("new", mutation("id-1", 1, `"A"`, make([]wire.Number, wire.MaxWas+1)...))
	if err != nil {
		t.Fatal(err)
	}
	if f := res.Results[0].Fields[0]; f.Outcome != wire.Rejected || f.Code != "sync.malformed" || res.Rev != 0 {
		t.Errorf("ended as %+v, rev %d", f, res.Rev)
	}
}

// refuse answers the push among the effects.
func (l *lab) refuse(effects []syncing.Effect, code, epoch string, last int64) []syncing.Effect {
	l.t.Helper()
	push := effect[syncing.Push](l.t, effects)
	return l.step(syncing.Pushed{Space: space, Req: push.Req, Err: &syncing.Refusal{Code: code, Epoch: epoch, LastSeq: last}})
}

func (l *lab) accept(effects []syncing.Effect, seq int64) []syncing.Effect {
	l.t.Helper()
	push := effect[syncing.Push](l.t, effects)
	return l.step(syncing.Pushed{Space: space, Req: push.Req, Res: wire.PushResult{Epoch: epoch, Rev: 1, LastSeq: seq, Results: applied(seq)}})
}

// queue is what waits: values in order, and the last number that each had before.
func (l *lab) queue() (values []string, was []wire.Number) {
	l.t.Helper()
	rows, _ := l.rows()
	for i, row := range rows {
		if row.State != syncing.Pending || row.Mutation.Seq != int64(i+1) {
			l.t.Fatalf("row %d is %+v", i, row)
		}
		values = append(values, row.Mutation.Fields[0].Value.String())
		was = append(was, row.Mutation.Was[len(row.Mutation.Was)-1])
	}
	return values, was
}

func (l *lab) waits(values string, was ...wire.Number) {
	l.t.Helper()
	got, numbers := l.queue()
	same := len(numbers) == len(was)
	for i := range was {
		same = same && numbers[i] == was[i]
	}
	if text := join(got); text != values || !same {
		l.t.Errorf("waiting: %s under %+v, want %s under %+v", text, numbers, values, was)
	}
}

func join(values []string) (out string) {
	for _, v := range values {
		out += v
	}
	return out
}

func old(seq int64) wire.Number { return wire.Number{Device: "old", Seq: seq} }

// A new history knows numbers that this store has not given: its twin's. Which of its own are still there, nobody can tell by
// numbers, so that all are offered again.
func TestACopyThatMeetsANewHistoryOffersAllAgain(t *testing.T) {
	l := newLab(t)
	l.accept(l.save(`"A"`), 1)
	effects := l.save(`"B"`)
	effect[syncing.DeviceChanged](t, l.refuse(effects, wire.CodeEpochChanged, "epoch-2", 7))
	l.waits(`"A""B"`, old(1), old(2))
	if _, device := l.rows(); device != "new" {
		t.Errorf("it is still %s", device)
	}
}

// It has taken a new device first, and then the server loses what it had acknowledged to the old one.
func TestAnArchiveIsOfferedAgainToANewHistory(t *testing.T) {
	l := newLab(t)
	l.accept(l.save(`"A"`), 1)
	effect[syncing.DeviceChanged](t, l.refuse(l.save(`"B"`), wire.CodeHashMismatch, "", 2))
	l.waits(`"B"`, old(2))
	effects := l.step(syncing.SignedIn{})
	effect[syncing.DeviceChanged](t, l.refuse(effects, wire.CodeEpochChanged, "epoch-2", 0))
	l.waits(`"A""B"`, old(1), wire.Number{Device: "new", Seq: 1})
}

// The other way round: the history is new, and only then another's content is found under the store's own last number. What
// was acknowledged before it is in doubt as well.
func TestAMismatchAfterANewHistoryOffersAllAgain(t *testing.T) {
	l := newLab(t)
	l.accept(l.save(`"A"`), 1)
	l.accept(l.save(`"B"`), 2)
	effects := l.refuse(l.save(`"C"`), wire.CodeEpochChanged, "epoch-2", 2)
	effects = l.page(effects, wire.Pull{Epoch: "epoch-2", To: 2, Rev: 2, LastSeq: 2})
	effect[syncing.DeviceChanged](t, l.refuse(effects, wire.CodeHashMismatch, "", 2))
	l.waits(`"A""B""C"`, old(1), old(2), old(3))
}

// Once the new history has confirmed the store's last number, there is no doubt any more.
func TestAMismatchAfterAConfirmedHistoryOffersOnlyWhatWaits(t *testing.T) {
	l := newLab(t)
	l.accept(l.save(`"A"`), 1)
	effects := l.refuse(l.save(`"B"`), wire.CodeEpochChanged, "epoch-2", 1)
	effects = l.page(effects, wire.Pull{Epoch: "epoch-2", To: 2, Rev: 2, LastSeq: 1})
	push := effect[syncing.Push](t, effects)
	l.step(syncing.Pushed{Space: space, Req: push.Req, Res: wire.PushResult{Epoch: "epoch-2", Rev: 2, LastSeq: 2, Results: applied(1, 2)}})
	effect[syncing.DeviceChanged](t, l.refuse(l.save(`"C"`), wire.CodeHashMismatch, "", 3))
	l.waits(`"C"`, old(3))
}

// lostReceipt is a store whose next commit happens and is reported as failed.
type lostReceipt struct {
	*memstore.Client
	lose bool
}

func (s *lostReceipt) Update(f func(syncing.ClientTx) error) error {
	err := s.Client.Update(f)
	if s.lose && err == nil {
		s.lose = false
		return fault.As(fault.Unavailable, "test", "", errors.New("input/output error"))
	}
	return err
}

// A new device that was stored all the same is noticed: the session is the old one's, and so are the answers on their way.
func TestANewDeviceIsNoticedAfterACommitThatSeemedToFail(t *testing.T) {
	store := &lostReceipt{Client: memstore.NewClient("old")}
	l := &lab{t: t, store: store.Client, core: newClient(store)}
	l.page(l.step(syncing.Follow{Space: space}), wire.Pull{Epoch: epoch, To: 1, Rev: 1})
	push := effect[syncing.Push](t, l.save(`"A"`))
	store.lose = true
	refusal := &syncing.Refusal{Code: wire.CodeHashMismatch, LastSeq: 1}
	if _, err := l.core.Step(noon, syncing.Pushed{Space: space, Req: push.Req, Err: refusal}); err == nil {
		t.Fatal("the store has not failed")
	}
	if changed := effect[syncing.DeviceChanged](t, l.step(syncing.Retry{})); changed.Device != "new" {
		t.Errorf("it is %s", changed.Device)
	}
	if halt := l.core.Status().Halt; halt != syncing.HaltSignedOut {
		t.Errorf("halted: %q", halt)
	}
}

// brokenDisk takes no write for a while.
type brokenDisk struct {
	*memstore.Client
	broken bool
}

func (s *brokenDisk) Update(f func(syncing.ClientTx) error) error {
	if s.broken {
		return fault.As(fault.Unavailable, "test", "", errors.New("input/output error"))
	}
	return s.Client.Update(f)
}

// A disk that takes no write is not a server that refuses each new device: it is tried again for as long as it takes.
func TestAFullDiskDoesNotUseUpTheDevices(t *testing.T) {
	store := &brokenDisk{Client: memstore.NewClient("old")}
	l := &lab{t: t, store: store.Client, core: newClient(store)}
	l.page(l.step(syncing.Follow{Space: space}), wire.Pull{Epoch: epoch, To: 1, Rev: 1})
	effects := l.save(`"A"`)
	refusal := &syncing.Refusal{Code: wire.CodeHashMismatch, LastSeq: 1}
	store.broken = true
	for range 5 {
		push := effect[syncing.Push](t, effects)
		if _, err := l.core.Step(noon, syncing.Pushed{Space: space, Req: push.Req, Err: refusal}); err == nil {
			t.Fatal("the store has not failed")
		}
		effects = l.step(syncing.Retry{})
	}
	store.broken = false
	effect[syncing.DeviceChanged](t, l.refuse(effects, wire.CodeHashMismatch, "", 1))
}

// Both copies of a store send what waited in it: one under a new device, then the other under the old one, or another new one.
func TestWhatATwinHasSentIsNotAppliedAgain(t *testing.T) {
	moved := wire.Number{Device: "old", Seq: 1}
	for device, was := range map[string][]wire.Number{"old": nil, "newer": {moved}} {
		b := newBench(t)
		first, err := b.pushAs("new", mutation("id-1", 1, `"A"`, moved))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.pushAs("other", edit(1, "name", `"A"`, 0, `null`)); err != nil {
			t.Fatal(err)
		}
		again, err := b.pushAs(device, mutation("id-1", 1, `"A"`, was...), mutation("id-2", 2, `"B"`))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := again.Results[0].Fields[0], first.Results[0].Fields[0]; got != want {
			t.Errorf("%s: ended as %+v, then as %+v", device, want, got)
		}
		if again.Results[1].Fields[0].Outcome != wire.Applied || again.Rev != 3 || again.LastSeq != 2 {
			t.Errorf("%s: what stands behind it: %+v", device, again)
		}
	}
}

func TestADevicesNameInAFormerNumberIsBounded(t *testing.T) {
	b := newBench(t)
	long := wire.Number{Device: string(make([]byte, wire.MaxName+1)), Seq: 1}
	res, err := b.pushAs("new", mutation("id-1", 1, `"A"`, long))
	if err != nil {
		t.Fatal(err)
	}
	if f := res.Results[0].Fields[0]; f.Outcome != wire.Rejected || f.Code != "sync.malformed" || res.Rev != 0 {
		t.Errorf("ended as %+v, rev %d", f, res.Rev)
	}
}
