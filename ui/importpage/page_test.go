package importpage_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/uitest"
	"pupitre/ui/widgets"
)

func TestImportPictures(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.pick(t, csv)
	s.ExpectImage("columns")
	s = open(t, uitest.Setup{Language: i18n.English, Mode: look.Dark, Size: fyne.NewSize(1024, 1150)}, func(s *scene) { s.server.problems = 51 })
	s.pick(t, csv)
	s.press("importpage.check")
	s.answer(ready())
	s.table("importpage.problems.title").Select(2)
	s.Settle()
	s.ExpectImage("preview")
	s = open(t, uitest.Setup{Size: fyne.NewSize(1024, 700), Mode: look.HighContrast}, func(s *scene) { s.source.Connection = desk.Offline })
	s.ExpectImage("offline")
}

// A file goes its whole way: its columns are proposed and corrected, it is sent, checked, shown, accepted and taken back.
func TestAFileIsImported(t *testing.T) {
	s := open(t, uitest.Setup{}, func(s *scene) { s.server.problems = 51 })
	s.pick(t, csv)
	s.ExpectText("annuaire.csv")
	s.ExpectText(s.Printer.T("importpage.columns.examples", "Values", s.Printer.List("Zoé Côté", "Noé Lebœuf")))
	s.press("importpage.check")
	want := wire.ImportOptions{Columns: []string{"name", "extension", ""}, Kind: "user", Separator: ";", Encoding: wire.ImportUTF8}
	if diff := cmp.Diff(want, s.server.got); diff != "" || s.server.body != csv {
		t.Errorf("%s%q", diff, s.server.body)
	}
	s.answer(wire.Import{State: wire.ImportRunning, Stage: wire.StageChecking, Done: 40, Total: 120, Lines: 120, By: "Luc Côté"})
	s.ExpectText(s.Printer.N("importpage.progress.count", 120, "Done", 40))
	s.ExpectText(s.Printer.T("importpage.progress.by", "Name", "Luc Côté"))
	s.answer(ready())
	if n := s.table("importpage.problems.title").Count(); n != 51 {
		t.Errorf("%d lines", n)
	}
	s.press("importpage.accept")
	if diff := cmp.Diff([]string{"start", "accept"}, s.server.calls); diff != "" {
		t.Error(diff)
	}
	s.ExpectText(s.Printer.T("importpage.done.title"))
	s.press("importpage.undo")
	s.ExpectText(s.Printer.T("building.undo.title", "What", s.Printer.T("building.undo.import")))
	s.TapLabel(s.Printer.T("building.undo.accept"))
	s.Settle()
	if !slices.Contains(s.server.Asked, "undo") {
		t.Errorf("asked %q", s.server.Asked)
	}
	s.ExpectText(s.Printer.T("importpage.undone"))
	s.ExpectText(s.Printer.T("importpage.file.drop"))
}

// How a file is written is sniffed, shown, and another choice reads it again.
func TestTheFormatIsShownAndChanged(t *testing.T) {
	s := open(t, uitest.Setup{})
	latin, err := charmap.Windows1252.NewEncoder().String(csv)
	if err != nil {
		t.Fatal(err)
	}
	s.pick(t, latin)
	s.ExpectText("Windows-1252")
	s.ExpectText(s.Printer.T("importpage.format.semicolon"))
	s.ExpectText(s.Printer.T("importpage.columns.examples", "Values", s.Printer.List("Zoé Côté", "Noé Lebœuf")))
	s.Focus("importpage.separator")
	s.Key(fyne.KeySpace, fyne.KeyDown, fyne.KeyReturn)
	s.Settle()
	s.ExpectText(s.Printer.T("importpage.format.chosen"))
	s.ExpectText("Nom;Poste;Ville")
	s.ExpectText(i18n.For(i18n.French).Err(fault.New(fault.Invalid, "test", "federation.csv_no_columns")))
	s.press("importpage.check")
	if len(s.server.calls) > 0 {
		t.Errorf("a file without names was sent: %q", s.server.calls)
	}
}

