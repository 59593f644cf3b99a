package portalpage

import (
	"context"
	"io"
	"strings"

	"pupitre/data/directory"
	"pupitre/data/transfer"
	"pupitre/i18n"
	"pupitre/ui/portal"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// exportPage is how many rows are written at once.
const exportPage = 2000

// exporting is an answer on its way to a file.
type exporting struct {
	p       *i18n.Printer
	answer  portal.Answer
	names   portal.Names
	columns []directory.Column
}

// export writes what is shown, in its order, as the language's spreadsheets read it.
func (pg *Page) export() {
	h, p := pg.presenter, pg.p
	x := exporting{p, h.answer, h.names(), columnsOf(pg.category)}
	h.deps.Files.SaveFile(p.T("enterprise.export.do"), p.T("enterprise.export.file"), func(w io.WriteCloser, err error) {
		switch {
		case err != nil:
			h.deps.Window.Fail(p.T("enterprise.export.failed", "Reason", p.Err(err)))
		case w != nil:
			pg.writeTo(x, w)
		}
	})
}

// writeTo writes away from the window, and shows how far it is; Cancel ends it.
func (pg *Page) writeTo(x exporting, w io.WriteCloser) {
	h, p := pg.presenter, pg.p
	ctx, cancel := context.WithCancel(context.Background())
	total := x.answer.Len()
	said := widgets.Body(p.N("enterprise.export.progress", total, "Done", 0))
	stop := widgets.NewButton(p.T("enterprise.cancel"), cancel)
	dialog := widgets.NewDialog(p.T("enterprise.export.title"), said, nil, stop)
	if total > exportPage && pg.canvas() != nil {
		dialog.Show(pg.canvas(), nil)
	}
	task.Go(ctx, h.deps.Run, func(ctx context.Context) (struct{}, error) {
		err := x.write(ctx, w, func(done int) {
			h.deps.Run.OnUI(func() { said.SetText(p.N("enterprise.export.progress", total, "Done", done)) })
		})
		if closed := w.Close(); err == nil {
			err = closed
		}
		return struct{}{}, err
	}, func(_ struct{}, err error) {
		cancel()
		dialog.Close()
		switch {
		case task.Cancelled(err):
			h.deps.Window.Toast(p.T("enterprise.export.cancelled"), "", nil)
		case err != nil:
			h.deps.Window.Fail(p.T("enterprise.export.failed", "Reason", p.Err(err)))
		default:
			h.deps.Window.Toast(p.N("enterprise.export.done", total), "", nil)
		}
	})
}

// write writes page after page, so that a million rows need no more memory than a page.
func (x exporting) write(ctx context.Context, w io.Writer, progress func(done int)) error {
	separator := transfer.CSVEnglish
	if x.p.Language() == i18n.French {
		separator = transfer.CSVFrench
	}
	out, err := transfer.NewCSVWriter(w, rune(separator))
	if err != nil {
		return err
	}
	titles := make([]string, len(x.columns))
	for i, c := range x.columns {
		titles[i] = portal.ColumnName(x.p, c)
	}
	if err := out.Write(titles); err != nil {
		return err
	}
	total := x.answer.Len()
	for at := 0; at < total; at += exportPage {
		page, err := x.answer.Page(ctx, at, exportPage)
		if err != nil {
			return err
		}
		for _, e := range page {
			if err := out.Write(x.row(e)); err != nil {
				return err
			}
		}
		progress(min(at+exportPage, total))
	}
	return out.Close()
}

// row is an entry as spreadsheets read it: they find no no-break space.
func (x exporting) row(e directory.Entry) []string {
	row := make([]string, len(x.columns))
	for i, c := range x.columns {
		row[i] = strings.ReplaceAll(portal.Value(x.p, x.names, e, c), "\u00a0", " ")
	}
	return row
}
