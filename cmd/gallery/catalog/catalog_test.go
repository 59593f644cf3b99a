package catalog_test

import (
	"strings"
	"testing"

	"pupitre/cmd/gallery/catalog"
	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
)

// The masters of the widgets: every entry in both languages and all themes; French, which is longer, at 150 % too.
func TestMasters(t *testing.T) {
	setups := []uitest.Setup{
		{Language: i18n.French, Mode: look.Light},
		{Language: i18n.English, Mode: look.Dark},
		{Language: i18n.French, Mode: look.HighContrast},
		{Language: i18n.French, Mode: look.Light, Zoom: look.Zoom150},
	}
	for _, entry := range catalog.Entries() {
		if strings.HasPrefix(entry.ID, "live-") { // its masters stand with its page
			continue
		}
		for _, setup := range setups {
			t.Run(entry.ID, func(t *testing.T) {
				catalog.Show(t, entry, setup).ExpectImage(entry.ID)
			})
		}
	}
}

func TestIDsAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, entry := range catalog.Entries() {
		if seen[entry.ID] {
			t.Errorf("two entries are called %q", entry.ID)
		}
		seen[entry.ID] = true
	}
}

// A look chosen while the window is open gives, pixel by pixel, what a window opened with it shows.
func TestALiveLookIsAFreshLook(t *testing.T) {
	for _, entry := range catalog.Entries() {
		if entry.Ready != nil || entry.Group != "widgets" {
			continue // an open list or dialog is closed by a change of look
		}
		t.Run(entry.ID, func(t *testing.T) {
			setup := uitest.Setup{Mode: look.Dark, Zoom: look.Zoom125, Touch: true}
			fresh := catalog.Show(t, entry, setup).Image()
			s := catalog.Show(t, entry, uitest.Setup{})
			s.SetLook(look.Options{Mode: setup.Mode, Zoom: setup.Zoom, Touch: setup.Touch})
			if !uitest.SameImage(fresh, s.Image()) {
				t.Error("they differ")
			}
		})
	}
}

// The kiosk's screens are used inside the gallery as in a kiosk.
func TestTheKioskIsUsedInTheGallery(t *testing.T) {
	for _, entry := range catalog.Entries() {
		if entry.ID != "live-kiosk" {
			continue
		}
		for _, language := range i18n.Languages {
			p := i18n.For(language)
			s := catalog.Show(t, entry, uitest.Setup{Language: language, Zoom: look.Zoom150})
			s.TapLabel(p.T("kiosk.welcome.language"))
			s.TapLabel(p.T("kiosk.tile.hours"))
			s.ExpectText(p.T("kiosk.hours.service"))
		}
		return
	}
	t.Error("no kiosk in the gallery")
}
