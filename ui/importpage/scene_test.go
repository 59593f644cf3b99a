package importpage_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/spf13/afero"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/wire"
	"pupitre/i18n"
	settingsample "pupitre/ui/editing/sample"
	"pupitre/ui/importpage"
	"pupitre/ui/portal"
	"pupitre/ui/portal/sample"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
	"pupitre/ui/uitest/frame"
	"pupitre/ui/widgets"
)

// server is one that reads files as the test says.
type server struct {
	*sample.Server
	got      wire.ImportOptions
	body     string
	now      wire.Import
	problems int // lines that are refused
	pages    []int
	calls    []string
	refuses  error // of the next order
	fails    error // of everything that is asked after an import was accepted
	away     error // of every question about refused lines
}

func (s *server) order(call string) error {
	s.calls = append(s.calls, call)
	err := s.refuses
	s.refuses = nil
	return err
}

// StartImport implements importpage.Source.
func (s *server) StartImport(ctx context.Context, _ string, file io.Reader, size int64, o wire.ImportOptions) (wire.Import, error) {
	body, err := io.ReadAll(file)
	if err != nil || int64(len(body)) != size {
		return wire.Import{}, fmt.Errorf("%d bytes of %d: %w", len(body), size, err)
	}
	if err := ctx.Err(); err != nil {
		return wire.Import{}, err
	}
	s.got, s.body = o, string(body)
	s.now.ID, s.now.State = "i1", wire.ImportRunning
	return s.now, s.order("start")
}

// ImportState implements importpage.Source.
func (s *server) ImportState(context.Context, string, string) (wire.Import, error) { return s.now, nil }

// ImportProblems implements importpage.Source.
func (s *server) ImportProblems(_ context.Context, _, _ string, offset, limit int) (out []wire.ImportProblem, err error) {
	s.pages = append(s.pages, offset)
	if s.away != nil {
		return nil, s.away
	}
	for n := offset; n < min(offset+limit, s.problems); n++ {
		out = append(out, wire.ImportProblem{
			Line: int64(n*10 + 2), Text: fmt.Sprintf("utilisateur;Nord;Personne %d;201", n),
			Reasons: []wire.ImportReason{{Field: "extension", Key: "federation.csv_extension_twice", Args: map[string]any{"Extension": "201"}}},
		})
	}
	return out, nil
}

// AcceptImport implements importpage.Source.
func (s *server) AcceptImport(context.Context, string, string) error {
	if err := s.order("accept"); err != nil {
		return err
	}
	s.State.Undo = &wire.FederationUndo{Change: wire.ChangeImport, By: "Sophie Nguyen", At: settingsample.Clock{}.Now()}
	s.State.Import = ""
	s.Fails, s.fails = s.fails, nil
	return nil
}

// CancelImport implements importpage.Source.
func (s *server) CancelImport(context.Context, string, string) error { return s.order("cancel") }

// files choose and keep files in a folder of the test.
type files struct {
	choose string
	saved  string
	open   int // files that were chosen and are not closed
}

// OpenFile implements importpage.Files.
func (f *files) OpenFile(_ string, _ []string, done func(io.ReadCloser, error)) {
	if f.choose == "" {
		done(nil, nil)
		return
	}
	file, err := os.Open(f.choose)
	f.open++
	done(&chosen{file, f}, err)
}

// chosen is a file that tells when it is closed.
type chosen struct {
	*os.File
	from *files
}

// Close implements io.Closer.
func (c *chosen) Close() error {
	c.from.open--
	return c.File.Close()
}

// SaveFile implements importpage.Files.
func (f *files) SaveFile(_, _ string, done func(io.WriteCloser, error)) { done(saving{f}, nil) }

type saving struct{ *files }

func (s saving) Write(b []byte) (int, error) {
	s.saved += string(b)
	return len(b), nil
}

func (saving) Close() error { return nil }

