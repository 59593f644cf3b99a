package widgets

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
)

// entryMask hides what Fyne draws over a line longer than its field: a scroll bar on the lower edge, shadows at both ends,
// letters that touch the edge. It lies on the field's padding, where there is no text.
type entryMask struct {
	entry       *Entry
	left, right *canvas.Rectangle
	bottom      *maskBar
}

func newEntryMask(e *Entry) *entryMask {
	return &entryMask{entry: e, left: newBox(), right: newBox(), bottom: newMaskBar(e)}
}

func (m *entryMask) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{m.left, m.right, m.bottom}
}

// paint shows the mask while the line is longer than the field.
func (m *entryMask) paint() {
	hidden := !m.needed()
	for _, side := range []*canvas.Rectangle{m.left, m.right} {
		paintBox(side, theme.ColorNameInputBackground, "", "")
		side.Hidden = hidden
	}
	corner := look.Size(theme.SizeNameInputRadius)
	m.left.TopLeftCornerRadius, m.left.BottomLeftCornerRadius = corner, corner
	if m.entry.ActionItem == nil {
		m.right.TopRightCornerRadius, m.right.BottomRightCornerRadius = corner, corner
	}
	m.bottom.Hidden = hidden
	m.bottom.Refresh()
}

func (m *entryMask) needed() bool {
	e := m.entry
	if e.MultiLine {
		return false
	}
	text := e.Entry.Text
	if e.Password {
		text = strings.Repeat("•", utf8.RuneCountInString(text))
	}
	return textWidth(text, false)+2*look.Size(theme.SizeNameInnerPadding) > e.lineWidth()
}

// lineWidth is the width of the line with its padding.
func (e *Entry) lineWidth() float32 {
	width := e.Size().Width
	if e.ActionItem != nil {
		width -= e.ActionItem.MinSize().Width
	}
	return width
}

func (m *entryMask) arrange(size fyne.Size) {
	edge := look.Size(theme.SizeNameInputBorder)
	pad := look.Size(theme.SizeNameInnerPadding) - edge - 1 // the cursor stands at the padding
	inner := size.Height - 2*edge
	m.left.Move(fyne.NewPos(edge, edge))
	m.left.Resize(fyne.NewSize(pad, inner))
	m.right.Move(fyne.NewPos(m.entry.lineWidth()-edge-pad, edge))
	m.right.Resize(fyne.NewSize(pad, inner))
	m.bottom.Move(fyne.NewPos(edge, size.Height-edge-pad))
	m.bottom.Resize(fyne.NewSize(size.Width-2*edge, pad))
}

// maskBar lies over Fyne's scroll bar and keeps the pointer from it; drags select text as anywhere in the field.
type maskBar struct {
	widget.BaseWidget
	entry *Entry
}

func newMaskBar(e *Entry) *maskBar {
	b := &maskBar{entry: e}
	b.ExtendBaseWidget(b)
	return b
}

// MouseIn keeps the bar from growing.
func (b *maskBar) MouseIn(*desktop.MouseEvent) {}

// MouseMoved is of no use here.
func (b *maskBar) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is of no use here.
func (b *maskBar) MouseOut() {}

// Cursor is that of text.
func (b *maskBar) Cursor() desktop.Cursor { return desktop.TextCursor }

// Dragged selects text.
func (b *maskBar) Dragged(e *fyne.DragEvent) {
	e.Position = e.Position.Add(b.Position())
	b.entry.Dragged(e)
}

// DragEnd ends the selection.
func (b *maskBar) DragEnd() { b.entry.DragEnd() }

// CreateRenderer makes the strip.
func (b *maskBar) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(b, &maskBarDrawing{back: newBox()})
}

type maskBarDrawing struct{ back *canvas.Rectangle }

func (d *maskBarDrawing) objects() []fyne.CanvasObject { return []fyne.CanvasObject{d.back} }

func (d *maskBarDrawing) paint() {
	paintBox(d.back, theme.ColorNameInputBackground, "", "")
	corner := look.Size(theme.SizeNameInputRadius)
	d.back.BottomLeftCornerRadius, d.back.BottomRightCornerRadius = corner, corner
}

func (d *maskBarDrawing) measure() fyne.Size     { return fyne.Size{} }
func (d *maskBarDrawing) arrange(size fyne.Size) { d.back.Resize(size) }
