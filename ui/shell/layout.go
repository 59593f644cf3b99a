package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// brandLayout is a mark and a name that wraps beside it.
type brandLayout struct{}

func (brandLayout) parts(o []fyne.CanvasObject, width float32) (left, name, height float32) {
	mark := o[0].MinSize().Width
	left = look.Size(look.Space8) + mark + look.Size(look.Space12)
	name = max(width-left, 0)
	return left, name, max(o[0].MinSize().Height, widgets.HeightOf(o[1], name))
}

// MinSize is the height of the name in the width of the side bar.
func (l brandLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	_, _, height := l.parts(o, innerWidth())
	return fyne.NewSize(0, height)
}

// Layout places both, centred in height.
func (l brandLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left, name, _ := l.parts(o, size.Width)
	mark := o[0].MinSize()
	o[0].Move(fyne.NewPos(look.Size(look.Space8), (size.Height-mark.Height)/2))
	o[0].Resize(mark)
	height := widgets.HeightOf(o[1], name)
	o[1].Move(fyne.NewPos(left, (size.Height-height)/2))
	o[1].Resize(fyne.NewSize(name, height))
}

// innerWidth is the width inside the side bar.
func innerWidth() float32 { return look.Size(look.SidebarWidth) - 2*look.Size(look.Space12) }

// statusLayout is an icon, the connection in a line with a button, and under it what waits.
type statusLayout struct{}

func statusLeft() float32 {
	return look.Size(look.Space12) + look.Size(theme.SizeNameInlineIcon) + look.Size(look.Space12)
}

// heights are those of the line with the button and of what stands under it.
func (statusLayout) heights(o []fyne.CanvasObject, width float32) (line, more float32) {
	line = max(widgets.HeightOf(o[1], width-statusLeft()-o[3].MinSize().Width), o[3].MinSize().Height)
	if o[2].Visible() {
		more = widgets.HeightOf(o[2], width-statusLeft())
	}
	return line, more
}

// MinSize is the height of the words in the width of the side bar.
func (l statusLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	line, more := l.heights(o, innerWidth())
	return fyne.NewSize(0, line+more)
}

// Layout places the four.
func (l statusLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left, icon, button := statusLeft(), look.Size(theme.SizeNameInlineIcon), o[3].MinSize()
	line, more := l.heights(o, size.Width)
	o[0].Move(fyne.NewPos(look.Size(look.Space12), (line-icon)/2))
	o[0].Resize(fyne.NewSquareSize(icon))
	width := size.Width - left - button.Width
	height := widgets.HeightOf(o[1], width)
	o[1].Move(fyne.NewPos(left, (line-height)/2))
	o[1].Resize(fyne.NewSize(width, height))
	o[2].Move(fyne.NewPos(left, (line+height)/2+2))
	o[2].Resize(fyne.NewSize(size.Width-left, more))
	o[3].Move(fyne.NewPos(size.Width-button.Width, (line-button.Height)/2))
	o[3].Resize(button)
}
