package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/resources"
	"pupitre/ui/look"
)

// Section is a card that opens and closes: icon, title, summary, arrow, and rows under them.
type Section struct {
	widget.BaseWidget
	// OnToggled runs when the person opens or closes the section, so that it can be remembered.
	OnToggled func(open bool)

	head *sectionHead
	help *IconButton
	body *fyne.Container
	open bool
}

// NewSection makes a closed section with rows inside.
func NewSection(icon resources.IconName, title, summary string, rows ...fyne.CanvasObject) *Section {
	s := &Section{body: Rows(rows...)}
	s.head = newSectionHead(s, icon, title, summary)
	s.help = NewIconButton(resources.Help, "", nil)
	s.help.Hide()
	s.body.Hide()
	s.ExtendBaseWidget(s)
	return s
}

// Children are the objects inside.
func (s *Section) Children() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.head, s.help, s.body}
}

// SetHelp offers help beside the title; label says what the button does.
func (s *Section) SetHelp(id, label string, run func()) {
	s.help.SetIcon(resources.Help, label)
	s.help.SetFieldID(id)
	s.help.OnTapped = run
	s.help.Show()
	s.head.Refresh()
}

// Open tells whether the section is open.
func (s *Section) Open() bool { return s.open }

// SetOpen opens or closes the section, without OnToggled.
func (s *Section) SetOpen(open bool) {
	if s.open == open {
		return
	}
	s.open = open
	s.body.Hidden = !open
	s.head.Refresh()
	s.Refresh()
}

// SetSummary changes the line under the title.
func (s *Section) SetSummary(summary string) {
	if s.head.summary.Text() == summary {
		return
	}
	s.head.summary.SetText(summary)
	s.head.Refresh()
}

// SetChanged shows or hides the dot of unsaved changes; tooltip says it in words.
func (s *Section) SetChanged(changed bool, tooltip string) {
	s.head.SetTooltip(tooltip)
	if s.head.changed == changed {
		return
	}
	s.head.changed = changed
	s.head.Refresh()
}

// SetFieldID gives the section's head a stable id.
func (s *Section) SetFieldID(id string) { s.head.SetFieldID(id) }

// Head is the part that takes the keyboard.
func (s *Section) Head() fyne.Focusable { return s.head }

func (s *Section) toggle() {
	s.SetOpen(!s.open)
	if s.OnToggled != nil {
		s.OnToggled(s.open)
	}
}

// HeightFor is the height of the section at a width.
func (s *Section) HeightFor(width float32) float32 {
	height := s.head.HeightFor(width)
	if s.open {
		height += look.Size(look.Line) + HeightOf(s.body, width)
	}
	return height
}

// CreateRenderer makes the parts.
func (s *Section) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(s, &sectionDrawing{section: s, back: newBox(), line: newBox()})
}

type sectionDrawing struct {
	section    *Section
	back, line *canvas.Rectangle
}

func (d *sectionDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.back, d.line, d.section.head, d.section.help, d.section.body}
}

func (d *sectionDrawing) paint() {
	paintBox(d.back, look.ColorSurface, look.ColorBorder, look.CardRadius)
	paintBox(d.line, theme.ColorNameSeparator, "", "")
	d.line.Hidden = !d.section.open
}

func (d *sectionDrawing) measure() fyne.Size {
	s := d.section
	least := leastNow(s.head)
	if s.open {
		body := leastNow(s.body)
		least.Width = max(least.Width, body.Width)
		least.Height += look.Size(look.Line) + body.Height
	}
	return least
}

func (d *sectionDrawing) arrange(size fyne.Size) {
	s := d.section
	d.back.Resize(size)
	height := s.head.HeightFor(size.Width)
	s.head.Move(fyne.Position{})
	s.head.Resize(fyne.NewSize(size.Width, height))
	button := s.help.MinSize()
	_, right := s.head.insets()
	s.help.Move(fyne.NewPos(size.Width-right, (height-button.Height)/2))
	s.help.Resize(button)
	line := look.Size(look.Line)
	d.line.Move(fyne.NewPos(line, height))
	d.line.Resize(fyne.NewSize(size.Width-2*line, line))
	s.body.Move(fyne.NewPos(0, height+line))
	if s.open {
		s.body.Resize(fyne.NewSize(size.Width, size.Height-height-line))
	}
}

// sectionHead is the part of a section that takes clicks and the keyboard.
type sectionHead struct {
	control
	section        *Section
	icon           resources.IconName
	title, summary *Text
	changed        bool
}

