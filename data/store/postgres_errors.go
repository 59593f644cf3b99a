package store

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"pupitre/data/fault"
)

// Codes of PostgreSQL, from appendix A of its manual, "PostgreSQL Error Codes".
const (
	pgUnique      = "23505"
	pgForeignKey  = "23503"
	pgBadText     = "22021" // a character that cannot be stored, such as U+0000
	pgReadOnlyTx  = "25006" // the server became a standby
	pgSerialize   = "40001"
	pgDeadlock    = "40P01"
	pgDiskFull    = "53100"
	pgTooMany     = "53300"
	pgLockTimeout = "55P03"
	pgCanceled    = "57014"
	pgBadSchema   = "3F000"
	pgBadDatabase = "3D000"
)

// pgDenied are the refusals that only the operator can lift.
var pgDenied = []string{"28000", "28P01", "42501", pgBadDatabase, pgBadSchema}

// pgGone are the ends of a connection that the server tells: administrator, crash, not yet, idle for too long.
var pgGone = []string{"57P01", "57P02", "57P03", "57P05", "25P03", pgReadOnlyTx}

// isGone tells whether the code ends the connection; class 08 is that of connections.
func isGone(code string) bool { return slices.Contains(pgGone, code) || strings.HasPrefix(code, "08") }

// errOutcomeUnknown is in the chain of an error of a commit that may have happened.
var errOutcomeUnknown = errors.New("the connection was lost while committing")

// mapPostgres is mapError for PostgreSQL; ok is false when the error is not one of it.
func mapPostgres(op, place string, err error) (mapped error, ok bool) {
	var pg *pgconn.PgError
	var connect *pgconn.ConnectError
	switch {
	case errors.As(err, &connect):
		if errors.As(err, &pg) && slices.Contains(pgDenied, pg.Code) {
			return fault.As(fault.Unavailable, op, "store.access_denied", err, "Place", place), true
		}
		return noConnection(op, place, err), true
	case errors.As(err, &pg):
		return mapCode(op, place, pg.Code, err), true
	case isLost(err):
		return noConnection(op, place, err), true
	}
	return nil, false
}

func mapCode(op, place, code string, err error) error {
	switch {
	case code == pgUnique:
		return fault.As(fault.Conflict, op, "", errors.Join(ErrUnique, err))
	case code == pgForeignKey:
		return fault.As(fault.Internal, op, "", errors.Join(ErrForeignKey, err))
	case code == pgBadText:
		return fault.As(fault.Invalid, op, "", err)
	case slices.Contains([]string{pgSerialize, pgDeadlock, pgLockTimeout, pgTooMany, pgCanceled}, code):
		return fault.As(fault.Unavailable, op, "store.database_busy", err)
	case code == pgDiskFull:
		return diskFull(op, err)
	case slices.Contains(pgDenied, code):
		return fault.As(fault.Unavailable, op, "store.access_denied", err, "Place", place)
	case isGone(code):
		return noConnection(op, place, err)
	}
	return fault.As(fault.Internal, op, "", err)
}

func noConnection(op, place string, err error) error {
	return fault.As(fault.Unavailable, op, "store.no_connection", err, "Place", place)
}

// isLost tells whether an error is the end of a connection rather than an answer.
func isLost(err error) bool {
	var network *net.OpError
	return errors.As(err, &network) || pgconn.SafeToRetry(err) || slices.ContainsFunc([]error{
		driver.ErrBadConn, sql.ErrConnDone, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed,
	}, func(end error) bool { return errors.Is(err, end) })
}

// reason says why a transaction that failed may be worth another try.
type reason int

const (
	hopeless reason = iota
	inTheWay        // another transaction was; or there was no connection, or it was lost before the commit
	taken           // a key was: by somebody who was faster than our own look, or rightly
	unknown         // the connection was lost while committing
)

func reasonOf(err error) reason {
	var pg *pgconn.PgError
	switch {
	case errors.Is(err, errOutcomeUnknown):
		return unknown
	case errors.As(err, &pg):
		switch {
		case pg.Code == pgUnique:
			return taken
		case slices.Contains([]string{pgSerialize, pgDeadlock, pgLockTimeout, pgTooMany}, pg.Code), isGone(pg.Code):
			return inTheWay
		}
		return hopeless
	case errors.As(err, new(*pgconn.ConnectError)), isLost(err):
		return inTheWay
	}
	return hopeless
}
