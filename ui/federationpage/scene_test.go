package federationpage_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/wire"
	settingsample "pupitre/ui/editing/sample"
	"pupitre/ui/federationpage"
	"pupitre/ui/portal"
	"pupitre/ui/portal/sample"
	"pupitre/ui/shell"
	"pupitre/ui/task"
	"pupitre/ui/uitest"
	"pupitre/ui/uitest/frame"
	"pupitre/ui/widgets"
)

// three is a federation of three accounts whose extensions clash: 101 is in all of them, 10 begins it, 411 is everybody's.
func three() []wire.DirectoryRow {
	id := func(n int) string { return fmt.Sprintf("0198c0de-0000-7000-8000-%012d", n) }
	rows := []wire.DirectoryRow{}
	put := func(n int, e directory.Entry) {
		e.ID = id(n)
		rows = append(rows, e.Row())
	}
	for n, name := range []string{"Gatineau", "Laval", "Québec"} {
		put(n+1, directory.Entry{Kind: directory.Account, Account: id(n + 1), Name: name, Phone: fmt.Sprintf("+1418555010%d", n), Added: "2026-01-0" + fmt.Sprint(n+1)})
	}
	user := func(n, account int, name, extension string) {
		put(n, directory.Entry{Kind: directory.User, Account: id(account), Name: name, Extension: extension, Phone: fmt.Sprintf("+1418555012%d", n%10)})
	}
	user(11, 1, "Alice Roy", "101")
	user(12, 2, "Benoît Roy", "101")
	user(13, 3, "Chloé Roy", "101")
	user(14, 1, "Denis Côté", "202")
	user(15, 2, "Ève Côté", "10")
	user(16, 3, "Félix Côté", "411")
	return rows
}

// scene is the page in the whole window.
type scene struct {
	*uitest.Screen
	finder *sample.Finder
	source *sample.Source
	server *sample.Server
	shell  *shell.Shell
	portal *portal.Portal
	files  files
}

// files keep what is saved.
type files struct{ saved bytes.Buffer }

// SaveFile implements listing.Files.
func (f *files) SaveFile(_, _ string, done func(io.WriteCloser, error)) {
	f.saved.Reset()
	done(struct {
		io.Writer
		io.Closer
	}{&f.saved, io.NopCloser(nil)}, nil)
}

func open(t testing.TB, setup uitest.Setup, changes ...func(*scene)) *scene {
	t.Helper()
	finder := sample.FinderOf(three())
	s := &scene{finder: finder, source: sample.NewSource(finder, access.EnterpriseAdmin), server: sample.NewServer(finder)}
	for _, change := range changes {
		change(s)
	}
	if setup.Size.IsZero() {
		setup.Size = fyne.NewSize(1024, 1800)
	}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.Screen = screen
		return s.build(screen.Runner)
	})
	s.Settle()
	return s
}

// build shows the page, which has a runner of its own.
func (s *scene) build(run task.Runner) fyne.CanvasObject {
	s.shell = frame.NewShell(s.Screen, s.Setup, shell.Deps{
		Sync: settingsample.NewSource(), Clock: settingsample.Clock{},
		Person: shell.Person{Name: "Sophie Nguyen", Email: settingsample.Email, Role: access.Support},
	})
	s.portal = portal.New(portal.Deps{Source: s.source, Run: s.Runner, Role: access.Support})
	page := federationpage.NewPresenter(federationpage.Deps{
		Portal: s.portal, Source: s.server, Window: s.shell, Run: run, Files: &s.files, Clock: settingsample.Clock{},
	})
	s.shell.Register(page.Registration("building"))
	s.portal.Start()
	s.shell.Start(shell.Place{Route: "building"})
	return s.Stage.Content()
}

// none is a provider without a federation.
func none(s *scene) { s.source.List = nil }

func (s *scene) table(id string) *widgets.Table { return s.Table(s.Printer.T(id)) }

// rows are the texts of a table.
func rows(t *widgets.Table, columns int) (out []string) {
	if t == nil {
		return nil
	}
	for row := range t.Count() {
		line := []string{}
		for column := range columns {
			cell, _ := t.Cell(row, column)
			line = append(line, cell.Text)
		}
		out = append(out, strings.Join(line, " "))
	}
	return out
}

func (s *scene) analyse() {
	s.Focus("building.analyse")
	s.Key(fyne.KeyReturn)
	s.Settle()
}

func (s *scene) dial(account int, number string) {
	s.Focus("building.from")
	s.Key(fyne.KeySpace, fyne.KeyHome)
	for range account {
		s.Key(fyne.KeyDown)
	}
	s.Key(fyne.KeyReturn)
	s.Focus("building.dial")
	s.SendShortcut(&fyne.ShortcutSelectAll{})
	s.Type(number)
	s.Settle()
}

func (s *scene) wantAsked(t *testing.T, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, s.server.Asked); diff != "" {
		t.Error(diff)
	}
}
