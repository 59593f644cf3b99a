package syncpage_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/shell"
	"pupitre/ui/syncpage"
	"pupitre/ui/syncpage/sample"
	"pupitre/ui/uitest"
	"pupitre/ui/uitest/frame"
	"pupitre/ui/widgets"
)

// scene is the page in the whole window.
type scene struct {
	*frame.Scene
	source    *sample.Source
	presenter *syncpage.Presenter
	copied    []string
	signIns   int
	opened    []shell.Place
}

// window notes where one goes, as the pages are not there.
type window struct {
	*shell.Shell
	scene *scene
}

func (w window) Open(to shell.Place) { w.scene.opened = append(w.scene.opened, to) }

func open(t testing.TB, setup uitest.Setup, source *sample.Source, parts ...func(*syncpage.Deps)) *scene {
	t.Helper()
	s := &scene{source: source}
	s.Scene = frame.Open(t, setup, func(f *frame.Scene) shell.Registration {
		s.Scene = f
		f.Sync.Now = source.Status
		deps := syncpage.Deps{
			Source: source, Window: window{f.Shell, s}, Run: f.Runner, Clock: frame.Clock{}, Zone: frame.Montreal,
			Copy:      func(text string) { s.copied = append(s.copied, text) },
			SignIn:    func() { s.signIns++ },
			Conflicts: "conflicts",
			Place: func(section, field string) shell.Place {
				return shell.Place{Route: "settings", Section: section, Field: field}
			},
		}
		for _, p := range parts {
			p(&deps)
		}
		s.presenter = syncpage.NewPresenter(deps)
		return s.presenter.Registration("sync")
	})
	return s
}

func TestWhatWaits(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale())
	for _, text := range []string{
		s.Printer.T("shell.status.offline"), s.Printer.N("sync_page.fact.fields", 3), "il y a 5\u00a0heures",
		"12\u00a0ko", "348\u00a0ko",
		"«\u00a0Boréale\u00a0» → «\u00a0Boréale Télécom\u00a0»", "«\u00a0Français\u00a0» → «\u00a0Anglais\u00a0»", "«\u00a0rien\u00a0» → «\u00a03\u00a0»",
		"2026-11-21\u00a013:40",
	} {
		s.ExpectText(text)
	}
	s.source.Rows = s.source.Rows[:2]
	s.source.Status = desk.State{Connection: desk.Online, LastExchange: sample.Now}
	s.source.Notify()
	s.Settle()
	s.ExpectText(s.Printer.T("sync_page.waiting.none"))
	s.ExpectText(s.Printer.T("shell.status.online"))
	s.ExpectNoText("Boréale Télécom")
}

func TestRejectedEditsKeepTheirValueAndSayWhy(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1100, 1400)}, sample.Boreale())
	s.ExpectText(s.Printer.T("settings.name_required")) // the newest first
	s.TapLabel(s.Printer.T("sync_page.rejected.copy"))
	s.Focus("sync_page.rejected")
	s.Key(fyne.KeyDown)
	s.ExpectText(s.Printer.T("settings.not_allowed"))
	s.ExpectText("Votre valeur\u00a0: «\u00a0America/Halifax\u00a0»")
	s.TapLabel(s.Printer.T("sync_page.rejected.copy"))
	if len(s.copied) != 2 || s.copied[0] != "  " || s.copied[1] != "America/Halifax" {
		t.Errorf("copied to the letter: %q", s.copied)
	}
	s.TapLabel(s.Printer.T("sync_page.rejected.open"))
	want := shell.Place{Route: "settings", Section: "profile", Field: "profile.time_zone"}
	if len(s.opened) != 1 || s.opened[0] != want {
		t.Errorf("the field is opened: %v", s.opened)
	}
}

func TestTheModelReadsTheQueue(t *testing.T) {
	rows := []syncing.OutboxRow{
		{State: syncing.Pending, Mutation: wire.Mutation{Seq: 3, Kind: wire.Delete, Entity: "schedule:1", Fields: []wire.FieldEdit{{Name: "a"}, {Name: "b"}}}},
		{State: syncing.Pending, Mutation: wire.Mutation{Seq: 4, Kind: wire.Edit, Entity: "profile", Fields: []wire.FieldEdit{{Name: "a"}, {Name: "b"}}}},
		{State: syncing.Acked, Mutation: wire.Mutation{Seq: 1, Kind: wire.Edit, Entity: "profile", Fields: []wire.FieldEdit{{Name: "a"}, {Name: "b", Value: wire.Value(`{"x":1}`)}}}, Result: &wire.MutationResult{
			Fields: []wire.FieldResult{{Name: "a", Outcome: wire.Applied}, {Name: "b", Outcome: wire.Rejected, Code: "sync.malformed"}},
		}},
		{State: syncing.Done, Mutation: wire.Mutation{Seq: 2, Kind: wire.Delete, Entity: "schedule:2"}, Result: &wire.MutationResult{
			Fields: []wire.FieldResult{{Outcome: wire.Rejected, Code: "settings.not_allowed"}},
		}},
	}
	m := &syncpage.Model{}
	m.Loaded(rows)
	if got := m.Waiting(); len(got) != 3 || got[0].Field != "" || got[0].Kind != wire.Delete || got[2].Field != "b" {
		t.Errorf("a deletion is one edit, the others one a field: %+v", got)
	}
	got := m.Rejected()
	if len(got) != 2 || got[0].Seq != 2 || got[1].Field != "b" || got[1].Text() != `{"x":1}` {
		t.Errorf("only what was rejected, the newest first: %+v", got)
	}
	m.Select(1)
	m.Loaded(rows[:3])
	if m.Selected() != 0 || m.Rejected()[0].Field != "b" {
		t.Errorf("the edit looked at stays: %d", m.Selected())
	}
	m.Loaded(nil)
	if m.Selected() != -1 {
		t.Error("nothing is left")
	}
}

