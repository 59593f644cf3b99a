package server

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"

	"pupitre/data/store"
	"pupitre/data/wire"
)

// What a SharedHub does unless its options say otherwise.
const (
	hintWindow   = 50 * time.Millisecond
	headsPoll    = 2 * time.Second
	hintPatience = 5 * time.Second // for one notification or one look
	listenAgain  = 2 * time.Second // after the connection was lost
)

// Board is the database that server processes share, as far as hints go; a store on PostgreSQL is one.
type Board interface {
	// Heads gives the heads of spaces.
	Heads(ctx context.Context, spaces []string) ([]store.Head, error)
	// Notify tells a hint to all processes, this one included.
	Notify(ctx context.Context, hint string) error
	// Listen calls f with each hint until ctx ends or the connection is lost.
	Listen(ctx context.Context, ready func(), f func(hint string)) error
}

// SharedHubOptions is what a SharedHub is made of. Board is required; the rest has a default.
type SharedHubOptions struct {
	Board    Board
	NoListen bool          // neither LISTEN nor NOTIFY: processes learn of each other's changes by the poll alone
	Window   time.Duration // in which hints of one topic melt into one; 50 ms
	Poll     time.Duration // between two looks at the watched spaces; 2 s
	Log      *slog.Logger
	Registry *prometheus.Registry // a new one
}

// SharedHub serves one of several processes on one database. It wakes its own watchers at once, tells the other processes
// after a short window, and looks by itself at the spaces that are watched: hints get lost, with their connection or
// because the database has none.
type SharedHub struct {
	*localHub
	o    SharedHubOptions
	name string // tells this process's own hints, which come back, from those of others
	stop context.CancelFunc
	done sync.WaitGroup

	mu      sync.Mutex
	pending map[string]int64      // hints to be told
	wake    chan struct{}         // has a value when there are some
	seen    map[string]store.Head // of watched spaces, as last told to the watchers

	hints     *prometheus.CounterVec
	listening prometheus.Gauge
}

var _ Hub = (*SharedHub)(nil)

// NewSharedHub makes a hub that works until Close.
func NewSharedHub(o SharedHubOptions) *SharedHub {
	o.Window, o.Poll = cmp.Or(o.Window, hintWindow), cmp.Or(o.Poll, headsPoll)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Registry == nil {
		o.Registry = prometheus.NewRegistry()
	}
	h := &SharedHub{
		localHub: newLocalHub(), o: o, name: uuid.NewString(),
		pending: map[string]int64{}, wake: make(chan struct{}, 1), seen: map[string]store.Head{},
		hints: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "pupitre_hints_total", Help: "Hints about spaces that moved: sent, received, lost (not sent), polled (found by looking).",
		}, []string{"way"}),
		listening: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "pupitre_hints_listening", Help: "1 while hints of other server processes come in; 0 leaves the poll alone.",
		}),
	}
	o.Registry.MustRegister(h.hints, h.listening)
	for _, way := range []string{"sent", "received", "lost", "polled"} {
		h.hints.WithLabelValues(way)
	}
	ctx, stop := context.WithCancel(context.Background())
	h.stop = stop
	h.done.Go(func() { h.look(ctx) })
	if !o.NoListen {
		h.done.Go(func() { h.send(ctx) })
		h.done.Go(func() { h.listen(ctx) })
	}
	return h
}

// Close ends the hub's work and waits for it. Watches stay open, and Poke still wakes those of this process.
func (h *SharedHub) Close() {
	h.stop()
	h.done.Wait()
}

