package picture_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"testing"

	"github.com/disintegration/imaging"
	"pgregory.net/rapid"

	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/branding/picture"
	"pupitre/data/fault"
)

// Whatever comes in, a logo comes out: the right size, under the limit, and taken by the rules that the server has.
func TestEveryLogoKeepsTheRules(t *testing.T) {
	for name, body := range map[string][]byte{
		"photograph":                pngOf(t, photograph(800, 600)),
		"photograph, JPEG":          jpegOf(t, photograph(640, 480), 92),
		"pure chance":               pngOf(t, noise(500, 300, false)),
		"pure chance, seen through": pngOf(t, noise(143, 59, true)),
		"one pixel":                 pngOf(t, photograph(1, 1)),
		"a line":                    pngOf(t, photograph(1, 3000)),
		"animation":                 gifOf(t, image.Rect(0, 0, 30, 30), image.Rect(0, 0, 30, 30), image.Rect(0, 0, 30, 30)),
		"icon":                      icon(1, entry{body: pngOf(t, noise(48, 48, true))}),
	} {
		for _, mode := range []picture.Mode{picture.Fill, picture.Fit} {
			got, err := picture.Reader{}.BuildLogo(context.Background(), decode(t, body), picture.Framing{Mode: mode})
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			info, err := blob.Check(got.Body)
			if err != nil || info != got.Info || branding.CheckLogo(got.Info.Ref()) != nil || got.Similarity < 0.6 {
				t.Errorf("%s: %+v %v", name, got.Info, err)
			}
		}
	}
}

// What is opaque always fits without any loss: 143 × 59 pixels have 25,311 bytes before they are packed.
func TestAnOpaqueLogoLosesNothing(t *testing.T) {
	img := noise(143, 59, false)
	got, err := picture.Reader{}.EncodeBelow(context.Background(), img, branding.ImageBytesBelow)
	if err != nil || got.Method != picture.Lossless || got.Similarity != 1 {
		t.Fatalf("%+v %v", got.Info, err)
	}
	if back := decode(t, got.Body); !bytes.Equal(back.Image.Pix, img.Pix) {
		t.Error("a pixel has changed")
	}
}

// Under every limit the best method is found, and what it says about itself is so.
func TestEncodeBelow(t *testing.T) {
	img := photograph(143, 59)
	seen := map[picture.Method]bool{}
	last := 2.0
	for _, below := range []int{30_000, 9000, 4000, 1500, 800} {
		got, err := picture.Reader{}.EncodeBelow(context.Background(), img, below)
		if err != nil || len(got.Body) >= below {
			t.Fatalf("below %d: %d bytes, %v", below, len(got.Body), err)
		}
		if s := picture.Similarity(img, decode(t, got.Body).Image); s != got.Similarity || s > last+0.01 {
			t.Errorf("below %d: %.4f, said %.4f, %.4f with more bytes", below, s, got.Similarity, last)
		}
		last = got.Similarity
		seen[got.Method] = true
		t.Logf("below %d: %d bytes, %s, %d colours, quality %d, similarity %.4f", below, len(got.Body), got.Method, got.Colours, got.Quality, got.Similarity)
	}
	if !seen[picture.Lossless] || !seen[picture.Quality] {
		t.Errorf("%v", seen)
	}
	_, err := picture.Reader{}.EncodeBelow(context.Background(), img, 100)
	if key, _ := fault.KeyOf(err); key != "branding.too_heavy" {
		t.Errorf("below 100: %v", err)
	}
}

// JPEG has no transparency: what has some keeps it, in a palette.
func TestTransparencyIsKept(t *testing.T) {
	img := noise(143, 59, true)
	for y := range 59 {
		for x := range 20 {
			img.SetNRGBA(x, y, color.NRGBA{})
		}
	}
	got, err := picture.Reader{}.EncodeBelow(context.Background(), img, 12_000)
	if err != nil || got.Method != picture.Palette || got.Colours < 2 || got.Colours > 256 {
		t.Fatalf("%+v %v", got, err)
	}
	back := decode(t, got.Body).Image
	if back.NRGBAAt(5, 30).A > 8 || back.NRGBAAt(100, 30).A == 0 && back.NRGBAAt(101, 30).A == 0 && back.NRGBAAt(102, 31).A == 0 {
		t.Errorf("%v %v", back.NRGBAAt(5, 30), back.NRGBAAt(100, 30))
	}
}

