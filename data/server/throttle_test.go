package server

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"pupitre/data/fault"
	"pupitre/data/store"
)

// gate is a throttle on a database of its own, at a time that the test moves.
type gate struct {
	*throttle
	t   *testing.T
	now time.Time
}

func newGate(t *testing.T) *gate {
	t.Helper()
	db, err := store.OpenServer(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "server.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() }) // nothing more is written
	g := &gate{t: t, now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	g.throttle = &throttle{store: db, now: func() time.Time { return g.now }}
	return g
}

// wait is how long the attempt has to wait, 0 for not at all.
func (g *gate) wait(a attempt) time.Duration {
	g.t.Helper()
	err := g.allow(g.t.Context(), a)
	if err == nil {
		return 0
	}
	if key, _ := fault.KeyOf(err); key != "server.too_many_tries" {
		g.t.Fatal(err)
	}
	_, after := problemOf(err, "")
	return after
}

func (g *gate) fail(a attempt) (began bool) {
	g.t.Helper()
	began, err := g.failed(g.t.Context(), a)
	if err != nil {
		g.t.Fatal(err)
	}
	return began
}

func TestWaitsAreBounded(t *testing.T) {
	g := newGate(t)
	here := attempt{account: "a", place: "p"}
	for range 60 {
		g.fail(here)
	}
	if wait := g.wait(here); wait != longestWait {
		t.Errorf("after 60 failures: %v", wait)
	}
	g.now = g.now.Add(longestWait)
	if wait := g.wait(here); wait != 0 {
		t.Errorf("after the wait: %v", wait)
	}
}

// However many strangers try, the owner waits for none of them: not on a device that the account knows, and not elsewhere
// before a failure of one's own.
func TestNobodyCanLockSomebodyOut(t *testing.T) {
	g := newGate(t)
	began := 0
	for i := range 200 {
		stranger := attempt{account: "marie", place: fmt.Sprint("p", i)}
		g.wait(stranger)
		if g.fail(stranger) {
			began++
		}
	}
	if began != 1 {
		t.Errorf("the siege began %d times", began)
	}
	if wait := g.wait(attempt{account: "marie", place: "device 1", known: true}); wait != 0 {
		t.Errorf("the owner's own device waits %v", wait)
	}
	elsewhere := attempt{account: "marie", place: "hotel"}
	if wait := g.wait(elsewhere); wait != 0 {
		t.Errorf("the owner elsewhere waits %v", wait)
	}
	g.fail(elsewhere)
	if wait := g.wait(elsewhere); wait != siegeWait {
		t.Errorf("after one failure under siege: %v, want %v", wait, siegeWait)
	}
	if wait := g.wait(attempt{account: "luc", place: "hotel"}); wait != 0 {
		t.Errorf("somebody else from there waits %v", wait)
	}
	g.now = g.now.Add(longestSiege + time.Minute)
	calm := attempt{account: "marie", place: "again"}
	g.fail(calm)
	if wait := g.wait(calm); wait != 0 {
		t.Errorf("the siege is over, but one failure makes wait %v", wait)
	}
}

// The owner's device has five tries of its own, whatever happens on the network that it is on.
func TestADeviceIsAPlaceOfItsOwn(t *testing.T) {
	g := newGate(t)
	office, own := attempt{account: "marie", place: "office"}, attempt{account: "marie", place: "device 1", known: true}
	for range 6 {
		g.fail(office)
	}
	if g.wait(office) == 0 || g.wait(own) != 0 {
		t.Error("a colleague's failures are counted against the owner's device")
	}
	for range freeFailures {
		g.fail(own)
	}
	if g.wait(own) == 0 {
		t.Error("a stolen computer may guess for ever")
	}
}

func TestOnePlaceIsBounded(t *testing.T) {
	g := newGate(t)
	allowed := 0
	for i := range 100 {
		if g.wait(attempt{account: fmt.Sprint("a", i), place: "p"}) == 0 {
			allowed++
		}
	}
	if allowed != placePace.burst {
		t.Errorf("%d accounts were tried from one place at once, want %d", allowed, placePace.burst)
	}
	g.now = g.now.Add(placePace.every)
	if g.wait(attempt{account: "one more", place: "p"}) != 0 || g.wait(attempt{account: "two more", place: "p"}) == 0 {
		t.Error("the pace is not one try a second")
	}
}

func TestSuccessForgets(t *testing.T) {
	g := newGate(t)
	a := attempt{account: "a", place: "p"}
	for range freeFailures - 1 {
		g.fail(a)
	}
	if err := g.succeeded(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	g.fail(a)
	if wait := g.wait(a); wait != 0 {
		t.Errorf("after a success and one failure: %v", wait)
	}
}

func TestWhatIsRememberedIsBounded(t *testing.T) {
	g := newGate(t)
	for i := range 30 {
		g.now = g.now.Add(time.Second)
		g.fail(attempt{account: fmt.Sprint("a", i), place: "p", known: true})
	}
	newest := attempt{account: "a29", place: "p", known: true}
	err := g.store.Write(t.Context(), func(tx *store.Tx) error { return tx.PruneThrottle(g.now, 10) })
	if err != nil {
		t.Fatal(err)
	}
	kept := 0
	err = g.store.Read(t.Context(), func(tx *store.Tx) error {
		for i := range 30 {
			row, err := tx.Throttle(attempt{account: fmt.Sprint("a", i), place: "p"}.streak(), g.now)
			if err != nil {
				return err
			}
			kept += row.Failures
		}
		row, err := tx.Throttle(newest.streak(), g.now)
		if row.Failures != 1 {
			t.Error("the newest was forgotten")
		}
		return err
	})
	if err != nil || kept != 10 {
		t.Errorf("%d are remembered, want 10: %v", kept, err)
	}
}

// Two servers on one database count together.
func TestReplicasCountTogether(t *testing.T) {
	g := newGate(t)
	other := &throttle{store: g.store, now: g.throttle.now}
	a := attempt{account: "a", place: "p"}
	for range freeFailures {
		if _, err := other.failed(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	if g.wait(a) == 0 {
		t.Error("what the other server has counted does not count here")
	}
}
