package widgets

import (
	"cmp"
	"image"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/ui/lettering"
	"pupitre/ui/look"
)

// tableLine is the text of one cell. A key changes a hundred of them, and half of a frame was Fyne's shaping of each, twice: so it is
// shown as a picture of ours, or as Fyne's text where the typeface lacks one of its letters.
type tableLine struct {
	text    *canvas.Text    // what is shown, how and where, even while the picture shows it
	letters *lettering.Line // the same, nil where Fyne has to draw it
	picture *canvas.Image   // of letters
	full    string          // the text before it was cut …
	room    float32         // … to this width
}

func newTableLine() tableLine {
	return tableLine{text: newLabel(fyne.TextAlignLeading), picture: newPicture()}
}

// newPicture makes an image that fills its place, hidden.
func newPicture() *canvas.Image {
	picture := &canvas.Image{FillMode: canvas.ImageFillStretch}
	picture.Hidden = true
	return picture
}

func (l *tableLine) hide() { l.text.Hidden, l.picture.Hidden = true, true }

// shown tells whether there is a text on the screen.
func (l *tableLine) shown() bool { return !l.text.Hidden || !l.picture.Hidden }

// set gives the cell another text, cut to the room that it has.
func (l *tableLine) set(text string, bold bool, room float32, column TableColumn) {
	size := look.Size(theme.SizeNameText)
	l.text.Alignment = column.Align
	if l.full == text && l.room == room && l.text.TextSize == size && l.text.TextStyle.Bold == bold {
		return
	}
	l.full, l.room = text, room
	l.text.TextSize, l.text.TextStyle.Bold = size, bold
	l.text.Text = column.cut(text, room, l.measure)
	l.letters = lettering.Set(l.text.Text, size, bold)
}

// measure is the width of a text in the cell's style.
func (l *tableLine) measure(s string) float32 {
	return lettering.Width(s, l.text.TextSize, l.text.TextStyle.Bold)
}

// extent is the size of the text itself, as it is shown.
func (l *tableLine) extent() fyne.Size {
	if l.letters != nil {
		return fyne.NewSize(l.letters.Width, l.letters.Height)
	}
	return l.text.MinSize()
}

// show places the text in the middle of a box and draws it, at so many pixels to a unit.
func (l *tableLine) show(box rect, ink color.Color, scale float32) {
	if l.text.Text == "" {
		return
	}
	extent := l.extent()
	l.text.Color = ink
	l.text.Move(box.at.AddXY(0, (box.size.Height-extent.Height)/2))
	l.text.Resize(fyne.NewSize(box.size.Width, extent.Height))
	if l.letters == nil {
		l.text.Hidden = false
		return
	}
	l.draw(l.letters.Picture(scale, ink), scale)
}

// draw shows a picture of the text, in whole pixels: Fyne would stretch another one.
func (l *tableLine) draw(drawn *image.RGBA, scale float32) {
	size := fyne.NewSize(float32(drawn.Rect.Dx())/scale, float32(drawn.Rect.Dy())/scale)
	l.picture.Hidden = false
	l.picture.Move(l.begin())
	if l.picture.Image == drawn && l.picture.Size() == size {
		return
	}
	l.picture.Image = drawn
	l.picture.Resize(size)
	l.picture.Refresh()
}

// begin is where the first letter stands.
func (l *tableLine) begin() fyne.Position {
	at := l.text.Position()
	if l.text.Alignment == fyne.TextAlignTrailing {
		at.X += l.text.Size().Width - l.extent().Width
	}
	return at
}

// scaleOf is how many pixels a unit has on the screen that shows o; one, while none does.
func scaleOf(o fyne.CanvasObject) float32 {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return 1
	}
	const far = 1000
	x, _ := c.PixelCoordinateForPosition(fyne.NewPos(far, 0))
	return float32(x) / far
}

// Lettering is a text that a widget shows as a picture, and where it stands in the widget.
type Lettering struct {
	Text string
	At   fyne.Position
	Size fyne.Size
}

// Lettered is a widget that shows texts as pictures. What reads a window by its texts asks for them here.
type Lettered interface{ Letterings() []Lettering }

var _ Lettered = (*tableBody)(nil)

// Letterings implements Lettered: the texts of the rows that are shown, in reading order.
func (b *tableBody) Letterings() (list []Lettering) {
	if b.drawing == nil {
		return nil
	}
	rows := slices.DeleteFunc(slices.Clone(b.drawing.rows), func(r *tableRow) bool { return r.row < 0 })
	slices.SortFunc(rows, func(a, b *tableRow) int { return cmp.Compare(a.row, b.row) })
	for _, row := range rows {
		for _, c := range row.cells {
			if l := &c.line; !l.picture.Hidden {
				list = append(list, Lettering{l.text.Text, l.picture.Position(), l.extent()})
			}
		}
	}
	return list
}
