package widgets

import (
	"fyne.io/fyne/v2"

	"pupitre/ui/look"
)

// NewPageHeader makes the top of a page: its title, and at the right its actions.
func NewPageHeader(title string, actions ...fyne.CanvasObject) *fyne.Container {
	text := NewText(title, TextStyle{Size: "headingText", Bold: true, Overflow: Ellipsis})
	return newContainer(endsLayout{gap: look.Space16}, text, Line(look.Space8, actions...))
}

// Ends puts one object at the left with the rest of the width, and one at the right at its own width.
func Ends(left, right fyne.CanvasObject) *fyne.Container {
	return newContainer(endsLayout{gap: look.Space16}, left, right)
}

type endsLayout struct{ gap fyne.ThemeSizeName }

func (l endsLayout) widths(o []fyne.CanvasObject, width float32) (left, right float32) {
	right = min(o[1].MinSize().Width, width)
	if right == 0 {
		return width, 0
	}
	return max(width-right-look.Size(l.gap), 0), right
}

func (l endsLayout) heightFor(o []fyne.CanvasObject, width float32) float32 {
	left, right := l.widths(o, width)
	return max(HeightOf(o[0], left), HeightOf(o[1], right))
}

// MinSize is both side by side.
func (l endsLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	left, right := leastNow(o[0]), o[1].MinSize()
	return fyne.NewSize(left.Width+right.Width+look.Size(l.gap), max(left.Height, right.Height))
}

// Layout centres both in height.
func (l endsLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left, right := l.widths(o, size.Width)
	height := HeightOf(o[0], left)
	o[0].Move(fyne.NewPos(0, (size.Height-height)/2))
	o[0].Resize(fyne.NewSize(left, height))
	height = HeightOf(o[1], right)
	o[1].Move(fyne.NewPos(size.Width-right, (size.Height-height)/2))
	o[1].Resize(fyne.NewSize(right, height))
}
