package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"

	"pupitre/data/fault"
	"pupitre/data/syncing"
)

// Frozen is a desktop's store that is only read, because it cannot be written: the disk is full, say. Nothing is made,
// changed or locked on the disk.
type Frozen struct {
	db *database
}

// errOlder is the cause of a fault.Conflict: the store would have to be written to be brought to this program's version.
var errOlder = errors.New("the store is of an older version")

// OpenFrozen opens a desktop's store for reading alone. It refuses one that is missing (fault.NotFound) or of an older version
// than this program's (fault.Conflict) and, as OpenDesktop does, store.newer_version, store.damaged and store.not_ours.
func OpenFrozen(ctx context.Context, o Options) (*Frozen, error) {
	const op = "store.OpenFrozen"
	o = o.withDefaults()
	path, err := filepath.Abs(o.Path)
	if err != nil || o.Path == "" {
		return nil, fault.As(fault.Invalid, op, "", fmt.Errorf("no path of a database: %q", o.Path))
	}
	size, err := sizeOf(path)
	if err != nil {
		return nil, mapOS(op, path, err)
	}
	if size == 0 {
		return nil, fault.As(fault.NotFound, op, "", errNoFile)
	}
	log, err := sizeOf(path + walSuffix)
	if err != nil {
		return nil, mapOS(op, path, err)
	}
	dsn := sqliteDSN(path, readOnly, o.BusyTimeout)
	if log > 0 { // a crash: SQLite needs the index of the log, which is most often still there
		if f, err := openFrozen(ctx, path, o, dsn); err == nil || isRefusal(err) {
			return f, err
		}
	}
	// Without a log, the file itself holds everything, and nothing is made beside it. With one that cannot be read, the last
	// of it is missed, and the check tells whether the rest is sound.
	return openFrozen(ctx, path, o, dsn+"&immutable=1")
}

// isRefusal tells an error of what the file holds from one of how it is reached.
func isRefusal(err error) bool { return fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) }

func openFrozen(ctx context.Context, path string, o Options, dsn string) (f *Frozen, err error) {
	d := &database{path: path, opt: o, flavour: sqliteFlavour}
	d.readers = sql.OpenDB(newConnector(dsn, "PRAGMA trusted_schema = OFF", "PRAGMA temp_store = MEMORY"))
	d.readers.SetMaxOpenConns(1)
	defer func() {
		if err != nil {
			err = errors.Join(err, d.close())
		}
	}()
	if err := check(ctx, d.readers, path, sqlQuickCheck); err != nil {
		return nil, err
	}
	version, err := desktopKind.version(ctx, d.readers, path, sqlTables)
	if err != nil {
		return nil, err
	}
	latest, err := desktopKind.latest()
	if err != nil {
		return nil, err
	}
	if version < latest {
		return nil, fault.As(fault.Conflict, "store.openFrozen", "", errOlder)
	}
	return &Frozen{db: d}, nil
}

// View runs f on one consistent state. f must not write.
func (f *Frozen) View(do func(syncing.ClientTx) error) error {
	return f.db.read(context.Background(), func(t *txn) error { return do(&clientTx{t}) })
}

// Close closes the store.
func (f *Frozen) Close() error { return f.db.close() }
