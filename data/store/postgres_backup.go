package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"pupitre/data/fault"
)

// maintenance is how our long work calls itself, to be told from servers that run.
const maintenance = "pupitre-server maintenance"

// sqlServersRunning counts the connections of servers to the database.
const sqlServersRunning = `SELECT count(*) FROM pg_stat_activity
	WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'pupitre-server'`

// maintenancePool gives connections without limits on statements.
func maintenancePool(config *pgx.ConnConfig) *sql.DB {
	config = config.Copy()
	config.RuntimeParams["application_name"] = maintenance
	return openPool(config, 2, map[string]string{"statement_timeout": "0"})
}

// exportPostgres copies one consistent state of the database into a new database on SQLite, in a temporary file in the
// folder of to. Readers and writers go on meanwhile.
func (s *Server) exportPostgres(ctx context.Context, to string) (tmp string, err error) {
	const op = "store.exportPostgres"
	f, err := os.CreateTemp(filepath.Dir(to), filepath.Base(to)+".*.export")
	if err != nil {
		return "", mapOS(op, to, err)
	}
	tmp = f.Name()
	err = f.Close()
	if err == nil {
		err = s.exportInto(ctx, tmp)
	}
	if err != nil {
		return "", errors.Join(mapError(op, s.db.path, err), removeDatabase(tmp))
	}
	return tmp, nil
}

func (s *Server) exportInto(ctx context.Context, path string) error {
	file, err := OpenServer(ctx, Options{Path: path, Now: s.db.opt.Now, Rand: s.db.opt.Rand})
	if err != nil {
		return err
	}
	tables, err := tablesOf(ctx, file.db.writer)
	if err == nil {
		err = s.exportTables(ctx, file, tables)
	}
	return errors.Join(err, file.Close())
}

func (s *Server) exportTables(ctx context.Context, file *Server, tables []table) error {
	pool := maintenancePool(s.db.config)
	tx, err := pool.BeginTx(ctx, &postgresFlavour.read)
	if err != nil {
		return errors.Join(err, pool.Close())
	}
	err = fill(ctx, tx, file.db.writer, tables)
	return errors.Join(err, tx.Rollback(), pool.Close()) // it was only read
}

// restorePostgres puts a backup in the place of the tables of a database of PostgreSQL. The new tables are filled aside, in a
// schema of their own, then take the place of the old ones in one transaction; these are kept in a schema beside.
func restorePostgres(ctx context.Context, from string, o Options) (report RestoreReport, err error) {
	const op = "store.restorePostgres"
	config, err := parsePostgres(o.URL)
	if err != nil {
		return report, err
	}
	dir, err := os.MkdirTemp("", "pupitre-restore-")
	if err != nil {
		return report, mapOS(op, os.TempDir(), err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // what is left is a copy
	tmp, err := copyInto(ctx, from, filepath.Join(dir, "backup.db"), o)
	if err != nil {
		return report, err
	}
	if report.Spaces, err = renewEpochs(ctx, tmp, o); err != nil {
		return report, err
	}
	r := &restoration{
		place: PlaceOf(o.URL), config: config, pool: maintenancePool(config), stamp: o.Now().UTC().Format("20060102t150405"),
		db: &database{flavour: postgresFlavour},
	}
	r.fresh = "pupitre_restore_" + r.stamp
	report.Replaced, err = r.run(ctx, tmp)
	return report, mapError(op, r.place, errors.Join(err, r.pool.Close()))
}

// restoration is one restore under way.
type restoration struct {
	place  string
	config *pgx.ConnConfig
	pool   *sql.DB
	db     *database // for its retries only
	stamp  string
	fresh  string // schema in which the new tables are made
}

func (r *restoration) run(ctx context.Context, path string) (replaced string, err error) {
	version, err := serverKind.version(ctx, r.pool, r.place, sqlPostgresTables)
	if err != nil {
		return "", err
	}
	if err := r.alone(ctx); err != nil {
		return "", err
	}
	if _, err := r.pool.ExecContext(ctx, fmt.Sprintf("CREATE SCHEMA %s", quote(r.fresh))); err != nil {
		return "", err
	}
	tables, err := r.load(ctx, path)
	if err == nil {
		replaced, err = r.swap(ctx, append(tables, serverKind.table), version > 0)
	}
	if err != nil {
		_, dropped := r.pool.ExecContext(context.WithoutCancel(ctx), "DROP SCHEMA "+quote(r.fresh)+" CASCADE")
		return "", errors.Join(err, dropped)
	}
	return replaced, nil
}

// partings is how long a server that has just ended may still be seen: PostgreSQL ends its side of a connection after the other.
const partings = time.Second

// alone refuses, with store.busy, while a server is running.
func (r *restoration) alone(ctx context.Context) error {
	waits := backoff.NewExponentialBackOff()
	waits.InitialInterval, waits.MaxInterval = 5*time.Millisecond, 100*time.Millisecond
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		var running int
		if err := r.pool.QueryRowContext(ctx, sqlServersRunning).Scan(&running); err != nil {
			return struct{}{}, backoff.Permanent(err)
		}
		if running > 0 {
			return struct{}{}, fault.New(fault.Unavailable, "store.restoration", "store.busy")
		}
		return struct{}{}, nil
	}, backoff.WithBackOff(waits), backoff.WithMaxElapsedTime(partings))
	return err
}

