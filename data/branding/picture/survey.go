package picture

import (
	"bytes"
	"encoding/binary"
)

// surveyJPEG walks the markers of a JPEG (ITU-T T.81, annex B) to its end.
func surveyJPEG(body []byte) (s survey) {
	const (
		startOfScan = 0xda
		endOfImage  = 0xd9
		app1        = 0xe1
	)
	for at := 2; at+2 <= len(body); {
		if body[at] != 0xff {
			next := bytes.IndexByte(body[at:], 0xff) // entropy-coded data
			if next < 0 {
				return s
			}
			at += next
			continue
		}
		marker := body[at+1]
		switch {
		case marker == 0xff: // fill
			at++
			continue
		case marker == 0 || marker == 1 || (marker >= 0xd0 && marker <= 0xd8): // without a length; 0 is a byte of data
			at += 2
			continue
		case marker == endOfImage:
			s.whole = true
			return s
		case at+4 > len(body):
			return s
		}
		length := int(binary.BigEndian.Uint16(body[at+2:]))
		end := min(at+2+max(length, 2), len(body))
		if marker == app1 && s.orientation == 0 {
			if tiff, ok := bytes.CutPrefix(body[at+4:max(end, at+4)], []byte("Exif\x00\x00")); ok {
				s.orientation = orientation(tiff)
			}
		}
		if marker == startOfScan {
			s.scans++
		}
		at = end
	}
	return s
}

// surveyPNG walks the chunks of a PNG (W3C PNG 3, 5.3). An animation has acTL, a picture from a camera eXIf.
func surveyPNG(body []byte) (s survey) {
	const signature, head, sum = 8, 8, 4
	for at := signature; at+head <= len(body); {
		length := int64(binary.BigEndian.Uint32(body[at:]))
		data := body[at+head:]
		if length > int64(len(data)) {
			return s
		}
		data = data[:length]
		switch kind := string(body[at+4 : at+head]); {
		case kind == "IEND":
			s.whole = true
			return s
		case kind == "IHDR" && length >= 8:
			s.width, s.height = int64(binary.BigEndian.Uint32(data)), int64(binary.BigEndian.Uint32(data[4:]))
		case kind == "acTL" && length >= 4:
			s.frames = int(min(binary.BigEndian.Uint32(data), 1<<20))
		case kind == "eXIf" && s.orientation == 0:
			s.orientation = orientation(data)
		}
		at += head + int(length) + sum
	}
	return s
}

// surveyGIF counts the images of a GIF (GIF89a, 1990), without unpacking any.
func surveyGIF(body []byte) (s survey) {
	const header, extension, descriptor, trailer = 13, 0x21, 0x2c, 0x3b
	if len(body) < header {
		return s
	}
	for at := header + colourTable(body[10]); at < len(body); {
		switch body[at] {
		case extension:
			at = skipBlocks(body, at+2)
		case descriptor:
			s.frames++
			if at+9 >= len(body) {
				return s
			}
			at = skipBlocks(body, at+10+colourTable(body[at+9])+1)
		default:
			s.whole = body[at] == trailer
			return s
		}
	}
	return s
}

// colourTable is the length in bytes of the colour table that a byte of flags announces.
func colourTable(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// skipBlocks goes behind a chain of blocks, each with its length in front, that ends with an empty one.
func skipBlocks(body []byte, at int) int {
	for at < len(body) {
		length := int(body[at])
		at += 1 + length
		if length == 0 {
			break
		}
	}
	return at
}

// orientation reads the entry of that name in a block of EXIF (CIPA DC-008, 4.6.2): the first directory of a TIFF. It is 0
// when there is none that can be believed.
func orientation(tiff []byte) int {
	const tag, short, entry, most = 0x0112, 3, 12, 1000
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(tiff, []byte("II*\x00")):
		order = binary.LittleEndian
	case bytes.HasPrefix(tiff, []byte("MM\x00*")):
		order = binary.BigEndian
	default:
		return 0
	}
	if len(tiff) < 8 {
		return 0
	}
	at := int64(order.Uint32(tiff[4:]))
	if at < 8 || at+2 > int64(len(tiff)) {
		return 0
	}
	entries := tiff[at+2:]
	for range min(int(order.Uint16(tiff[at:])), most) {
		if len(entries) < entry {
			return 0
		}
		if order.Uint16(entries) == tag {
			if v := int(order.Uint16(entries[8:])); order.Uint16(entries[2:]) == short && v >= 1 && v <= 8 {
				return v
			}
			return 0
		}
		entries = entries[entry:]
	}
	return 0
}
