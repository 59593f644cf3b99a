package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// Value is one field's value as canonical JSON: compact, object keys in order, numbers as they were written, no needless
// escapes. Values are compared byte by byte; whatever is decoded from a message or a store becomes canonical on the way
// in, because encoders differ in what they escape. An empty Value and null both mean "no value".
type Value []byte

// ErrNotJSON is the error of a value that is not one JSON text.
var ErrNotJSON = errors.New("wire: value is not one JSON text")

// Canonical gives the one spelling of a JSON text.
func Canonical(text []byte) (Value, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var x any
	if err := dec.Decode(&x); err != nil {
		return nil, errors.Join(ErrNotJSON, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, ErrNotJSON
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(x); err != nil {
		return nil, errors.Join(ErrNotJSON, err)
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// MarshalJSON implements json.Marshaler.
func (v Value) MarshalJSON() ([]byte, error) {
	if len(v) == 0 {
		return []byte("null"), nil
	}
	return v, nil
}

// UnmarshalJSON implements json.Unmarshaler.
func (v *Value) UnmarshalJSON(text []byte) error {
	canonical, err := Canonical(text)
	*v = canonical
	return err
}

// String is the JSON text.
func (v Value) String() string { return string(v) }
