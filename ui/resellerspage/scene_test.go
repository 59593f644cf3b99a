package resellerspage_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/resellerspage"
	"pupitre/ui/roster"
	peoplesample "pupitre/ui/roster/sample"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
	"pupitre/ui/uitest/frame"
)

// sink is a file in memory.
type sink struct {
	strings.Builder
	name   string
	closed bool
	err    error  // of writing
	input  string // what an import reads
}

// OpenFile implements listing.Opener.
func (s *sink) OpenFile(_ string, _ []string, done func(io.ReadCloser, error)) {
	done(io.NopCloser(strings.NewReader(s.input)), nil)
}

func (s *sink) Write(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	return s.Builder.Write(p)
}

func (s *sink) Close() error { s.closed = true; return nil }

// SaveFile implements resellerspage.Files.
func (s *sink) SaveFile(_, name string, done func(io.WriteCloser, error)) {
	s.name = name
	done(s, nil)
}

// scene is the page in the whole window, over the sample provider.
type scene struct {
	*uitest.Screen
	source *sample.Source
	editor *editing.Editor
	shell  *shell.Shell
	file   *sink
	people *peoplesample.Source
	roster *roster.Roster
}

// tall is a window that shows a card whole.
var tall = fyne.NewSize(1600, 1600)

func open(t testing.TB, setup uitest.Setup, role access.Role, changes ...func(syncing.View)) *scene {
	t.Helper()
	s := &scene{source: sample.NewSource(changes...), file: &sink{}, people: peoplesample.NewSource()}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.Screen = screen
		s.build(setup, role)
		return screen.Stage.Content()
	})
	return s
}

func (s *scene) build(setup uitest.Setup, role access.Role) {
	s.shell = frame.NewShell(s.Screen, setup, shell.Deps{
		Sync: s.source, Clock: sample.Clock{}, PickLanguage: func(lang i18n.Language) { s.editor.SwitchLanguage(lang) },
		Person: shell.Person{Name: "Marie Tremblay", Email: sample.Email, Role: role},
	})
	n := 0
	s.editor = editing.NewEditor(editing.Deps{
		Source: s.source, Window: s.shell.For("resellers"), Run: s.Runner, Clock: sample.Clock{}, Keys: "Ctrl+S",
		NewID: func() string { n++; return "0190b2f0-0000-7000-8000-00000000ff0" + string(rune('0'+n)) },
		Who:   editing.Who{Person: sample.Marie, Email: sample.Email, Role: role},
	})
	s.roster = roster.New(roster.Deps{
		Source: s.people, Window: s.shell, Run: s.Runner, Clock: sample.Clock{}, Me: roster.Me{Person: sample.Marie, Role: role},
		Zone: func() *time.Location { return time.UTC }, Code: func(secret string) string { return secret }, Copy: func(string) {},
		Resellers: peoplesample.Resellers,
	})
	s.roster.Start()
	s.shell.Register(resellerspage.NewPresenter(resellerspage.Deps{Editor: s.editor, People: s.roster, Files: s.file, Opener: s.file}).Registration("resellers"))
	s.shell.Guard(s.editor)
	s.editor.Start()
	s.shell.Start(shell.Place{Route: "resellers"})
}

func wantNames(t *testing.T, s *scene, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, s.Names()); diff != "" {
		t.Error(diff)
	}
}
