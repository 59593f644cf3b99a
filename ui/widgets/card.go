package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
)

// Card is a surface with an edge around a content.
type Card struct {
	widget.BaseWidget
	content fyne.CanvasObject
	padding fyne.ThemeSizeName
}

// NewCard makes a card. padding may be empty for a content that pads itself, such as rows.
func NewCard(padding fyne.ThemeSizeName, content fyne.CanvasObject) *Card {
	c := &Card{content: content, padding: padding}
	c.ExtendBaseWidget(c)
	return c
}

// Children are the objects inside.
func (c *Card) Children() []fyne.CanvasObject { return []fyne.CanvasObject{c.content} }

// HeightFor is the height of the card at a width.
func (c *Card) HeightFor(width float32) float32 {
	return HeightOf(c.content, width-2*c.pad()) + 2*c.pad()
}

func (c *Card) pad() float32 {
	if c.padding == "" {
		return 0
	}
	return look.Size(c.padding)
}

// CreateRenderer makes the parts.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(c, &cardDrawing{card: c, back: newBox()})
}

type cardDrawing struct {
	card *Card
	back *canvas.Rectangle
}

func (d *cardDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.back, d.card.content}
}

func (d *cardDrawing) paint() { paintBox(d.back, look.ColorSurface, look.ColorBorder, look.CardRadius) }

func (d *cardDrawing) measure() fyne.Size {
	pad := 2 * d.card.pad()
	return leastNow(d.card.content).AddWidthHeight(pad, pad)
}

func (d *cardDrawing) arrange(size fyne.Size) {
	pad := d.card.pad()
	d.back.Resize(size)
	d.card.content.Move(fyne.NewSquareOffsetPos(pad))
	d.card.content.Resize(size.SubtractWidthHeight(2*pad, 2*pad))
}

// Rows stacks settings with a hairline between them.
func Rows(rows ...fyne.CanvasObject) *fyne.Container {
	objects := make([]fyne.CanvasObject, 0, 2*len(rows))
	for i, row := range rows {
		if i > 0 {
			objects = append(objects, NewSeparator())
		}
		objects = append(objects, row)
	}
	return Column("", objects...)
}

// Separator is a hairline.
type Separator struct{ widget.BaseWidget }

// NewSeparator makes a hairline.
func NewSeparator() *Separator {
	s := &Separator{}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer makes the line.
func (s *Separator) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(s, &separatorDrawing{back: newBox()})
}

type separatorDrawing struct{ back *canvas.Rectangle }

func (d *separatorDrawing) objects() []fyne.CanvasObject { return []fyne.CanvasObject{d.back} }
func (d *separatorDrawing) paint()                       { paintBox(d.back, theme.ColorNameSeparator, "", "") }

func (d *separatorDrawing) measure() fyne.Size     { return fyne.NewSquareSize(look.Size(look.Line)) }
func (d *separatorDrawing) arrange(size fyne.Size) { d.back.Resize(size) }
