package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
	"testing"

	"github.com/mattn/go-sqlite3"

	"pupitre/data/fault"
)

func TestMapError(t *testing.T) {
	lite := func(code sqlite3.ErrNo, extended sqlite3.ErrNoExtended, errno syscall.Errno) error {
		return fmt.Errorf("wrapped: %w", sqlite3.Error{Code: code, ExtendedCode: extended, SystemErrno: errno})
	}
	const unexpected = "error.unexpected"
	full := fullErrnos[0]
	for name, c := range map[string]struct {
		err  error
		code fault.Code
		key  string
	}{
		"SQLITE_FULL":             {lite(sqlite3.ErrFull, 0, 0), fault.Unavailable, "store.disk_full"},
		"an I/O error, disk full": {lite(sqlite3.ErrIoErr, sqlite3.ErrIoErrWrite, full), fault.Unavailable, "store.disk_full"},
		"an I/O error, no right":  {lite(sqlite3.ErrIoErr, sqlite3.ErrIoErrAccess, syscall.EACCES), fault.Unavailable, "store.not_writable"},
		"another I/O error":       {lite(sqlite3.ErrIoErr, sqlite3.ErrIoErrRead, syscall.EIO), fault.Unavailable, "store.disk_error"},
		"no way in, no right":     {lite(sqlite3.ErrCantOpen, 0, syscall.EACCES), fault.Unavailable, "store.not_writable"},
		"no way in, read-only":    {lite(sqlite3.ErrCantOpen, 0, readOnlyErrnos[0]), fault.Unavailable, "store.not_writable"},
		"no way in, disk full":    {lite(sqlite3.ErrCantOpen, 0, full), fault.Unavailable, "store.disk_full"},
		"no way in":               {lite(sqlite3.ErrCantOpen, 0, syscall.ENOENT), fault.Unavailable, "store.cannot_open"},
		"SQLITE_READONLY":         {lite(sqlite3.ErrReadonly, 0, 0), fault.Unavailable, "store.not_writable"},
		"SQLITE_CORRUPT":          {lite(sqlite3.ErrCorrupt, 0, 0), fault.Internal, "store.damaged"},
		"SQLITE_NOTADB":           {lite(sqlite3.ErrNotADB, 0, 0), fault.Internal, "store.damaged"},
		"SQLITE_BUSY":             {lite(sqlite3.ErrBusy, 0, 0), fault.Unavailable, "store.busy"},
		"SQLITE_LOCKED":           {lite(sqlite3.ErrLocked, 0, 0), fault.Unavailable, "store.busy"},
		"a unique index":          {lite(sqlite3.ErrConstraint, sqlite3.ErrConstraintUnique, 0), fault.Conflict, unexpected},
		"a primary key":           {lite(sqlite3.ErrConstraint, sqlite3.ErrConstraintPrimaryKey, 0), fault.Conflict, unexpected},
		"a foreign key":           {lite(sqlite3.ErrConstraint, sqlite3.ErrConstraintForeignKey, 0), fault.Internal, unexpected},
		"a check":                 {lite(sqlite3.ErrConstraint, sqlite3.ErrConstraintCheck, 0), fault.Internal, unexpected},
		"SQLITE_INTERRUPT":        {lite(sqlite3.ErrInterrupt, 0, 0), fault.Unavailable, unexpected},
		"SQLITE_NOMEM":            {lite(sqlite3.ErrNomem, 0, 0), fault.Unavailable, unexpected},
		"SQLITE_ERROR":            {lite(sqlite3.ErrError, 0, 0), fault.Internal, unexpected},
		"no row":                  {sql.ErrNoRows, fault.NotFound, "store.not_found"},
		"a request that ended":    {context.Canceled, fault.Unavailable, unexpected},
		"a request out of time":   {context.DeadlineExceeded, fault.Unavailable, unexpected},
		"a file, no right":        {&fs.PathError{Op: "open", Path: "x", Err: syscall.EACCES}, fault.Unavailable, "store.not_writable"},
		"a file, disk full":       {&os.LinkError{Op: "rename", Err: full}, fault.Unavailable, "store.disk_full"},
		"a file":                  {&fs.PathError{Op: "open", Path: "x", Err: errNoFile}, fault.Unavailable, "store.cannot_open"},
		"our own":                 {fault.New(fault.Invalid, "x", "settings.name_required"), fault.Invalid, "settings.name_required"},
		"anything else":           {errors.New("?"), fault.Internal, unexpected},
	} {
		t.Run(name, func(t *testing.T) {
			err := mapError("store.Test", "/data/pupitre.db", c.err)
			if got := fault.CodeOf(err); got != c.code {
				t.Errorf("code %q, want %q", got, c.code)
			}
			wantKey(t, err, c.key)
			if !errors.Is(err, c.err) {
				t.Error("the cause is lost")
			}
		})
	}
	if err := mapError("store.Test", "", nil); err != nil {
		t.Errorf("no error becomes %v", err)
	}
}

func TestSentencesNameTheirPlace(t *testing.T) {
	_, args := fault.KeyOf(notWritable("op", "/data/pupitre.db", fs.ErrPermission))
	if args["Folder"] != "/data" {
		t.Errorf("arguments %v", args)
	}
	_, args = fault.KeyOf(damaged("op", "/data/pupitre.db", errNoFile))
	if args["Path"] != "/data/pupitre.db" {
		t.Errorf("arguments %v", args)
	}
}

func TestPing(t *testing.T) {
	s := newServer(t)
	if err := s.Ping(context.Background()); err != nil {
		t.Error(err)
	}
	closeOK(t, s)
	if err := s.Ping(context.Background()); err == nil {
		t.Error("a closed database answers")
	}
}
