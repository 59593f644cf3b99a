// Package picture turns a file that a person chose, of any kind and in any state, into the images of a provider's brand: a
// logo of exactly 143 × 59 pixels and a favicon, each under 30,000 bytes.
//
// The way is: open, sniff, bound, decode, reduce, turn upright (Reader), frame (Render), encode (EncodeBelow, BuildFavicon).
// Everything is pure but for the file, which comes through afero. Nothing of a picture's metadata gets through: what leaves
// is made from pixels.
//
// # Memory
//
// The file, 50 million bytes at most, and what the decoder makes: 4 bytes a pixel, 8 of a PNG of 16 bits a channel. A large JPEG
// is decoded at a half, a quarter or an eighth of its size (scaledjpeg), and takes a byte a pixel and less; a progressive one 2
// more for each channel, since its coefficients are kept until the end. The worst within the limits is a progressive CMYK of 40
// million pixels: 377 MB were measured for the whole program with one of 42 MB, 333 MB for a PNG of 16 bits, 289 MB for a
// progressive RGB of 33 MB, 43 MB for a usual JPEG of that size. What is left when decoding has ended, and what all later steps
// work on, is a copy of at most 2,048 × 2,048 pixels: 16 MiB.
package picture

import (
	"context"
	"image"
	"io"

	"pupitre/data/blob"
)

// Stage is a part of the work, for the line under a progress bar.
type Stage string

// The stages, in order.
const (
	Reading  Stage = "reading"
	Decoding Stage = "decoding"
	Reducing Stage = "reducing"
	Encoding Stage = "encoding"
)

// Progress is told how far a stage is, 0 to 1. It is called from the goroutine that works, often: it has to be quick.
type Progress func(stage Stage, done float64)

func (p Progress) tell(stage Stage, done float64) {
	if p != nil {
		p(stage, done)
	}
}

// Limits bound what is read before any decoder sees it.
type Limits struct {
	FileBytes int64 // of the file
	Pixels    int   // width × height
	Scans     int   // of a progressive JPEG: each goes over the whole picture
}

// DefaultLimits are those that people get: 50 million bytes, 40 megapixels, 100 scans (encoders write ten or so).
func DefaultLimits() Limits { return Limits{FileBytes: 50_000_000, Pixels: blob.MaxPixels, Scans: 100} }

// workingSide bounds the copy that is worked on, in pixels: fourteen times the width of a logo, so that a crop of a
// fourteenth of a photograph is still sharp.
const workingSide = 2048

// Source is a picture that was read, ready to be framed.
type Source struct {
	Image  *image.NRGBA // upright; reduced by a whole factor when a side was longer than 2,048 pixels, a JPEG by a power of 2
	Format Format
	Width  int // pixels, upright, before any reduction
	Height int
	// Frames is how many an animation has, 1 for a still picture. Only the first is kept.
	Frames int
	// Entries are the images of an icon, in the file's order; none for other formats.
	Entries []*image.NRGBA
}

// Reader reads pictures. Its zero value has the default limits and tells no progress.
type Reader struct {
	Limits Limits // the zero value for DefaultLimits
	Report Progress
}

func (r Reader) limits() Limits {
	if r.Limits == (Limits{}) {
		return DefaultLimits()
	}
	return r.Limits
}

// source gives a decoder its bytes, until the work is cancelled, and tells how far it is.
type source struct {
	ctx    context.Context
	from   io.Reader
	whole  int64
	given  int64
	stage  Stage
	report Progress
}

func (s *source) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.from.Read(p)
	s.given += int64(n)
	if s.whole > 0 {
		s.report.tell(s.stage, min(float64(s.given)/float64(s.whole), 1))
	}
	return n, err
}
