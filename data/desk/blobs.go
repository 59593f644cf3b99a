package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"pupitre/data/blob"
	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// blobsKept is how long a blob stays on this computer when nothing here refers to it.
const blobsKept = 30 * 24 * time.Hour

// BlobStore is a desktop's store that keeps blobs.
type BlobStore interface {
	PutBlob(space string, b blob.Kept) error
	// Blob is fault.NotFound when it is not here.
	Blob(space, hash string) (blob.Kept, error)
	SetBlobSent(space, hash string, sent bool) error
	BlobsBefore(space string, before time.Time) ([]string, error)
	DropBlob(space, hash string) error
}

// BlobExchange is a server that keeps blobs.
type BlobExchange interface {
	MissingBlobs(ctx context.Context, space string, hashes []string) ([]string, error)
	PutBlob(ctx context.Context, space string, info blob.Info, body []byte) error
	GetBlob(ctx context.Context, space, hash string) (blob.Info, []byte, error)
}

// missingBlobs is the error of a push that refers to blobs which the server does not have.
type missingBlobs interface{ MissingHashes() []string }

// KeepBlob puts an image on this computer's disk, so that a save may refer to it; it is sent before the save is. Faults are
// those of blob.Check.
func (d *Desk) KeepBlob(body []byte) (wire.BlobRef, error) {
	const op = "desk.KeepBlob"
	info, err := blob.Check(body)
	if err != nil {
		return wire.BlobRef{}, fault.Wrap(op, err)
	}
	store, ok := d.opt.Store.(BlobStore)
	if !ok {
		return wire.BlobRef{}, fault.As(fault.Internal, op, "", errors.New("the store keeps no blobs"))
	}
	err = store.PutBlob(d.opt.Space, blob.Kept{Info: info, Body: body, AddedAt: d.opt.Now()})
	return info.Ref(), fault.Wrap(op, err)
}

// Blob is the image with the hash, from this computer or else from the server. Off line, one that is not here yet is
// fault.Unavailable (blob.not_here).
func (d *Desk) Blob(ctx context.Context, hash string) (blob.Kept, error) {
	const op = "desk.Blob"
	store, keeps := d.opt.Store.(BlobStore)
	exchange, ok := d.opt.Exchange.(BlobExchange)
	if !keeps || !ok {
		return blob.Kept{}, fault.New(fault.Unavailable, op, "blob.not_here")
	}
	kept, err := store.Blob(d.opt.Space, hash)
	if !fault.Is(err, fault.NotFound) {
		return kept, fault.Wrap(op, err)
	}
	info, body, err := exchange.GetBlob(ctx, d.opt.Space, hash)
	if fault.Is(err, fault.Unavailable) {
		return blob.Kept{}, fault.As(fault.Unavailable, op, "blob.not_here", err)
	}
	if err != nil {
		return blob.Kept{}, fault.Wrap(op, err)
	}
	kept = blob.Kept{Info: info, Body: body, Sent: true, AddedAt: d.opt.Now()}
	return kept, fault.Wrap(op, store.PutBlob(d.opt.Space, kept))
}

// Image gives the bytes of an image by its hash, as Blob does.
func (d *Desk) Image(ctx context.Context) func(hash string) ([]byte, error) {
	return func(hash string) ([]byte, error) {
		kept, err := d.Blob(ctx, hash)
		return kept.Body, err
	}
}

// push sends the blobs that the mutations refer to, then the mutations.
func (d *Desk) push(ctx context.Context, e syncing.Push) (wire.PushResult, error) {
	store, keeps := d.opt.Store.(BlobStore)
	exchange, sends := d.opt.Exchange.(BlobExchange)
	if !keeps || !sends {
		return d.opt.Exchange.Push(ctx, e.Space, e.Push)
	}
	s := sender{store: store, exchange: exchange, space: e.Space}
	for again := true; ; again = false {
		lost, err := s.send(ctx, hashesOf(e.Push))
		if err != nil {
			return wire.PushResult{}, err
		}
		e.Push.Lost = lost
		res, err := d.opt.Exchange.Push(ctx, e.Space, e.Push)
		var missing missingBlobs
		if !again || !errors.As(err, &missing) {
			return res, err
		}
		for _, hash := range missing.MissingHashes() { // the server was restored, or has waited too long for this push
			if err := store.SetBlobSent(e.Space, hash, false); err != nil {
				return wire.PushResult{}, err
			}
		}
	}
}