// load makes the new tables and copies the backup into them.
func (r *restoration) load(ctx context.Context, path string) (names []string, err error) {
	if err := serverKind.migrateSchema(ctx, r.config, r.fresh, r.place); err != nil {
		return nil, err
	}
	file := openReaders(path, Options{}.withDefaults())
	defer func() { _ = file.Close() }() // it was only read
	tables, err := tablesOf(ctx, file)
	if err != nil {
		return nil, err
	}
	for _, t := range tables {
		names = append(names, t.name)
		if err := r.copyTable(ctx, file, t); err != nil {
			return nil, fmt.Errorf("table %s: %w", t.name, err)
		}
	}
	return names, nil
}

// copyTable loads a table by COPY, which is an order of magnitude faster than insertions.
func (r *restoration) copyTable(ctx context.Context, file *sql.DB, t table) error {
	rows, err := file.QueryContext(ctx, t.selectAll())
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // its error is that of rows.Err
	next := func() ([]any, error) {
		if !rows.Next() {
			return nil, rows.Err()
		}
		row := newCells(len(t.columns))
		return row.values, rows.Scan(row.pointers...)
	}
	conn, err := r.pool.Conn(ctx)
	if err != nil {
		return err
	}
	err = conn.Raw(func(driver any) error {
		_, err := driver.(*stdlib.Conn).Conn().CopyFrom(ctx, pgx.Identifier{r.fresh, t.name}, t.columns, pgx.CopyFromFunc(next))
		return err
	})
	if err == nil {
		_, err = conn.ExecContext(ctx, "ANALYZE "+quote(r.fresh)+"."+quote(t.name))
	}
	return errors.Join(err, conn.Close())
}

// swap puts the new tables in the place of the old ones, which go to a schema of their own.
func (r *restoration) swap(ctx context.Context, tables []string, old bool) (replaced string, err error) {
	err = r.db.again(ctx, certain, func() error {
		tx, err := r.pool.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }() // after Commit it does nothing
		if replaced, err = r.swapIn(ctx, tx, tables, old); err != nil {
			return err
		}
		return tx.Commit()
	})
	return replaced, err
}

func (r *restoration) swapIn(ctx context.Context, tx *sql.Tx, tables []string, old bool) (replaced string, err error) {
	var schema string
	if err := tx.QueryRowContext(ctx, `SELECT current_schema()::text`).Scan(&schema); err != nil {
		return "", err
	}
	var steps []string
	if old {
		replaced = "pupitre_replaced_" + r.stamp
		present, err := textsOf(ctx, tx, sqlPostgresTables)
		if err != nil {
			return "", err
		}
		steps = append(steps, fmt.Sprintf("CREATE SCHEMA %s", quote(replaced)))
		for _, name := range present {
			steps = append(steps, fmt.Sprintf("ALTER TABLE %s.%s SET SCHEMA %s", quote(schema), quote(name), quote(replaced)))
		}
	}
	for _, name := range tables {
		steps = append(steps, fmt.Sprintf("ALTER TABLE %s.%s SET SCHEMA %s", quote(r.fresh), quote(name), quote(schema)))
	}
	steps = append(steps, "DROP SCHEMA "+quote(r.fresh))
	for _, step := range steps {
		if _, err := tx.ExecContext(ctx, step); err != nil {
			return "", fmt.Errorf("%s: %w", step, err)
		}
	}
	return replaced, nil
}
