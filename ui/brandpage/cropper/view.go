package cropper

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/disintegration/imaging"

	"pupitre/ui/brand"
	"pupitre/ui/brandpage/hand"
	"pupitre/ui/look"
)

// Steps of the keys, in frames, and of the wheel.
const (
	keyMove   = 1.0 / 100
	shiftMove = 1.0 / 10
	zoomStep  = 1.1
	wheelStep = 25 // Fyne units that one notch of the wheel scrolls
)

// view is the picture under its frame.
type view struct {
	hand.Control
	changed func(state)

	shown     *image.NRGBA
	turns     map[int]*image.NRGBA // shown, by quarters
	state     state
	modifiers func() fyne.KeyModifier
}

func newView(label string, pic Picture, s state, changed func(state)) *view {
	v := &view{shown: pic.shown, turns: map[int]*image.NRGBA{0: pic.shown}, state: s, changed: changed, modifiers: keyModifiers}
	v.Extend(v, label)
	return v
}

func keyModifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

func (v *view) set(s state) {
	v.state = s
	v.Refresh()
}

// turned is the picture as it is shown, turned.
func (v *view) turned() *image.NRGBA {
	quarters := int(v.state.framing.Degrees/90) % 4
	if v.turns[quarters] == nil {
		turn := map[int]func(image.Image) *image.NRGBA{1: imaging.Rotate270, 2: imaging.Rotate180, 3: imaging.Rotate90}[quarters]
		v.turns[quarters] = turn(v.shown) // imaging turns the other way
	}
	return v.turns[quarters]
}

// frame is where the frame stands in the view.
func (v *view) frame() (at fyne.Position, size fyne.Size) {
	place, margin := v.Size(), look.Size(look.Space24)
	ratio := float32(v.state.frame.X) / float32(v.state.frame.Y)
	size = fyne.NewSize(place.Width-2*margin, (place.Width-2*margin)/ratio)
	if most := place.Height - 2*margin; size.Height > most {
		size = fyne.NewSize(most*ratio, most)
	}
	return fyne.NewPos((place.Width-size.Width)/2, (place.Height-size.Height)/2), size
}

// inFrames is a position, measured from the middle of the frame.
func (v *view) inFrames(p fyne.Position) (x, y float64) {
	at, size := v.frame()
	return float64((p.X-at.X)/max(size.Width, 1)) - 0.5, float64((p.Y-at.Y)/max(size.Height, 1)) - 0.5
}

// MouseDown takes the picture.
func (v *view) MouseDown(*desktop.MouseEvent) { v.Take() }

// MouseUp lets it go.
func (v *view) MouseUp(*desktop.MouseEvent) {}

// Dragged moves the picture.
func (v *view) Dragged(e *fyne.DragEvent) {
	_, size := v.frame()
	v.changed(v.state.moved(float64(e.Dragged.DX/max(size.Width, 1)), float64(e.Dragged.DY/max(size.Height, 1))))
}

// DragEnd lets it go.
func (v *view) DragEnd() {}

// Scrolled zooms on what is under the pointer.
func (v *view) Scrolled(e *fyne.ScrollEvent) {
	x, y := v.inFrames(e.Position)
	v.changed(v.state.zoomed(v.state.framing.Zoom*math.Pow(zoomStep, float64(e.Scrolled.DY)/wheelStep), x, y))
}

// Cursor is a hand that holds.
func (v *view) Cursor() desktop.Cursor { return desktop.PointerCursor }

// TypedRune zooms, turns or begins anew.
func (v *view) TypedRune(r rune) {
	switch r {
	case '+', '=':
		v.changed(v.state.zoomed(v.state.framing.Zoom*zoomStep, 0, 0))
	case '-', '−':
		v.changed(v.state.zoomed(v.state.framing.Zoom/zoomStep, 0, 0))
	case 'r':
		v.changed(v.state.rotated(1))
	case 'R':
		v.changed(v.state.rotated(-1))
	case '0':
		v.changed(v.state.reset())
	}
}

