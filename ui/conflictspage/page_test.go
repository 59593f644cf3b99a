package conflictspage_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/conflictspage"
	"pupitre/ui/conflictspage/sample"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
	"pupitre/ui/uitest/frame"
	"pupitre/ui/widgets"
)

// scene is the conflicts in the whole window.
type scene struct {
	*frame.Scene
	source    *sample.Source
	presenter *conflictspage.Presenter
}

type part func(*conflictspage.Deps)

func as(role access.Role) part { return func(d *conflictspage.Deps) { d.Role = role } }

func open(t testing.TB, setup uitest.Setup, source *sample.Source, parts ...part) *scene {
	t.Helper()
	s := &scene{source: source}
	s.Scene = frame.Open(t, setup, func(f *frame.Scene) shell.Registration {
		s.Scene = f
		deps := conflictspage.Deps{
			Source: source, Window: f.Shell, Run: f.Runner, Zone: frame.Montreal,
			Person: sample.Marie, Role: access.Primary, Name: sample.Name,
		}
		for _, p := range parts {
			p(&deps)
		}
		s.presenter = conflictspage.NewPresenter(deps)
		return s.presenter.Registration("conflicts")
	})
	return s
}

func (s *scene) last(t *testing.T) sample.Decision {
	t.Helper()
	if len(s.source.Decisions) == 0 {
		t.Fatal("nothing was decided")
	}
	return s.source.Decisions[len(s.source.Decisions)-1]
}

func TestBothValuesAreShownWithWhoAndWhen(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale())
	for _, text := range []string{
		"Boréale Télécom", "Téléphonie Boréale inc.", "Luc Côté, le 20\u00a0novembre\u00a02026", "vous, le 20\u00a0novembre\u00a02026",
		s.Printer.T("conflicts.value.base"), s.Printer.T("conflicts.value.mine"),
	} {
		s.ExpectText(text)
	}
}

func TestDecisions(t *testing.T) {
	for _, c := range []struct {
		button, want string
	}{
		{"conflicts.keep", "Téléphonie Boréale inc."},
		{"conflicts.take_mine", "Boréale Télécom"},
	} {
		s := open(t, uitest.Setup{}, sample.Boreale())
		s.TapLabel(s.Printer.T(c.button))
		got := s.last(t)
		if got.Conflict != "c1" || settings.String(got.Edit.Value) != c.want || settings.String(got.Edit.Saw.Value) != "Téléphonie Boréale inc." || got.Edit.Saw.Rev != 7 {
			t.Errorf("%s: %+v", c.button, got)
		}
		s.ExpectText(s.Printer.T("conflicts.decided"))
		s.ExpectText(s.Printer.T("conflicts.state.decided"))
		if n := s.presenter.Model().Selected(); n != 1 {
			t.Errorf("the next one that waits is looked at, got %d", n)
		}
	}
}

func TestAnotherValue(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale())
	s.TapLabel(s.Printer.T("conflicts.write"))
	s.Type(" ")
	s.Key(fyne.KeyReturn)
	s.ExpectText(s.Printer.T("settings.name_required"))
	if len(s.source.Decisions) != 0 {
		t.Fatal("what the rules refuse is not sent")
	}
	s.Type("Boréale Mobile ")
	s.Key(fyne.KeyReturn)
	if got := s.last(t); settings.String(got.Edit.Value) != "Boréale Mobile" {
		t.Errorf("cleaned as on the settings page, got %s", got.Edit.Value)
	}
}

func TestOneDecisionAtATime(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale())
	s.Runner.Hold = true
	s.TapLabel(s.Printer.T("conflicts.keep"))
	if !s.presenter.Model().Busy() {
		t.Fatal("the decision is on its way")
	}
	s.TapLabel(s.Printer.T("conflicts.take_mine"))
	s.presenter.Decide("c2", settings.Text("x"))
	s.Runner.Release()
	if len(s.source.Decisions) != 1 {
		t.Errorf("one decision, got %v", s.source.Decisions)
	}
}

func TestADecisionThatIsRefusedComesBack(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale())
	s.TapLabel(s.Printer.T("conflicts.keep"))
	if n := s.presenter.Model().Waiting(); n != 2 {
		t.Errorf("two wait, got %d", n)
	}
	s.source.Refuse("sync.field_moved")
	if n := s.presenter.Model().Waiting(); n != 3 {
		t.Errorf("it is open again, %d wait", n)
	}
	s.source.Close("c1")
	if n := len(s.presenter.Model().Conflicts()); n != 2 {
		t.Errorf("somebody has closed it: %d", n)
	}
}

func TestNothingStoredWhenTheDiskRefuses(t *testing.T) {
	source := sample.Boreale()
	source.SaveErr = fault.New(fault.Unavailable, "test", "sync.stopped")
	s := open(t, uitest.Setup{}, source)
	s.TapLabel(s.Printer.T("conflicts.keep"))
	s.ExpectText(s.Printer.T("conflicts.failed_decision", "Reason", s.Printer.T("sync.stopped")))
	if s.presenter.Model().Waiting() != 3 || s.presenter.Model().Busy() {
		t.Error("the conflict waits as before")
	}
}

func TestWhatTheRulesRefuseCannotBeTaken(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale())
	s.presenter.Model().Reveal("c3")
	s.source.Notify()
	s.Settle()
	s.ExpectText(s.Printer.T("settings.language_unknown"))
	if !s.Field("conflicts.take").(fyne.Disableable).Disabled() {
		t.Error("the server would refuse it")
	}
}

