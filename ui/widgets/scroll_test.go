package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/ui/look"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// ladder is twenty fields in a scroll, with something that may come above them and something that may come under.
type ladder struct {
	*uitest.Screen
	scroll      *widgets.Scroll
	above, foot *fyne.Container
	root        *fyne.Container
}

func openLadder(t *testing.T) *ladder {
	l := &ladder{}
	tall := func() *fyne.Container {
		c := widgets.Column(look.Space16, widgets.Heading("A"), widgets.Heading("B"), widgets.Heading("C"), widgets.Heading("D"))
		c.Hide()
		return c
	}
	l.Screen = uitest.Open(t, uitest.Setup{Size: fyne.NewSize(400, 300)}, func(*uitest.Screen) fyne.CanvasObject {
		l.above, l.foot = tall(), tall()
		rows := []fyne.CanvasObject{l.above}
		for i := range 20 {
			e := widgets.NewEntry("")
			e.SetFieldID("field" + string(rune('a'+i)))
			rows = append(rows, e)
		}
		l.scroll = widgets.NewScroll(widgets.Column(look.Space16, rows...))
		l.root = widgets.Page(widgets.Column(""), l.scroll, l.foot)
		return l.root
	})
	return l
}

// inView tells whether a field is wholly inside the scroll.
func (l *ladder) inView(id string) bool {
	at := func(o fyne.CanvasObject) float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y }
	o := l.Field(id)
	top := at(o) - at(l.scroll)
	return top >= 0 && top+o.Size().Height <= l.scroll.Size().Height
}

func TestTheFieldWithTheKeyboardStaysInView(t *testing.T) {
	for name, come := range map[string]func(*ladder) *fyne.Container{
		"rows come above": func(l *ladder) *fyne.Container { return l.above },
		"a bar comes":     func(l *ladder) *fyne.Container { return l.foot },
	} {
		t.Run(name, func(t *testing.T) {
			l := openLadder(t)
			l.Focus("fielde")
			if !l.inView("fielde") {
				t.Fatal("the keyboard brings a field into view")
			}
			come(l).Show()
			l.root.Refresh()
			l.Settle()
			if !l.inView("fielde") {
				t.Errorf("the field has gone; the scroll is at %v", l.scroll.Offset())
			}
		})
	}
}

func TestWhoScrollsAwayIsLeftAlone(t *testing.T) {
	l := openLadder(t)
	l.Focus("fielda")
	l.scroll.ScrollTo(500)
	l.foot.Show()
	l.root.Refresh()
	l.Settle()
	if l.scroll.Offset() != 500 {
		t.Errorf("the scroll went to %v", l.scroll.Offset())
	}
	if !widgets.FocusField(l.Canvas, "fielda") || !l.inView("fielda") {
		t.Error("who asks for the field sees it, though it had the keyboard all along")
	}
}
