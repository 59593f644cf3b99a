package portal

import (
	"context"
	"io"
	"iter"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/directory"
	"pupitre/data/directory/sheet"
	"pupitre/i18n"
	"pupitre/ui/listing"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Export is a directory on its way to a file that an import reads again.
type Export struct {
	Portal  *Portal
	Account string // id of the only account of the file, "" for all
	Files   listing.Files
	Run     task.Runner
	Window  ExportWindow
	Canvas  func() fyne.Canvas
}

// ExportWindow is where it is told what became of a file.
type ExportWindow interface {
	Printer() *i18n.Printer
	Toast(text, action string, run func())
	Fail(text string)
}

// patience is how long a file is written before the person is shown how far it is.
const patience = 150 * time.Millisecond

// exportStep is how many entries are written between two words about it.
const exportStep = 5000

// Write asks where to, and writes the copy of this computer as the language's spreadsheets read it.
func (x Export) Write() {
	finder, p := x.Portal.Finder(), x.Window.Printer()
	if finder == nil {
		return
	}
	x.Files.SaveFile(p.T("importpage.export.title"), p.T("enterprise.export.file"), func(w io.WriteCloser, err error) {
		switch {
		case err != nil:
			x.fail(err)
		case w != nil:
			x.writeTo(finder, w)
		}
	})
}

func (x Export) fail(err error) {
	p := x.Window.Printer()
	x.Window.Fail(p.T("enterprise.export.failed", "Reason", p.Err(err)))
}

func (x Export) writeTo(finder Finder, w io.WriteCloser) {
	p := x.Window.Printer()
	ctx, cancel := context.WithCancel(context.Background())
	said := widgets.Body(p.N("importpage.export.written", 0))
	stop := widgets.NewButton(p.T("enterprise.cancel"), cancel)
	dialog := widgets.NewDialog(p.T("enterprise.export.title"), said, nil, stop)
	shown := x.Run.After(patience, func() {
		if c := x.Canvas(); c != nil {
			dialog.Show(c, nil)
		}
	})
	task.Go(ctx, x.Run, func(ctx context.Context) (n int, err error) {
		names, err := finder.Names(ctx)
		if err == nil {
			entries := x.counted(finder.Entries(ctx), &n, func(n int) {
				x.Run.OnUI(func() { said.SetText(p.N("importpage.export.written", n)) })
			})
			err = sheet.Write(w, p, names, entries)
		}
		if closed := w.Close(); err == nil {
			err = closed
		}
		return n, err
	}, func(n int, err error) {
		cancel()
		shown()
		dialog.Close()
		switch {
		case task.Cancelled(err):
			x.Window.Toast(p.T("enterprise.export.cancelled"), "", nil)
		case err != nil:
			x.fail(err)
		default:
			x.Window.Toast(p.N("enterprise.export.done", n), "", nil)
		}
	})
}

// counted leaves out the entries of other accounts, counts those that stay, and tells of every exportStep of them.
func (x Export) counted(entries iter.Seq2[directory.Entry, error], n *int, tell func(n int)) iter.Seq2[directory.Entry, error] {
	return func(yield func(directory.Entry, error) bool) {
		for e, err := range entries {
			if err == nil && x.Account != "" && e.Account != x.Account && e.ID != x.Account {
				continue
			}
			if *n++; *n%exportStep == 0 {
				tell(*n)
			}
			if !yield(e, err) {
				return
			}
		}
	}
}
