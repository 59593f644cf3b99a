package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pupitre/cmd/internal/cli"
	"pupitre/i18n"
)

const hoursFile = `
profile: {time_zone: America/Toronto}
chat:
  enabled: true
  fr:
    weekly:
      - {name: En semaine, type: working_hours, days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00"}
      - {name: Pause-repas, type: lunch_break, days: [1, 2, 3, 4, 5], start: "12:00", end: "13:00"}
      - {name: Nuit, type: working_hours, days: [7], start: "22:00", end: "02:00"}
    special:
      - {name_fr: Congé, start: "2026-05-06T00:00", end: "2026-05-07T00:00"}
  en:
    weekly:
      - {name: Weekdays, days: [2], start: "10:00", end: "11:00"}
`

func newHours(t *testing.T, content string) (*shellOf, string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "reglages.yaml")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return &shellOf{t: t, data: t.TempDir(), env: map[string]string{}}, file
}

func TestHoursOfAFile(t *testing.T) {
	s, file := newHours(t, hoursFile)
	// the window cuts both ends; Wednesday is a holiday; the night of Sunday goes on past midnight
	out := s.want(cli.Done, "hours", "--file", file, "--lang", "fr", "--from", "2026-05-05T10:00", "--to", "2026-05-11T01:00", "--json")
	var got struct {
		Intervals []struct{ Start, End, Winner string }
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	want := []struct{ Start, End, Winner string }{
		{"2026-05-05T10:00:00-04:00", "2026-05-05T12:00:00-04:00", "En semaine"},
		{"2026-05-05T13:00:00-04:00", "2026-05-05T17:00:00-04:00", "En semaine"},
		{"2026-05-07T09:00:00-04:00", "2026-05-07T12:00:00-04:00", "En semaine"},
		{"2026-05-07T13:00:00-04:00", "2026-05-07T17:00:00-04:00", "En semaine"},
		{"2026-05-08T09:00:00-04:00", "2026-05-08T12:00:00-04:00", "En semaine"},
		{"2026-05-08T13:00:00-04:00", "2026-05-08T17:00:00-04:00", "En semaine"},
		{"2026-05-10T22:00:00-04:00", "2026-05-11T01:00:00-04:00", "Nuit"},
	}
	if len(got.Intervals) != len(want) {
		t.Fatalf("got %v", got.Intervals)
	}
	for i := range want {
		if got.Intervals[i] != want[i] {
			t.Errorf("interval %d: got %v, want %v", i, got.Intervals[i], want[i])
		}
	}
	english := s.want(cli.Done, "hours", "--file", file, "--lang", "en", "--from", "2026-05-05", "--to", "2026-05-12")
	if english != "2026-05-05\u00a010:00 – 2026-05-05\u00a011:00  Weekdays\n" {
		t.Errorf("English: %q", english)
	}
}

func TestHoursExplainsAMoment(t *testing.T) {
	s, file := newHours(t, hoursFile)
	out := s.want(cli.Done, "hours", "--file", file, "--lang", "fr", "--at", "2026-05-06T12:30")
	p := i18n.For(i18n.French)
	for _, want := range []string{"Congé", "Pause-repas", "En semaine", p.T("schedule.words.why_special")} {
		if !strings.Contains(out, want) {
			t.Errorf("the explanation lacks %q:\n%s", want, out)
		}
	}
	var at hoursAt
	if err := json.Unmarshal([]byte(s.want(cli.Done, "hours", "--file", file, "--lang", "fr", "--at", "2026-05-06T12:30", "--json")), &at); err != nil {
		t.Fatal(err)
	}
	if at.Open || at.Winner != "Congé" || len(at.Covers) != 3 || at.Next == nil || at.Next.Format("2006-01-02T15:04") != "2026-05-07T09:00" {
		t.Errorf("got %+v", at)
	}
}

func TestHoursRefusals(t *testing.T) {
	s, file := newHours(t, hoursFile)
	_, wrong := newHours(t, "chat:\n  enabled: true\n  colour: red\n")
	s.env["LANG"] = "fr_CA.UTF-8"
	s.wantSentence(cli.Failed, "schedule.ctl.what", []string{"hours", "--file", file})
	s.wantSentence(cli.Failed, "schedule.ctl.what", []string{"hours", "--file", file, "--from", "2026-05-05T10:00"})
	s.wantSentence(cli.Failed, "schedule.ctl.what", []string{"hours", "--file", file, "--from", "2026-05-05", "--to", "2026-05-06", "--at", "2026-05-05"})
	s.wantSentence(cli.Failed, "schedule.ctl.window", []string{"hours", "--file", file, "--from", "2026-05-06", "--to", "2026-05-05"})
	s.wantSentence(cli.Failed, "schedule.ctl.window", []string{"hours", "--file", file, "--from", "1970-01-01", "--to", "2199-01-01"})
	s.wantSentence(cli.Failed, "schedule.date_unreadable", []string{"hours", "--file", file, "--at", "hier"}, "Text", "hier")
	s.wantSentence(cli.Failed, "schedule.file_key", []string{"hours", "--file", wrong, "--at", "2026-05-05"}, "Line", 3, "Key", "colour")
	s.wantSentence(cli.Failed, "schedule.ctl.unreadable", []string{"hours", "--file", file + "x", "--at", "2026-05-05"}, "File", file+"x")
}

func TestHoursOfTheSession(t *testing.T) {
	s := newShell(t)
	out := s.want(cli.Done, "hours", "--from", "2026-05-05", "--to", "2026-05-06", "--json")
	if !json.Valid([]byte(out)) || !strings.Contains(out, `"intervals"`) {
		t.Errorf("got %s", out)
	}
}
