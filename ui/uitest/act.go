package uitest

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// Tap clicks in the middle of o. The test fails when something else lies over it, or it is scrolled away.
func (s *Screen) Tap(o fyne.CanvasObject) {
	s.t.Helper()
	where, ok := s.where(o)
	if !ok {
		s.t.Fatalf("%T is not on the screen", o)
	}
	at := where.at.AddXY(where.size.Width/2, where.size.Height/2)
	if hit, _ := s.hit(at, clickable); hit != o {
		s.t.Fatalf("a click on %T at %v hits %T", o, at, hit)
	}
	s.TapAt(at)
}

// TapLabel clicks on the control called label.
func (s *Screen) TapLabel(label string) {
	s.t.Helper()
	s.Tap(s.Control(label))
}

// TapText clicks on the middle of a text, whatever it stands in.
func (s *Screen) TapText(text string) {
	s.t.Helper()
	o := s.FindText(text)
	if o == nil {
		s.t.Fatalf("the top layer does not show %q", text)
	}
	where, _ := s.where(o)
	s.TapAt(where.at.AddXY(where.size.Width/2, where.size.Height/2))
}

// TapAt clicks at a position of the canvas, in the order of Fyne's real driver: press, focus lost, release, tap.
func (s *Screen) TapAt(at fyne.Position) {
	s.t.Helper()
	o, pos := s.hit(at, clickable)
	event := fyne.PointEvent{AbsolutePosition: at, Position: pos}
	mouse := &desktop.MouseEvent{PointEvent: event, Button: desktop.MouseButtonPrimary}
	if m, ok := o.(desktop.Mouseable); ok {
		m.MouseDown(mouse)
	}
	if focusable, _ := s.hit(at, isFocusable); focusable == nil {
		s.Canvas.Unfocus()
	}
	if m, ok := o.(desktop.Mouseable); ok {
		m.MouseUp(mouse)
	}
	if t, ok := o.(fyne.Tappable); ok {
		t.Tapped(&event)
	}
	s.Settle()
}

// Hover moves the pointer over the middle of o.
func (s *Screen) Hover(o fyne.CanvasObject) {
	s.t.Helper()
	where, ok := s.where(o)
	if !ok {
		s.t.Fatalf("%T is not on the screen", o)
	}
	s.MoveTo(where.at.AddXY(where.size.Width/2, where.size.Height/2))
}

// MoveTo moves the pointer.
func (s *Screen) MoveTo(at fyne.Position) {
	o, pos := s.hit(at, func(o fyne.CanvasObject) bool { _, ok := o.(desktop.Hoverable); return ok })
	event := &desktop.MouseEvent{PointEvent: fyne.PointEvent{AbsolutePosition: at, Position: pos}}
	if o != s.hovered {
		if old, ok := s.hovered.(desktop.Hoverable); ok {
			old.MouseOut()
		}
		s.hovered = o
		if now, ok := o.(desktop.Hoverable); ok {
			now.MouseIn(event)
		}
	} else if now, ok := o.(desktop.Hoverable); ok {
		now.MouseMoved(event)
	}
	s.Settle()
}

// Drag presses at from, moves in steps to the end and lets go, all positions of the canvas.
func (s *Screen) Drag(from, to fyne.Position) {
	const steps = 8
	s.MoveTo(from)
	o, pos := s.hit(from, func(o fyne.CanvasObject) bool { _, ok := o.(fyne.Draggable); return ok })
	dragged, ok := o.(fyne.Draggable)
	if !ok {
		s.t.Fatalf("nothing to drag at %v", from)
	}
	offset := from.Subtract(pos)
	if m, ok := o.(desktop.Mouseable); ok {
		m.MouseDown(mouseAt(from, offset))
	}
	last := from
	for i := 1; i <= steps; i++ {
		part := float32(i) / steps
		at := from.AddXY((to.X-from.X)*part, (to.Y-from.Y)*part)
		dragged.Dragged(&fyne.DragEvent{
			PointEvent: fyne.PointEvent{AbsolutePosition: at, Position: at.Subtract(offset)},
			Dragged:    fyne.NewDelta(at.X-last.X, at.Y-last.Y),
		})
		last = at
	}
	if m, ok := o.(desktop.Mouseable); ok {
		m.MouseUp(mouseAt(to, offset))
	}
	dragged.DragEnd()
	s.Settle()
}

