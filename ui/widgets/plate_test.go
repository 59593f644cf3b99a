package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"pupitre/ui/uitest"
)

// rounded calls f with every rectangle that has a round corner and is painted, in what o draws.
func rounded(o fyne.CanvasObject, f func(*canvas.Rectangle)) {
	switch o := o.(type) {
	case *canvas.Rectangle:
		if !o.Hidden && o.CornerRadius+o.TopLeftCornerRadius+o.TopRightCornerRadius+o.BottomLeftCornerRadius+o.BottomRightCornerRadius > 0 {
			f(o)
		}
	case fyne.Widget:
		for _, part := range test.WidgetRenderer(o).Objects() {
			rounded(part, f)
		}
	}
}

// A rounded rectangle of the size of a table costs a software OpenGL some 17 ms in each frame.
func TestNothingRoundInATableIsLarge(t *testing.T) {
	for name, reach := range map[string]func(*grid){"at rest": func(*grid) {}, "with the keyboard": func(g *grid) { g.Focus("people") }} {
		g := newGrid(t, uitest.Setup{}, million, nil)
		g.table.Select(million - 1)
		reach(g)
		g.Settle()
		whole, count := g.table.Size().Width*g.table.Size().Height, 0
		rounded(g.table, func(r *canvas.Rectangle) {
			count++
			if part := r.Size().Width * r.Size().Height / whole; part > 0.15 {
				t.Errorf("%s: a rounded rectangle covers %.0f %% of the table", name, part*100)
			}
		})
		if count < 3 {
			t.Errorf("%s: %d rounded rectangles: nothing was looked at", name, count)
		}
	}
}
