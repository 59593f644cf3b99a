package native

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"testing"

	"fyne.io/fyne/v2/test"
	"github.com/spf13/afero"

	"pupitre/data/fault"
	"pupitre/ui/task"
)

// chosen is a dialog that answers at once.
type chosen struct {
	path string
	err  error
	got  *question
}

func (c chosen) choose(ctx context.Context, q question) (string, error) {
	if c.got != nil {
		*c.got = q
	}
	return c.path, c.err
}

// filesOver are files in memory, with one that is there, asked for in a dialog.
func filesOver(t testing.TB, dialog chooser) *Files {
	t.Helper()
	app := test.NewTempApp(t)
	disk := afero.NewMemMapFs()
	if err := afero.WriteFile(disk, "/home/marie/clients.csv", []byte("nom;ville"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := NewFiles(app.NewWindow(""), task.Inline(), disk)
	f.system = dialog
	return f
}

func wantKey(t testing.TB, err error, want string) {
	t.Helper()
	if key, _ := fault.KeyOf(err); err == nil || key != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestOpenFileReadsTheFileChosen(t *testing.T) {
	var q question
	f := filesOver(t, chosen{path: "/home/marie/clients.csv", got: &q})
	asked := 0
	f.OpenFile("Importer", []string{".csv"}, func(r io.ReadCloser, err error) {
		asked++
		text, _ := io.ReadAll(r)
		if err != nil || string(text) != "nom;ville" || r.Close() != nil {
			t.Errorf("%q, %v", text, err)
		}
	})
	if asked != 1 || q.saving || q.title != "Importer" || len(q.endings) != 1 {
		t.Errorf("told %d times, asked %+v", asked, q)
	}
}

func TestSaveFileReplacesTheFileChosen(t *testing.T) {
	var q question
	f := filesOver(t, chosen{path: "/home/marie/clients.csv", got: &q})
	f.SaveFile("Exporter", "revendeurs.csv", func(w io.WriteCloser, err error) {
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte("x")); err != nil || w.Close() != nil {
			t.Error(err)
		}
	})
	text, err := afero.ReadFile(f.fs, "/home/marie/clients.csv")
	if err != nil || string(text) != "x" || !q.saving || q.name != "revendeurs.csv" {
		t.Errorf("%q, %v; asked %+v", text, err, q)
	}
}

func TestAFileThatCannotBeHad(t *testing.T) {
	elsewhere := fault.New(fault.Invalid, "test", "desktop.file_elsewhere")
	for _, c := range []struct {
		name        string
		dialog      chosen
		read, write string
	}{
		{"not there, or not allowed", chosen{path: "/home/none.csv"}, "desktop.file_not_read", "desktop.file_not_written"},
		{"on another computer", chosen{err: elsewhere}, "desktop.file_elsewhere", "desktop.file_elsewhere"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := filesOver(t, c.dialog)
			f.fs = afero.NewReadOnlyFs(f.fs)
			told := 0
			f.OpenFile("", nil, func(r io.ReadCloser, err error) {
				told++
				wantKey(t, err, c.read)
				if r != nil {
					t.Error("given a file all the same")
				}
			})
			f.SaveFile("", "x.csv", func(w io.WriteCloser, err error) {
				told++
				wantKey(t, err, c.write)
				if w != nil {
					t.Error("given a file all the same")
				}
			})
			if told != 2 {
				t.Errorf("told %d times", told)
			}
			if _, err := f.fs.Stat("/home/none.csv"); !errors.Is(err, fs.ErrNotExist) {
				t.Error("a file was made")
			}
		})
	}
}

func TestThinkingBetterOfIt(t *testing.T) {
	f := filesOver(t, chosen{})
	told := 0
	f.OpenFile("", nil, func(r io.ReadCloser, err error) {
		told++
		if r != nil || err != nil {
			t.Errorf("given %v, %v", r, err)
		}
	})
	f.SaveFile("", "x.csv", func(w io.WriteCloser, err error) {
		told++
		if w != nil || err != nil {
			t.Errorf("given %v, %v", w, err)
		}
	})
	if told != 2 || f.window.Canvas().Overlays().Top() != nil {
		t.Errorf("told %d times; nothing else is asked", told)
	}
}

func TestWithoutADialogOfTheSystemOursAsks(t *testing.T) {
	for _, dialog := range []chooser{noChooser{}, chosen{err: noDialog(io.EOF)}} {
		f := filesOver(t, dialog)
		f.OpenFile("Importer", []string{".csv"}, func(io.ReadCloser, error) { t.Error("answered before the person has") })
		if f.window.Canvas().Overlays().Top() == nil {
			t.Error("no dialog asks for the file to read")
		}
		f = filesOver(t, dialog)
		f.SaveFile("Exporter", "x.csv", func(io.WriteCloser, error) { t.Error("answered before the person has") })
		if f.window.Canvas().Overlays().Top() == nil {
			t.Error("no dialog asks where to write")
		}
	}
}

// stuck is a dialog that never answers: what the desktop promised does not come.
type stuck struct{ asked chan struct{} }

func (s stuck) choose(ctx context.Context, _ question) (string, error) {
	s.asked <- struct{}{}
	<-ctx.Done()
	return "", ctx.Err()
}

// background runs work on a goroutine, and what comes back when the test takes it.
type background struct {
	*task.InlineRunner
	ui chan func()
}

func (b background) Start(work func()) { go work() }
func (b background) OnUI(f func())     { b.ui <- f }

func TestANewQuestionEndsTheOneBefore(t *testing.T) {
	dialog := stuck{make(chan struct{})}
	f := filesOver(t, dialog)
	run := background{task.Inline(), make(chan func())}
	f.run = run
	first := 0
	f.SaveFile("", "x.csv", func(w io.WriteCloser, err error) {
		first++
		if w != nil || err != nil {
			t.Errorf("given %v, %v", w, err)
		}
	})
	<-dialog.asked
	f.system = chosen{path: "/home/marie/clients.csv"}
	second := false
	f.OpenFile("", nil, func(r io.ReadCloser, err error) { second = r != nil && err == nil })
	(<-run.ui)()
	(<-run.ui)()
	if first != 1 || !second {
		t.Errorf("the first was told %d times, the second got its file: %v", first, second)
	}
}
