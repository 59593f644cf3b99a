package brandpage

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"pupitre/data/branding"
	"pupitre/ui/brandpage/hand"
	"pupitre/ui/look"
)

// dropper shows the logo enlarged and takes the colour of a point: with the mouse, or with the arrows and Enter.
type dropper struct {
	hand.Control
	onPicked  func(branding.Colour)
	onPointed func(*branding.Colour) // nil for none

	img    *image.NRGBA
	cursor image.Point
	hover  *image.Point
}

func newDropper(label string) *dropper {
	d := &dropper{onPicked: func(branding.Colour) {}, onPointed: func(*branding.Colour) {}}
	d.Extend(d, label)
	return d
}

func (d *dropper) set(img *image.NRGBA) {
	d.img, d.hover = img, nil
	if img != nil {
		d.cursor = image.Pt(img.Rect.Dx()/2, img.Rect.Dy()/2)
	}
	d.Refresh()
}

// at is the pixel of a position.
func (d *dropper) at(p fyne.Position) (image.Point, bool) {
	if d.img == nil || d.Size().Width <= 0 || d.Size().Height <= 0 {
		return image.Point{}, false
	}
	size := d.img.Rect.Size()
	px := image.Pt(int(p.X/d.Size().Width*float32(size.X)), int(p.Y/d.Size().Height*float32(size.Y)))
	return px, px.In(image.Rectangle{Max: size})
}

// colour is that of a pixel; what is seen through has none.
func (d *dropper) colour(px image.Point) (c branding.Colour, ok bool) {
	if d.img == nil {
		return c, false
	}
	seen := d.img.NRGBAAt(d.img.Rect.Min.X+px.X, d.img.Rect.Min.Y+px.Y)
	return branding.Colour{R: seen.R, G: seen.G, B: seen.B}, seen.A >= 0x80
}

func (d *dropper) pick(px image.Point) {
	if c, ok := d.colour(px); ok {
		d.onPicked(c)
	}
}

// point tells which colour is meant.
func (d *dropper) point(px *image.Point) {
	d.hover = px
	if px == nil && d.Focused() {
		px = &d.cursor
	}
	if px != nil {
		if c, ok := d.colour(*px); ok {
			d.onPointed(&c)
			return
		}
	}
	d.onPointed(nil)
}

// MouseIn looks at what is under the pointer.
func (d *dropper) MouseIn(e *desktop.MouseEvent) { d.MouseMoved(e) }

// MouseMoved looks at what is under the pointer.
func (d *dropper) MouseMoved(e *desktop.MouseEvent) {
	if px, ok := d.at(e.Position); ok {
		d.point(&px)
	}
}

// MouseOut points at nothing.
func (d *dropper) MouseOut() { d.point(nil) }

// Tapped takes the colour under the pointer.
func (d *dropper) Tapped(e *fyne.PointEvent) {
	d.Take()
	if px, ok := d.at(e.Position); ok {
		d.cursor = px
		d.Refresh()
		d.pick(px)
	}
}

// FocusGained shows the cursor.
func (d *dropper) FocusGained() {
	d.Control.FocusGained()
	d.point(d.hover)
}

// TypedKey moves the cursor, or takes its colour.
func (d *dropper) TypedKey(key *fyne.KeyEvent) {
	move := map[fyne.KeyName]image.Point{
		fyne.KeyLeft: {X: -1}, fyne.KeyRight: {X: 1}, fyne.KeyUp: {Y: -1}, fyne.KeyDown: {Y: 1},
		fyne.KeyPageUp: {Y: -10}, fyne.KeyPageDown: {Y: 10}, fyne.KeyHome: {X: -10}, fyne.KeyEnd: {X: 10},
	}
	by, moves := move[key.Name]
	switch {
	case moves && d.img != nil:
		size := d.img.Rect.Size()
		to := d.cursor.Add(by)
		d.cursor = image.Pt(min(max(to.X, 0), size.X-1), min(max(to.Y, 0), size.Y-1))
		d.point(nil)
		d.Refresh()
	case key.Name == fyne.KeySpace, key.Name == fyne.KeyReturn, key.Name == fyne.KeyEnter:
		d.pick(d.cursor)
	default:
		d.Control.TypedKey(key)
	}
}

// Cursor is a cross.
func (d *dropper) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// HeightFor keeps the shape of the logo.
func (d *dropper) HeightFor(width float32) float32 {
	return width * branding.LogoHeight / branding.LogoWidth
}

// CreateRenderer makes the parts.
func (d *dropper) CreateRenderer() fyne.WidgetRenderer {
	r := &dropperRenderer{
		dropper: d, back: canvas.NewRectangle(nil), img: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScalePixels},
		edge: canvas.NewRectangle(color.Transparent), outer: canvas.NewRectangle(color.Transparent), inner: canvas.NewRectangle(color.Transparent),
	}
	r.dress()
	return r
}

type dropperRenderer struct {
	dropper      *dropper
	back         *canvas.Rectangle // what is seen through, and what is white, stand out on it
	img          *canvas.Image
	edge         *canvas.Rectangle
	outer, inner *canvas.Rectangle // the cursor: black in white is seen on any colour
}

// Destroy has nothing to free.
func (r *dropperRenderer) Destroy() {}

// Objects are the parts, from back to front.
func (r *dropperRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.img, r.edge, r.outer, r.inner}
}

// MinSize keeps the shape of the logo.
func (r *dropperRenderer) MinSize() fyne.Size {
	width := look.Size(look.ControlMedium) / 2
	return fyne.NewSize(width, r.dropper.HeightFor(max(width, r.dropper.Size().Width)))
}

// Layout places the cursor.
func (r *dropperRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.img.Resize(size)
	r.edge.Resize(size)
	d := r.dropper
	if d.img == nil {
		return
	}
	px := fyne.NewSize(size.Width/float32(d.img.Rect.Dx()), size.Height/float32(d.img.Rect.Dy()))
	at := fyne.NewPos(float32(d.cursor.X)*px.Width, float32(d.cursor.Y)*px.Height)
	for i, o := range []*canvas.Rectangle{r.inner, r.outer} {
		out := float32(3 + 2*i)
		o.Move(at.SubtractXY(out, out))
		o.Resize(px.AddWidthHeight(2*out, 2*out))
	}
}

// Refresh shows the logo and the cursor.
func (r *dropperRenderer) Refresh() {
	r.dress()
	r.Layout(r.dropper.Size())
	canvas.Refresh(r.dropper)
}

func (r *dropperRenderer) dress() {
	d := r.dropper
	r.img.Hidden = d.img == nil
	if d.img != nil && r.img.Image != d.img {
		r.img.Image = d.img
		r.img.Refresh()
	}
	r.back.FillColor = look.Color(look.ColorSkeleton)
	r.edge.StrokeColor, r.edge.StrokeWidth = look.Color(look.ColorBorder), look.Size(look.Line)
	if d.Focused() {
		r.edge.StrokeColor, r.edge.StrokeWidth = look.Color(look.ColorFocusRing), look.Size(look.RingWidth)
	}
	r.outer.StrokeColor, r.outer.StrokeWidth = color.White, 2
	r.inner.StrokeColor, r.inner.StrokeWidth = color.Black, 2
	r.outer.Hidden, r.inner.Hidden = !d.Focused(), !d.Focused()
}