// TypedKey moves the picture.
func (v *view) TypedKey(key *fyne.KeyEvent) {
	by := keyMove
	if v.modifiers()&fyne.KeyModifierShift != 0 {
		by = shiftMove
	}
	switch key.Name {
	case fyne.KeyLeft:
		v.changed(v.state.moved(-by, 0))
	case fyne.KeyRight:
		v.changed(v.state.moved(by, 0))
	case fyne.KeyUp:
		v.changed(v.state.moved(0, -by))
	case fyne.KeyDown:
		v.changed(v.state.moved(0, by))
	case fyne.KeyPageUp:
		v.changed(v.state.zoomed(v.state.framing.Zoom*zoomStep*zoomStep, 0, 0))
	case fyne.KeyPageDown:
		v.changed(v.state.zoomed(v.state.framing.Zoom/zoomStep/zoomStep, 0, 0))
	case fyne.KeyHome:
		v.changed(v.state.reset())
	default:
		v.Control.TypedKey(key) // Enter accepts and Esc cancels, in the dialog
	}
}

// CreateRenderer makes the parts.
func (v *view) CreateRenderer() fyne.WidgetRenderer {
	r := &viewRenderer{
		view: v, back: canvas.NewRectangle(nil), ground: canvas.NewRectangle(nil), img: &canvas.Image{FillMode: canvas.ImageFillStretch},
		edge: canvas.NewRectangle(color.Transparent), hair: canvas.NewRectangle(color.Transparent),
	}
	r.clip = container.NewClip(container.NewWithoutLayout(r.ground, r.img))
	for i := range r.veils {
		r.veils[i] = canvas.NewRectangle(nil)
	}
	r.dress()
	return r
}

type viewRenderer struct {
	view   *view
	back   *canvas.Rectangle
	ground *canvas.Rectangle // of the frame, under the picture
	img    *canvas.Image
	clip   *container.Clip
	veils  [4]*canvas.Rectangle // over what is cut off
	edge   *canvas.Rectangle    // of the frame: a light line within a dark one is seen on any picture
	hair   *canvas.Rectangle    // wide, in the colour of the ring, while the keyboard is here
}

// Destroy has nothing to free.
func (r *viewRenderer) Destroy() {}

// Objects are the parts, from back to front.
func (r *viewRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.clip, r.veils[0], r.veils[1], r.veils[2], r.veils[3], r.edge, r.hair}
}

// MinSize leaves room to see what is cut off.
func (r *viewRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.Size(look.ControlMedium), look.Size(look.ControlMedium))
}

// Layout places the picture under the frame.
func (r *viewRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.clip.Resize(size)
	at, frame := r.view.frame()
	s := r.view.state
	unit := frame.Width / float32(s.frame.X) // of the view, to a pixel of the frame
	whole := s.turned()
	shown := fyne.NewSize(float32(float64(whole.X)*s.scale())*unit, float32(float64(whole.Y)*s.scale())*unit)
	middle := at.AddXY(frame.Width*float32(0.5+s.framing.X), frame.Height*float32(0.5+s.framing.Y))
	r.img.Resize(shown)
	r.img.Move(middle.SubtractXY(shown.Width/2, shown.Height/2))
	place := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
	}
	right, bottom := at.X+frame.Width, at.Y+frame.Height
	place(r.veils[0], 0, 0, size.Width, at.Y)
	place(r.veils[1], 0, bottom, size.Width, size.Height-bottom)
	place(r.veils[2], 0, at.Y, at.X, frame.Height)
	place(r.veils[3], right, at.Y, size.Width-right, frame.Height)
	place(r.ground, at.X, at.Y, frame.Width, frame.Height)
	hair := r.hair.StrokeWidth
	place(r.hair, at.X-hair, at.Y-hair, frame.Width+2*hair, frame.Height+2*hair)
	place(r.edge, at.X-hair-1, at.Y-hair-1, frame.Width+2*hair+2, frame.Height+2*hair+2)
}

// Refresh shows what was chosen.
func (r *viewRenderer) Refresh() {
	r.dress()
	r.Layout(r.view.Size())
	canvas.Refresh(r.view)
}

func (r *viewRenderer) dress() {
	v := r.view
	if img := v.turned(); r.img.Image != img {
		r.img.Image = img
		r.img.Refresh()
	}
	r.back.FillColor = look.Color(look.ColorSkeleton)
	r.ground.FillColor = color.Transparent
	if b := v.state.framing.Background; b != nil {
		r.ground.FillColor = brand.Color(*b)
	}
	for _, veil := range r.veils {
		veil.FillColor = color.NRGBA{A: 0x8c}
	}
	r.edge.StrokeColor, r.edge.StrokeWidth = color.NRGBA{A: 0xff}, 1
	r.hair.StrokeColor, r.hair.StrokeWidth = color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xff}, 1
	if v.Focused() {
		r.hair.StrokeColor, r.hair.StrokeWidth = look.Color(look.ColorFocusRing), look.Size(look.RingWidth)+1
	}
}
