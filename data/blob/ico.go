package blob

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image/png"
)

// The form of an ICO (Microsoft, "Icons", Win32): a header of 6 bytes, then entries of 16 bytes that point into the file.
const (
	icoHeader  = 6
	icoEntry   = 16
	icoEntries = 32  // more than any favicon has
	icoSide    = 256 // pixels, the largest side
)

var errICO = errors.New("blob: the entries of the icon are not sound")

// icoDimensions gives those of the largest entry. Each entry must lie inside the file, behind the table.
func icoDimensions(body []byte) (width, height int, err error) {
	if len(body) < icoHeader+icoEntry {
		return 0, 0, errICO
	}
	n := int(binary.LittleEndian.Uint16(body[4:]))
	table := icoHeader + n*icoEntry
	if n < 1 || n > icoEntries || len(body) < table {
		return 0, 0, errICO
	}
	for i := range n {
		entry := body[icoHeader+i*icoEntry:]
		size, offset := int64(binary.LittleEndian.Uint32(entry[8:])), int64(binary.LittleEndian.Uint32(entry[12:]))
		if size < 1 || offset < int64(table) || offset+size > int64(len(body)) {
			return 0, 0, errICO
		}
		w, h, err := icoImage(body[offset : offset+size])
		if err != nil {
			return 0, 0, err
		}
		if w*h > width*height {
			width, height = w, h
		}
	}
	return width, height, nil
}

// icoImage reads what the image itself says: the table's own figures are only hints. It is a PNG or a bitmap without its
// file header, whose height counts the mask as well.
func icoImage(body []byte) (width, height int, err error) {
	if sniff(body) == PNG {
		c, err := png.DecodeConfig(bytes.NewReader(body))
		width, height = c.Width, c.Height
		if err != nil {
			return 0, 0, err
		}
	} else {
		const bitmapHeader = 40
		if len(body) < bitmapHeader || binary.LittleEndian.Uint32(body) != bitmapHeader {
			return 0, 0, errICO
		}
		width = int(int32(binary.LittleEndian.Uint32(body[4:])))
		height = int(int32(binary.LittleEndian.Uint32(body[8:]))) / 2
	}
	if width < 1 || height < 1 || width > icoSide || height > icoSide {
		return 0, 0, errICO
	}
	return width, height, nil
}
