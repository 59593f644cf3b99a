package kioskpage

import "time"

// restingHand is how long a finger may stay where it is before it is taken for a hand, or a bag, that lies on the screen.
const restingHand = 5 * time.Second

// Times without a touch (product.md, section 8).
const (
	MinIdle  = 15 * time.Second
	MaxIdle  = 600 * time.Second
	maxGrace = 20 * time.Second
)

// presence is whether somebody seems to be there.
type presence int

const (
	present presence = iota
	asking           // the countdown is shown
	gone
)

// grace is how long the countdown lasts: a third of the idle time, 20 seconds at most.
func grace(idle time.Duration) time.Duration { return min(idle/3, maxGrace) }

// presenceAfter tells what a time without a touch means, and what is left of the countdown.
func presenceAfter(quiet, idle time.Duration) (p presence, left time.Duration) {
	switch end := idle + grace(idle); {
	case quiet < idle:
		return present, 0
	case quiet < end:
		return asking, end - quiet
	}
	return gone, 0
}

// underFinger tells that somebody is touching the screen. What is built anew between the press and its end is not what was
// pressed: the tap would be in vain.
func (k *Kiosk) underFinger() bool {
	return k.deps.Held != nil && k.deps.Held() && k.deps.Clock.Now().Sub(k.deps.LastActivity()) < restingHand
}

// postpones leaves what was heard to the next tick without a finger.
func (k *Kiosk) postpones() bool {
	under := k.underFinger()
	k.late = k.late || under
	return under
}
