package settingspage_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/schedule"
	"pupitre/i18n"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/settingspage"
	"pupitre/ui/uitest"
)

// chatting opens the card of the live chat; went counts how often its hours are gone to.
func chatting(went *int) []part {
	return []part{
		with(func(src *sample.Source) { sample.Chatting(src.Fields) }),
		func(s *scene, d *settingspage.Deps) { d.Sections, s.hours = sample.Only("chat"), func() { *went++ } },
	}
}

func TestTheChatIsSummedUp(t *testing.T) {
	went := 0
	s := open(t, uitest.Setup{Size: fyne.NewSize(1100, 1000)}, chatting(&went)...) // the whole card is seen
	for _, want := range []string{
		s.Printer.T("schedulepage.field.enabled_help"),
		"du lundi au mercredi et le vendredi, de 9\u00a0h à\u00a012\u00a0h",
		"Ouvert du lundi au vendredi, de 10\u00a0h à\u00a016\u00a0h",
		"Congé de Noël\u00a0: fermé du 24\u00a0décembre\u00a02026",
	} {
		s.ExpectText(want)
	}
	s.Focus("chat.enabled")
	s.Key(fyne.KeySpace)
	cell := draft.Cell{Entity: schedule.EntityChat, Field: schedule.FieldEnabled}
	if s.editor.Draft().Text(cell) != "false" || len(s.editor.Model().Changes()) != 1 {
		t.Errorf("the box changes %v", s.editor.Model().Changes())
	}
	if err := s.editor.Draft().Remove(schedule.EventEntity(sample.Christmas)); err != nil {
		t.Fatal(err)
	}
	s.editor.Edit(func(*draft.Draft) {})
	s.ExpectText("Aucun événement à venir.")
	s.editor.Undo()
	s.editor.Undo()
	if s.editor.Dirty() {
		t.Error("two steps of undo lead back")
	}
	s.Focus("settings.chat_link")
	s.Key(fyne.KeyReturn)
	if went != 1 {
		t.Errorf("the hours were gone to %d times", went)
	}
}

func TestWhoMayOnlyReadDoesNotTurnTheChatOff(t *testing.T) {
	went := 0
	s := open(t, uitest.Setup{}, append(chatting(&went), as(access.Support))...)
	s.ExpectText("Activer le clavardage")
	s.ExpectText("Lecture seule")
	for _, section := range s.editor.ListSections() {
		if section == settingspage.SectionChat {
			s.editor.Choose("chat.enabled", "false")
		}
	}
	if s.editor.Dirty() || editing.ChatOf(s.editor.Draft()).Enabled != true {
		t.Error("it can be turned off")
	}
}

func TestTheCardOfTheChat(t *testing.T) {
	went := 0
	for _, setup := range []uitest.Setup{{Size: fyne.NewSize(1024, 700)}, {Language: i18n.English, Mode: look.Dark, Size: usual}} {
		s := open(t, setup, chatting(&went)...)
		s.ExpectImage("chat")
	}
}
