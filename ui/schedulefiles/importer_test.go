package schedulefiles_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/uitest"
)

func calendar(events ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n" + strings.Join(events, "") + "END:VCALENDAR\r\n"
}

func vevent(lines ...string) string {
	return "BEGIN:VEVENT\r\nDTSTAMP:20260101T000000Z\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\n"
}

// mixed has two new events, one that is past, one that is there already, one of ours that was moved, and one refused.
func mixed() string {
	return calendar(
		vevent("UID:a", "SUMMARY:Inventaire", "DTSTART;VALUE=DATE:20270105", "DTEND;VALUE=DATE:20270107"),
		vevent("UID:b", "SUMMARY:Fête nationale", "DTSTART;VALUE=DATE:20270624", "RRULE:FREQ=YEARLY"),
		vevent("UID:c", "SUMMARY:Ancien congé", "DTSTART;VALUE=DATE:20250624"),
		vevent("UID:d", "SUMMARY:Noël", "DTSTART;TZID=America/Toronto:20261224T120000", "DTEND;TZID=America/Toronto:20261226T120000"),
		vevent("UID:e", "SUMMARY:Annulé", "STATUS:CANCELLED", "DTSTART;VALUE=DATE:20270110"))
}

// events is what special events there will be, by name.
func (s *scene) events() map[string]schedule.Special {
	out := map[string]schedule.Special{}
	for _, e := range s.chat().Special {
		out[e.Name("fr")] = e
	}
	return out
}

func TestACalendarIsSeenBeforeItIsTaken(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	p := s.Printer
	s.disk.text = mixed()
	s.choose(t, "fr", p.T("schedulefiles.import"))
	s.ExpectText(p.T("schedulefiles.preview_title"))
	s.ExpectText(p.List(p.N("schedulefiles.count_new", 3), p.N("schedulefiles.count_same", 1), p.N("schedulefiles.count_skipped", 1)))
	s.ExpectText(p.T("schedulefiles.described", "Name", "Annulé", "Text", p.T("schedule.ics_cancelled"))) // first: it is refused
	if s.editor.Dirty() {
		t.Fatal("the calendar is in the draft before anybody has said so")
	}
	s.Key(fyne.KeyDown, fyne.KeyDown, fyne.KeySpace) // what is past is not taken by itself: the first new one is; its tick goes
	s.TapLabel(p.N("schedulefiles.preview_accept_n", 1))
	if got := s.events(); len(got) != 2 || !got["Fête nationale"].Yearly || got["Fête nationale"].NameEN != "" {
		t.Errorf("the draft has %+v", got)
	}
	s.storedIsTheSame(t)
	s.window.undo()
	if got := s.events(); len(got) != 1 || s.editor.Dirty() {
		t.Errorf("undone in one step: %+v", got)
	}
}

func TestAllAndNoneAndTheTickOfOne(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Delegate)
	p := s.Printer
	s.disk.text = mixed()
	s.exchange.Import("fr")
	s.TapLabel(p.T("schedulefiles.preview_all"))
	s.ExpectText(p.N("schedulefiles.preview_accept_n", 3)) // the past one too
	s.TapLabel(p.T("schedulefiles.preview_none"))
	s.TapLabel(p.N("schedulefiles.preview_accept_n", 0)) // nothing happens
	s.ExpectText(p.T("schedulefiles.preview_title"))
	s.TapLabel(p.T("schedulefiles.preview_take")) // the refused one cannot be ticked
	s.Focus("schedulefiles.preview")
	s.Key(fyne.KeyDown)
	s.TapLabel(p.T("schedulefiles.preview_take"))
	s.TapLabel(p.N("schedulefiles.preview_accept_n", 1))
	if _, ok := s.events()["Ancien congé"]; !ok || len(s.events()) != 2 {
		t.Errorf("the draft has %+v", s.events())
	}
}

// What was imported and saved comes in again as what it is: nothing doubles, and what has moved is moved.
func TestACalendarThatComesAgain(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	p := s.Printer
	s.disk.text = mixed()
	s.exchange.Import("fr")
	s.TapLabel(p.N("schedulefiles.preview_accept_n", 2))
	s.editor.Save(nil)
	if len(s.source.Saves) != 1 || s.editor.Dirty() {
		t.Fatalf("%d saves, faults %v", len(s.source.Saves), s.editor.Draft().Faults())
	}
	id := s.events()["Inventaire"].ID
	s.disk.text = strings.ReplaceAll(strings.ReplaceAll(mixed(), "20270107", "20270108"), "20250624", "20250625")
	s.exchange.Import("fr")
	s.ExpectText(p.List(p.N("schedulefiles.count_new", 1), p.N("schedulefiles.count_update", 1), p.N("schedulefiles.count_same", 2), p.N("schedulefiles.count_skipped", 1)))
	s.TapLabel(p.N("schedulefiles.preview_accept_n", 1))
	moved := s.events()["Inventaire"]
	if len(s.events()) != 3 || moved.ID != id || moved.End != schedule.DateOf(2027, time.January, 8).Start() {
		t.Errorf("%d events, %+v", len(s.events()), moved)
	}
}

func TestWhatIsExportedIsAlreadyThere(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	p := s.Printer
	s.choose(t, "fr", p.T("schedulefiles.events"))
	s.disk.text = s.disk.String()
	s.exchange.Import("fr")
	s.ExpectText(p.N("schedulefiles.count_same", 1))
	s.Key(fyne.KeyEscape)
	s.ExpectNoText(p.T("schedulefiles.preview_title"))
}

