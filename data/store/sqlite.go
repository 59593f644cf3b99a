package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"time"

	"github.com/mattn/go-sqlite3"

	"pupitre/data/fault"
)

// minSQLite is 3.51.3: before it, a checkpoint could lose a commit in WAL mode.
const minSQLite = 3_051_003

// accessMode is how a connection uses the file.
type accessMode string

const (
	readWrite accessMode = "write" // the file exists
	readOnly  accessMode = "read"  // never changes the file, not even by a checkpoint
	copyFrom  accessMode = "copy"  // idem, but may write another file
)

// sqliteDSN is the connection string with the settings that every connection of a pool must have.
func sqliteDSN(path string, mode accessMode, busy time.Duration) string {
	q := url.Values{
		"_busy_timeout":    {strconv.FormatInt(busy.Milliseconds(), 10)},
		"_foreign_keys":    {"true"},
		"_stmt_cache_size": {"64"},
	}
	if mode == readWrite {
		q.Set("mode", "rw")
		q.Set("_journal_mode", "WAL")
		q.Set("_synchronous", "FULL")
		q.Set("_txlock", "immediate")
	} else {
		q.Set("mode", "ro")
		q.Set("_txlock", "deferred")
	}
	if mode == readOnly {
		q.Set("_query_only", "true")
	}
	file := filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" {
		file = "/" + file // file:/C:/…, as SQLite expects it on Windows
	}
	return "file:" + (&url.URL{Path: file}).EscapedPath() + "?" + q.Encode()
}

// writerPragmas are those that the driver's connection string does not know.
func writerPragmas(maxPages int64) []string {
	pragmas := []string{
		"PRAGMA fullfsync = ON", // macOS: past the disk's own cache; no effect elsewhere
		"PRAGMA checkpoint_fullfsync = ON",
		"PRAGMA journal_size_limit = 67108864",
		"PRAGMA trusted_schema = OFF",
	}
	if maxPages > 0 {
		pragmas = append(pragmas, fmt.Sprintf("PRAGMA max_page_count = %d", maxPages))
	}
	return pragmas
}

// connector opens connections to one file and runs the pragmas on each of them.
type connector struct {
	driver *sqlite3.SQLiteDriver
	dsn    string
}

func newConnector(dsn string, pragmas ...string) connector {
	hook := func(c *sqlite3.SQLiteConn) error {
		for _, p := range pragmas {
			if _, err := c.Exec(p, nil); err != nil {
				return err
			}
		}
		return nil
	}
	return connector{driver: &sqlite3.SQLiteDriver{ConnectHook: hook}, dsn: dsn}
}

// Connect implements driver.Connector.
func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }

// Driver implements driver.Connector.
func (c connector) Driver() driver.Driver { return c.driver }

// openWriter gives the pool of the one writing connection.
func openWriter(path string, o Options) *sql.DB {
	db := sql.OpenDB(newConnector(sqliteDSN(path, readWrite, o.BusyTimeout), writerPragmas(o.MaxPages)...))
	db.SetMaxOpenConns(1)
	return db
}

// openReaders gives the pool of reading connections.
func openReaders(path string, o Options) *sql.DB {
	db := sql.OpenDB(newConnector(sqliteDSN(path, readOnly, o.BusyTimeout), "PRAGMA trusted_schema = OFF"))
	db.SetMaxOpenConns(o.Readers)
	db.SetMaxIdleConns(o.Readers)
	return db
}

// checkSQLite refuses a library that is too old or was built without full-text search.
func checkSQLite(ctx context.Context, db *sql.DB) error {
	const op = "store.checkSQLite"
	if version, number, _ := sqlite3.Version(); number < minSQLite {
		return fault.As(fault.Internal, op, "", fmt.Errorf("SQLite %s is older than 3.51.3", version))
	}
	var n int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'").Scan(&n); err != nil {
		return mapError(op, "", err)
	}
	if n == 0 {
		return fault.As(fault.Internal, op, "", fmt.Errorf("this SQLite has no FTS5"))
	}
	return nil
}
