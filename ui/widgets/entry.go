package widgets

import (
	"image/color"
	"slices"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/i18n"
	"pupitre/ui/look"
)

// Entry is a field of text. It differs from Fyne's in that it commits (OnCommitted) with Enter and when the keyboard
// leaves, selects all when reached with Tab, never keeps Tab, Esc or the window's shortcuts for itself, and can be in
// error or near its largest length.
type Entry struct {
	widget.Entry
	// OnChanged runs at each change by the person, and by SetText.
	OnChanged func(text string)
	// OnCommitted runs when the person is done with the field: Enter, or the keyboard leaves with another text than it
	// came with.
	OnCommitted func(text string)
	// OnSubmitted runs with Enter, after OnCommitted.
	OnSubmitted func(text string)
	// OnDown runs with the down arrow in a field of one line: from a search to what it has found. nil leaves the key to the window.
	OnDown func()

	label      string
	fieldID    string
	maxRunes   int
	printer    *i18n.Printer // writes how many characters are left; nil says nothing
	onCounter  func()        // runs when that sentence may have changed
	failed     bool
	hasFocus   bool
	byPointer  bool
	committed  string
	onFocus    func(bool)
	hint       string // the placeholder in full
	onKeyTyped func()
	outer      fyne.Widget // the widget that embeds this one, or this one
}

// NewEntry makes a field of one line called label.
func NewEntry(label string) *Entry {
	e := &Entry{label: label}
	e.init(e)
	return e
}

// NewMultiLineEntry makes a field of several lines. Tab still goes to the next field.
func NewMultiLineEntry(label string) *Entry {
	e := &Entry{label: label}
	e.MultiLine, e.Wrapping = true, fyne.TextWrapWord
	e.init(e)
	return e
}

func (e *Entry) init(self fyne.Widget) {
	e.outer = self
	if !e.MultiLine {
		e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	}
	e.Entry.OnChanged = e.changed
	e.Entry.OnSubmitted = e.submitted
	e.ExtendBaseWidget(self)
}

// Label is what the field is called.
func (e *Entry) Label() string { return e.label }

// FieldID is the stable id of the field.
func (e *Entry) FieldID() string { return e.fieldID }

// SetFieldID gives the field a stable id, by which focus and cursor are found again after a page is rebuilt.
func (e *Entry) SetFieldID(id string) { e.fieldID = id }

// Text is the text in the field.
func (e *Entry) Text() string { return e.Entry.Text }

// SetText changes the text, and leaves the cursor and the undo history alone when it is the same.
func (e *Entry) SetText(text string) {
	if e.Entry.Text == text {
		return
	}
	e.Entry.SetText(text)
	if !e.hasFocus {
		e.committed = text
	}
}

// SetHint sets the example shown while the field is empty; it is cut with … when too long.
func (e *Entry) SetHint(hint string) {
	if e.hint == hint {
		return
	}
	e.hint = hint
	e.fitHint()
}

// SetError marks the field as wrong; the sentence stands in its row.
func (e *Entry) SetError(failed bool) {
	if e.failed == failed {
		return
	}
	e.failed = failed
	e.Refresh()
}

// Failed tells whether the field is marked as wrong.
func (e *Entry) Failed() bool { return e.failed }

// SetMaxLength sets how many characters the text should have at most; 0 means no limit. More can be typed and pasted:
// cutting would lose text in silence.
func (e *Entry) SetMaxLength(n int) {
	e.maxRunes = n
	e.recount()
}

// Remaining is how many characters may still be typed, and whether that is few enough to be said.
func (e *Entry) Remaining() (n int, say bool) {
	if e.maxRunes == 0 {
		return 0, false
	}
	n = e.maxRunes - utf8.RuneCountInString(e.Entry.Text)
	return n, n <= max(5, e.maxRunes/10)
}

// SayRemaining makes the field's row say how many characters are left, once they become few.
func (e *Entry) SayRemaining(p *i18n.Printer) {
	e.printer = p
	e.recount()
}

// counter is the sentence about the characters left, empty while there is nothing to say.
func (e *Entry) counter() string {
	n, say := e.Remaining()
	switch {
	case e.printer == nil || !say:
		return ""
	case n < 0:
		return e.printer.N("widgets.entry.too_long", -n)
	}
	return e.printer.N("widgets.entry.remaining", n)
}

func (e *Entry) setOnCounter(f func()) { e.onCounter = f }

func (e *Entry) recount() {
	if e.onCounter != nil {
		e.onCounter()
	}
}

// AcceptsTab is always false: Tab goes to the next field.
func (e *Entry) AcceptsTab() bool { return false }

// Focused tells whether the field has the keyboard.
func (e *Entry) Focused() bool { return e.hasFocus }

