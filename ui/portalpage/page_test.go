package portalpage_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/i18n"
	settingsample "pupitre/ui/editing/sample"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/portal/sample"
	"pupitre/ui/portalpage"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

// boreal is a federation of 12 accounts and 24,000 entries, made once: what reads it leaves it as it is.
var boreal = sync.OnceValue(func() *sample.Finder { return sample.NewFinder(12, 24_000) })

// memory keeps searches as the file does.
type memory struct {
	text  []byte
	fails error
}

// Searches implements portalpage.Memory.
func (m *memory) Searches() (portalpage.Searches, error) { return portalpage.DecodeSearches(m.text) }

// KeepSearches implements portalpage.Memory.
func (m *memory) KeepSearches(s portalpage.Searches) (err error) {
	if m.fails != nil {
		return m.fails
	}
	m.text, err = s.Encode()
	return err
}

// files is a computer on which every question is answered with one file.
type files struct {
	written bytes.Buffer
	name    string
	full    bool
}

func (f *files) SaveFile(_, name string, done func(io.WriteCloser, error)) {
	f.name = name
	done(f, nil)
}

func (f *files) Write(b []byte) (int, error) {
	if f.full {
		return 0, errors.New("no space left")
	}
	return f.written.Write(b)
}

func (f *files) Close() error { return nil }

// scene is the page in the whole window.
type scene struct {
	*uitest.Screen
	source    *sample.Source
	memory    *memory
	files     *files
	shell     *shell.Shell
	presenter *portalpage.Presenter
	copied    string
}

type settings struct {
	uitest.Setup
	role   access.Role
	access access.Portal
	source *sample.Source
	memory *memory
	kept   *settingsample.Source
}

func open(t testing.TB, set settings) *scene {
	t.Helper()
	if set.role == "" {
		set.role, set.access = access.Primary, access.EnterpriseSuperAdmin
	}
	s := &scene{source: set.source, memory: set.memory, files: &files{}}
	if s.source == nil {
		s.source = sample.NewSource(boreal(), set.access)
	}
	if s.memory == nil {
		s.memory = &memory{}
	}
	s.Screen = uitest.Open(t, set.Setup, func(screen *uitest.Screen) fyne.CanvasObject {
		s.Screen = screen
		if set.kept == nil {
			set.kept = settingsample.NewSource()
		}
		s.shell = shell.New(shell.Deps{
			Window: s.Window, Stage: s.Stage, Run: s.Runner, Sync: settingsample.NewSource(), Clock: settingsample.Clock{},
			Person:   shell.Person{Name: "Marie Tremblay", Email: settingsample.Email, Role: set.role},
			Language: s.Printer.Language(), Look: look.Options{Mode: set.Mode, Zoom: set.Zoom},
		})
		s.shell.SetProvider(settingsample.Provider)
		p := portal.New(portal.Deps{Source: s.source, Run: s.Runner, Role: set.role})
		s.presenter = portalpage.NewPresenter(portalpage.Deps{
			Portal: p, Window: s.shell, Run: s.Runner, Memory: s.memory, Kept: set.kept, Person: sample.Marie, Files: s.files, Copy: func(text string) { s.copied = text },
		})
		s.shell.Register(s.presenter.Registration("portal"))
		p.Start()
		s.shell.Start(shell.Place{Route: "portal"})
		return screen.Stage.Content()
	})
	s.Settle()
	return s
}

// column lists what the first rows show in a column.
func (s *scene) column(n, column int) (out []string) {
	for row := range min(n, s.OnlyTable().Count()) {
		cell, _ := s.OnlyTable().Cell(row, column)
		out = append(out, cell.Text)
	}
	return out
}

// look types a text in the place of the one before.
func (s *scene) look(text string) {
	s.Focus("enterprise.search")
	s.SendShortcut(&fyne.ShortcutSelectAll{})
	s.Key(fyne.KeyBackspace)
	s.Type(text)
	s.Settle()
}

// chooseSite adds the first value of the filter by site.
func (s *scene) chooseSite() {
	s.Focus("enterprise.facet.site")
	s.Key(fyne.KeySpace, fyne.KeyReturn)
	s.Settle()
}

