package kioskpage_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
)

var portrait = fyne.NewSize(1080, 1920)

func TestMasters(t *testing.T) {
	french, english := fr.T("kiosk.welcome.language"), en.T("kiosk.welcome.language")
	for name, m := range map[string]struct {
		setup uitest.Setup
		act   func(s *scene)
	}{
		"welcome":   {uitest.Setup{}, func(*scene) {}},
		"home":      {uitest.Setup{}, func(s *scene) { s.touch(french) }},
		"tall":      {uitest.Setup{Mode: look.HighContrast, Size: portrait}, func(s *scene) { s.touch(french, fr.T("kiosk.tile.ask")) }},
		"hours":     {uitest.Setup{Mode: look.Dark}, func(s *scene) { s.touch(english, en.T("kiosk.tile.hours")) }},
		"ask":       {uitest.Setup{}, func(s *scene) { s.touch(french, fr.T("kiosk.tile.ask"), "26") }},
		"directory": {uitest.Setup{}, func(s *scene) { s.touch(french, fr.T("kiosk.tile.directory"), "t", "r", "e", "m", "b") }},
		"countdown": {uitest.Setup{Mode: look.HighContrast}, func(s *scene) {
			s.touch(english, en.T("kiosk.tile.contacts"))
			s.wait(65 * time.Second)
		}},
		"pin":  {uitest.Setup{Language: i18n.English, Mode: look.Dark}, func(s *scene) { s.touch(french, fr.T("kiosk.exit.button"), "1", "2") }},
		"care": {uitest.Setup{}, func(s *scene) { s.touch(fr.T("kiosk.exit.button"), "4", "8", "2", "1", fr.T("kiosk.exit.accept")) }},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, m.setup)
			m.act(s)
			s.ExpectImage(name)
		})
	}
}
