package brandpage

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/brandpage/hand"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// dropZone says that a file may be dropped here, opens the dialog of files when it is pressed, and takes what is pasted.
type dropZone struct {
	hand.Control
	onTapped, onPaste func()
	text              *widgets.Text
	hovered           bool
}

func newDropZone(label, text string, onTapped, onPaste func()) *dropZone {
	z := &dropZone{onTapped: onTapped, onPaste: onPaste, text: widgets.Muted(text)}
	z.Extend(z, label)
	return z
}

// Tapped opens the dialog.
func (z *dropZone) Tapped(*fyne.PointEvent) {
	z.Take()
	z.onTapped()
}

// TypedKey opens the dialog with Space or Enter.
func (z *dropZone) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		z.onTapped()
	default:
		z.Control.TypedKey(key)
	}
}

// TypedShortcut takes what is pasted.
func (z *dropZone) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutPaste); ok {
		z.onPaste()
		return
	}
	z.Control.TypedShortcut(s)
}

// MouseIn shows that the zone can be pressed.
func (z *dropZone) MouseIn(*desktop.MouseEvent) { z.hover(true) }

// MouseMoved is of no use here.
func (z *dropZone) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends the hover.
func (z *dropZone) MouseOut() { z.hover(false) }

func (z *dropZone) hover(hovered bool) {
	z.hovered = hovered
	z.Refresh()
}

// Cursor is a hand.
func (z *dropZone) Cursor() desktop.Cursor { return desktop.PointerCursor }

// HeightFor is the height of the zone at a width.
func (z *dropZone) HeightFor(width float32) float32 {
	pad := look.Size(look.Space12)
	text := widgets.HeightOf(z.text, width-2*pad-look.Size(theme.SizeNameInlineIcon)-look.Size(look.Space12))
	return max(text+2*pad, look.Size(look.Space48))
}

// CreateRenderer makes the parts.
func (z *dropZone) CreateRenderer() fyne.WidgetRenderer {
	r := &dropZoneRenderer{
		zone: z, back: canvas.NewRectangle(nil), ring: canvas.NewRectangle(color.Transparent),
		icon: widgets.NewIcon(resources.UploadFile, theme.SizeNameInlineIcon, look.ColorMuted),
	}
	for range 2 * dashes {
		r.dashes = append(r.dashes, canvas.NewRectangle(nil), canvas.NewRectangle(nil))
	}
	r.dress()
	return r
}

// dashes is how many strokes the edge has on each side.
const dashes = 12

type dropZoneRenderer struct {
	zone   *dropZone
	back   *canvas.Rectangle
	dashes []*canvas.Rectangle // top, bottom, left, right
	ring   *canvas.Rectangle
	icon   *widgets.Icon
}

// Destroy has nothing to free.
func (r *dropZoneRenderer) Destroy() {}

// Objects are the parts, from back to front.
func (r *dropZoneRenderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{r.back}
	for _, d := range r.dashes {
		out = append(out, d)
	}
	return append(out, r.icon, r.zone.text, r.ring)
}

// MinSize is narrow: the text wraps.
func (r *dropZoneRenderer) MinSize() fyne.Size {
	width := max(r.zone.Size().Width, look.Size(look.ControlMedium))
	return fyne.NewSize(look.Size(look.ControlMedium), r.zone.HeightFor(width))
}

// Layout places icon and text in the middle of their edge.
func (r *dropZoneRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	pad, icon := look.Size(look.Space12), look.Size(theme.SizeNameInlineIcon)
	r.icon.Resize(fyne.NewSquareSize(icon))
	r.icon.Move(fyne.NewPos(pad, (size.Height-icon)/2))
	width := size.Width - 2*pad - icon - look.Size(look.Space12)
	text := widgets.HeightOf(r.zone.text, width)
	r.zone.text.Resize(fyne.NewSize(width, text))
	r.zone.text.Move(fyne.NewPos(pad+icon+look.Size(look.Space12), (size.Height-text)/2))
	out := look.Size(look.RingWidth)
	r.ring.Move(fyne.NewPos(-out, -out))
	r.ring.Resize(size.AddWidthHeight(2*out, 2*out))
	r.dash(size)
}

// dash draws the edge in strokes, with gaps as long.
func (r *dropZoneRenderer) dash(size fyne.Size) {
	line := look.Size(look.Line)
	across, along := size.Width/(2*dashes-1), size.Height/(2*dashes-1)
	for i := range dashes {
		x, y := 2*float32(i)*across, 2*float32(i)*along
		top, bottom, left, right := r.dashes[4*i], r.dashes[4*i+1], r.dashes[4*i+2], r.dashes[4*i+3]
		for _, d := range []*canvas.Rectangle{top, bottom} {
			d.Resize(fyne.NewSize(across, line))
		}
		for _, d := range []*canvas.Rectangle{left, right} {
			d.Resize(fyne.NewSize(line, along))
		}
		top.Move(fyne.NewPos(x, 0))
		bottom.Move(fyne.NewPos(x, size.Height-line))
		left.Move(fyne.NewPos(0, y))
		right.Move(fyne.NewPos(size.Width-line, y))
	}
}

// Refresh shows hover and ring.
func (r *dropZoneRenderer) Refresh() {
	r.dress()
	r.Layout(r.zone.Size())
	canvas.Refresh(r.zone)
}

func (r *dropZoneRenderer) dress() {
	r.back.FillColor = look.Color(theme.ColorNameInputBackground)
	if r.zone.hovered {
		r.back.FillColor = look.Color(look.ColorAccentSoft)
	}
	for _, d := range r.dashes {
		d.FillColor = look.Color(theme.ColorNameInputBorder)
	}
	r.ring.StrokeColor, r.ring.StrokeWidth = look.Color(look.ColorFocusRing), look.Size(look.RingWidth)
	r.ring.CornerRadius, r.ring.Hidden = look.Size(look.Space4), !r.zone.Focused()
}