func TestHomePictures(t *testing.T) {
	for name, set := range map[string]uitest.Setup{
		"home":     {},
		"home_150": {Mode: look.HighContrast, Zoom: look.Zoom150},
		"home_big": {Language: i18n.English, Mode: look.Dark, Size: fyne.NewSize(1600, 1000)},
	} {
		s := open(t, settings{Setup: set})
		s.look("tremb")
		s.chooseSite()
		s.OnlyTable().Select(2)
		s.Settle()
		s.ExpectImage(name)
	}
}

func TestTheFieldHasTheKeyboardOnArrival(t *testing.T) {
	s := open(t, settings{})
	s.shell.Open(shell.Place{Route: "portal", Section: "arrival"})
	if f, ok := s.Canvas.Focused().(*widgets.Entry); !ok || f.FieldID() != "enterprise.search" {
		t.Fatalf("%T has the keyboard", s.Canvas.Focused())
	}
	if n := s.OnlyTable().Count(); n < 10_000 {
		t.Errorf("%d rows before anything is typed, want everybody", n)
	}
	if column, down := s.OnlyTable().Sorted(); column != "name" || down {
		t.Errorf("sorted by %q", column)
	}
}

// Each key asks; what answers is pointed out however it was typed.
func TestResultsComeWhileTyping(t *testing.T) {
	s := open(t, settings{})
	all := s.OnlyTable().Count()
	s.look("TREMB")
	some := s.OnlyTable().Count()
	if some == 0 || some >= all {
		t.Fatalf("%d of %d", some, all)
	}
	for row := range min(some, 20) {
		cell, _ := s.OnlyTable().Cell(row, 0)
		marked := ""
		for _, m := range cell.Marks {
			marked += cell.Text[m.From:m.To]
		}
		if !strings.Contains(strings.ToLower(marked), "tremb") {
			t.Errorf("%q is marked at %q", cell.Text, marked)
		}
	}
	s.look("4185550")
	for _, phone := range s.column(10, 1) {
		if !strings.HasPrefix(phone, "418") {
			t.Errorf("%q answers 4185550", phone)
		}
	}
	s.ExpectText(s.Printer.Number(s.OnlyTable().Count()))
}

// While an answer is on its way the one before stays; the next key drops it.
func TestTheNextKeyDropsWhatWasAsked(t *testing.T) {
	s := open(t, settings{})
	s.look("tremb")
	before := s.column(3, 0)
	s.Runner.Hold = true
	s.Type("l")
	if got := s.column(3, 0); strings.Join(got, "|") != strings.Join(before, "|") {
		t.Errorf("%q while the answer is on its way", got)
	}
	asked := len(s.source.Found.Asked())
	s.Type("a")
	s.Runner.Release()
	s.Settle()
	if got := s.source.Found.Asked()[asked:]; len(got) != 1 || got[0].Text != "trembla" {
		t.Errorf("asked %v, want the last text alone", got)
	}
}

func TestFiltersAreChipsThatTheKeyboardTakesAway(t *testing.T) {
	s := open(t, settings{})
	s.look("tremb")
	all := s.OnlyTable().Count()
	s.chooseSite()
	some := s.OnlyTable().Count()
	if some == 0 || some >= all {
		t.Fatalf("%d of %d pass the filter", some, all)
	}
	sites := s.column(some, 4)
	for _, site := range sites {
		if site != sites[0] {
			t.Errorf("%q passes a filter on %q", site, sites[0])
		}
	}
	s.chooseSite() // the value in force stands in the list with a tick, and is taken away
	if got := s.OnlyTable().Count(); got != all {
		t.Errorf("%d rows, want %d", got, all)
	}
	s.chooseSite()
	chip := s.Control(s.Printer.T("enterprise.filter.remove", "Value", sites[0]))
	s.Canvas.Focus(chip.(fyne.Focusable))
	s.Key(fyne.KeyDelete)
	s.Settle()
	if got := s.OnlyTable().Count(); got != all {
		t.Errorf("%d rows without the filter, want %d", got, all)
	}
	if f, ok := s.Canvas.Focused().(*widgets.Entry); !ok || f.FieldID() != "enterprise.search" {
		t.Error("the keyboard goes back to the search")
	}
}