func mouseAt(at, offset fyne.Position) *desktop.MouseEvent {
	return &desktop.MouseEvent{
		PointEvent: fyne.PointEvent{AbsolutePosition: at, Position: at.Subtract(offset)},
		Button:     desktop.MouseButtonPrimary,
	}
}

// Scroll turns the wheel over o; dy < 0 goes down.
func (s *Screen) Scroll(o fyne.CanvasObject, dy float32) {
	where, _ := s.where(o)
	test.Scroll(s.Canvas, where.at.AddXY(where.size.Width/2, where.size.Height/2), 0, dy)
	s.Settle()
}

// Focus gives the keyboard to the field of an id.
func (s *Screen) Focus(id string) {
	s.t.Helper()
	f, ok := s.Field(id).(fyne.Focusable)
	if !ok {
		s.t.Fatalf("field %q takes no focus", id)
	}
	s.Canvas.Focus(f)
	s.Settle()
}

// Type types text into what has the keyboard, or into the window.
func (s *Screen) Type(text string) {
	for _, r := range text {
		if r == ' ' { // the real driver sends both
			s.send(fyne.KeySpace)
		}
		if f := s.Canvas.Focused(); f != nil {
			f.TypedRune(r)
		} else if handler := s.Canvas.OnTypedRune(); handler != nil {
			handler(r)
		}
	}
	s.Settle()
}

// Key presses keys, one after the other.
func (s *Screen) Key(names ...fyne.KeyName) {
	for _, name := range names {
		s.send(name)
		s.Settle()
	}
}

func (s *Screen) send(name fyne.KeyName) {
	key := &fyne.KeyEvent{Name: name}
	focused := s.Canvas.Focused()
	if k, ok := focused.(desktop.Keyable); ok { // the real driver tells it first
		k.KeyDown(key)
		defer k.KeyUp(key)
	}
	if name == fyne.KeyTab {
		if t, ok := focused.(fyne.Tabbable); !ok || !t.AcceptsTab() {
			s.Canvas.FocusNext()
			return
		}
	}
	if focused != nil {
		focused.TypedKey(key)
	} else if handler := s.Canvas.OnTypedKey(); handler != nil {
		handler(key)
	}
}

// Tab goes to the next field.
func (s *Screen) Tab() { s.Key(fyne.KeyTab) }

// ShiftTab goes to the field before.
func (s *Screen) ShiftTab() {
	s.Canvas.FocusPrevious()
	s.Settle()
}

// Shortcut presses a shortcut of ours, such as Ctrl+S, as the real driver does.
func (s *Screen) Shortcut(name fyne.KeyName, modifier fyne.KeyModifier) {
	s.SendShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: modifier})
}

// SendShortcut gives a shortcut to what has the keyboard, or to the window.
func (s *Screen) SendShortcut(shortcut fyne.Shortcut) {
	switch focused := s.Canvas.Focused().(type) {
	case fyne.Shortcutable:
		focused.TypedShortcut(shortcut)
	default:
		if window, ok := s.Canvas.(fyne.Shortcutable); ok {
			window.TypedShortcut(shortcut)
		}
	}
	s.Settle()
}

// hit is the innermost object that matches at a position of the top layer, and the position inside it.
func (s *Screen) hit(at fyne.Position, matches func(fyne.CanvasObject) bool) (found fyne.CanvasObject, pos fyne.Position) {
	visit(s.top(), func(o fyne.CanvasObject, where, clip area) {
		if where.holds(at) && clip.holds(at) && matches(o) {
			found, pos = o, at.Subtract(where.at)
		}
	})
	return found, pos
}

func clickable(o fyne.CanvasObject) bool {
	switch o.(type) {
	case fyne.Tappable, fyne.SecondaryTappable, fyne.DoubleTappable, fyne.Focusable, desktop.Mouseable:
		return true
	}
	return false
}

func isFocusable(o fyne.CanvasObject) bool {
	_, ok := o.(fyne.Focusable)
	return ok
}
