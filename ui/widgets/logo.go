package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"pupitre/resources"
	"pupitre/ui/look"
)

// Logo is Pupitre's mark, in its own colours.
type Logo struct {
	widget.BaseWidget
	size fyne.ThemeSizeName
}

// NewLogo makes the mark; size is look.IconHuge on its own, look.Space24 beside a name.
func NewLogo(size fyne.ThemeSizeName) *Logo {
	l := &Logo{size: size}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer makes the picture.
func (l *Logo) CreateRenderer() fyne.WidgetRenderer {
	image := canvas.NewImageFromResource(fyne.NewStaticResource("pupitre.svg", resources.AppIconSVG()))
	image.FillMode = canvas.ImageFillContain
	return newRenderer(l, &logoDrawing{logo: l, image: image})
}

type logoDrawing struct {
	logo  *Logo
	image *canvas.Image
}

func (d *logoDrawing) objects() []fyne.CanvasObject { return []fyne.CanvasObject{d.image} }
func (d *logoDrawing) paint()                       { d.image.Refresh() }
func (d *logoDrawing) measure() fyne.Size           { return fyne.NewSquareSize(look.Size(d.logo.size)) }

func (d *logoDrawing) arrange(size fyne.Size) {
	side := look.Size(d.logo.size)
	placeIcon(d.image, (size.Width-side)/2, size.Height, side)
}
