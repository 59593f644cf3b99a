package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
)

// filterFrom is the number of choices from which the list gets a field to filter it.
const filterFrom = 10

// Select is one choice of a list that opens under it. A long list can be filtered by typing.
type Select struct {
	control
	// OnChanged runs when another choice is made, and by SetSelected.
	OnChanged func(value string)
	// OnOpen runs before the list opens, for an owner who sets the options only then. May be nil.
	OnOpen func()

	printer  *i18n.Printer
	options  []Option
	selected string
	failed   bool
	prompt   string // shown while nothing is chosen
	popup    *choiceList
}

// NewSelect makes a choice called label among options.
func NewSelect(p *i18n.Printer, label string, options ...Option) *Select {
	s := &Select{printer: p, options: options}
	s.label = label
	s.extend(s)
	return s
}

// SetOptions changes the list; the choice stays.
func (s *Select) SetOptions(options []Option) {
	s.options = options
	s.Refresh()
}

// Selected is the value chosen, empty when none is.
func (s *Select) Selected() string { return s.selected }

// SetSelected chooses value.
func (s *Select) SetSelected(value string) {
	if s.selected == value {
		return
	}
	s.selected = value
	s.Refresh()
	if s.OnChanged != nil {
		s.OnChanged(value)
	}
}

// SetError marks the choice as wrong; the sentence stands in its row.
func (s *Select) SetError(failed bool) {
	if s.failed == failed {
		return
	}
	s.failed = failed
	s.Refresh()
}

// SetPrompt says what can be chosen, while nothing is.
func (s *Select) SetPrompt(prompt string) {
	if s.prompt == prompt {
		return
	}
	s.prompt = prompt
	s.Refresh()
}

// Opened tells whether the list is open.
func (s *Select) Opened() bool { return s.popup != nil }

// Tapped opens the list.
func (s *Select) Tapped(*fyne.PointEvent) {
	if s.Disabled() {
		return
	}
	s.takeFocus()
	s.open("")
}

// TypedKey opens the list with Space, Enter and Down, and takes the neighbour with Left and Right.
func (s *Select) TypedKey(key *fyne.KeyEvent) {
	switch {
	case s.Disabled():
		s.control.TypedKey(key)
	case isActivation(key), key.Name == fyne.KeyDown, key.Name == fyne.KeyUp:
		s.open("")
	case key.Name == fyne.KeyLeft:
		s.step(-1)
	case key.Name == fyne.KeyRight:
		s.step(1)
	default:
		s.control.TypedKey(key)
	}
}

// TypedRune opens the list at what is typed.
func (s *Select) TypedRune(r rune) {
	if s.Disabled() || r <= ' ' {
		return
	}
	s.open(string(r))
}

func (s *Select) step(by int) {
	if len(s.options) == 0 {
		return
	}
	i := min(max(s.index()+by, 0), len(s.options)-1)
	s.SetSelected(s.options[i].Value)
}

func (s *Select) index() int {
	for i, o := range s.options {
		if o.Value == s.selected {
			return i
		}
	}
	return -1
}

func (s *Select) open(typed string) {
	if s.popup != nil || canvasOf(s) == nil {
		return
	}
	if s.OnOpen != nil {
		s.OnOpen()
	}
	if len(s.options) == 0 {
		return
	}
	s.popup = openChoiceList(s, typed)
	s.Refresh()
}

func (s *Select) closed() {
	s.popup = nil
	s.Refresh()
}

// current is the label of the choice; the bare value when the list does not have it, so that nothing is hidden.
func (s *Select) current() string {
	if i := s.index(); i >= 0 {
		return s.options[i].Label
	}
	if s.selected == "" {
		return s.prompt
	}
	return s.selected
}

// CreateRenderer makes the parts.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(s, &selectDrawing{
		choice: s, back: newBox(), ring: newRing(), arrow: newImage(), text: NewText("", TextStyle{Overflow: Ellipsis}),
	})
}

type selectDrawing struct {
	choice *Select
	back   *canvas.Rectangle
	ring   *canvas.Rectangle
	arrow  *canvas.Image
	text   *Text
}

func (d *selectDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.back, d.text, d.arrow, d.ring}
}

func (d *selectDrawing) paint() {
	s := d.choice
	back, edge, ink := theme.ColorNameInputBackground, theme.ColorNameInputBorder, theme.ColorNameForeground
	switch {
	case s.Disabled():
		back, edge, ink = theme.ColorNameDisabledButton, look.ColorBorder, theme.ColorNameDisabled
	case s.failed:
		edge = theme.ColorNameError
	case s.focused || s.popup != nil:
		edge = look.ColorFocusRing
	case s.hovered:
		edge = theme.ColorNameForeground
	}
	paintBox(d.back, back, edge, theme.SizeNameInputRadius)
	d.back.StrokeWidth = look.Size(theme.SizeNameInputBorder)
	if s.focused || s.popup != nil {
		d.back.StrokeWidth = look.Size(look.RingWidth)
	}
	d.text.SetText(s.current())
	d.text.SetColor(ink)
	setIcon(d.arrow, resources.KeyboardArrowDown, ink)
}

func (d *selectDrawing) measure() fyne.Size {
	return fyne.NewSize(look.Size(look.ControlNarrow)*1.5, look.Size(look.ControlHeight))
}

func (d *selectDrawing) arrange(size fyne.Size) {
	d.back.Resize(size)
	pad, icon := look.Size(theme.SizeNameInnerPadding), look.Size(theme.SizeNameInlineIcon)
	d.text.Move(fyne.NewPos(pad, 0))
	d.text.Resize(fyne.NewSize(max(size.Width-2*pad-icon-look.Size(look.Space4), 0), size.Height))
	placeIcon(d.arrow, size.Width-pad-icon, size.Height, icon)
}
