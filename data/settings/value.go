package settings

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Text is the stored form of a string.
func Text(s string) wire.Value {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string always encodes
	return bytes.TrimRight(b.Bytes(), "\n")
}

// String reads a stored string; "" when the value is missing or is not a string.
func String(v wire.Value) string {
	var s string
	if json.Unmarshal(v, &s) != nil {
		return ""
	}
	return s
}

// Canonical is the one spelling of a JSON value: no white space, object keys in order, numbers as they were written.
// Values are compared byte by byte, so everything that enters a store passes here first.
func Canonical(v wire.Value) (wire.Value, error) {
	const op = "settings.Canonical"
	if len(v) > wire.MaxValue {
		return nil, fault.New(fault.Invalid, op, "settings.value_too_large")
	}
	dec := json.NewDecoder(bytes.NewReader(v))
	dec.UseNumber()
	var x any
	if err := dec.Decode(&x); err != nil {
		return nil, fault.As(fault.Invalid, op, "settings.value_unreadable", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, fault.New(fault.Invalid, op, "settings.value_unreadable")
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(x); err != nil {
		return nil, fault.As(fault.Invalid, op, "settings.value_unreadable", err)
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
