package transfer_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/transfer"
	"pupitre/i18n"
)

func calendar(events ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n" + strings.Join(events, "") + "END:VCALENDAR\r\n"
}

func vevent(lines ...string) string {
	return "BEGIN:VEVENT\r\nDTSTAMP:20260101T000000Z\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\n"
}

func icsOptions(t *testing.T) transfer.ICSOptions {
	t.Helper()
	zone, err := schedule.LoadZone("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	return transfer.ICSOptions{Zone: zone, Now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
}

func icsKey(t *testing.T, err error, want string) {
	t.Helper()
	if key, _ := fault.KeyOf(err); err == nil || key != want {
		t.Errorf("got %v (%s), want %s", err, key, want)
	}
}

// summary is what a preview says, in a form that a table can hold.
func summary(events []transfer.ICSEvent) string {
	var out []string
	for _, e := range events {
		text := fmt.Sprintf("%s %s–%s %s", e.Event.NameFR, e.Event.Start, e.Event.End, e.Status)
		if e.Event.Yearly {
			text += " yearly"
		}
		if e.Past {
			text += " past"
		}
		if e.Err != nil {
			key, _ := fault.KeyOf(e.Err)
			text = e.Event.NameFR + " " + key
		}
		out = append(out, text)
	}
	return strings.Join(out, "\n")
}

func TestReadICS(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"AllDayEndIsExclusive", vevent("UID:a", "SUMMARY:Inventaire", "DTSTART;VALUE=DATE:20260706", "DTEND;VALUE=DATE:20260708"), "Inventaire 2026-07-06T00:00–2026-07-08T00:00 new"},
		{"AllDayWithoutEnd", vevent("UID:a", "SUMMARY:Noël", "DTSTART;VALUE=DATE:20261225"), "Noël 2026-12-25T00:00–2026-12-26T00:00 new"},
		{"AllDayEndForgotten", vevent("UID:a", "SUMMARY:Noël", "DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261225"), "Noël 2026-12-25T00:00–2026-12-26T00:00 new"},
		{"UTC", vevent("UID:a", "SUMMARY:x", "DTSTART:20260701T160000Z", "DTEND:20260701T180000Z"), "x 2026-07-01T12:00–2026-07-01T14:00 new"},
		{"Floating", vevent("UID:a", "SUMMARY:x", "DTSTART:20260701T160000", "DTEND:20260701T180000"), "x 2026-07-01T16:00–2026-07-01T18:00 new"},
		{"ZoneOfTheFile", vevent("UID:a", "SUMMARY:x", "DTSTART;TZID=America/Vancouver:20260701T090000", "DTEND;TZID=America/Vancouver:20260701T100000"), "x 2026-07-01T12:00–2026-07-01T13:00 new"},
		{"ZoneOfOutlook", vevent("UID:a", "SUMMARY:x", "DTSTART;TZID=Pacific Standard Time:20260701T090000", "DTEND;TZID=Pacific Standard Time:20260701T100000"), "x 2026-07-01T12:00–2026-07-01T13:00 new"},
		{"ZoneWithAPath", vevent("UID:a", "SUMMARY:x", "DTSTART;TZID=/freeassociation.sourceforge.net/America/Halifax:20260701T090000", "DURATION:PT1H"), "x 2026-07-01T08:00–2026-07-01T09:00 new"},
		{"Yearly", vevent("UID:a", "SUMMARY:Fête", "DTSTART;VALUE=DATE:20200624", "RRULE:FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=24"), "Fête 2020-06-24T00:00–2020-06-25T00:00 new yearly"},
		{"YearlyByWeekdayIsFollowed", vevent("UID:a", "SUMMARY:Travail", "DTSTART;VALUE=DATE:20250901", "RRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=1MO"), "Travail 2026-09-07T00:00–2026-09-08T00:00 new\nTravail 2027-09-06T00:00–2027-09-07T00:00 new"},
		{"WeeklyOverTheClockChange", vevent("UID:a", "SUMMARY:x", "DTSTART;TZID=America/Toronto:20260304T090000", "DTEND;TZID=America/Toronto:20260304T100000", "RRULE:FREQ=WEEKLY;COUNT=2"), "x 2026-03-04T09:00–2026-03-04T10:00 new\nx 2026-03-11T09:00–2026-03-11T10:00 new"},
		{"UntilAndExceptions", vevent("UID:a", "SUMMARY:x", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;UNTIL=20260304", "EXDATE;VALUE=DATE:20260303"), "x 2026-03-02T00:00–2026-03-03T00:00 new\nx 2026-03-04T00:00–2026-03-05T00:00 new"},
		{"OneTimeMoved", vevent("UID:a", "SUMMARY:x", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;COUNT=2") + vevent("UID:a", "SUMMARY:déplacé", "RECURRENCE-ID;VALUE=DATE:20260303", "DTSTART;VALUE=DATE:20260310"), "x 2026-03-02T00:00–2026-03-03T00:00 new\ndéplacé 2026-03-10T00:00–2026-03-11T00:00 new"},
		{"FoldedLine", vevent("UID:a", "SUMMARY:Fermeture an\r\n nuelle", "DTSTART;VALUE=DATE:20260302"), "Fermeture annuelle 2026-03-02T00:00–2026-03-03T00:00 new"},
		{"PastIsSaid", vevent("UID:a", "SUMMARY:x", "DTSTART;VALUE=DATE:20250302"), "x 2025-03-02T00:00–2025-03-03T00:00 new past"},
		{"Cancelled", vevent("UID:a", "SUMMARY:x", "STATUS:CANCELLED", "DTSTART;VALUE=DATE:20260302"), "x schedule.ics_cancelled"},
		{"NoStart", vevent("UID:a", "SUMMARY:x"), "x schedule.date_unreadable_in_file"},
		{"BadDate", vevent("UID:a", "SUMMARY:x", "DTSTART;VALUE=DATE:20260231"), "x schedule.date_unreadable_in_file"},
		{"NoLength", vevent("UID:a", "SUMMARY:x", "DTSTART:20260701T160000Z"), "x schedule.event_empty"},
		{"NoName", vevent("UID:a", "DTSTART;VALUE=DATE:20260302"), " schedule.name_required"},
		{"BadRule", vevent("UID:a", "SUMMARY:x", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=SOMETIMES"), "x schedule.ics_rule"},
		{"BackInTime", vevent("UID:a", "SUMMARY:x", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;INTERVAL=-1"), "x schedule.ics_rule"},
		{"FromTheYearOne", vevent("UID:a", "SUMMARY:x", "DTSTART;VALUE=DATE:00010302", "RRULE:FREQ=DAILY"), "x schedule.ics_rule"},
		{"DailyOnADateThatNeverComes", vevent("UID:a", "SUMMARY:x", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31"), "x schedule.ics_rule"},
		{"EverySecond", vevent("UID:a", "SUMMARY:x", "DTSTART:20260302T000000Z", "DTEND:20260302T000001Z", "RRULE:FREQ=SECONDLY"), "x schedule.ics_rule"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			events, err := transfer.ReadICS(t.Context(), strings.NewReader(calendar(tt.file)), icsOptions(t))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, summary(events)); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

func TestReadICSRefuses(t *testing.T) {
	good := vevent("UID:a", "SUMMARY:x", "DTSTART;VALUE=DATE:20260302")
	var many strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&many, "BEGIN:VEVENT\r\nUID:%d\r\nDTSTART;VALUE=DATE:20260302\r\nSUMMARY:x\r\nEND:VEVENT\r\n", i)
	}
	rules := strings.Repeat(vevent("UID:a", "SUMMARY:x", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY"), 501)
	for _, tt := range []struct{ name, file, want string }{
		{"ErrEmpty", "", "schedule.ics_damaged"},
		{"ErrNotACalendar", "\x89PNG\r\n\x1a\n", "schedule.ics_damaged"},
		{"ErrCutInAParameter", calendar("DTSTART;TZID=\r\n"), "schedule.ics_damaged"},
		{"ErrCutShort", strings.TrimSuffix(calendar(good), "END:VCALENDAR\r\n"), "schedule.ics_damaged"},
		{"ErrCutInAnEvent", calendar(good)[:120], "schedule.ics_damaged"},
		{"ErrEndsTooOften", calendar("END:VEVENT\r\nEND:VEVENT\r\n"), "schedule.ics_damaged"},
		{"ErrDeep", strings.Repeat("BEGIN:VEVENT\r\n", 100_000), "schedule.ics_damaged"},
		{"ErrDeepAndFolded", strings.Repeat("BEG\r\n IN:VEVENT\r\n", 100_000), "schedule.ics_damaged"},
		{"ErrTenMegabytes", calendar(good + "X-PAD:" + strings.Repeat("x", 10<<20) + "\r\n"), "schedule.ics_too_large"},
		{"ErrFiftyThousandEvents", calendar(many.String()), "schedule.ics_too_many"},
		{"ErrManyRules", calendar(rules), "schedule.ics_too_many_rules"},
		{"ErrManyTimes", calendar(strings.Repeat(vevent("UID:a", "SUMMARY:x", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY"), 20)), "schedule.ics_too_many"},
		{"ErrZoneNobodyKnows", calendar(vevent("UID:a", "SUMMARY:x", "DTSTART;TZID=Mars/Olympus:20260302T090000", "DURATION:PT1H")), "schedule.ics_zone"},
		{"ErrZoneOfAPath", calendar(vevent("UID:a", "SUMMARY:x", "DTSTART;TZID=../../etc/passwd:20260302T090000", "DURATION:PT1H")), "schedule.ics_zone"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			events, err := transfer.ReadICS(t.Context(), strings.NewReader(tt.file), icsOptions(t))
			if icsKey(t, err, tt.want); len(events) != 0 {
				t.Errorf("%d events with the refusal", len(events))
			}
		})
	}
}

func TestAFileThatIsImportedAgainDoublesNothing(t *testing.T) {
	o := icsOptions(t)
	o.Language = "fr"
	file := calendar(vevent("UID:a", "SUMMARY:Noël", "DTSTART;VALUE=DATE:20261225"), vevent("UID:b", "SUMMARY:x", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;COUNT=3"))
	first, err := transfer.ReadICS(t.Context(), strings.NewReader(file), o)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, e := range first {
		ids[e.Event.ID] = true
		o.Existing = append(o.Existing, e.Event)
	}
	if len(ids) != 4 || first[0].Event.NameEN != "" {
		t.Fatalf("%d ids, %+v", len(ids), first[0].Event)
	}
	o.Existing = append(o.Existing, schedule.Special{ID: "typed", NameFR: "Congé", State: schedule.Closed, Start: first[0].Event.Start + 1440, End: first[0].Event.End + 1440})
	moved := calendar(vevent("UID:a", "SUMMARY:Noël", "DTSTART;VALUE=DATE:20261224"), vevent("UID:b", "SUMMARY:x", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;COUNT=3"),
		vevent("UID:c", "SUMMARY:Autre", "DTSTART;VALUE=DATE:20261226"))
	again, err := transfer.ReadICS(t.Context(), strings.NewReader(moved), o)
	if err != nil {
		t.Fatal(err)
	}
	want := "Noël 2026-12-24T00:00–2026-12-25T00:00 update\nx 2026-03-02T00:00–2026-03-03T00:00 same\nx 2026-03-03T00:00–2026-03-04T00:00 same\n" +
		"x 2026-03-04T00:00–2026-03-05T00:00 same\nAutre 2026-12-26T00:00–2026-12-27T00:00 same"
	if diff := cmp.Diff(want, summary(again)); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	if again[0].Event.ID != first[0].Event.ID {
		t.Error("the moved event has another id")
	}
}

func TestWhatIsExportedIsRead(t *testing.T) {
	o := icsOptions(t)
	day := schedule.DateOf(2026, 7, 1)
	chat := schedule.Chat{Zone: "America/Toronto", Special: []schedule.Special{
		{ID: "0198c0de-0000-7000-8000-000000000001", NameFR: "Fête du Canada, congé; « long » et un nom qui dépasse largement soixante-quinze octets", State: schedule.Closed, Start: day.Start(), End: (day + 2).Start(), Yearly: true},
		{ID: "0198c0de-0000-7000-8000-000000000002", NameFR: "Soirée", State: schedule.Open, Start: day.At(18 * 60), End: day.At(22*60 + 30)},
	}}
	chat.Special[0].NameFR = schedule.CleanName(string([]rune(chat.Special[0].NameFR)[:80]))
	file, err := transfer.WriteICSEvents(chat, i18n.For(i18n.French), o.Now)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(file), "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d bytes: %s", len(line), line)
		}
	}
	if !strings.Contains(string(file), "BEGIN:VTIMEZONE") || !strings.Contains(string(file), "TZOFFSETTO:-0400") {
		t.Errorf("the zone is not described:\n%s", file)
	}
	events, err := transfer.ReadICS(t.Context(), strings.NewReader(string(file)), o)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range events {
		e.Event.NameEN = ""
		if diff := cmp.Diff(chat.Special[i], e.Event); diff != "" {
			t.Errorf("want -, got +\n%s", diff)
		}
	}
	if empty, err := transfer.WriteICSEvents(schedule.Chat{Zone: "UTC"}, i18n.For(i18n.French), o.Now); err != nil || !strings.Contains(string(empty), "END:VCALENDAR") {
		t.Errorf("%s, %v", empty, err)
	}
}

func TestOpenHoursAsACalendar(t *testing.T) {
	o := icsOptions(t)
	plan := schedule.Plan{Enabled: true, Zone: o.Zone, Weekly: []schedule.Weekly{schedule.NewWorkingHours("w", "En semaine")}}
	from := schedule.StartOf(schedule.DateOf(2026, 3, 6), o.Zone)
	file, err := transfer.WriteICSHours(plan, i18n.For(i18n.French), from, from.AddDate(0, 0, 4), o.Now)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"DTSTART:20260306T140000Z", "DTSTART:20260309T130000Z", "SUMMARY:En semaine"} { // the clock changes on the 8th
		if !strings.Contains(string(file), want) {
			t.Errorf("lacks %s:\n%s", want, file)
		}
	}
}

func TestOpeningHours(t *testing.T) {
	o := icsOptions(t)
	work := schedule.NewWorkingHours("w", "En semaine")
	plan := schedule.Plan{Enabled: true, Zone: o.Zone, Weekly: []schedule.Weekly{
		work, schedule.NewLunchBreak("l", "Pause-repas", work),
		{Name: "Soir", Type: schedule.WorkingHours, State: schedule.Open, Days: schedule.DaysOf(6), Span: schedule.Between(22*60, 2*60)},
	}}
	day := schedule.DateOf(2026, 7, 1) // a Wednesday
	plan.Special = []schedule.Special{
		{NameFR: "Canada", State: schedule.Closed, Start: day.Start(), End: (day + 1).Start()},
		{NameFR: "Matin", State: schedule.Closed, Start: (day + 1).Start(), End: (day + 1).At(720)},
		{NameFR: "Rien", State: schedule.Closed, Start: (day + 4).At(600), End: (day + 4).At(660)}, // on a Sunday: nothing changes
	}
	const want = "Mo-Fr 09:00-12:00,13:00-17:00; Sa 22:00-24:00; Su 00:00-02:00; 2026 Jul 01 off; 2026 Jul 02 13:00-17:00"
	if got := transfer.OSMOpeningHours(plan, day-10, day+10); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	text, err := transfer.SchemaOrg(plan, "Boréale", day-10, day+10)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"closes": "23:59"`, `"validFrom": "2026-07-01"`, `"opens": "00:00",` + "\n      " + `"closes": "00:00"`, `"name": "Boréale"`} {
		if !strings.Contains(string(text), part) {
			t.Errorf("lacks %s:\n%s", part, text)
		}
	}
	plan.Enabled = false
	if got := transfer.OSMOpeningHours(plan, day-10, day+10); got != "off" {
		t.Errorf("turned off: %s", got)
	}
}

// What we exported, changed since, and imported again changes the event that it was; its other name and rank stay.
func TestOurOwnEventsAreKnownAgain(t *testing.T) {
	o := icsOptions(t)
	day := schedule.DateOf(2026, 7, 1)
	known := schedule.Special{ID: "0198c0de-0000-7000-8000-000000000001", NameFR: "Inventaire", NameEN: "Stocktaking", State: schedule.Closed, Rank: 3, Start: day.Start(), End: (day + 1).Start()}
	file, err := transfer.WriteICSEvents(schedule.Chat{Zone: "America/Toronto", Special: []schedule.Special{known}}, i18n.For(i18n.French), o.Now)
	if err != nil {
		t.Fatal(err)
	}
	o.Language, o.Existing = "fr", []schedule.Special{known}
	read := func(file string) transfer.ICSEvent {
		events, err := transfer.ReadICS(t.Context(), strings.NewReader(file), o)
		if err != nil || len(events) != 1 {
			t.Fatal(events, err)
		}
		return events[0]
	}
	if e := read(string(file)); e.Status != transfer.ICSSame || e.Event != known {
		t.Errorf("unchanged: %+v", e)
	}
	moved := strings.ReplaceAll(strings.ReplaceAll(string(file), "20260702", "20260703"), "20260701", "20260702")
	want := known
	want.Start, want.End = want.Start+1440, want.End+1440
	if e := read(moved); e.Status != transfer.ICSUpdate || e.Event != want {
		t.Errorf("moved: %+v", e)
	}
}

// Rules that no date satisfies are followed to the end of all calendars: a person who gives up is heard at once.
func TestReadingEndsWhenNobodyWaits(t *testing.T) {
	rules := strings.Repeat(vevent("UID:a", "SUMMARY:x", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31"), 500)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	begun := time.Now()
	_, err := transfer.ReadICS(ctx, strings.NewReader(calendar(rules)), icsOptions(t))
	if took := time.Since(begun); !errors.Is(err, context.DeadlineExceeded) || took > 5*time.Second {
		t.Errorf("%v after %s", err, took)
	}
}
