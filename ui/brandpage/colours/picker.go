package colours

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/branding"
	"pupitre/i18n"
	"pupitre/ui/brand"
	"pupitre/ui/brandpage/hand"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// columns of the palette's grid.
const columns = 10

// Picker chooses a colour by pointing, by the keys, or from the palette.
type Picker struct {
	// Root is the picker as it is placed.
	Root *fyne.Container
	// OnChanged runs at each change by the person, while dragging too; OnEnded when a drag, or a key, is over.
	OnChanged func(c branding.Colour)
	OnEnded   func()

	p      *i18n.Printer
	at     hsv
	square *square
	hue    *hand.Slider
	named  *Swatches
	says   *widgets.Text
}

// NewPicker makes a picker; name is that of the colour that it chooses, for its parts, and id begins theirs. grab keeps a
// drag from scrolling and may be nil.
func NewPicker(p *i18n.Printer, name, id string, grab func()) *Picker {
	k := &Picker{p: p, OnChanged: func(branding.Colour) {}, OnEnded: func() {}}
	k.square = newSquare(p.T("brandpage.picker.square", "Name", name))
	k.square.SetFieldID(id + ".square")
	k.square.Grab = grab
	k.square.onChanged = func(s, v float64) { k.choose(hsv{k.at.h, s, v}) }
	k.square.onEnded = func() { k.OnEnded() }
	k.hue = hand.NewSlider(p.T("brandpage.picker.hue", "Name", name), 1.0/360, rainbow())
	k.hue.SetFieldID(id + ".hue")
	k.hue.Grab = grab
	k.hue.OnChanged = func(h float64) { k.choose(hsv{h, k.at.s, k.at.v}) }
	k.hue.OnEnded = func() { k.OnEnded() }
	k.named = NewSwatches(p.T("brandpage.picker.palette", "Name", name), columns, paletteColours())
	k.named.SetFieldID(id + ".palette")
	k.named.OnPicked = func(i int) {
		k.OnChanged(k.named.List()[i])
		k.OnEnded()
	}
	k.named.OnPointed = func(int) { k.say() }
	k.says = widgets.NewText("", widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted})
	k.Root = widgets.Column(look.Space8, k.square, k.hue, k.named, k.says)
	return k
}

func paletteColours() []branding.Colour {
	out := []branding.Colour{}
	for _, n := range branding.Palette() {
		out = append(out, n.Colour)
	}
	return out
}

// rainbow are the hues, from red to red.
func rainbow() image.Image {
	const steps = 181
	img := image.NewNRGBA(image.Rect(0, 0, steps, 1))
	for x := range steps {
		img.SetNRGBA(x, 0, brand.Color(hsv{float64(x) / (steps - 1), 1, 1}.colour()))
	}
	return img
}

// choose takes what the hand says: hue and saturation stay where the colour has none.
func (k *Picker) choose(at hsv) {
	before := k.at.colour()
	k.at = at
	k.show()
	if c := at.colour(); c != before {
		k.OnChanged(c)
	}
}

// Set shows a colour that came from elsewhere.
func (k *Picker) Set(c branding.Colour) {
	if k.at.colour() != c {
		at := toHSV(c)
		if at.s == 0 {
			at.h = k.at.h
		}
		if at.v == 0 {
			at.s = k.at.s
		}
		k.at = at
	}
	k.show()
}

func (k *Picker) show() {
	k.square.set(k.at)
	k.hue.SetValue(k.at.h)
	k.named.SetChosen(k.at.colour(), true)
	k.say()
}

// say writes the colour under the pointer, else the one chosen: what the square shows, in words.
func (k *Picker) say() {
	if i := k.named.Pointed(); i >= 0 {
		c := k.named.List()[i]
		k.says.SetText(k.p.T("brandpage.value.colour", "Name", k.p.T(branding.NameOf(c)), "Hex", c.Hex()))
		return
	}
	k.says.SetText(k.p.T("brandpage.picker.says", "Hue", int(k.at.h*360+0.5),
		"Saturation", k.p.Percent(k.at.s), "Brightness", k.p.Percent(k.at.v)))
}
