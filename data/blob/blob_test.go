package blob_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"pupitre/data/blob"
	"pupitre/data/fault"
)

func encoded(t testing.TB, kind string, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch kind {
	case blob.PNG:
		err = png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)))
	case blob.JPEG:
		err = jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)), nil)
	case blob.GIF:
		err = gif.Encode(&b, image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.Black}), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// entry is one image of an icon.
type entry struct {
	body         []byte
	size, offset int // 0 for what they should be
}

// icon writes an ICO of a type, 1 for icons and 2 for cursors.
func icon(kind uint16, entries ...entry) []byte {
	head := binary.LittleEndian.AppendUint16([]byte{0, 0}, kind)
	head = binary.LittleEndian.AppendUint16(head, uint16(len(entries)))
	offset := 6 + 16*len(entries)
	var bodies []byte
	for _, e := range entries {
		size, at := len(e.body), offset+len(bodies)
		if e.size != 0 {
			size = e.size
		}
		if e.offset != 0 {
			at = e.offset
		}
		head = append(head, 0, 0, 0, 0, 1, 0, 32, 0)
		head = binary.LittleEndian.AppendUint32(head, uint32(size))
		head = binary.LittleEndian.AppendUint32(head, uint32(at))
		bodies = append(bodies, e.body...)
	}
	return append(head, bodies...)
}

// bitmap is the head of an icon's bitmap; its height counts the mask too.
func bitmap(width, height int) []byte {
	b := make([]byte, 40+16)
	binary.LittleEndian.PutUint32(b, 40)
	binary.LittleEndian.PutUint32(b[4:], uint32(int32(width)))
	binary.LittleEndian.PutUint32(b[8:], uint32(int32(2*height)))
	return b
}

func TestCheckTakes(t *testing.T) {
	for name, c := range map[string]struct {
		body          []byte
		kind          string
		width, height int
	}{
		"png":  {encoded(t, blob.PNG, 143, 59), blob.PNG, 143, 59},
		"jpeg": {encoded(t, blob.JPEG, 143, 59), blob.JPEG, 143, 59},
		"gif":  {encoded(t, blob.GIF, 143, 59), blob.GIF, 143, 59},
		"icon": {icon(1, entry{body: bitmap(16, 16)}, entry{body: encoded(t, blob.PNG, 48, 48)}, entry{body: bitmap(32, 32)}), blob.ICO, 48, 48},
	} {
		got, err := blob.Check(c.body)
		want := blob.Info{SHA256: blob.Hash(c.body), Type: c.kind, Size: len(c.body), Width: c.width, Height: c.height}
		if err != nil || got != want {
			t.Errorf("%s: %+v %v, want %+v", name, got, err, want)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	bomb := encoded(t, blob.PNG, 1, 1)
	binary.BigEndian.PutUint32(bomb[16:], 50_000)
	binary.BigEndian.PutUint32(bomb[20:], 50_000)
	crc := []byte{0, 0, 0, 0}
	copy(bomb[29:], crc)
	whole := encoded(t, blob.PNG, 9, 9)
	for name, c := range map[string]struct {
		body []byte
		key  string
	}{
		"nothing":                  {nil, "blob.type"},
		"svg":                      {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "blob.type"},
		"cursor":                   {icon(2, entry{body: bitmap(16, 16)}), "blob.type"},
		"head only":                {whole[:8], "blob.damaged"},
		"cut in the dimensions":    {whole[:20], "blob.damaged"},
		"head with a wrong sum":    {bomb, "blob.damaged"},
		"too many pixels":          {hugeGIF(), "blob.pixels"},
		"no width":                 {emptyGIF(), "blob.damaged"},
		"too large":                {append(encoded(t, blob.PNG, 1, 1), make([]byte, blob.MaxBytes)...), "blob.too_large"},
		"icon without entries":     {append(icon(1), make([]byte, 40)...), "blob.damaged"},
		"icon that ends early":     {icon(1, entry{body: bitmap(16, 16)})[:20], "blob.damaged"},
		"entry outside the file":   {icon(1, entry{body: bitmap(16, 16), size: 1 << 30}), "blob.damaged"},
		"entry beyond 32 bits":     {icon(1, entry{body: bitmap(16, 16), size: 0xffffffff, offset: 0xffffffff}), "blob.damaged"},
		"entry inside the table":   {icon(1, entry{body: bitmap(16, 16), offset: 4}), "blob.damaged"},
		"entry that is no image":   {icon(1, entry{body: []byte(strings.Repeat("x", 60))}), "blob.damaged"},
		"entry of 257 pixels":      {icon(1, entry{body: bitmap(257, 16)}), "blob.damaged"},
		"entry of negative height": {icon(1, entry{body: bitmap(16, -16)}), "blob.damaged"},
		"many entries":             {icon(1, make([]entry, 33)...), "blob.damaged"},
	} {
		got, err := blob.Check(c.body)
		if key, _ := fault.KeyOf(err); key != c.key || got != (blob.Info{}) || !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %+v %v, want %s", name, got, err, c.key)
		}
	}
}

// hugeGIF claims 65,535 × 65,535 pixels in 13 bytes.
func hugeGIF() []byte { return []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00") }

func emptyGIF() []byte { return []byte("GIF89a\x00\x00\x01\x00\x00\x00\x00") }

// FuzzCheck proves that no bytes make the check panic, and that what it takes is within the bounds.
func FuzzCheck(f *testing.F) {
	for _, kind := range []string{blob.PNG, blob.JPEG, blob.GIF} {
		f.Add(encoded(f, kind, 5, 3))
	}
	f.Add(icon(1, entry{body: bitmap(16, 16)}))
	f.Add(icon(1, entry{body: encoded(f, blob.PNG, 48, 48)}, entry{body: bitmap(32, 32)}))
	f.Add(hugeGIF())
	f.Fuzz(func(t *testing.T, body []byte) {
		info, err := blob.Check(body)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("%v is no fault of the sender", err)
			}
			return
		}
		if info.Size != len(body) || info.Size > blob.MaxBytes || info.Width < 1 || info.Height < 1 ||
			info.Width*info.Height > blob.MaxPixels || info.SHA256 != blob.Hash(body) {
			t.Fatalf("out of bounds: %+v", info)
		}
	})
}
