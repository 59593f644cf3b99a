package historypage_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/i18n"
	"pupitre/ui/fieldwords"
	"pupitre/ui/historypage"
	"pupitre/ui/historypage/sample"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
	"pupitre/ui/uitest/frame"
	"pupitre/ui/widgets"
)

// scene is the history in the whole window.
type scene struct {
	*frame.Scene
	source    *sample.Source
	presenter *historypage.Presenter
}

type part func(*scene, *historypage.Deps)

func open(t testing.TB, setup uitest.Setup, source *sample.Source, parts ...part) *scene {
	t.Helper()
	s := &scene{source: source}
	s.Scene = frame.Open(t, setup, func(f *frame.Scene) shell.Registration {
		s.Scene = f
		deps := historypage.Deps{
			Source: source, Window: f.Shell, Run: f.Runner, Clock: frame.Clock{}, Zone: frame.Montreal,
			Person: sample.Marie, Role: access.Primary,
		}
		for _, p := range parts {
			p(s, &deps)
		}
		s.presenter = historypage.NewPresenter(deps)
		return s.presenter.Registration("history")
	})
	return s
}

func as(role access.Role) part { return func(_ *scene, d *historypage.Deps) { d.Role = role } }

func (s *scene) table() *widgets.Table {
	var found *widgets.Table
	widgets.Walk(s.Canvas.Content(), func(o fyne.CanvasObject) bool {
		if t, ok := o.(*widgets.Table); ok && found == nil {
			found = t
		}
		return found == nil && o.Visible()
	})
	return found
}

func (s *scene) choose(id, value string) {
	s.Field(id).(*widgets.Select).SetSelected(value)
	s.Settle()
}

func TestChangesAreToldInSentences(t *testing.T) {
	for _, c := range []struct {
		lang i18n.Language
		line string
		full string
	}{
		{i18n.French, "Nom du fournisseur\u00a0: «\u00a0Téléphonie Boréale\u00a0» devient", "Le 21\u00a0novembre\u00a02026 à\u00a011\u00a0h\u00a030, Luc Côté a remplacé «\u00a0Téléphonie Boréale\u00a0» par «\u00a0Téléphonie Boréale inc.\u00a0»."},
		{i18n.English, "Provider name: “Téléphonie Boréale” becomes", "On November\u00a021, 2026 at\u00a011:30\u00a0a.m., Luc Côté replaced “Téléphonie Boréale” with “Téléphonie Boréale inc.”."},
	} {
		s := open(t, uitest.Setup{Language: c.lang, Size: fyne.NewSize(1600, 1000)}, sample.Boreale(0))
		s.ExpectText(c.line)
		s.table().Select(2)
		s.Settle()
		s.ExpectText(strings.ReplaceAll(c.full, "\n", " "))
		s.ExpectText("Poste de l’accueil")
		s.table().Select(3)
		s.Settle()
		s.ExpectText(map[i18n.Language]string{i18n.French: "vous avez choisi", i18n.English: "you chose"}[c.lang])
	}
}

func TestBringAValueBackAndTakeItBackAgain(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale(0))
	s.table().Select(2) // the name, by Luc
	s.Settle()
	s.TapLabel(s.Printer.T("history.restore.field"))
	s.ExpectText(s.Printer.T("history.restore.title_field", "Field", s.Printer.T("settings.profile.name")))
	if len(s.source.Saves) != 0 {
		t.Fatal("nothing is saved before it is confirmed")
	}
	s.TapLabel(s.Printer.T("history.restore.accept"))
	if len(s.source.Saves) != 1 {
		t.Fatalf("one save, got %v", s.source.Saves)
	}
	edit := s.source.Saves[0][0]
	if edit.Field != settings.FieldName || settings.String(edit.Value) != "Téléphonie Boréale" || settings.String(edit.Saw.Value) != "Téléphonie Boréale inc." {
		t.Errorf("an edit like any other, over what stands: %+v", edit)
	}
	s.ExpectText(s.Printer.N("history.restore.done", 1))
	if got := s.table().Count(); got != 9 {
		t.Errorf("it is a change of its own: %d rows", got)
	}
	s.TapLabel(s.Printer.T("history.restore.undo"))
	undo := s.source.Saves[1][0]
	if settings.String(undo.Value) != "Téléphonie Boréale inc." || settings.String(undo.Saw.Value) != "Téléphonie Boréale" {
		t.Errorf("undo is the inverse edit: %+v", undo)
	}
}