// scene is the page in the whole window.
type scene struct {
	*uitest.Screen
	source *sample.Source
	server *server
	files  *files
	portal *portal.Portal
	page   *importpage.Presenter
	shell  *shell.Shell
	left   int // times that the program has ended
}

const route shell.Route = "import"

func open(t testing.TB, setup uitest.Setup, changes ...func(*scene)) *scene {
	t.Helper()
	finder := sample.NewFinder(3, 40)
	s := &scene{source: sample.NewSource(finder, access.EnterpriseAdmin), server: &server{Server: sample.NewServer(finder)}, files: &files{}}
	for _, change := range changes {
		change(s)
	}
	if setup.Size.IsZero() {
		setup.Size = fyne.NewSize(1024, 1400)
	}
	s.Screen = uitest.Open(t, setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.Screen = screen
		s.shell = frame.NewShell(screen, setup, shell.Deps{
			Sync: settingsample.NewSource(), Clock: settingsample.Clock{}, Quit: func() { s.left++ },
			Person: shell.Person{Name: "Sophie Nguyen", Email: settingsample.Email, Role: access.Support},
		})
		h := portal.New(portal.Deps{Source: s.source, Run: s.Runner, Role: access.Support})
		s.page = importpage.NewPresenter(importpage.Deps{
			Portal: h, Source: s.server, Window: s.shell, Run: s.Runner, Files: s.files, Disk: afero.NewOsFs(), Route: route,
		})
		s.shell.Register(s.page.Registration(route))
		s.shell.Register(shell.Registration{Route: "else", Title: func(*i18n.Printer) string { return "Ailleurs" }, New: func(*i18n.Printer) shell.Page { return blank{} }})
		s.shell.Await(s.page)
		s.portal = h
		h.OnStop(s.page.Pause)
		h.OnClose(s.page.Stop)
		h.Start()
		s.shell.Start(shell.Place{Route: route})
		return screen.Stage.Content()
	})
	s.Settle()
	return s
}

// blank is another page.
type blank struct{}

func (blank) Content() fyne.CanvasObject { return widgets.Body("ailleurs") }
func (blank) Aim(string, string)         {}
func (blank) AimAt(int)                  {}
func (blank) Leave()                     {}

const csv = "Nom;Poste;Ville\r\nZoé Côté;201;Alma\r\nNoé Lebœuf;202;\r\n"

// pick chooses a file of a text.
func (s *scene) pick(t testing.TB, text string) {
	t.Helper()
	s.files.choose = filepath.Join(t.TempDir(), "annuaire.csv")
	if err := os.WriteFile(s.files.choose, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s.press("importpage.choose")
}

func (s *scene) press(field string) {
	s.Focus(field)
	s.Key(fyne.KeyReturn)
	s.Settle()
}

// connect changes the connection.
func (s *scene) connect(c desk.Connection) {
	s.source.Connection = c
	s.source.Tell()
	s.Settle()
}

// lock hides everything and ends the session, as the program does; unlock is the person's return to where they were.
func (s *scene) lock() {
	s.portal.Stop()
	s.shell.Stop()
}

func (s *scene) unlock() {
	s.portal.Start()
	s.shell.Start(s.shell.Here())
	s.Settle()
}

// answer is what the server says from now on; the page asks for it.
func (s *scene) answer(i wire.Import) {
	i.ID = "i1"
	s.server.now = i
	s.Advance(600_000_000) // the next question
	s.Settle()
}

func ready() wire.Import {
	return wire.Import{
		State: wire.ImportReady, Lines: 1200, Created: 42, Updated: 7, Same: 1100, Refused: 51,
		Samples: []wire.ImportSample{{Line: 2, Created: true, Kind: "user", Name: "Zoé Côté"}, {Line: 3, Kind: "user", Name: "Noé Lebœuf", Was: "Noé Roy", Fields: []string{"name", "phone"}}},
	}
}

// table is the table with a title of the catalogue, nil when it is not shown.
func (s *scene) table(id string) *widgets.Table { return s.Table(s.Printer.T(id)) }
