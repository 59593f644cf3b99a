package shell

import "fyne.io/fyne/v2"

// undoer is a field with an undo of its own, for the letters of this visit.
type undoer interface {
	Undo()
	Redo()
	Text() string
}

// Undo takes back the letters of the field that has the keyboard, or else the last edit of the draft.
func (s *Shell) Undo() { s.step(undoer.Undo, Draft.Undo) }

// Redo brings back what Undo took.
func (s *Shell) Redo() { s.step(undoer.Redo, Draft.Redo) }

func (s *Shell) step(inField func(undoer), inDraft func(Draft)) {
	if field := s.focusedField(); field != nil {
		before := field.Text()
		inField(field)
		if field.Text() != before {
			return
		}
	}
	if s.draft != nil {
		inDraft(s.draft)
	}
}

// focusedField is the field that has the keyboard, nil when something else has it.
func (s *Shell) focusedField() undoer {
	field, _ := s.focused().(undoer)
	return field
}

func (s *Shell) focused() fyne.Focusable { return s.deps.Window.Canvas().Focused() }
