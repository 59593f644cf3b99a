package store

import (
	"errors"

	"pupitre/data/blob"
	"pupitre/data/syncing"
)

const (
	remainingImage = `SELECT space, sha256, body, sent, added_at FROM blob `

	// Along the table, so that a damaged index hides nothing.
	sqlRemainingImages     = remainingImage + `NOT INDEXED WHERE sent = 0 ORDER BY rowid`
	sqlRemainingImagesBack = remainingImage + `NOT INDEXED WHERE sent = 0 ORDER BY rowid DESC`
	// Along the index, so that a damaged image hides no other.
	sqlRemainingImageKeys     = `SELECT space, sha256 FROM blob WHERE sent = 0 ORDER BY space, sha256`
	sqlRemainingImageKeysBack = `SELECT space, sha256 FROM blob WHERE sent = 0 ORDER BY space DESC, sha256 DESC`
	sqlRemainingImageAt       = remainingImage + `WHERE space = $1 AND sha256 = $2`
)

// maxRemainingImages is how many bytes of images are carried over: they are held in memory meanwhile.
const maxRemainingImages = 256 << 20

// imageKey is the place of an image.
type imageKey struct{ space, hash string }

// waitingImages are the images that only this computer may have: those that were not sent, and those that edits refer to
// which wait. What the server has is read from it again.
type waitingImages struct {
	kept map[imageKey]blob.Kept
	size int
}

// take keeps an image whose content is still what its hash says.
func (w *waitingImages) take(s scanner) error {
	var key imageKey
	var b blob.Kept
	var added int64
	if err := s.Scan(&key.space, &key.hash, &b.Body, &b.Sent, &added); err != nil {
		return err
	}
	info, err := blob.Check(b.Body)
	if err != nil || info.SHA256 != key.hash {
		return errors.Join(err, errors.New("the image is damaged"))
	}
	if _, known := w.kept[key]; known {
		return nil
	}
	if w.size += info.Size; w.size > maxRemainingImages {
		return errors.New("too many images")
	}
	b.Info, b.AddedAt = info, fromMillis(added)
	w.kept[key] = b
	return nil
}

// images reads the images that rows refer to and wait with, and all others that were not sent. missing is how many of them
// are known of and could not be read.
func (c collector) images(rows []syncing.OutboxRow) (kept map[imageKey]blob.Kept, missing int) {
	w := waitingImages{kept: map[imageKey]blob.Kept{}}
	c.each(sqlRemainingImages, sqlRemainingImagesBack, w.take)
	wanted := map[imageKey]bool{}
	for _, row := range rows {
		if row.State == syncing.Pending {
			for _, hash := range row.Mutation.BlobsOf() {
				wanted[imageKey{row.Space, hash}] = true
			}
		}
	}
	c.each(sqlRemainingImageKeys, sqlRemainingImageKeysBack, func(s scanner) error {
		var key imageKey
		err := s.Scan(&key.space, &key.hash)
		if err == nil {
			wanted[key] = true
		}
		return err
	})
	for key := range wanted {
		if _, known := w.kept[key]; !known {
			c.until(sqlRemainingImageAt, w.take, key.space, key.hash)
		}
		if _, known := w.kept[key]; !known {
			missing++
		}
	}
	return w.kept, missing
}
