package widgets

import "fyne.io/fyne/v2"

// FocusKeeper remembers where the person is on a page, by field ids, and puts them back after the page has been rebuilt in
// another language or look: the keyboard, the cursor in the text, and how far each scroll is.
type FocusKeeper struct {
	focused     string
	row, column int
	hasCursor   bool
	pointed     bool // a click gave it the keyboard
	offsets     map[string]float32
}

// cursored is a field with a cursor.
type cursored interface {
	cursor() (row, column int)
	setCursor(row, column int)
}

// KeepFocus remembers the state of what c shows, outside overlays.
func KeepFocus(c fyne.Canvas) FocusKeeper {
	k := FocusKeeper{offsets: map[string]float32{}}
	if f, ok := c.Focused().(Identified); ok && c.Overlays().Top() == nil {
		k.focused = f.FieldID()
	}
	if f, ok := c.Focused().(pointable); ok {
		k.pointed = f.byPointer()
	}
	if f, ok := c.Focused().(cursored); ok && k.focused != "" {
		k.row, k.column = f.cursor()
		k.hasCursor = true
	}
	Walk(c.Content(), func(o fyne.CanvasObject) bool {
		if s, ok := o.(*Scroll); ok && s.id != "" {
			k.offsets[s.id] = s.Offset()
		}
		return o.Visible()
	})
	return k
}

// Knows tells whether a field had the keyboard.
func (k FocusKeeper) Knows() bool { return k.focused != "" }

// Restore puts the state back on what c shows now, which must have its size already, and tells whether the field that had the
// keyboard is there. The keyboard of a field that is gone is given up: the toolkit forgets after a minute where that was, and the
// window would not hear its own chords any more.
func (k FocusKeeper) Restore(c fyne.Canvas) (found bool) {
	f, ok := findField(c.Content(), k.focused).(fyne.Focusable)
	if !ok {
		letGo(c)
	}
	if ok {
		c.Focus(f)
		if t, ok := f.(cursored); ok && k.hasCursor {
			t.setCursor(k.row, k.column)
		}
		if t, ok := f.(pointable); ok && k.pointed {
			t.setByPointer(true)
		}
	}
	Walk(c.Content(), func(o fyne.CanvasObject) bool {
		if s, ok := o.(*Scroll); ok {
			if offset, known := k.offsets[s.id]; known {
				s.ScrollTo(offset)
			}
		}
		return o.Visible()
	})
	return ok
}

// letGo takes the keyboard from what c does not show.
func letGo(c fyne.Canvas) {
	held, ok := c.Focused().(fyne.CanvasObject)
	if !ok || c.Overlays().Top() != nil {
		return
	}
	shown := false
	Walk(c.Content(), func(o fyne.CanvasObject) bool {
		shown = shown || o == held
		return !shown
	})
	if !shown {
		c.Unfocus()
	}
}

// FocusField gives the keyboard to the visible field of an id, and tells whether there is one.
func FocusField(c fyne.Canvas, id string) bool {
	o := findField(c.Content(), id)
	f, ok := o.(fyne.Focusable)
	if ok {
		handOver(c, f)
		reveal(o) // one that had the keyboard already may have been scrolled away
	}
	return ok
}

// SelectField is FocusField with the whole text selected, so that what is typed next replaces it, also in a field that had
// the keyboard already.
func SelectField(c fyne.Canvas, id string) bool {
	if !FocusField(c, id) {
		return false
	}
	if text, ok := findField(c.Content(), id).(interface{ SelectAll() }); ok {
		text.SelectAll()
	}
	return true
}

// cursor is where the cursor is.
func (e *Entry) cursor() (row, column int) { return e.CursorRow, e.CursorColumn }

// setCursor moves the cursor and drops the selection.
func (e *Entry) setCursor(row, column int) {
	e.deselect()
	e.CursorRow, e.CursorColumn = row, column
	e.Refresh()
}

// deselect drops the selection, as the right arrow does.
func (e *Entry) deselect() {
	if e.SelectedText() != "" {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
}
