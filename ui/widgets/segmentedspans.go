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
func (s *Segmented) FullWidth() float32 { return s.widthWith(func(int) bool { return true }) }

// widthWith is the width of all labels, and of the notes that are shown.
func (s *Segmented) widthWith(noted func(i int) bool) (width float32) {
	for i := range s.options {
		width += s.least(i, noted(i))
	}
	return width
}

// notes tells which notes there is room for: all, that of the choice in force, or none.
func (s *Segmented) notes(width float32) (shown func(i int) bool) {
	chosen := func(i int) bool { return i == s.index() }
	switch {
	case !s.noted():
	case s.FullWidth() <= width:
		return func(int) bool { return true }
	case s.widthWith(chosen) <= width:
		return chosen
	}
	return func(int) bool { return false }
}

// spans are the places of the segments: of one width, or, with notes, of what each says and an equal share of the rest.
func (s *Segmented) spans() []tableSpan {
	spans, width := make([]tableSpan, len(s.options)), s.Size().Width
	noted, shown := s.noted(), s.notes(width)
	each := width
	if noted {
		each -= s.widthWith(shown)
	}
	each /= float32(max(len(spans), 1))
	x := float32(0)
	for i := range spans {
		spans[i] = tableSpan{x, each}
		if noted {
			spans[i].width += s.least(i, shown(i))
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
