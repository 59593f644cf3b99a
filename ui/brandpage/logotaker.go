package brandpage

import (
	"image"

	"fyne.io/fyne/v2"

	"pupitre/data/branding"
	"pupitre/data/branding/picture"
	"pupitre/resources"
	"pupitre/ui/brandpage/colours"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// logoColours is how many of the logo's colours are offered.
const logoColours = 8

// paleMost is the contrast with white below which a colour is no more than paper: it makes no header.
const paleMost = 1.25

// logoTaker takes colours from the logo: its most frequent ones, or a point of it.
type logoTaker struct {
	page     *Page
	root     *fyne.Container
	both     *widgets.Button
	open     *widgets.Button
	panel    *fyne.Container
	target   *widgets.Segmented
	swatches *colours.Swatches
	dropper  *dropper
	says     *widgets.Text
	logo     *image.NRGBA // whose colours are shown
}

func newLogoTaker(pg *Page) *logoTaker {
	t := &logoTaker{page: pg}
	p, h := pg.P, pg.presenter
	t.both = widgets.NewButton(p.T("brandpage.logo_colours.use"), t.useBoth)
	t.both.SetIcon(resources.Palette)
	t.both.SetFieldID("brand.logo_colours")
	t.open = widgets.NewQuietButton(p.T("brandpage.logo_colours.pick"), func() {
		h.taking = !h.taking
		h.changed()
	})
	t.open.SetIcon(resources.Colorize)
	t.open.SetFieldID("brand.dropper.open")
	t.target = widgets.NewSegmented(p.T("brandpage.logo_colours.target"),
		widgets.Option{Value: branding.FieldColor1, Label: p.T("brandpage.field.color1")},
		widgets.Option{Value: branding.FieldColor2, Label: p.T("brandpage.field.color2")})
	t.target.SetFieldID("brand.dropper.target")
	t.target.SetSelected(h.target)
	t.target.OnChanged = func(value string) { h.target = value }
	t.swatches = colours.NewSwatches(p.T("brandpage.logo_colours.list"), logoColours, nil)
	t.swatches.SetFieldID("brand.dropper.list")
	t.swatches.OnPicked = func(i int) { h.take(h.target, t.swatches.List()[i]) }
	t.dropper = newDropper(p.T("brandpage.logo_colours.dropper"))
	t.dropper.SetFieldID("brand.dropper")
	t.dropper.onPicked = func(c branding.Colour) { h.take(h.target, c) }
	t.says = small("")
	t.dropper.onPointed = t.pointed
	t.pointed(nil)
	t.panel = widgets.Padded(look.Space8, "", widgets.Column(look.Space8, t.target, t.swatches, t.dropper, t.says))
	t.root = widgets.Padded(look.Space12, look.Space16, widgets.Column("", widgets.WrapLine(look.Space8, t.both, t.open), t.panel))
	return t
}

// pointed says which colour is under the pointer.
func (t *logoTaker) pointed(c *branding.Colour) {
	if c == nil {
		t.says.SetText(t.page.P.T("brandpage.logo_colours.help"))
		return
	}
	t.says.SetText(t.page.P.T("brandpage.logo_colours.pointed", "Hex", c.Hex()))
}

// useBoth makes the look of the logo's own colours.
func (t *logoTaker) useBoth() {
	list := vivid(t.swatches.List())
	if t.page.Left || len(list) == 0 {
		return
	}
	b := t.page.presenter.brand()
	second := b.Color2
	if len(list) > 1 {
		second = list[1]
	}
	t.page.presenter.takeBoth(list[0], second)
}

// vivid leaves out what is as good as white.
func vivid(list []branding.Colour) (out []branding.Colour) {
	for _, c := range list {
		if branding.Contrast(c, branding.White) >= paleMost {
			out = append(out, c)
		}
	}
	return out
}

func (t *logoTaker) refresh(logo *image.NRGBA) (moved bool) {
	h := t.page.presenter
	if logo != t.logo {
		t.logo = logo
		list := []branding.Colour(nil)
		if logo != nil {
			list = picture.Colours(logo, logoColours)
		}
		t.swatches.SetList(list)
		t.dropper.set(logo)
	}
	if hidden := logo == nil; t.root.Hidden != hidden {
		t.root.Hidden, moved = hidden, true
	}
	if len(vivid(t.swatches.List())) == 0 {
		t.both.Disable()
	} else {
		t.both.Enable()
	}
	if t.panel.Hidden == h.taking {
		t.panel.Hidden, moved = !h.taking, true
	}
	b := h.brand()
	t.swatches.SetChosen(colourOf(b, h.target), true)
	return moved
}
