package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// retryTime is for how long a transaction is tried again: a standby that takes over needs some seconds, and the request that
// waits for it should still get its answer.
const retryTime = 10 * time.Second

// repetition says what a transaction does when it runs again after it had already been committed.
type repetition int

const (
	certain    repetition = iota // it would do its work twice, or fail: a commit of unknown outcome is an error
	repeatable                   // it recognises its work, as a push does by the ledger: it is simply run again
)

// again runs a transaction until it ends for good: SQLite's at once, PostgreSQL's after what stood in its way. A key that is
// taken is looked at once more, because the transaction that took it may have committed after we had looked, which SQLite's
// single writer rules out; that also makes "look, then insert" right on both.
func (d *database) again(ctx context.Context, rep repetition, run func() error) error {
	if !d.flavour.again {
		return run()
	}
	waits := backoff.NewExponentialBackOff()
	waits.InitialInterval, waits.MaxInterval = 10*time.Millisecond, time.Second
	collisions := 0
	var last error
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		last = run()
		if last == nil {
			return struct{}{}, nil
		}
		switch reasonOf(last) {
		case inTheWay:
			return struct{}{}, last
		case unknown:
			if rep == repeatable {
				return struct{}{}, last
			}
		case taken:
			if collisions++; collisions == 1 {
				return struct{}{}, last
			}
		case hopeless:
		}
		return struct{}{}, backoff.Permanent(last)
	}, backoff.WithBackOff(waits), backoff.WithMaxElapsedTime(retryTime), backoff.WithNotify(func(error, time.Duration) {
		d.retries.Add(1)
	}))
	if err != nil {
		return last // also when ctx ended the wait: what stood in the way says more
	}
	return nil
}

// commitError tells a refused commit, after which nothing has changed, from one of unknown outcome.
func (d *database) commitError(ctx context.Context, err error) error {
	if errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil {
		return ctx.Err() // database/sql undid it as soon as ctx ended, just before the commit was asked for
	}
	if err == nil || !d.flavour.again {
		return err
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) && !isGone(pg.Code) {
		return err
	}
	return errors.Join(errOutcomeUnknown, err)
}
