package tour_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/tour"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

func open(t *testing.T, setup uitest.Setup, role access.Role) (s *uitest.Screen, seen *int) {
	t.Helper()
	seen = new(int)
	s = uitest.Open(t, setup, func(*uitest.Screen) fyne.CanvasObject { return widgets.Body("") })
	tour.Show(s.Printer, tour.Deps{
		Canvas: func() fyne.Canvas { return s.Canvas }, Role: role, Keys: "Ctrl+K", LockKeys: "Ctrl+L", Seen: func() { *seen++ },
	})
	s.Settle()
	return s, seen
}

func TestTheTourHasFiveCardsAndEnds(t *testing.T) {
	for _, lang := range i18n.Languages {
		s, seen := open(t, uitest.Setup{Language: lang}, access.Primary)
		p := s.Printer
		for card := 1; card <= 5; card++ {
			s.ExpectText(p.T("tour.place", "Card", card, "Cards", 5))
			if card < 5 {
				s.TapLabel(p.T("tour.next"))
			}
		}
		s.ExpectText("Ctrl+L")
		s.TapLabel(p.T("tour.before"))
		s.ExpectText(p.T("tour.history.title"))
		s.TapLabel(p.T("tour.next"))
		s.TapLabel(p.T("tour.done"))
		if *seen != 1 || s.Canvas.Overlays().Top() != nil {
			t.Errorf("%s: told %d times, overlay %v", lang, *seen, s.Canvas.Overlays().Top())
		}
	}
}

// The language of a person who accepted an invitation comes with their first data, after the first card.
func TestTheTourTurnsToAnotherLanguageWhereItIs(t *testing.T) {
	seen := 0
	s := uitest.Open(t, uitest.Setup{}, func(*uitest.Screen) fyne.CanvasObject { return widgets.Body("") })
	shown := tour.Show(s.Printer, tour.Deps{
		Canvas: func() fyne.Canvas { return s.Canvas }, Role: access.Primary, Keys: "Ctrl+K", LockKeys: "Ctrl+L", Seen: func() { seen++ },
	})
	s.Settle()
	s.TapLabel(s.Printer.T("tour.next"))
	p := i18n.For(i18n.English)
	shown.SetLanguage(p)
	s.Settle()
	s.ExpectText(p.T("tour.search.title"))
	s.ExpectNoText(s.Printer.T("tour.search.title"))
	if seen != 0 {
		t.Fatal("the tour goes on, yet it is said to be over")
	}
	s.Key(fyne.KeyEscape)
	shown.SetLanguage(s.Printer)
	if seen != 1 || s.Canvas.Overlays().Top() != nil {
		t.Errorf("told %d times, overlay %v", seen, s.Canvas.Overlays().Top())
	}
}

func TestTheTourIsSkippedByAButtonOrByEsc(t *testing.T) {
	for _, leave := range []func(s *uitest.Screen){
		func(s *uitest.Screen) { s.TapLabel(s.Printer.T("tour.skip")) },
		func(s *uitest.Screen) { s.Key(fyne.KeyEscape) },
	} {
		s, seen := open(t, uitest.Setup{}, access.Delegate)
		leave(s)
		if *seen != 1 || s.Canvas.Overlays().Top() != nil {
			t.Errorf("told %d times, overlay %v", *seen, s.Canvas.Overlays().Top())
		}
	}
}

func TestWhoMayNotEditIsToldAboutReading(t *testing.T) {
	for role, want := range map[access.Role]string{
		access.Primary: "tour.settings.title", access.Delegate: "tour.settings.title",
		access.Support: "tour.reading.title", access.Reseller: "tour.reading.title",
	} {
		s, _ := open(t, uitest.Setup{}, role)
		words := map[string]string{
			"tour.settings.title": s.Printer.T("tour.settings.title"), "tour.reading.title": s.Printer.T("tour.reading.title"),
		}
		s.ExpectText(words[want])
	}
}

// Who has no history of the settings is shown their own account in its place.
func TestTheFourthCardIsAboutWhatTheRoleHas(t *testing.T) {
	for role, want := range map[access.Role]string{
		access.Support: "tour.history.title", access.Reseller: "tour.account.title", access.Subscriber: "tour.account.title",
	} {
		s, _ := open(t, uitest.Setup{}, role)
		for range 3 {
			s.TapLabel(s.Printer.T("tour.next"))
		}
		words := map[string]string{
			"tour.history.title": s.Printer.T("tour.history.title"), "tour.account.title": s.Printer.T("tour.account.title"),
		}
		s.ExpectText(words[want])
	}
}

func TestMasters(t *testing.T) {
	s, _ := open(t, uitest.Setup{}, access.Primary)
	s.ExpectImage("tour")
	s, _ = open(t, uitest.Setup{Language: i18n.English, Mode: look.Dark, Zoom: look.Zoom150}, access.Support)
	s.ExpectImage("tour")
}
