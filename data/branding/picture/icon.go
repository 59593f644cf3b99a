package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/png"

	"pupitre/data/fault"
)

// The form of an ICO (Microsoft, "Icons", Win32): a header of 6 bytes, then entries of 16 bytes that point into the file, at
// pictures that are PNG or bitmaps without their file header.
const (
	iconHeader  = 6
	iconEntry   = 16
	iconEntries = 32  // more than any favicon has
	iconSide    = 256 // pixels, the largest side
	bitmapHead  = 40  // bytes of a BITMAPINFOHEADER
)

// decodeIcon reads every image of an icon; the largest one is the source's.
func decodeIcon(body []byte) (Source, error) {
	const op = "picture.decodeIcon"
	bodies, err := iconBodies(body)
	if err != nil {
		return Source{}, err
	}
	s := Source{Format: ICO, Frames: 1}
	for _, b := range bodies {
		img, err := decodeEntry(b)
		if err != nil {
			return Source{}, fault.Wrap(op, err)
		}
		s.Entries = append(s.Entries, img)
		if w, h := img.Rect.Dx(), img.Rect.Dy(); w*h > s.Width*s.Height {
			s.Image, s.Width, s.Height = img, w, h
		}
	}
	return s, nil
}

// iconBodies finds the bytes of each image. All have to lie inside the file, behind the table: branding.icon_outside.
func iconBodies(body []byte) (out [][]byte, err error) {
	const op = "picture.iconBodies"
	if len(body) < iconHeader {
		return nil, fault.New(fault.Invalid, op, "branding.picture_truncated")
	}
	n := int(binary.LittleEndian.Uint16(body[4:]))
	table := iconHeader + n*iconEntry
	switch {
	case n < 1 || n > iconEntries:
		return nil, fault.New(fault.Invalid, op, "branding.picture_damaged")
	case len(body) < table:
		return nil, fault.New(fault.Invalid, op, "branding.picture_truncated")
	}
	for i := range n {
		entry := body[iconHeader+i*iconEntry:]
		size, offset := int64(binary.LittleEndian.Uint32(entry[8:])), int64(binary.LittleEndian.Uint32(entry[12:]))
		if size < 1 || offset < int64(table) || offset+size > int64(len(body)) {
			return nil, fault.New(fault.Invalid, op, "branding.icon_outside")
		}
		out = append(out, body[offset:offset+size])
	}
	return out, nil
}

func decodeEntry(body []byte) (*image.NRGBA, error) {
	const op = "picture.decodeEntry"
	if !bytes.HasPrefix(body, []byte("\x89PNG\r\n\x1a\n")) {
		return decodeBitmap(body)
	}
	config, err := png.DecodeConfig(bytes.NewReader(body))
	if err != nil {
		return nil, damage(op, err, surveyPNG(body).whole)
	}
	if !iconSized(config.Width, config.Height) {
		return nil, fault.New(fault.Invalid, op, "branding.picture_damaged")
	}
	img, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		return nil, damage(op, err, surveyPNG(body).whole)
	}
	return clone(img), nil
}

func iconSized(width, height int) bool {
	return width >= 1 && height >= 1 && width <= iconSide && height <= iconSide
}

// bitmap is the image of an icon in the form of Windows: colours from the bottom row up, then a mask of one bit a pixel, both
// with rows of whole words of 4 bytes.
type bitmap struct {
	width, height, depth int
	palette              []byte // 4 bytes a colour: blue, green, red, nothing
	colours, mask        []byte // mask is empty when the file leaves it out
}

// rowBytes is the length of a row.
func rowBytes(width, depth int) int { return (width*depth + 31) / 32 * 4 }

