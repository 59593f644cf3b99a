package store

import (
	"time"

	"pupitre/data/blob"
)

const (
	// What the server is known to have stays known, and a blob that waits to be sent goes on waiting.
	sqlPutOwnBlob = `INSERT INTO blob (space, sha256, type, width, height, body, sent, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (space, sha256) DO UPDATE SET sent = max(blob.sent, excluded.sent), added_at = excluded.added_at`
	sqlOwnBlob       = `SELECT sha256, type, width, height, body, sent, added_at FROM blob WHERE space = $1 AND sha256 = $2`
	sqlMarkSent      = `UPDATE blob SET sent = $1 WHERE space = $2 AND sha256 = $3`
	sqlOwnBlobHashes = `SELECT sha256 FROM blob WHERE space = $1 AND added_at < $2 ORDER BY sha256`
	sqlDropOwnBlob   = `DELETE FROM blob WHERE space = $1 AND sha256 = $2`
)

// PutBlob keeps a blob of a space on this desktop.
func (d *Desktop) PutBlob(space string, b blob.Kept) error {
	return d.update(func(t *txn) error {
		_, err := t.exec("store.PutBlob", sqlPutOwnBlob, space, b.SHA256, b.Type, b.Width, b.Height, b.Body, b.Sent, millis(b.AddedAt))
		return err
	})
}

// Blob is the blob with the hash; fault.NotFound when it is not on this desktop.
func (d *Desktop) Blob(space, hash string) (b blob.Kept, err error) {
	err = d.view(func(t *txn) error {
		var added int64
		err := t.row("store.Blob", sqlOwnBlob, space, hash).scan(&b.SHA256, &b.Type, &b.Width, &b.Height, &b.Body, &b.Sent, &added)
		b.Size, b.AddedAt = len(b.Body), fromMillis(added)
		return err
	})
	return b, err
}

// SetBlobSent notes whether the server has the blob.
func (d *Desktop) SetBlobSent(space, hash string, sent bool) error {
	return d.update(func(t *txn) error {
		_, err := t.exec("store.SetBlobSent", sqlMarkSent, sent, space, hash)
		return err
	})
}

// BlobsBefore lists the hashes of the blobs that were added before the time.
func (d *Desktop) BlobsBefore(space string, before time.Time) (hashes []string, err error) {
	err = d.view(func(t *txn) error {
		hashes, err = list(t, "store.BlobsBefore", scanText, sqlOwnBlobHashes, space, millis(before))
		return err
	})
	return hashes, err
}

// DropBlob removes a blob from this desktop; one that is not there is no error.
func (d *Desktop) DropBlob(space, hash string) error {
	return d.update(func(t *txn) error {
		_, err := t.exec("store.DropBlob", sqlDropOwnBlob, space, hash)
		return err
	})
}
