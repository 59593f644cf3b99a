// Package blob checks the images that are kept by their content: PNG, JPEG, GIF and ICO, recognised by what they hold and
// never by a name. Nothing is decoded here: dimensions come from the heads.
package blob

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// The media types that are taken.
const (
	PNG  = "image/png"
	JPEG = "image/jpeg"
	GIF  = "image/gif"
	ICO  = "image/x-icon"
)

// MaxBytes is the largest blob of any type.
const MaxBytes = 64 << 10

// MaxPixels bounds width × height: a small file may claim dimensions that take gigabytes once decoded.
const MaxPixels = 40_000_000

// maxSize is the largest blob of each type, in bytes.
var maxSize = map[string]int{PNG: MaxBytes, JPEG: MaxBytes, GIF: MaxBytes, ICO: MaxBytes}

// Info is what a blob was found to be.
type Info struct {
	SHA256 string // lower-case hexadecimal
	Type   string // media type
	Size   int    // bytes
	Width  int    // pixels; of the largest entry of an ICO
	Height int
}

// Ref is how a value refers to the blob.
func (i Info) Ref() wire.BlobRef {
	return wire.BlobRef{SHA256: i.SHA256, Type: i.Type, Size: i.Size, Width: i.Width, Height: i.Height}
}

// Hash is the name of a content.
func Hash(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// Check says what the bytes are. Faults: blob.too_large, blob.type, blob.damaged, blob.pixels.
func Check(body []byte) (Info, error) {
	const op = "blob.Check"
	info := Info{Type: sniff(body), Size: len(body)}
	switch limit, known := maxSize[info.Type]; {
	case len(body) > MaxBytes, known && len(body) > limit:
		return Info{}, fault.New(fault.Invalid, op, "blob.too_large")
	case !known:
		return Info{}, fault.New(fault.Invalid, op, "blob.type")
	}
	var err error
	if info.Width, info.Height, err = dimensions(info.Type, body); err != nil {
		return Info{}, fault.As(fault.Invalid, op, "blob.damaged", err)
	}
	if info.Width < 1 || info.Height < 1 {
		return Info{}, fault.New(fault.Invalid, op, "blob.damaged")
	}
	if info.Width > MaxPixels/info.Height {
		return Info{}, fault.New(fault.Invalid, op, "blob.pixels")
	}
	info.SHA256 = Hash(body)
	return info, nil
}

// sniff recognises a type by its first bytes, "" when it is none of ours.
func sniff(body []byte) string {
	for _, s := range []struct{ head, kind string }{
		{"\x89PNG\r\n\x1a\n", PNG}, {"\xff\xd8\xff", JPEG}, {"GIF87a", GIF}, {"GIF89a", GIF}, {"\x00\x00\x01\x00", ICO},
	} {
		if bytes.HasPrefix(body, []byte(s.head)) {
			return s.kind
		}
	}
	return ""
}

func dimensions(kind string, body []byte) (width, height int, err error) {
	read := map[string]func(io.Reader) (image.Config, error){
		PNG: png.DecodeConfig, JPEG: jpeg.DecodeConfig, GIF: gif.DecodeConfig,
	}[kind]
	if read == nil {
		return icoDimensions(body)
	}
	c, err := read(bytes.NewReader(body))
	return c.Width, c.Height, err
}
