package simulation

import (
	"math/rand/v2"
	"time"
)

// Mix is what happens to a world, drawn from its seed.
type Mix struct {
	Drop, Duplicate float64 // shares of the messages
	Delay           time.Duration
	Reorder         bool // delays of one link vary, so that messages overtake each other
	Page            int  // most items of a page of the feed
	PokeLoss        float64
	Crash           float64 // chance of each write of a desktop to be its last
	Fail            float64 // chance of each write or read of a desktop to fail
	Narrow          bool    // everybody edits the same field, so that numbers of different histories meet
	Skewed          bool    // clocks are wrong by up to 30 days
	Messages        bool    // messages travel as JSON, with members that the reader does not know
	Lifetime        time.Duration

	Partitions, DiskFull, Busy     int // how often in the world's life
	Floors, RoleChanges, Revoked   int
	Collected                      int
	FailOver, Restored, Cloned     bool
	StreamFlaps, Offline, Restarts int
}

// drawMix draws a mix. Most worlds have a few kinds of fault, so that each kind is also seen without the others.
func drawMix(r *rand.Rand) Mix {
	some := func(most int) int {
		if r.IntN(2) == 0 {
			return 0
		}
		return 1 + r.IntN(most)
	}
	m := Mix{
		Narrow: r.IntN(3) == 0,
		Drop:   float64(r.IntN(31)) / 100, Duplicate: float64(r.IntN(51)) / 100,
		Delay:   time.Duration(1+r.IntN(300)) * time.Millisecond,
		Reorder: r.IntN(2) == 0, Page: 1 + r.IntN(8), PokeLoss: float64(r.IntN(4)) / 3,
		Skewed: r.IntN(2) == 0, Messages: r.IntN(8) == 0, Lifetime: time.Duration(8+r.IntN(10)) * time.Second,
		Partitions: some(2), DiskFull: some(2), Busy: some(2), StreamFlaps: some(3), Offline: some(3), Restarts: some(2),
		FailOver: r.IntN(3) == 0, Restored: r.IntN(8) == 0, Cloned: r.IntN(8) == 0,
	}
	if r.IntN(3) == 0 {
		m.Crash = float64(1+r.IntN(8)) / 100
	}
	if r.IntN(4) == 0 {
		m.Fail = float64(1+r.IntN(5)) / 100
	}
	if r.IntN(4) == 0 {
		m.Floors = 1 + r.IntN(2)
	}
	if r.IntN(3) == 0 {
		m.RoleChanges = 1 + r.IntN(2)
	}
	if r.IntN(4) == 0 {
		m.Revoked = 1
	}
	m.Collected = some(4)
	return m
}
