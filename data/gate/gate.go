// Package gate slows down guesses at a secret that this computer checks by itself: the PIN of a kiosk, the password of a
// window that is locked. Ending the program, a restart or a clock that is set back give no further try.
package gate

import (
	"encoding/json"
	"sync"
	"time"

	"pupitre/data/fault"
)

// The pace: five tries, then a wait that doubles with each further one. A four-digit PIN then takes a month of guessing,
// day and night, in front of whoever works there.
const (
	FreeTries = 5
	firstWait = 30 * time.Second
	longest   = 5 * time.Minute
)

// MaxFile is the most that is read of a File, in bytes.
const MaxFile = 4096

// File is where the count of failures outlives the program.
type File interface {
	// Read gives what was written last, nothing when there is none.
	Read() ([]byte, error)
	Write(text []byte) error
}

// Gate counts the failures. It is safe for concurrent use; checks run one after the other.
type Gate struct {
	file File
	now  func() time.Time

	mu    sync.Mutex
	state state
}

// state is what the file holds.
type state struct {
	Failures int       `json:"failures"`
	Until    time.Time `json:"until,omitzero"` // nothing is checked before
}

// Open reads how things stand. A file that cannot be read counts as one that is not there: nobody is locked out by it.
func Open(file File, now func() time.Time) *Gate {
	g := &Gate{file: file, now: now}
	if text, err := file.Read(); err == nil && len(text) > 0 {
		var s state
		if json.Unmarshal(text, &s) == nil && s.Failures >= 0 {
			g.state = s
		}
	}
	return g
}

// Wait is how long nothing is checked, 0 when a try is free.
func (g *Gate) Wait() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.wait()
}

// wait believes the clock as far as it could be right: one that was set back prolongs no wait beyond its whole length.
func (g *Gate) wait() time.Duration {
	return min(max(g.state.Until.Sub(g.now()), 0), pause(g.state.Failures))
}

// pause is the wait after so many failures.
func pause(failures int) time.Duration {
	if failures < FreeTries {
		return 0
	}
	return min(firstWait<<min(failures-FreeTries, 10), longest)
}

// Try runs check unless there is a wait, in which case the refusal is gate.wait with N seconds. The try counts as a failure,
// on the disk too, before it is checked, so that ending the program meanwhile wins nothing; a right one clears the count.
// A check that fails with an error counts for nothing. The disk's errors stop nobody: the count then lasts for this run.
func (g *Gate) Try(check func() (bool, error)) (ok bool, err error) {
	const op = "gate.Try"
	g.mu.Lock()
	defer g.mu.Unlock()
	if wait := g.wait(); wait > 0 {
		return false, fault.New(fault.Unavailable, op, "gate.wait", "N", Seconds(wait))
	}
	before := g.state
	g.keep(state{Failures: before.Failures + 1, Until: g.now().Add(pause(before.Failures + 1))})
	ok, err = check()
	switch {
	case err != nil:
		g.keep(before)
	case ok:
		g.keep(state{})
	}
	return ok, fault.Wrap(op, err)
}

// Clear forgets all failures: the secret was shown in another way.
func (g *Gate) Clear() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.keep(state{})
}

func (g *Gate) keep(s state) {
	g.state = s
	text, err := json.Marshal(s)
	if err == nil && s.Failures == 0 {
		text = nil
	}
	if err == nil {
		_ = g.file.Write(text) // a full disk must not keep people out: see Try
	}
}

// Seconds rounds a wait up to whole seconds, as it is told.
func Seconds(wait time.Duration) int { return int((wait + time.Second - 1) / time.Second) }
