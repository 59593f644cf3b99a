package listing

import (
	"fyne.io/fyne/v2"

	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// detail is the card of the line selected, built anew only when it says something else, so that the keyboard stays in it.
type detail struct {
	root    *widgets.Detail
	content *fyne.Container
	build   func(id string) (says string, objects func() []fyne.CanvasObject)
	built   string // what it says
}

// NewCard makes the card of a list. build tells what the card of a line says, "" for no card, and what stands in it then.
func NewCard(build func(id string) (says string, objects func() []fyne.CanvasObject)) Card {
	v := &detail{content: widgets.Column(look.Space8), build: build}
	v.root = widgets.NewDetail(v.content)
	v.root.Hide()
	return v
}

// Root is the card as it is placed.
func (v *detail) Root() fyne.CanvasObject { return v.root }

// Show shows a line, "" for none, and tells whether the page has to be placed anew.
func (v *detail) Show(id string) (moved bool) {
	says, objects := "", func() []fyne.CanvasObject { return nil }
	if id != "" {
		says, objects = v.build(id)
	}
	if says == v.built && v.root.Hidden == (says == "") {
		return false
	}
	v.built = says
	if v.root.Hidden = says == ""; !v.root.Hidden {
		v.content.Objects = objects()
		v.root.Refresh()
	}
	return true
}
