package server

import (
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// The codes of problems that only HTTP knows.
const (
	codeTooLarge    = "too_large"
	codeContentType = "unsupported_content_type"
	codeBadMethod   = "method_not_allowed"
)

// statusOf is the one table from the code of a problem to its HTTP status. A code that is missing is a defect, and a
// test walks the codes.
var statusOf = map[string]int{
	string(fault.Invalid):     http.StatusBadRequest,
	string(fault.SignedOut):   http.StatusUnauthorized, // is also wire.CodeSignedOut
	string(fault.Forbidden):   http.StatusForbidden,
	string(fault.NotFound):    http.StatusNotFound,
	string(fault.Conflict):    http.StatusConflict,
	string(fault.Unavailable): http.StatusServiceUnavailable,
	string(fault.Internal):    http.StatusInternalServerError,

	wire.CodeBadCredentials: http.StatusUnauthorized,
	wire.CodeTOTPRequired:   http.StatusUnauthorized,
	wire.CodeTOTPEnrol:      http.StatusUnauthorized,
	wire.CodeRevoked:        http.StatusForbidden,
	wire.CodeSeqGap:         http.StatusConflict,
	wire.CodeEpochChanged:   http.StatusConflict,
	wire.CodeResnapshot:     http.StatusGone,
	wire.CodeBlobMissing:    http.StatusConflict,
	wire.CodeHashMismatch:   http.StatusUnprocessableEntity,
	wire.CodeUpgrade:        http.StatusUpgradeRequired,
	wire.CodeTooMany:        http.StatusTooManyRequests,

	codeTooLarge:    http.StatusRequestEntityTooLarge,
	codeContentType: http.StatusUnsupportedMediaType,
	codeBadMethod:   http.StatusMethodNotAllowed,
}

// keyOf gives the sentence of a refusal that a person may meet; the others are between programs.
var keyOf = map[string]string{
	wire.CodeRevoked: "server.access_revoked",
	wire.CodeUpgrade: "server.upgrade_required",
}

// refused is a fault whose problem needs a more precise code than the fault's own, or says when to come back.
type refused struct {
	code  string
	after time.Duration    // Retry-After, 0 for none
	totp  *wire.TOTPSecret // to set up; it is not in the error's text, which is logged
	err   *fault.Error
}

func (r *refused) Error() string { return r.err.Error() }
func (r *refused) Unwrap() error { return r.err }

// refuse makes a refused with a sentence.
func refuse(code string, class fault.Code, op, key string) *refused {
	return &refused{code: code, err: fault.New(class, op, key)}
}

// retryUnavailable is what a client is asked to wait when the server cannot for the moment.
const retryUnavailable = 2 * time.Second

// problemOf translates an error once, at the edge.
func problemOf(err error, request string) (p wire.Problem, after time.Duration) {
	var refusal *syncing.Refusal
	if errors.As(err, &refusal) {
		return wire.Problem{Code: refusal.Code, Key: keyOf[refusal.Code], Epoch: refusal.Epoch, LastSeq: refusal.LastSeq}, 0
	}
	var lacking *missing
	if errors.As(err, &lacking) {
		return wire.Problem{Code: wire.CodeBlobMissing, Key: "blob.missing", Blobs: lacking.hashes}, 0
	}
	code := fault.CodeOf(err)
	p = wire.Problem{Code: string(code)}
	p.Key, p.Args = fault.KeyOf(err)
	var r *refused
	if errors.As(err, &r) {
		p.Code, after, p.TOTP = r.code, r.after, r.totp
	}
	switch code {
	case fault.Internal: // the cause stays in the log, where the request's id finds it
		p.Key, p.Args = "server.internal", map[string]any{"Request": request}
	case fault.Unavailable:
		if after == 0 {
			after = retryUnavailable
		}
		if strings.HasPrefix(p.Key, "store.") { // its sentences tell the operator of folders and disks
			p.Key, p.Args = "server.no_database", nil
		}
	case fault.Invalid, fault.Forbidden, fault.SignedOut, fault.NotFound, fault.Conflict:
	}
	return p, after
}

// fail answers with a problem. It is the only place where an action's error is logged.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	request := requestID(r.Context())
	p, after := problemOf(err, request)
	status, known := statusOf[p.Code]
	if !known {
		status = http.StatusInternalServerError
	}
	level := slog.LevelInfo
	if status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	if r.Context().Err() == nil { // a client that went away is no failure
		s.log.LogAttrs(r.Context(), level, "request failed",
			slog.String("request", request), slog.String("code", p.Code), slog.String("error", err.Error()))
	}
	if after > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(after.Seconds()))))
	}
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="pupitre"`)
	}
	s.reply(w, r, status, p)
}

// reply writes a JSON answer.
func (s *Server) reply(w http.ResponseWriter, r *http.Request, status int, body any) {
	b, err := json.Marshal(body)
	if err != nil { // our own types always encode; a stored value that is not JSON does not
		s.log.Error("answer cannot be encoded", "request", requestID(r.Context()), "error", err)
		http.Error(w, `{"code":"internal"}`, http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if _, err := w.Write(b); err != nil {
		s.log.Debug("answer not delivered", "request", requestID(r.Context()), "error", err)
	}
}
