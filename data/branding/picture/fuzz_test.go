package picture_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"testing"

	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/branding/picture"
	"pupitre/data/fault"
)

// fuzzed reads with limits that leave a fuzzer its speed.
var fuzzed = picture.Reader{Limits: picture.Limits{FileBytes: 1 << 20, Pixels: 1 << 18, Scans: 20}}

// seeds are a file of each kind, and odd ones.
func seeds(f *testing.F) {
	small := photograph(24, 16)
	flat := jpegOf(f, small, 80)
	for _, body := range [][]byte{
		pngOf(f, small), pngOf(f, image.NewGray16(image.Rect(0, 0, 3, 3))), flat,
		withSegment(flat, append([]byte("Exif\x00\x00"), exif(binary.BigEndian, 6)...)),
		withChunk(pngOf(f, small), "eXIf", exif(binary.LittleEndian, 8)),
		gifOf(f, image.Rect(0, 0, 9, 9), image.Rect(2, 2, 9, 9), image.Rect(0, 0, 9, 9)),
		icon(1, entry{body: pngOf(f, small)}, entry{body: windowsBitmap(2, 1, 32, nil, make([]byte, 8), make([]byte, 4))}),
		icon(1, entry{body: windowsBitmap(2, 1, 4, make([]byte, 64), make([]byte, 4), make([]byte, 4))}),
		icon(2, entry{body: pngOf(f, small)}), icon(1, entry{body: pngOf(f, small), offset: 1 << 30}),
		claiming(pngOf(f, small), 50_000, 50_000), []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"), flat[:len(flat)/2],
		[]byte("<svg xmlns='http://www.w3.org/2000/svg'/>"), []byte("RIFF\x24\x00\x00\x00WEBPVP8 "),
	} {
		f.Add(body)
	}
}

// FuzzSniff proves that a kind is always found or refused, that what follows the beginning changes nothing, and that only
// what the server's own check knows is taken.
func FuzzSniff(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		format, err := picture.Sniff(body)
		if (err == nil) == (format == "") || (err != nil && !fault.Is(err, fault.Invalid)) {
			t.Fatalf("%q %v", format, err)
		}
		if again, _ := picture.Sniff(append(bytes.Clone(body), "<svg"...)); err == nil && again != format {
			t.Fatalf("%q became %q", format, again)
		}
		if _, refused := blob.Check(body); err != nil && refused == nil {
			t.Fatalf("the server takes what is refused here: %v", err)
		}
	})
}

// FuzzIcon proves that what is read of an icon is within its bounds, and comes back the same when it is written again.
func FuzzIcon(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		body = bytes.Clone(body) // the fuzzer keeps its own
		copy(body, "\x00\x00\x01\x00")
		src, err := fuzzed.Decode(context.Background(), body)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatal(err)
			}
			return
		}
		if src.Format != picture.ICO || len(src.Entries) < 1 || len(src.Entries) > 32 {
			t.Fatalf("%q with %d images", src.Format, len(src.Entries))
		}
		for _, e := range src.Entries {
			if w, h := e.Rect.Dx(), e.Rect.Dy(); w < 1 || h < 1 || w > 256 || h > 256 || len(e.Pix) != 4*w*h {
				t.Fatalf("an image of %v", e.Rect)
			}
		}
		written, err := picture.EncodeIcon(src.Entries)
		if err != nil {
			t.Fatal(err)
		}
		back, err := picture.Reader{}.Decode(context.Background(), written)
		if err != nil || len(back.Entries) != len(src.Entries) {
			t.Fatalf("%d images: %v", len(back.Entries), err)
		}
		for i, e := range back.Entries {
			if !bytes.Equal(e.Pix, src.Entries[i].Pix) {
				t.Fatalf("image %d has changed", i)
			}
		}
	})
}

// FuzzPipeline proves that any file, framed in any way, is refused with a sentence or ends as a logo and a favicon that the
// server takes.
func FuzzPipeline(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		ctx := context.Background()
		src, err := fuzzed.Decode(ctx, body)
		if err != nil {
			if key, _ := fault.KeyOf(err); !fault.Is(err, fault.Invalid) || key == "error.unexpected" {
				t.Fatal(err)
			}
			return
		}
		framing := picture.Framing{Mode: picture.Mode(len(body) % 2), Zoom: float64(len(body)%40) / 4, Degrees: float64(len(body) % 361)}
		logo, err := fuzzed.BuildLogo(ctx, src, framing)
		if err != nil || branding.CheckLogo(logo.Info.Ref()) != nil {
			t.Fatalf("%+v %v", logo.Info, err)
		}
		favicon, err := fuzzed.BuildFavicon(ctx, src, framing)
		if err != nil || branding.CheckFavicon(favicon.Info.Ref()) != nil {
			t.Fatalf("%+v %v", favicon.Info, err)
		}
	})
}