func TestActions(t *testing.T) {
	for _, c := range []struct {
		connection desk.Connection
		button     string // "" for none
		retries    int
		signIns    int
	}{
		{desk.Online, "sync_page.retry", 1, 0},
		{desk.Offline, "sync_page.retry", 1, 0},
		{desk.SignedOut, "shell.sign_in_again", 0, 1},
		{desk.Revoked, "", 0, 0},
		{desk.Outdated, "", 0, 0},
		{desk.Connecting, "", 0, 0},
	} {
		source := sample.NewSource()
		source.Status.Connection = c.connection
		s := open(t, uitest.Setup{}, source)
		if c.button == "" {
			if s.HasControl(s.Printer.T("sync_page.retry")) || s.HasControl(s.Printer.T("shell.sign_in_again")) {
				t.Errorf("%s: nothing helps", c.connection)
			}
			continue
		}
		s.TapLabel(s.Printer.T(c.button))
		if source.Retries != c.retries || s.signIns != c.signIns {
			t.Errorf("%s: %d retries, %d sign-ins", c.connection, source.Retries, s.signIns)
		}
	}
}

func TestConflictsAreOnePressAway(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale())
	s.ExpectText(s.Printer.N("sync_page.conflicts.text", 1))
	s.TapLabel(s.Printer.T("sync_page.conflicts.open"))
	if len(s.opened) != 1 || s.opened[0].Route != "conflicts" {
		t.Errorf("got %v", s.opened)
	}
}

func TestASecretIsNeverShown(t *testing.T) {
	s := open(t, uitest.Setup{Size: fyne.NewSize(1100, 1400)}, sample.Boreale(), func(d *syncpage.Deps) {
		d.Secret = func(_, field string) bool { return field == settings.FieldName || field == settings.FieldTimeZone }
	})
	s.ExpectNoText("Boréale Télécom")
	s.ExpectNoText("America/Halifax")
	s.ExpectText(s.Printer.T("sync_page.edit.secret"))
	if s.HasControl(s.Printer.T("sync_page.rejected.copy")) {
		t.Error("nor copied")
	}
}

func TestAQueueThatCannotBeReadSaysSo(t *testing.T) {
	source := sample.Boreale()
	source.QueueErr = fault.New(fault.Unavailable, "test", "sync.stopped")
	s := open(t, uitest.Setup{}, source)
	s.ExpectText(s.Printer.T("sync_page.failed.text", "Reason", s.Printer.T("sync.stopped")))
	s.ExpectNoText(s.Printer.T("sync_page.waiting.none"))
	source.QueueErr = nil
	s.TapLabel(s.Printer.T("sync_page.failed.retry"))
	s.ExpectText("Boréale Télécom")
}

func TestTimeGoesOnAndLeavingEndsEverything(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale())
	s.source.Status.LastExchange = sample.Now.Add(-6 * time.Hour)
	s.presenter.Model().SetState(s.source.Status, 1, 1)
	s.Advance(30 * time.Second)
	s.ExpectText("il y a 6\u00a0heures")
	s.Shell.SetLanguage(i18n.English)
	s.Settle()
	s.ExpectText("Waiting to be sent")
	s.Focus("sync_page.waiting")
	s.Key(fyne.KeyEnd)
	if f, ok := s.Canvas.Focused().(widgets.Identified); !ok || f.FieldID() != "sync_page.waiting" {
		t.Error("the list has the keyboard")
	}
	s.Shell.Stop()
	if s.source.Subscribers() != 0 || s.Runner.Pending() != 0 {
		t.Errorf("%d follow, %d delays", s.source.Subscribers(), s.Runner.Pending())
	}
}

func TestMasters(t *testing.T) {
	signedOut := sample.NewSource()
	signedOut.Status = desk.State{Connection: desk.SignedOut, Pending: 1, LastExchange: sample.Now.Add(-30 * time.Hour)}
	signedOut.Edit("profile", settings.FieldName, "Boréale", "Boréale Télécom", time.Hour)
	for _, c := range []struct {
		name   string
		source *sample.Source
		all    bool
	}{
		{"sync", sample.Boreale(), true},
		{"synced", sample.NewSource(), false},
		{"signed_out", signedOut, false},
	} {
		for i, setup := range frame.Setups() {
			if !c.all && i > 1 {
				break
			}
			t.Run(c.name, func(t *testing.T) { open(t, setup, c.source).ExpectImage(c.name) })
		}
	}
}

func TestTabGoesRoundThePage(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.NewSource())
	if visited := s.ExpectTabGoesRound(); len(visited) < 5 { // side bar, search and at least something of the page
		t.Errorf("Tab visits %d controls only", len(visited))
	}
}
