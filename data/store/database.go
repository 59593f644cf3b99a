package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/gofrs/flock"
	"github.com/jackc/pgx/v5"

	"pupitre/data/fault"
)

// database is an open database, a file of SQLite or one of PostgreSQL: connections that write, and connections that read.
type database struct {
	path    string // of the file; of PostgreSQL, its address without user and password
	opt     Options
	flavour flavour
	writer  *sql.DB // SQLite's has one connection
	readers *sql.DB
	lock    *flock.Flock    // SQLite: shared; whoever replaces the file takes it alone
	config  *pgx.ConnConfig // PostgreSQL, as what follows
	hints   *sql.DB
	retries atomic.Int64
}

// flavour is what differs between the two databases once they are open.
type flavour struct {
	write, read sql.TxOptions
	writeTime   time.Duration // for a transaction that writes; without limit when zero
	again       bool          // a transaction may fail for a reason that passes
	tables      string        // query for the names of the tables
	scope       string        // statement that keeps a transaction within a provider; "" when there is none
}

// sqliteFlavour leaves the rest to the connections: see sqliteDSN.
var sqliteFlavour = flavour{read: sql.TxOptions{ReadOnly: true}, tables: sqlTables}

// open brings the file to the newest version of its kind and opens it. What it refuses, it leaves as it was.
func open(ctx context.Context, o Options, k kind) (*database, error) {
	const op = "store.open"
	o = o.withDefaults()
	path, err := filepath.Abs(o.Path)
	if err != nil || o.Path == "" {
		return nil, fault.As(fault.Invalid, op, "", fmt.Errorf("no path of a database: %q", o.Path))
	}
	d := &database{path: path, opt: o, flavour: sqliteFlavour}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, mapOS(op, path, err)
	}
	if d.lock, err = lockShared(path); err != nil {
		return nil, err
	}
	if err := d.start(ctx, k); err != nil {
		return nil, errors.Join(err, d.close())
	}
	return d, nil
}

func (d *database) start(ctx context.Context, k kind) error {
	const op = "store.start"
	version, err := inspect(ctx, d.path, d.opt, k)
	if err != nil {
		return err
	}
	latest, err := k.latest()
	if err != nil {
		return err
	}
	if err := createPrivate(d.path); err != nil {
		return mapOS(op, d.path, err)
	}
	d.writer = openWriter(d.path, d.opt)
	if err := d.connect(ctx); err != nil {
		return mapError(op, d.path, err)
	}
	if version < latest {
		if err := k.migrate(ctx, d.path, d.writer); err != nil {
			return err
		}
	}
	// A file that cannot be written shows at once, rather than at somebody's first save. Taking the lock is not enough:
	// SQLite quietly opens such a file for reading.
	touch := func(t *txn) error {
		query := k.touch
		_, err := t.exec(op, query)
		return err
	}
	if err := d.write(ctx, certain, touch); err != nil {
		return err
	}
	d.readers = openReaders(d.path, d.opt)
	return d.read(ctx, func(t *txn) error { return t.row(op, "SELECT 1").scan(new(int)) })
}

// connect opens the first connection and looks at the library. Two programs that turn a new file to WAL at once would wait
// for each other, so SQLite refuses one of them at once, whatever its time-out: that one comes again.
func (d *database) connect(ctx context.Context) error {
	waits := backoff.NewExponentialBackOff()
	waits.InitialInterval, waits.MaxInterval = 5*time.Millisecond, 100*time.Millisecond
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		err := checkSQLite(ctx, d.writer)
		if key, _ := fault.KeyOf(err); err != nil && key != "store.busy" {
			err = backoff.Permanent(err)
		}
		return struct{}{}, err
	}, backoff.WithBackOff(waits), backoff.WithMaxElapsedTime(d.opt.BusyTimeout))
	return err
}

// close ends all connections; the last one moves the write-ahead log into the file.
func (d *database) close() error {
	var errs []error
	if d.readers != nil {
		errs = append(errs, d.readers.Close())
	}
	if d.hints != nil {
		errs = append(errs, d.hints.Close())
	}
	if d.writer != nil {
		errs = append(errs, d.writer.Close())
	}
	if d.lock != nil {
		errs = append(errs, d.lock.Close())
	}
	return mapError("store.Close", d.path, errors.Join(errs...))
}

// write runs f in one transaction. SQLite's holds the file's only write lock from its start; on PostgreSQL, f takes the locks
// that give its work an order, and may run again.
func (d *database) write(ctx context.Context, rep repetition, f func(*txn) error) error {
	return d.again(ctx, rep, func() error {
		ctx, cancel := ctx, func() {}
		if d.flavour.writeTime > 0 {
			ctx, cancel = context.WithTimeout(ctx, d.flavour.writeTime)
		}
		defer cancel()
		return d.run(ctx, d.writer, true, f)
	})
}

// read runs f on one consistent state; on PostgreSQL it may run again.
func (d *database) read(ctx context.Context, f func(*txn) error) error {
	return d.again(ctx, certain, func() error { return d.run(ctx, d.readers, false, f) })
}

func (d *database) run(ctx context.Context, pool *sql.DB, writable bool, f func(*txn) error) error {
	options := d.flavour.read
	if writable {
		options = d.flavour.write
	}
	tx, err := pool.BeginTx(ctx, &options)
	if err != nil {
		return mapError("store.begin", d.path, err)
	}
	defer func() { _ = tx.Rollback() }() // after Commit it does nothing; otherwise the cause is already being returned
	t := &txn{ctx: ctx, sql: tx, db: d, writable: writable}
	if err := t.keepWithin(providerOf(ctx)); err != nil {
		return err
	}
	if err := f(t); err != nil {
		return err
	}
	if t.failed != nil {
		return t.failed // somebody went on after a failed statement: part of the work may be missing
	}
	if !writable {
		return nil
	}
	return mapError("store.commit", d.path, d.commitError(ctx, tx.Commit()))
}
