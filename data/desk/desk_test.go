package desk_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/memstore"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

const space = "provider:p1"

var errUnreachable = fault.As(fault.Unavailable, "test", "remote.unreachable", errors.New("no route"))

// hall is a server in memory that several desks reach; it can be cut off.
type hall struct {
	t     *testing.T
	store *memstore.Server
	down  atomic.Bool
	mu    sync.Mutex
	ears  map[int]func(wire.Poke)
	next  int
}

func newHall(t *testing.T, members ...access.Member) *hall {
	t.Helper()
	h := &hall{t: t, store: memstore.NewServer(), ears: map[int]func(wire.Poke){}}
	err := h.store.Write(t.Context(), func(tx *memstore.Tx) error {
		_, err := tx.NewSpace(space)
		for _, m := range members {
			err = errors.Join(err, tx.PutMember(m))
		}
		for field, v := range settings.DefaultProfile("Téléphonie Boréale").Fields() {
			sp, serr := tx.Space(space)
			err = errors.Join(err, serr, tx.SetRev(space, sp.Rev+1),
				tx.PutItem(space, wire.Item{Entity: settings.EntityProfile, Field: field, Value: v, Rev: sp.Rev + 1, Audience: access.Everyone}))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// line is one person's way to the hall.
type line struct {
	*hall
	person, device string
}

func (l line) Push(ctx context.Context, space string, p wire.Push) (wire.PushResult, error) {
	if l.down.Load() {
		return wire.PushResult{}, errUnreachable
	}
	var out wire.PushResult
	err := l.store.Write(ctx, func(tx *memstore.Tx) (err error) {
		out, err = syncing.Apply(tx, settings.Policy{}, time.Now(), space, syncing.Actor{Person: l.person, Device: l.device}, p)
		return err
	})
	if err == nil {
		l.poke(out.Rev)
	}
	return out, err
}

func (h *hall) poke(rev int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, ear := range h.ears {
		go ear(wire.Poke{Space: space, Rev: rev})
	}
}

func (l line) Pull(ctx context.Context, space string, since int64, epoch string, limit int, wait time.Duration) (wire.Pull, error) {
	if l.down.Load() {
		return wire.Pull{}, errUnreachable
	}
	var out wire.Pull
	err := l.store.Read(ctx, func(tx *memstore.Tx) (err error) {
		out, err = syncing.Feed(tx, space, syncing.Actor{Person: l.person, Device: l.device}, since, epoch, limit)
		return err
	})
	if err == nil && len(out.Items) == 0 && wait > 0 {
		select {
		case <-ctx.Done():
			return out, fault.As(fault.Unavailable, "test", "remote.unreachable", ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
	}
	return out, err
}

func (l line) Events(ctx context.Context, up func(), poke func(wire.Poke)) error {
	if l.down.Load() {
		return errUnreachable
	}
	l.mu.Lock()
	id := l.next
	l.next++
	l.ears[id] = poke
	l.mu.Unlock()
	up()
	for ctx.Err() == nil && !l.down.Load() {
		time.Sleep(5 * time.Millisecond)
	}
	l.mu.Lock()
	delete(l.ears, id)
	l.mu.Unlock()
	return errUnreachable
}

// open starts a desk on a store; it ends with the test.
func (h *hall) open(person string, store *memstore.Client) *desk.Desk {
	h.t.Helper()
	d := desk.New(desk.Options{
		Store: store, Exchange: line{h, person, "d-" + person}, Space: space,
		Rand: rand.New(rand.NewPCG(1, 2)), NewID: func() string { return "d2-" + person },
	})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); d.Run(ctx) }()
	h.t.Cleanup(func() { cancel(); <-ended })
	return d
}

// until waits for a condition that the desks' own signals announce.
func until(t *testing.T, d *desk.Desk, what string, ok func() bool) {
	t.Helper()
	changed := make(chan struct{}, 1)
	defer d.Subscribe(func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	})()
	limit := time.After(time.Minute) // a machine may have much else to do
	for !ok() {
		select {
		case <-changed:
		case <-time.After(20 * time.Millisecond): // a condition may also hang on the other desk
		case <-limit:
			state := d.State()
			state.Notices = state.Notices[:min(len(state.Notices), 3)] // of thousands
			t.Fatalf("never: %s; state %+v", what, state)
		}
	}
}

func name(t *testing.T, d *desk.Desk) syncing.FieldState {
	t.Helper()
	v, err := d.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return v.Field(settings.EntityProfile, settings.FieldName)
}

func save(t *testing.T, d *desk.Desk, saw syncing.FieldState, value string) {
	t.Helper()
	err := d.Save(t.Context(), []syncing.FieldEdit{{
		Entity: settings.EntityProfile, Field: settings.FieldName, Saw: saw, Value: settings.Text(value),
	}})
	if err != nil {
		t.Fatal(err)
	}
}

func member(person string, role access.Role) access.Member {
	return access.Member{Provider: "p1", Person: person, Role: role}
}

func online(d *desk.Desk) func() bool {
	return func() bool { st := d.State(); return st.Connection == desk.Online && st.Pending == 0 }
}

func TestASaveReachesTheOtherDesk(t *testing.T) {
	h := newHall(t, member("marie", access.Primary), member("luc", access.Delegate))
	marie, luc := h.open("marie", memstore.NewClient("d-marie")), h.open("luc", memstore.NewClient("d-luc"))
	until(t, marie, "marie is online", online(marie))
	until(t, luc, "luc is online", online(luc))
	save(t, marie, name(t, marie), "Télécom Aurore")
	if got := settings.String(name(t, marie).Value); got != "Télécom Aurore" {
		t.Errorf("marie sees %q right after her save", got)
	}
	until(t, luc, "luc sees it", func() bool { return settings.String(name(t, luc).Value) == "Télécom Aurore" })
	until(t, marie, "nothing waits", online(marie))
}

func TestOffLineEditsWaitAndGoOutLater(t *testing.T) {
	h := newHall(t, member("marie", access.Primary))
	d := h.open("marie", memstore.NewClient("d-marie"))
	until(t, d, "online", online(d))
	h.down.Store(true)
	save(t, d, name(t, d), "Hors ligne")
	until(t, d, "offline with one change", func() bool { st := d.State(); return st.Connection == desk.Offline && st.Pending == 1 })
	if key, _ := fault.KeyOf(d.State().Problem); key != "remote.unreachable" {
		t.Errorf("the problem is %v", d.State().Problem)
	}
	h.down.Store(false)
	d.RetryNow()
	until(t, d, "sent", func() bool { return online(d)() && settings.String(name(t, d).Base) == "Hors ligne" })
}

func TestAClashIsANoticeThatThePersonSettles(t *testing.T) {
	for _, tt := range []struct {
		name   string
		settle func(*desk.Desk, context.Context, desk.Notice) error
		want   string
	}{
		{"KeepMine", (*desk.Desk).ResolveMine, "De Luc"},
		{"KeepTheirs", (*desk.Desk).DismissNotice, "De Marie"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHall(t, member("marie", access.Primary), member("luc", access.Delegate))
			marie, luc := h.open("marie", memstore.NewClient("d-marie")), h.open("luc", memstore.NewClient("d-luc"))
			until(t, marie, "marie is online", online(marie))
			until(t, luc, "luc is online", online(luc))
			saw := name(t, luc)
			save(t, marie, name(t, marie), "De Marie")
			until(t, marie, "sent", online(marie))
			save(t, luc, saw, "De Luc")
			until(t, luc, "the clash is told", func() bool { return len(luc.State().Notices) == 1 })
			n := luc.State().Notices[0]
			if n.Conflict == "" || settings.String(n.Mine) != "De Luc" || settings.String(n.Theirs) != "De Marie" {
				t.Errorf("notice %+v", n)
			}
			if err := tt.settle(luc, t.Context(), n); err != nil {
				t.Fatal(err)
			}
			until(t, luc, "settled", func() bool { return len(luc.State().Notices) == 0 && online(luc)() })
			until(t, marie, "marie sees the end", func() bool { return settings.String(name(t, marie).Value) == tt.want })
		})
	}
}

func TestARefusedEditIsToldAndTheServersValueShown(t *testing.T) {
	h := newHall(t, member("anne", access.Support))
	d := h.open("anne", memstore.NewClient("d-anne"))
	until(t, d, "online", online(d))
	save(t, d, name(t, d), "Piraté")
	until(t, d, "refused", func() bool { return len(d.State().Notices) == 1 })
	if n := d.State().Notices[0]; n.Code != "settings.not_allowed" || settings.String(n.Mine) != "Piraté" {
		t.Errorf("notice %+v", n)
	}
	if got := settings.String(name(t, d).Value); got != "Téléphonie Boréale" {
		t.Errorf("the screen shows %q", got)
	}
	if err := d.DismissNotice(t.Context(), d.State().Notices[0]); err != nil || len(d.State().Notices) != 0 {
		t.Errorf("dismissed: %v, %+v", err, d.State().Notices)
	}
}

func TestRevokedWhileOffLine(t *testing.T) {
	h := newHall(t, member("luc", access.Delegate))
	d := h.open("luc", memstore.NewClient("d-luc"))
	until(t, d, "online", online(d))
	h.down.Store(true)
	save(t, d, name(t, d), "Trop tard")
	err := h.store.Write(t.Context(), func(tx *memstore.Tx) error { return tx.RemoveMember("p1", "luc") })
	if err != nil {
		t.Fatal(err)
	}
	h.down.Store(false)
	d.RetryNow()
	until(t, d, "revoked", func() bool { return d.State().Connection == desk.Revoked })
	if d.State().Pending != 1 {
		t.Errorf("the edit is gone: %+v", d.State())
	}
}

func TestNothingIsLostWhenTheDeskDiesBeforeItsPush(t *testing.T) {
	h := newHall(t, member("marie", access.Primary))
	store := memstore.NewClient("d-marie")
	ctx, kill := context.WithCancel(t.Context())
	first := desk.New(desk.Options{Store: store, Exchange: line{h, "marie", "d-marie"}, Space: space, Rand: rand.New(rand.NewPCG(3, 4))})
	go first.Run(ctx)
	until(t, first, "online", online(first))
	h.down.Store(true)
	save(t, first, name(t, first), "Avant la panne")
	kill()
	h.down.Store(false)
	second := h.open("marie", store)
	until(t, second, "sent", func() bool { return online(second)() && settings.String(name(t, second).Base) == "Avant la panne" })
}

func TestASaveAfterTheEndIsRefused(t *testing.T) {
	h := newHall(t, member("marie", access.Primary))
	d := desk.New(desk.Options{Store: memstore.NewClient("d"), Exchange: line{h, "marie", "d"}, Space: space, Rand: rand.New(rand.NewPCG(5, 6))})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	d.Run(ctx)
	err := d.Save(t.Context(), nil)
	if key, _ := fault.KeyOf(err); key != "sync.stopped" {
		t.Errorf("got %v", err)
	}
}

func TestAViewThatWasNeverReadSaysSoOffLine(t *testing.T) {
	h := newHall(t, member("marie", access.Primary))
	h.down.Store(true)
	d := h.open("marie", memstore.NewClient("d-marie"))
	_, err := d.View(t.Context()) // waits for the first try
	if key, _ := fault.KeyOf(err); key != "sync.not_loaded_yet" || d.State().Connection != desk.Offline {
		t.Errorf("got %v in %+v", err, d.State())
	}
	h.down.Store(false)
	d.RetryNow()
	until(t, d, "online", online(d))
	if got := settings.String(name(t, d).Value); got != "Téléphonie Boréale" {
		t.Errorf("read %q", got)
	}
}
