// Package scaledjpeg decodes a JPEG (ITU-T T.81) at a half, a quarter or an eighth of its size, as if the whole picture had been
// decoded and its pixels averaged in squares of 2, 4 or 8: but nothing of the whole picture is ever made.
//
// # How
//
// The average of neighbouring samples of a cosine is that cosine at half the length, made smaller; and what is above the middle of
// the spectrum falls back onto what is below, with the other sign. So averaging is done on coefficients (fold), by the same
// multiplication as that of the quantisation, and only as many samples as are wanted are then transformed. Chroma that is stored at
// half size is folded half as much.
//
// # Bounds
//
// It takes what image/jpeg takes: 8 bits a sample, Huffman coding, sequential or progressive, one, three or four components. The
// caller has bounded the dimensions and the number of scans. Memory is, for each sample of the file, 1/4 of a byte and less for
// what is made, and 2 bytes more when the file is progressive, whose coefficients are kept until its last scan.
package scaledjpeg

import (
	"context"
	"errors"
	"image"
	"io"
)

// The errors. A file that ends too early gives io.ErrUnexpectedEOF.
var (
	ErrFormat      = errors.New("scaledjpeg: the file is damaged")
	ErrUnsupported = errors.New("scaledjpeg: this kind of JPEG is not read")
)

// Markers, T.81 table B.1.
const (
	tem              = 0x01
	sof0, sof1, sof2 = 0xc0, 0xc1, 0xc2
	dht              = 0xc4
	rst0             = 0xd0
	soi, eoi, sos    = 0xd8, 0xd9, 0xda
	dqt, dri         = 0xdb, 0xdd
	app0, app14      = 0xe0, 0xee
	sof15            = 0xcf
)

// Decode decodes a JPEG at 1/scale of its size: 2, 4 or 8. Dimensions that are no multiple are rounded up. progress is told, from
// this goroutine, the share of the file that was read; it may be nil. A cancelled ctx ends the work with its error.
func Decode(ctx context.Context, body []byte, scale int, progress func(done float64)) (*image.NRGBA, error) {
	if scale != 2 && scale != 4 && scale != 8 {
		return nil, ErrUnsupported
	}
	d := &decoder{ctx: ctx, body: body, scale: scale, progress: progress}
	if err := d.run(); err != nil {
		return nil, err
	}
	return d.picture()
}

// decoder is the state of one decoding.
type decoder struct {
	ctx      context.Context
	body     []byte
	at       int // of what is read next
	scale    int
	progress func(done float64)

	width, height  int // pixels, of the file
	across, down   int // units (MCU) of an interleaved scan
	hMost, vMost   int // the most samples a unit has
	progressive    bool
	components     []*component
	quantisation   [4][64]uint16
	quantised      [4]bool
	dc, ac         [4]table
	restart        int // units between two restarts, 0 for none
	jfif, adobe    bool
	adobeTransform byte
	scanned        bool
}

// component is a plane of the picture.
type component struct {
	id           byte
	h, v         int // sampling factors
	quantisation byte
	blocksAcross int // of a whole number of units
	blocksDown   int
	nx, ny       int // samples that are made of a block
	plane        []uint8
	stride       int
	coefficients []int16 // of a progressive file, 64 a block
	weights      *weights
	dcTable      byte
	acTable      byte
	lastDC       int32
}

// run goes through the segments.
func (d *decoder) run() error {
	if len(d.body) < 2 || d.body[0] != 0xff || d.body[1] != soi {
		return ErrFormat
	}
	d.at = 2
	for {
		marker, err := d.marker()
		if err != nil {
			return err
		}
		if marker == eoi {
			break
		}
		if marker >= rst0 && marker <= soi || marker == tem {
			continue // without a length; some encoders leave a restart behind the last unit
		}
		segment, err := d.segment()
		if err != nil {
			return err
		}
		if err := d.take(marker, segment); err != nil {
			return err
		}
	}
	if !d.scanned {
		return ErrFormat
	}
	return nil
}

// marker finds the next marker; what stands before it is passed over, as every decoder does.
func (d *decoder) marker() (byte, error) {
	for d.at+1 < len(d.body) {
		first, second := d.body[d.at], d.body[d.at+1]
		if first != 0xff || second == 0 || second == 0xff {
			d.at++
			continue
		}
		d.at += 2
		return second, nil
	}
	return 0, io.ErrUnexpectedEOF
}

// segment is what a marker announces, without its length.
func (d *decoder) segment() ([]byte, error) {
	if d.at+2 > len(d.body) {
		return nil, io.ErrUnexpectedEOF
	}
	length := int(d.body[d.at])<<8 | int(d.body[d.at+1])
	if length < 2 {
		return nil, ErrFormat
	}
	if d.at+length > len(d.body) {
		return nil, io.ErrUnexpectedEOF
	}
	segment := d.body[d.at+2 : d.at+length]
	d.at += length
	return segment, nil
}

func (d *decoder) take(marker byte, segment []byte) error {
	switch {
	case marker == sof0 || marker == sof1 || marker == sof2:
		d.progressive = marker == sof2
		return d.frame(segment)
	case marker == dht:
		return d.huffmanTables(segment)
	case marker == dqt:
		return d.quantisationTables(segment)
	case marker == dri:
		if len(segment) != 2 {
			return ErrFormat
		}
		d.restart = int(segment[0])<<8 | int(segment[1])
	case marker == sos:
		return d.scan(segment)
	case marker == app0:
		d.jfif = d.jfif || (len(segment) >= 5 && string(segment[:5]) == "JFIF\x00")
	case marker == app14 && len(segment) >= 12 && string(segment[:5]) == "Adobe":
		d.adobe, d.adobeTransform = true, segment[11]
	case marker >= sof0 && marker <= sof15: // arithmetic coding, lossless, hierarchical
		return ErrUnsupported
	}
	return nil
}

// tell tells how far the file is read, and whether to go on.
func (d *decoder) tell(at int) error {
	if d.progress != nil {
		d.progress(float64(at) / float64(len(d.body)))
	}
	return d.ctx.Err()
}
