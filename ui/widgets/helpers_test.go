package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// open shows an object at its own size at the top left of a screen.
func open(t *testing.T, o fyne.CanvasObject) *uitest.Screen {
	t.Helper()
	return uitest.Open(t, uitest.Setup{}, func(*uitest.Screen) fyne.CanvasObject {
		return widgets.Column("", widgets.Line("app.space16", o), widgets.Line("app.space16", widgets.NewButton("after", nil)))
	})
}

// openWith shows what build makes with the screen's printer, in a column.
func openWith(t *testing.T, setup uitest.Setup, build func(s *uitest.Screen) []fyne.CanvasObject) *uitest.Screen {
	t.Helper()
	return uitest.Open(t, setup, func(s *uitest.Screen) fyne.CanvasObject {
		return widgets.NewScroll(widgets.Padded("app.space24", "app.space24", widgets.Column("app.space16", build(s)...)))
	})
}

// count counts calls.
type count int

func (c *count) up() { *c++ }

func (c *count) expect(t *testing.T, want int, what string) {
	t.Helper()
	if int(*c) != want {
		t.Errorf("%s: %d times, want %d", what, *c, want)
	}
}
