package server

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// The pace of sign-ins. Three limits, each against another way to guess: many passwords of one account from one place
// (the waits double), many from everywhere, and many accounts from one place. The first is keyed by account and place
// together, so that a stranger cannot lock somebody out of their own office.
const (
	freeFailures = 5                // in a row, of an account from a place, before it has to wait
	firstWait    = time.Second      // then doubled by each failure …
	longestWait  = 15 * time.Minute // … up to this
	maxTracked   = 20_000           // accounts and places remembered; the oldest go first
)

var (
	accountPace = pace{every: 6 * time.Second, burst: 60}
	placePace   = pace{every: time.Second, burst: 40}
)

type pace struct {
	every time.Duration
	burst int
}

// throttle remembers who tried to sign in. It is of one process: several servers multiply the limits by their number.
type throttle struct {
	now func() time.Time

	mu       sync.Mutex
	streaks  map[string]*streak
	accounts map[string]*meter
	places   map[string]*meter
}

// streak is the failures in a row of an account from a place.
type streak struct {
	failures int
	until    time.Time
	seen     time.Time
}

type meter struct {
	limiter *rate.Limiter
	seen    time.Time
}

func newThrottle(now func() time.Time) *throttle {
	return &throttle{now: now, streaks: map[string]*streak{}, accounts: map[string]*meter{}, places: map[string]*meter{}}
}

// allow tells whether the account may be tried from the place now, and else how long to wait. The try is counted.
func (t *throttle) allow(account, place string) (wait time.Duration, ok bool) {
	now := t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	if s := t.streaks[pair(account, place)]; s != nil && now.Before(s.until) {
		return s.until.Sub(now), false
	}
	if wait, ok := spend(t.places, place, placePace, now); !ok {
		return wait, false
	}
	return spend(t.accounts, account, accountPace, now)
}

// allowPlace is allow for what names no account.
func (t *throttle) allowPlace(place string) (wait time.Duration, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return spend(t.places, place, placePace, t.now())
}

// failed counts a wrong password.
func (t *throttle) failed(account, place string) {
	now := t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	key := pair(account, place)
	s := t.streaks[key]
	if s == nil {
		makeRoom(t.streaks, func(s *streak) time.Time { return s.seen })
		s = &streak{}
		t.streaks[key] = s
	}
	s.failures++
	s.seen = now
	if extra := s.failures - freeFailures; extra >= 0 {
		s.until = now.Add(min(firstWait<<min(extra, 20), longestWait))
	}
}

// succeeded forgets the failures.
func (t *throttle) succeeded(account, place string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.streaks, pair(account, place))
}

func spend(meters map[string]*meter, key string, p pace, now time.Time) (wait time.Duration, ok bool) {
	m := meters[key]
	if m == nil {
		makeRoom(meters, func(m *meter) time.Time { return m.seen })
		m = &meter{limiter: rate.NewLimiter(rate.Every(p.every), p.burst)}
		meters[key] = m
	}
	m.seen = now
	if m.limiter.AllowN(now, 1) {
		return 0, true
	}
	return p.every, false
}

// makeRoom keeps a map below its bound by dropping the older half: rare, and the cost is shared by as many insertions.
func makeRoom[V any](m map[string]V, seen func(V) time.Time) {
	if len(m) < maxTracked {
		return
	}
	var oldest, newest time.Time
	for _, v := range m {
		at := seen(v)
		if oldest.IsZero() || at.Before(oldest) {
			oldest = at
		}
		if at.After(newest) {
			newest = at
		}
	}
	middle := oldest.Add(newest.Sub(oldest) / 2)
	for key, v := range m {
		if !seen(v).After(middle) {
			delete(m, key)
		}
	}
}

func pair(account, place string) string { return account + "\x00" + place }

// placeOf is what counts as one place: an IPv4 address, or the /64 that an IPv6 subscriber gets.
func placeOf(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	prefix, err := ip.Prefix(64)
	if err != nil {
		return ip.String()
	}
	return prefix.String()
}
