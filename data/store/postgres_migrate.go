package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"regexp"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"pupitre/data/fault"
)

const (
	// pgMigrationWait is how long a migration waits for a table that is in use. All who come after it wait behind it, so it
	// gives up soon and comes back.
	pgMigrationWait = 2 * time.Second
	// pgMigrationPatience bounds the wait for another program that migrates, in seconds.
	pgMigrationPatience = 120
	// pgMigrationLock is the advisory lock of who migrates: "pupitre" in ASCII.
	pgMigrationLock = 0x70757069747265
)

// migratePostgres brings the schema up to date while others use it. One program does it at a time; each migration and its
// version are one transaction, tried again when a table that it changes stays in use.
func (d *database) migratePostgres(ctx context.Context, k kind) error {
	return d.again(ctx, certain, func() error {
		version, err := k.version(ctx, d.writer, d.path, d.flavour.tables)
		if err != nil {
			return err
		}
		latest, err := k.latest()
		if err != nil || version == latest {
			return err
		}
		return k.migrateSchema(ctx, d.config, "", d.path)
	})
}

// migrateSchema migrates the tables of a schema, "" for that of the connection.
func (k kind) migrateSchema(ctx context.Context, config *pgx.ConnConfig, schema, place string) error {
	const op = "store.migrateSchema"
	files, err := k.files()
	if err != nil {
		return fault.Wrap(op, err)
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockID(pgMigrationLock), lock.WithLockTimeout(1, pgMigrationPatience))
	if err != nil {
		return fault.Wrap(op, err)
	}
	db := migrationPool(config, schema)
	p, err := goose.NewProvider(goose.DialectPostgres, db, postgresFiles{files}, k.gooseOptions(goose.WithSessionLocker(locker))...)
	if err != nil {
		return errors.Join(fault.Wrap(op, err), db.Close())
	}
	_, err = p.Up(ctx)
	return mapError(op, place, errors.Join(err, db.Close()))
}

// migrationPool gives connections whose statements may take long, but may not make others wait.
func migrationPool(config *pgx.ConnConfig, schema string) *sql.DB {
	config = config.Copy()
	config.RuntimeParams["lock_timeout"] = milliseconds(pgMigrationWait)
	if schema != "" {
		config.RuntimeParams["search_path"] = schema
	}
	return openPool(config, 2, map[string]string{"statement_timeout": "0"})
}

// postgresFiles are migrations in PostgreSQL's dialect. They are written for both databases; what differs is here:
// texts are ordered by their bytes, as SQLite's and Go's are, rather than by the database's language; bytes have
// another name; and what only PostgreSQL has stands in comments that begin with "postgres:".
type postgresFiles struct{ fs.FS }

var postgresTypes = []struct {
	portable *regexp.Regexp
	postgres string
}{
	{regexp.MustCompile(`\bTEXT\b`), `TEXT COLLATE "C"`},
	{regexp.MustCompile(`\bBLOB\b`), `BYTEA`},
	{regexp.MustCompile(`(?m)^-- postgres: `), ``},
}

// Open implements fs.FS.
func (p postgresFiles) Open(name string) (fs.File, error) {
	f, err := p.FS.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return f, err
	}
	text, err := io.ReadAll(f)
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	for _, t := range postgresTypes {
		text = t.portable.ReplaceAll(text, []byte(t.postgres))
	}
	return translated{bytes.NewReader(text), info}, nil
}

// translated is a file with another content.
type translated struct {
	*bytes.Reader
	info fs.FileInfo
}

// Stat implements fs.File.
func (t translated) Stat() (fs.FileInfo, error) { return sized{t.info, t.Size()}, nil }

// Close implements fs.File.
func (translated) Close() error { return nil }

type sized struct {
	fs.FileInfo
	size int64
}

// Size implements fs.FileInfo.
func (s sized) Size() int64 { return s.size }
