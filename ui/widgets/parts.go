package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/lettering"
	"pupitre/ui/look"
)

// newBox makes a rectangle to be painted by paintBox.
func newBox() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }

// paintBox gives a rectangle colours of the theme; an empty name means none, an empty radius square corners.
func paintBox(b *canvas.Rectangle, fill, stroke fyne.ThemeColorName, radius fyne.ThemeSizeName) {
	b.FillColor, b.StrokeColor, b.StrokeWidth, b.CornerRadius = color.Transparent, color.Transparent, 0, 0
	if fill != "" {
		b.FillColor = look.Color(fill)
	}
	if stroke != "" {
		b.StrokeColor, b.StrokeWidth = look.Color(stroke), look.Size(look.Line)
	}
	if radius != "" {
		b.CornerRadius = look.Size(radius)
	}
}

// newRing makes the mark of keyboard focus, a little outside its widget so that it shows on any colour.
func newRing() *canvas.Rectangle {
	r := newBox()
	r.Hide()
	return r
}

// paintRing shows or hides a ring around a widget with corners of a radius.
func paintRing(r *canvas.Rectangle, shown bool, radius float32) {
	r.StrokeColor, r.StrokeWidth = look.Color(look.ColorFocusRing), look.Size(look.RingWidth)
	r.CornerRadius = radius + ringGap + r.StrokeWidth
	r.Hidden = !shown
}

// ringGap is the air between a widget and its ring, in Fyne units.
const ringGap = 1

// placeRing puts a ring around a widget.
func placeRing(r *canvas.Rectangle, at fyne.Position, size fyne.Size) {
	out := ringGap + look.Size(look.RingWidth)
	r.Move(at.SubtractXY(out, out))
	r.Resize(size.AddWidthHeight(2*out, 2*out))
}

// newImage makes an icon's place.
func newImage() *canvas.Image {
	image := &canvas.Image{FillMode: canvas.ImageFillContain}
	image.Hide()
	return image
}

// setIcon shows icon in a colour of the theme; an empty icon hides the image.
func setIcon(image *canvas.Image, icon resources.IconName, name fyne.ThemeColorName) {
	image.Hidden = icon == ""
	if image.Hidden {
		return
	}
	drawn := look.TintedIcon(icon, look.Color(name))
	same := image.Resource == drawn
	image.Resource = drawn
	if image.Size().IsZero() || same && crisp(image) {
		return // it is drawn when it gets its place, or stands there already
	}
	image.Refresh()
}

// crisp tells that an icon was drawn for the pixels of the screen that it stands on.
func crisp(image *canvas.Image) bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(image)
	if image.Image == nil || c == nil {
		return image.Image != nil
	}
	width, height := c.PixelCoordinateForPosition(fyne.NewPos(image.Size().Width, image.Size().Height))
	return image.Image.Bounds().Dx() == min(width, height)
}

// center places o with the given size in the middle of a line of height, and returns where it ends.
func placeIcon(o fyne.CanvasObject, x, height, size float32) {
	o.Move(fyne.NewPos(x, (height-size)/2))
	o.Resize(fyne.NewSquareSize(size))
}

// newLabel is the single line inside a control.
func newLabel(align fyne.TextAlign) *canvas.Text {
	return &canvas.Text{Alignment: align}
}

// setLabel dresses the single line inside a control.
func setLabel(t *canvas.Text, text string, name fyne.ThemeColorName, bold bool) {
	t.Text, t.Color, t.TextStyle.Bold = text, look.Color(name), bold
	t.TextSize = look.Size(theme.SizeNameText)
}

// textWidth is the width of a line of body text.
func textWidth(text string, bold bool) float32 {
	return lettering.Width(text, look.Size(theme.SizeNameText), bold)
}
