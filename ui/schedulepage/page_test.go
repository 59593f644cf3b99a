package schedulepage_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/schedulepage"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
)

// scene is the page in the whole window, over the sample provider.
type scene struct {
	*uitest.Screen
	source *sample.Source
	editor *editing.Editor
	shell  *shell.Shell
	copied string
}

func open(t testing.TB, setup uitest.Setup, role access.Role, changes ...func(syncing.View)) *scene {
	t.Helper()
	s := &scene{source: sample.NewSource(changes...)}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.Screen = screen
		s.build(setup, role)
		return screen.Stage.Content()
	})
	s.Settle()
	return s
}

func (s *scene) build(setup uitest.Setup, role access.Role) {
	s.shell = shell.New(shell.Deps{
		Window: s.Window, Stage: s.Stage, Run: s.Runner, Sync: s.source, Clock: sample.Clock{},
		Person:   shell.Person{Name: "Marie Tremblay", Email: sample.Email, Role: role},
		Language: s.Printer.Language(), Look: look.Options{Mode: setup.Mode, Zoom: setup.Zoom},
		PickLanguage: func(lang i18n.Language) { s.editor.SwitchLanguage(lang) },
	})
	s.shell.SetProvider(sample.Provider)
	n := 0
	s.editor = editing.NewEditor(editing.Deps{
		Source: s.source, Window: s.shell.For("chat"), Run: s.Runner, Clock: sample.Clock{}, Keys: "Ctrl+S",
		NewID: func() string { n++; return fmt.Sprintf("0190b2f0-0000-7000-8000-0000000ff%03d", n) },
		Who:   editing.Who{Person: sample.Marie, Email: sample.Email, Role: role},
	})
	page := schedulepage.NewPresenter(schedulepage.Deps{Editor: s.editor, Copy: func(text string) { s.copied = text }})
	s.shell.Register(page.Registration("chat"))
	s.shell.Guard(s.editor)
	s.editor.Start()
	s.shell.Start(shell.Place{Route: "chat"})
}

// weekly is the French set after the next save.
func (s *scene) weekly() []schedule.Weekly { return editing.ChatOf(s.editor.Draft()).French }

func TestMasters(t *testing.T) {
	for _, setup := range []uitest.Setup{
		{},
		{Language: i18n.English, Mode: look.Dark, Size: fyne.NewSize(1600, 1000)},
		{Mode: look.HighContrast},
		{Zoom: look.Zoom150, Size: fyne.NewSize(1024, 700)},
	} {
		t.Run(fmt.Sprint(setup), func(t *testing.T) {
			s := open(t, setup, access.Primary, sample.Chatting)
			s.ExpectImage("week")
			if setup.Mode != look.HighContrast {
				s.showYear()
				s.ExpectImage("year")
			}
		})
	}
}

// showYear goes to the year, with the Christmas break selected.
func (s *scene) showYear() {
	s.editor.Window.Reveal(editing.SectionChat, "event:"+sample.Christmas+".name_fr")
	s.Settle()
}

// values are what is stored, by entity and field.
func values(v syncing.View) map[string]map[string]wire.Value { return settings.FromView(v) }
