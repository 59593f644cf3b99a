package wire

import (
	"bytes"
	"encoding/json"
	"slices"
)

// MaxBlobs is how many hashes one question for missing blobs may name.
const MaxBlobs = 500

// HashLength is that of a SHA-256 in hexadecimal.
const HashLength = 64

// BlobRef is how a value refers to a blob. Any object of a value, however deep, that has a member "sha256" with a hash in
// it is such a reference, whatever other members it has: so references of later versions are found as well.
type BlobRef struct {
	SHA256 string `json:"sha256"` // of the content, lower-case hexadecimal
	Type   string `json:"type"`   // media type
	Size   int    `json:"size"`   // bytes
	Width  int    `json:"width"`  // pixels
	Height int    `json:"height"`
}

// BlobsQuery asks which blobs the server lacks.
type BlobsQuery struct {
	Hashes []string `json:"hashes"`
}

// BlobsMissing answers with those that have to be sent before a mutation refers to them.
type BlobsMissing struct {
	Missing []string `json:"missing"`
}

// blobMember is the member that makes an object a reference; a value without these bytes is not parsed.
var blobMember = []byte(`"sha256"`)

// BlobsIn lists the hashes that the values refer to, in order and once each. What is not JSON refers to nothing.
func BlobsIn(values ...Value) []string {
	var out []string
	for _, v := range values {
		if !bytes.Contains(v, blobMember) {
			continue
		}
		var x any
		if json.Unmarshal(v, &x) == nil {
			out = appendBlobs(out, x)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func appendBlobs(out []string, x any) []string {
	switch x := x.(type) {
	case map[string]any:
		if hash, ok := x["sha256"].(string); ok && IsHash(hash) {
			out = append(out, hash)
		}
		for _, member := range x {
			out = appendBlobs(out, member)
		}
	case []any:
		for _, element := range x {
			out = appendBlobs(out, element)
		}
	}
	return out
}

// BlobsOf lists the hashes that the mutation's new values refer to.
func (m Mutation) BlobsOf() []string {
	values := make([]Value, len(m.Fields))
	for i, f := range m.Fields {
		values[i] = f.Value
	}
	return BlobsIn(values...)
}

// IsHash tells whether s is a SHA-256 in lower-case hexadecimal.
func IsHash(s string) bool {
	if len(s) != HashLength {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
