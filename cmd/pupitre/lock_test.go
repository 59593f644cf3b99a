package main

import (
	"testing"
	"time"
)

func TestTheWindowLocksAfterTheTimeThatThePersonHasChosen(t *testing.T) {
	for _, c := range []struct {
		minutes int
		quiet   time.Duration
		want    bool
	}{
		{15, 0, false},
		{15, 15*time.Minute - time.Second, false},
		{15, 15 * time.Minute, true},
		{5, time.Hour, true},
		{0, 24 * time.Hour, false}, // never
		{15, -time.Minute, false},  // the clock was set back
	} {
		if got := locksAfter(c.minutes, c.quiet); got != c.want {
			t.Errorf("%d minutes, quiet for %s: %v", c.minutes, c.quiet, got)
		}
	}
}