// Files that cannot be read are told in a sentence, and nothing is sent.
func TestFilesThatCannotBeRead(t *testing.T) {
	for key, text := range map[string]string{
		"transfer.csv_not_text": "a\x00b", "transfer.csv_empty": "\r\n", "transfer.csv_quotes": "\"Nom;Poste\r\n",
		"importpage.too_many_columns": strings.Repeat("a;", 60) + "\r\n",
	} {
		s := open(t, uitest.Setup{})
		s.pick(t, text)
		s.ExpectText(s.Printer.T("importpage.failed.said", "Reason", s.Printer.Err(fault.New(fault.Invalid, "test", key, "Max", 60))))
		s.pick(t, csv) // another try
		s.ExpectText("annuaire.csv")
		if len(s.server.calls) > 0 {
			t.Errorf("%s: %q", key, s.server.calls)
		}
	}
}

// A refusal of the server stands where the order was given, and what was chosen stays.
func TestRefusalsOfTheServer(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.pick(t, csv)
	s.server.refuses = fault.New(fault.Conflict, "test", "federation.import_running")
	s.press("importpage.check")
	s.ExpectText(s.Printer.T("federation.import_running"))
	s.ExpectText("annuaire.csv")
	s.press("importpage.check")
	s.answer(ready())
	s.server.refuses = fault.New(fault.Conflict, "test", "federation.import_outdated")
	s.press("importpage.accept")
	s.ExpectText(s.Printer.T("federation.import_outdated"))
	if s.table("importpage.samples.title") == nil {
		t.Error("the preview is gone")
	}
	s.press("importpage.cancel")
	s.ExpectText(s.Printer.T("importpage.cancelled"))
	s.pick(t, csv)
	s.press("importpage.check")
	s.answer(wire.Import{State: wire.ImportFailed, Failure: &wire.Problem{Code: "invalid", Key: "federation.csv_not_utf8"}})
	s.ExpectText(s.Printer.T("importpage.failed.said", "Reason", s.Printer.T("federation.csv_not_utf8")))
}

// The button that chose the file is not there while the file is looked at; it has the keyboard again once it is.
func TestTheKeyboardComesBackAfterALook(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.Focus("importpage.choose")
	s.Runner.Hold = true
	s.pick(t, csv)
	s.ExpectText(s.Printer.T("importpage.file.looking"))
	s.Runner.Release()
	s.Settle()
	s.ExpectText(s.Printer.T("importpage.columns.title"))
	if f, ok := s.Canvas.Focused().(widgets.Identified); !ok || f.FieldID() != "importpage.choose" {
		t.Errorf("%v has the keyboard", s.Canvas.Focused())
	}
}

// An entry that is recognized by its extension may get another name: the preview says whose, and which fields change.
func TestThePreviewSaysWhatChanges(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.pick(t, csv)
	s.press("importpage.check")
	i := ready()
	i.Reserved = 2
	s.answer(i)
	s.ExpectText(s.Printer.N("importpage.preview.reserved", 2))
	samples := s.table("importpage.samples.title")
	name, _ := samples.Cell(1, 3)
	fields, _ := samples.Cell(1, 4)
	want := s.Printer.T("importpage.samples.renamed", "Was", "Noé Roy", "Name", "Noé Lebœuf")
	if name.Text != want || fields.Text != s.Printer.T("sheet.column.name")+", "+s.Printer.T("sheet.column.phone") {
		t.Errorf("the preview says %q, %q", name.Text, fields.Text)
	}
}