// SelectAll selects the whole text.
func (e *Entry) SelectAll() { e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// FocusGained selects all, unless a click brought the keyboard here.
func (e *Entry) FocusGained() {
	focusMoves++
	e.hasFocus = true
	e.committed = e.Entry.Text
	e.Entry.FocusGained()
	if !e.byPointer && !e.MultiLine {
		e.SelectAll()
	}
	reveal(e.outer)
	if e.onFocus != nil {
		e.onFocus(true)
	}
}

// FocusLost commits.
func (e *Entry) FocusLost() {
	e.hasFocus = false
	e.Entry.FocusLost()
	e.commit()
	if e.onFocus != nil {
		e.onFocus(false)
	}
}

// MouseDown puts the cursor where the click is.
func (e *Entry) MouseDown(event *desktop.MouseEvent) {
	e.byPointer = true
	e.Entry.MouseDown(event)
	e.byPointer = false
}

// TypedKey passes Esc on, and the arrows that a field of one line has no use for.
func (e *Entry) TypedKey(key *fyne.KeyEvent) {
	if e.onKeyTyped != nil {
		e.onKeyTyped()
	}
	if key.Name == fyne.KeyDown && !e.MultiLine && e.OnDown != nil {
		e.OnDown()
		return
	}
	unused := !e.MultiLine && (key.Name == fyne.KeyUp || key.Name == fyne.KeyDown)
	if key.Name == fyne.KeyEscape || unused {
		passKey(e.outer, key)
		return
	}
	e.Entry.TypedKey(key)
}

// TypedShortcut does what the field can do (copy, paste, undo, words) and passes the rest to the window, an undo too that
// finds no letters to take back: the driver asks the field first, and what was done before is undone with the same keys.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if !ownShortcut(s) {
		passShortcut(e.outer, s)
		return
	}
	before := e.Entry.Text
	e.Entry.TypedShortcut(s)
	switch s.(type) {
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		if e.Entry.Text == before {
			passShortcut(e.outer, s)
		}
	}
}

// ownShortcut tells whether Fyne's field answers the shortcut.
func ownShortcut(s fyne.Shortcut) bool {
	custom, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return true
	}
	switch custom.KeyName {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyBackspace, fyne.KeyDelete:
		return true
	}
	return false
}

// Resize fits the hint to the width.
func (e *Entry) Resize(size fyne.Size) {
	e.Entry.Resize(size)
	e.fitHint()
}

func (e *Entry) fitHint() {
	width := e.lineWidth() - 2*look.Size(theme.SizeNameInnerPadding)
	hint := e.hint
	if width > 0 {
		hint = ellipsize(hint, width, func(s string) float32 { return textWidth(s, false) })
	}
	if e.PlaceHolder != hint {
		e.SetPlaceHolder(hint)
	}
}

// MinSize is as high as every control.
func (e *Entry) MinSize() fyne.Size {
	least := e.Entry.MinSize()
	if !e.MultiLine {
		least.Height = look.Size(look.ControlHeight)
	}
	return least
}

func (e *Entry) changed(text string) {
	e.recount()
	if e.OnChanged != nil {
		e.OnChanged(text)
	}
}

func (e *Entry) submitted(text string) {
	e.commit()
	if e.OnSubmitted != nil {
		e.OnSubmitted(text)
	}
}

func (e *Entry) commit() {
	if e.Entry.Text == e.committed {
		return
	}
	e.committed = e.Entry.Text
	if e.OnCommitted != nil {
		e.OnCommitted(e.committed)
	}
}

// CreateRenderer draws the edge over Fyne's own, which knows neither our error state nor a ring wide enough to be seen.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	r := &entryRenderer{WidgetRenderer: e.Entry.CreateRenderer(), entry: e, edge: newBox(), mask: newEntryMask(e)}
	r.dress()
	return r
}

// hideFyneEdge makes Fyne's edge invisible, as two edges of one pixel look like a thick one. It is the rectangle without a
// fill (widget/entry.go of Fyne 2.7: box, border, …); where there is none, there is nothing to hide.
func (r *entryRenderer) hideFyneEdge() {
	for _, o := range r.WidgetRenderer.Objects() {
		if edge, ok := o.(*canvas.Rectangle); ok && edge.FillColor == color.Transparent {
			edge.StrokeColor = color.Transparent
		}
	}
}

type entryRenderer struct {
	fyne.WidgetRenderer
	entry *Entry
	edge  *canvas.Rectangle
	mask  *entryMask
}

// Objects are Fyne's and the edge. The action comes last, above the mask, and once: Fyne looks for the next field behind
// the first place of the one that has the keyboard, so what stands twice would keep it for ever.
func (r *entryRenderer) Objects() []fyne.CanvasObject {
	action := r.entry.ActionItem
	objects := slices.DeleteFunc(slices.Clone(r.WidgetRenderer.Objects()), func(o fyne.CanvasObject) bool {
		return action != nil && o == action
	})
	objects = append(append(objects, r.mask.objects()...), r.edge)
	if action != nil {
		objects = append(objects, action)
	}
	return objects
}

// Layout places the edge around.
func (r *entryRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.edge.Resize(size)
	r.mask.paint()
	r.mask.arrange(size)
}

// Refresh paints the edge in the colour of the state.
func (r *entryRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.dress()
	r.edge.Refresh()
}

func (r *entryRenderer) dress() {
	r.hideFyneEdge()
	r.mask.paint()
	e := r.entry
	stroke, width := theme.ColorNameInputBorder, look.Size(theme.SizeNameInputBorder)
	switch {
	case e.failed:
		stroke = theme.ColorNameError
	case e.hasFocus:
		stroke = look.ColorFocusRing
	case e.Disabled():
		stroke = look.ColorBorder
	}
	if e.hasFocus {
		width = look.Size(look.RingWidth)
	}
	paintBox(r.edge, "", stroke, theme.SizeNameInputRadius)
	r.edge.StrokeWidth = width
}
