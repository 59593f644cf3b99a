package desk_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/wire"
)

// A new address and a role that was given away are known to the next start of the program.
func TestWhoIsKeptForTheNextStart(t *testing.T) {
	h := newHouse(t)
	c := h.computer("one")
	s := c.signIn(access.Primary)
	h.online(s)
	h.must(s.Desk.ChangeEmail(t.Context(), "marie@boreale.example", realPassword))
	h.must(s.Desk.TransferPrimary(t.Context(), h.people[access.Delegate].ID, realPassword))
	person, place, err := s.Who(t.Context())
	h.must(err)
	if person.Email != "marie@boreale.example" || place.Role != string(access.Delegate) {
		t.Errorf("%+v, %+v", person, place)
	}
	h.must(s.Close())
	again, err := c.door.Resume(t.Context(), "")
	h.must(err)
	t.Cleanup(func() { _ = again.Close() })
	if again.Account.Email != "marie@boreale.example" || again.Person.Email != again.Account.Email || again.Membership.Role != place.Role {
		t.Errorf("%+v, %+v, %+v", again.Account, again.Person, again.Membership)
	}
	if again.Membership.Space != s.Membership.Space || len(c.door.Memory.Accounts()) != 1 {
		t.Error("it is the same account")
	}
}

// Off line nothing is forgotten.
func TestWhoNeedsTheServer(t *testing.T) {
	h := newHouse(t)
	c := h.computer("one")
	s := c.signIn(access.Primary)
	h.online(s)
	h.must(h.running.Close())
	eventually(t, "off line", func() bool { return s.Desk.State().Connection == desk.Offline })
	if _, _, err := s.Who(t.Context()); key(err) != "remote.unreachable" {
		t.Errorf("%v", err)
	}
	if a := c.door.Memory.Accounts()[0]; a.Email != "primary@boreale.example" {
		t.Errorf("%+v", a)
	}
}

// Who is given a role learns of it without having asked, and the next start begins with it.
func TestARoleThatIsGivenIsLearned(t *testing.T) {
	h := newHouse(t)
	giver, taker := h.computer("one"), h.computer("two")
	marie, luc := giver.signIn(access.Primary), taker.signIn(access.Delegate)
	h.online(marie)
	h.online(luc)
	if _, err := luc.Desk.View(t.Context()); err != nil || luc.Place() != luc.Membership {
		t.Fatalf("%v, %+v", err, luc.Place())
	}
	told := make(chan struct{}, 100)
	defer luc.Desk.Subscribe(func() {
		if luc.Place().Role == string(access.Primary) {
			told <- struct{}{}
		}
	})()
	h.must(marie.Desk.TransferPrimary(t.Context(), luc.Person.ID, realPassword))
	eventually(t, "the new primary administrator is told", func() bool { return len(told) > 0 })
	eventually(t, "who was is told too", func() bool { return marie.Place().Role == string(access.Delegate) })
	if luc.Membership.Role != string(access.Delegate) {
		t.Error("what the session was opened with has changed")
	}
	h.must(luc.Close())
	again, err := taker.door.Resume(t.Context(), "")
	h.must(err)
	t.Cleanup(func() { _ = again.Close() })
	if again.Membership.Role != string(access.Primary) || again.Place() != again.Membership {
		t.Errorf("the next start begins with %+v, %+v", again.Membership, again.Place())
	}
}

// deaf is a server that once does not say who is signed in.
type deaf struct {
	desk.Server
	asked atomic.Int32
}

// Session implements desk.WhoExchange.
func (d *deaf) Session(ctx context.Context) (wire.Session, error) {
	if d.asked.Add(1) == 1 {
		return wire.Session{}, errors.New("cut off")
	}
	return d.Server.(desk.WhoExchange).Session(ctx)
}

// A role that could not be read when it was given is read later.
func TestARoleIsAskedForUntilItIsHeard(t *testing.T) {
	h := newHouse(t)
	giver, taker := h.computer("one"), h.computer("two")
	var server *deaf
	dial := taker.door.Dial
	taker.door.Dial = func(url, pin string) (desk.Server, error) {
		s, err := dial(url, pin)
		server = &deaf{Server: s}
		return server, err
	}
	marie, luc := giver.signIn(access.Primary), taker.signIn(access.Delegate)
	h.online(marie)
	h.online(luc)
	if n := server.asked.Load(); n != 0 {
		t.Fatalf("asked %d times before", n)
	}
	h.must(marie.Desk.TransferPrimary(t.Context(), luc.Person.ID, realPassword))
	eventually(t, "the role is read", func() bool { return luc.Place().Role == string(access.Primary) })
	if n := server.asked.Load(); n != 2 {
		t.Errorf("asked %d times", n)
	}
}
