package transfer_test

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/schedule"
	"pupitre/data/transfer"
	"pupitre/i18n"
)

// strictReader reads a calendar with the icalendar package of Python, which real calendar servers are built on. Times are
// resolved with the zone that the file describes, not with the computer's own; what it finds wrong is told.
const strictReader = `
import json, sys
from icalendar import Calendar
calendar = Calendar.from_ical(sys.stdin.buffer.read())
errors = [str(e) for c in calendar.walk() for e in c.errors]
errors += [c.name + " lacks " + name for c in calendar.walk() for name in c.required if name not in c]
zones = {str(z["TZID"]): z.to_tz() for z in calendar.walk("VTIMEZONE")}
def instant(p):
    if not hasattr(p.dt, "hour"):
        return p.dt.isoformat()
    if "TZID" in p.params:
        at = zones[p.params["TZID"]].localize(p.dt.replace(tzinfo=None))
    else:
        at = p.dt
    return at.astimezone(__import__("datetime").timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
events = [{
    "uid": str(e["UID"]), "summary": str(e["SUMMARY"]), "start": instant(e["DTSTART"]), "end": instant(e["DTEND"]),
    "rule": e["RRULE"].to_ical().decode() if "RRULE" in e else "", "transparent": str(e.get("TRANSP")) == "TRANSPARENT",
} for e in calendar.walk("VEVENT")]
json.dump({"version": str(calendar["VERSION"]), "errors": errors, "events": events}, sys.stdout)
`

type strictEvent struct {
	UID, Summary, Start, End, Rule string
	Transparent                    bool
}

// readStrictly gives what the other reader understands, and fails the test on what it finds wrong.
func readStrictly(t *testing.T, file []byte) []strictEvent {
	t.Helper()
	events, wrong := askStrictReader(t, file)
	if len(wrong) > 0 {
		t.Errorf("found wrong: %q\n%s", wrong, file)
	}
	return events
}

func askStrictReader(t *testing.T, file []byte) (events []strictEvent, wrong []string) {
	t.Helper()
	cmd := exec.Command("/usr/bin/python3", "-c", strictReader) // Debian's own: another may stand before it in PATH
	var out, complaint bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(file), &out, &complaint
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v; `make setup` installs the reader (Debian package python3-icalendar)\n%s\n%s", err, complaint.String(), file)
	}
	var read struct {
		Version string
		Errors  []string
		Events  []strictEvent
	}
	if err := json.Unmarshal(out.Bytes(), &read); err != nil {
		t.Fatal(err)
	}
	if read.Version != "2.0" {
		read.Errors = append(read.Errors, "version "+read.Version)
	}
	return read.Events, read.Errors
}

// The other reader does notice what is wrong: an event without its stamp, a version that there is not.
func TestTheOtherReaderIsStrict(t *testing.T) {
	file := "BEGIN:VCALENDAR\r\nVERSION:3.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:x\r\n" +
		"DTSTART:20260701T160000Z\r\nDTEND:20260701T170000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	if _, wrong := askStrictReader(t, []byte(file)); len(wrong) != 2 {
		t.Errorf("found wrong: %q", wrong)
	}
}

// Another program reads what we write, with accents, folded lines, whole days, yearly events, and times on both sides of
// the clock changes, in zones with and without them.
func TestAnotherProgramReadsTheEvents(t *testing.T) {
	for _, name := range []string{"America/Toronto", "America/St_Johns", "America/Regina", "Australia/Lord_Howe", "UTC"} {
		zone, err := schedule.LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		day := schedule.DateOf(2026, time.July, 1)
		chat := schedule.Chat{Zone: name, Special: []schedule.Special{
			{ID: "a", NameFR: "Fête nationale; « congé », à l’heure d’été et d’hiver — un titre qui dépasse", State: schedule.Closed, Start: day.Start(), End: (day + 2).Start(), Yearly: true},
			{ID: "b", NameFR: `Barre \ oblique`, State: schedule.Open, Start: day.At(18 * 60), End: (day + 1).At(90)},
			{ID: "c", NameFR: "Avant le changement", State: schedule.Closed, Start: schedule.DateOf(2026, time.March, 7).At(1200), End: schedule.DateOf(2026, time.March, 8).At(240)},
			{ID: "d", NameFR: "Après le changement", State: schedule.Closed, Start: schedule.DateOf(2026, time.November, 1).At(240), End: schedule.DateOf(2026, time.November, 1).At(300)},
		}}
		file, err := transfer.WriteICSEvents(chat, i18n.For(i18n.French), time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		var want []strictEvent
		for _, s := range chat.Special {
			e := strictEvent{UID: s.ID + "@pupitre", Summary: s.NameFR, Transparent: true}
			if s.Yearly {
				e.Start, e.End, e.Rule = s.Start.Date().String(), s.End.Date().String(), "FREQ=YEARLY"
			} else {
				e.Start = schedule.Resolve(s.Start, zone, false).UTC().Format(time.RFC3339)
				e.End = schedule.Resolve(s.End, zone, true).UTC().Format(time.RFC3339)
			}
			want = append(want, e)
		}
		got := readStrictly(t, file)
		for i := range got { // a yearly rule may name the date too
			got[i].Rule, _, _ = strings.Cut(got[i].Rule, ";")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: want -, got +\n%s", name, diff)
		}
	}
}

// Another program reads the open hours of a month with a clock change as the engine gives them.
func TestAnotherProgramReadsTheHours(t *testing.T) {
	o := icsOptions(t)
	plan := schedule.Plan{Enabled: true, Zone: o.Zone, Weekly: []schedule.Weekly{
		schedule.NewWorkingHours("w", "En semaine"),
		{ID: "n", Name: "Nuit", Type: schedule.WorkingHours, State: schedule.Open, Days: schedule.SatSun, Span: schedule.Between(22*60, 4*60)},
	}}
	from := schedule.StartOf(schedule.DateOf(2026, 3, 1), o.Zone)
	to := schedule.StartOf(schedule.DateOf(2026, 4, 1), o.Zone)
	file, err := transfer.WriteICSHours(plan, i18n.For(i18n.French), from, to, o.Now)
	if err != nil {
		t.Fatal(err)
	}
	var want, got [][2]string
	for _, i := range plan.OpenIntervals(from, to) {
		want = append(want, [2]string{i.Start.UTC().Format(time.RFC3339), i.End.UTC().Format(time.RFC3339)})
	}
	for _, e := range readStrictly(t, file) {
		got = append(got, [2]string{e.Start, e.End})
	}
	if diff := cmp.Diff(want, got); diff != "" || len(want) < 30 {
		t.Errorf("%d stretches; want -, got +\n%s", len(want), diff)
	}
}