func TestSortByAnyColumn(t *testing.T) {
	s := open(t, settings{})
	s.look("tremb")
	if column, _ := s.OnlyTable().Sorted(); column != "" {
		t.Errorf("sorted by %q, want the best answers first", column)
	}
	for i, c := range []directory.Column{directory.ByName, directory.ByPhone, directory.ByExtension, directory.ByAccount, directory.BySite, directory.ByDepartment} {
		s.OnlyTable().OnSort(string(c), true)
		s.Settle()
		asked := s.source.Found.Asked()
		if last := asked[len(asked)-1]; last.Sort != c || !last.Down {
			t.Errorf("column %d: asked %v", i, last)
		}
	}
	s.Focus("enterprise.more")
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("enterprise.best_first"))
	if column, _ := s.OnlyTable().Sorted(); column != "" {
		t.Errorf("sorted by %q", column)
	}
}

func TestOneAccountOrAll(t *testing.T) {
	s := open(t, settings{})
	all := s.OnlyTable().Count()
	s.Focus("enterprise.account")
	s.Key(fyne.KeySpace, fyne.KeyDown, fyne.KeyReturn)
	s.Settle()
	some := s.OnlyTable().Count()
	if some == 0 || some >= all {
		t.Fatalf("%d of %d", some, all)
	}
	accounts := s.column(40, 3)
	for _, a := range accounts {
		if a == "" || a != accounts[0] {
			t.Errorf("%q among %q", a, accounts[0])
		}
	}
	s.Focus("enterprise.account")
	s.Key(fyne.KeySpace, fyne.KeyHome, fyne.KeyUp, fyne.KeyUp, fyne.KeyReturn)
	s.Settle()
	if got := s.OnlyTable().Count(); got != all {
		t.Errorf("%d rows of all accounts, want %d", got, all)
	}
}

func TestTheCardCopiesAndSaysHowToReach(t *testing.T) {
	s := open(t, settings{Setup: uitest.Setup{Size: fyne.NewSize(1600, 1000)}})
	s.look("tremb")
	s.Key(fyne.KeyDown, fyne.KeyDown) // from the field to the rows, and to the first of them
	s.Settle()
	cell, _ := s.OnlyTable().Cell(0, 2)
	s.ExpectText(s.Printer.T("enterprise.dial.title"))
	s.Focus("enterprise.copy.extension")
	s.Key(fyne.KeyReturn)
	if s.copied != cell.Text {
		t.Errorf("copied %q, want %q", s.copied, cell.Text)
	}
	s.Focus("enterprise.copy.phone")
	s.Key(fyne.KeyReturn)
	if strings.ContainsRune(s.copied, '\u00a0') || len(s.copied) < 12 {
		t.Errorf("copied %q, want plain spaces", s.copied)
	}
	s.Focus("enterprise.close")
	s.Key(fyne.KeyReturn)
	s.Settle()
	s.ExpectNoText(s.Printer.T("enterprise.dial.title"))
	if s.OnlyTable().Selected() != -1 {
		t.Error("the row is still selected")
	}
}

func TestExportWritesWhatIsShown(t *testing.T) {
	for language, want := range map[i18n.Language]string{
		i18n.French:  "\ufeffNom;Téléphone;Poste;Compte;Site;Service\r\n",
		i18n.English: "\ufeffName,Phone,Extension,Account,Site,Department\r\n",
	} {
		s := open(t, settings{Setup: uitest.Setup{Language: language}})
		s.look("tremb")
		total := s.OnlyTable().Count()
		s.Focus("enterprise.more")
		s.Key(fyne.KeyReturn)
		s.TapLabel(s.Printer.T("enterprise.export.do"))
		text := s.files.written.String()
		if !strings.HasPrefix(text, want) {
			t.Errorf("the file begins with %.80q", text)
		}
		if got := strings.Count(text, "\r\n"); got != total+1 {
			t.Errorf("%d lines, want the titles and %d", got, total)
		}
		if strings.Contains(text, "\u00a0") {
			t.Error("spreadsheets find no no-break space")
		}
		s.ExpectText(s.Printer.N("enterprise.export.done", total))
	}
}

func TestAFullDiskIsSaid(t *testing.T) {
	s := open(t, settings{})
	s.files.full = true
	s.Focus("enterprise.more")
	s.Key(fyne.KeyReturn)
	s.TapLabel(s.Printer.T("enterprise.export.do"))
	s.ExpectText(strings.TrimSuffix(s.Printer.T("enterprise.export.failed", "Reason", ""), " "))
}
