package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/resources"
	"pupitre/ui/look"
)

// Row is one setting: label and help at the left, control at the right in a fixed width, and under them what is to be
// said about it: an error, a notice. Narrow, it puts the control under the label.
type Row struct {
	widget.BaseWidget
	control fyne.CanvasObject
	width   fyne.ThemeSizeName
	label   *Text
	help    *Text
	failure *remark
	notice  *remark
	counter *remark
	changed bool
	marked  bool
}

// NewRow makes a row for control. width is look.ControlNarrow, look.ControlMedium or look.ControlWide; help may be empty.
func NewRow(label, help string, control fyne.CanvasObject, width fyne.ThemeSizeName) *Row {
	r := &Row{
		control: control, width: width, label: Body(label), help: Muted(help),
		failure: newRemark(resources.Error, theme.ColorNameError),
		notice:  newRemark(resources.Info, look.ColorMuted),
		counter: newRemark(resources.Keyboard, look.ColorMuted),
	}
	if field, ok := control.(counted); ok {
		field.setOnCounter(func() { r.count(field) })
		r.counter.set(field.counter())
	}
	r.ExtendBaseWidget(r)
	return r
}

// counted is a field that may say how many characters are left.
type counted interface {
	counter() string
	setOnCounter(func())
}

func (r *Row) count(field counted) {
	if r.counter.set(field.counter()) {
		r.Refresh()
	}
}

// Children are the objects inside.
func (r *Row) Children() []fyne.CanvasObject { return []fyne.CanvasObject{r.control} }

// Control is the control at the right.
func (r *Row) Control() fyne.CanvasObject { return r.control }

// SetError shows a sentence of error under the control, and marks a field as wrong; empty takes both away.
func (r *Row) SetError(sentence string) {
	if field, ok := r.control.(interface{ SetError(failed bool) }); ok {
		field.SetError(sentence != "")
	}
	if r.failure.set(sentence) {
		r.Refresh()
	}
}

// Error is the sentence of error shown, empty when there is none.
func (r *Row) Error() string { return r.failure.text.Text() }

// SetNotice shows a calm remark under the control; empty takes it away.
func (r *Row) SetNotice(sentence string) {
	if r.notice.set(sentence) {
		r.Refresh()
	}
}

// Notice is the remark shown, empty when there is none.
func (r *Row) Notice() string { return r.notice.text.Text() }

// SetHelp changes the help under the label.
func (r *Row) SetHelp(help string) {
	if r.help.Text() == help {
		return
	}
	r.help.SetText(help)
	r.Refresh()
}

// SetChanged shows or hides the dot of an unsaved change.
func (r *Row) SetChanged(changed bool) {
	if r.changed == changed {
		return
	}
	r.changed = changed
	r.Refresh()
}

// Changed tells whether the dot is shown.
func (r *Row) Changed() bool { return r.changed }

// SetMarked rings the whole row, for what a search has found.
func (r *Row) SetMarked(marked bool) {
	if r.marked == marked {
		return
	}
	r.marked = marked
	r.Refresh()
}

// HeightFor is the height of the row at a width.
func (r *Row) HeightFor(width float32) float32 { return r.plan(width).height }

// CreateRenderer makes the parts.
func (r *Row) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(r, &rowDrawing{row: r, dot: newBox(), mark: newRing()})
}

// rowPlan is where the parts of a row go.
type rowPlan struct {
	label, help, control, failure, notice, counter rect
	height                                         float32
}

type rect struct {
	at   fyne.Position
	size fyne.Size
}

func (p rect) place(o fyne.CanvasObject) {
	o.Move(p.at)
	o.Resize(p.size)
}

// below is the y under the rectangle.
func (p rect) below() float32 { return p.at.Y + p.size.Height }

// stacked tells whether the control stands under its label.
func (r *Row) stacked(width float32) bool {
	return width < look.Size(look.RowBreakWidth) && r.width != look.ControlNarrow
}