func TestBringASectionBack(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale(0))
	s.table().Select(4) // the zone, by Luc, before his two other changes
	s.Settle()
	s.TapLabel(s.Printer.T("history.restore.section"))
	s.TapLabel(s.Printer.T("history.restore.accept"))
	got := map[string]string{}
	for _, e := range s.source.Saves[0] {
		got[e.Field] = settings.String(e.Value)
	}
	// The zone had no value before: nothing that could be restored. Marie's own preferences are another section.
	want := map[string]string{settings.FieldName: "Téléphonie Boréale", settings.FieldDefaultLanguage: "fr"}
	if len(got) != len(want) || got[settings.FieldName] != want[settings.FieldName] || got[settings.FieldDefaultLanguage] != "fr" {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestWhoMayNotWriteIsNotOfferedTo(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale(0), as(access.Support))
	s.table().Select(2)
	s.Settle()
	if s.HasControl(s.Printer.T("history.restore.field")) {
		t.Error("support staff read only")
	}
	s = open(t, uitest.Setup{}, sample.Boreale(0))
	s.table().Select(0)
	s.Settle()
	if s.HasControl(s.Printer.T("history.restore.field")) {
		t.Error("a role is not restored by an edit")
	}
}

func TestASecretIsNeverShown(t *testing.T) {
	secret := func(_ *scene, d *historypage.Deps) {
		d.Secret = func(_, field string) bool { return field == settings.FieldName }
	}
	s := open(t, uitest.Setup{Size: fyne.NewSize(1600, 1000)}, sample.Boreale(0), secret)
	s.table().Select(2)
	s.Settle()
	s.ExpectNoText("«\u00a0Téléphonie")
	s.ExpectText("n’est pas montrée")
	s.ExpectText("Luc Côté")
	if s.HasControl(s.Printer.T("history.restore.field")) {
		t.Error("nobody restores what nobody may see")
	}
}

func TestFilterByHand(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale(0))
	s.choose("history.person", sample.Luc)
	if got := s.table().Count(); got != 4 {
		t.Errorf("Luc made 4 changes, the list has %d", got)
	}
	s.choose("history.section", string(fieldwords.Member))
	s.ExpectText(s.Printer.T("history.empty.none_title"))
	s.TapLabel(s.Printer.T("history.empty.show_all"))
	if got := s.table().Count(); got != 8 {
		t.Errorf("all %d changes are shown again", got)
	}
	s.choose("history.period", string(historypage.ChosenDays))
	s.Focus("history.from")
	s.Type("2026-11-20")
	s.Key(fyne.KeyReturn)
	if got := s.table().Count(); got != 4 {
		t.Errorf("since the 20th: 4 changes, got %d", got)
	}
	s.Focus("history.to")
	s.Type("demain")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("history.filter.day_wrong", "Example", "2026-11-21"))
	s.Shell.SetLanguage(i18n.English)
	s.Settle()
	if got := s.Field("history.from").(*widgets.Entry).Text(); got != "2026-11-20" {
		t.Errorf("the filter survives a change of language, got %q", got)
	}
}

func TestCompareTwoDays(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale(400))
	s.TapLabel(s.Printer.T("history.mode.label")) // the middle of the switch is its second half
	s.Focus("history.first")
	s.Type("2026-11-01")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.N("history.compare.count", 5))
	table := s.table()
	for row := range table.Count() {
		table.Select(row)
		s.Settle()
		if s.Sees("«\u00a0Téléphonie Boréale inc.\u00a0».") {
			break
		}
	}
	s.TapLabel(s.Printer.T("history.restore.field_day", "Day", s.Printer.Date(time.Date(2026, time.November, 1, 12, 0, 0, 0, time.UTC))))
	s.TapLabel(s.Printer.T("history.restore.accept"))
	if edit := s.source.Saves[0][0]; settings.String(edit.Value) == "Téléphonie Boréale inc." {
		t.Errorf("the value of the first day comes back: %+v", edit)
	}
	s.Focus("history.second")
	s.Type("2026-10-01")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("history.compare.order"))
}

// Off line, what was read before is shown and said to have gaps; nothing is concluded from it.
func TestOffLineNothingIsBuiltOnGaps(t *testing.T) {
	source := sample.Boreale(0)
	source.Offline = true
	s := open(t, uitest.Setup{}, source)
	s.ExpectText(s.Printer.T("history.partial"))
	if got := s.table().Count(); got != 8 {
		t.Errorf("what is known is shown: %d rows", got)
	}
	s.table().Select(4)
	s.Settle()
	s.TapLabel(s.Printer.T("history.restore.section"))
	if s.HasControl(s.Printer.T("history.restore.accept")) {
		t.Error("a section cannot be rebuilt from what may have gaps")
	}
	s.ExpectText(s.Printer.T("history.restore.failed", "Reason", s.Printer.T("history.partial")))
	s.TapLabel(s.Printer.T("history.mode.label"))
	s.Focus("history.first")
	s.Type("2026-11-01")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("history.failed.title"))
	source.Offline = false
	source.Notify()
	s.Settle()
	if s.presenter.Model().Partial() {
		t.Error("once the server is back, the list is read anew")
	}
}

