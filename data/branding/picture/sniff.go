package picture

import (
	"bytes"
	"encoding/binary"
	"slices"

	"pupitre/data/fault"
)

// Format is a kind of picture that is read.
type Format string

// The formats that are read.
const (
	PNG  Format = "png"
	JPEG Format = "jpeg"
	GIF  Format = "gif"
	ICO  Format = "ico"
)

// sniffBytes is how much of a file is looked at: an SVG may begin with a licence of that length.
const sniffBytes = 4096

// taken are the formats that are read, by the bytes that they begin with.
var taken = []struct {
	head   string
	format Format
}{
	{"\x89PNG\r\n\x1a\n", PNG}, {"\xff\xd8\xff", JPEG}, {"GIF87a", GIF}, {"GIF89a", GIF}, {"\x00\x00\x01\x00", ICO},
}

// known are formats that are refused by their name, which is the same in both languages.
var known = []struct {
	at   int
	head string
	name string
}{
	{8, "WEBP", "WebP"},
	{0, "II*\x00", "TIFF"},
	{0, "MM\x00*", "TIFF"},
	{0, "II+\x00", "TIFF"},
	{0, "MM\x00+", "TIFF"},
	{0, "II\xbc", "JPEG XR"},
	{0, "\xff\x0a", "JPEG XL"},
	{4, "JXL ", "JPEG XL"},
	{4, "jP  ", "JPEG 2000"},
	{0, "\xff\x4f\xff\x51", "JPEG 2000"},
	{0, "8BPS", "Photoshop"},
	{0, "%PDF-", "PDF"},
	{0, "%!PS", "PostScript"},
	{0, "qoif", "QOI"},
	{0, "icns", "ICNS"},
	{0, "PK\x03\x04", "ZIP"},
}

// brands are the pictures among the files of ISO 14496-12, by the brand in their first box.
var brands = map[string]string{
	"heic": "HEIC", "heix": "HEIC", "heim": "HEIC", "heis": "HEIC", "hevc": "HEIC", "hevx": "HEIC", "mif1": "HEIC", "msf1": "HEIC",
	"avif": "AVIF", "avis": "AVIF",
}

// Sniff tells what a file is by its first bytes, 4,096 at best, and never by its name. Faults: branding.file_empty,
// branding.refused_svg, branding.refused_cursor, branding.refused_format, branding.refused_unknown.
func Sniff(head []byte) (Format, error) {
	const op = "picture.Sniff"
	if len(head) == 0 {
		return "", fault.New(fault.Invalid, op, "branding.file_empty")
	}
	for _, t := range taken {
		if bytes.HasPrefix(head, []byte(t.head)) {
			return t.format, nil
		}
	}
	switch name := foreign(head); {
	case bytes.HasPrefix(head, []byte("\x00\x00\x02\x00")):
		return "", fault.New(fault.Invalid, op, "branding.refused_cursor")
	case name != "":
		return "", fault.New(fault.Invalid, op, "branding.refused_format", "Format", name)
	case isSVG(head):
		return "", fault.New(fault.Invalid, op, "branding.refused_svg")
	}
	return "", fault.New(fault.Invalid, op, "branding.refused_unknown")
}

// foreign is the name of a format that is not read, "" when it is not known.
func foreign(head []byte) string {
	for _, k := range known {
		if len(head) > k.at && bytes.HasPrefix(head[k.at:], []byte(k.head)) {
			return k.name
		}
	}
	if len(head) >= 12 && string(head[4:8]) == "ftyp" {
		return brands[string(head[8:12])]
	}
	if isBMP(head) {
		return "BMP"
	}
	return ""
}

// isBMP looks further than the two letters that a BMP begins with: words begin with them too.
func isBMP(head []byte) bool {
	return len(head) >= 18 && string(head[:2]) == "BM" && binary.LittleEndian.Uint32(head[6:]) == 0 &&
		slices.Contains([]uint32{12, 40, 52, 56, 64, 108, 124}, binary.LittleEndian.Uint32(head[14:]))
}

// isSVG finds the element svg near the beginning of what looks like a text, in UTF-8 or UTF-16.
func isSVG(head []byte) bool {
	text := bytes.ReplaceAll(head[:min(len(head), sniffBytes)], []byte{0}, nil)
	for _, mark := range []string{"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"} {
		text = bytes.TrimPrefix(text, []byte(mark))
	}
	text = bytes.TrimLeft(text, " \t\r\n")
	return bytes.HasPrefix(text, []byte("<")) && bytes.Contains(bytes.ToLower(text), []byte("<svg"))
}
