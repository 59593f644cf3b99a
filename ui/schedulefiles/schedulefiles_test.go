package schedulefiles_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"image/png"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/data/transfer"
	"pupitre/i18n"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/uitest"
)

func TestWhoMayDoWhat(t *testing.T) {
	everybody := []string{"schedulefiles.poster", "schedulefiles.site", "schedulefiles.sentences", "schedulefiles.parity"}
	export := append([]string{"schedulefiles.events", "schedulefiles.hours"}, everybody...)
	all := append([]string{"schedulefiles.import"}, export...)
	for role, want := range map[access.Role][]string{
		access.Primary: all, access.Delegate: all, access.Support: export, access.Reseller: everybody,
	} {
		s := open(t, uitest.Setup{}, role)
		var got, labels []string
		for _, item := range s.exchange.Menu("fr") {
			got = append(got, item.Label)
		}
		for _, id := range want {
			labels = append(labels, s.Printer.T(id))
		}
		if diff := cmp.Diff(labels, got); diff != "" {
			t.Errorf("%s: %s", role, diff)
		}
	}
}

func TestOpenHoursAreExported(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Support)
	s.choose(t, "en", s.Printer.T("schedulefiles.hours"))
	for _, want := range []string{"SUMMARY:Weekdays", "DTSTART:20261123T150000Z"} { // Monday, 10 a.m. in Toronto
		if !strings.Contains(s.disk.String(), want) {
			t.Errorf("the file lacks %s", want)
		}
	}
	if diff := cmp.Diff([]string{s.Printer.T("schedulefiles.written")}, s.told()); diff != "" || s.disk.name != s.Printer.T("schedulefiles.hours_name") || s.disk.closed != 1 {
		t.Error(s.disk.name, s.disk.closed, diff)
	}
}

// The French schedules are renamed in the draft: what goes out is what the page shows, and that is said.
func (s *scene) rename(name string) {
	s.editor.Edit(func(d *draft.Draft) {
		d.Type(draft.Cell{Entity: schedule.ScheduleEntity(sample.Weekdays), Field: schedule.FieldName}, name)
	})
}

func TestWhatIsNotSavedGoesOutToo(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	s.rename("Nouveau nom")
	s.exchange.ExportHours("fr")
	if !strings.Contains(s.disk.String(), "SUMMARY:Nouveau nom") {
		t.Error("the file has the old name")
	}
	if diff := cmp.Diff([]string{s.Printer.T("schedulefiles.written_unsaved")}, s.told()); diff != "" {
		t.Error(diff)
	}
	s.exchange.Poster()
	s.ExpectText(s.Printer.T("schedulefiles.unsaved"))
	s.Key(fyne.KeyEscape)
	s.exchange.Site("fr")
	s.ExpectText(s.Printer.T("schedulefiles.unsaved"))
}

