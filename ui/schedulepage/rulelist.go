package schedulepage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// rule is a schedule as the list shows it.
type rule struct {
	index  int // in the set
	place  int // among those of its type, 0 is the strongest
	name   string
	kind   string // type and state, in words
	hours  string // days and hours, in words
	open   bool
	warned bool
}

// ruleList is the schedules by priority, the strongest first: chosen with a click or the arrows, put in another order by
// dragging or with Alt and the arrows.
type ruleList struct {
	widget.BaseWidget
	label, id string
	modifiers func() fyne.KeyModifier
	rules     []rule
	selected  int // index in the set, newSchedule for none
	readOnly  bool
	focused   bool
	dragging  bool
	target    int // row before which a dragged one would be put

	onSelected func(index int)
	onMoved    func(index, place int)
	onOpened   func(index int)
	onRemoved  func(index int)
	onMenu     func(index int, anchor fyne.CanvasObject)
	onGrabbed  func()
}

func newRuleList(label, id string) *ruleList {
	l := &ruleList{label: label, id: id, modifiers: keyModifiers, selected: newSchedule}
	l.ExtendBaseWidget(l)
	return l
}

func (l *ruleList) set(rules []rule, selected int) {
	l.rules, l.selected = rules, selected
	l.Refresh()
}

// rowHeight is that of a schedule.
func (l *ruleList) rowHeight() float32 {
	return look.Size(theme.SizeNameText)*1.35 + look.Size(theme.SizeNameCaptionText)*2.7 + unit(14)
}

// swatchRoom is the room at the left of a row, for its swatch.
func swatchRoom() float32 { return unit(30) }

func (l *ruleList) row(pos fyne.Position) int {
	if len(l.rules) == 0 {
		return 0
	}
	return min(max(int(pos.Y/l.rowHeight()), 0), len(l.rules)-1)
}

// at is the row of the selected schedule, -1 for none.
func (l *ruleList) at() int {
	for i, r := range l.rules {
		if r.index == l.selected {
			return i
		}
	}
	return -1
}

func (l *ruleList) choose(row int) {
	if row >= 0 && row < len(l.rules) && l.rules[row].index != l.selected {
		l.selected = l.rules[row].index
		l.Refresh()
		l.onSelected(l.selected)
	}
}

// MouseDown selects the row under the pointer.
func (l *ruleList) MouseDown(e *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		c.Focus(l)
	}
	if len(l.rules) > 0 {
		l.choose(l.row(e.Position))
	}
	if !l.readOnly && e.Position.X < swatchRoom() {
		l.onGrabbed() // with a finger, the list scrolls but at its swatches
	}
}

// MouseUp has nothing to do.
func (l *ruleList) MouseUp(*desktop.MouseEvent) {}

// Tapped has selected already.
func (l *ruleList) Tapped(*fyne.PointEvent) {}

// TappedSecondary offers what can be done with the row.
func (l *ruleList) TappedSecondary(*fyne.PointEvent) {
	if l.at() >= 0 {
		l.onMenu(l.selected, l)
	}
}

// Dragged shows where the row would go.
func (l *ruleList) Dragged(e *fyne.DragEvent) {
	if l.readOnly || l.at() < 0 {
		return
	}
	l.dragging = true
	l.target = min(max(int(e.Position.Y/l.rowHeight()+0.5), 0), len(l.rules))
	l.Refresh()
}

// DragEnd puts the row there, among those of its type.
func (l *ruleList) DragEnd() {
	if !l.dragging {
		return
	}
	l.dragging = false
	from := l.at()
	to := l.target
	if to > from {
		to--
	}
	l.shift(to - from)
	l.Refresh()
}

// shift moves the selected row by so many rows; it stays among those of its type.
func (l *ruleList) shift(by int) {
	if at := l.at(); at >= 0 && by != 0 && !l.readOnly {
		l.onMoved(l.selected, l.rules[at].place+by)
	}
}

// FieldID is the stable id of the list.
func (l *ruleList) FieldID() string { return l.id }

