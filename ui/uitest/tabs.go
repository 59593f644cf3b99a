package uitest

import "fyne.io/fyne/v2"

// mostTabs is more than any page has to visit.
const mostTabs = 200

// ExpectTabGoesRound presses Tab until the keyboard is back where it was, and fails when a control keeps it or when it
// never comes back. It gives what was visited, in order, each once.
func (s *Screen) ExpectTabGoesRound() (visited []fyne.Focusable) {
	s.t.Helper()
	s.Tab() // when nothing had the keyboard, the first control has it now
	first := s.Canvas.Focused()
	if first == nil {
		s.t.Fatal("Tab gives nothing the keyboard")
	}
	for range mostTabs {
		before := s.Canvas.Focused()
		visited = append(visited, before)
		s.Tab()
		switch now := s.Canvas.Focused(); now {
		case first:
			return visited
		case before:
			s.t.Fatalf("%T keeps the keyboard", now)
		}
	}
	s.t.Fatalf("after %d times Tab, the keyboard is not back", mostTabs)
	return nil
}