func decodeBitmap(body []byte) (*image.NRGBA, error) {
	b, err := parseBitmap(body)
	if err != nil {
		return nil, err
	}
	img := image.NewNRGBA(image.Rect(0, 0, b.width, b.height))
	opaque := b.depth == 32 && !b.anyAlpha()
	for y := range b.height {
		for x := range b.width {
			c := b.at(x, y)
			if (b.depth != 32 || opaque) && !b.masked(x, y) {
				c.A = 0xff
			} else if b.depth != 32 || opaque {
				c = color.NRGBA{}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img, nil
}

// parseBitmap checks the head, whose height counts the mask as well, and that everything it announces is there.
func parseBitmap(body []byte) (b bitmap, err error) {
	const op = "picture.parseBitmap"
	refused := fault.New(fault.Invalid, op, "branding.picture_damaged")
	if len(body) < bitmapHead || binary.LittleEndian.Uint32(body) != bitmapHead {
		return b, refused
	}
	doubled := int(int32(binary.LittleEndian.Uint32(body[8:])))
	b.width, b.height = int(int32(binary.LittleEndian.Uint32(body[4:]))), doubled/2
	b.depth = int(binary.LittleEndian.Uint16(body[14:]))
	compression, used := binary.LittleEndian.Uint32(body[16:]), int64(binary.LittleEndian.Uint32(body[32:]))
	if !iconSized(b.width, b.height) || doubled%2 != 0 || compression != 0 || used > 256 {
		return b, refused
	}
	switch b.depth {
	case 1, 4, 8:
		if used == 0 {
			used = 1 << b.depth
		}
	case 24, 32:
	default:
		return b, refused
	}
	rest := body[bitmapHead:]
	pixels := rowBytes(b.width, b.depth) * b.height
	if int64(len(rest)) < used*4+int64(pixels) {
		return b, fault.New(fault.Invalid, op, "branding.picture_truncated")
	}
	b.palette, rest = rest[:used*4], rest[used*4:]
	b.colours, rest = rest[:pixels], rest[pixels:]
	if mask := rowBytes(b.width, 1) * b.height; len(rest) >= mask {
		b.mask = rest[:mask]
	}
	return b, nil
}

// at is the colour of a pixel, without regard to the mask; its opacity is that of pictures with 32 bits.
func (b bitmap) at(x, y int) color.NRGBA {
	row := b.colours[(b.height-1-y)*rowBytes(b.width, b.depth):]
	switch b.depth {
	case 32:
		p := row[4*x:]
		return color.NRGBA{R: p[2], G: p[1], B: p[0], A: p[3]}
	case 24:
		p := row[3*x:]
		return color.NRGBA{R: p[2], G: p[1], B: p[0]}
	}
	perByte := 8 / b.depth
	shift := 8 - b.depth*(x%perByte+1)
	index := int(row[x/perByte]>>shift) & (1<<b.depth - 1)
	if 4*index+4 > len(b.palette) {
		return color.NRGBA{} // black, as Windows shows it
	}
	p := b.palette[4*index:]
	return color.NRGBA{R: p[2], G: p[1], B: p[0]}
}

// masked tells whether the mask hides a pixel.
func (b bitmap) masked(x, y int) bool {
	if len(b.mask) == 0 {
		return false
	}
	return b.mask[(b.height-1-y)*rowBytes(b.width, 1)+x/8]>>(7-x%8)&1 == 1
}

// anyAlpha tells whether a picture of 32 bits uses its opacity; older programs left it 0 everywhere, and meant the mask.
func (b bitmap) anyAlpha() bool {
	for i := 3; i < len(b.colours); i += 4 {
		if b.colours[i] != 0 {
			return true
		}
	}
	return false
}

// EncodeIcon writes an ICO of square images, at most 256 pixels a side, in the order given. They are PNG inside, as every
// browser and Windows since Vista read them.
func EncodeIcon(images []*image.NRGBA) ([]byte, error) {
	const op = "picture.EncodeIcon"
	head := binary.LittleEndian.AppendUint16([]byte{0, 0, 1, 0}, uint16(len(images)))
	var bodies []byte
	for _, img := range images {
		body, err := encodePNG(img)
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		side := byte(img.Rect.Dx()) // 256 is written 0
		head = append(head, side, byte(img.Rect.Dy()), 0, 0, 1, 0, 32, 0)
		head = binary.LittleEndian.AppendUint32(head, uint32(len(body)))
		head = binary.LittleEndian.AppendUint32(head, uint32(iconHeader+iconEntry*len(images)+len(bodies)))
		bodies = append(bodies, body...)
	}
	return append(head, bodies...), nil
}
