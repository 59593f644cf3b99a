package shell

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// paletteView draws the palette over the window.
type paletteView struct {
	widget.BaseWidget
	p       *i18n.Printer
	palette *palette
	veil    *canvas.Rectangle
	panel   *widgets.Card
	field   *widgets.Entry
	lines   []*paletteLine
	none    *widgets.Text
	help    *widgets.Text
	body    *fyne.Container
}

func newPaletteView(p *i18n.Printer, owner *palette) *paletteView {
	v := &paletteView{p: p, palette: owner, veil: canvas.NewRectangle(color.Transparent)}
	v.field = widgets.NewEntry(p.T("shell.palette.label"))
	v.field.SetHint(p.T("shell.palette.hint"))
	v.field.OnChanged = owner.typed
	v.field.OnSubmitted = func(string) { owner.choose() }
	v.none = widgets.Strong("")
	v.help = widgets.Muted(p.T("shell.palette.none_help"))
	rows := []fyne.CanvasObject{v.field, v.none, v.help}
	for i := range paletteLines {
		line := newPaletteLine(func() { owner.at = owner.top + i; owner.choose() })
		v.lines = append(v.lines, line)
		rows = append(rows, line)
	}
	rows = append(rows, v.keys())
	v.body = widgets.Column(look.Space4, rows...)
	v.panel = widgets.NewCard(look.Space12, v.body)
	v.ExtendBaseWidget(v)
	return v
}

// keys says which keys do what.
func (v *paletteView) keys() fyne.CanvasObject {
	hint := func(keys, text string) fyne.CanvasObject {
		return widgets.Line(look.Space4, widgets.NewKeyHint(keys),
			widgets.NewText(text, widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Overflow: widgets.Keep}))
	}
	return widgets.Padded(look.Space4, look.Space4, widgets.Line(look.Space16,
		hint("↑ ↓", v.p.T("shell.palette.choose")),
		hint(v.p.T("shell.key.enter"), v.p.T("shell.palette.go")),
		hint(v.p.T("shell.key.escape"), v.p.T("shell.palette.close"))))
}

// show draws the results of a query.
func (v *paletteView) show(query string) {
	none := len(v.palette.found) == 0
	v.none.SetText(v.p.T("shell.palette.none", "Query", query))
	v.none.Hidden, v.help.Hidden = !none, !none
	v.refreshLines()
	v.Refresh()
}

func (v *paletteView) refreshLines() {
	found := v.palette.visible()
	for i, line := range v.lines {
		line.Hidden = i >= len(found)
		if i < len(found) {
			line.set(found[i], v.palette.top+i == v.palette.at)
		}
	}
	v.body.Refresh()
}

// Children are the objects inside.
func (v *paletteView) Children() []fyne.CanvasObject { return []fyne.CanvasObject{v.panel} }

// Tapped closes the palette when the click is outside of it.
func (v *paletteView) Tapped(e *fyne.PointEvent) {
	at, size := v.panel.Position(), v.panel.Size()
	inside := e.Position.X >= at.X && e.Position.Y >= at.Y && e.Position.X <= at.X+size.Width && e.Position.Y <= at.Y+size.Height
	if !inside {
		v.palette.close()
	}
}

// CreateRenderer makes the parts.
func (v *paletteView) CreateRenderer() fyne.WidgetRenderer { return &paletteRenderer{view: v} }

type paletteRenderer struct{ view *paletteView }

func (r *paletteRenderer) Destroy()           {}
func (r *paletteRenderer) MinSize() fyne.Size { return fyne.Size{} }

// Objects are the veil and the panel.
func (r *paletteRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.view.veil, r.view.panel}
}

// Layout puts the panel at the top, where the eye begins, and no wider than the window.
func (r *paletteRenderer) Layout(size fyne.Size) {
	v, margin := r.view, look.Size(look.Space24)
	v.veil.Resize(size)
	width := min(look.Size(look.DialogWidth)+3*look.Size(look.Space48), size.Width-2*margin)
	height := min(v.panel.HeightFor(width), size.Height-2*margin)
	v.panel.Move(fyne.NewPos((size.Width-width)/2, min(size.Height/8, size.Height-height-margin)))
	v.panel.Resize(fyne.NewSize(width, height))
}

// Refresh takes the colours of the theme.
func (r *paletteRenderer) Refresh() {
	r.view.veil.FillColor = look.Color(look.ColorScrim)
	r.view.veil.Refresh()
	r.Layout(r.view.Size())
	r.view.panel.Refresh()
}

