package look_test

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/look"
)

// A tinted icon has the pixels of the one that Fyne tints, so that nothing looks another way for being drawn sooner.
func TestTintedIconIsDrawnAsFyneDrawsIt(t *testing.T) {
	test.NewTempApp(t)
	drawn := func(r fyne.Resource, size float32) *image.NRGBA {
		i := canvas.NewImageFromResource(r)
		i.Resize(fyne.NewSquareSize(size))
		return i.Image.(*image.NRGBA)
	}
	tint := theme.Color(theme.ColorNamePrimary)
	for _, name := range []resources.IconName{resources.Dialpad, resources.Settings, resources.Warning, resources.Visibility} {
		for _, size := range []float32{10, 12, 20, 24} {
			got, want := drawn(look.TintedIcon(name, tint), size), drawn(look.ColoredIcon(name, theme.ColorNamePrimary), size)
			most, ink := 0, false
			for i := range want.Pix {
				most, ink = max(most, int(got.Pix[i])-int(want.Pix[i]), int(want.Pix[i])-int(got.Pix[i])), ink || want.Pix[i] != 0
			}
			if got.Bounds() != want.Bounds() || most > 0 || !ink {
				t.Errorf("%s at %v: %d levels apart, drawn %v", name, size, most, ink)
			}
		}
	}
	if look.TintedIcon(resources.Add, tint) != look.TintedIcon(resources.Add, tint) {
		t.Error("another resource for the same icon")
	}
}

// Drawing an icon takes little memory, whatever box it is drawn in.
func TestTintedIconTakesLittleMemory(t *testing.T) {
	test.NewTempApp(t)
	const most = 200_000 // bytes; four million in the box of Material Symbols
	side := float32(11)
	result := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			side++
			i := canvas.NewImageFromResource(look.TintedIcon(resources.Dialpad, theme.Color(theme.ColorNameError)))
			i.Resize(fyne.NewSquareSize(12 + float32(int(side)%2)*2)) // one size is kept: two are drawn each time
		}
	})
	if n := result.AllocedBytesPerOp(); n > most {
		t.Errorf("%d bytes for an icon, more than %d", n, most)
	}
}
