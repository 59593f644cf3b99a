package settings

import (
	"bytes"
	"encoding/json"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// null is the stored form of a field that was cleared.
var null = wire.Value("null")

// Text is the stored form of a string.
func Text(s string) wire.Value {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string always encodes
	return bytes.TrimRight(b.Bytes(), "\n")
}

// OptionalText is Text; null for the empty string, so that "nothing" has one spelling.
func OptionalText(s string) wire.Value {
	if s == "" {
		return null
	}
	return Text(s)
}

// Truth is the stored form of a boolean.
func Truth(b bool) wire.Value {
	if b {
		return wire.Value("true")
	}
	return wire.Value("false")
}

// String reads a stored string; "" when the value is missing or is not a string.
func String(v wire.Value) string {
	var s string
	if json.Unmarshal(v, &s) != nil {
		return ""
	}
	return s
}

// True reads a stored boolean; false when the value is missing or is not a boolean.
func True(v wire.Value) bool { return string(v) == "true" }

// isNull tells whether there is no value.
func isNull(v wire.Value) bool { return len(v) == 0 || string(v) == "null" }

// group is the stored form of several parts that only make sense together.
func group(parts any) wire.Value {
	text, err := json.Marshal(parts)
	if err != nil {
		return null // parts are our own structs of strings and numbers, which always encode
	}
	v, err := wire.Canonical(text)
	if err != nil {
		return null
	}
	return v
}

// readGroup reads a stored group into parts; what it does not know, or null, is refused: a group is written as a whole.
func readGroup(v wire.Value, parts any) error {
	if isNull(v) {
		return unreadable("settings.readGroup")
	}
	dec := json.NewDecoder(bytes.NewReader(v))
	dec.DisallowUnknownFields()
	if err := dec.Decode(parts); err != nil {
		return fault.As(fault.Invalid, "settings.readGroup", "settings.value_unreadable", err)
	}
	return nil
}

func unreadable(op string) error {
	return fault.New(fault.Invalid, op, "settings.value_unreadable")
}
