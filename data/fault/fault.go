// Package fault is the one error type that crosses Pupitre's layers.
//
// A layer that meets a foreign error wraps it with the operation it was doing and, where a person can act on it, the
// catalogue id of a sentence. The edge (window, HTTP handler, command line) translates it once and logs it once.
package fault

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Code says what kind of failure it is, for decisions: retry, HTTP status, exit code.
type Code string

// The codes. A new one is added only when some caller has to decide differently.
const (
	Invalid     Code = "invalid"     // the input is wrong, the sentence says how
	Forbidden   Code = "forbidden"   // known person, not allowed
	SignedOut   Code = "signed_out"  // nobody is signed in, or the session has ended
	NotFound    Code = "not_found"   // the thing named does not exist
	Conflict    Code = "conflict"    // the state moved meanwhile
	Unavailable Code = "unavailable" // a resource is out of reach for now: network, full disk, busy server
	Internal    Code = "internal"    // a defect of ours, or damage
)

// Error carries a code for programs, a catalogue id for people and the wrapped cause for the log.
type Error struct {
	Code Code
	Op   string         // what was being done: "store.Save", for the log
	Key  string         // catalogue id of the sentence, empty when the cause has one
	Args map[string]any // arguments of the sentence
	Err  error          // cause, may be nil
}

// New makes an error with a sentence. args are pairs: name, value, …
func New(code Code, op, key string, args ...any) *Error {
	return &Error{Code: code, Op: op, Key: key, Args: Pairs(args...)}
}

// Wrap adds an operation to err and keeps its code and sentence. Wrap(op, nil) is nil.
func Wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	return &Error{Code: CodeOf(err), Op: op, Err: err}
}

// As gives err a code and a sentence that the layer below could not know. As(…, nil) is nil.
func As(code Code, op, key string, err error, args ...any) error {
	if err == nil {
		return nil
	}
	return &Error{Code: code, Op: op, Key: key, Args: Pairs(args...), Err: err}
}

// Error is the log line, in English; people read the sentence of KeyOf.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Op)
	if e.Key != "" {
		b.WriteString(": " + e.Key)
		for _, name := range slices.Sorted(maps.Keys(e.Args)) {
			fmt.Fprintf(&b, " %s=%v", name, e.Args[name])
		}
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Err }

// MessageKey is KeyOf for packages that must not import this one (the catalogues are a leaf).
func (e *Error) MessageKey() (key string, args map[string]any) { return KeyOf(e) }

// CodeOf is the code of the outermost Error that has one; Internal for foreign errors, "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	for e := err; e != nil; {
		var f *Error
		if !errors.As(e, &f) {
			break
		}
		if f.Code != "" {
			return f.Code
		}
		e = f.Err
	}
	return Internal
}

// Is tells whether err has the code.
func Is(err error, code Code) bool { return err != nil && CodeOf(err) == code }

// KeyOf is the catalogue id and the arguments of the outermost sentence, "error.unexpected" when there is none.
func KeyOf(err error) (key string, args map[string]any) {
	for e := err; e != nil; {
		var f *Error
		if !errors.As(e, &f) {
			break
		}
		if f.Key != "" {
			return f.Key, f.Args
		}
		e = f.Err
	}
	return "error.unexpected", nil
}

// Pairs turns name, value, … into a map; it panics on an odd count or a name that is not a string, a defect of the caller.
func Pairs(args ...any) map[string]any {
	if len(args) == 0 {
		return nil
	}
	if len(args)%2 != 0 {
		panic("fault: odd number of arguments")
	}
	m := make(map[string]any, len(args)/2)
	for i := 0; i < len(args); i += 2 {
		m[args[i].(string)] = args[i+1]
	}
	return m
}