func TestAFileThatCannotBeWritten(t *testing.T) {
	place := fault.New(fault.Unavailable, "test", "desktop.file_not_written")
	for name, c := range map[string]struct {
		disk disk
		want func(p *i18n.Printer) []string
	}{
		"declined": {disk{declined: true}, func(*i18n.Printer) []string { return []string{} }},
		"no place": {disk{asking: place}, func(p *i18n.Printer) []string {
			return []string{p.T("schedulefiles.not_written", "Reason", p.T("desktop.file_not_written"))}
		}},
		"full disk": {disk{writing: errors.New("no space left")}, func(p *i18n.Printer) []string {
			return []string{p.T("schedulefiles.not_written", "Reason", p.T("schedulefiles.not_whole"))}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, uitest.Setup{}, access.Primary)
			*s.disk = c.disk
			s.exchange.ExportEvents("fr")
			if diff := cmp.Diff(c.want(s.Printer), s.told()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestThePosterIsSavedAsItIsChosen(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	p := s.Printer
	s.choose(t, "fr", p.T("schedulefiles.poster"))
	s.ExpectText(p.T("schedulefiles.poster_note"))
	s.TapLabel(p.T("schedulefiles.poster_pdf"))
	letter := s.disk.String()
	if !strings.HasPrefix(letter, "%PDF-") || s.disk.name != p.T("schedulefiles.poster_pdf_name") {
		t.Errorf("%s is %.20q", s.disk.name, letter)
	}
	s.Focus("schedulefiles.poster_paper")
	s.Key(fyne.KeyRight)
	s.TapLabel(p.T("schedulefiles.poster_pdf"))
	if a4 := s.disk.String(); !strings.Contains(a4, "841.89") || strings.Contains(letter, "841.89") {
		t.Error("the paper is not the one chosen")
	}
	s.TapLabel(p.T("schedulefiles.poster_png"))
	picture, err := png.Decode(strings.NewReader(s.disk.String()))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != 1654 || size.Y != 2339 { // A4 at 200 dots per inch
		t.Errorf("the picture is %v", size)
	}
}

func TestHoursThatNoPosterHolds(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	s.editor.Edit(func(d *draft.Draft) {
		for i := range 180 {
			w := schedule.Weekly{
				ID: fmt.Sprintf("0198c0de-0000-7000-8000-%012d", i), Name: fmt.Sprint("Pause ", i), Type: schedule.Weekend, State: schedule.Open,
				Days: schedule.EveryDay, Span: schedule.Between(8*i, 8*i+1),
			}
			d.Add(editing.KindSchedule, w.ID, nil)
			for name, value := range w.Fields("fr") {
				d.Propose(schedule.ScheduleEntity(w.ID), name, value)
			}
		}
	})
	s.exchange.Poster()
	s.ExpectText(s.Printer.T("poster.too_much"))
	s.TapLabel(s.Printer.T("schedulefiles.poster_pdf"))
	if s.disk.name != "" {
		t.Error("a poster was written")
	}
}

func TestWhatWebSitesRead(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Support)
	p := s.Printer
	s.choose(t, "en", p.T("schedulefiles.site"))
	s.ExpectText(p.T("schedulefiles.site_en"))
	s.TapLabel(p.T("schedulefiles.script_copy"))
	if want := `<script src="` + address + `/widget.js" data-lang="en" defer></script>`; s.copied != want {
		t.Errorf("the script is %s", s.copied)
	}
	s.TapLabel(p.T("schedulefiles.osm_copy"))
	plan, err := s.chat().Plan("en")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(s.copied, "Mo-Fr 10:00-16:00; 2026 Dec 24 10:00-12:00") || !strings.Contains(s.copied, "2026 Dec 25 off") {
		t.Errorf("OpenStreetMap is told %s", s.copied)
	}
	_, today := sample.Now.In(plan.Zone), schedule.LocalOf(sample.Now.In(plan.Zone)).Date()
	want, err := transfer.SchemaOrg(plan, sample.Provider, today, today+365)
	if err != nil {
		t.Fatal(err)
	}
	s.TapLabel(p.T("schedulefiles.schema_copy"))
	if s.copied != string(want) || !json.Valid([]byte(s.copied)) {
		t.Error(cmp.Diff(string(want), s.copied))
	}
	s.TapLabel(p.T("schedulefiles.schema_save"))
	if s.disk.String() != string(want) || s.disk.name != p.T("schedulefiles.schema_name") {
		t.Error(s.disk.name, cmp.Diff(string(want), s.disk.String()))
	}
}

func TestTheSentencesOfBothLanguages(t *testing.T) {
	s := open(t, uitest.Setup{Language: i18n.English}, access.Primary)
	s.choose(t, "en", s.Printer.T("schedulefiles.sentences"))
	french, english, found := strings.Cut(s.copied, "\n")
	if !found || !strings.HasPrefix(french, "Ouvert du lundi au") || !strings.HasPrefix(english, "Open Monday") {
		t.Errorf("copied %q", s.copied)
	}
	if diff := cmp.Diff([]string{s.Printer.T("schedulefiles.copied")}, s.told()); diff != "" {
		t.Error(diff)
	}
}

func TestParityIsShownAndMendedInOneStep(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Delegate)
	p := s.Printer
	s.choose(t, "fr", p.T("schedulefiles.parity"))
	line := p.T("schedulefiles.parity_line", "Days", words.Days(p, schedule.Weekdays), "Hours", words.Span(p, schedule.Between(12*60, 13*60)))
	s.ExpectText("D" + line[1:]) // « Du lundi au vendredi… »
	s.ExpectText(p.T("schedulefiles.parity_why", "Reason", "Pause-repas", "Duration", words.Duration(p, 300)))
	s.TapLabel(p.T("schedulefiles.parity_mend"))
	chat := s.chat()
	french, _ := chat.Plan("fr")
	english, _ := chat.Plan("en")
	if gaps := schedule.EnglishGaps(french, english); len(gaps) > 0 || len(chat.French) != 5 {
		t.Errorf("left: %v, in %d schedules", gaps, len(chat.French))
	}
	if !slices.Contains(s.told(), p.N("schedulefiles.parity_mended", 1)) {
		t.Errorf("told %q", s.told())
	}
	s.storedIsTheSame(t)
	s.window.undo()
	if len(s.chat().French) != 4 || s.editor.Dirty() {
		t.Error("it is not undone in one step")
	}
	s.editor.Redo()
	s.editor.Save(nil)
	if len(s.source.Saves) != 1 || s.editor.Dirty() {
		t.Errorf("it cannot be saved: %v", s.editor.Draft().Faults())
	}
	s.exchange.Parity()
	s.ExpectText(p.T("schedulefiles.parity_whole"))
}

// Who may not edit sees what is missing, and no button.
func TestParityForSupport(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Support)
	s.exchange.Parity()
	s.ExpectText(s.Printer.T("schedulefiles.parity_title"))
	if s.HasControl(s.Printer.T("schedulefiles.parity_mend")) {
		t.Error("support can change the hours")
	}
}

func TestMasters(t *testing.T) {
	for _, m := range []struct {
		name  string
		setup uitest.Setup
		show  func(s *scene)
	}{
		{"import", uitest.Setup{}, func(s *scene) { s.exchange.Import("fr"); s.Key(fyne.KeyDown, fyne.KeyDown) }},
		{"import", uitest.Setup{Language: i18n.English, Mode: look.Dark, Zoom: look.Zoom150}, func(s *scene) { s.exchange.Import("fr") }},
		{"poster", uitest.Setup{}, func(s *scene) { s.rename("Nouveau nom"); s.exchange.Poster() }},
		{"poster", uitest.Setup{Language: i18n.English, Mode: look.HighContrast, Zoom: look.Zoom150}, func(s *scene) { s.exchange.Poster() }},
		{"site", uitest.Setup{Mode: look.Dark}, func(s *scene) { s.exchange.Site("fr") }},
		{"parity", uitest.Setup{Mode: look.HighContrast}, func(s *scene) { s.exchange.Parity() }},
	} {
		t.Run(m.name+fmt.Sprint(m.setup), func(t *testing.T) {
			s := open(t, m.setup, access.Primary)
			s.disk.text = mixed()
			m.show(s)
			s.ExpectImage(m.name)
		})
	}
}

// The palette finds each action by its words in either language, and runs it.
func TestThePaletteFindsTheActions(t *testing.T) {
	s := open(t, uitest.Setup{}, access.Primary)
	entries := s.exchange.Entries(s.Printer, "fr", "Clavardage")
	if len(entries) != len(s.exchange.Menu("fr")) {
		t.Fatalf("%d entries, %d lines of the menu", len(entries), len(s.exchange.Menu("fr")))
	}
	ids := map[string]bool{}
	for _, e := range entries {
		ids[e.ID] = true
		if len(e.Names) != 2 || len(e.Also) < 4 || e.Detail != "Clavardage" {
			t.Errorf("%+v", e)
		}
		if e.ID == "chat.parity" {
			e.Run()
		}
	}
	s.ExpectText(s.Printer.T("schedulefiles.parity_title"))
	if len(ids) != len(entries) {
		t.Errorf("ids are not unique: %v", ids)
	}
}
