package main

import (
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"pupitre/cmd/internal/cli"
)

// life is a child that lives for a while and ends with a code.
type life struct {
	s    *stage
	long time.Duration
	code int
}

func (r life) wait() int {
	r.s.now = r.s.now.Add(r.long)
	return r.code
}

// stage is a supervisor's world: what its children do, and how long it has waited before each.
type stage struct {
	now    time.Time
	script []any // life or error
	waits  []time.Duration
}

func (s *stage) play() int {
	return supervisor{
		start: func() (child, error) {
			next := s.script[0]
			s.script = s.script[1:]
			if err, ok := next.(error); ok {
				return nil, err
			}
			return next.(life), nil
		},
		sleep: func(d time.Duration) { s.waits = append(s.waits, d) },
		now:   func() time.Time { return s.now }, log: slog.New(slog.DiscardHandler),
	}.run()
}

func TestAKioskIsStartedAgainUntilItIsLeft(t *testing.T) {
	s := &stage{}
	crash := func(d time.Duration) life { return life{s, d, 2} }
	s.script = []any{
		crash(time.Second), errors.New("no memory"), crash(0), crash(0), crash(0), crash(0), crash(0), // longer and longer
		crash(time.Hour), // a good run: the next wait is short again
		crash(time.Second),
		life{s, time.Hour, cli.Done},
	}
	if code := s.play(); code != cli.Done || len(s.script) != 0 {
		t.Errorf("ended with %d, %d left", code, len(s.script))
	}
	want := []time.Duration{1, 2, 4, 8, 16, 30, 30, 1, 2}
	for i := range want {
		want[i] *= time.Second
	}
	if !slices.Equal(s.waits, want) {
		t.Errorf("waited %v, want %v", s.waits, want)
	}
}
