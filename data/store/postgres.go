package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"pupitre/data/fault"
)

// Limits of the server's work on PostgreSQL. A longer wait would outlive the request that it serves.
const (
	pgConnect   = 5 * time.Second  // for one host to answer, unless the address says otherwise
	pgLockWait  = 5 * time.Second  // for a row that another transaction holds; then the transaction starts again
	pgReadTime  = 15 * time.Second // for a statement that reads
	pgWriteTime = 20 * time.Second // for a transaction that writes, its commit included
	pgIdleTime  = 30 * time.Second // for a program that stopped in the middle of a transaction: PostgreSQL ends it
	pgConnLife  = 10 * time.Minute // of a connection: behind a load balancer, new ones find the new hosts
)

// sqlDurable never lets a commit be reported before it is on disk; a stricter setting stays as it is.
const sqlDurable = `SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`

// sqlPostgresTables lists those of the schema in which the server's tables are, or would be made.
const sqlPostgresTables = `SELECT table_name::text FROM information_schema.tables
	WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`

// sqlPostgresScope names the provider to the policies of the tables, until the transaction ends.
const sqlPostgresScope = `SELECT set_config('pupitre.provider', $1, true)`

// openPostgres opens a database of PostgreSQL and brings it to the newest version. What it refuses stays as it was.
func openPostgres(ctx context.Context, o Options, k kind) (*database, error) {
	o = o.withDefaults()
	config, err := parsePostgres(o.URL)
	if err != nil {
		return nil, err
	}
	d := &database{path: PlaceOf(o.URL), opt: o, flavour: postgresFlavour, config: config}
	// A statement of a writer has no limit of its own: PostgreSQL would end the wait of a commit for its standby with it, and
	// report the commit as done everywhere. The limit is write's, which gives the commit up as one of unknown outcome.
	d.writer = openPool(config, o.Writers, map[string]string{"idle_in_transaction_session_timeout": milliseconds(pgIdleTime)})
	d.readers = openPool(config, o.Readers, map[string]string{
		"idle_in_transaction_session_timeout": milliseconds(pgIdleTime), "statement_timeout": milliseconds(pgReadTime),
	})
	d.hints = openPool(config, 1, map[string]string{"statement_timeout": milliseconds(pgReadTime)})
	if err := d.startPostgres(ctx, k); err != nil {
		return nil, errors.Join(err, d.close())
	}
	return d, nil
}

func (d *database) startPostgres(ctx context.Context, k kind) error {
	const op = "store.startPostgres"
	if err := d.migratePostgres(ctx, k); err != nil {
		return err
	}
	touch := func(t *txn) error {
		query := k.touch
		_, err := t.exec(op, query)
		return err
	}
	return d.write(ctx, certain, touch)
}

// parsePostgres reads an address of the form postgres://user:password@host:port/database?settings. It may name several
// hosts, of which the one that takes writes is used. store.bad_url when it is none.
func parsePostgres(address string) (*pgx.ConnConfig, error) {
	const op = "store.parsePostgres"
	if !IsPostgres(address) {
		return nil, fault.New(fault.Invalid, op, "store.bad_url")
	}
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fault.As(fault.Invalid, op, "store.bad_url", errors.New("the address was not understood")) // err would show it, and its password
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = pgConnect
	}
	if config.ValidateConnect == nil {
		config.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	}
	setDefault(config.RuntimeParams, "application_name", "pupitre-server")
	setDefault(config.RuntimeParams, "lock_timeout", milliseconds(pgLockWait))
	config.RuntimeParams["client_encoding"] = "UTF8"
	return config, nil
}

// IsPostgres tells whether an address is one of PostgreSQL.
func IsPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// PlaceOf is an address without what must not be shown: user, password, settings.
func PlaceOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "postgres://"
	}
	host := u.Host
	if host == "" {
		host = u.Query().Get("host")
	}
	return "postgres://" + host + "/" + strings.TrimPrefix(u.Path, "/")
}

func setDefault(params map[string]string, name, value string) {
	if _, given := params[name]; !given {
		params[name] = value
	}
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

// openPool gives connections with the settings. None is made before the first is needed.
func openPool(base *pgx.ConnConfig, size int, settings map[string]string) *sql.DB {
	config := base.Copy()
	for name, value := range settings {
		setDefault(config.RuntimeParams, name, value)
	}
	db := stdlib.OpenDB(*config, stdlib.OptionAfterConnect(func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, sqlDurable)
		return err
	}))
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	db.SetConnMaxLifetime(pgConnLife)
	return db
}

// postgresFlavour has writers see what was committed when each statement begins, the row lock of the space giving them
// their order, and readers one state.
var postgresFlavour = flavour{
	write:     sql.TxOptions{Isolation: sql.LevelReadCommitted},
	read:      sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
	writeTime: pgWriteTime,
	again:     true,
	tables:    sqlPostgresTables,
	scope:     sqlPostgresScope,
}
