package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// proseLink lies over the first piece of a link in a Prose and takes clicks and the keyboard. The words under it are the
// Prose's.
type proseLink struct {
	control
	onTapped func()
}

func newProseLink(id string, n int, run Run) *proseLink {
	l := &proseLink{onTapped: run.OnTapped}
	l.label, l.tip, l.fieldID = run.Text, run.Tip, id+"."+strconv.Itoa(n)
	l.extend(l)
	return l
}

// Tapped follows the link.
func (l *proseLink) Tapped(*fyne.PointEvent) {
	l.takeFocus()
	l.onTapped()
}

// TypedKey follows the link with Enter or Space.
func (l *proseLink) TypedKey(key *fyne.KeyEvent) {
	if isActivation(key) {
		l.onTapped()
		return
	}
	l.control.TypedKey(key)
}

// CreateRenderer makes the ring and the veil of the pointer.
func (l *proseLink) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(l, &proseLinkDrawing{link: l, veil: newBox(), ring: newRing()})
}

type proseLinkDrawing struct {
	link       *proseLink
	veil, ring *canvas.Rectangle
}

func (d *proseLinkDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.veil, d.ring}
}

func (d *proseLinkDrawing) paint() {
	veil := fyne.ThemeColorName("")
	if d.link.hovered {
		veil = theme.ColorNameHover
	}
	paintBox(d.veil, veil, "", "")
	paintRing(d.ring, d.link.ringed(), 0)
}

func (d *proseLinkDrawing) measure() fyne.Size { return fyne.Size{} }

func (d *proseLinkDrawing) arrange(size fyne.Size) {
	d.veil.Resize(size)
	placeRing(d.ring, fyne.Position{}, size)
}

// proseTail lies over a further piece of a link, on the next line: a click there is a click on the link.
type proseTail struct {
	widget.BaseWidget
	link *proseLink
}

func newProseTail(link *proseLink) *proseTail {
	t := &proseTail{link: link}
	t.ExtendBaseWidget(t)
	return t
}

// Tapped follows the link.
func (t *proseTail) Tapped(e *fyne.PointEvent) { t.link.Tapped(e) }

// Cursor is a hand.
func (t *proseTail) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer draws nothing.
func (t *proseTail) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(newContainer(columnLayout{}))
}
