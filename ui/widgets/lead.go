package widgets

import (
	"fyne.io/fyne/v2"

	"pupitre/ui/look"
)

// Lead puts a small mark, such as an icon, before a text that takes the rest of the width and may wrap.
func Lead(mark, text fyne.CanvasObject) *fyne.Container {
	return newContainer(leadLayout{}, mark, text)
}

type leadLayout struct{}

func (leadLayout) indent(o []fyne.CanvasObject) float32 {
	return o[0].MinSize().Width + look.Size(look.Space4)
}

func (l leadLayout) heightFor(o []fyne.CanvasObject, width float32) float32 {
	return max(o[0].MinSize().Height, HeightOf(o[1], max(width-l.indent(o), 0)))
}

// MinSize is the mark with the least of the text.
func (l leadLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	text := leastNow(o[1])
	return fyne.NewSize(l.indent(o)+text.Width, max(o[0].MinSize().Height, text.Height))
}

// Layout puts the mark beside the first line of the text.
func (l leadLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	mark := o[0].MinSize()
	width := max(size.Width-l.indent(o), 0)
	o[1].Move(fyne.NewPos(l.indent(o), 0))
	o[1].Resize(fyne.NewSize(width, size.Height))
	line := min(HeightOf(o[1], 1e6), size.Height)
	o[0].Move(fyne.NewPos(0, max((line-mark.Height)/2, 0)))
	o[0].Resize(mark)
}
