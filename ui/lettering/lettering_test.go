package lettering_test

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"pupitre/ui/lettering"
	"pupitre/ui/look"
)

// texts are what cells show, and what a shaper has rules for.
var texts = []string{
	"Marie-Ève Tremblay", "418 555-0199", "Étienne Côté-L’Écuyer", "œuvre — « à »", "AVATAR To. 1/2 -> 12:30", "Ελλάδα и Москва", "x", "",
	"prenom.nom@exemple.com", "L’entrée n’existe plus", "e\u0301", "Tremblay de la Côte-N…",
}

func themed(t testing.TB) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Options{Mode: look.Light}))
}

// painted is what Fyne draws, on white.
func painted(s string, size, scale float32, bold bool, ink color.Color) *image.NRGBA {
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetScale(scale)
	text := &canvas.Text{Text: s, TextSize: size, TextStyle: fyne.TextStyle{Bold: bold}, Color: ink}
	ground := canvas.NewRectangle(color.White)
	c.SetContent(&fyne.Container{Objects: []fyne.CanvasObject{ground, text}})
	c.Resize(fyne.NewSize(300, 40))
	ground.Resize(fyne.NewSize(300, 40))
	text.Resize(text.MinSize())
	return c.Capture().(*image.NRGBA)
}

// difference is the largest one between two pictures, in parts of 255.
func difference(a, b *image.NRGBA) (most int) {
	for i, value := range a.Pix {
		d := int(value) - int(b.Pix[i])
		most = max(most, d, -d)
	}
	return most
}

func TestALineIsDrawnAsFyneDraws(t *testing.T) {
	themed(t)
	for _, s := range texts {
		for _, size := range []float32{12.5, 14, 21} {
			for _, bold := range []bool{false, true} {
				compare(t, s, size, bold)
			}
		}
	}
}

func compare(t *testing.T, s string, size float32, bold bool) {
	t.Helper()
	what := fmt.Sprintf("%q, %v, bold %v", s, size, bold)
	want := fyne.MeasureText(s, size, fyne.TextStyle{Bold: bold})
	line := lettering.Set(s, size, bold)
	if line == nil {
		t.Fatalf("%s: cannot be set", what)
	}
	if got := fyne.NewSize(line.Width, line.Height); got != want || lettering.Width(s, size, bold) != want.Width {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
	for _, scale := range []float32{1, 1.5} {
		ink := color.NRGBA{R: 0x20, G: 0x40, B: 0x90, A: 0xff}
		theirs := painted(s, size, scale, bold, ink)
		ours := image.NewNRGBA(theirs.Rect)
		draw.Draw(ours, ours.Rect, image.White, image.Point{}, draw.Src)
		picture := line.Picture(scale, ink)
		draw.Draw(ours, picture.Rect, picture, image.Point{}, draw.Over)
		if d := difference(ours, theirs); d > 0 {
			t.Errorf("%s at %v: a pixel differs by %d of 255", what, scale, d)
		}
	}
}

// What the typeface lacks is left to Fyne, which has other faces; its width is known all the same.
func TestWhatTheTypefaceLacksIsNotSet(t *testing.T) {
	themed(t)
	for _, s := range []string{"漢字", "Léa 🙂", "a\tb", "a\nb", "مرحبا"} {
		if lettering.Set(s, 14, false) != nil {
			t.Errorf("%q was set", s)
		}
		if got, want := lettering.Width(s, 14, false), fyne.MeasureText(s, 14, fyne.TextStyle{}).Width; got != want {
			t.Errorf("%q: width %v, want %v", s, got, want)
		}
	}
}

// Another theme has another typeface.
func TestNothingIsSetUnderAThemeOfOthers(t *testing.T) {
	test.NewTempApp(t)
	if lettering.Set("Léa", 14, false) != nil {
		t.Error("set in a typeface that is not that of the theme")
	}
}

func TestAPictureIsDrawnOnceForAnInk(t *testing.T) {
	themed(t)
	line := lettering.Set("Léa", 14, false)
	first := line.Picture(1, color.Black)
	if lettering.Set("Léa", 14, false).Picture(1, color.Black) != first {
		t.Error("the same picture was drawn twice")
	}
	for name, other := range map[string]*image.RGBA{"a colour": line.Picture(1, color.White), "a scale": line.Picture(2, color.White)} {
		if other == first {
			t.Errorf("%s has the picture of another", name)
		}
	}
}

// However many texts go by, what comes again is right.
func TestManyLinesGoBy(t *testing.T) {
	themed(t)
	for n := range 3000 {
		lettering.Set(fmt.Sprint(n), 14, false)
	}
	compare(t, "17", 14, false)
}

func BenchmarkLine(b *testing.B) {
	themed(b)
	for n := 0; b.Loop(); n++ {
		lettering.Set(fmt.Sprint("Tremblay, Marie-Ève ", n), 14, false).Picture(1, color.Black)
	}
}

func BenchmarkFyne(b *testing.B) {
	themed(b)
	for n := 0; b.Loop(); n++ {
		painted(fmt.Sprint("Tremblay, Marie-Ève ", n), 14, 1, false, color.Black)
	}
}
