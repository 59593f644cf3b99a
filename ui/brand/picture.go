package brand

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"pupitre/data/branding"
	"pupitre/resources"
	"pupitre/ui/look"
)

// Color is a colour for the screen.
func Color(c branding.Colour) color.NRGBA { return color.NRGBA{R: c.R, G: c.G, B: c.B, A: 0xff} }

// Picture shows an image at a whole multiple of its real size, pixel by pixel, whatever the scale of the screen. Without an
// image it shows where one would be.
type Picture struct {
	widget.BaseWidget
	label         string
	width, height int // of the screen's pixels, at a factor of 1
	factor        int
	img           *image.NRGBA
	ground        *branding.Colour
}

// NewPicture makes a place of width × height pixels, factor times as large. label says what is shown.
func NewPicture(label string, width, height, factor int) *Picture {
	v := &Picture{label: label, width: width, height: height, factor: factor}
	v.ExtendBaseWidget(v)
	return v
}

// Label is what the picture shows.
func (v *Picture) Label() string { return v.label }

// Image is what is shown, nil for nothing.
func (v *Picture) Image() *image.NRGBA { return v.img }

// Set shows an image, nil for none, on a ground, nil for that of the page.
func (v *Picture) Set(img *image.NRGBA, ground *branding.Colour) {
	same := v.ground == ground || (v.ground != nil && ground != nil && *v.ground == *ground)
	if v.img == img && same {
		return
	}
	v.img, v.ground = img, ground
	v.Refresh()
}

// CreateRenderer makes the parts.
func (v *Picture) CreateRenderer() fyne.WidgetRenderer {
	r := &pictureRenderer{view: v, back: canvas.NewRectangle(nil), img: &canvas.Image{}, mark: &canvas.Image{}}
	r.img.FillMode, r.img.ScaleMode = canvas.ImageFillStretch, canvas.ImageScalePixels
	r.mark.FillMode = canvas.ImageFillContain
	r.dress()
	return r
}

type pictureRenderer struct {
	view      *Picture
	back      *canvas.Rectangle
	img, mark *canvas.Image
}

// Destroy has nothing to free.
func (r *pictureRenderer) Destroy() {}

// Objects are the parts, from back to front.
func (r *pictureRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.mark, r.img}
}

// MinSize is the real size: the screen's pixels in Fyne units.
func (r *pictureRenderer) MinSize() fyne.Size {
	v := r.view
	scale := float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil && c.Scale() > 0 {
		scale = c.Scale()
	}
	return fyne.NewSize(float32(v.width*v.factor)/scale, float32(v.height*v.factor)/scale)
}

// Layout centres the picture in its place.
func (r *pictureRenderer) Layout(size fyne.Size) {
	least := r.MinSize()
	at := fyne.NewPos(float32(int((size.Width-least.Width)/2)), float32(int((size.Height-least.Height)/2)))
	r.back.Move(at)
	r.back.Resize(least)
	r.img.Move(at)
	r.img.Resize(least)
	side := min(look.Size(look.Space24), least.Height)
	r.mark.Resize(fyne.NewSquareSize(side))
	r.mark.Move(at.AddXY((least.Width-side)/2, (least.Height-side)/2))
}

// Refresh shows what has changed.
func (r *pictureRenderer) Refresh() {
	r.dress()
	r.Layout(r.view.Size())
	r.img.Refresh()
	r.back.Refresh()
	r.mark.Refresh()
}

func (r *pictureRenderer) dress() {
	v := r.view
	r.back.StrokeColor, r.back.StrokeWidth = look.Color(look.ColorBorder), look.Size(look.Line)
	r.back.FillColor = color.Transparent
	if v.ground != nil {
		r.back.FillColor, r.back.StrokeWidth = Color(*v.ground), 0
	}
	r.img.Hidden, r.mark.Hidden = v.img == nil, v.img != nil
	if v.img != nil {
		r.img.Image = v.img
	} else {
		r.mark.Resource = look.ColoredIcon(resources.Image, look.ColorMuted)
	}
}

// Swatch is a field of a colour.
type Swatch struct {
	widget.BaseWidget
	side  fyne.ThemeSizeName
	color branding.Colour
}

// NewSwatch makes a square swatch with a side of a size of the theme.
func NewSwatch(c branding.Colour, side fyne.ThemeSizeName) *Swatch {
	s := &Swatch{side: side, color: c}
	s.ExtendBaseWidget(s)
	return s
}

// Colour is what is shown.
func (s *Swatch) Colour() branding.Colour { return s.color }

// Set changes the colour.
func (s *Swatch) Set(c branding.Colour) {
	if s.color != c {
		s.color = c
		s.Refresh()
	}
}

// CreateRenderer makes the field.
func (s *Swatch) CreateRenderer() fyne.WidgetRenderer {
	r := &swatchRenderer{swatch: s, box: canvas.NewRectangle(nil)}
	r.dress()
	return r
}

type swatchRenderer struct {
	swatch *Swatch
	box    *canvas.Rectangle
}

// Destroy has nothing to free.
func (r *swatchRenderer) Destroy() {}

// Objects are the field.
func (r *swatchRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.box} }

// MinSize is the side.
func (r *swatchRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(look.Size(r.swatch.side)) }

// Layout centres the field.
func (r *swatchRenderer) Layout(size fyne.Size) {
	side := min(look.Size(r.swatch.side), size.Width, size.Height)
	r.box.Resize(fyne.NewSquareSize(side))
	r.box.Move(fyne.NewPos((size.Width-side)/2, (size.Height-side)/2))
}

// Refresh shows the colour.
func (r *swatchRenderer) Refresh() {
	r.dress()
	r.box.Refresh()
}

func (r *swatchRenderer) dress() {
	r.box.FillColor = Color(r.swatch.color)
	r.box.StrokeColor, r.box.StrokeWidth = look.Color(look.ColorBorder), look.Size(look.Line)
	r.box.CornerRadius = look.Size(look.Space4)
}
