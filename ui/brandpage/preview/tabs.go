package preview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"pupitre/data/branding/picture"
	"pupitre/i18n"
	"pupitre/ui/brand"
)

// Tabs draws a favicon at its real sizes: in the tab of a browser, in the light and in the dark.
type Tabs struct {
	// Root is the drawing as it is placed.
	Root  fyne.CanvasObject
	drawn *drawing
	shown Facts
}

// NewTabs makes the drawing; it is empty until Show.
func NewTabs(p *i18n.Printer) *Tabs {
	d := newDrawing(p.T("brandpage.preview.tabs"))
	return &Tabs{Root: d, drawn: d}
}

// Show draws a favicon beside the name of the provider.
func (t *Tabs) Show(name string, favicon brand.Seen) {
	f := Facts{Name: name, Favicon: favicon}
	if t.drawn.sheet.objects != nil && f.same(t.shown) {
		return
	}
	t.shown = f
	s := t.drawn.blank()
	light := newTabRow(s, f, chrome, paper, text)
	night := newTabRow(s, f, dark, darkTab, onDark)
	s.plan = func(width float32) float32 {
		bottom := light.place(s, 0, width)
		return night.place(s, bottom, width)
	}
	t.drawn.show(s, colouring{})
}

// tabRow is a tab, and the larger sizes beside it.
type tabRow struct {
	strip, tab *canvas.Rectangle
	title      *words
	icons      []*canvas.Image // of picture.FaviconSides
}

func newTabRow(s *sheet, f Facts, strip, tab, title ink) tabRow {
	r := tabRow{strip: s.box(strip, 0), tab: s.box(tab, 8), title: s.words(f.Name, title, 12, false, 1)}
	for _, side := range picture.FaviconSides() {
		r.icons = append(r.icons, s.image(f.Favicon.Side(side)))
	}
	return r
}

func (r tabRow) place(s *sheet, y, width float32) (bottom float32) {
	const high, wide, gap = 72, 180, 12
	u := s.unit
	real := s.real()
	x := width - gap*u
	sides := picture.FaviconSides()
	for i := len(sides) - 1; i > 0; i-- { // the tab has the first
		side := float32(sides[i]) * real
		x -= side
		place(r.icons[i], x, y+(high*u-side)/2, side, side)
		x -= gap * u
	}
	place(r.strip, 0, y, width, high*u)
	tab := min(wide*u, x-gap*u)
	place(r.tab, gap*u, y+(high-34)*u/2, tab, 34*u)
	small := float32(sides[0]) * real
	place(r.icons[0], gap*u+10*u, y+(high*u-small)/2, small, small)
	r.title.place(fyne.NewPos(gap*u+18*u+small, y+(high-16)*u/2), tab-26*u-small, fyne.TextAlignLeading)
	return y + high*u
}