// Label is what the list is called.
func (l *ruleList) Label() string { return l.label }

// Focused tells whether the list has the keyboard.
func (l *ruleList) Focused() bool { return l.focused }

// FocusGained shows the ring, and selects the first row when none is.
func (l *ruleList) FocusGained() {
	l.focused = true
	if l.at() < 0 {
		l.choose(0)
	}
	l.Refresh()
}

// FocusLost hides the ring.
func (l *ruleList) FocusLost() {
	l.focused = false
	l.Refresh()
}

// TypedRune ignores text.
func (l *ruleList) TypedRune(rune) {}

// TypedShortcut takes the arrows with Alt, which the driver of a window gives as shortcuts and never as keys, and passes the
// rest to the window.
func (l *ruleList) TypedShortcut(s fyne.Shortcut) {
	switch key, ok := withAlt(s); {
	case ok && key == fyne.KeyUp:
		l.shift(-1)
	case ok && key == fyne.KeyDown:
		l.shift(1)
	default:
		passShortcut(l, s)
	}
}

// withAlt is the key of a shortcut that is a key held with Alt, and with Shift or not.
func withAlt(s fyne.Shortcut) (key fyne.KeyName, ok bool) {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || c.Modifier&^fyne.KeyModifierShift != fyne.KeyModifierAlt {
		return "", false
	}
	return c.KeyName, true
}

// TypedKey selects, moves, opens and removes.
func (l *ruleList) TypedKey(e *fyne.KeyEvent) {
	moves := l.modifiers()&fyne.KeyModifierAlt != 0
	switch {
	case e.Name == fyne.KeyUp && moves:
		l.shift(-1)
	case e.Name == fyne.KeyDown && moves:
		l.shift(1)
	case e.Name == fyne.KeyUp:
		l.choose(l.at() - 1)
	case e.Name == fyne.KeyDown:
		l.choose(l.at() + 1)
	case e.Name == fyne.KeyHome:
		l.choose(0)
	case e.Name == fyne.KeyEnd:
		l.choose(len(l.rules) - 1)
	case e.Name == fyne.KeyReturn, e.Name == fyne.KeyEnter, e.Name == fyne.KeySpace:
		if l.at() >= 0 {
			l.onOpened(l.selected)
		}
	case e.Name == fyne.KeyDelete && l.at() >= 0 && !l.readOnly:
		l.onRemoved(l.selected)
	case e.Name == desktop.KeyMenu && l.at() >= 0:
		l.onMenu(l.selected, l)
	default:
		passKey(l, e)
	}
}

// passKey gives a key that means nothing here to the dialog or menu on top, or to the window.
func passKey(o fyne.CanvasObject, e *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil || widgets.OverlayKey(c, e) {
		return
	}
	if handler := c.OnTypedKey(); handler != nil {
		handler(e)
	}
}

// passShortcut gives a shortcut to the window.
func passShortcut(o fyne.CanvasObject, s fyne.Shortcut) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		if window, ok := c.(fyne.Shortcutable); ok {
			window.TypedShortcut(s)
		}
	}
}

// CreateRenderer makes the rows.
func (l *ruleList) CreateRenderer() fyne.WidgetRenderer {
	r := &ruleRenderer{list: l, ring: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil)}
	r.Refresh()
	return r
}

// ruleParts is how one row is drawn.
type ruleParts struct {
	back, swatch      *canvas.Rectangle
	name, kind, hours *widgets.Text
	warning           *canvas.Image
}

type ruleRenderer struct {
	list       *ruleList
	ring, line *canvas.Rectangle
	rows       []*ruleParts
	objects    []fyne.CanvasObject
}

// Destroy has nothing to give back.
func (r *ruleRenderer) Destroy() {}

// Objects are the rows, from back to front.
func (r *ruleRenderer) Objects() []fyne.CanvasObject { return r.objects }

// MinSize is every row.
func (r *ruleRenderer) MinSize() fyne.Size {
	return fyne.NewSize(unit(120), r.list.rowHeight()*float32(len(r.list.rules)))
}