func (r *Row) plan(width float32) rowPlan {
	side, gap := look.Size(look.Space16), look.Size(look.Space16)
	inner := max(width-2*side, 0)
	controlWidth := min(look.Size(r.width), inner)
	controlSize := fyne.NewSize(controlWidth, HeightOf(r.control, controlWidth))
	if r.width == look.ControlNarrow { // a check box stands at the right edge
		controlSize.Width = min(controlWidth, r.control.MinSize().Width)
	}
	if r.stacked(width) {
		return r.planStacked(inner, controlSize)
	}
	left := max(inner-controlWidth-gap, 0)
	p := r.planText(left)
	textHeight := p.help.below() - p.label.at.Y
	pad := look.Size(look.Space12)
	height := max(textHeight, controlSize.Height)
	shift := (height - textHeight) / 2
	p.label.at.Y += shift
	p.help.at.Y += shift
	p.control = rect{fyne.NewPos(side+inner-controlSize.Width, pad+(height-controlSize.Height)/2), controlSize}
	remarkX := side + inner - max(controlWidth, min(look.Size(look.ControlWide), inner))
	return r.planRemarks(p, remarkX, side+inner-remarkX, pad+height)
}

func (r *Row) planStacked(inner float32, controlSize fyne.Size) rowPlan {
	p := r.planText(inner)
	y := p.help.below() + look.Size(look.Space8)
	p.control = rect{fyne.NewPos(look.Size(look.Space16), y), controlSize}
	return r.planRemarks(p, look.Size(look.Space16), inner, y+controlSize.Height)
}

// planText places label and help from the top.
func (r *Row) planText(width float32) (p rowPlan) {
	side, pad := look.Size(look.Space16), look.Size(look.Space12)
	p.label = rect{fyne.NewPos(side, pad), fyne.NewSize(width, r.label.HeightFor(width))}
	p.help = rect{fyne.NewPos(side, p.label.below()), fyne.NewSize(width, 0)}
	if r.help.Text() != "" {
		p.help.at.Y += 2
		p.help.size.Height = r.help.HeightFor(width)
	}
	return p
}

// planRemarks places error and notice under y and ends the row.
func (r *Row) planRemarks(p rowPlan, x, width, y float32) rowPlan {
	for _, part := range []struct {
		remark *remark
		place  *rect
	}{{r.failure, &p.failure}, {r.notice, &p.notice}, {r.counter, &p.counter}} {
		if part.remark.text.Text() == "" {
			continue
		}
		y += look.Size(look.Space4)
		*part.place = rect{fyne.NewPos(x, y), fyne.NewSize(width, part.remark.HeightFor(width))}
		y += part.place.size.Height
	}
	p.height = y + look.Size(look.Space12)
	return p
}

type rowDrawing struct {
	row  *Row
	dot  *canvas.Rectangle
	mark *canvas.Rectangle
}

func (d *rowDrawing) objects() []fyne.CanvasObject {
	r := d.row
	return []fyne.CanvasObject{d.dot, r.label, r.help, r.control, r.failure, r.notice, r.counter, d.mark}
}

func (d *rowDrawing) paint() {
	r := d.row
	paintBox(d.dot, theme.ColorNamePrimary, "", look.Space4)
	d.dot.Hidden = !r.changed
	paintRing(d.mark, r.marked, 0)
	r.help.Hidden = r.help.Text() == ""
	r.failure.Hidden = r.failure.text.Text() == ""
	r.notice.Hidden = r.notice.text.Text() == ""
	r.counter.Hidden = r.counter.text.Text() == ""
}

func (d *rowDrawing) measure() fyne.Size {
	r := d.row
	width := max(r.label.MinSize().Width, min(r.control.MinSize().Width, look.Size(r.width)))
	width += 2 * look.Size(look.Space16)
	return fyne.NewSize(width, r.plan(max(r.Size().Width, width)).height)
}

func (d *rowDrawing) arrange(size fyne.Size) {
	r := d.row
	p := r.plan(size.Width)
	p.label.place(r.label)
	p.help.place(r.help)
	p.control.place(r.control)
	p.failure.place(r.failure)
	p.notice.place(r.notice)
	p.counter.place(r.counter)
	dot := look.Size(look.Space8) - 1
	d.dot.Move(fyne.NewPos((look.Size(look.Space16)-dot)/2, p.label.at.Y+(r.label.lineHeight()-dot)/2))
	d.dot.Resize(fyne.NewSquareSize(dot))
	placeRing(d.mark, fyne.NewSquareOffsetPos(4), size.SubtractWidthHeight(8, 8))
}
