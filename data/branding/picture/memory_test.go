package picture_test

import (
	"bytes"
	"context"
	"image"
	"runtime"
	"testing"

	"pupitre/data/branding/picture"
	"pupitre/data/fault"
)

// taken is how many bytes were asked for while f ran, those that were given back meanwhile included.
func taken(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// A file that claims to be enormous is refused before anything of its size is made.
func TestBombsTakeNoMemory(t *testing.T) {
	whole := pngOf(t, photograph(64, 64))
	for name, body := range map[string][]byte{
		"png of 50,000 × 50,000":    claiming(whole, 50_000, 50_000),
		"png of 6,326 × 6,324":      claiming(whole, 6326, 6324), // a row above 40 million
		"gif of 65,535 × 65,535":    []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"),
		"icon with a bomb in it":    icon(1, entry{body: claiming(whole, 50_000, 50_000)}),
		"icon of 256 times nothing": icon(1, entry{body: windowsBitmap(256, 256, 32, nil, nil, nil)}),
		"jpeg with many scans":      manyScans(t),
	} {
		var err error
		bytes := taken(func() { _, err = picture.Reader{}.Decode(context.Background(), body) })
		if !fault.Is(err, fault.Invalid) || bytes > 1<<20 {
			t.Errorf("%s: %v, and %d bytes", name, err, bytes)
		}
	}
}

// What is decoded takes what the comment of the package says, and the rest of the work a working copy and a little more.
func TestMemoryByPixel(t *testing.T) {
	const width, height = 2200, 900 // reduced by 2
	deep := image.NewNRGBA64(image.Rect(0, 0, width, height))
	for i := range deep.Pix {
		deep.Pix[i] = uint8(i * i >> 7)
	}
	for _, tt := range []struct {
		name string
		body []byte
		most float64 // bytes a pixel, all that was ever asked for
	}{
		{"jpeg", jpegOf(t, photograph(width, height), 90), 4},
		{"png", pngOf(t, photograph(width, height)), 8},
		{"png of 16 bits", pngOf(t, deep), 12},
	} {
		var logo picture.Encoded
		bytes := taken(func() {
			src, err := picture.Reader{}.Decode(context.Background(), tt.body)
			if err == nil {
				logo, err = picture.Reader{}.BuildLogo(context.Background(), src, picture.Framing{})
			}
			if err != nil {
				t.Fatal(err)
			}
		})
		const fixed = 4 << 20 // encoders and their tables
		if got := float64(bytes-min(bytes, fixed)) / (width * height); got > tt.most || logo.Body == nil {
			t.Errorf("%s: %.1f bytes a pixel, want %.0f at most", tt.name, got, tt.most)
		}
	}
}

// A file of 50 MB is read once, and not copied again and again as it grows.
func TestReadingTakesNoMoreThanTheFile(t *testing.T) {
	body := append(pngOf(t, noise(200, 200, false)), bytes.Repeat([]byte{0}, 20_000_000)...)
	fsys := memory(t, map[string][]byte{"f.png": body})
	used := taken(func() {
		if _, err := (picture.Reader{}).Open(context.Background(), fsys, "f.png"); err != nil {
			t.Fatal(err)
		}
	})
	if used > uint64(len(body))+8<<20 {
		t.Errorf("%d bytes for a file of %d", used, len(body))
	}
}
