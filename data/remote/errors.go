package remote

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"strconv"
	"time"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/i18n"
)

// longestAfter bounds what a server may ask to wait.
const longestAfter = time.Hour

// waiting is an error after which the server asks to wait.
type waiting struct {
	after time.Duration
	err   error
}

func (w *waiting) Error() string { return w.err.Error() }
func (w *waiting) Unwrap() error { return w.err }

// RetryAfter is how long the server asked to wait before the next try, 0 when it asked for nothing.
func RetryAfter(err error) time.Duration {
	var w *waiting
	if errors.As(err, &w) {
		return w.after
	}
	return 0
}

// failure gives a failure of the network its sentence. The cause stays in the chain: errors.Is finds a context that the
// caller ended.
func failure(op string, err error) error {
	var certificate *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var name x509.HostnameError
	switch {
	case errors.Is(err, errWrongPin):
		return fault.As(fault.Unavailable, op, "remote.wrong_pin", err)
	case errors.As(err, &certificate), errors.As(err, &authority), errors.As(err, &name):
		return fault.As(fault.Unavailable, op, "remote.untrusted", err)
	}
	return fault.As(fault.Unavailable, op, "remote.unreachable", err)
}

// notPupitre is the fault of an answer that no server of ours gives.
func notPupitre(op string, err error) error {
	return fault.As(fault.Unavailable, op, "remote.not_pupitre", err)
}

// problemIn turns an answer that is not 2xx into an error.
func problemIn(res *http.Response) error {
	const op = "remote.problemIn"
	if res.StatusCode >= 200 && res.StatusCode <= 299 {
		return nil
	}
	status := fmt.Errorf("status %d", res.StatusCode)
	p, ok := readProblem(res)
	if !ok {
		err := notPupitre(op, status) // a proxy's word ends no session and refuses no edit
		if res.StatusCode >= http.StatusInternalServerError || res.StatusCode == http.StatusTooManyRequests {
			err = fault.As(fault.Unavailable, op, "remote.server_trouble", status)
		}
		return withAfter(err, res)
	}
	if p.Code == wire.CodeBlobMissing {
		return withAfter(&BlobsMissing{Hashes: p.Blobs}, res)
	}
	if isProtocol(p.Code) {
		return withAfter(&syncing.Refusal{Code: p.Code, Epoch: p.Epoch, LastSeq: p.LastSeq}, res)
	}
	err := &fault.Error{Code: codeOf(p.Code, res.StatusCode), Op: op, Key: "remote.server_trouble", Err: status}
	if i18n.Known(p.Key) { // a newer server may have sentences that this program lacks
		err.Key, err.Args = p.Key, p.Args
	}
	return withAfter(withFactor(err, p), res)
}

func readProblem(res *http.Response) (p wire.Problem, ok bool) {
	if expect(res, "application/json") != nil {
		return p, false
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, maxProblem))
	return p, err == nil && json.Unmarshal(body, &p) == nil && p.Code != ""
}

// BlobsMissing is the error of a push that refers to blobs which the server does not have. Nothing of it was stored.
type BlobsMissing struct{ Hashes []string }

func (m *BlobsMissing) Error() string {
	return fmt.Sprintf("%d blobs have to be sent first", len(m.Hashes))
}

// MissingHashes names them.
func (m *BlobsMissing) MissingHashes() []string { return m.Hashes }

// Unwrap gives it the code and the sentence of something that passes.
func (m *BlobsMissing) Unwrap() error {
	return fault.New(fault.Unavailable, "remote.BlobsMissing", "blob.missing")
}

// isProtocol tells the codes that the core of synchronisation acts upon.
func isProtocol(code string) bool {
	switch code {
	case wire.CodeSeqGap, wire.CodeEpochChanged, wire.CodeResnapshot, wire.CodeHashMismatch, wire.CodeUpgrade, wire.CodeRevoked:
		return true
	}
	return false
}

// codeOf is the class of a problem here. What is a defect of the server there is, from here, a server that cannot for now.
func codeOf(code string, status int) fault.Code {
	switch c := fault.Code(code); c {
	case fault.Invalid, fault.Forbidden, fault.SignedOut, fault.NotFound, fault.Conflict, fault.Unavailable:
		return c
	case fault.Internal:
		return fault.Unavailable
	}
	switch {
	case code == wire.CodeBadCredentials, code == wire.CodeTOTPRequired, code == wire.CodeTOTPEnrol:
		return fault.SignedOut
	case code == wire.CodeTooMany, status >= http.StatusInternalServerError:
		return fault.Unavailable
	}
	return fault.Invalid
}

// withAfter adds what the server asked to wait, in the form with seconds; HTTP's other form, a date, needs clocks that agree.
func withAfter(err error, res *http.Response) error {
	seconds, bad := strconv.ParseFloat(res.Header.Get("Retry-After"), 64)
	if bad != nil || seconds <= 0 || math.IsNaN(seconds) {
		return err
	}
	after := longestAfter
	if seconds < longestAfter.Seconds() {
		after = time.Duration(seconds * float64(time.Second))
	}
	return &waiting{after: after, err: err}
}
