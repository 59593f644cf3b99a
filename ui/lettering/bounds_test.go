package lettering

import (
	"fmt"
	"image/color"
	"testing"

	"fyne.io/fyne/v2/test"

	"pupitre/ui/look"
)

// However many texts go by, on however fine a screen, what is remembered is bounded.
func TestWhatIsRememberedIsBounded(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Options{Mode: look.Light}))
	for n := range mostLines + 10 {
		Set(fmt.Sprint("Brisson ", n), 14, false)
		if len(letters.lines) > mostLines {
			t.Fatalf("%d lines are kept", len(letters.lines))
		}
	}
	const fine = 3 // pixels to a unit
	most := 0
	for n := range 400 {
		Set(fmt.Sprint("Imprimerie Brisson ", n), 14, false).Picture(fine, color.Black)
		most = max(most, pixelsKept())
	}
	if most < mostPixels/2 || most > mostPixels+100_000 { // and the picture that is one too many
		t.Errorf("the pictures of %d lines have %d pixels at most", len(letters.lines), most)
	}
	for n := range mostWidths + 10 {
		Width(fmt.Sprint(n), 14, false)
	}
	if len(letters.widths) > mostWidths {
		t.Errorf("%d widths are kept", len(letters.widths))
	}
}

func pixelsKept() (sum int) {
	for _, line := range letters.lines {
		if line != nil && line.drawn.image != nil {
			sum += line.drawn.image.Rect.Dx() * line.drawn.image.Rect.Dy()
		}
	}
	return sum
}
