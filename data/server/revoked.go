package server

import (
	"errors"
	"net/http"
	"strings"

	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// noticeRevoked tells the administrator when a device whose access was withdrawn wants to send changes. The device itself is
// answered as always, and a letter that could not be written only stands in the log.
func (s *Server) noticeRevoked(r *http.Request, cause error) {
	var refusal *syncing.Refusal
	if !errors.As(cause, &refusal) || refusal.Code != wire.CodeRevoked || !strings.HasSuffix(r.Pattern, "/push") {
		return
	}
	_, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	err := s.store.Write(r.Context(), func(tx *store.Tx) error {
		person, id, err := tx.RevokedOn(HashSecret(token))
		if err != nil {
			return err
		}
		device, err := tx.Device(id)
		if fault.Is(err, fault.NotFound) {
			device, err = store.Device{ID: HashSecret(token)}, nil
		}
		if err != nil {
			return err
		}
		return s.alerts.RevokedDevice(tx, person, device, s.now())
	})
	if err != nil && r.Context().Err() == nil {
		s.log.Warn("the administrator was not told of a revoked device", "request", requestID(r.Context()), "error", err)
	}
}