func TestDeletionsAndDeletedItemsCanOnlyBeClosed(t *testing.T) {
	for _, record := range []wire.ConflictRecord{
		{Entity: "schedule:1", Field: "name", Proposed: settings.Text("Été"), Person: sample.Luc, MadeAt: sample.Now},
		{Entity: "profile", Person: sample.Luc, MadeAt: sample.Now},
	} {
		source := sample.NewSource()
		source.Add("c9", record)
		s := open(t, uitest.Setup{}, source)
		m := s.presenter.Model()
		if _, ok := m.TakeRefusal(m.Conflicts()[0]); ok || m.MayWrite(m.Conflicts()[0]) {
			t.Errorf("%+v: there is nothing to take", record)
		}
		if record.Entity == "profile" {
			s.TapLabel(s.Printer.T("conflicts.close"))
			if got := s.last(t); got.Edit.Field != "" || !syncing.Same(got.Edit.Value, nil) {
				t.Errorf("it is closed as it is: %+v", got)
			}
		}
	}
}

func TestWhoMayNotDecideReadsOnly(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale(), as(access.Support))
	s.ExpectText(s.Printer.T("conflicts.not_allowed"))
	if s.HasControl(s.Printer.T("conflicts.keep")) {
		t.Error("no buttons for support staff")
	}
	s.presenter.Decide("c1", settings.Text("x"))
	if len(s.source.Decisions) != 0 {
		t.Error("and no other way")
	}
}

func TestASecretIsNeverShown(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale(), func(d *conflictspage.Deps) {
		d.Secret = func(_, field string) bool { return field == settings.FieldName }
	})
	s.ExpectNoText("Boréale Télécom")
	s.ExpectNoText("Boréale inc.")
	s.ExpectText("Luc Côté, le 20\u00a0novembre\u00a02026")
	if s.HasControl(s.Printer.T("conflicts.take_mine")) || s.HasControl(s.Printer.T("conflicts.write")) {
		t.Error("nobody chooses between values that cannot be seen")
	}
}

func TestKeyboardStaysOnTheDecision(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale())
	s.Focus("conflicts.keep")
	s.Key(fyne.KeySpace)
	if f, ok := s.Canvas.Focused().(widgets.Identified); !ok || f.FieldID() != "conflicts.keep" {
		t.Errorf("the same button of the next conflict has the keyboard, got %v", s.Canvas.Focused())
	}
	s.Shell.Open(shell.Place{Route: "conflicts", Section: "c3"})
	if n := s.presenter.Model().Selected(); n != 2 {
		t.Errorf("a place names a conflict, got %d", n)
	}
}

func TestLeavingEndsTheSubscription(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.Boreale())
	s.Shell.Stop()
	if s.source.Subscribers() != 0 || s.Runner.Pending() != 0 {
		t.Errorf("%d follow, %d delays", s.source.Subscribers(), s.Runner.Pending())
	}
}

func TestMasters(t *testing.T) {
	broken := sample.NewSource()
	broken.ViewErr = fault.New(fault.Unavailable, "test", "sync.not_loaded_yet")
	for _, c := range []struct {
		name   string
		source *sample.Source
		reach  func(*scene)
		all    bool
	}{
		{"conflicts", sample.Boreale(), func(s *scene) { s.Focus("conflicts.table") }, true},
		{"decided", sample.Boreale(), func(s *scene) {
			s.TapLabel(s.Printer.T("conflicts.keep"))
			s.presenter.Model().Select(0)
			s.source.Notify()
		}, false},
		{"write", sample.Boreale(), func(s *scene) { s.TapLabel(s.Printer.T("conflicts.write")) }, false},
		{"refused", sample.Boreale(), func(s *scene) { s.presenter.Model().Reveal("c3"); s.source.Notify() }, false},
		{"servers", sample.Sections(), look("order"), false},
		{"failover", sample.Sections(), func(s *scene) {
			look("failover")(s)
			s.Focus("conflicts.write")
			s.Key(fyne.KeySpace)
			s.Focus("conflicts.value.down_after_s")
			s.Type("x")
			s.Key(fyne.KeyReturn)
		}, false},
		{"provider", sample.Sections(), func(s *scene) { look("provider")(s); s.TapLabel(s.Printer.T("conflicts.write")) }, false},
		{"none", sample.NewSource(), func(*scene) {}, false},
		{"failed", broken, func(*scene) {}, false},
	} {
		for i, setup := range frame.Setups() {
			if !c.all && i > 1 {
				break
			}
			t.Run(c.name, func(t *testing.T) {
				source := *c.source // each picture begins with the same conflicts
				source.Rows, source.Decisions = nil, nil
				s := open(t, setup, &source)
				c.reach(s)
				s.Settle()
				s.ExpectImage(c.name)
			})
		}
	}
}

// The sentences are whole in both languages, whoever is not known.
func TestUnknownPeopleHaveWords(t *testing.T) {
	for _, lang := range i18n.Languages {
		s := open(t, uitest.Setup{Language: lang}, sample.Boreale(), func(d *conflictspage.Deps) { d.Name = func(string) string { return "" } })
		s.presenter.Model().Reveal("c2")
		s.source.Notify()
		s.Settle()
		s.ExpectText(s.Printer.T("conflicts.story.theirs", "Who", s.Printer.T("conflicts.somebody")))
	}
}

func TestTabGoesRoundThePage(t *testing.T) {
	s := open(t, uitest.Setup{}, sample.NewSource())
	if visited := s.ExpectTabGoesRound(); len(visited) < 5 { // side bar, search and at least something of the page
		t.Errorf("Tab visits %d controls only", len(visited))
	}
}
