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

// ExpectTabReaches is ExpectTabGoesRound, and fails for each control that is not visited; want are their ids.
func (s *Screen) ExpectTabReaches(want ...string) {
	s.t.Helper()
	visited := map[string]bool{}
	for _, v := range s.ExpectTabGoesRound() {
		if f, ok := v.(interface{ FieldID() string }); ok {
			visited[f.FieldID()] = true
		}
	}
	for _, id := range want {
		if !visited[id] {
			s.t.Errorf("Tab does not reach %s", id)
		}
	}
}