func newSectionHead(s *Section, icon resources.IconName, title, summary string) *sectionHead {
	h := &sectionHead{section: s, icon: icon, title: Heading(title), summary: Muted(summary)}
	h.label = title
	h.extend(h)
	return h
}

// Tapped opens or closes the section.
func (h *sectionHead) Tapped(*fyne.PointEvent) {
	h.takeFocus()
	h.section.toggle()
}

// TypedKey opens or closes with Space or Enter, opens with Right, closes with Left.
func (h *sectionHead) TypedKey(key *fyne.KeyEvent) {
	open := h.section.open
	switch {
	case isActivation(key), key.Name == fyne.KeyRight && !open, key.Name == fyne.KeyLeft && open:
		h.section.toggle()
	default:
		h.control.TypedKey(key)
	}
}

// insets are where the texts begin and how much the arrow and the button of help take at the right.
func (h *sectionHead) insets() (left, right float32) {
	side, icon := look.Size(look.Space16), look.Size(theme.SizeNameInlineIcon)
	left, right = side+icon+look.Size(look.Space12), side+icon+look.Size(look.Space8)
	if h.section.help != nil && h.section.help.Visible() {
		right += look.Size(look.ControlHeight)
	}
	return left, right
}

// HeightFor is the height of the head at a width.
func (h *sectionHead) HeightFor(width float32) float32 {
	left, right := h.insets()
	inner := width - left - right
	height := h.title.HeightFor(inner) + 2*look.Size(look.Space12)
	if h.summary.Text() != "" {
		height += h.summary.HeightFor(inner) + 2
	}
	return max(height, look.Size(look.ControlHeight)+look.Size(look.Space16))
}

// CreateRenderer makes the parts.
func (h *sectionHead) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(h, &sectionHeadDrawing{
		head: h, veil: newBox(), dot: newBox(), ring: newRing(), image: newImage(), arrow: newImage(),
	})
}

type sectionHeadDrawing struct {
	head         *sectionHead
	veil, dot    *canvas.Rectangle
	ring         *canvas.Rectangle
	image, arrow *canvas.Image
}

func (d *sectionHeadDrawing) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.veil, d.image, d.head.title, d.dot, d.head.summary, d.arrow, d.ring}
}

func (d *sectionHeadDrawing) paint() {
	h := d.head
	veil := fyne.ThemeColorName("")
	if h.hovered {
		veil = theme.ColorNameHover
	}
	paintBox(d.veil, veil, "", look.CardRadius)
	paintBox(d.dot, theme.ColorNamePrimary, "", look.Space4)
	d.dot.Hidden = !h.changed
	paintRing(d.ring, h.ringed(), look.Size(look.CardRadius))
	setIcon(d.image, h.icon, theme.ColorNameForeground)
	arrow := resources.ChevronRight
	if h.section.open {
		arrow = resources.KeyboardArrowDown
	}
	setIcon(d.arrow, arrow, look.ColorMuted)
	h.summary.Hidden = h.summary.Text() == ""
}

func (d *sectionHeadDrawing) measure() fyne.Size {
	h := d.head
	left, right := h.insets()
	width := max(h.title.MinSize().Width, h.summary.MinSize().Width) + left + right
	return fyne.NewSize(width, h.HeightFor(max(width, h.Size().Width)))
}

func (d *sectionHeadDrawing) arrange(size fyne.Size) {
	h := d.head
	left, right := h.insets()
	icon, inner := look.Size(theme.SizeNameInlineIcon), size.Width-left-right
	d.veil.Resize(size)
	placeRing(d.ring, fyne.Position{}, size)
	titleHeight := h.title.HeightFor(inner)
	block := titleHeight
	if h.summary.Visible() {
		block += 2 + h.summary.HeightFor(inner)
	}
	y := (size.Height - block) / 2
	h.title.Move(fyne.NewPos(left, y))
	h.title.Resize(fyne.NewSize(inner, titleHeight))
	h.summary.Move(fyne.NewPos(left, y+titleHeight+2))
	h.summary.Resize(fyne.NewSize(inner, max(block-titleHeight-2, 0)))
	placeIcon(d.image, look.Size(look.Space16), size.Height, icon)
	placeIcon(d.arrow, size.Width-look.Size(look.Space16)-icon, size.Height, icon)
	dot := look.Size(look.Space8)
	d.dot.Move(fyne.NewPos(left+min(h.title.width(h.title.Text()), inner)+dot, y+(titleHeight-dot)/2))
	d.dot.Resize(fyne.NewSquareSize(dot))
}
