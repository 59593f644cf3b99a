package picture_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"testing"
)

// photograph is a picture with everything a photograph has: gradients, edges, texture. The same size gives the same pixels.
func photograph(width, height int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	noise := uint32(1)
	for y := range height {
		for x := range width {
			u, v := float64(x)/float64(width), float64(y)/float64(height)
			noise = noise*1664525 + 1013904223
			grain := float64(noise>>24)/16 - 8
			red := 128 + 100*math.Sin(9*u+4*v) + grain
			green := 128 + 90*math.Cos(7*v-3*u) + grain
			blue := 255*u*(1-v) + grain
			if (u-0.6)*(u-0.6)+(v-0.4)*(v-0.4) < 0.02 {
				red, green, blue = 240+grain, 220+grain, 60
			}
			img.SetNRGBA(x, y, color.NRGBA{R: clamp(red), G: clamp(green), B: clamp(blue), A: 255})
		}
	}
	return img
}

func clamp(v float64) uint8 { return uint8(min(max(v, 0), 255)) }

// noise is what compresses worst: every bit by chance, opacity too where seeThrough is set.
func noise(width, height int, seeThrough bool) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	state := uint64(88172645463325252)
	for i := range img.Pix {
		state ^= state << 13
		state ^= state >> 7
		state ^= state << 17
		img.Pix[i] = uint8(state >> 32)
		if i%4 == 3 && !seeThrough {
			img.Pix[i] = 255
		}
	}
	return img
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t testing.TB, img image.Image, quality int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// gifOf makes an animation of frames in plain colours, each in its place; the canvas is that of the first frame, or more.
func gifOf(t testing.TB, canvas image.Rectangle, frames ...image.Rectangle) []byte {
	t.Helper()
	g := gif.GIF{Config: image.Config{Width: canvas.Dx(), Height: canvas.Dy()}}
	palette := color.Palette{color.NRGBA{}, color.NRGBA{R: 255, A: 255}, color.NRGBA{B: 255, A: 255}}
	for i, r := range frames {
		p := image.NewPaletted(r, palette)
		for j := range p.Pix {
			p.Pix[j] = uint8(1 + i%2)
		}
		g.Image, g.Delay = append(g.Image, p), append(g.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exif is a block with an orientation among other entries.
func exif(order binary.AppendByteOrder, orientation uint16) []byte {
	b := []byte("II*\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b = []byte("MM\x00*")
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 2)
	b = order.AppendUint16(b, 0x010f) // maker, text
	b = order.AppendUint16(b, 2)
	b = order.AppendUint32(b, 4)
	b = append(b, "abc\x00"...)
	b = order.AppendUint16(b, 0x0112)
	b = order.AppendUint16(b, 3)
	b = order.AppendUint32(b, 1)
	b = order.AppendUint16(b, orientation)
	b = order.AppendUint16(b, 0)
	return order.AppendUint32(b, 0)
}

// withSegment puts an APP1 segment into a JPEG, behind its first marker.
func withSegment(body, data []byte) []byte {
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(data)+2))
	segment = append(segment, data...)
	return bytes.Join([][]byte{body[:2], segment, body[2:]}, nil)
}

// chunk is a chunk of a PNG.
func chunk(kind string, data []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(append(b, kind...), data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// withChunk puts a chunk into a PNG, behind its head.
func withChunk(body []byte, kind string, data []byte) []byte {
	const head = 8 + 25
	return bytes.Join([][]byte{body[:head], chunk(kind, data), body[head:]}, nil)
}

// claiming is a PNG whose head announces other dimensions, with a right sum.
func claiming(body []byte, width, height uint32) []byte {
	b := bytes.Clone(body)
	binary.BigEndian.PutUint32(b[16:], width)
	binary.BigEndian.PutUint32(b[20:], height)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

// entry is one image of an icon.
type entry struct {
	body         []byte
	size, offset uint32 // 0 for what they should be
}

// icon writes an ICO of a type, 1 for icons and 2 for cursors.
func icon(kind uint16, entries ...entry) []byte {
	head := binary.LittleEndian.AppendUint16([]byte{0, 0}, kind)
	head = binary.LittleEndian.AppendUint16(head, uint16(len(entries)))
	offset := uint32(6 + 16*len(entries))
	var bodies []byte
	for _, e := range entries {
		size, at := uint32(len(e.body)), offset+uint32(len(bodies))
		if e.size != 0 {
			size = e.size
		}
		if e.offset != 0 {
			at = e.offset
		}
		head = append(head, 0, 0, 0, 0, 1, 0, 32, 0)
		head = binary.LittleEndian.AppendUint32(head, size)
		head = binary.LittleEndian.AppendUint32(head, at)
		bodies = append(bodies, e.body...)
	}
	return append(head, bodies...)
}

// windowsBitmap is an image of an icon without its file header: head, palette, rows from the bottom up, mask.
func windowsBitmap(width, height, depth int, palette, rows, mask []byte) []byte {
	b := make([]byte, 40)
	binary.LittleEndian.PutUint32(b, 40)
	binary.LittleEndian.PutUint32(b[4:], uint32(width))
	binary.LittleEndian.PutUint32(b[8:], uint32(2*height))
	binary.LittleEndian.PutUint16(b[12:], 1)
	binary.LittleEndian.PutUint16(b[14:], uint16(depth))
	binary.LittleEndian.PutUint32(b[32:], uint32(len(palette)/4))
	return bytes.Join([][]byte{b, palette, rows, mask}, nil)
}