// paletteLine is one result. It never takes the keyboard, which stays in the field.
type paletteLine struct {
	widget.BaseWidget
	onTapped func()
	marked   bool
	hovered  bool
	back     *canvas.Rectangle
	icon     *widgets.Icon
	label    *widgets.Text
	detail   *widgets.Text
	keys     *widgets.Badge
	entry    Entry
}

func newPaletteLine(onTapped func()) *paletteLine {
	l := &paletteLine{
		onTapped: onTapped, back: canvas.NewRectangle(color.Transparent),
		icon:   widgets.NewIcon(resources.Search, theme.SizeNameInlineIcon, theme.ColorNameForeground),
		label:  widgets.NewText("", widgets.TextStyle{Overflow: widgets.Ellipsis}),
		detail: widgets.NewText("", widgets.TextStyle{Overflow: widgets.Keep}),
		keys:   widgets.NewKeyHint(""),
	}
	l.ExtendBaseWidget(l)
	return l
}

func (l *paletteLine) set(e Entry, marked bool) {
	l.entry, l.marked = e, marked
	ink, detail := theme.ColorNameForeground, look.ColorMuted
	if marked {
		ink, detail = look.ColorOnAccent, look.ColorOnAccent
	}
	l.icon.Set(e.Icon, ink)
	l.label.SetText(e.Label)
	l.label.SetStyle(widgets.TextStyle{Color: ink, Bold: marked, Overflow: widgets.Ellipsis})
	l.detail.SetText(e.Detail)
	l.detail.SetStyle(widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: detail, Overflow: widgets.Keep})
	l.keys.Hidden = e.Keys == ""
	l.keys.Set(e.Keys, widgets.Neutral)
	l.Refresh()
}

// Tapped takes the result.
func (l *paletteLine) Tapped(*fyne.PointEvent) { l.onTapped() }

// MouseIn shows that the result can be taken.
func (l *paletteLine) MouseIn(*desktop.MouseEvent) { l.hovered = true; l.Refresh() }

// MouseMoved is of no use here.
func (l *paletteLine) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends the hover.
func (l *paletteLine) MouseOut() { l.hovered = false; l.Refresh() }

// Cursor is a hand.
func (l *paletteLine) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer makes the parts.
func (l *paletteLine) CreateRenderer() fyne.WidgetRenderer { return &paletteLineRenderer{line: l} }

type paletteLineRenderer struct{ line *paletteLine }

func (r *paletteLineRenderer) Destroy() {}

// MinSize is as high as a line of the side bar.
func (r *paletteLineRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Size(look.ControlWide)/2, look.Size(look.NavHeight))
}

// Objects are the ground, the icon and the texts.
func (r *paletteLineRenderer) Objects() []fyne.CanvasObject {
	l := r.line
	return []fyne.CanvasObject{l.back, l.icon, l.label, l.detail, l.keys}
}

// Layout puts the label at the left, what it is and its keys at the right.
func (r *paletteLineRenderer) Layout(size fyne.Size) {
	l, gap := r.line, look.Size(look.Space12)
	l.back.Resize(size)
	icon := look.Size(theme.SizeNameInlineIcon)
	l.icon.Move(fyne.NewPos(gap, (size.Height-icon)/2))
	l.icon.Resize(fyne.NewSquareSize(icon))
	right := size.Width - gap
	for _, o := range []fyne.CanvasObject{l.keys, l.detail} {
		if !o.Visible() {
			continue
		}
		least := o.MinSize()
		o.Move(fyne.NewPos(right-least.Width, (size.Height-least.Height)/2))
		o.Resize(least)
		right -= least.Width + gap
	}
	left := gap + icon + gap
	l.label.Move(fyne.NewPos(left, 0))
	l.label.Resize(fyne.NewSize(max(right-left, 0), size.Height))
}

// Refresh takes the colours of the theme.
func (r *paletteLineRenderer) Refresh() {
	l := r.line
	l.back.CornerRadius = look.Size(theme.SizeNameSelectionRadius)
	switch {
	case l.marked:
		l.back.FillColor = look.Color(look.ColorAccentSoft)
	case l.hovered:
		l.back.FillColor = look.Color(theme.ColorNameHover)
	default:
		l.back.FillColor = color.Transparent
	}
	l.back.Refresh()
	r.Layout(l.Size())
	for _, o := range []fyne.CanvasObject{l.icon, l.label, l.detail, l.keys} {
		o.Refresh()
	}
}
