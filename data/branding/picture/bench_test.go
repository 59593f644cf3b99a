package picture_test

import (
	"context"
	"testing"

	"pupitre/data/branding/picture"
)

// BenchmarkLogo is a JPEG of 12 megapixels to a finished logo; BenchmarkDecode the first part of it.
func BenchmarkLogo(b *testing.B) {
	body := jpegOf(b, photograph(4000, 3000), 90)
	b.ReportAllocs()
	for b.Loop() {
		src, err := picture.Reader{}.Decode(context.Background(), body)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := (picture.Reader{}).BuildLogo(context.Background(), src, picture.Framing{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	body := jpegOf(b, photograph(4000, 3000), 90)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (picture.Reader{}).Decode(context.Background(), body); err != nil {
			b.Fatal(err)
		}
	}
}
