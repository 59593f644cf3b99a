package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
)

// NewEmptyState makes what a page shows when there is nothing yet: icon, a bold line, a sentence, and what to do, which
// may be nil.
func NewEmptyState(icon resources.IconName, title, text string, action *Button) fyne.CanvasObject {
	return NewEmptyStateOf(icon, title, StateText(text), action)
}

// NewEmptyStateOf is NewEmptyState with a sentence that the owner changes while it is shown; StateText makes it.
func NewEmptyStateOf(icon resources.IconName, title string, text *Text, action *Button) fyne.CanvasObject {
	return callout(NewIcon(icon, look.IconHuge, look.ColorMuted), title, text, action)
}

// StateText is the sentence of an empty state.
func StateText(text string) *Text {
	return NewText(text, TextStyle{Color: look.ColorMuted, Align: fyne.TextAlignCenter})
}

// NewErrorState makes what a page shows when it could not be loaded: what happened, what to do, and a button to try again.
func NewErrorState(p *i18n.Printer, title, text string, onRetry func()) fyne.CanvasObject {
	retry := NewButton(p.T("widgets.error.retry"), onRetry)
	retry.SetIcon(resources.Refresh)
	return callout(NewIcon(resources.Error, look.IconHuge, theme.ColorNameError), title, StateText(text), retry)
}

func callout(icon fyne.CanvasObject, title string, text *Text, action *Button) fyne.CanvasObject {
	parts := []fyne.CanvasObject{
		icon,
		NewText(title, TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true, Align: fyne.TextAlignCenter}),
		text,
	}
	if action != nil {
		parts = append(parts, newContainer(middleLayout{}, action))
	}
	return Centered(look.CalloutWidth, Column(look.Space12, parts...))
}

// middleLayout centres an object at its own size.
type middleLayout struct{}

// MinSize is that of the object.
func (middleLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout centres the object.
func (middleLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	least := o[0].MinSize()
	o[0].Move(fyne.NewPos((size.Width-least.Width)/2, (size.Height-least.Height)/2))
	o[0].Resize(least)
}

// Icon is a picture of the set in a colour of the theme.
type Icon struct {
	widget.BaseWidget
	name  resources.IconName
	size  fyne.ThemeSizeName
	color fyne.ThemeColorName
}

// NewIcon makes an icon; size is theme.SizeNameInlineIcon, look.IconSmall or look.IconHuge.
func NewIcon(name resources.IconName, size fyne.ThemeSizeName, color fyne.ThemeColorName) *Icon {
	i := &Icon{name: name, size: size, color: color}
	i.ExtendBaseWidget(i)
	return i
}

// Set changes icon and colour.
func (i *Icon) Set(name resources.IconName, color fyne.ThemeColorName) {
	if i.name == name && i.color == color {
		return
	}
	i.name, i.color = name, color
	i.Refresh()
}

// CreateRenderer makes the picture.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(i, &iconDrawing{icon: i, image: newImage()})
}

type iconDrawing struct {
	icon  *Icon
	image *canvas.Image
	drawn drawnIcon
}

// drawnIcon is what a picture shows: it is drawn from its outline, which takes a good part of a frame, only when that is another.
type drawnIcon struct {
	name  resources.IconName
	color fyne.ThemeColorName
	theme *look.Theme
}

func (d *iconDrawing) objects() []fyne.CanvasObject { return []fyne.CanvasObject{d.image} }
func (d *iconDrawing) measure() fyne.Size           { return fyne.NewSquareSize(look.Size(d.icon.size)) }

func (d *iconDrawing) paint() {
	if now := (drawnIcon{d.icon.name, d.icon.color, look.Current()}); now != d.drawn {
		d.drawn = now
		setIcon(d.image, now.name, now.color)
	}
}

func (d *iconDrawing) arrange(size fyne.Size) {
	side := look.Size(d.icon.size)
	placeIcon(d.image, (size.Width-side)/2, size.Height, side)
}
