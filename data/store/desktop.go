package store

import (
	"context"

	"github.com/google/uuid"

	"pupitre/data/fault"
	"pupitre/data/syncing"
)

// metaDevice is the meta key of the store's own id.
const metaDevice = "device"

// Desktop is one person's store on one computer; it implements syncing.ClientStore.
type Desktop struct {
	db *database
}

// clientTx is one transaction of a desktop's store.
type clientTx struct {
	*txn
}

var (
	_ syncing.ClientStore = (*Desktop)(nil)
	_ syncing.ClientTx    = (*clientTx)(nil)
)

// OpenDesktop opens a desktop's store, which is made, with an id of its own, when it is missing. What it refuses stays as it
// was: store.newer_version, store.damaged (see Salvage), store.not_ours, store.not_writable, store.busy, store.disk_full,
// store.cannot_open.
func OpenDesktop(ctx context.Context, o Options) (*Desktop, error) {
	db, err := open(ctx, o, desktopKind)
	if err != nil {
		return nil, err
	}
	d := &Desktop{db: db}
	if err := d.ensureDevice(); err != nil {
		_ = d.Close() // the reason that counts is err
		return nil, err
	}
	return d, nil
}

// ensureDevice gives a new store its id, a UUID of version 7.
func (d *Desktop) ensureDevice() error {
	const op = "store.ensureDevice"
	err := d.View(func(tx syncing.ClientTx) error {
		_, err := tx.Device()
		return err
	})
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	fresh, err := uuid.NewV7FromReader(d.db.opt.Rand)
	if err != nil {
		return fault.Wrap(op, err)
	}
	return d.Update(func(tx syncing.ClientTx) error {
		if _, err := tx.Device(); !fault.Is(err, fault.NotFound) {
			return err // another program was faster
		}
		return tx.SetDevice(fresh.String())
	})
}

// Close closes the store.
func (d *Desktop) Close() error { return d.db.close() }

// Path is the absolute path of the database file.
func (d *Desktop) Path() string { return d.db.path }

// Update implements syncing.ClientStore.
func (d *Desktop) Update(f func(syncing.ClientTx) error) error {
	return d.db.write(context.Background(), certain, func(t *txn) error { return f(&clientTx{t}) })
}

// View implements syncing.ClientStore.
func (d *Desktop) View(f func(syncing.ClientTx) error) error {
	return d.db.read(context.Background(), func(t *txn) error { return f(&clientTx{t}) })
}

const (
	sqlMeta    = `SELECT value FROM meta WHERE key = $1`
	sqlPutMeta = `INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value`

	sqlCursor = `SELECT id, epoch, rev, next_seq, gen, snapshot FROM space WHERE id = $1`
	// The columns are those of syncing.Cursor.
	sqlPutCursor = `INSERT INTO space (id, epoch, rev, next_seq, gen, snapshot) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch, rev = excluded.rev, next_seq = excluded.next_seq,
			gen = excluded.gen, snapshot = excluded.snapshot`
	sqlFollowed = `SELECT id FROM space ORDER BY id`
)

// Device implements syncing.ClientTx.
func (t *clientTx) Device() (id string, err error) {
	err = t.row("store.Device", sqlMeta, metaDevice).scan(&id)
	return id, err
}

// SetDevice implements syncing.ClientTx.
func (t *clientTx) SetDevice(id string) error { return t.PutMeta(metaDevice, id) }

// Meta implements syncing.ClientTx.
func (t *clientTx) Meta(key string) (value string, err error) {
	err = t.row("store.Meta", sqlMeta, key).scan(&value)
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	return value, err
}

// PutMeta implements syncing.ClientTx.
func (t *clientTx) PutMeta(key, value string) error {
	_, err := t.exec("store.PutMeta", sqlPutMeta, key, value)
	return err
}

// Cursor implements syncing.ClientTx.
func (t *clientTx) Cursor(space string) (syncing.Cursor, error) {
	var c syncing.Cursor
	err := t.row("store.Cursor", sqlCursor, space).scan(&c.Space, &c.Epoch, &c.Rev, &c.NextSeq, &c.Gen, &c.Snapshot)
	if fault.Is(err, fault.NotFound) {
		return syncing.Cursor{Space: space, NextSeq: 1}, nil
	}
	return c, err
}

// PutCursor implements syncing.ClientTx.
func (t *clientTx) PutCursor(c syncing.Cursor) error {
	_, err := t.exec("store.PutCursor", sqlPutCursor, c.Space, c.Epoch, c.Rev, c.NextSeq, c.Gen, c.Snapshot)
	return err
}

// Spaces implements syncing.ClientTx.
func (t *clientTx) Spaces() ([]string, error) {
	return list(t, "store.Spaces", scanText, sqlFollowed)
}