func TestCalendarsThatAreRefused(t *testing.T) {
	day := func(i int) string { return vevent(fmt.Sprint("UID:", i), "SUMMARY:x", "DTSTART;VALUE=DATE:20260302") }
	var many strings.Builder
	for i := range 50_000 {
		many.WriteString(day(i))
	}
	for name, c := range map[string]struct{ text, want string }{
		"not a calendar":   {"bonjour", "schedule.ics_damaged"},
		"cut short":        {mixed()[:300], "schedule.ics_damaged"},
		"ten megabytes":    {calendar(day(1), "X-PAD:"+strings.Repeat("x", 10<<20)+"\r\n"), "schedule.ics_too_large"},
		"50,000 events":    {calendar(many.String()), "schedule.ics_too_many"},
		"nobody's zone":    {calendar(vevent("UID:a", "SUMMARY:x", "DTSTART;TZID=Mars/Olympus:20260302T090000", "DURATION:PT1H")), "schedule.ics_zone"},
		"nothing in it":    {calendar("BEGIN:VTODO\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\nEND:VTODO\r\n"), "schedulefiles.no_events"},
		"too many repeats": {calendar(strings.Repeat(vevent("UID:a", "SUMMARY:x", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY"), 501)), "schedule.ics_too_many_rules"},
	} {
		for _, lang := range i18n.Languages {
			t.Run(name+" "+string(lang), func(t *testing.T) {
				s := open(t, uitest.Setup{Language: lang}, access.Primary)
				s.disk.text = c.text
				s.exchange.Import("fr")
				reason := s.Printer.T(c.want, "Max", limits[c.want], "Zone", "Mars/Olympus")
				want := []string{s.Printer.T("schedulefiles.not_imported", "Reason", reason)}
				if diff := cmp.Diff(want, s.told()); diff != "" || s.editor.Dirty() || s.disk.closed != 1 {
					t.Errorf("dirty %v, closed %d times: %s", s.editor.Dirty(), s.disk.closed, diff)
				}
				s.ExpectNoText(s.Printer.T("schedulefiles.preview_title"))
				s.storedIsTheSame(t)
			})
		}
	}
}

// limits are what the sentences name.
var limits = map[string]int{"schedule.ics_too_large": 8, "schedule.ics_too_many": 5000, "schedule.ics_too_many_rules": 500}

func TestAFileThatCannotBeOpened(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	s.disk.asking = fault.New(fault.Unavailable, "test", "transfer.unreadable_file")
	s.exchange.Import("fr")
	want := s.Printer.T("schedulefiles.not_imported", "Reason", s.Printer.T("transfer.unreadable_file"))
	if diff := cmp.Diff([]string{want}, s.told()); diff != "" {
		t.Error(diff)
	}
}

// Who gives up while a calendar is read hears nothing more of it.
func TestReadingCanBeGivenUp(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	s.disk.text = mixed()
	s.Runner.Hold = true
	s.exchange.Import("fr")
	s.ExpectNoText(s.Printer.T("schedulefiles.reading_title")) // not before it takes long
	s.Advance(200 * time.Millisecond)
	s.ExpectText(s.Printer.T("schedulefiles.reading_title"))
	s.Key(fyne.KeyEscape)
	s.Runner.Release()
	s.ExpectNoText(s.Printer.T("schedulefiles.reading_title"))
	s.ExpectNoText(s.Printer.T("schedulefiles.preview_title"))
	if len(s.told()) > 0 || s.editor.Dirty() {
		t.Errorf("told %q", s.told())
	}
}

// What would be more than there may be is said before it is taken.
func TestMoreEventsThanThereMayBe(t *testing.T) {
	full := func(v syncing.View) {
		for i := range schedule.MaxEvents - 2 {
			e := schedule.Special{
				ID: fmt.Sprintf("0198c0de-0000-7000-8000-%012d", i), NameFR: fmt.Sprint("Congé ", i), State: schedule.Closed,
				Start: schedule.DateOf(2030, 1, i).Start(), End: schedule.DateOf(2030, 1, i+1).Start(),
			}
			entity := syncing.Entity{}
			for name, value := range e.Fields() {
				entity[name] = syncing.FieldState{Value: value, Rev: 1}
			}
			v[schedule.EventEntity(e.ID)] = entity
		}
	}
	s := open(t, uitest.Setup{}, access.Primary, full)
	p := s.Printer
	s.disk.text = mixed()
	s.exchange.Import("fr")
	s.ExpectText(p.T("schedulefiles.too_many", "Max", schedule.MaxEvents))
	s.TapLabel(p.N("schedulefiles.preview_accept_n", 2))
	if s.editor.Dirty() {
		t.Error("too many were taken")
	}
	s.Focus("schedulefiles.preview")
	s.Key(fyne.KeyDown, fyne.KeyDown, fyne.KeySpace)
	s.ExpectNoText(p.T("schedulefiles.too_many", "Max", schedule.MaxEvents))
	s.TapLabel(p.N("schedulefiles.preview_accept_n", 1))
	if n := len(s.chat().Special); n != schedule.MaxEvents {
		t.Errorf("%d events", n)
	}
}
