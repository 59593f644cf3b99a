package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// frameLayout puts the side bar at the left in its fixed width and gives the rest to the page.
type frameLayout struct{}

// MinSize is the smallest window: both side by side.
func (frameLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	side, page := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(look.Size(look.SidebarWidth)+page.Width, max(side.Height, page.Height))
}

// Layout places both.
func (frameLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	side := look.Size(look.SidebarWidth)
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(side, size.Height))
	o[1].Move(fyne.NewPos(side, 0))
	o[1].Resize(fyne.NewSize(max(size.Width-side, 0), size.Height))
}

// pageLayout puts the header above the page.
type pageLayout struct{}

// MinSize is small on purpose: pages scroll.
func (pageLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.Size(look.ControlWide), o[0].MinSize().Height+look.Size(look.ControlWide))
}

// Layout places both.
func (pageLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	head := widgets.HeightOf(o[0], size.Width)
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(size.Width, head))
	o[1].Move(fyne.NewPos(0, head))
	o[1].Resize(fyne.NewSize(size.Width, max(size.Height-head, 0)))
}

// fillLayout gives each object the whole place.
type fillLayout struct{}

// MinSize is nothing: the place decides.
func (fillLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout fills the place.
func (fillLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	for _, object := range o {
		object.Move(fyne.Position{})
		object.Resize(size)
	}
}

// statusLayout is an icon, words that wrap, and a button.
type statusLayout struct{}

func (statusLayout) parts(o []fyne.CanvasObject, width float32) (left, words, button, height float32) {
	icon := look.Size(theme.SizeNameInlineIcon)
	left = look.Size(look.Space12) + icon + look.Size(look.Space12)
	button = o[2].MinSize().Width
	words = max(width-left-button-look.Size(look.Space4), 0)
	return left, words, button, max(widgets.HeightOf(o[1], words), o[2].MinSize().Height)
}

// MinSize is the height of the words in the width of the side bar.
func (l statusLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	_, _, _, height := l.parts(o, look.Size(look.SidebarWidth)-2*look.Size(look.Space12))
	return fyne.NewSize(0, height)
}

// Layout places the three, centred in height.
func (l statusLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left, words, button, _ := l.parts(o, size.Width)
	icon := look.Size(theme.SizeNameInlineIcon)
	o[0].Move(fyne.NewPos(look.Size(look.Space12), (size.Height-icon)/2))
	o[0].Resize(fyne.NewSquareSize(icon))
	height := widgets.HeightOf(o[1], words)
	o[1].Move(fyne.NewPos(left, (size.Height-height)/2))
	o[1].Resize(fyne.NewSize(words, height))
	o[2].Move(fyne.NewPos(size.Width-button, (size.Height-button)/2))
	o[2].Resize(fyne.NewSquareSize(button))
}
