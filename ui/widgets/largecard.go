package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// LargeCard is a Card for a page that is drawn again at each step of a hand: its ground is made of plain parts, which cost a
// tenth of a rounded one in software OpenGL (see plate).
type LargeCard struct {
	widget.BaseWidget
	inner *Card // measures and places; it is not drawn itself
}

// NewLargeCard makes a card with padding around a content, as NewCard does.
func NewLargeCard(padding fyne.ThemeSizeName, content fyne.CanvasObject) *LargeCard {
	c := &LargeCard{inner: NewCard(padding, content)}
	c.ExtendBaseWidget(c)
	return c
}

// Children are the objects inside.
func (c *LargeCard) Children() []fyne.CanvasObject { return c.inner.Children() }

// HeightFor is the height of the card at a width.
func (c *LargeCard) HeightFor(width float32) float32 { return c.inner.HeightFor(width) }

// CreateRenderer makes the parts.
func (c *LargeCard) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(c, &largeCardDrawing{cardDrawing: cardDrawing{card: c.inner, back: newBox()}, plate: newPlate()})
}

// largeCardDrawing draws a plate in the place of the rounded ground.
type largeCardDrawing struct {
	cardDrawing
	plate *plate
}

func (d *largeCardDrawing) objects() []fyne.CanvasObject {
	return append(d.plate.objects(), d.card.content)
}

func (d *largeCardDrawing) paint() { d.plate.paint(false) }

func (d *largeCardDrawing) arrange(size fyne.Size) {
	d.plate.arrange(size)
	d.cardDrawing.arrange(size)
}
