package native

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/driver"
	"fyne.io/fyne/v2/storage"
	"github.com/spf13/afero"

	"pupitre/data/fault"
	"pupitre/ui/task"
)

// Files lets the person choose files: in the system's own dialog where one answers, else in Fyne's.
//
// It is the one implementation of what pages ask for. A page declares the methods that it calls as an interface of its own
// and imports nothing of this package, which is why the methods speak in plain types:
//
//	OpenFile(title string, endings []string, done func(r io.ReadCloser, err error))
//	SaveFile(title, name string, done func(w io.WriteCloser, err error))
//
// Use it from the window's goroutine, on which done runs too, once for each question. A new question takes the place of
// one that is still open, which ends as if the person had thought better of it: whatever becomes of a dialog, the next
// press of the button opens one.
type Files struct {
	window fyne.Window
	run    task.Runner
	fs     afero.Fs
	system chooser
	cancel context.CancelFunc // of the question that is open
}

// NewFiles asks in dialogs over a window; fs is where the files are.
func NewFiles(window fyne.Window, run task.Runner, fs afero.Fs) *Files {
	return &Files{window: window, run: run, fs: fs, system: systemChooser()}
}

// question is what a dialog asks.
type question struct {
	saving  bool
	title   string
	name    string   // proposed for the file that is saved
	endings []string // of the names of files to read, ".csv"; any when there are none
	parent  any      // one of the window contexts of fyne/v2/driver, nil when it is not known
}

// chooser is the dialog of a system.
type chooser interface {
	// choose gives the path of the file chosen, "" when the person thought better of it. It blocks meanwhile, off the
	// window's goroutine. The error wraps errNoDialog when nothing was asked, so that another dialog may.
	choose(ctx context.Context, q question) (path string, err error)
}

// errNoDialog tells that the system has shown no dialog.
var errNoDialog = errors.New("the system has no dialog for files")

// noDialog keeps why there was no dialog.
func noDialog(err error) error { return fmt.Errorf("%w: %w", errNoDialog, err) }

// noChooser is the chooser of systems whose dialogs we cannot ask.
type noChooser struct{}

func (noChooser) choose(context.Context, question) (string, error) { return "", errNoDialog }

// OpenFile asks for a file to read, among those whose names have one of the endings (".csv"; any when there are none). done
// is given its content, to close, nil when the person thought better of it. The content is of any size: whoever reads it
// sets a bound. A file that cannot be read is desktop.file_not_read.
func (f *Files) OpenFile(title string, endings []string, done func(r io.ReadCloser, err error)) {
	q := question{title: title, endings: endings}
	f.ask(q, f.fs.Open, func(file afero.File, err error) {
		switch {
		case errors.Is(err, errNoDialog):
			f.openInOurs(q, done)
		case err != nil:
			done(nil, unread(err))
		case file == nil:
			done(nil, nil)
		default:
			done(file, nil)
		}
	})
}

// SaveFile asks where a file is written, proposing a name. done is given what to write to and to close, which replaces a
// file that was there; nil when the person thought better of it. A file that cannot be made is desktop.file_not_written.
func (f *Files) SaveFile(title, name string, done func(w io.WriteCloser, err error)) {
	q := question{saving: true, title: title, name: name}
	f.ask(q, f.fs.Create, func(file afero.File, err error) {
		switch {
		case errors.Is(err, errNoDialog):
			f.saveInOurs(q, done)
		case err != nil:
			done(nil, unwritten(err))
		case file == nil:
			done(nil, nil)
		default:
			done(file, nil)
		}
	})
}

// ask asks in the system's dialog and opens the file chosen, away from the window: folders may be on a slow network.
func (f *Files) ask(q question, open func(path string) (afero.File, error), done func(afero.File, error)) {
	if f.cancel != nil {
		f.cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	f.cancel = cancel
	if w, ok := f.window.(driver.NativeWindow); ok {
		w.RunNative(func(context any) { q.parent = context })
	}
	task.Go(ctx, f.run, func(ctx context.Context) (afero.File, error) {
		path, err := f.system.choose(ctx, q)
		if err != nil || path == "" {
			return nil, err
		}
		return open(path)
	}, func(file afero.File, err error) {
		cancel()
		if task.Cancelled(err) {
			file, err = nil, nil
		}
		done(file, err)
	})
}

// openInOurs asks in Fyne's dialog.
func (f *Files) openInOurs(q question, done func(io.ReadCloser, error)) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		switch {
		case err != nil:
			done(nil, unread(err))
		case r == nil:
			done(nil, nil)
		default:
			done(r, nil)
		}
	}, f.window)
	d.SetTitleText(q.title)
	if len(q.endings) > 0 {
		d.SetFilter(storage.NewExtensionFileFilter(q.endings))
	}
	d.Show()
}

// saveInOurs asks in Fyne's dialog.
func (f *Files) saveInOurs(q question, done func(io.WriteCloser, error)) {
	d := dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
		switch {
		case err != nil:
			done(nil, unwritten(err))
		case w == nil:
			done(nil, nil)
		default:
			done(w, nil)
		}
	}, f.window)
	d.SetTitleText(q.title)
	d.SetFileName(q.name)
	d.Show()
}

// unread says that a file could not be read, unless what happened has its own sentence.
func unread(err error) error {
	if f := (*fault.Error)(nil); errors.As(err, &f) {
		return err
	}
	return fault.As(fault.Unavailable, "native.OpenFile", "desktop.file_not_read", err)
}

// unwritten says that a file could not be made, unless what happened has its own sentence.
func unwritten(err error) error {
	if f := (*fault.Error)(nil); errors.As(err, &f) {
		return err
	}
	return fault.As(fault.Unavailable, "native.SaveFile", "desktop.file_not_written", err)
}

// patterns are the endings as file patterns, "*.csv"; they need no translation where a dialog shows them.
func patterns(endings []string) []string {
	out := make([]string, 0, len(endings))
	for _, e := range endings {
		out = append(out, "*"+strings.ToLower(e))
	}
	return out
}
