package server

import (
	"maps"
	"slices"
	"sync"

	"pupitre/data/wire"
)

// Hub carries hints from who writes to who waits. A topic is a space's id, or the one of a session (see sessionTopic).
//
// A hint holds no data and may be lost: whoever waits also looks by itself from time to time. So a Hub for several
// server processes needs no more than a notification of the database after commit and a poll behind it.
type Hub interface {
	// Poke tells the watchers of the topic that it has reached rev. It never blocks.
	Poke(topic string, rev int64)
	// Watch starts to listen to topics until Close.
	Watch(topics ...string) Watch
}

// Watch is one listener. Hints of one topic that were not taken yet melt into one, the newest.
type Watch interface {
	// C has a value when there is something to Take.
	C() <-chan struct{}
	// Take empties the hints.
	Take() []wire.Poke
	// Close ends the watch; it may be called twice.
	Close()
}

// sessionTopic is poked when the session ends.
func sessionTopic(session string) string { return "session:" + session }

// localHub serves one process.
type localHub struct {
	mu      sync.Mutex
	watches map[string]map[*localWatch]struct{}
}

// NewLocalHub makes a Hub for a server of one process. See NewSharedHub for several.
func NewLocalHub() Hub { return newLocalHub() }

func newLocalHub() *localHub { return &localHub{watches: map[string]map[*localWatch]struct{}{}} }

// topics lists what is watched.
func (h *localHub) topics() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Collect(maps.Keys(h.watches))
}

func (h *localHub) Poke(topic string, rev int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for w := range h.watches[topic] {
		w.add(wire.Poke{Space: topic, Rev: rev})
	}
}

func (h *localHub) Watch(topics ...string) Watch {
	w := &localWatch{hub: h, topics: topics, signal: make(chan struct{}, 1)}
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, topic := range topics {
		if h.watches[topic] == nil {
			h.watches[topic] = map[*localWatch]struct{}{}
		}
		h.watches[topic][w] = struct{}{}
	}
	return w
}

// localWatch is guarded by its hub's lock: a poke touches few watches, and only for the time of a map write.
type localWatch struct {
	hub     *localHub
	topics  []string
	signal  chan struct{}
	pending []wire.Poke
}

func (w *localWatch) add(p wire.Poke) {
	for i := range w.pending {
		if w.pending[i].Space == p.Space {
			w.pending[i].Rev = max(w.pending[i].Rev, p.Rev)
			return
		}
	}
	w.pending = append(w.pending, p)
	select {
	case w.signal <- struct{}{}:
	default: // already told
	}
}

func (w *localWatch) C() <-chan struct{} { return w.signal }

func (w *localWatch) Take() []wire.Poke {
	w.hub.mu.Lock()
	defer w.hub.mu.Unlock()
	out := w.pending
	w.pending = nil
	return out
}

func (w *localWatch) Close() {
	w.hub.mu.Lock()
	defer w.hub.mu.Unlock()
	for _, topic := range w.topics {
		delete(w.hub.watches[topic], w)
		if len(w.hub.watches[topic]) == 0 {
			delete(w.hub.watches, topic)
		}
	}
}
