package settings

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"pupitre/data/fault"
)

// Limits of free text, in code points.
const (
	MaxEntryName  = 80  // of a telephony provider, a server, a reseller
	MaxPersonName = 80  // of a person, a kiosk, an account
	MaxNote       = 500 // a note may have several lines
)

// lineFault says what keeps a text from being one visible line; "" when nothing does. The text is cleaned first.
type lineFault int

const (
	lineSound lineFault = iota
	lineEmpty
	lineTooLong
	lineControl
)

// examine weighs a text that stands on one line, of at most limit code points.
func examine(s string, limit int) (problem lineFault, count int) {
	if !utf8.ValidString(s) {
		return lineControl, 0
	}
	s = CleanName(s)
	count = utf8.RuneCountInString(s)
	switch {
	case s == "":
		return lineEmpty, 0
	case count > limit:
		return lineTooLong, count
	}
	visible := false
	for _, r := range s {
		if unicode.IsControl(r) || isDirectionOverride(r) || r == '\u2028' || r == '\u2029' {
			return lineControl, count
		}
		visible = visible || (unicode.IsGraphic(r) && !unicode.IsSpace(r))
	}
	if !visible {
		return lineEmpty, count
	}
	return lineSound, count
}

// CheckEntryName refuses the name of an entry of a list (telephony provider, server, reseller) that is empty, longer than
// MaxEntryName code points, or not plain text on one line: settings.entry_name_required, settings.name_too_long,
// settings.name_control_character.
func CheckEntryName(s string) error {
	const op = "settings.CheckEntryName"
	switch problem, n := examine(s, MaxEntryName); problem {
	case lineEmpty:
		return fault.New(fault.Invalid, op, "settings.entry_name_required")
	case lineTooLong:
		return fault.New(fault.Invalid, op, "settings.name_too_long", "Max", MaxEntryName, "Count", n)
	case lineControl:
		return fault.New(fault.Invalid, op, "settings.name_control_character")
	case lineSound:
	}
	return nil
}

// CleanNote is a note as it is stored: no white space around it, line breaks as LF.
func CleanNote(s string) string { return CleanName(strings.ReplaceAll(s, "\r\n", "\n")) }

// CheckNote refuses a note that is longer than MaxNote code points or holds invisible characters other than line breaks and
// tabs: settings.note_too_long, settings.note_control_character. A note may be empty.
func CheckNote(s string) error {
	const op = "settings.CheckNote"
	s = CleanNote(s)
	if n := utf8.RuneCountInString(s); n > MaxNote {
		return fault.New(fault.Invalid, op, "settings.note_too_long", "Max", MaxNote, "Count", n)
	}
	bad := func(r rune) bool {
		return (unicode.IsControl(r) && r != '\n' && r != '\t') || isDirectionOverride(r)
	}
	if !utf8.ValidString(s) || strings.ContainsFunc(s, bad) {
		return fault.New(fault.Invalid, op, "settings.note_control_character")
	}
	return nil
}

// FoldName is the form in which names of a list are compared: composed, case and width folded, white space as one space.
// Accents count: « Côté » and « Cote » are two names.
func FoldName(s string) string {
	return cases.Fold().String(strings.Join(strings.Fields(norm.NFKC.String(s)), " "))
}
