package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/resources"
	"pupitre/ui/look"
)

// Tone is how serious a message is.
type Tone int

// The tones.
const (
	Neutral Tone = iota
	Information
	Success
	Caution
	Failure
)

// colors are the soft background and the ink of a tone.
func (t Tone) colors() (back, ink fyne.ThemeColorName) {
	switch t {
	case Information:
		return look.ColorInfoSoft, theme.ColorNamePrimary
	case Success:
		return look.ColorSuccessSoft, theme.ColorNameSuccess
	case Caution:
		return look.ColorWarningSoft, theme.ColorNameWarning
	case Failure:
		return look.ColorErrorSoft, theme.ColorNameError
	}
	return theme.ColorNameButton, theme.ColorNameForeground
}

// icon is the shape of a tone, so that it is not told by colour alone.
func (t Tone) icon() resources.IconName {
	switch t {
	case Success:
		return resources.CheckCircle
	case Caution:
		return resources.Warning
	case Failure:
		return resources.Error
	}
	return resources.Info
}

// Banner is a message in the flow of a page, with what can be done about it.
type Banner struct {
	widget.BaseWidget
	tone    Tone
	text    *Text
	actions *fyne.Container
}

// NewBanner makes a banner.
func NewBanner(tone Tone, text string, actions ...*Button) *Banner {
	b := &Banner{tone: tone, text: Body(text), actions: Line(look.Space8)}
	for _, a := range actions {
		b.actions.Objects = append(b.actions.Objects, a)
	}
	b.ExtendBaseWidget(b)
	return b
}

// SetText changes the message.
func (b *Banner) SetText(text string) {
	if b.text.Text() == text {
		return
	}
	b.text.SetText(text)
	b.Refresh()
}

// SetTone changes how serious the message is.
func (b *Banner) SetTone(tone Tone) {
	if b.tone == tone {
		return
	}
	b.tone = tone
	b.Refresh()
}

// Text is the message.
func (b *Banner) Text() string { return b.text.Text() }

// Children are the objects inside.
func (b *Banner) Children() []fyne.CanvasObject { return []fyne.CanvasObject{b.actions} }

// HeightFor is the height of the banner at a width.
func (b *Banner) HeightFor(width float32) float32 {
	_, height := b.plan(width)
	return height
}

// bannerPlan is where the parts go.
type bannerPlan struct{ text, actions rect }

// plan puts the actions at the right when there is room for the text beside them, under it otherwise.
func (b *Banner) plan(width float32) (p bannerPlan, height float32) {
	pad := look.Size(look.Space12)
	left := pad + look.Size(theme.SizeNameInlineIcon) + look.Size(look.Space12)
	inner, actions := width-left-pad, b.actions.MinSize()
	beside := inner - actions.Width - look.Size(look.Space16)
	if actions.Width == 0 {
		beside = inner
	}
	if actions.Width == 0 || beside >= b.text.width(b.text.Text()) || beside >= look.Size(look.ControlWide) {
		text := b.text.HeightFor(beside)
		height = max(text, actions.Height, look.Size(theme.SizeNameInlineIcon)) + 2*pad
		p.text = rect{fyne.NewPos(left, (height-text)/2), fyne.NewSize(beside, text)}
		p.actions = rect{fyne.NewPos(width-pad-actions.Width, (height-actions.Height)/2), actions}
		return p, height
	}
	text := b.text.HeightFor(inner)
	p.text = rect{fyne.NewPos(left, pad), fyne.NewSize(inner, text)}
	p.actions = rect{fyne.NewPos(left, pad+text+look.Size(look.Space8)), actions}
	return p, p.actions.below() + pad
}

// CreateRenderer makes the parts.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(b, &bannerDrawing{banner: b, back: newBox(), image: newImage()})
}

type bannerDrawing struct {
	banner *Banner
	back   *canvas.Rectangle
	image  *canvas.Image
}

func (d *bannerDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.back, d.image, d.banner.text, d.banner.actions}
}

func (d *bannerDrawing) paint() {
	back, ink := d.banner.tone.colors()
	paintBox(d.back, back, ink, look.Space8)
	setIcon(d.image, d.banner.tone.icon(), ink)
}

func (d *bannerDrawing) measure() fyne.Size {
	b := d.banner
	width := max(b.text.MinSize().Width, b.actions.MinSize().Width)
	width += 2*look.Size(look.Space12) + look.Size(theme.SizeNameInlineIcon) + look.Size(look.Space12)
	return fyne.NewSize(width, b.HeightFor(max(width, b.Size().Width)))
}

func (d *bannerDrawing) arrange(size fyne.Size) {
	d.back.Resize(size)
	p, _ := d.banner.plan(size.Width)
	p.text.place(d.banner.text)
	p.actions.place(d.banner.actions)
	icon := look.Size(theme.SizeNameInlineIcon)
	d.image.Move(fyne.NewPos(look.Size(look.Space12), p.text.at.Y+(d.banner.text.lineHeight()-icon)/2))
	d.image.Resize(fyne.NewSquareSize(icon))
}
