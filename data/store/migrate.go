package store

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"

	"pupitre/data/fault"
)

//go:embed migrations
var migrations embed.FS

// kind is one of the two databases that this package knows.
type kind struct {
	folder string // of its migrations
	table  string // where it notes its versions; tells what a file is
	touch  string // a statement that writes nothing, but fails where nothing can be written
}

var (
	serverKind = kind{
		folder: "migrations/server", table: "server_schema",
		touch: `DELETE FROM server_schema WHERE version_id < 0`,
	}
	desktopKind = kind{
		folder: "migrations/desktop", table: "desktop_schema",
		touch: `DELETE FROM desktop_schema WHERE version_id < 0`,
	}
)

// files gives the kind's migrations.
func (k kind) files() (fs.FS, error) { return fs.Sub(migrations, k.folder) }

// latest is the version that this program knows.
func (k kind) latest() (int64, error) {
	const op = "store.latest"
	entries, err := fs.ReadDir(migrations, k.folder)
	if err != nil {
		return 0, fault.Wrap(op, err)
	}
	var latest int64
	for _, e := range entries {
		v, err := goose.NumericComponent(e.Name())
		if err != nil {
			return 0, fault.Wrap(op, err)
		}
		latest = max(latest, v)
	}
	return latest, nil
}

// migrate brings the schema up to date; each migration and its version are one transaction.
func (k kind) migrate(ctx context.Context, path string, db *sql.DB) error {
	const op = "store.migrate"
	files, err := k.files()
	if err != nil {
		return fault.Wrap(op, err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files, k.gooseOptions()...)
	if err != nil {
		return fault.Wrap(op, err)
	}
	latest, err := k.latest()
	if err != nil {
		return err
	}
	for before := int64(-1); ; {
		_, failure := p.Up(ctx)
		if failure == nil {
			return nil
		}
		// Another program may have taken the same step a moment earlier: look again as long as the version moves.
		now, err := p.GetDBVersion(ctx)
		if err == nil && now == latest {
			return nil
		}
		if err != nil || now <= before {
			return mapError(op, path, failure)
		}
		before = now
	}
}

func (k kind) gooseOptions(more ...goose.ProviderOption) []goose.ProviderOption {
	return append(more, goose.WithTableName(k.table), goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
}
