package portalpage

import (
	"fyne.io/fyne/v2"

	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// splitLayout puts the table and the card of what is selected side by side, also in a small window: somebody who looks for a
// number wants the next name at hand. Only large type in a small window has the card below.
type splitLayout struct{}

// beside tells whether there is room for both.
func (splitLayout) beside(width float32) bool { return width >= 2*look.Size(look.ControlWide) }

// belowShare is the most of the height that the card below the table has.
const belowShare = 0.6

// cardWidth is that of the card beside the table.
func cardWidth(width float32) float32 {
	if width >= look.Size(look.ContentWidth)+look.Size(look.ControlWide) {
		return look.Size(look.ControlWide) + look.Size(look.Space24)
	}
	return look.Size(look.ControlWide) - look.Size(look.Space48)
}

// MinSize is that of the table.
func (splitLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout shares the place out.
func (l splitLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	gap := look.Size(look.Space16)
	o[0].Move(fyne.Position{})
	switch width := cardWidth(size.Width); {
	case !o[1].Visible():
		o[0].Resize(size)
	case l.beside(size.Width):
		left := size.Width - width - gap
		o[0].Resize(fyne.NewSize(left, size.Height))
		o[1].Move(fyne.NewPos(left+gap, 0))
		o[1].Resize(fyne.NewSize(width, min(widgets.HeightOf(o[1], width), size.Height)))
	default:
		height := min(widgets.HeightOf(o[1], size.Width), size.Height*belowShare)
		o[0].Resize(fyne.NewSize(size.Width, size.Height-height-gap))
		o[1].Move(fyne.NewPos(0, size.Height-height))
		o[1].Resize(fyne.NewSize(size.Width, height))
	}
}
