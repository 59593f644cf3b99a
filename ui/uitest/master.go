package uitest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"runtime"

	"fyne.io/fyne/v2/test"

	"pupitre/ui/look"
)

// updateVariable, set to 1, makes the masters anew instead of comparing with them.
const updateVariable = "UPDATE_MASTERS"

// pictureArch is the processor whose floating point the pictures were made with; others may round a pixel differently.
const pictureArch = "amd64"

// ExpectImage compares the screen with testdata/masters/<name>_<language>_<theme>_<size>.png, pixel by pixel. When they
// differ, the picture and the difference are put in testdata/failed. UPDATE_MASTERS=1 makes the master anew: look at it.
func (s *Screen) ExpectImage(name string) {
	s.t.Helper()
	s.Settle()
	file := s.MasterName(name) + ".png"
	got := asRGBA(s.Canvas.Capture())
	master := filepath.Join("testdata", "masters", file)
	if os.Getenv(updateVariable) == "1" {
		s.save(master, got)
		return
	}
	if runtime.GOARCH != pictureArch {
		s.t.Skipf("pictures are compared on %s only", pictureArch)
	}
	want, err := readPNG(master)
	if err != nil {
		s.save(filepath.Join("testdata", "failed", file), got)
		s.t.Errorf("no master (%v): look at testdata/failed/%s, then run with %s=1", err, file, updateVariable)
		return
	}
	if bytes.Equal(want.Pix, got.Pix) && want.Rect == got.Rect {
		return
	}
	s.save(filepath.Join("testdata", "failed", file), got)
	diff, pixels := difference(want, got)
	s.save(filepath.Join("testdata", "failed", s.MasterName(name)+"_diff.png"), diff)
	s.t.Errorf("%s: %d pixels differ from the master: see testdata/failed", file, pixels)
}

// ExpectMarkup compares the tree of what is drawn with testdata/masters/<name>….xml: structure and texts, no pixels.
func (s *Screen) ExpectMarkup(name string) {
	s.t.Helper()
	s.Settle()
	file := s.MasterName(name) + ".xml"
	got := []byte(test.RenderToMarkup(s.Canvas))
	master := filepath.Join("testdata", "masters", file)
	if os.Getenv(updateVariable) == "1" {
		s.write(master, got)
		return
	}
	want, err := os.ReadFile(master)
	if err == nil && bytes.Equal(want, got) {
		return
	}
	s.write(filepath.Join("testdata", "failed", file), got)
	s.t.Errorf("%s differs from the master (%v): compare with testdata/failed", file, err)
}

// MasterName is the name of a master without its ending.
func (s *Screen) MasterName(name string) string {
	theme := map[look.Mode]string{look.Light: "light", look.Dark: "dark", look.HighContrast: "contrast"}[s.Setup.Mode]
	size := fmt.Sprintf("%.0fx%.0f", s.Setup.Size.Width, s.Setup.Size.Height)
	if s.Setup.Zoom != look.Zoom100 {
		size += fmt.Sprintf("-%d", s.Setup.Zoom)
	}
	if s.Setup.Touch {
		size += "-touch"
	}
	return fmt.Sprintf("%s_%s_%s_%s", name, s.Setup.Language, theme, size)
}

// Image is the screen as it is now.
func (s *Screen) Image() image.Image { return s.Canvas.Capture() }

func (s *Screen) save(path string, img image.Image) {
	s.t.Helper()
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, img); err != nil {
		s.t.Fatal(err)
	}
	s.write(path, b.Bytes())
}

func (s *Screen) write(path string, content []byte) {
	s.t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// SameImage tells whether two pictures are the same, pixel by pixel.
func SameImage(a, b image.Image) bool {
	return a.Bounds() == b.Bounds() && bytes.Equal(asRGBA(a).Pix, asRGBA(b).Pix)
}

func readPNG(path string) (*image.RGBA, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	img, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	return asRGBA(img), nil
}

func asRGBA(img image.Image) *image.RGBA {
	out := image.NewRGBA(img.Bounds())
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	return out
}

// difference paints in red, on a pale copy of got, what differs from want.
func difference(want, got *image.RGBA) (diff *image.RGBA, pixels int) {
	bounds := want.Rect.Union(got.Rect)
	diff = image.NewRGBA(bounds)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if g := got.RGBAAt(x, y); g == want.RGBAAt(x, y) {
				diff.SetRGBA(x, y, color.RGBA{R: 192 + g.R/4, G: 192 + g.G/4, B: 192 + g.B/4, A: 255})
				continue
			}
			diff.SetRGBA(x, y, color.RGBA{R: 220, A: 255})
			pixels++
		}
	}
	return diff, pixels
}
