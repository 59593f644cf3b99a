package server

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Bounds of what a client sends.
const (
	maxSmallBody = 16 << 10 // bytes, sign-in and invitations
	maxDepth     = 24       // of nested arrays and objects; ours need five, values of later versions a few more
)

// read decodes a JSON request of at most limit bytes into v. Unknown members are ignored, as the protocol says.
func read(w http.ResponseWriter, r *http.Request, limit int64, v any) error {
	body, err := readJSON(w, r, limit)
	if err != nil {
		return err
	}
	return decode(body, v)
}

// readJSON takes in a request's body: JSON by its content type, and of at most limit bytes, counted after decompression.
func readJSON(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return nil, refuse(codeContentType, fault.Invalid, "server.readJSON", "server.content_type")
	}
	return readBounded(w, r, limit)
}

func readBounded(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	const op = "server.readBounded"
	var src io.Reader = http.MaxBytesReader(w, r.Body, limit)
	switch r.Header.Get("Content-Encoding") {
	case "", "identity":
	case "gzip":
		z, err := gzip.NewReader(src)
		if err != nil {
			return nil, fault.As(fault.Invalid, op, "server.malformed", err)
		}
		src = io.LimitReader(z, limit+1) // a small body may unpack to gigabytes
	default:
		return nil, refuse(codeContentType, fault.Invalid, op, "server.content_type")
	}
	body, err := io.ReadAll(src)
	if err != nil {
		return nil, bodyFault(op, err)
	}
	if int64(len(body)) > limit {
		return nil, refuse(codeTooLarge, fault.Invalid, op, "server.too_large")
	}
	return body, nil
}

// bodyFault is the fault of a body that could not be read to its end.
func bodyFault(op string, err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return refuse(codeTooLarge, fault.Invalid, op, "server.too_large")
	}
	return fault.As(fault.Invalid, op, "server.malformed", err)
}

// decode parses one JSON value; text after it and nesting deeper than maxDepth are refused.
func decode(body []byte, v any) error {
	const op = "server.decode"
	if tooDeep(body) {
		return fault.New(fault.Invalid, op, "server.malformed")
	}
	if err := json.Unmarshal(body, v); err != nil { // refuses text after the value by itself
		return fault.As(fault.Invalid, op, "server.malformed", err)
	}
	return nil
}

// tooDeep counts brackets outside of strings. It runs before the parser, whose own bound of 10,000 levels is meant to
// save its stack, not our memory.
func tooDeep(body []byte) bool {
	depth, quoted, escaped := 0, false, false
	for _, c := range body {
		switch {
		case escaped:
			escaped = false
		case quoted && c == '\\':
			escaped = true
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

// decodePush reads a push and checks what can be checked without the store.
func decodePush(body []byte) (wire.Push, error) {
	const op = "server.decodePush"
	var push wire.Push
	if err := decode(body, &push); err != nil {
		return wire.Push{}, err
	}
	if len(push.Mutations) > wire.MaxMutations {
		return wire.Push{}, refuse(codeTooLarge, fault.Invalid, op, "server.too_large")
	}
	if len(push.Lost) > wire.MaxBlobs {
		return wire.Push{}, refuse(codeTooLarge, fault.Invalid, op, "server.too_large")
	}
	if push.Device == "" || len(push.Device) > wire.MaxName || len(push.Epoch) > wire.MaxName || len(push.Mutations) == 0 {
		return wire.Push{}, fault.New(fault.Invalid, op, "server.malformed")
	}
	for _, m := range push.Mutations {
		if m.Seq < 1 {
			return wire.Push{}, fault.New(fault.Invalid, op, "server.malformed")
		}
	}
	return push, nil
}
