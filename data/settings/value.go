package settings

import (
	"bytes"
	"encoding/json"

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
