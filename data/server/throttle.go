package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"strings"
	"time"

	"pupitre/data/fault"
	"pupitre/data/store"
)

// The pace of sign-ins. What is counted is in the database, so that replicas count together, and under hashes, so that it is
// no list of who tried. See the decision record "waits that lock nobody out".
//
// Failures in a row are counted for an account *and* a place together: a stranger elsewhere makes nobody wait. A device that
// the account has signed in on before is a place of its own, so that its owner waits for nobody else's tries, even from the
// same network. Many failures from everywhere put the account under siege: then a place that is new gets one try, not five.
const (
	freeFailures  = 5                // in a row, of an account from a place, before it has to wait
	siegeFailures = 1                // idem, under siege
	firstWait     = time.Second      // then doubled by each failure …
	siegeWait     = time.Minute      // … under siege from here …
	longestWait   = 15 * time.Minute // … up to this
	streakKept    = 24 * time.Hour   // after the last failure
	maxTracked    = 100_000          // rows; those that expire first go first
)

// pace allows one event each every, and burst of them at once, by the generic cell rate algorithm: what is remembered is when
// it would be level again.
type pace struct {
	every time.Duration
	burst int
}

var (
	placePace  = pace{every: time.Second, burst: 40}
	siegePace  = pace{every: time.Minute, burst: 30}
	letterPace = pace{every: 5 * time.Minute, burst: 3} // of codes mailed to one address
)

// longestSiege bounds how long an account stays under siege after the last failure.
const longestSiege = 90 * time.Minute

// spend counts an event at now on what is remembered; wait is how long until one more is allowed, and then nothing is counted.
func (p pace) spend(level, now time.Time) (next time.Time, wait time.Duration) {
	if level.Before(now) {
		level = now
	}
	if wait := level.Sub(now) - time.Duration(p.burst-1)*p.every; wait > 0 {
		return level, wait
	}
	return level.Add(p.every), 0
}

// attempt is who tries what: an account, from a place.
type attempt struct {
	account string
	place   string // see placeOf; of a device that the account knows, the device
	known   bool   // the place is such a device
}

func (a attempt) streak() string { return throttleName("streak", a.account, a.place) }
func (a attempt) pace() string   { return throttleName("pace", a.place) }
func (a attempt) siege() string  { return throttleName("siege", a.account) }

func throttleName(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// throttle remembers who tried.
type throttle struct {
	store *store.Server
	now   func() time.Time
}

// allow counts a try; server.too_many_tries with the time to wait when it comes too soon.
func (t *throttle) allow(ctx context.Context, a attempt) error {
	const op = "server.allow"
	now := t.now()
	var wait time.Duration
	err := t.store.Write(ctx, func(tx *store.Tx) error {
		streak, err := tx.Throttle(a.streak(), now)
		if err != nil {
			return err
		}
		if wait = streak.Until.Sub(now); wait > 0 {
			return nil
		}
		wait, err = spend(tx, a.pace(), placePace, now)
		return err
	})
	if err == nil && wait > 0 {
		return tooMany(op, wait)
	}
	return fault.Wrap(op, err)
}

// allowPace is allow for what is neither right nor wrong, under a name of its own.
func (t *throttle) allowPace(ctx context.Context, p pace, name ...string) error {
	const op = "server.allowPace"
	var wait time.Duration
	err := t.store.Write(ctx, func(tx *store.Tx) (err error) {
		wait, err = spend(tx, throttleName(name...), p, t.now())
		return err
	})
	if err == nil && wait > 0 {
		return tooMany(op, wait)
	}
	return fault.Wrap(op, err)
}

// allowPlace is allow for what names no account.
func (t *throttle) allowPlace(ctx context.Context, place string) error {
	return t.allowPace(ctx, placePace, "pace", place)
}

func spend(tx *store.Tx, name string, p pace, now time.Time) (wait time.Duration, err error) {
	row, err := tx.LockThrottle(name, now)
	if err != nil {
		return 0, err
	}
	next, wait := p.spend(row.Until, now)
	if wait > 0 {
		return wait, nil
	}
	return 0, tx.PutThrottle(store.Throttle{Name: name, Until: next, ExpiresAt: next})
}

// failed counts a wrong answer. began tells that it has put the account under siege.
func (t *throttle) failed(ctx context.Context, a attempt) (began bool, err error) {
	now := t.now()
	err = t.store.Write(ctx, func(tx *store.Tx) error {
		began = false
		streak, err := tx.LockThrottle(a.streak(), now)
		if err != nil {
			return err
		}
		if streak.Failures == 0 && strings.HasPrefix(streak.Name, "00") { // one in 256: the work is shared
			if err := tx.PruneThrottle(now, maxTracked); err != nil {
				return err
			}
		}
		free, first := freeFailures, firstWait
		if !a.known {
			under, crossed, err := besiege(tx, a.siege(), now)
			if err != nil {
				return err
			}
			if began = crossed; under {
				free, first = siegeFailures, siegeWait
			}
		}
		streak.Failures++
		streak.ExpiresAt = now.Add(streakKept)
		if extra := streak.Failures - free; extra >= 0 {
			streak.Until = now.Add(min(first<<min(extra, 20), longestWait))
		}
		return tx.PutThrottle(streak)
	})
	return began, fault.Wrap("server.failed", err)
}

// besiege counts a failure from a place that the account does not know.
func besiege(tx *store.Tx, name string, now time.Time) (under, crossed bool, err error) {
	row, err := tx.LockThrottle(name, now)
	if err != nil {
		return false, false, err
	}
	limit := time.Duration(siegePace.burst) * siegePace.every
	level := row.Until
	if level.Before(now) {
		level = now
	}
	before := level.Sub(now) >= limit
	level = level.Add(siegePace.every)
	if latest := now.Add(longestSiege); level.After(latest) {
		level = latest
	}
	under = level.Sub(now) >= limit
	return under, under && !before, tx.PutThrottle(store.Throttle{Name: name, Until: level, ExpiresAt: level})
}

// succeeded forgets the failures of the account from the place.
func (t *throttle) succeeded(ctx context.Context, a attempt) error {
	err := t.store.Write(ctx, func(tx *store.Tx) error { return tx.DropThrottle(a.streak()) })
	return fault.Wrap("server.succeeded", err)
}

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
