package widgets

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/ui/look"
)

// Option is one choice of a list.
type Option struct {
	Value string // what is stored
	Label string // what is shown
	Note  string // shown at the right of the label, muted; may be empty
	// Ticked shows that the choice is in force beside the one selected, in a list of which several are taken one by one.
	Ticked bool
}

// Segmented is a choice among few, all in view: FR | EN. Notes, such as counts, stand beside the labels: all of them where there is
// room, else that of the choice alone; the segments are then as wide as what they say.
type Segmented struct {
	control
	// OnChanged runs when another choice is made, and by SetSelected.
	OnChanged func(value string)

	options  []Option
	selected string
}

// NewSegmented makes a choice called label among options.
func NewSegmented(label string, options ...Option) *Segmented {
	s := &Segmented{options: options}
	s.label = label
	s.extend(s)
	return s
}

// SetOptions changes labels and notes; there are as many choices as before, and the choice stays.
func (s *Segmented) SetOptions(options ...Option) {
	if slices.Equal(s.options, options) {
		return
	}
	s.options = slices.Clone(options)
	s.Refresh()
}

// Selected is the value chosen, empty when none is.
func (s *Segmented) Selected() string { return s.selected }

// SetSelected chooses value.
func (s *Segmented) SetSelected(value string) {
	if s.selected == value {
		return
	}
	s.selected = value
	s.Refresh()
	if s.OnChanged != nil {
		s.OnChanged(value)
	}
}

// Tapped chooses the segment under the pointer.
func (s *Segmented) Tapped(e *fyne.PointEvent) {
	if s.Disabled() || len(s.options) == 0 {
		return
	}
	s.takeFocus()
	for i, span := range s.spans() {
		if e.Position.X < span.x+span.width || i == len(s.options)-1 {
			s.SetSelected(s.options[i].Value)
			return
		}
	}
}

// TypedKey chooses the neighbour with the arrows, the next one around with Space.
func (s *Segmented) TypedKey(key *fyne.KeyEvent) {
	if s.Disabled() || len(s.options) == 0 {
		s.control.TypedKey(key)
		return
	}
	last := len(s.options) - 1
	switch i := s.index(); key.Name {
	case fyne.KeyLeft, fyne.KeyUp:
		s.SetSelected(s.options[max(i-1, 0)].Value)
	case fyne.KeyRight, fyne.KeyDown:
		s.SetSelected(s.options[min(i+1, last)].Value)
	case fyne.KeySpace:
		s.SetSelected(s.options[(i+1)%len(s.options)].Value)
	default:
		s.control.TypedKey(key)
	}
}

// index is the place of what is chosen, -1 when nothing is.
func (s *Segmented) index() int {
	for i, o := range s.options {
		if o.Value == s.selected {
			return i
		}
	}
	return -1
}

// CreateRenderer makes the parts.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer {
	d := &segmentedDrawing{segmented: s, back: newBox(), thumb: newBox(), ring: newRing()}
	d.parts = []fyne.CanvasObject{d.back, d.thumb}
	for range s.options {
		text := newLabel(fyne.TextAlignCenter)
		note := newLabel(fyne.TextAlignLeading)
		d.texts, d.notes = append(d.texts, text), append(d.notes, note)
		d.parts = append(d.parts, text, note)
	}
	d.parts = append(d.parts, d.ring)
	return newRenderer(s, d)
}

type segmentedDrawing struct {
	segmented   *Segmented
	back, thumb *canvas.Rectangle
	texts       []*canvas.Text
	notes       []*canvas.Text
	ring        *canvas.Rectangle
	parts       []fyne.CanvasObject
}

func (d *segmentedDrawing) objects() []fyne.CanvasObject { return d.parts }

func (d *segmentedDrawing) paint() {
	s := d.segmented
	paintBox(d.back, theme.ColorNameButton, look.ColorButtonEdge, theme.SizeNameInputRadius)
	paintBox(d.thumb, theme.ColorNamePrimary, "", theme.SizeNameSelectionRadius)
	if s.Disabled() {
		paintBox(d.back, theme.ColorNameDisabledButton, look.ColorBorder, theme.SizeNameInputRadius)
		paintBox(d.thumb, look.ColorBorder, "", theme.SizeNameSelectionRadius)
	}
	d.thumb.Hidden = s.index() < 0
	paintRing(d.ring, s.ringed(), look.Size(theme.SizeNameInputRadius))
	for i, text := range d.texts {
		chosen := s.options[i].Value == s.selected
		ink := theme.ColorNameForeground
		switch {
		case s.Disabled():
			ink = theme.ColorNameDisabled
		case chosen:
			ink = theme.ColorNameForegroundOnPrimary
		}
		setLabel(text, s.options[i].Label, ink, chosen)
		if ink == theme.ColorNameForeground {
			ink = look.ColorMuted
		}
		setLabel(d.notes[i], s.options[i].Note, ink, false)
		d.notes[i].TextSize = look.Size(theme.SizeNameCaptionText)
	}
}

func (d *segmentedDrawing) measure() fyne.Size {
	s, width := d.segmented, float32(0)
	if s.noted() {
		for i := range s.options {
			width += s.least(i, false)
		}
		return fyne.NewSize(width, look.Size(look.ControlHeight))
	}
	for i := range s.options {
		width = max(width, s.least(i, false))
	}
	return fyne.NewSize(width*float32(len(d.texts)), look.Size(look.ControlHeight))
}

// inset is the edge of the well that shows around the thumb, in Fyne units.
const inset = 3

func (d *segmentedDrawing) arrange(size fyne.Size) {
	d.back.Resize(size)
	placeRing(d.ring, fyne.Position{}, size)
	spans, noted := d.segmented.spans(), d.segmented.notes(size.Width)
	if i := d.segmented.index(); i >= 0 {
		d.thumb.Move(fyne.NewPos(spans[i].x+inset, inset))
		d.thumb.Resize(fyne.NewSize(spans[i].width-2*inset, size.Height-2*inset))
	}
	for i, text := range d.texts {
		note, taken := d.notes[i], float32(0)
		note.Hidden = !noted(i) || note.Text == ""
		if !note.Hidden {
			taken = note.MinSize().Width + noteGap()
		}
		least := text.MinSize()
		x := spans[i].x + (spans[i].width-least.Width-taken)/2
		text.Move(sharp(x, (size.Height-least.Height)/2))
		text.Resize(least)
		note.Move(sharp(x+least.Width+noteGap(), (size.Height-note.MinSize().Height)/2))
		note.Resize(note.MinSize())
	}
}

// sharp is the nearest place where letters stand on whole pixels: between them the graphics card blurs them.
func sharp(x, y float32) fyne.Position {
	return fyne.NewPos(float32(math.Round(float64(x))), float32(math.Round(float64(y))))
}
