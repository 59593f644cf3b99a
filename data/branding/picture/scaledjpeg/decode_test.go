package scaledjpeg_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"testing"

	"pupitre/data/branding/picture/scaledjpeg"
)

// pictures are files of every kind that is read, 97 × 71 pixels, of few contrasts, made with libjpeg-turbo: no side is a multiple of anything.
func pictures(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("testdata/pictures/*.jpg")
	if err != nil || len(names) < 18 {
		t.Fatalf("%d pictures: %v", len(names), err)
	}
	out := map[string][]byte{}
	for _, name := range names {
		if out[filepath.Base(name)], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func decode(body []byte, scale int) (*image.NRGBA, error) {
	return scaledjpeg.Decode(context.Background(), body, scale, nil)
}

// averaged is the whole picture, decoded by the standard library, averaged in squares; squares at the edge are smaller.
func averaged(t testing.TB, body []byte, scale int) *image.NRGBA {
	t.Helper()
	whole, err := jpeg.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	size := whole.Bounds().Size()
	out := image.NewNRGBA(image.Rect(0, 0, (size.X+scale-1)/scale, (size.Y+scale-1)/scale))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			var sum [3]uint32
			n := uint32(0)
			for sy := y * scale; sy < min((y+1)*scale, size.Y); sy++ {
				for sx := x * scale; sx < min((x+1)*scale, size.X); sx++ {
					r, g, b, _ := whole.At(sx, sy).RGBA()
					sum[0], sum[1], sum[2], n = sum[0]+r>>8, sum[1]+g>>8, sum[2]+b>>8, n+1
				}
			}
			p := out.Pix[out.PixOffset(x, y):]
			p[0], p[1], p[2], p[3] = uint8((sum[0]+n/2)/n), uint8((sum[1]+n/2)/n), uint8((sum[2]+n/2)/n), 0xff
		}
	}
	return out
}

// apart is how far two pictures are apart, in steps of 256: on average and at most, without what is at the right and lower edge.
func apart(a, b *image.NRGBA) (mean float64, most int) {
	n := 0
	for y := range a.Rect.Dy() - 1 {
		for x := range a.Rect.Dx() - 1 {
			for i := range 4 {
				at := a.PixOffset(x, y) + i
				d := int(a.Pix[at]) - int(b.Pix[at])
				d = max(d, -d)
				mean, most, n = mean+float64(d), max(most, d), n+1
			}
		}
	}
	return mean / float64(n), most
}

// What is made is what decoding everything and averaging would have made. What is left is rounding, and pixels at the ends of the
// scale, which a full decoder cuts one by one before they are averaged: the pictures of the test have none.
func TestItIsTheAverageOfTheWhole(t *testing.T) {
	all := pictures(t)
	for name, body := range all {
		for _, scale := range []int{2, 4, 8} {
			got, err := decode(body, scale)
			if err != nil {
				t.Errorf("%s at 1/%d: %v", name, scale, err)
				continue
			}
			if name == "progressive-restart.jpg" {
				body = all["restart.jpg"] // the same coefficients in a file that the standard library reads
			}
			want := averaged(t, body, scale)
			if got.Rect != want.Rect {
				t.Errorf("%s at 1/%d: %v, want %v", name, scale, got.Rect, want.Rect)
				continue
			}
			mean, most := apart(got, want)
			if mean > 0.45 || most > 3 {
				t.Errorf("%s at 1/%d: %.3f on average, %d at most", name, scale, mean, most)
			}
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	all := pictures(t)
	whole, progressive := all["420.jpg"], all["progressive.jpg"]
	arithmetic, err := os.ReadFile("testdata/refused/arithmetic.jpg")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		body []byte
		want error
	}{
		{"nothing", nil, scaledjpeg.ErrFormat},
		{"no picture", []byte("GIF89a"), scaledjpeg.ErrFormat},
		{"beginning only", whole[:2], io.ErrUnexpectedEOF},
		{"cut in the tables", whole[:100], io.ErrUnexpectedEOF},
		{"cut in the data", whole[:len(whole)/2], io.ErrUnexpectedEOF},
		{"end cut off", whole[:len(whole)-2], io.ErrUnexpectedEOF},
		{"progressive, cut", progressive[:len(progressive)/2], io.ErrUnexpectedEOF},
		{"arithmetic coding", arithmetic, scaledjpeg.ErrUnsupported},
		{"no scan", append(bytes.Clone(whole[:2]), 0xff, 0xd9), scaledjpeg.ErrFormat},
		{"12 bits", changed(whole, 0xc0, 4, 12), scaledjpeg.ErrUnsupported},
		{"no width", changed(changed(whole, 0xc0, 7, 0), 0xc0, 8, 0), scaledjpeg.ErrFormat},
		{"sampling of 0", changed(whole, 0xc0, 11, 0), scaledjpeg.ErrFormat},
		{"sampling of 3 to 2", changed(changed(whole, 0xc0, 11, 0x32), 0xc0, 14, 0x22), scaledjpeg.ErrUnsupported},
		{"scan of nothing", changed(whole, 0xda, 4, 0), scaledjpeg.ErrFormat},
		{"scan of a stranger", changed(whole, 0xda, 5, 77), scaledjpeg.ErrFormat},
		{"table that is not there", changed(whole, 0xda, 6, 0x33), scaledjpeg.ErrFormat},
		{"more codes than there are", changed(whole, 0xc4, 5, 9), scaledjpeg.ErrFormat},
	} {
		got, err := decode(tt.body, 2)
		if !errors.Is(err, tt.want) || err == nil || got != nil {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
	if _, err := decode(whole, 3); !errors.Is(err, scaledjpeg.ErrUnsupported) {
		t.Errorf("a third: %v", err)
	}
}

// changed is a file with one byte changed, so far behind a marker.
func changed(body []byte, marker byte, at int, to byte) []byte {
	out := bytes.Clone(body)
	out[bytes.Index(out, []byte{0xff, marker})+at] = to
	return out
}

func TestItEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	told := 0.0
	_, err := scaledjpeg.Decode(ctx, pictures(t)["420.jpg"], 2, func(done float64) {
		if told = max(told, done); done > 0.3 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || told >= 1 {
		t.Errorf("after %.2f: %v", told, err)
	}
}

// FuzzDecode proves that no file makes it panic, or read or write beyond its planes, and that what it makes has the dimensions that
// the standard library reads.
func FuzzDecode(f *testing.F) {
	for _, body := range pictures(f) {
		f.Add(body, uint8(1))
		f.Add(body[:len(body)-len(body)/3], uint8(2))
	}
	f.Fuzz(func(t *testing.T, body []byte, exponent uint8) {
		scale := 1 << (exponent%3 + 1)
		config, err := jpeg.DecodeConfig(bytes.NewReader(body))
		if err != nil || config.Width*config.Height > 1<<18 {
			return
		}
		got, err := decode(body, scale)
		if err != nil {
			if got != nil {
				t.Error("a picture beside an error")
			}
			return
		}
		if size := got.Rect.Size(); size.X != (config.Width+scale-1)/scale || size.Y != (config.Height+scale-1)/scale {
			t.Errorf("%v of %d × %d", size, config.Width, config.Height)
		}
	})
}
