package schedulepage_test

import (
	"testing"

	"pupitre/data/access"
	"pupitre/data/schedule"
	"pupitre/ui/editing/sample"
)

func TestADateIsVerifiedInBothLanguages(t *testing.T) {
	s := open(t, large, access.Primary, sample.Chatting)
	s.TapLabel("Vérifier une date")
	s.retype("chat.verify.date", "2026-12-24")
	s.retype("chat.verify.time", "12h30")
	s.ExpectText("Le 24\u00a0décembre\u00a02026 à\u00a012\u00a0h\u00a030, le clavardage est fermé\u00a0: «\u00a0Congé de Noël\u00a0».")
	s.ExpectText("un événement spécial passe avant tout horaire hebdomadaire")
	s.ExpectImage("verify")
	s.Resize(tall) // the answer is longer than the window
	s.ExpectText("«\u00a0Weekdays\u00a0» (ouvert) couvre aussi ce moment.")
	s.retype("chat.verify.date", "2026-13-01")
	_, err := schedule.ParseDate("2026-13-01")
	s.ExpectText(s.Printer.Err(err))
	s.retype("chat.verify.time", "tantôt")
	_, err = schedule.ParseTime("tantôt")
	s.ExpectText(s.Printer.Err(err))
	s.ExpectNoText("couvre aussi ce moment")
	if s.editor.Dirty() {
		t.Error("asking changes nothing")
	}
}
