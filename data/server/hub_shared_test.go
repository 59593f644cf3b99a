package server_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pupitre/data/server"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// board is a database that several hubs share, in memory.
type board struct {
	mu        sync.Mutex
	heads     map[string]store.Head
	listeners map[int]chan string
	next      int
	notified  int
	looked    int
	deaf      bool // hints get lost, as the connection of who listens
	down      bool
}

func newBoard() *board {
	return &board{heads: map[string]store.Head{}, listeners: map[int]chan string{}}
}

func (b *board) set(space string, rev int64, epoch string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.heads[space] = store.Head{Space: space, Rev: rev, Epoch: epoch}
}

func (b *board) Heads(_ context.Context, spaces []string) (heads []store.Head, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.looked++
	if b.down {
		return nil, errors.New("down")
	}
	for _, space := range spaces {
		if h, ok := b.heads[space]; ok {
			heads = append(heads, h)
		}
	}
	return heads, nil
}

func (b *board) Notify(_ context.Context, hint string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.notified++
	if b.down || b.deaf {
		return errors.New("down")
	}
	for _, l := range b.listeners {
		l <- hint
	}
	return nil
}

func (b *board) Listen(ctx context.Context, ready func(), f func(string)) error {
	b.mu.Lock()
	id, hints := b.next, make(chan string, 100)
	b.next++
	b.listeners[id] = hints
	b.mu.Unlock()
	ready()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case h, ok := <-hints:
			if !ok {
				return errors.New("connection lost")
			}
			f(h)
		}
	}
}

// cut ends the connections of all who listen.
func (b *board) cut() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for id, l := range b.listeners {
		close(l)
		delete(b.listeners, id)
	}
}

// hubs gives two hubs on one board.
func hubs(t *testing.T, b *board, noListen bool) (one, two *server.SharedHub) {
	t.Helper()
	open := func() *server.SharedHub {
		h := server.NewSharedHub(server.SharedHubOptions{Board: b, NoListen: noListen})
		t.Cleanup(h.Close)
		return h
	}
	return open(), open()
}

// within is what a watch gets in a span of time.
func within(w server.Watch, d time.Duration) (got []wire.Poke) {
	time.Sleep(d)
	synctest.Wait()
	return w.Take()
}

func wantPokes(t *testing.T, what string, got []wire.Poke, want ...wire.Poke) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestAHintCrossesServers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBoard()
		one, two := hubs(t, b, false)
		here, there := one.Watch("provider:a"), two.Watch("provider:a")
		defer here.Close()
		defer there.Close()
		synctest.Wait()
		for rev := int64(1); rev <= 40; rev++ {
			one.Poke("provider:a", rev)
		}
		wantPokes(t, "in the same process, at once", here.Take(), wire.Poke{Space: "provider:a", Rev: 40})
		wantPokes(t, "in the other, after the window", within(there, 60*time.Millisecond), wire.Poke{Space: "provider:a", Rev: 40})
		wantPokes(t, "its own hint comes back to nobody", here.Take())
		if b.notified != 1 {
			t.Errorf("%d notifications for one window, want 1", b.notified)
		}
	})
}

func TestManySpacesInOneWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBoard()
		one, two := hubs(t, b, false)
		there := two.Watch("provider:149")
		defer there.Close()
		synctest.Wait()
		for i := range 150 {
			one.Poke("provider:"+string(rune('0'+i/100))+string(rune('0'+i/10%10))+string(rune('0'+i%10)), 7)
		}
		wantPokes(t, "the last of many", within(there, 60*time.Millisecond), wire.Poke{Space: "provider:149", Rev: 7})
		if b.notified != 3 {
			t.Errorf("%d notifications for 150 spaces, want 3", b.notified)
		}
	})
}

func TestThePollFindsWhatNoHintTold(t *testing.T) {
	for name, noListen := range map[string]bool{"without LISTEN": true, "with hints that get lost": false} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBoard()
				b.deaf = true
				b.set("provider:a", 3, "e")
				one, two := hubs(t, b, noListen)
				there := two.Watch("provider:a", "session:s")
				defer there.Close()
				wantPokes(t, "the state at the first look", within(there, 3*time.Second), wire.Poke{Space: "provider:a", Rev: 3})
				wantPokes(t, "nothing new", within(there, 10*time.Second))
				b.set("provider:a", 4, "e")
				one.Poke("provider:a", 4)
				wantPokes(t, "a change elsewhere", within(there, 3*time.Second), wire.Poke{Space: "provider:a", Rev: 4})
				b.set("provider:a", 4, "f")
				wantPokes(t, "a new epoch", within(there, 3*time.Second), wire.Poke{Space: "provider:a", Rev: 4})
			})
		})
	}
}

func TestWhatWasToldIsNotToldAgainByThePoll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBoard()
		b.set("provider:a", 1, "e")
		one, two := hubs(t, b, false)
		there := two.Watch("provider:a")
		defer there.Close()
		within(there, 3*time.Second)
		b.set("provider:a", 2, "e")
		one.Poke("provider:a", 2)
		wantPokes(t, "the hint", within(there, 60*time.Millisecond), wire.Poke{Space: "provider:a", Rev: 2})
		wantPokes(t, "the poll", within(there, 10*time.Second))
	})
}

func TestAHubComesBackAfterAnOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBoard()
		one, two := hubs(t, b, false)
		there := two.Watch("provider:a")
		defer there.Close()
		synctest.Wait()
		b.mu.Lock()
		b.down = true
		b.mu.Unlock()
		b.cut()
		one.Poke("provider:a", 1)
		wantPokes(t, "during the outage", within(there, 10*time.Second))
		b.mu.Lock()
		b.down = false
		b.mu.Unlock()
		one.Poke("provider:a", 2)
		wantPokes(t, "after it", within(there, 60*time.Millisecond), wire.Poke{Space: "provider:a", Rev: 2})
	})
}

func TestNobodyWatchesNothingIsLookedAt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBoard()
		_, two := hubs(t, b, true)
		there := two.Watch("session:s")
		defer there.Close()
		within(there, time.Minute)
		if b.looked != 0 {
			t.Errorf("%d looks at the database, want none", b.looked)
		}
	})
}