// The result does not depend on chance: it is named by its content.
func TestTheSamePictureGivesTheSameBytes(t *testing.T) {
	img := noise(143, 59, true)
	first, err := picture.Reader{}.EncodeBelow(context.Background(), img, 9000)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if again, err := (picture.Reader{}).EncodeBelow(context.Background(), img, 9000); err != nil || again.Info != first.Info {
			t.Fatalf("%v %v", again.Info, err)
		}
	}
}

// Nothing of the metadata gets through.
func TestMetadataIsDropped(t *testing.T) {
	const secret = "45.5017N 73.5673W"
	block := append([]byte("Exif\x00\x00"), append(exif(binary.BigEndian, 1), secret...)...)
	body := withSegment(jpegOf(t, photograph(300, 200), 90), block)
	if !bytes.Contains(body, []byte(secret)) {
		t.Fatal("the file has no place in it")
	}
	src := decode(t, body)
	logo, err := picture.Reader{}.BuildLogo(context.Background(), src, picture.Framing{})
	if err != nil {
		t.Fatal(err)
	}
	favicon, err := picture.Reader{}.BuildFavicon(context.Background(), src, picture.Framing{})
	if err != nil {
		t.Fatal(err)
	}
	for _, out := range [][]byte{logo.Body, favicon.Body} {
		if bytes.Contains(out, []byte(secret)) || bytes.Contains(out, []byte("Exif")) || bytes.Contains(out, []byte("eXIf")) {
			t.Error("the place is in what is kept")
		}
	}
}

// The reduced copy, then the filter, gives what the filter gives on the full picture.
func TestReducingIsNotSeen(t *testing.T) {
	img := photograph(2150, 1050)
	want := imaging.Fill(img, 143, 59, imaging.Center, imaging.Lanczos)
	got := render(t, decode(t, pngOf(t, img)).Image, picture.Framing{}, 143, 59)
	if s := picture.Similarity(want, got); s < 0.98 {
		t.Errorf("similarity %.4f", s)
	}
}

func TestSimilarity(t *testing.T) {
	img := photograph(143, 59)
	if s := picture.Similarity(img, img); s != 1 {
		t.Errorf("the same: %f", s)
	}
	blurred := picture.Similarity(img, imaging.Blur(img, 1))
	worse := picture.Similarity(img, imaging.Blur(img, 4))
	if chance := picture.Similarity(img, noise(143, 59, false)); blurred >= 1 || worse >= blurred || chance >= worse || chance > 0.2 {
		t.Errorf("blurred %.3f, more %.3f, chance %.3f", blurred, worse, chance)
	}
	if s := picture.Similarity(img, photograph(143, 60)); s != 0 {
		t.Errorf("another size: %f", s)
	}
	white, clear := plain(9, 9, color.NRGBA{255, 255, 255, 255}), plain(9, 9, color.NRGBA{})
	if s := picture.Similarity(white, clear); s > 0.5 {
		t.Errorf("white and transparent: %f", s)
	}
}

func TestBuildFavicon(t *testing.T) {
	got, err := picture.Reader{}.BuildFavicon(context.Background(), decode(t, pngOf(t, corners())), picture.Framing{Mode: picture.Fill})
	if err != nil || branding.CheckFavicon(got.Info.Ref()) != nil || got.Info.Type != blob.ICO || got.Info.Width != 48 {
		t.Fatalf("%+v %v", got.Info, err)
	}
	back := decode(t, got.Body)
	if len(back.Entries) != 3 || len(got.Images) != 3 {
		t.Fatalf("%d entries", len(back.Entries))
	}
	for i, side := range picture.FaviconSides() {
		if e := back.Entries[i]; e.Rect.Dx() != side || !bytes.Equal(e.Pix, got.Images[i].Pix) || cornersOf(e) != "RGBW" {
			t.Errorf("%d: %v %s", side, e.Rect, cornersOf(e))
		}
	}
}

