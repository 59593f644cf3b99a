package loginpage

import (
	"fyne.io/fyne/v2"

	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// columnWidth is the width of the form.
func columnWidth() float32 { return look.Size(look.FormWidth) }

// columnLayout keeps the form in the middle, in its width.
type columnLayout struct{}

// MinSize is the height of the form in its width, and some air.
func (columnLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	width := columnWidth()
	return fyne.NewSize(width, widgets.HeightOf(o[0], width)+2*look.Size(look.Space16))
}

// Layout places the form.
func (columnLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	width := min(columnWidth(), size.Width)
	o[0].Move(fyne.NewPos((size.Width-width)/2, look.Size(look.Space16)))
	o[0].Resize(fyne.NewSize(width, widgets.HeightOf(o[0], width)))
}

// middleLayout puts what scrolls in the middle of the window while it fits, gives it the whole window when it does not,
// and puts a small control in the corner.
type middleLayout struct{ form fyne.CanvasObject }

// MinSize is a form that scrolls.
func (middleLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(columnWidth(), look.Size(look.ControlWide))
}

// Layout places what scrolls.
func (l middleLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	height := min(widgets.HeightOf(l.form, columnWidth())+2*look.Size(look.Space16), size.Height)
	o[0].Move(fyne.NewPos(0, (size.Height-height)/2))
	o[0].Resize(fyne.NewSize(size.Width, height))
	corner, margin := o[1].MinSize(), look.Size(look.Space16)
	o[1].Move(fyne.NewPos(size.Width-corner.Width-margin, margin))
	o[1].Resize(corner)
}