func hashesOf(p wire.Push) []string {
	var out []string
	for _, m := range p.Mutations {
		out = append(out, m.BlobsOf()...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// SendBlobs makes sure that the server has the blobs, and tells which ones neither side has. After an error it goes on, when it
// is called again, with what has not arrived.
func SendBlobs(ctx context.Context, store BlobStore, to BlobExchange, space string, hashes []string) (lost []string, err error) {
	return sender{store: store, exchange: to, space: space}.send(ctx, hashes)
}

// sender sends the blobs of one space.
type sender struct {
	store    BlobStore
	exchange BlobExchange
	space    string
}

// send makes sure that the server has the blobs, and tells which ones neither side has.
func (s sender) send(ctx context.Context, hashes []string) (lost []string, err error) {
	here := map[string]blob.Kept{}
	var ask []string
	for _, hash := range hashes {
		kept, err := s.store.Blob(s.space, hash)
		switch {
		case fault.Is(err, fault.NotFound): // restored from the history, or lost with a damaged store
			ask = append(ask, hash)
		case err != nil:
			return nil, err
		case !kept.Sent:
			here[hash] = kept
			ask = append(ask, hash)
		}
	}
	for chunk := range slices.Chunk(ask, wire.MaxBlobs) {
		missing, err := s.exchange.MissingBlobs(ctx, s.space, chunk)
		if err != nil {
			return nil, err
		}
		for _, hash := range chunk {
			gone, err := s.one(ctx, hash, here[hash], slices.Contains(missing, hash))
			if err != nil {
				return nil, err
			}
			if gone {
				lost = append(lost, hash)
			}
		}
	}
	return lost, nil
}

// one sends a blob when the server lacks it; gone tells that it cannot be had. Each that has arrived is noted at once: a
// cut costs at most one.
func (s sender) one(ctx context.Context, hash string, kept blob.Kept, missing bool) (gone bool, err error) {
	if missing {
		if kept.Body == nil {
			return true, nil
		}
		err := s.exchange.PutBlob(ctx, s.space, kept.Info, kept.Body)
		if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Forbidden) {
			return true, nil // refused for good: what refers to it must not wait for ever
		}
		if err != nil {
			return false, err
		}
	}
	if kept.Body == nil {
		return false, nil
	}
	return false, s.store.SetBlobSent(s.space, hash, true)
}

// pruneBlobs removes blobs that were kept long enough and that nothing here refers to. They can be fetched again.
func (d *Desk) pruneBlobs() error {
	store, ok := d.opt.Store.(BlobStore)
	if !ok {
		return nil
	}
	old, err := store.BlobsBefore(d.opt.Space, d.opt.Now().Add(-blobsKept))
	if err != nil || len(old) == 0 {
		return err
	}
	var values []wire.Value
	err = d.opt.Store.View(func(tx syncing.ClientTx) error {
		items, err := tx.Items(d.opt.Space)
		if err != nil {
			return err
		}
		for _, it := range items {
			values = append(values, it.Value)
		}
		for _, list := range []func(string) ([]syncing.OutboxRow, error){tx.Outbox, tx.Notices} {
			rows, err := list(d.opt.Space)
			if err != nil {
				return err
			}
			for _, row := range rows {
				for _, f := range row.Mutation.Fields {
					values = append(values, f.Value)
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	used := wire.BlobsIn(values...)
	for _, hash := range old {
		if _, found := slices.BinarySearch(used, hash); !found {
			if err := store.DropBlob(d.opt.Space, hash); err != nil {
				return err
			}
		}
	}
	return nil
}