func TestScrollingReadsOn(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale(2000))
	if len(s.source.Queries) != 1 {
		t.Errorf("one page at first: %d", len(s.source.Queries))
	}
	s.Focus("history.table")
	s.Key(fyne.KeyEnd)
	s.Key(fyne.KeyEnd)
	if got := s.table().Count(); got <= 201 || got > 1000 {
		t.Errorf("a page or two more, not all: %d", got)
	}
}

// A page that was asked for before the list began anew must not be joined to it: the gap between them would not be seen.
func TestAPageOnItsWayIsNotJoinedToANewList(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale(1000))
	s.Runner.Hold = true
	s.Focus("history.table")
	s.Key(fyne.KeyEnd) // asks for the next page, which does not come yet
	s.Runner.Hold = false
	for i := range 300 {
		s.source.Change(sample.Luc, "profile", settings.FieldName, strings.Repeat("x", i%7+1), sample.Now)
	}
	s.source.Notify()
	s.Runner.Release()
	m := s.presenter.Model()
	for i := 1; i < m.Count(); i++ {
		if m.Row(i).Rev != m.Row(i-1).Rev-1 {
			t.Fatalf("revision %d stands under %d", m.Row(i).Rev, m.Row(i-1).Rev)
		}
	}
	if m.Row(0).Rev != s.source.Rows[0].Rev {
		t.Error("the newest change is on top")
	}
}

func TestLeavingEndsTheSubscription(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale(0))
	if s.source.Subscribers() != 1 {
		t.Fatal("the page follows its source")
	}
	s.Shell.Stop()
	if s.source.Subscribers() != 0 {
		t.Error("a page that has left follows nothing")
	}
	if s.Runner.Pending() != 0 {
		t.Errorf("%d delays are left", s.Runner.Pending())
	}
}

func TestMasters(t *testing.T) {
	broken := sample.Boreale(0)
	broken.HistoryErr = fault.New(fault.Unavailable, "test", "remote.unreachable")
	for _, c := range []struct {
		name   string
		source func() *sample.Source
		reach  func(*scene)
		all    bool
	}{
		{"history", func() *sample.Source { return sample.Boreale(500) }, func(s *scene) {
			s.Focus("history.table")
			s.table().Select(2)
		}, true},
		{"compare", func() *sample.Source { return sample.Boreale(0) }, func(s *scene) {
			s.TapLabel(s.Printer.T("history.mode.label"))
			s.Focus("history.first")
			s.Type("2026-11-01")
			s.Key(fyne.KeyReturn)
			s.table().Select(0)
		}, true},
		{"restore", func() *sample.Source { return sample.Boreale(0) }, func(s *scene) {
			s.table().Select(4)
			s.Settle()
			s.TapLabel(s.Printer.T("history.restore.section"))
		}, false},
		{"days", func() *sample.Source { return sample.Boreale(0) }, func(s *scene) {
			s.choose("history.period", string(historypage.ChosenDays))
			s.Focus("history.from")
			s.Type("hier")
			s.Key(fyne.KeyReturn)
		}, false},
		{"sections", sample.Sections, func(s *scene) { s.reveal(settings.EntityTelephony, settings.FieldDefault) }, false},
		{"restore_group", sample.Sections, func(s *scene) {
			s.reveal(settings.TelephonyEntity(sample.Horizon), settings.FieldAddress)
			s.TapLabel(s.Printer.T("history.restore.field"))
		}, false},
		{"empty", sample.NewSource, func(*scene) {}, false},
		{"failed", func() *sample.Source { return broken }, func(*scene) {}, false},
	} {
		for i, setup := range frame.Setups() {
			if !c.all && i > 1 {
				break
			}
			t.Run(c.name, func(t *testing.T) {
				s := open(t, setup, c.source())
				c.reach(s)
				s.Settle()
				s.ExpectImage(c.name)
			})
		}
	}
}

func TestTabGoesRoundThePage(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.NewSource())
	if visited := s.ExpectTabGoesRound(); len(visited) < 8 { // side bar, search and at least something of the page
		t.Errorf("Tab visits %d controls only", len(visited))
	}
}
