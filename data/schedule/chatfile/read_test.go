package chatfile_test

import (
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/schedule/chatfile"
)

const sample = `
pupitre: 1
profile:
  name: Boréale
  time_zone: America/Halifax
support:
  email: soutien@exemple.ca
chat:
  enabled: true
  fr:
    weekly:
      - {id: a, name: En semaine, type: working_hours, state: open, rank: 2, days: [1, 2, 3, 4, 5], all_day: false, start: "09:00", end: "17:00"}
      - id: b
        parent: a
        name: Pause-repas
        type: lunch_break
        state: closed
        rank: 0
        days: [1, 2, 3, 4, 5]
        start: 12:00
        end: 13:00
      - {name: Nuit, days: [6], start: "22:00", end: "24:00"}
      - {name: Weekend, type: weekend, days: [7], all_day: true}
    special:
      - {id: c, name_fr: Noël, name_en: Christmas, state: closed, rank: 1, start: "2026-12-24T12:00", end: 2026-12-27T00:00, yearly: true}
  en:
    weekly: []
    special: []
`

func TestRead(t *testing.T) {
	h, err := chatfile.Read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	noon := schedule.DateOf(2026, time.December, 24).At(720)
	want := chatfile.Hours{Zone: "America/Halifax", Enabled: true, French: chatfile.Half{
		Weekly: []schedule.Weekly{
			{ID: "a", Name: "En semaine", Type: schedule.WorkingHours, State: schedule.Open, Rank: 2, Days: schedule.Weekdays, Span: schedule.Between(540, 1020)},
			{ID: "b", Parent: "a", Name: "Pause-repas", Type: schedule.LunchBreak, State: schedule.Closed, Days: schedule.Weekdays, Span: schedule.Between(720, 780)},
			{Name: "Nuit", Type: schedule.WorkingHours, State: schedule.Open, Days: schedule.DaysOf(6), Span: schedule.Between(1320, 1440)},
			{Name: "Weekend", Type: schedule.Weekend, State: schedule.Closed, Days: schedule.DaysOf(7), Span: schedule.AllDay},
		},
		Special: []schedule.Special{{ID: "c", NameFR: "Noël", NameEN: "Christmas", State: schedule.Closed, Rank: 1, Start: noon, End: noon + 720 + 2*1440, Yearly: true}},
	}}
	if diff := cmp.Diff(want, h); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

func TestReadRefusesWithTheLine(t *testing.T) {
	weekly := func(entry string) string { return "chat:\n  fr:\n    weekly:\n      - " + entry + "\n" }
	special := func(entry string) string { return "chat:\n  fr:\n    special:\n      - " + entry + "\n" }
	for _, tt := range []struct {
		name, file, want, reason string
		line                     int
	}{
		{"ErrEmpty", "", "schedule.file_no_chat", "", 0},
		{"ErrNoChat", "profile: {name: x}\n", "schedule.file_no_chat", "", 0},
		{"ErrUnknownKeyOfTheChat", "chat:\n  enabled: true\n  de: {}\n", "schedule.file_key", "", 3},
		{"ErrUnknownKeyOfASchedule", weekly("{name: x, colour: red}"), "schedule.file_key", "", 4},
		{"ErrUnknownKeyOfTheProfile", "profile:\n  zone: UTC\nchat: {}\n", "schedule.file_key", "", 2},
		{"ErrNotYAML", "chat: [\n", "schedule.file_yaml", "", 1},
		{"ErrWrongType", "chat:\n  enabled: 12:00\n", "schedule.file_yaml", "", 2},
		{"ErrZone", "profile:\n  time_zone: America/Rimouski\nchat: {}\n", "schedule.file_entry", "settings.time_zone_unknown", 2},
		{"ErrNoName", weekly(`{days: [1], start: "09:00", end: "17:00"}`), "schedule.file_entry", "schedule.name_required", 4},
		{"ErrNoDay", weekly(`{name: x, start: "09:00", end: "17:00"}`), "schedule.file_entry", "schedule.no_day", 4},
		{"ErrEighthDay", weekly(`{name: x, days: [8], start: "09:00", end: "17:00"}`), "schedule.file_entry", "schedule.file_days", 4},
		{"ErrEmptySpan", weekly(`{name: x, days: [1], start: "09:00", end: "09:00"}`), "schedule.file_entry", "schedule.span_empty", 4},
		{"ErrTime", weekly(`{name: x, days: [1], start: "09:60", end: "17:00"}`), "schedule.file_entry", "schedule.time_unreadable", 4},
		{"ErrType", weekly(`{name: x, type: holiday, days: [1], all_day: true}`), "schedule.file_entry", "schedule.type_unknown", 4},
		{"ErrState", weekly(`{name: x, state: ajar, days: [1], all_day: true}`), "schedule.file_entry", "schedule.state_unknown", 4},
		{"ErrSameName", weekly(`{name: x, days: [1], all_day: true}`) + "      - {name: X, days: [2], all_day: true}\n", "schedule.file_entry", "schedule.name_taken", 5},
		{"ErrEventEndsBefore", special(`{name_fr: x, start: "2026-01-02T00:00", end: "2026-01-01T00:00"}`), "schedule.file_entry", "schedule.event_empty", 4},
		{"ErrEventDate", special(`{name_fr: x, start: "2026-02-30T00:00", end: "2026-03-01T00:00"}`), "schedule.file_entry", "schedule.date_unreadable", 4},
		{"ErrTooLarge", "chat: {}\n#" + strings.Repeat("x", chatfile.MaxFile), "schedule.file_too_large", "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h, err := chatfile.Read(strings.NewReader(tt.file))
			key, args := fault.KeyOf(err)
			if err == nil || key != tt.want {
				t.Fatalf("got %v, %+v, want %s", err, h, tt.want)
			}
			if tt.line != 0 && args["Line"] != tt.line {
				t.Errorf("line %v, want %d", args["Line"], tt.line)
			}
			if reason, ok := args["Reason"].(error); tt.reason != "" {
				if got, _ := fault.KeyOf(reason); !ok || got != tt.reason {
					t.Errorf("reason %s, want %s", got, tt.reason)
				}
			}
		})
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	h, err := chatfile.Read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	chat := schedule.Chat{Enabled: true, French: h.French.Weekly, Special: h.French.Special}
	text, err := yaml.Marshal(map[string]any{"chat": chatfile.Of(chat), "profile": map[string]string{"time_zone": "America/Halifax"}})
	if err != nil {
		t.Fatal(err)
	}
	again, err := chatfile.Read(strings.NewReader(string(text)))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	h.English.Special = h.French.Special // events are shared
	if diff := cmp.Diff(h, again); diff != "" {
		t.Errorf("want -, got +\n%s\n%s", diff, text)
	}
}
