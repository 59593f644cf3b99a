package picture_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"os"
	"strings"
	"testing"

	"pupitre/data/branding/picture"
	"pupitre/data/fault"
	"pupitre/i18n"
)

func decode(t testing.TB, body []byte) picture.Source {
	t.Helper()
	s, err := picture.Reader{}.Decode(context.Background(), body)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// near tells whether two colours are the same but for the loss of a JPEG.
func near(a, b color.NRGBA, slack int) bool {
	for _, d := range []int{int(a.R) - int(b.R), int(a.G) - int(b.G), int(a.B) - int(b.B), int(a.A) - int(b.A)} {
		if d > slack || d < -slack {
			return false
		}
	}
	return true
}

func TestDecodeKeepsThePixels(t *testing.T) {
	img := noise(31, 17, true)
	got := decode(t, pngOf(t, img))
	if !bytes.Equal(got.Image.Pix, img.Pix) || got.Width != 31 || got.Height != 17 || got.Format != picture.PNG || got.Frames != 1 {
		t.Errorf("%+v", got)
	}
}

func TestDecodeSixteenBitsGreyAndPalettes(t *testing.T) {
	deep := image.NewNRGBA64(image.Rect(0, 0, 4, 4))
	deep.SetNRGBA64(1, 2, color.NRGBA64{R: 0xabcd, G: 0x1234, B: 0xffff, A: 0xffff})
	if got := decode(t, pngOf(t, deep)).Image.NRGBAAt(1, 2); !near(got, color.NRGBA{0xab, 0x12, 0xff, 0xff}, 1) {
		t.Errorf("16 bits: %v", got)
	}
	grey := image.NewGray16(image.Rect(0, 0, 4, 4))
	grey.SetGray16(3, 3, color.Gray16{Y: 0x8000})
	if got := decode(t, pngOf(t, grey)).Image.NRGBAAt(3, 3); !near(got, color.NRGBA{0x80, 0x80, 0x80, 0xff}, 1) {
		t.Errorf("grey of 16 bits: %v", got)
	}
	few := image.NewPaletted(image.Rect(0, 0, 4, 4), color.Palette{color.NRGBA{}, color.NRGBA{10, 20, 30, 128}})
	few.SetColorIndex(2, 1, 1)
	got := decode(t, pngOf(t, few)).Image
	if got.NRGBAAt(2, 1) != (color.NRGBA{10, 20, 30, 128}) || got.NRGBAAt(0, 0).A != 0 {
		t.Errorf("palette with transparency: %v %v", got.NRGBAAt(2, 1), got.NRGBAAt(0, 0))
	}
}

// The file was made with another program (libvips, from red, green, blue and white): Go writes no CMYK. Green and blue are
// brighter than ink, so what is expected is their ink in a usual printing profile.
func TestDecodeCMYK(t *testing.T) {
	body, err := os.ReadFile("testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	got := decode(t, body)
	for _, tt := range []struct {
		x    int
		want color.NRGBA
	}{{4, color.NRGBA{255, 0, 0, 255}}, {12, color.NRGBA{195, 255, 0, 255}}, {20, color.NRGBA{17, 60, 255, 255}}, {28, color.NRGBA{255, 255, 255, 255}}} {
		if c := got.Image.NRGBAAt(tt.x, 8); !near(c, tt.want, 40) {
			t.Errorf("at %d: %v, want about %v", tt.x, c, tt.want)
		}
	}
}

// corners is a picture whose four corners tell how it was turned: red, green, blue, white from the top left, clockwise.
func corners() *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 48, 32))
	for y := range 32 {
		for x := range 48 {
			c := color.NRGBA{255, 0, 0, 255}
			switch right, below := x >= 24, y >= 16; {
			case right && !below:
				c = color.NRGBA{0, 255, 0, 255}
			case right && below:
				c = color.NRGBA{0, 0, 255, 255}
			case below:
				c = color.NRGBA{255, 255, 255, 255}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

// The corners from the top left, clockwise, that a viewer shows for each orientation of EXIF (CIPA DC-008, 4.6.2).
var turned = map[uint16]string{1: "RGBW", 2: "GRWB", 3: "BWRG", 4: "WBGR", 5: "RWBG", 6: "WRGB", 7: "BGRW", 8: "GBWR"}

func cornersOf(img *image.NRGBA) string {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	var out strings.Builder
	for _, p := range []image.Point{{4, 4}, {w - 5, 4}, {w - 5, h - 5}, {4, h - 5}} {
		switch c := img.NRGBAAt(p.X, p.Y); {
		case near(c, color.NRGBA{255, 0, 0, 255}, 30):
			out.WriteByte('R')
		case near(c, color.NRGBA{0, 255, 0, 255}, 30):
			out.WriteByte('G')
		case near(c, color.NRGBA{0, 0, 255, 255}, 30):
			out.WriteByte('B')
		case near(c, color.NRGBA{255, 255, 255, 255}, 30):
			out.WriteByte('W')
		default:
			out.WriteString(fmt.Sprint(c))
		}
	}
	return out.String()
}

func TestEveryOrientationStandsUpright(t *testing.T) {
	flat, lossless := jpegOf(t, corners(), 95), pngOf(t, corners())
	for n, want := range turned {
		for name, body := range map[string][]byte{
			"jpeg, little end first": withSegment(flat, append([]byte("Exif\x00\x00"), exif(binary.LittleEndian, n)...)),
			"jpeg, big end first":    withSegment(flat, append([]byte("Exif\x00\x00"), exif(binary.BigEndian, n)...)),
			"png":                    withChunk(lossless, "eXIf", exif(binary.BigEndian, n)),
		} {
			got := decode(t, body)
			if c := cornersOf(got.Image); c != want {
				t.Errorf("%s, orientation %d: %s, want %s", name, n, c, want)
			}
			if lies := n >= 5; (got.Width == 32) != lies || got.Image.Rect.Dx() != got.Width || got.Image.Rect.Dy() != got.Height {
				t.Errorf("%s, orientation %d: %d × %d", name, n, got.Width, got.Height)
			}
		}
	}
}

// Metadata that makes no sense turns nothing, and breaks nothing.
func TestDamagedMetadataIsIgnored(t *testing.T) {
	good := exif(binary.LittleEndian, 6)
	for name, block := range map[string][]byte{
		"cut":                    good[:20],
		"no directory":           good[:8],
		"nothing":                nil,
		"orientation 9":          exif(binary.LittleEndian, 9),
		"orientation 0":          exif(binary.BigEndian, 0),
		"directory outside":      append([]byte("II*\x00\xff\xff\xff\xff"), good[8:]...),
		"directory in the head":  append([]byte("II*\x00\x00\x00\x00\x00"), good[8:]...),
		"neither end first":      append([]byte("XX"), good[2:]...),
		"more entries announced": append(append([]byte{}, good[:8]...), 0xff, 0xff, 0, 0),
	} {
		if got := cornersOf(decode(t, withSegment(jpegOf(t, corners(), 95), append([]byte("Exif\x00\x00"), block...))).Image); got != "RGBW" {
			t.Errorf("%s: %s", name, got)
		}
		if got := cornersOf(decode(t, withChunk(pngOf(t, corners()), "eXIf", block)).Image); got != "RGBW" {
			t.Errorf("%s in a PNG: %s", name, got)
		}
	}
}

func TestOfAnAnimationTheFirstFrame(t *testing.T) {
	whole := image.Rect(0, 0, 20, 10)
	got := decode(t, gifOf(t, whole, whole, whole, whole))
	if got.Frames != 3 || got.Image.NRGBAAt(5, 5) != (color.NRGBA{R: 255, A: 255}) {
		t.Errorf("%d frames, %v", got.Frames, got.Image.NRGBAAt(5, 5))
	}
	part := decode(t, gifOf(t, whole, image.Rect(10, 0, 20, 10), whole))
	if part.Image.Rect != whole || part.Image.NRGBAAt(5, 5).A != 0 || part.Image.NRGBAAt(15, 5).R != 255 {
		t.Errorf("a first frame that is a part: %v", part.Image.Rect)
	}
	moving := withChunk(pngOf(t, corners()), "acTL", []byte{0, 0, 0, 7, 0, 0, 0, 0})
	if got := decode(t, moving); got.Frames != 7 || cornersOf(got.Image) != "RGBW" {
		t.Errorf("a PNG that moves: %d frames", got.Frames)
	}
}

// A large picture is averaged by a whole factor, whatever its layout in memory; the part at the end of a row counts too.
func TestLargePicturesAreReduced(t *testing.T) {
	const width, height = 4099, 37
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for i := range img.Pix {
		img.Pix[i] = 255
		if i%4 == 0 && (i/4)%width >= width/2 {
			img.Pix[i] = 0
		}
	}
	for _, tt := range []struct {
		name string
		body []byte
		size image.Point
	}{
		{"png", pngOf(t, img), image.Pt(1367, 13)},
		{"jpeg", jpegOf(t, img, 95), image.Pt(1025, 10)}, // a quarter: JPEG knows halves of halves
	} {
		got := decode(t, tt.body)
		if got.Width != width || got.Height != height || got.Image.Rect.Size() != tt.size {
			t.Fatalf("%s: %d × %d as %v", tt.name, got.Width, got.Height, got.Image.Rect)
		}
		for _, at := range []struct {
			place float64 // from left to right
			want  uint8
		}{{0, 255}, {0.45, 255}, {0.55, 0}, {1, 0}} {
			x := int(at.place * float64(tt.size.X-1))
			if c := got.Image.NRGBAAt(x, tt.size.Y-1); !near(c, color.NRGBA{at.want, 255, 255, 255}, 3) {
				t.Errorf("%s at %d: %v", tt.name, x, c)
			}
		}
	}
}

// What is transparent has no colour to lend to its neighbours.
func TestReducingWeighsByOpacity(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 4096, 2))
	for x := 0; x < 4096; x += 2 {
		for y := range 2 {
			img.SetNRGBA(x, y, color.NRGBA{200, 100, 50, 255})
			img.SetNRGBA(x+1, y, color.NRGBA{0, 255, 0, 0})
		}
	}
	if got := decode(t, pngOf(t, img)).Image.NRGBAAt(700, 0); !near(got, color.NRGBA{200, 100, 50, 128}, 1) {
		t.Errorf("%v", got)
	}
}

// manyScans is a progressive JPEG that asks for the whole picture to be gone over again and again.
func manyScans(t testing.TB) []byte {
	body := jpegOf(t, corners(), 90)
	at := bytes.Index(body, []byte{0xff, 0xda})
	scan := body[at : at+14]
	return bytes.Join([][]byte{body[:at], bytes.Repeat(scan, 101), body[at:]}, nil)
}

// Every file that is refused, with its sentence in both languages.
func TestRefusals(t *testing.T) {
	whole, flat := pngOf(t, photograph(64, 64)), jpegOf(t, photograph(64, 64), 90)
	moving := gifOf(t, image.Rect(0, 0, 9, 9), image.Rect(0, 0, 9, 9))
	small := pngOf(t, noise(16, 16, false))
	large := jpegOf(t, noise(2100, 40, false), 90) // decoded at a half
	hollow := bytes.Clone(large)
	clear(hollow[bytes.Index(hollow, []byte{0xff, 0xc4})+5:][:16]) // tables without codes
	for _, tt := range []struct {
		name string
		body []byte
		key  string
	}{
		{"empty", nil, "branding.file_empty"},
		{"text with the name of a picture", []byte("Bonjour"), "branding.refused_unknown"},
		{"svg", []byte("<?xml version=\"1.0\"?>\n<!-- logo -->\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "branding.refused_svg"},
		{"svg with a mark in front", []byte("\xef\xbb\xbf \n<SVG>"), "branding.refused_svg"},
		{"svg in UTF-16", []byte("\xff\xfe<\x00s\x00v\x00g\x00>\x00"), "branding.refused_svg"},
		{"page", []byte("<html><body>"), "branding.refused_unknown"},
		{"webp", []byte("RIFF\x24\x00\x00\x00WEBPVP8 "), "branding.refused_format"},
		{"bmp", append([]byte("BM\x00\x01\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00"), make([]byte, 50)...), "branding.refused_format"},
		{"tiff", []byte("II*\x00\x08\x00\x00\x00"), "branding.refused_format"},
		{"tiff, big end first", []byte("MM\x00*\x00\x00\x00\x08"), "branding.refused_format"},
		{"heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "branding.refused_format"},
		{"avif", []byte("\x00\x00\x00\x18ftypavif\x00\x00\x00\x00"), "branding.refused_format"},
		{"film", []byte("\x00\x00\x00\x18ftypisom\x00\x00\x00\x00"), "branding.refused_unknown"},
		{"pdf", []byte("%PDF-1.7"), "branding.refused_format"},
		{"cursor", icon(2, entry{body: small}), "branding.refused_cursor"},
		{"png of 50,000 × 50,000", claiming(whole, 50_000, 50_000), "branding.picture_pixels"},
		{"gif of 65,535 × 65,535", []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"), "branding.picture_pixels"},
		{"png whose dimensions overflow", claiming(whole, 1<<31-1, 1<<31-1), "branding.picture_pixels"},
		{"gif of no width", []byte("GIF89a\x00\x00\x01\x00\x00\x00\x00"), "branding.picture_damaged"},
		{"png with its head only", whole[:8], "branding.picture_truncated"},
		{"png cut in its dimensions", whole[:20], "branding.picture_truncated"},
		{"png cut in the middle", whole[:len(whole)/2], "branding.picture_truncated"},
		{"jpeg cut in the middle", flat[:len(flat)/2], "branding.picture_truncated"},
		{"gif cut in its first frame", moving[:len(moving)-6], "branding.picture_truncated"},
		{"large jpeg cut in the middle", large[:len(large)/2], "branding.picture_truncated"},
		{"large jpeg without its end", large[:len(large)-2], "branding.picture_truncated"},
		{"large jpeg with tables that say nothing", hollow, "branding.picture_damaged"},
		{"png with a wrong sum", append(bytes.Clone(whole[:60]), append([]byte{whole[60] ^ 1}, whole[61:]...)...), "branding.picture_damaged"},
		{"jpeg with a scan a hundred and one times", manyScans(t), "branding.picture_bomb"},
		{"jpeg that is three bytes", []byte("\xff\xd8\xff"), "branding.picture_truncated"},
		{"icon that ends in its head", []byte("\x00\x00\x01\x00"), "branding.picture_truncated"},
		{"icon that ends in its table", icon(1, entry{body: small})[:20], "branding.picture_truncated"},
		{"icon without entries", icon(1), "branding.picture_damaged"},
		{"icon with 33 entries", icon(1, make([]entry, 33)...), "branding.picture_damaged"},
		{"icon with an entry outside", icon(1, entry{body: small, offset: 1 << 20}), "branding.icon_outside"},
		{"icon with an entry that goes on outside", icon(1, entry{body: small, size: 1 << 20}), "branding.icon_outside"},
		{"icon with an entry beyond 32 bits", icon(1, entry{body: small, size: 1<<32 - 1, offset: 1<<32 - 1}), "branding.icon_outside"},
		{"icon with an entry in its table", icon(1, entry{body: small, offset: 6}), "branding.icon_outside"},
		{"icon with an entry that is no picture", icon(1, entry{body: bytes.Repeat([]byte("x"), 60)}), "branding.picture_damaged"},
		{"icon with a png of 257 pixels", icon(1, entry{body: pngOf(t, image.NewGray(image.Rect(0, 0, 257, 1)))}), "branding.picture_damaged"},
		{"icon with a png bomb", icon(1, entry{body: claiming(small, 50_000, 50_000)}), "branding.picture_damaged"},
		{"icon with a bitmap of 257 pixels", icon(1, entry{body: windowsBitmap(257, 1, 32, nil, make([]byte, 2000), nil)}), "branding.picture_damaged"},
		{"icon with a bitmap of negative height", icon(1, entry{body: windowsBitmap(16, -16, 32, nil, make([]byte, 2000), nil)}), "branding.picture_damaged"},
		{"icon with a bitmap of 16 bits a pixel", icon(1, entry{body: windowsBitmap(4, 4, 16, nil, make([]byte, 64), nil)}), "branding.picture_damaged"},
		{"icon with a bitmap that ends early", icon(1, entry{body: windowsBitmap(16, 16, 32, nil, make([]byte, 1000), nil)}), "branding.picture_truncated"},
	} {
		got, err := picture.Reader{}.Decode(context.Background(), tt.body)
		key, _ := fault.KeyOf(err)
		if key != tt.key || got.Image != nil || !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.key)
		}
		for _, lang := range i18n.Languages {
			if said := i18n.For(lang).Err(err); said == "" || strings.Contains(said, "{{") || said == i18n.For(lang).T("error.unexpected") {
				t.Errorf("%s in %s: %q", tt.name, lang, said)
			}
		}
	}
}

func TestTheRefusedFormatIsNamed(t *testing.T) {
	_, err := picture.Sniff([]byte("RIFF\x24\x00\x00\x00WEBPVP8 "))
	if said := i18n.For(i18n.French).Err(err); !strings.Contains(said, "WebP") {
		t.Error(said)
	}
}

func TestACancelledDecodingEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	stages := map[picture.Stage]bool{}
	r := picture.Reader{Report: func(s picture.Stage, done float64) {
		stages[s] = true
		if s == picture.Decoding && done > 0 {
			cancel()
		}
	}}
	got, err := r.Decode(ctx, pngOf(t, noise(600, 600, false)))
	if !errors.Is(err, context.Canceled) || got.Image != nil || !stages[picture.Decoding] || stages[picture.Reducing] {
		t.Errorf("%v %v", err, stages)
	}
}

func TestIcons(t *testing.T) {
	red := []byte{0, 0, 255, 255} // a pixel of 32 bits: blue, green, red, opacity
	two := []byte{255, 0, 0, 0, 0, 255, 0, 0}
	rows := func(row ...byte) []byte { return append(row, make([]byte, (4-len(row)%4)%4)...) }
	for _, tt := range []struct {
		name string
		body []byte
		want [2]color.NRGBA // of a picture of 2 × 1
	}{
		{"32 bits", windowsBitmap(2, 1, 32, nil, append(bytes.Clone(red), 0, 255, 0, 128), rows(0)), [2]color.NRGBA{{255, 0, 0, 255}, {0, 255, 0, 128}}},
		{"32 bits, opacity in the mask", windowsBitmap(2, 1, 32, nil, []byte{0, 0, 255, 0, 0, 255, 0, 0}, rows(0x40)), [2]color.NRGBA{{255, 0, 0, 255}, {}}},
		{"24 bits", windowsBitmap(2, 1, 24, nil, rows(0, 0, 255, 0, 255, 0), rows(0x40)), [2]color.NRGBA{{255, 0, 0, 255}, {}}},
		{"24 bits without a mask", windowsBitmap(2, 1, 24, nil, rows(0, 0, 255, 0, 255, 0), nil), [2]color.NRGBA{{255, 0, 0, 255}, {0, 255, 0, 255}}},
		{"8 bits", windowsBitmap(2, 1, 8, two, rows(1, 0), rows(0)), [2]color.NRGBA{{0, 255, 0, 255}, {0, 0, 255, 255}}},
		{"8 bits, a colour that is not there", windowsBitmap(2, 1, 8, two, rows(7, 0), rows(0)), [2]color.NRGBA{{0, 0, 0, 255}, {0, 0, 255, 255}}},
		{"4 bits", windowsBitmap(2, 1, 4, two, rows(0x10), rows(0)), [2]color.NRGBA{{0, 255, 0, 255}, {0, 0, 255, 255}}},
		{"1 bit", windowsBitmap(2, 1, 1, two, rows(0x80), rows(0)), [2]color.NRGBA{{0, 255, 0, 255}, {0, 0, 255, 255}}},
	} {
		got := decode(t, icon(1, entry{body: tt.body}))
		if c := [2]color.NRGBA{got.Image.NRGBAAt(0, 0), got.Image.NRGBAAt(1, 0)}; c != tt.want || got.Width != 2 || got.Height != 1 {
			t.Errorf("%s: %v, want %v", tt.name, c, tt.want)
		}
	}
}

// Rows stand from the bottom up.
func TestABitmapStandsOnItsFeet(t *testing.T) {
	rows := bytes.Join([][]byte{{0, 0, 255, 255}, {255, 0, 0, 255}}, nil) // red below, blue above
	got := decode(t, icon(1, entry{body: windowsBitmap(1, 2, 32, nil, rows, nil)}))
	if got.Image.NRGBAAt(0, 0).B != 255 || got.Image.NRGBAAt(0, 1).R != 255 {
		t.Errorf("%v above %v", got.Image.NRGBAAt(0, 0), got.Image.NRGBAAt(0, 1))
	}
}

func TestOfAnIconTheLargestImage(t *testing.T) {
	got := decode(t, icon(1, entry{body: pngOf(t, noise(16, 16, true))}, entry{body: pngOf(t, noise(48, 48, true))}, entry{body: pngOf(t, noise(32, 32, true))}))
	if len(got.Entries) != 3 || got.Width != 48 || got.Image != got.Entries[1] {
		t.Errorf("%d × %d of %d", got.Width, got.Height, len(got.Entries))
	}
}

// Every way in which a JPEG may thin its chroma is averaged alike, at every factor, to the last column and row.
func TestReducingEveryKindOfChroma(t *testing.T) {
	for _, ratio := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
		image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	} {
		for _, width := range []int{2049, 4099, 6150, 8193, 10_001} {
			img := image.NewYCbCr(image.Rect(0, 0, width, 11), ratio)
			for i := range img.Y {
				img.Y[i] = uint8(40 + 160*(i%img.YStride)/width)
			}
			for i := range img.Cb {
				img.Cb[i], img.Cr[i] = uint8(60+120*(i%img.CStride)/img.CStride), uint8(190-120*(i%img.CStride)/img.CStride)
			}
			got, err := picture.Reduce(context.Background(), img)
			if err != nil {
				t.Fatal(err)
			}
			factor := (width + 2047) / 2048
			for x := range got.Rect.Dx() {
				middle := min(x*factor+factor/2, width-1)
				r, g, b, _ := img.At(middle, 5).RGBA()
				if c, want := got.NRGBAAt(x, got.Rect.Dy()-1), (color.NRGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}); !near(c, want, 3) {
					t.Fatalf("%v of %d pixels, at %d: %v, want about %v", ratio, width, x, c, want)
				}
			}
		}
	}
}
