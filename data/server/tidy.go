package server

import (
	"context"
	"errors"
	"time"

	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

const (
	generationKept = 30 * 24 * time.Hour  // of a directory, after another took its place
	revokedKept    = 400 * 24 * time.Hour // as long as tombstones
	rowsDropped    = 5000                 // at once: others write between
	tidyEvery      = time.Hour
)

// Tidied is what a round of Tidy has removed.
type Tidied struct {
	Blobs       int
	Generations int
}

// Tidy removes what nobody needs any more: blobs 30 days after the last reference to them, history included; generations
// of directories 30 days after another took their place. The time is Options.Now. It may run beside everything else, in
// several processes at once.
func (s *Server) Tidy(ctx context.Context) (out Tidied, err error) {
	const op = "server.Tidy"
	var providers []store.Provider
	err = s.store.Read(ctx, func(tx *store.Tx) (err error) {
		providers, err = tx.Providers()
		return err
	})
	for _, p := range providers {
		n, failure := s.tidyBlobs(ctx, p.ID)
		out.Blobs += n
		err = errors.Join(err, failure)
	}
	n, failure := s.tidyDirectories(ctx)
	out.Generations = n
	err = errors.Join(err, failure, s.store.Write(ctx, func(tx *store.Tx) error {
		return tx.PruneRevoked(s.now().Add(-revokedKept))
	}), s.store.Write(ctx, func(tx *store.Tx) error {
		return errors.Join(tx.PruneMail(s.now().Add(-mailKept)), tx.PruneResets(s.now()), tx.PruneThrottle(s.now(), maxTracked))
	}))
	return out, fault.Wrap(op, err)
}

// tidyBlobs looks for references under the lock of the space: a push that brings one comes before or after, not between.
func (s *Server) tidyBlobs(ctx context.Context, provider string) (dropped int, err error) {
	now := s.now()
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		dropped = 0
		space := syncing.ProviderSpace(provider)
		if _, err := tx.Lock(space); err != nil {
			return err
		}
		states, err := tx.BlobStates(provider)
		if err != nil || len(states) == 0 {
			return err
		}
		used, err := usedBlobs(tx, space)
		if err != nil {
			return err
		}
		for _, b := range states {
			gone, err := tidyBlob(tx, provider, b, used[b.SHA256], now)
			if err != nil {
				return err
			}
			if gone {
				dropped++
			}
		}
		return nil
	})
	return dropped, err
}

func tidyBlob(tx *store.Tx, provider string, b store.BlobState, used bool, now time.Time) (gone bool, err error) {
	switch {
	case used && !b.UnusedSince.IsZero():
		return false, tx.SetBlobUnused(provider, b.SHA256, time.Time{})
	case !used && b.UnusedSince.IsZero():
		return false, tx.SetBlobUnused(provider, b.SHA256, now)
	case !used && now.Sub(b.UnusedSince) >= blobKept:
		return true, tx.DropBlob(provider, b.SHA256)
	}
	return false, nil
}

func usedBlobs(tx *store.Tx, space string) (map[string]bool, error) {
	values, err := tx.ValuesWithBlobs(space)
	if err != nil {
		return nil, err
	}
	used := map[string]bool{}
	for _, v := range values {
		for _, hash := range wire.BlobsIn(wire.Value(v)) {
			used[hash] = true
		}
	}
	return used, nil
}

func (s *Server) tidyDirectories(ctx context.Context) (dropped int, err error) {
	for done := false; !done; {
		err := s.store.Write(ctx, func(tx *store.Tx) (err error) {
			done, err = tx.PruneImports(s.now().Add(-generationKept), rowsDropped)
			return err
		})
		if err != nil {
			return 0, err
		}
	}
	var old []int64
	err = s.store.Read(ctx, func(tx *store.Tx) (err error) {
		old, err = tx.OldGenerations(s.now().Add(-generationKept))
		return err
	})
	for _, generation := range old {
		for done := false; !done && err == nil; {
			err = s.store.Write(ctx, func(tx *store.Tx) (err error) {
				done, err = tx.DropRows(generation, rowsDropped)
				return err
			})
		}
		if fault.Is(err, fault.NotFound) {
			err = nil // another process was faster
			continue
		}
		if err != nil {
			return dropped, err
		}
		dropped++
	}
	return dropped, err
}

// keepTidy runs Tidy from time to time until ctx ends.
func (s *Server) keepTidy(ctx context.Context) {
	every := time.NewTicker(tidyEvery)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
			out, err := s.Tidy(ctx)
			if err != nil && ctx.Err() == nil {
				s.log.Warn("tidying failed; it will be tried again", "error", err)
			}
			if out != (Tidied{}) {
				s.log.Info("tidied", "blobs", out.Blobs, "generations", out.Generations)
			}
		}
	}
}