// A million refused lines are fetched as they come into view, and forgotten again.
func TestRefusedLinesComeAsTheyAreSeen(t *testing.T) {
	s := open(t, uitest.Setup{}, func(s *scene) { s.server.problems = 1_000_000 })
	s.pick(t, csv)
	s.press("importpage.check")
	i := ready()
	i.Refused = 1_000_000
	s.answer(i)
	table := s.table("importpage.problems.title")
	table.Select(999_999)
	s.Settle()
	if cell, ok := table.Cell(999_999, 0); !ok || cell.Text != s.Printer.Number(9_999_992) {
		t.Errorf("%q %v", cell.Text, ok)
	}
	s.ExpectText(s.Printer.T("federation.csv_extension_twice", "Extension", "201"))
	if len(s.server.pages) > 6 {
		t.Errorf("%d pages were fetched", len(s.server.pages))
	}
	s.server.problems = 501
	s.press("importpage.save_problems")
	if got := strings.Count(s.files.saved, "\r\n"); got != 502 || !strings.Contains(s.files.saved, "5002;") {
		t.Errorf("%d lines, %.200q", got, s.files.saved)
	}
}

// The import goes on while other pages are shown, says so at the end, and is found again; leaving the program asks.
func TestLeavingDuringAnImport(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.pick(t, csv)
	s.press("importpage.check")
	s.shell.Open(shell.Place{Route: "else"})
	s.answer(wire.Import{State: wire.ImportRunning, Stage: wire.StageWriting})
	s.shell.Quit()
	s.ExpectText(s.Printer.T("importpage.leave.running_title"))
	s.TapLabel(s.Printer.T("shell.work.stay"))
	if s.left != 0 {
		t.Error("the program has ended")
	}
	s.answer(ready())
	s.ExpectText(s.Printer.N("importpage.toast_ready", 51))
	s.shell.Quit()
	if s.left != 1 {
		t.Error("what waits on the server keeps nobody")
	}
	s.TapLabel(s.Printer.T("importpage.toast_show"))
	s.Settle()
	s.ExpectText(s.Printer.T("importpage.preview.title"))
}

// Whoever gives up while leaving has the server told before the program ends.
func TestGivingUpWhileLeaving(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.pick(t, csv)
	s.press("importpage.check")
	s.shell.Quit()
	s.TapLabel(s.Printer.T("importpage.leave.give_up"))
	s.Settle()
	if diff := cmp.Diff([]string{"start", "cancel"}, s.server.calls); diff != "" || s.left != 1 {
		t.Errorf("%sended %d times", diff, s.left)
	}
}

// An import that was begun before, or elsewhere, is found again.
func TestAnImportIsFoundAgain(t *testing.T) {
	s := open(t, uitest.Setup{}, func(s *scene) {
		s.server.State.Import = "i1"
		s.server.now = ready()
		s.server.now.ID, s.server.now.Gone = "i1", 3
	})
	s.ExpectText(s.Printer.T("importpage.preview.title"))
	s.press("importpage.accept")
	s.ExpectText(s.Printer.N("importpage.preview.gone_title", 3))
	if len(s.server.calls) > 0 {
		t.Errorf("accepted without asking: %q", s.server.calls)
	}
	s.TapLabel(s.Printer.T("importpage.preview.gone_accept"))
	s.Settle()
	s.ExpectText(s.Printer.T("importpage.done.title"))
}

// What is dropped on the window is taken while the page is shown; off line nothing is taken, and the reason stands there.
func TestDropping(t *testing.T) {
	s := open(t, uitest.Setup{})
	path := filepath.Join(t.TempDir(), "déposé.csv")
	if err := os.WriteFile(path, []byte(csv), 0o600); err != nil {
		t.Fatal(err)
	}
	drop := []fyne.URI{storage.NewFileURI(path)}
	if !s.page.Drop(drop) {
		t.Error("not taken")
	}
	s.Settle()
	s.ExpectText("déposé.csv")
	s.shell.Open(shell.Place{Route: "else"})
	if s.page.Drop(drop) {
		t.Error("taken by a page that is not there")
	}
	s = open(t, uitest.Setup{}, func(s *scene) { s.source.Connection = desk.Offline })
	s.page.Drop(drop)
	s.ExpectNoText("déposé.csv")
	s.ExpectText(s.Printer.T("importpage.offline"))
}

