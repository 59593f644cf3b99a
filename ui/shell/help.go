package shell

// located is a page that knows in which of its sections the keyboard is.
type located interface {
	// Section is the id of the section, "" for none.
	Section() string
}

// Help opens the guide at what tells of the place where the person is.
func (s *Shell) Help() {
	if s.deps.Help == nil {
		return
	}
	at := s.Here()
	if page, ok := s.page.(located); ok {
		if section := page.Section(); section != "" {
			at = Place{Route: at.Route, Section: section}
		}
	}
	s.deps.Help(at)
}