// What was drawn for a size is kept; a framing asks for new images.
func TestBuildFaviconKeepsWhatWasDrawn(t *testing.T) {
	small := noise(16, 16, true)
	src := decode(t, icon(1, entry{body: pngOf(t, small)}, entry{body: pngOf(t, noise(48, 48, true))}))
	kept, err := picture.Reader{}.BuildFavicon(context.Background(), src, picture.Framing{})
	if err != nil || !bytes.Equal(kept.Images[0].Pix, small.Pix) {
		t.Errorf("the small one was drawn anew: %v", err)
	}
	made, err := picture.Reader{}.BuildFavicon(context.Background(), src, picture.Framing{Degrees: 90})
	if err != nil || bytes.Equal(made.Images[0].Pix, small.Pix) {
		t.Errorf("the small one was not turned: %v", err)
	}
}

// An icon that is written and read again has the same pixels.
func TestIconsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var images []*image.NRGBA
		for range rapid.IntRange(1, 5).Draw(t, "images") {
			side := rapid.IntRange(1, 256).Draw(t, "side")
			img := image.NewNRGBA(image.Rect(0, 0, side, side))
			for i := range img.Pix {
				img.Pix[i] = uint8(i * rapid.IntRange(1, 9).Draw(t, "step") >> 3)
				if i > 40 {
					break
				}
			}
			images = append(images, img)
		}
		body, err := picture.EncodeIcon(images)
		if err != nil {
			t.Fatal(err)
		}
		got, err := picture.Reader{}.Decode(context.Background(), body)
		if err != nil || len(got.Entries) != len(images) {
			t.Fatalf("%d entries: %v", len(got.Entries), err)
		}
		for i, e := range got.Entries {
			if !bytes.Equal(e.Pix, images[i].Pix) {
				t.Fatalf("image %d has changed", i)
			}
		}
		if info, err := blob.Check(body); err != nil && len(body) <= blob.MaxBytes || err == nil && info.Type != blob.ICO {
			t.Fatalf("the server takes it for %+v: %v", info, err)
		}
	})
}

func TestACancelledEncodingEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := (picture.Reader{}).EncodeBelow(ctx, noise(143, 59, true), 9000); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := (picture.Reader{}).BuildFavicon(ctx, decode(t, pngOf(t, corners())), picture.Framing{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestEdge(t *testing.T) {
	img := plain(20, 20, color.NRGBA{200, 0, 0, 255})
	for y := 1; y < 19; y++ {
		for x := 1; x < 19; x++ {
			img.SetNRGBA(x, y, color.NRGBA{0, 0, 200, 255})
		}
	}
	if c, ok := picture.Edge(img); !ok || c.Hex() != "#c80000" {
		t.Errorf("opaque: %s %v", c.Hex(), ok)
	}
	for i := range 20 {
		for _, p := range []image.Point{{i, 0}, {i, 19}, {0, i}, {19, i}} {
			img.SetNRGBA(p.X, p.Y, color.NRGBA{})
		}
	}
	if c, ok := picture.Edge(img); !ok || c.Hex() != "#0000c8" {
		t.Errorf("with a transparent rim: %s %v", c.Hex(), ok)
	}
	if _, ok := picture.Edge(image.NewNRGBA(image.Rect(0, 0, 9, 9))); ok {
		t.Error("nothing has an edge")
	}
}

func TestColours(t *testing.T) {
	img := plain(20, 20, color.NRGBA{200, 10, 10, 255})
	for y := range 5 {
		for x := range 20 {
			img.SetNRGBA(x, y, color.NRGBA{10, 10, 200, 255})
			img.SetNRGBA(x, y+15, color.NRGBA{0, 255, 0, 9})
		}
	}
	got := picture.Colours(img, 5)
	if len(got) != 2 || got[0].Hex() != "#c80a0a" || got[1].Hex() != "#0a0ac8" {
		t.Errorf("%v", got)
	}
	if got := picture.Colours(image.NewNRGBA(image.Rect(0, 0, 9, 9)), 5); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}
