package store

import (
	"crypto/rand"
	"io"
	"time"
)

// Options says where a database is and how to use it. Only Path is required, or URL for a server on PostgreSQL.
type Options struct {
	Path        string        // of the database file; its folder is made when it is missing
	URL         string        // of PostgreSQL: postgres://…; instead of Path
	BusyTimeout time.Duration // how long to wait while another program writes; 5 s when zero
	MaxPages    int64         // most pages of 4096 bytes that the file may have, a quota; SQLite's own limit when zero
	Readers     int           // connections for reading; 4 when zero, on PostgreSQL 8
	Writers     int           // connections for writing on PostgreSQL; 8 when zero. SQLite has one
	Now         func() time.Time
	Rand        io.Reader // source of identifiers; crypto/rand when nil
}

func (o Options) withDefaults() Options {
	if o.BusyTimeout <= 0 {
		o.BusyTimeout = 5 * time.Second
	}
	if o.Readers <= 0 {
		o.Readers = 4
		if o.URL != "" {
			o.Readers = 8
		}
	}
	if o.Writers <= 0 {
		o.Writers = 8
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	return o
}
