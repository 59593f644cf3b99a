package desk

// Federation is the id of the first federation whose directory this session follows, "" for none: the one that a new kiosk
// searches.
func (s *Session) Federation() string {
	return s.follow.first()
}
