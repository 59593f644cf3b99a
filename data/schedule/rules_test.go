package schedule_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/wire"
)

func wantKey(t *testing.T, err error, want string) {
	t.Helper()
	if want == "" {
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		return
	}
	if key, _ := fault.KeyOf(err); err == nil || key != want {
		t.Errorf("got %v (%s), want %s", err, key, want)
	}
}

func TestTypedTimes(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want int
		key  string
	}{
		{"9", 540, ""},
		{"9h", 540, ""},
		{"9 h", 540, ""},
		{"9 h 30", 570, ""},
		{"9\u00a0h\u00a030", 570, ""},
		{"9h30", 570, ""},
		{"9:30", 570, ""},
		{"9.30", 570, ""},
		{"09:30", 570, ""},
		{"0930", 570, ""},
		{"930", 570, ""},
		{"17 h 5", 0, "schedule.time_unreadable"},
		{"5 pm", 1020, ""},
		{"5pm", 1020, ""},
		{"5:30 p.m.", 1050, ""},
		{"5:30 P.M.", 1050, ""},
		{"12 am", 0, ""},
		{"12 pm", 720, ""},
		{"12:15 a.m.", 15, ""},
		{"9 h 30 min", 570, ""},
		{"9 heures", 540, ""},
		{"midi", 720, ""},
		{"Minuit", 0, ""},
		{"noon", 720, ""},
		{"0", 0, ""},
		{"23:59", 1439, ""},
		{" 8 ", 480, ""},
		{"24:00", 0, "schedule.time_24"},
		{"24 h", 0, "schedule.time_24"},
		{"24:01", 0, "schedule.time_unreadable"},
		{"25", 0, "schedule.time_unreadable"},
		{"9:60", 0, "schedule.time_unreadable"},
		{"13 pm", 0, "schedule.time_unreadable"},
		{"0 am", 0, "schedule.time_unreadable"},
		{"", 0, "schedule.time_unreadable"},
		{"neuf", 0, "schedule.time_unreadable"},
		{"-9", 0, "schedule.time_unreadable"},
		{"9:30:15", 0, "schedule.time_unreadable"},
		{"12345", 0, "schedule.time_unreadable"},
		{strings.Repeat("9", 10_000), 0, "schedule.time_unreadable"},
	} {
		got, err := schedule.ParseTime(tt.in)
		if wantKey(t, err, tt.key); got != tt.want {
			t.Errorf("%.20q is %d, want %d", tt.in, got, tt.want)
		}
	}
	for in, want := range map[string]int{"24:00": 1440, "24 h": 1440, "minuit": 1440, "midnight": 1440, "0:00": 0, "5 pm": 1020} {
		if got, err := schedule.ParseEnd(in); err != nil || got != want {
			t.Errorf("end %q is %d, %v, want %d", in, got, err, want)
		}
	}
}

func TestEveryMinuteIsReadAsItIsWritten(t *testing.T) {
	for m := range schedule.MinutesPerDay {
		stored := schedule.StoredTime(m)
		typed, err := schedule.ParseTime(stored)
		again, errStored := schedule.ParseStoredTime(stored)
		if err != nil || errStored != nil || typed != m || again != m {
			t.Fatalf("%s: %d, %d, %v, %v", stored, typed, again, err, errStored)
		}
	}
}

