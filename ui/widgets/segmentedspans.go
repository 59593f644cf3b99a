package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/ui/look"
)

func noteGap() float32 { return look.Size(look.Space8) }

// noted tells whether any choice has a note.
func (s *Segmented) noted() bool {
	for _, o := range s.options {
		if o.Note != "" {
			return true
		}
	}
	return false
}

// least is the width that a segment needs, with its note or without.
func (s *Segmented) least(i int, note bool) float32 {
	width := textWidth(s.options[i].Label, true) + 2*look.Size(look.Space12)
	if note && s.options[i].Note != "" {
		width += fyne.MeasureText(s.options[i].Note, look.Size(theme.SizeNameCaptionText), fyne.TextStyle{}).Width + noteGap()
	}
	return width
}

// FullWidth is the width at which all notes are shown.
func (s *Segmented) FullWidth() (width float32) {
	for i := range s.options {
		width += s.least(i, true)
	}
	return width
}

// showsNotes tells whether there is room for the notes; all are shown, or none.
func (s *Segmented) showsNotes(width float32) bool { return s.noted() && s.FullWidth() <= width }

// spans are the places of the segments: of one width, or, with notes, of what each says and an equal share of the rest.
func (s *Segmented) spans() []tableSpan {
	spans, width := make([]tableSpan, len(s.options)), s.Size().Width
	noted, notes := s.noted(), s.showsNotes(width)
	each := width / float32(max(len(spans), 1))
	if noted {
		each = width
		for i := range spans {
			each -= s.least(i, notes)
		}
		each /= float32(max(len(spans), 1))
	}
	x := float32(0)
	for i := range spans {
		spans[i] = tableSpan{x, each}
		if noted {
			spans[i].width += s.least(i, notes)
		}
		x += spans[i].width
	}
	return spans
}

// AtFullWidth shows a choice with its notes where there is room for them, at the left, and never wider than it needs.
func AtFullWidth(s *Segmented) *fyne.Container { return newContainer(fullWidthLayout{s}, s) }

type fullWidthLayout struct{ segmented *Segmented }

// MinSize is that without notes.
func (l fullWidthLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.segmented.MinSize() }

// Layout takes the width of what is said.
func (l fullWidthLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	width := max(l.segmented.FullWidth(), l.segmented.MinSize().Width)
	l.segmented.Move(fyne.Position{})
	l.segmented.Resize(fyne.NewSize(min(size.Width, width), size.Height))
}
