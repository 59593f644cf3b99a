package holiday_test

import (
	"strings"
	"testing"
	"time"

	"pupitre/data/holiday"
	"pupitre/data/settings"
)

func TestLikelyJurisdiction(t *testing.T) {
	for _, tt := range []struct {
		zone, language string
		want           holiday.Jurisdiction
	}{
		{"America/Toronto", "fr", holiday.Quebec},
		{"America/Toronto", "en", holiday.Ontario},
		{"America/Montreal", "en", holiday.Quebec},
		{"America/Vancouver", "fr", holiday.BritishColumbia},
		{"Europe/Paris", "fr", holiday.Federal},
		{"", "fr", holiday.Federal},
	} {
		if got := holiday.Likely(tt.zone, tt.language); got != tt.want {
			t.Errorf("%s, %s: %s", tt.zone, tt.language, got)
		}
	}
}

// Every zone of Canada that the profile offers leads to a law of its own place.
func TestEveryZoneOfCanadaHasItsLaw(t *testing.T) {
	found := 0
	for _, zone := range settings.TimeZones() {
		if !strings.HasPrefix(zone, "America/") {
			break // Canada's come first
		}
		if _, err := time.LoadLocation(zone); err != nil {
			t.Error(err)
		}
		if strings.Contains("America/Halifax America/Toronto America/Winnipeg America/Edmonton America/Vancouver America/St_Johns America/Regina America/Whitehorse America/Iqaluit", zone) {
			found++
			if holiday.Likely(zone, "en") == holiday.Federal {
				t.Errorf("%s has no place", zone)
			}
		}
	}
	if found < 5 {
		t.Errorf("only %d zones of Canada were looked at", found)
	}
}
