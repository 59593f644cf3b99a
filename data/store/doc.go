// Package store keeps Pupitre's data in SQL: the server's database and each desktop's own.
//
// A database is opened with [OpenServer] or [OpenDesktop], which bring its schema up to date and refuse what they must not
// touch: a newer version, a damaged file, somebody else's file. All work happens in transactions: Write takes the only writer
// connection, Read one of a pool that sees a consistent state. Once a statement has failed, its transaction can only be
// undone, on SQLite as on PostgreSQL.
//
// SQL texts are literals in the ascending-$n style that SQLite and PostgreSQL share; a test reads them in the sources. What is
// particular to SQLite stands in sqlite.go, errors.go, inspect.go, backup.go and salvage.go.
//
// The stores use the real file system: SQLite locks, maps and syncs its files itself and has no other to offer.
//
// Failures are [fault.Error] with a catalogue id: store.disk_full, store.not_writable, store.newer_version, store.damaged,
// store.busy, store.cannot_open, store.disk_error, store.not_ours, store.backup_exists, store.backup_missing, store.not_found.
package store
