package server

import (
	"context"
	"runtime/debug"
	"sync"
	"time"

	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/store"
)

const (
	derivedKept     = 8                // federations whose index is in memory
	derivedPatience = 15 * time.Second // a desktop gives a request 20 s
)

// derived keeps something that is made from a whole generation of a directory, for those federations that were asked for last.
type derived[T any] struct {
	build   func(ctx context.Context, generation int64) (T, error)
	closing <-chan struct{}
	one     sync.Mutex // one is made at a time: it may take much memory

	mu   sync.Mutex
	turn int64
	of   map[string]*making[T] // by federation
}

// making is one of them, ready or on its way.
type making[T any] struct {
	generation int64
	turn       int64 // of the last use
	ready      chan struct{}
	value      T
	err        error
}

func newDerived[T any](closing <-chan struct{}, build func(context.Context, int64) (T, error)) *derived[T] {
	return &derived[T]{build: build, closing: closing, of: map[string]*making[T]{}}
}

// get gives what belongs to a federation's current generation. The first who asks has it made, beside the request: whoever
// gives up does not stop it. federation.preparing when it takes longer than a request may.
func (d *derived[T]) get(ctx context.Context, f store.Federation) (value T, err error) {
	const op = "server.derived"
	m := d.find(f)
	patience := time.NewTimer(derivedPatience)
	defer patience.Stop()
	select {
	case <-m.ready:
		return m.value, fault.Wrap(op, m.err)
	case <-ctx.Done():
		return value, fault.Wrap(op, ctx.Err())
	case <-patience.C:
		return value, fault.New(fault.Unavailable, op, "federation.preparing")
	}
}

// find is the making of a federation's current generation, which is begun when there is none.
func (d *derived[T]) find(f store.Federation) *making[T] {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.turn++
	m := d.of[f.ID]
	if m == nil || m.generation != f.Generation {
		m = &making[T]{generation: f.Generation, ready: make(chan struct{})}
		d.of[f.ID] = m
		go d.make(f.ID, m)
	}
	m.turn = d.turn
	for len(d.of) > derivedKept {
		d.forgetOldest()
	}
	return m
}

func (d *derived[T]) forgetOldest() {
	oldest := ""
	for id, m := range d.of {
		if oldest == "" || m.turn < d.of[oldest].turn {
			oldest = id
		}
	}
	delete(d.of, oldest)
}

// make makes one. A failure is told to those who wait, and forgotten. What reading a million entries took is given back to the
// computer at once, when those who wait have their answer: nothing asks for as much until there is another generation.
func (d *derived[T]) make(federation string, m *making[T]) {
	d.one.Lock()
	defer d.one.Unlock()
	defer debug.FreeOSMemory()
	defer close(m.ready)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		select {
		case <-d.closing:
			cancel()
		case <-stop:
		}
	}()
	m.value, m.err = d.build(ctx, m.generation)
	if m.err != nil {
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.of[federation] == m {
			delete(d.of, federation)
		}
	}
}

// survey counts a whole generation by account.
func (s *Server) survey(ctx context.Context, generation int64) ([]directory.Report, error) {
	survey := directory.NewSurvey()
	err := s.store.EachRow(ctx, generation, func(e directory.Entry) { survey.Add(e) })
	return survey.Reports(), err
}
