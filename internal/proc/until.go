//go:build linux

package proc

import (
	"errors"
	"fmt"
	"time"
)

// pollInterval is short beside what a person notices and long beside one look.
const pollInterval = 15 * time.Millisecond

type finalError struct{ error }

func (f finalError) Unwrap() error { return f.error }

// Final marks an error that waiting will not mend: Until gives up at once.
func Final(err error) error { return finalError{err} }

// Until tries again until attempt gives nil, and tells its last error when the limit has passed. It is the only way to
// wait here: a fixed sleep proves nothing on a fast computer and fails on a slow one.
func Until(limit time.Duration, attempt func() error) error {
	deadline := time.Now().Add(limit)
	for {
		err := attempt()
		var final finalError
		switch {
		case err == nil:
			return nil
		case errors.As(err, &final):
			return final.error
		case time.Now().After(deadline):
			return fmt.Errorf("after %v: %w", limit, err)
		}
		time.Sleep(pollInterval)
	}
}

// Still checks that a condition holds for the whole time: the proof that something does not happen.
func Still(span time.Duration, check func() error) error {
	for deadline := time.Now().Add(span); time.Now().Before(deadline); time.Sleep(pollInterval) {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}