func newRuleParts() *ruleParts {
	p := &ruleParts{back: canvas.NewRectangle(nil), swatch: canvas.NewRectangle(nil)}
	p.name = widgets.NewText("", widgets.TextStyle{Bold: true, Overflow: widgets.Ellipsis})
	small := widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Overflow: widgets.Ellipsis}
	p.kind, p.hours = widgets.NewText("", small), widgets.NewText("", small)
	p.warning = canvas.NewImageFromResource(look.Icon(resources.Warning))
	return p
}

// Refresh shows the rules as they are.
func (r *ruleRenderer) Refresh() {
	l := r.list
	for len(r.rows) < len(l.rules) {
		r.rows = append(r.rows, newRuleParts())
	}
	r.objects = r.objects[:0]
	for i, rule := range l.rules {
		p := r.rows[i]
		p.name.SetText(rule.name)
		p.kind.SetText(rule.kind)
		p.hours.SetText(rule.hours)
		p.back.FillColor, p.back.CornerRadius = nil, look.Size(look.Space8)
		if rule.index == l.selected {
			p.back.FillColor = look.Color(look.ColorAccentSoft)
		}
		p.swatch.CornerRadius, p.swatch.StrokeWidth = unit(3), unit(2)
		p.swatch.FillColor, p.swatch.StrokeColor = look.Color(theme.ColorNamePrimary), look.Color(theme.ColorNamePrimary)
		if !rule.open {
			p.swatch.FillColor, p.swatch.StrokeColor = nil, look.Color(look.ColorMuted)
		}
		p.warning.Hidden = !rule.warned
		r.objects = append(r.objects, p.back, p.swatch, p.name, p.kind, p.hours, p.warning)
	}
	r.ring.FillColor, r.ring.CornerRadius, r.ring.StrokeWidth = nil, look.Size(look.Space8), look.Size(look.RingWidth)
	r.ring.StrokeColor = look.Color(look.ColorFocusRing)
	r.ring.Hidden = !l.focused
	r.line.FillColor = look.Color(look.ColorFocusRing)
	r.line.Hidden = !l.dragging
	r.objects = append(r.objects, r.ring, r.line)
	r.Layout(l.Size())
	canvas.Refresh(l)
}

// Layout puts the rows under each other.
func (r *ruleRenderer) Layout(size fyne.Size) {
	l := r.list
	height, pad := l.rowHeight(), unit(8)
	icon := look.Size(look.IconSmall)
	body, small := look.Size(theme.SizeNameText)*1.35, look.Size(theme.SizeNameCaptionText)*1.35
	for i := range l.rules {
		p, y := r.rows[i], float32(i)*height
		p.back.Move(fyne.NewPos(0, y+1))
		p.back.Resize(fyne.NewSize(size.Width, height-2))
		p.swatch.Move(fyne.NewPos(pad, y+unit(9)))
		p.swatch.Resize(fyne.NewSquareSize(unit(14)))
		left := swatchRoom()
		width := max(size.Width-left-pad, 0)
		nameWidth := width
		if !p.warning.Hidden {
			nameWidth = max(width-icon-unit(4), 0)
		}
		p.warning.Move(fyne.NewPos(size.Width-pad-icon, y+unit(7)))
		p.warning.Resize(fyne.NewSquareSize(icon))
		p.name.Move(fyne.NewPos(left, y+unit(6)))
		p.name.Resize(fyne.NewSize(nameWidth, body))
		p.kind.Move(fyne.NewPos(left, y+unit(6)+body))
		p.kind.Resize(fyne.NewSize(width, small))
		p.hours.Move(fyne.NewPos(left, y+unit(6)+body+small))
		p.hours.Resize(fyne.NewSize(width, small))
	}
	r.ring.Resize(size)
	r.line.Move(fyne.NewPos(0, min(float32(l.target)*height, max(size.Height-unit(2), 0))))
	r.line.Resize(fyne.NewSize(size.Width, unit(2)))
}
