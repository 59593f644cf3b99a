package guidepage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids, by which the keyboard and what is scrolled are found again after a rebuild.
const (
	fieldSearch  = "guide.search"
	fieldBack    = "guide.back"
	fieldForward = "guide.forward"
	fieldPage    = "guide.page."    // and the page
	fieldResult  = "guide.result."  // and its number
	fieldText    = "guide.text."    // and what it is, from the top
	fieldScroll  = "guide.scroll."  // and the page
	fieldOutline = "guide.contents" // the table of contents
)

// view is the guide on the screen: contents at the left, one page at the right.
type view struct {
	guide    *Guide
	page     string
	root     *fyne.Container
	contents *contents
	scroll   *widgets.Scroll
	text     *text
	back     *widgets.IconButton
	forward  *widgets.IconButton
}

func newView(g *Guide) *view {
	v := &view{guide: g, page: g.Here().Page, contents: newContents(g), text: newText(g)}
	v.scroll = widgets.NewScroll(widgets.Padded(look.Space8, look.Space24, widgets.MaxWidth(look.ContentWidth, v.text.root)))
	v.scroll.SetFieldID(fieldScroll + v.page)
	v.back = widgets.NewIconButton(resources.ArrowBack, g.p.T("guide.back"), func() { g.Back() })
	v.back.SetFieldID(fieldBack)
	v.forward = widgets.NewIconButton(resources.ArrowForward, g.p.T("guide.forward"), func() { g.Forward() })
	v.forward.SetFieldID(fieldForward)
	title := widgets.NewText(g.page().Title, widgets.TextStyle{Size: theme.SizeNameHeadingText, Bold: true})
	head := widgets.MaxWidth(look.ContentWidth, widgets.Ends(title, widgets.Line(look.Space4, v.back, v.forward)))
	page := widgets.Page(widgets.Padded(look.Space16, look.Space24, head), v.scroll, widgets.Column(""))
	v.root = widgets.SideBySide(v.contents.root, page)
	v.refreshSteps()
	return v
}

// refreshSteps offers back and forward where they lead somewhere.
func (v *view) refreshSteps() {
	able(v.back, v.guide.at > 0)
	able(v.forward, v.guide.at < len(v.guide.trail)-1)
}

func able(b *widgets.IconButton, can bool) {
	if can {
		b.Enable()
		return
	}
	b.Disable()
}

// aim scrolls to a heading and marks it; "" is the top of the page.
func (v *view) aim(anchor string) {
	v.text.mark(anchor)
	if heading := v.text.headings[anchor]; heading != nil {
		v.scroll.ShowTop(heading)
		return
	}
	v.scroll.ScrollTo(0)
}

// reading is where the eye is: the heading above the top of what is seen, and how far below it that is.
type reading struct {
	anchor string
	below  float32
}

func (v *view) reading() reading {
	r, top := reading{below: v.scroll.Offset()}, float32(-1)
	for anchor, heading := range v.text.tops {
		if y := heading.Position().Y; y <= v.scroll.Offset() && y > top {
			r, top = reading{anchor: anchor, below: v.scroll.Offset() - y}, y
		}
	}
	return r
}

// resume scrolls to where the eye was.
func (v *view) resume(r reading) {
	v.text.mark(v.guide.Here().Anchor)
	y := r.below
	if heading := v.text.tops[r.anchor]; heading != nil {
		y += heading.Position().Y
	}
	v.scroll.ScrollTo(y)
}

// scrollKey moves the page by the keys of reading.
func (v *view) scrollKey(key fyne.KeyName) {
	line := look.Size(look.Space48)
	page := max(v.scroll.Size().Height-line, line)
	to := v.scroll.Offset()
	switch key {
	case fyne.KeyDown:
		to += line
	case fyne.KeyUp:
		to -= line
	case fyne.KeyPageDown, fyne.KeySpace:
		to += page
	case fyne.KeyPageUp:
		to -= page
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = v.text.root.Size().Height
	default:
		return
	}
	v.scroll.ScrollTo(max(to, 0))
}
