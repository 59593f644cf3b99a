package picture_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"math"
	"testing"

	"pgregory.net/rapid"

	"pupitre/data/branding"
	"pupitre/data/branding/picture"
)

func render(t testing.TB, img *image.NRGBA, f picture.Framing, width, height int) *image.NRGBA {
	t.Helper()
	out, err := picture.Render(context.Background(), img, f, width, height)
	if err != nil {
		t.Fatal(err)
	}
	if out.Rect != image.Rect(0, 0, width, height) {
		t.Fatalf("%v, want %d × %d", out.Rect, width, height)
	}
	return out
}

// plain is a picture of one colour.
func plain(width, height int, c color.NRGBA) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func TestARightPictureIsLeftAlone(t *testing.T) {
	img := noise(143, 59, true)
	for _, f := range []picture.Framing{{}, {Mode: picture.Fit}, {Zoom: 1}, {X: 3, Y: -2}, {Degrees: 360}} {
		if got := render(t, img, f, 143, 59); !bytes.Equal(got.Pix, img.Pix) {
			t.Errorf("%+v changed a picture of the right size", f)
		}
	}
	if got := render(t, img, picture.Framing{Degrees: 180}, 143, 59); got.NRGBAAt(0, 0) != img.NRGBAAt(142, 58) {
		t.Error("half a turn does not put the last pixel first")
	}
}

// Whatever the shape, zoom, place and angle, a frame that is filled has no hole, and no other size.
func TestFillLeavesNoHole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		img := plain(rapid.IntRange(1, 200).Draw(t, "width"), rapid.IntRange(1, 200).Draw(t, "height"), color.NRGBA{10, 200, 30, 255})
		f := picture.Framing{
			Zoom: rapid.Float64Range(1, 20).Draw(t, "zoom"),
			X:    rapid.Float64Range(-5, 5).Draw(t, "x"), Y: rapid.Float64Range(-5, 5).Draw(t, "y"),
			Degrees: float64(rapid.IntRange(-4, 4).Draw(t, "quarters")) * 90,
		}
		out, err := picture.Render(context.Background(), img, f, 143, 59)
		if err != nil {
			t.Fatal(err)
		}
		for y := range 59 {
			for x := range 143 {
				if c := out.NRGBAAt(x, y); c != (color.NRGBA{10, 200, 30, 255}) {
					t.Fatalf("%+v: %v at %d, %d", f, c, x, y)
				}
			}
		}
	})
}

// At any angle the middle of every side is covered; a corner may lose a part of a pixel to the turning.
func TestFillAtAnyAngle(t *testing.T) {
	for _, size := range []image.Point{{400, 300}, {300, 400}, {143, 59}, {600, 60}} {
		for degrees := -180.0; degrees <= 180; degrees += 17 {
			out := render(t, plain(size.X, size.Y, color.NRGBA{10, 200, 30, 255}), picture.Framing{Degrees: degrees, X: 9, Y: 9}, 143, 59)
			for _, p := range []image.Point{{71, 1}, {71, 57}, {1, 29}, {141, 29}, {3, 3}, {139, 3}, {3, 55}, {139, 55}} {
				if c := out.NRGBAAt(p.X, p.Y); c.A < 250 {
					t.Errorf("%v at %.0f°: %v at %v", size, degrees, c, p)
				}
			}
		}
	}
}

