package server

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"time"

	"pupitre/data/blob"
	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

const (
	blobKept = 30 * 24 * time.Hour // after the last reference, or the sending
	// A question about a blob, or sending it again, begins its time anew at most once a day.
	blobKeptAgain = 24 * time.Hour
	maxBlobsBody  = 64 << 10 // bytes, of a question about wire.MaxBlobs hashes
)

// missingBlobs tells which blobs have to be sent before a mutation refers to them.
func (s *Server) missingBlobs(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.missingBlobs"
	provider, err := s.providerFor(r, who)
	if err != nil {
		return err
	}
	body, err := readJSON(w, r, maxBlobsBody)
	if err != nil {
		return err
	}
	q, err := decodeBlobs(body)
	if err != nil {
		return err
	}
	out := wire.BlobsMissing{}
	err = s.store.Read(r.Context(), func(tx *store.Tx) error {
		out.Missing, err = tx.MissingBlobs(provider, q.Hashes)
		return err
	})
	if err == nil {
		err = s.keepBlobs(r.Context(), provider, q.Hashes)
	}
	if err != nil {
		return fault.Wrap(op, err)
	}
	if out.Missing == nil {
		out.Missing = []string{} // [], not null
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

// decodeBlobs reads a question about blobs.
func decodeBlobs(body []byte) (q wire.BlobsQuery, err error) {
	const op = "server.decodeBlobs"
	if err := decode(body, &q); err != nil {
		return wire.BlobsQuery{}, err
	}
	if len(q.Hashes) > wire.MaxBlobs {
		return wire.BlobsQuery{}, refuse(codeTooLarge, fault.Invalid, op, "server.too_large")
	}
	for _, hash := range q.Hashes {
		if !wire.IsHash(hash) {
			return wire.BlobsQuery{}, fault.New(fault.Invalid, op, "server.malformed")
		}
	}
	return q, nil
}

// keepBlobs begins the time of blobs anew: who has just been told that the server has them will not send them again.
func (s *Server) keepBlobs(ctx context.Context, provider string, hashes []string) error {
	if len(hashes) == 0 {
		return nil
	}
	now := s.now()
	old := false
	err := s.store.Read(ctx, func(tx *store.Tx) (err error) {
		old, err = tx.AnyBlobUnusedSince(provider, hashes, now.Add(-blobKeptAgain))
		return err
	})
	if err != nil || !old {
		return err
	}
	return s.store.Write(ctx, func(tx *store.Tx) error { return tx.KeepBlobs(provider, hashes, now, now.Add(-blobKeptAgain)) })
}

// putBlob takes in a blob. It comes whole: at 64 KiB, going on in the middle would save less than asking where.
func (s *Server) putBlob(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.putBlob"
	provider, err := s.providerFor(r, who)
	if err != nil {
		return err
	}
	if err := s.mustEdit(r.Context(), syncing.ProviderSpace(provider), who); err != nil {
		return err
	}
	hash := r.PathValue("sha256")
	if !wire.IsHash(hash) {
		return fault.New(fault.NotFound, op, "server.not_found")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, blob.MaxBytes))
	if err != nil {
		return bodyFault(op, err)
	}
	info, err := checkBlob(hash, body)
	if err != nil {
		return err
	}
	b := store.Blob{Info: info, Body: body, CreatedAt: s.now().UTC().Truncate(time.Millisecond)}
	err = s.store.WriteRepeatable(r.Context(), func(tx *store.Tx) error { // the same bytes under the same name
		if err := tx.PutBlob(provider, b); err != nil {
			return err
		}
		return tx.KeepBlobs(provider, []string{hash}, b.CreatedAt, b.CreatedAt.Add(-blobKeptAgain))
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// checkBlob tells whether the bytes are those that were announced, and an image that is taken.
func checkBlob(hash string, body []byte) (blob.Info, error) {
	const op = "server.checkBlob"
	if blob.Hash(body) != hash {
		return blob.Info{}, fault.New(fault.Invalid, op, "blob.wrong_hash")
	}
	info, err := blob.Check(body)
	return info, fault.Wrap(op, err)
}

// getBlob gives a blob. Its address names its content, so it may be kept for ever.
func (s *Server) getBlob(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.getBlob"
	provider, err := s.providerFor(r, who)
	if err != nil {
		return err
	}
	var b store.Blob
	err = s.store.Read(r.Context(), func(tx *store.Tx) error {
		b, err = tx.Blob(provider, r.PathValue("sha256"))
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return fault.As(fault.NotFound, op, "blob.not_found", err)
	}
	if err != nil {
		return fault.Wrap(op, err)
	}
	h := w.Header()
	h.Set("Content-Type", b.Type)
	h.Set("Content-Length", strconv.Itoa(len(b.Body)))
	h.Set("Cache-Control", "private, max-age=31536000, immutable")
	h.Set("ETag", `"`+b.SHA256+`"`)
	if _, err := w.Write(b.Body); err != nil {
		s.log.Debug("blob not delivered", "request", requestID(r.Context()), "error", err)
	}
	return nil
}

// providerFor is the provider of the space that a request names, once its person is known to have a place there.
func (s *Server) providerFor(r *http.Request, who store.Session) (string, error) {
	space := r.URL.Query().Get("space")
	return syncing.ProviderOf(space), s.mustBeMember(r.Context(), space, who)
}

// mustEdit refuses those whose mutations could not refer to what they send.
func (s *Server) mustEdit(ctx context.Context, space string, who store.Session) error {
	const op = "server.mustEdit"
	return fault.Wrap(op, s.store.Read(ctx, func(tx *store.Tx) error {
		member, err := tx.Member(space, who.Person)
		if err == nil && !member.Role.MayEditSettings() {
			err = fault.New(fault.Forbidden, op, "settings.not_allowed")
		}
		return err
	}))
}