func TestRefusals(t *testing.T) {
	good := schedule.NewWorkingHours("", "En semaine")
	weekly := func(change func(*schedule.Weekly)) error {
		w := good
		change(&w)
		return schedule.CheckWeekly(w)
	}
	wantKey(t, schedule.CheckWeekly(good), "")
	wantKey(t, schedule.CheckWeekly(schedule.NewWeekend("", "Weekend")), "")
	wantKey(t, weekly(func(w *schedule.Weekly) { w.Name = " \u00a0" }), "schedule.name_required")
	wantKey(t, weekly(func(w *schedule.Weekly) { w.Name = strings.Repeat("é", 81) }), "schedule.name_too_long")
	wantKey(t, weekly(func(w *schedule.Weekly) { w.Name = "a\u202eb" }), "schedule.name_control_character")
	wantKey(t, weekly(func(w *schedule.Weekly) { w.Name = "a\nb" }), "schedule.name_control_character")
	wantKey(t, weekly(func(w *schedule.Weekly) { w.Days = schedule.NoDay }), "schedule.no_day")
	wantKey(t, weekly(func(w *schedule.Weekly) { w.Span.End = w.Span.Start }), "schedule.span_empty")
	wantKey(t, weekly(func(w *schedule.Weekly) { w.Span.Start = 1440 }), "schedule.time_unreadable")
	wantKey(t, weekly(func(w *schedule.Weekly) { w.Type = "holiday" }), "schedule.type_unknown")
	wantKey(t, weekly(func(w *schedule.Weekly) { w.State = "" }), "schedule.state_unknown")
	wantKey(t, weekly(func(w *schedule.Weekly) { w.Rank = 1_000_001 }), "schedule.rank_range")

	day := local(t, "2026-12-25T00:00")
	event := func(change func(*schedule.Special)) error {
		s := schedule.Special{NameFR: "Noël", State: schedule.Closed, Start: day, End: day + 1440}
		change(&s)
		return schedule.CheckSpecial(s)
	}
	wantKey(t, event(func(*schedule.Special) {}), "")
	wantKey(t, event(func(s *schedule.Special) { s.NameFR = "" }), "schedule.name_required")
	wantKey(t, event(func(s *schedule.Special) { s.End = s.Start }), "schedule.event_empty")
	wantKey(t, event(func(s *schedule.Special) { s.End = s.Start - 1 }), "schedule.event_empty")
	wantKey(t, event(func(s *schedule.Special) { s.Start = schedule.DateOf(1900, 1, 1).Start() }), "schedule.date_unreadable")

	if i, err := schedule.CheckUnique([]schedule.Weekly{{Name: "Jour"}, {Name: "Nuit"}, {Name: " JOUR "}}); i != 2 {
		t.Errorf("told at %d", i)
	} else {
		wantKey(t, err, "schedule.name_taken")
	}
	for zone, want := range map[string]string{"America/Toronto": "", "": "settings.time_zone_unknown", "Local": "settings.time_zone_unknown", "America/Rimouski": "settings.time_zone_unknown"} {
		_, err := schedule.LoadZone(zone)
		wantKey(t, err, want)
	}
}

func TestStoredValues(t *testing.T) {
	fields := map[string]map[string]schedule.Field{"chat": {}, "schedule": {}, "event": {}}
	for _, f := range schedule.ChatFields() {
		fields["chat"][f.Name] = f
	}
	for _, f := range schedule.ScheduleFields() {
		fields["schedule"][f.Name] = f
	}
	for _, f := range schedule.EventFields() {
		fields["event"][f.Name] = f
	}
	for _, tt := range []struct{ kind, field, value, want string }{
		{"chat", "enabled", `true`, ""},
		{"chat", "enabled", `1`, "settings.value_unreadable"},
		{"schedule", "language", `"fr"`, ""},
		{"schedule", "language", `"de"`, "settings.language_unknown"},
		{"schedule", "parent", `"0197a1b2-0000-7000-8000-000000000001"`, ""},
		{"schedule", "parent", `"moi"`, "settings.value_unreadable"},
		{"schedule", "name", `"En semaine"`, ""},
		{"schedule", "name", `" En semaine"`, "settings.value_unreadable"},
		{"schedule", "name", `""`, "schedule.name_required"},
		{"schedule", "type", `"weekend"`, ""},
		{"schedule", "type", `"party"`, "schedule.type_unknown"},
		{"schedule", "state", `"ajar"`, "schedule.state_unknown"},
		{"schedule", "rank", `-3`, ""},
		{"schedule", "rank", `1.5`, "settings.value_unreadable"},
		{"schedule", "rank", `1e9`, "settings.value_unreadable"},
		{"schedule", "rank", `1000001`, "schedule.rank_range"},
		{"schedule", "days", `[1,2,7]`, ""},
		{"schedule", "days", `[]`, "schedule.no_day"},
		{"schedule", "days", `[2,1]`, "settings.value_unreadable"},
		{"schedule", "days", `[1,1]`, "settings.value_unreadable"},
		{"schedule", "days", `[0,1]`, "settings.value_unreadable"},
		{"schedule", "days", `"1"`, "settings.value_unreadable"},
		{"schedule", "span", `{"all_day":false,"end":"17:00","start":"09:00"}`, ""},
		{"schedule", "span", `{"all_day":false,"end":"02:00","start":"22:00"}`, ""},
		{"schedule", "span", `{"all_day":true,"end":"24:00","start":"00:00"}`, ""},
		{"schedule", "span", `{"all_day":true,"end":"17:00","start":"09:00"}`, "settings.value_unreadable"},
		{"schedule", "span", `{"all_day":false,"end":"09:00","start":"09:00"}`, "schedule.span_empty"},
		{"schedule", "span", `{"all_day":false,"end":"10:00","start":"24:00"}`, "schedule.time_unreadable"},
		{"schedule", "span", `{"all_day":false,"end":"9:00","start":"08:00"}`, "schedule.time_unreadable"},
		{"schedule", "span", `{"all_day":false,"end":"17:00","extra":1,"start":"09:00"}`, "settings.value_unreadable"},
		{"schedule", "span", `null`, "settings.value_unreadable"},
		{"event", "span", `{"end":"2026-12-27T00:00","start":"2026-12-24T12:00"}`, ""},
		{"event", "span", `{"end":"2026-12-26T24:00","start":"2026-12-24T12:00"}`, "settings.value_unreadable"},
		{"event", "span", `{"end":"2026-12-24T12:00","start":"2026-12-24T12:00"}`, "schedule.event_empty"},
		{"event", "span", `{"end":"2026-02-30T00:00","start":"2026-02-01T12:00"}`, "schedule.date_unreadable"},
		{"event", "span", `{"end":"2526-02-03T00:00","start":"2026-02-01T12:00"}`, "schedule.date_unreadable"},
		{"event", "yearly", `"yes"`, "settings.value_unreadable"},
	} {
		wantKey(t, fields[tt.kind][tt.field].Check(wire.Value(tt.value)), tt.want)
		if t.Failed() {
			t.Fatalf("%s.%s = %s", tt.kind, tt.field, tt.value)
		}
	}
}