// The whole directory, or that of one account, is written as a file that an import knows again.
func TestExport(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.press("importpage.export")
	if got := strings.Count(s.files.saved, "\r\n"); got < 41 || !strings.HasPrefix(s.files.saved, "\ufeffIdentifiant;Catégorie;Compte;") {
		t.Errorf("%d lines, %.80q", got, s.files.saved)
	}
	whole := strings.Count(s.files.saved, "\r\n")
	s.files.saved = ""
	s.Focus("importpage.which")
	s.Key(fyne.KeySpace, fyne.KeyDown, fyne.KeyReturn)
	s.press("importpage.export")
	if got := strings.Count(s.files.saved, "\r\n"); got < 2 || got >= whole {
		t.Errorf("%d lines of %d", got, whole)
	}
}

// What is chosen is read where it lies, and closed once it was sent, given up, or replaced by another one.
func TestFilesAreClosed(t *testing.T) {
	s := open(t, uitest.Setup{})
	for what, ends := range map[string]func(){
		"another":    func() { s.pick(t, csv) },
		"damaged":    func() { s.pick(t, "a\x00b") },
		"sent":       func() { s.press("importpage.check") },
		"signed out": func() { s.page.Stop() },
		"given up": func() {
			s.TapLabel(s.Printer.T("importpage.file.stop"))
			s.Settle()
		},
	} {
		s = open(t, uitest.Setup{})
		s.pick(t, csv)
		if s.files.open != 1 {
			t.Errorf("%s: %d files are open before", what, s.files.open)
		}
		ends()
		want := 0
		if what == "another" {
			want = 1
		}
		if s.files.open != want {
			t.Errorf("%s: %d files are open, want %d", what, s.files.open, want)
		}
	}
}

// What was accepted is done, whatever happens to the question that follows.
func TestAnAcceptedImportIsDone(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.pick(t, csv)
	s.press("importpage.check")
	s.answer(ready())
	s.server.fails = fault.New(fault.Unavailable, "test", "federation.offline")
	s.press("importpage.accept")
	s.ExpectText(s.Printer.T("importpage.done.title"))
	s.ExpectNoText(s.Printer.T("federation.offline"))
}

// Refused lines that could not be fetched are not asked for again and again, but when the connection is back.
func TestRefusedLinesThatDoNotCome(t *testing.T) {
	s := open(t, uitest.Setup{}, func(s *scene) { s.server.problems = 51 })
	s.server.away = fault.New(fault.Unavailable, "test", "federation.offline")
	s.pick(t, csv)
	s.press("importpage.check")
	s.answer(ready())
	s.ExpectText(s.Printer.T("importpage.problems.failed", "Reason", s.Printer.T("federation.offline")))
	if len(s.server.pages) > 3 { // once for each size of the table
		t.Errorf("asked %d times", len(s.server.pages))
	}
	s.server.away = nil
	s.connect(desk.Offline)
	s.connect(desk.Online)
	if cell, ok := s.table("importpage.problems.title").Cell(0, 0); !ok || cell.Text != "2" {
		t.Errorf("%q %v", cell.Text, ok)
	}
	s.ExpectNoText(s.Printer.T("importpage.problems.failed", "Reason", s.Printer.T("federation.offline")))
}

// Whoever gives up an import that has come to its end meanwhile leaves all the same.
func TestGivingUpWhatHasEnded(t *testing.T) {
	s := open(t, uitest.Setup{})
	s.pick(t, csv)
	s.press("importpage.check")
	s.shell.Quit()
	s.answer(wire.Import{State: wire.ImportFailed, Failure: &wire.Problem{Code: "invalid", Key: "federation.csv_not_utf8"}})
	s.TapLabel(s.Printer.T("importpage.leave.give_up"))
	s.Settle()
	if diff := cmp.Diff([]string{"start"}, s.server.calls); diff != "" || s.left != 1 {
		t.Errorf("%sended %d times", diff, s.left)
	}
}
