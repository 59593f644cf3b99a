package settings_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/branding"
	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

func TestGaps(t *testing.T) {
	v := settings.Values{}
	around := settings.Around{Now: time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC), Delegates: settings.DelegatesUnknown}
	want := func(name string, texts ...string) {
		t.Helper()
		var got []string
		for _, g := range settings.Gaps(v, around) {
			got = append(got, g.Text)
		}
		if diff := cmp.Diff(texts, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	want("nothing is set", "settings.gap.support_email", "settings.gap.support_phone", "settings.gap.telephony", "settings.gap.favicon", "settings.gap.server")
	v[settings.EntitySupport] = settings.Support{Email: "a@x.example", Phone: "+15145550123"}.Fields()
	v[settings.TelephonyEntity(idA)] = voice("Voix").Fields()
	v[settings.AppServerEntity(idA)] = server(idA, "A", "203.0.113.1").Fields()
	want("one of each", "settings.gap.telephony_default", "settings.gap.favicon", "settings.gap.backup_server")
	v[branding.Entity] = branding.Brand{Favicon: &wire.BlobRef{SHA256: strings.Repeat("ab", 32), Type: "image/png", Width: 48, Height: 48, Size: 900}}.Stored()
	v[settings.EntityTelephony] = map[string]wire.Value{settings.FieldDefault: settings.Text(idA)}
	v[settings.AppServerEntity(idB)] = server(idB, "B", "203.0.113.2").Fields()
	v[settings.EntityAppServers] = settings.AppServers{Failover: settings.Failover{DownAfter: 30, UpAfter: 30}}.Fields()
	want("no fail-over", "settings.gap.failover")
	v[settings.EntityAppServers] = settings.AppServers{Failover: settings.DefaultFailover()}.Fields()
	want("everything")
	around.Delegates = 0
	want("nobody to stand in", "settings.gap.delegate")
	around.Delegates = 1
	want("a delegate")
}

// Holidays are missed once the chat is offered, until an event closes it next year, in the calendar of the provider's zone.
func TestNextYearsHolidaysAreMissed(t *testing.T) {
	day := func(year int, state schedule.State, yearly bool) schedule.Special {
		start := schedule.DateOf(year, time.July, 1).Start()
		return schedule.Special{NameFR: "Fête", State: state, Start: start, End: start + schedule.MinutesPerDay, Yearly: yearly}
	}
	for name, c := range map[string]struct {
		enabled bool
		zone    string
		event   schedule.Special
		missed  bool
	}{
		"not offered":         {false, "America/Toronto", day(2026, schedule.Closed, false), false},
		"only this year":      {true, "America/Toronto", day(2026, schedule.Closed, false), true},
		"next year":           {true, "America/Toronto", day(2027, schedule.Closed, false), false},
		"each year":           {true, "America/Toronto", day(2020, schedule.Closed, true), false},
		"open next year":      {true, "America/Toronto", day(2027, schedule.Open, false), true},
		"a new year has come": {true, "Pacific/Auckland", day(2027, schedule.Closed, false), true},
	} {
		v := settings.Values{
			settings.EntityProfile:    {settings.FieldTimeZone: settings.Text(c.zone)},
			schedule.EntityChat:       {schedule.FieldEnabled: settings.Truth(c.enabled)},
			schedule.EventEntity(idA): c.event.Fields(),
		}
		got := slices.Contains(settings.Gaps(v, settings.Around{Now: time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC)}),
			settings.Gap{Text: "settings.gap.holidays", Entity: schedule.EntityChat})
		if got != c.missed {
			t.Errorf("%s: missed %v, want %v", name, got, c.missed)
		}
	}
}