// What is stored is accepted by its own checks, is canonical, and comes back.
func TestStoredFormSurvives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, err := schedule.LoadZone("America/Toronto")
		if err != nil {
			t.Fatal(err)
		}
		p := draw(t, zone, time.Date(2026, 3, 1, 0, 0, 0, 0, zone))
		id := rapid.StringMatching(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}`)
		chat := schedule.Chat{Enabled: rapid.Bool().Draw(t, "enabled"), Zone: "America/Toronto"}
		for i, w := range p.Weekly {
			if w.ID, w.Name = id.Draw(t, "id"), rapid.StringMatching(`[A-Za-zéÉ<&' ]{1,20}x`).Draw(t, "name"); schedule.CleanName(w.Name) != w.Name {
				w.Name = "x"
			}
			if i%2 == 0 {
				chat.French = append(chat.French, w)
			} else {
				chat.English = append(chat.English, w)
			}
		}
		for _, s := range p.Special {
			s.ID, s.NameFR = id.Draw(t, "id"), "Noël"
			chat.Special = append(chat.Special, s)
		}
		stored := chat.Stored()
		checkStored(t, stored)
		again := schedule.ChatFrom(chat.Zone, stored)
		if diff := cmp.Diff(stored, again.Stored()); diff != "" {
			t.Fatalf("stored, then read and stored:\n%s", diff)
		}
		if len(again.French) != len(chat.French) || len(again.English) != len(chat.English) || len(again.Special) != len(chat.Special) {
			t.Fatalf("%+v became %+v", chat, again)
		}
	})
}

func checkStored(t *rapid.T, stored map[string]map[string]wire.Value) {
	for entity, values := range stored {
		kind, _, _ := strings.Cut(entity, ":")
		known := map[string][]schedule.Field{"chat": schedule.ChatFields(), "schedule": schedule.ScheduleFields(), "event": schedule.EventFields()}[kind]
		if len(known) != len(values) {
			t.Fatalf("%s has %d fields, %d are known", entity, len(values), len(known))
		}
		for _, f := range known {
			value := values[f.Name]
			if c, err := wire.Canonical(value); err != nil || string(c) != string(value) {
				t.Fatalf("%s.%s = %s is not canonical", entity, f.Name, value)
			}
			if string(value) == "null" && !f.Required {
				continue
			}
			if err := f.Check(value); err != nil {
				t.Fatalf("%s.%s = %s: %v", entity, f.Name, value, err)
			}
		}
	}
}
