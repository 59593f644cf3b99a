package kioskpage_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/fault"
	"pupitre/i18n"
	"pupitre/ui/uitest"
)

// enrolment is a computer that is no kiosk yet.
func enrolment(t *testing.T) *scene {
	t.Helper()
	s := open(t, uitest.Setup{})
	s.kiosk.Stop()
	s.enrol(i18n.French, func() { s.left = true })
	return s
}

func TestACodeMakesAKiosk(t *testing.T) {
	s := enrolment(t)
	s.Type(" pupitre1-abc \t")
	s.touch(fr.T("kiosk.enrol.submit"))
	if !s.ready || len(s.spent) != 1 || s.spent[0] != "pupitre1-abc" {
		t.Errorf("ready %v, spent %q", s.ready, s.spent)
	}
}

func TestABadCodeIsSaidAndReplaced(t *testing.T) {
	s := enrolment(t)
	s.touch(fr.T("kiosk.enrol.submit"))
	s.says(fr.T("kiosk.enrol.code_required"))
	s.refusal = fault.New(fault.NotFound, "test", "people.kiosk_code_unknown")
	s.Type("pupitre1-ab")
	s.Key(fyne.KeyReturn)
	s.says(fr.T("people.kiosk_code_unknown"))
	s.refusal = nil
	s.Type("pupitre1-abc") // the keyboard is in the field, and what stands there is replaced
	s.Key(fyne.KeyReturn)
	if !s.ready || s.spent[len(s.spent)-1] != "pupitre1-abc" {
		t.Errorf("ready %v, spent %q", s.ready, s.spent)
	}
}

func TestACodeOfAnyLengthIsBounded(t *testing.T) {
	s := enrolment(t)
	s.Type(strings.Repeat("a", 2049))
	s.Key(fyne.KeyReturn)
	s.says(fr.T("kiosk.enrol.bad_code"))
	if len(s.spent) != 0 {
		t.Errorf("spent %d characters", len(s.spent[0]))
	}
}

func TestACodeIsTypedOnTheScreenInEitherLanguage(t *testing.T) {
	s := enrolment(t)
	s.touch(fr.T("kiosk.keyboard.show"), "p", "1", "-")
	s.Control(fr.T("kiosk.language")).(interface{ SetSelected(string) }).SetSelected(string(i18n.English))
	s.Settle()
	s.touch("z", en.T("kiosk.keyboard.erase"), "q", en.T("kiosk.enrol.submit"))
	if s.spoken != i18n.English || len(s.spent) != 1 || s.spent[0] != "p1-q" {
		t.Errorf("spoken %q, spent %q", s.spoken, s.spent)
	}
}

func TestWhoIsNotEnrolledLeavesWithoutAPin(t *testing.T) {
	s := enrolment(t)
	s.touch(fr.T("kiosk.exit.button"))
	if !s.left || len(s.spent) != 0 {
		t.Errorf("left %v, spent %q", s.left, s.spent)
	}
}