func TestFitShowsTheWholeOnABackground(t *testing.T) {
	navy := branding.Colour{R: 0x17, G: 0x2b, B: 0x5e}
	out := render(t, corners(), picture.Framing{Mode: picture.Fit, Background: &navy}, 143, 59)
	// 48 × 32 becomes 89 × 59, in the middle
	for x, want := range map[int]color.NRGBA{2: {0x17, 0x2b, 0x5e, 255}, 140: {0x17, 0x2b, 0x5e, 255}, 40: {255, 0, 0, 255}, 100: {0, 255, 0, 255}} {
		if c := out.NRGBAAt(x, 10); !near(c, want, 3) {
			t.Errorf("at %d: %v, want %v", x, c, want)
		}
	}
	if c := render(t, corners(), picture.Framing{Mode: picture.Fit}, 143, 59).NRGBAAt(2, 10); c.A != 0 {
		t.Errorf("without a background: %v", c)
	}
	margin := render(t, corners(), picture.Framing{Mode: picture.Fit, Zoom: 0.5, Background: &navy}, 143, 59)
	if c := margin.NRGBAAt(71, 5); !near(c, color.NRGBA{0x17, 0x2b, 0x5e, 255}, 3) {
		t.Errorf("with a margin: %v", c)
	}
}

func TestTurnsAreClockwise(t *testing.T) {
	for degrees, want := range map[float64]string{0: "RGBW", 90: "WRGB", 180: "BWRG", 270: "GBWR", -90: "GBWR", 450: "WRGB"} {
		if got := cornersOf(render(t, corners(), picture.Framing{Degrees: degrees}, 64, 64)); got != want {
			t.Errorf("%.0f°: %s, want %s", degrees, got, want)
		}
	}
	slightly := render(t, plain(40, 40, color.NRGBA{255, 255, 255, 255}), picture.Framing{Mode: picture.Fit, Degrees: 20}, 64, 64)
	highest := func(x int) int {
		for y := range 64 {
			if slightly.NRGBAAt(x, y).A > 128 {
				return y
			}
		}
		return 64
	}
	if highest(24) > highest(50) {
		t.Error("20° goes to the left")
	}
}

// Moving goes with the mouse; zooming shows a part.
func TestMovingAndZooming(t *testing.T) {
	f := picture.Framing{Zoom: 4}
	for _, tt := range []struct {
		x, y float64
		want color.NRGBA
	}{{1, 1, color.NRGBA{255, 0, 0, 255}}, {-1, 1, color.NRGBA{0, 255, 0, 255}}, {-1, -1, color.NRGBA{0, 0, 255, 255}}, {1, -1, color.NRGBA{255, 255, 255, 255}}} {
		f.X, f.Y = tt.x, tt.y
		out := render(t, corners(), f, 48, 32)
		for _, p := range []image.Point{{4, 4}, {24, 16}, {43, 27}} {
			if c := out.NRGBAAt(p.X, p.Y); !near(c, tt.want, 3) {
				t.Errorf("moved by %.0f, %.0f: %v at %v, want %v", tt.x, tt.y, c, p, tt.want)
			}
		}
	}
}

func TestLimited(t *testing.T) {
	got := picture.Framing{Zoom: 2, X: 9, Y: -9}.Limited(286, 118, 143, 59)
	if math.Abs(got.X-0.5) > 1e-9 || math.Abs(got.Y+0.5) > 1e-9 || got.Zoom != 2 {
		t.Errorf("%+v", got)
	}
	if again := got.Limited(286, 118, 143, 59); math.Abs(again.X-got.X) > 1e-9 || math.Abs(again.Y-got.Y) > 1e-9 {
		t.Errorf("twice: %+v", again)
	}
	if got := (picture.Framing{Zoom: 99}).Limited(9, 9, 9, 9); got.Zoom != picture.MostZoom {
		t.Errorf("zoom: %+v", got)
	}
	if got := (picture.Framing{Zoom: math.NaN(), X: math.Inf(1), Y: math.NaN(), Degrees: math.NaN()}).Limited(9, 9, 9, 9); got.Zoom != 1 || got.X != 0 || got.Y != 0 {
		t.Errorf("what is no number: %+v", got)
	}
}

func TestRenderRefusesNothing(t *testing.T) {
	for _, img := range []*image.NRGBA{nil, image.NewNRGBA(image.Rectangle{})} {
		if _, err := picture.Render(context.Background(), img, picture.Framing{}, 143, 59); err == nil {
			t.Error("nothing was framed")
		}
	}
}
