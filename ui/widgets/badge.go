package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/ui/look"
)

// Badge is a word or two on a soft ground: the state of a thing.
type Badge struct {
	widget.BaseWidget
	text string
	tone Tone
	keys bool
}

// NewBadge makes a badge.
func NewBadge(text string, tone Tone) *Badge {
	b := &Badge{text: text, tone: tone}
	b.ExtendBaseWidget(b)
	return b
}

// NewKeyHint makes a small key such as "Ctrl+K".
func NewKeyHint(keys string) *Badge {
	b := &Badge{text: keys, keys: true}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes text and tone.
func (b *Badge) Set(text string, tone Tone) {
	if b.text == text && b.tone == tone {
		return
	}
	b.text, b.tone = text, tone
	b.Refresh()
}

// Text is what the badge says.
func (b *Badge) Text() string { return b.text }

// CreateRenderer makes the parts.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(b, &badgeDrawing{badge: b, back: newBox(), text: newLabel(fyne.TextAlignCenter)})
}

type badgeDrawing struct {
	badge *Badge
	back  *canvas.Rectangle
	text  *canvas.Text
}

func (d *badgeDrawing) objects() []fyne.CanvasObject { return []fyne.CanvasObject{d.back, d.text} }

func (d *badgeDrawing) paint() {
	b := d.badge
	back, ink := b.tone.colors()
	edge, radius := fyne.ThemeColorName(""), look.Space12
	if b.keys {
		back, ink, edge, radius = "", look.ColorMuted, theme.ColorNameInputBorder, look.Space4
	}
	paintBox(d.back, back, edge, radius)
	setLabel(d.text, b.text, ink, !b.keys)
	d.text.TextSize = look.Size(look.TextTiny)
}

func (d *badgeDrawing) measure() fyne.Size {
	pad := look.Size(look.Space8)
	return d.text.MinSize().AddWidthHeight(2*pad, pad/2)
}

func (d *badgeDrawing) arrange(size fyne.Size) {
	d.back.Resize(size)
	height := d.text.MinSize().Height
	d.text.Move(fyne.NewPos(0, (size.Height-height)/2))
	d.text.Resize(fyne.NewSize(size.Width, height))
}
