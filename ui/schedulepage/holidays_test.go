package schedulepage_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/holiday"
	"pupitre/data/schedule"
	"pupitre/i18n"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
)

// holidays opens the dialog.
func holidays(t *testing.T, setup uitest.Setup) *scene {
	t.Helper()
	s := open(t, setup, access.Primary, sample.Chatting)
	s.TapText(map[i18n.Language]string{i18n.French: "Année", i18n.English: "Year"}[s.Printer.Language()])
	s.Settle()
	s.Focus("chat.holidays")
	s.Key(fyne.KeyReturn)
	s.Settle()
	return s
}

func idOf(t *testing.T, name string, year int) string {
	t.Helper()
	for _, e := range holiday.Year(holiday.Quebec, year, holiday.Choice{}) {
		if e.Name == name {
			return e.Special().ID
		}
	}
	t.Fatal("no such holiday")
	return ""
}

// Christmas is closed already by the break of the sample; the rest of what is left of two years of Québec’s law is added in one step.
func TestHolidaysAreAddedOnce(t *testing.T) {
	s := holidays(t, large)
	s.ExpectText("jeudi 24\u00a0juin\u00a02027. Loi sur la fête nationale (RLRQ, c.\u00a0F-1.1).")
	s.ExpectText("Déjà fermé")
	skipped := idOf(t, "holiday.name.thanksgiving", 2027)
	s.Focus("chat.holidays.day." + skipped)
	s.Key(fyne.KeySpace)
	s.TapLabel("Ajouter 7 jours")
	events := s.events()
	if len(events) != 8 {
		t.Fatalf("%d events", len(events))
	}
	for _, e := range events {
		if e.ID == skipped {
			t.Error("what was not ticked is there")
		}
		if err := schedule.CheckSpecial(e); err != nil {
			t.Error(err)
		}
	}
	s.ExpectText("7 jours fériés ajoutés.")
	s.Settle()
	s.Focus("chat.holidays")
	s.Key(fyne.KeyReturn)
	s.Settle()
	s.TapLabel("Ajouter 1 jour") // the one that was left out: nothing is there twice
	if len(s.events()) != 9 {
		t.Errorf("%d events", len(s.events()))
	}
	s.editor.Undo()
	s.editor.Undo()
	if len(s.events()) != 1 || s.editor.Dirty() {
		t.Errorf("two steps of undo leave %d events", len(s.events()))
	}
}

func TestTheEmployersChoices(t *testing.T) {
	s := holidays(t, large)
	s.ExpectText("Vendredi saint")
	s.TapText("Lundi de Pâques")
	s.ExpectText("lundi 29\u00a0mars\u00a02027. ")
	s.Focus("chat.holidays.half")
	s.Key(fyne.KeySpace)
	s.ExpectText("jeudi 31\u00a0décembre\u00a02026, dès midi")
	s.Focus("chat.holidays.place")
	s.Key(fyne.KeyReturn)
	s.TapText("Ontario")
	s.Settle()
	s.ExpectText("Jour de la famille")
	s.ExpectNoText("Lundi de Pâques")
	s.Focus("chat.holidays.all")
	s.Key(fyne.KeySpace)
	s.Settle()
	s.ExpectText("Ajouter 0 jour")
	s.Key(fyne.KeyEscape)
	if len(s.events()) != 1 || s.editor.Dirty() {
		t.Error("something was added")
	}
}

// An event of the same holiday that was opened, or is about to be deleted, is written over: its id is that of the date.
func TestAHolidayThatWasOpenedIsClosedAgain(t *testing.T) {
	s := holidays(t, large)
	s.TapLabel("Ajouter 8 jours")
	s.editor.Save(nil)
	labour := "event:" + idOf(t, "holiday.name.labour", 2027)
	s.editor.Choose(s.editor.Model().First(labour, schedule.FieldState), string(schedule.Open))
	s.Settle()
	s.Focus("chat.holidays")
	s.Key(fyne.KeyReturn)
	s.Settle()
	s.TapLabel("Ajouter 1 jour")
	for _, e := range s.events() {
		if schedule.EventEntity(e.ID) == labour && e.State != schedule.Closed {
			t.Error("still open")
		}
	}
	if s.editor.Dirty() {
		t.Error("it is as it was stored")
	}
	s.editor.Window.Reveal("chat", labour+".name_fr")
	s.Settle()
	s.Focus("chat.event_remove")
	s.Key(fyne.KeyReturn)
	s.Settle()
	s.Focus("chat.holidays")
	s.Key(fyne.KeyReturn)
	s.Settle()
	s.TapLabel("Ajouter 1 jour")
	if len(s.events()) != 9 || s.editor.Dirty() {
		t.Errorf("%d events, dirty %v", len(s.events()), s.editor.Dirty())
	}
}

func TestTheHolidaysOfManyYearsFitTheWindow(t *testing.T) {
	s := holidays(t, uitest.Setup{Language: i18n.English, Mode: look.Light})
	s.ExpectImage("holidays")
	s.Key(fyne.KeyEscape)
	if texts := strings.Join(s.Texts(), "\n"); strings.Contains(texts, "Close on holidays") {
		t.Error("Esc closes it")
	}
}
