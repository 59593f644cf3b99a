package branding

import (
	"image"
	"io"
)

func decode(r io.Reader) (image.Image, error) {
	img, _, err := image.Decode(r) // want decoders-by-name
	return img, err
}
