package store

import (
	"time"

	"pupitre/data/blob"
	"pupitre/data/fault"
)

// Blob is an image of a provider, kept by its content.
type Blob struct {
	blob.Info
	Body        []byte
	CreatedAt   time.Time
	UnusedSince time.Time // zero while something refers to it
}

const (
	// A blob that is here already stays as it is: the same hash is the same content.
	sqlPutBlob = `INSERT INTO blob (provider, sha256, type, width, height, body, created_at, unused_since)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (provider, sha256) DO NOTHING`
	sqlBlob       = `SELECT sha256, type, width, height, body, created_at, unused_since FROM blob WHERE provider = $1 AND sha256 = $2`
	sqlHasBlob    = `SELECT count(*) FROM blob WHERE provider = $1 AND sha256 = $2`
	sqlBlobStates = `SELECT sha256, unused_since FROM blob WHERE provider = $1 ORDER BY sha256`
	// Only one that is on its way out is written: asking is then as good as sending again.
	sqlKeepBlob   = `UPDATE blob SET unused_since = $1 WHERE provider = $2 AND sha256 = $3 AND unused_since > 0 AND unused_since < $4`
	sqlUnusedBlob = `SELECT count(*) FROM blob WHERE provider = $1 AND sha256 = $2 AND unused_since > 0 AND unused_since < $3`
	sqlMarkBlob   = `UPDATE blob SET unused_since = $1 WHERE provider = $2 AND sha256 = $3`
	sqlDropBlob   = `DELETE FROM blob WHERE provider = $1 AND sha256 = $2`

	sqlItemsWithBlobs = `SELECT value FROM item WHERE space = $1 AND value LIKE $2`
	sqlPastWithBlobs  = `SELECT COALESCE(new_value, 'null') FROM history WHERE space = $1 AND new_value LIKE $2
		UNION ALL SELECT COALESCE(old_value, 'null') FROM history WHERE space = $1 AND old_value LIKE $2`
)

// PutBlob keeps a blob of a provider; nothing refers to it yet. One that is here already is left alone.
func (t *Tx) PutBlob(provider string, b Blob) error {
	_, err := t.exec("store.PutBlob", sqlPutBlob, provider, b.SHA256, b.Type, b.Width, b.Height, b.Body,
		millis(b.CreatedAt), millis(b.CreatedAt))
	return err
}

// Blob is the provider's blob with the hash; fault.NotFound when there is none.
func (t *Tx) Blob(provider, hash string) (b Blob, err error) {
	var created, unused int64
	err = t.row("store.Blob", sqlBlob, provider, hash).scan(&b.SHA256, &b.Type, &b.Width, &b.Height, &b.Body, &created, &unused)
	b.Size, b.CreatedAt, b.UnusedSince = len(b.Body), fromMillis(created), fromMillis(unused)
	return b, err
}

// MissingBlobs gives the hashes, of those asked for, that the provider has no blob of.
func (t *Tx) MissingBlobs(provider string, hashes []string) (missing []string, err error) {
	const op = "store.MissingBlobs"
	for _, hash := range hashes {
		var n int
		if err := t.row(op, sqlHasBlob, provider, hash).scan(&n); err != nil {
			return nil, fault.Wrap(op, err)
		}
		if n == 0 {
			missing = append(missing, hash)
		}
	}
	return missing, nil
}

// KeepBlobs gives blobs that nothing refers to another spell, when the last one began before the time since.
func (t *Tx) KeepBlobs(provider string, hashes []string, now, since time.Time) error {
	for _, hash := range hashes {
		if _, err := t.exec("store.KeepBlobs", sqlKeepBlob, millis(now), provider, hash, millis(since)); err != nil {
			return err
		}
	}
	return nil
}

// SetBlobUnused notes since when nothing refers to a blob, the zero time when something does.
func (t *Tx) SetBlobUnused(provider, hash string, since time.Time) error {
	return t.execOne("store.SetBlobUnused", sqlMarkBlob, millis(since), provider, hash)
}

// DropBlob removes a blob; fault.NotFound when there was none.
func (t *Tx) DropBlob(provider, hash string) error {
	return t.execOne("store.DropBlob", sqlDropBlob, provider, hash)
}

// BlobState is a blob without its content.
type BlobState struct {
	SHA256      string
	UnusedSince time.Time // zero while something refers to it
}

// BlobStates lists a provider's blobs by hash.
func (t *Tx) BlobStates(provider string) ([]BlobState, error) {
	return list(t, "store.BlobStates", func(s scanner) (b BlobState, err error) {
		var unused int64
		err = s.Scan(&b.SHA256, &unused)
		b.UnusedSince = fromMillis(unused)
		return b, err
	}, sqlBlobStates, provider)
}

// ValuesWithBlobs lists the values of a space, of today and of its history, that may refer to blobs.
func (t *Tx) ValuesWithBlobs(space string) ([]string, error) {
	const op = "store.ValuesWithBlobs"
	const pattern = `%"sha256"%` // what makes a value worth reading: see wire.BlobsIn
	now, err := list(t, op, scanText, sqlItemsWithBlobs, space, pattern)
	if err != nil {
		return nil, err
	}
	past, err := list(t, op, scanText, sqlPastWithBlobs, space, pattern)
	return append(now, past...), err
}

// AnyBlobUnusedSince tells whether nothing has referred to one of the blobs since before the time.
func (t *Tx) AnyBlobUnusedSince(provider string, hashes []string, before time.Time) (bool, error) {
	const op = "store.AnyBlobUnusedSince"
	for _, hash := range hashes {
		var n int
		if err := t.row(op, sqlUnusedBlob, provider, hash, millis(before)).scan(&n); err != nil || n > 0 {
			return n > 0, fault.Wrap(op, err)
		}
	}
	return false, nil
}
