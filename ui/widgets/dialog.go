package widgets

import (
	"math"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
)

// Dialog asks something over the window: a title that names the thing, a body, buttons. Esc cancels, Tab stays inside,
// Enter in a field presses the main button, and what had the keyboard before gets it back.
type Dialog struct {
	// OnClosed runs when the dialog has gone, whatever closed it.
	OnClosed func()

	overlay *overlay
	panel   *dialogPanel
	accept  *Button
	cancel  *Button
}

// NewDialog makes a dialog. accept may be nil for a dialog that only tells; cancel is what Esc presses. Neither button
// closes the dialog by itself when pressed through OnTapped of accept: the page closes it once the work has succeeded.
func NewDialog(title string, body fyne.CanvasObject, accept, cancel *Button) *Dialog {
	d := &Dialog{accept: accept, cancel: cancel}
	d.panel = newDialogPanel(title, body, buttonsInOrder(runtime.GOOS, accept, cancel))
	return d
}

// SetOther adds a third way out, apart from the other two at the far left: "Do not save". It does not close the dialog by
// itself either. Call it before Show.
func (d *Dialog) SetOther(other *Button) {
	d.panel.foot = newContainer(apartLayout{}, other, d.panel.foot)
}

// apartLayout puts one object at the left and another at the right, both at their own size.
type apartLayout struct{}

// MinSize is both side by side.
func (apartLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	left, right := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(left.Width+look.Size(look.Space16)+right.Width, max(left.Height, right.Height))
}

// Layout puts them at the ends.
func (apartLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left, right := o[0].MinSize(), o[1].MinSize()
	o[0].Resize(left)
	o[0].Move(fyne.NewPos(0, (size.Height-left.Height)/2))
	o[1].Resize(right)
	o[1].Move(fyne.NewPos(size.Width-right.Width, (size.Height-right.Height)/2))
}

// buttonsInOrder is the order of the platform: Windows puts the main button first, macOS and GNOME last.
func buttonsInOrder(goos string, accept, cancel *Button) []fyne.CanvasObject {
	switch {
	case accept == nil:
		return []fyne.CanvasObject{cancel}
	case goos == "windows":
		return []fyne.CanvasObject{accept, cancel}
	}
	return []fyne.CanvasObject{cancel, accept}
}

// Show opens the dialog over c and gives the keyboard to focus: the first field, or nil for the cancel button, so that
// Enter by habit destroys nothing.
func (d *Dialog) Show(c fyne.Canvas, focus fyne.Focusable) {
	if d.overlay != nil {
		return
	}
	d.overlay = newOverlay(c, d.panel)
	d.overlay.modal, d.overlay.veil, d.overlay.edge = true, look.ColorScrim, look.CardRadius
	d.overlay.place = d.panel.place
	d.overlay.onKey = d.takeKey
	d.overlay.onClose = d.closed
	if focus == nil {
		focus = d.cancel
	}
	d.overlay.open(focus)
}

// Close takes the dialog away.
func (d *Dialog) Close() {
	if d.overlay != nil {
		d.overlay.close()
	}
}

// Relayout places the dialog anew after its body has changed.
func (d *Dialog) Relayout() {
	if d.overlay != nil {
		d.overlay.Refresh()
	}
}

// ShowEnd scrolls to the end of a body that is higher than the window.
func (d *Dialog) ShowEnd() { d.panel.scroll.showEnd() }

// Shown tells whether the dialog is open.
func (d *Dialog) Shown() bool { return d.overlay != nil }

// Submit presses the main button, for Enter in a field of the body.
func (d *Dialog) Submit() {
	if d.accept != nil {
		d.accept.press()
	}
}

func (d *Dialog) takeKey(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyEscape:
		if d.cancel.OnTapped != nil {
			d.cancel.press()
		} else {
			d.Close()
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		d.Submit()
	default:
		return false
	}
	return true
}

func (d *Dialog) closed() {
	d.overlay = nil
	if d.OnClosed != nil {
		d.OnClosed()
	}
}

// dialogPanel is the surface of a dialog.
type dialogPanel struct {
	widget.BaseWidget
	title  *Text
	scroll *Scroll
	body   fyne.CanvasObject
	foot   *fyne.Container
}

func newDialogPanel(title string, body fyne.CanvasObject, buttons []fyne.CanvasObject) *dialogPanel {
	p := &dialogPanel{title: Heading(title), body: body, scroll: NewScroll(Padded(look.Space4, look.Space24, body)), foot: LineEnd(look.Space8, buttons...)}
	p.ExtendBaseWidget(p)
	return p
}

// Children are the objects inside.
func (p *dialogPanel) Children() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.title, p.scroll, p.foot}
}

// place centres the panel, no larger than the window.
func (p *dialogPanel) place(window fyne.Size) rect {
	margin := look.Size(look.Space24)
	width := min(look.Size(look.DialogWidth), window.Width-2*margin)
	width = max(width, p.foot.MinSize().Width+2*margin)
	inner := width - 2*margin
	most := window.Height - 2*margin
	p.fitTables(func() float32 { return p.whole(inner) - most })
	height := min(p.whole(inner), most)
	return rect{fyne.NewPos((window.Width-width)/2, (window.Height-height)/2), fyne.NewSize(width, height)}
}

// whole is the height at which nothing of the body is scrolled.
func (p *dialogPanel) whole(inner float32) float32 {
	height := p.head(inner) + HeightOf(p.body, inner) + look.Size(look.Space8) + p.tail()
	return float32(math.Ceil(float64(height))) // the sum rounds: a hair less, and the body would show a scroll bar
}

// fitTables makes the tables of the body lower by what the dialog is too high: rows scroll better inside their table than
// under the foot of the dialog, where a click would meet them.
func (p *dialogPanel) fitTables(over func() float32) {
	var tables []*Table
	Walk(p.body, func(o fyne.CanvasObject) bool {
		if t, ok := o.(*Table); ok && o.Visible() {
			t.room = 0
			tables = append(tables, t)
		}
		return o.Visible()
	})
	rest := over()
	for _, t := range tables {
		if rest > 0 {
			rest -= t.giveWay(rest)
		}
	}
}

// head and tail are the heights above and below the body.
func (p *dialogPanel) head(inner float32) float32 {
	return look.Size(look.Space24) + p.title.HeightFor(inner) + look.Size(look.Space8)
}

func (p *dialogPanel) tail() float32 {
	return look.Size(look.Space16) + p.foot.MinSize().Height + look.Size(look.Space24)
}

// CreateRenderer makes the parts.
func (p *dialogPanel) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(p, &dialogDrawing{panel: p})
}

type dialogDrawing struct{ panel *dialogPanel }

func (d *dialogDrawing) objects() []fyne.CanvasObject { return d.panel.Children() }
func (d *dialogDrawing) paint()                       {}

func (d *dialogDrawing) measure() fyne.Size {
	return fyne.NewSize(d.panel.foot.MinSize().Width+2*look.Size(look.Space24), d.panel.tail())
}

func (d *dialogDrawing) arrange(size fyne.Size) {
	p, side := d.panel, look.Size(look.Space24)
	inner := size.Width - 2*side
	head, foot := p.head(inner), p.foot.MinSize().Height
	p.title.Move(fyne.NewPos(side, side))
	p.title.Resize(fyne.NewSize(inner, p.title.HeightFor(inner)))
	p.scroll.Move(fyne.NewPos(0, head))
	p.scroll.Resize(fyne.NewSize(size.Width, size.Height-head-p.tail()))
	p.foot.Move(fyne.NewPos(side, size.Height-side-foot))
	p.foot.Resize(fyne.NewSize(inner, foot))
}
