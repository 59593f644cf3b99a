package desk_test

import (
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
)

// A locked window opens with the password, on line or not, and nothing else; what was saved off line is still there.
func TestALockedSessionOpensWithItsPasswordAlone(t *testing.T) {
	h := newHouse(t)
	c := h.computer("one")
	s := c.signIn(access.Primary)
	h.online(s)
	account := s.Account
	h.must(s.Close()) // locking closes the session: token and store are let go of
	if _, err := c.door.Unlock(t.Context(), account, "Not-this-one7"); key(err) != "lock.wrong_password" {
		t.Errorf("on line, a wrong one: %v", err)
	}
	h.must(h.running.Close())

	if _, err := c.door.Unlock(t.Context(), account, "Not-this-one7"); key(err) != "lock.wrong_password" || !fault.Is(err, fault.Forbidden) {
		t.Errorf("off line, a wrong one: %v", err)
	}
	again, err := c.door.Unlock(t.Context(), account, realPassword)
	h.must(err)
	h.save(again.Desk, settings.EntityProfile, settings.FieldName, settings.Text("Boréale"))
	h.must(again.Close())
	third, err := c.door.Unlock(t.Context(), account, realPassword)
	h.must(err)
	defer func() { _ = third.Close() }()
	if pending := third.Desk.State().Pending; pending != 1 {
		t.Errorf("%d edits wait, want 1", pending)
	}
}

func TestAPasswordChangedElsewhereUnlocksOnLine(t *testing.T) {
	h := newHouse(t)
	one, two := h.computer("one"), h.computer("two")
	locked, other := one.signIn(access.Primary), two.signIn(access.Primary)
	h.online(other)
	account := locked.Account
	h.must(locked.Close())
	h.must(other.Desk.ChangePassword(t.Context(), realPassword, "Lac-tranquille9"))
	h.clock.add(time.Minute)
	s, err := one.door.Unlock(t.Context(), account, "Lac-tranquille9")
	h.must(err)
	h.online(s)
	h.must(s.Close())
	h.must(h.running.Close())
	s, err = one.door.Unlock(t.Context(), account, "Lac-tranquille9") // recognised here from now on
	h.must(err)
	h.must(s.Close())
}

func TestWhatRecognisesAPasswordGoesWithTheSession(t *testing.T) {
	h := newHouse(t)
	c := h.computer("one")
	s := c.signIn(access.Primary)
	h.online(s)
	if c.vault.size() != 2 {
		t.Errorf("%d secrets, want the token and the verifier", c.vault.size())
	}
	account := s.Account
	h.must(s.SignOut(t.Context()))
	if c.vault.size() != 0 {
		t.Errorf("%d secrets stay after sign-out", c.vault.size())
	}
	h.must(h.running.Close())
	if _, err := c.door.Unlock(t.Context(), account, realPassword); key(err) != "lock.needs_server" {
		t.Errorf("with nothing kept: %v", err)
	}
}

// A password that is kept after a change is the new one.
func TestAPasswordChangedHereUnlocksOffLine(t *testing.T) {
	h := newHouse(t)
	c := h.computer("one")
	s := c.signIn(access.Primary)
	h.online(s)
	h.must(s.Desk.ChangePassword(t.Context(), realPassword, "Lac-tranquille9"))
	h.must(s.KeepPassword("Lac-tranquille9"))
	account := s.Account
	h.must(s.Close())
	h.must(h.running.Close())
	if _, err := c.door.Unlock(t.Context(), account, realPassword); key(err) != "lock.wrong_password" {
		t.Errorf("the old one: %v", err)
	}
	again, err := c.door.Unlock(t.Context(), account, "Lac-tranquille9")
	h.must(err)
	h.must(again.Close())
}