// Poke implements Hub.
func (h *SharedHub) Poke(topic string, rev int64) {
	h.note(topic, rev)
	h.localHub.Poke(topic, rev)
	if h.o.NoListen {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.pending[topic] = max(h.pending[topic], rev)
	select {
	case h.wake <- struct{}{}:
	default: // it knows
	}
}

// note keeps the poll from telling again what the watchers have just been told.
func (h *SharedHub) note(topic string, rev int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if head, ok := h.seen[topic]; ok && rev > head.Rev {
		head.Rev = rev
		h.seen[topic] = head
	}
}

// hint is what one process tells the others.
type hint struct {
	From  string      `json:"from"`
	Pokes []wire.Poke `json:"pokes"`
}

// send tells what has gathered, at most once in a window.
func (h *SharedHub) send(ctx context.Context) {
	for pause(ctx, 0, h.wake) && pause(ctx, h.o.Window, nil) {
		h.mu.Lock()
		pending := h.pending
		h.pending = map[string]int64{}
		h.mu.Unlock()
		for _, message := range h.messages(pending) {
			if err := h.tell(ctx, message); err != nil {
				h.hints.WithLabelValues("lost").Inc()
				h.o.Log.Debug("hint lost", "error", err) // the others look by themselves
				continue
			}
			h.hints.WithLabelValues("sent").Inc()
		}
	}
}

func (h *SharedHub) tell(ctx context.Context, message string) error {
	ctx, cancel := context.WithTimeout(ctx, hintPatience)
	defer cancel()
	return h.o.Board.Notify(ctx, message)
}

// messages packs pokes into as few hints as fit.
func (h *SharedHub) messages(pending map[string]int64) (out []string) {
	const perHint = 60 // a topic is a word and a UUID: 60 stay well below the limit
	var pokes []wire.Poke
	for _, topic := range slices.Sorted(maps.Keys(pending)) {
		pokes = append(pokes, wire.Poke{Space: topic, Rev: pending[topic]})
	}
	for part := range slices.Chunk(pokes, perHint) {
		b, err := json.Marshal(hint{From: h.name, Pokes: part})
		if err != nil || len(b) > store.MaxHint {
			h.o.Log.Error("hint dropped", "bytes", len(b), "error", err)
			continue
		}
		out = append(out, string(b))
	}
	return out
}

// listen takes the hints of other processes, on a new connection whenever one is lost.
func (h *SharedHub) listen(ctx context.Context) {
	for {
		err := h.o.Board.Listen(ctx, func() { h.listening.Set(1) }, h.take)
		h.listening.Set(0)
		if ctx.Err() != nil {
			return
		}
		h.o.Log.Warn("no hints from other servers for the moment", "error", err)
		if !pause(ctx, jitter(listenAgain), nil) {
			return
		}
	}
}

// take wakes the watchers of what another process tells. What is not understood comes from another version.
func (h *SharedHub) take(message string) {
	var got hint
	if err := json.Unmarshal([]byte(message), &got); err != nil || got.From == h.name {
		return
	}
	h.hints.WithLabelValues("received").Inc()
	for _, p := range got.Pokes {
		h.note(p.Space, p.Rev)
		h.localHub.Poke(p.Space, p.Rev)
	}
}

// look finds, from time to time, what no hint has told.
func (h *SharedHub) look(ctx context.Context) {
	failing := false
	for pause(ctx, jitter(h.o.Poll), nil) {
		err := h.lookOnce(ctx)
		if err != nil && ctx.Err() == nil && !failing {
			h.o.Log.Warn("the watched spaces cannot be looked at", "error", err) // once for each outage
		}
		failing = err != nil
	}
}

func (h *SharedHub) lookOnce(ctx context.Context) error {
	spaces := slices.DeleteFunc(h.topics(), func(topic string) bool {
		return strings.HasPrefix(topic, sessionTopic("")) || strings.HasPrefix(topic, presenceTopic(""))
	})
	h.forget(spaces)
	if len(spaces) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, hintPatience)
	defer cancel()
	heads, err := h.o.Board.Heads(ctx, spaces)
	if err != nil {
		return errors.Join(err, context.Cause(ctx))
	}
	for _, head := range heads {
		if h.moved(head) {
			h.hints.WithLabelValues("polled").Inc()
			h.localHub.Poke(head.Space, head.Rev)
		}
	}
	return nil
}

// moved notes a head, and tells whether the watchers should look. Of a space that was not watched before, they might have
// seen an older state than this.
func (h *SharedHub) moved(head store.Head) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	before, known := h.seen[head.Space]
	if known && head.Epoch == before.Epoch && head.Rev < before.Rev {
		return false // a hint was faster than this look
	}
	h.seen[head.Space] = head
	return before != head
}

// forget drops what nobody watches any more.
func (h *SharedHub) forget(watched []string) {
	still := make(map[string]bool, len(watched))
	for _, space := range watched {
		still[space] = true
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	maps.DeleteFunc(h.seen, func(space string, _ store.Head) bool { return !still[space] })
}

// jitter is a time within a fifth of d, so that processes started together do not look together.
func jitter(d time.Duration) time.Duration {
	return d - d/5 + time.Duration(rand.Int64N(int64(2*d/5)+1))
}

// pause waits for a time, or for a signal when there is one; false when ctx ended first.
func pause(ctx context.Context, d time.Duration, signal <-chan struct{}) bool {
	var after <-chan time.Time
	if signal == nil {
		timer := time.NewTimer(d)
		defer timer.Stop()
		after = timer.C
	}
	select {
	case <-ctx.Done():
		return false
	case <-signal:
	case <-after:
	}
	return true
}
