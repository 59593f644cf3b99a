package kioskpage

import (
	"context"
	"unicode"
	"unicode/utf8"

	"pupitre/data/directory"
	"pupitre/ui/task"
)

// pageSize is how many answers are shown at once; the next ones are a touch away.
const pageSize = 20

// search is what a visitor looks for, and what was found.
type search struct {
	text     string
	category directory.Kind
	offset   int
	found    Found
	asked    bool  // something was looked for
	fault    error // why nothing could be found
	hidden   bool  // the keyboard on the screen is put away
}

func newSearch() search { return search{category: directory.User} }

// edit changes the text, looks again from the beginning, and tells whether there was anything to change.
func (s *search) edit(text string) bool {
	if text == s.text || utf8.RuneCountInString(text) > directory.MaxText {
		return false
	}
	s.text, s.offset = text, 0
	return true
}

// inserted is the text with a character at its end; what is no text is left out.
func (s *search) inserted(r rune) string {
	if unicode.IsControl(r) || r == utf8.RuneError {
		return s.text
	}
	return s.text + string(r)
}

// erased is the text without its last character.
func (s *search) erased() string {
	_, size := utf8.DecodeLastRuneInString(s.text)
	return s.text[:len(s.text)-size]
}

// blank tells that nothing is looked for.
func (s *search) blank() bool { return s.text == "" }

// last is the place of the last answer shown.
func (s *search) last() int { return s.offset + len(s.found.Lines) }

// find looks for the text; the newest question wins.
func (k *Kiosk) find() {
	s := &k.visit.search
	if s.blank() || k.deps.Finder == nil {
		k.finds.Cancel()
		s.found, s.asked, s.fault = Found{}, false, nil
		k.tellFound()
		return
	}
	q, offset := directory.Query{Category: s.category, Text: s.text}, s.offset
	task.GoLatest(context.Background(), k.deps.Run, &k.finds, func(ctx context.Context) (Found, error) {
		return k.deps.Finder.Find(ctx, q, offset, pageSize)
	}, func(found Found, err error) {
		if k.ended {
			return
		}
		s := &k.visit.search
		s.found, s.asked, s.fault = found, true, err
		k.tellFound()
	})
}

func (k *Kiosk) tellFound() {
	if k.results != nil {
		k.results.refresh()
	}
}
