package importpage

import (
	"context"
	"io"
	"strconv"
	"strings"

	"pupitre/data/directory/sheet"
	"pupitre/data/transfer"
	"pupitre/i18n"
	"pupitre/ui/listing"
)

// refusedAtOnce is how many refused lines are read at once for a file of them.
const refusedAtOnce = 500

// saveProblems writes all refused lines with their reasons to a file.
func (pg *Page) saveProblems() {
	p, h := pg.p, pg.presenter
	of, id, total := h.of, h.job.ID, h.job.Refused
	listing.File{
		Title: p.T("importpage.problems.export"), Name: p.T("importpage.problems.file"),
		Write: func(ctx context.Context, w io.Writer) error { return h.copyProblems(ctx, p, w, of, id) },
		Done: func(err error) {
			if err != nil {
				h.deps.Window.Fail(p.T("enterprise.export.failed", "Reason", p.Err(err)))
				return
			}
			h.deps.Window.Toast(p.N("enterprise.export.done", total), "", nil)
		},
	}.Save(h.deps.Files, h.deps.Run)
}

func (h *Presenter) copyProblems(ctx context.Context, p *i18n.Printer, w io.Writer, of, id string) error {
	out, err := transfer.NewCSVWriter(w, sheet.Separator(p))
	if err != nil {
		return err
	}
	if err := out.Write([]string{p.T("importpage.problems.line"), p.T("importpage.problems.reason"), p.T("importpage.problems.text")}); err != nil {
		return err
	}
	for at := 0; ; at += refusedAtOnce {
		list, err := h.deps.Source.ImportProblems(ctx, of, id, at, refusedAtOnce)
		if err != nil {
			return err
		}
		for _, problem := range list {
			line := strconv.FormatInt(problem.Line, 10) // a spreadsheet writes numbers as it likes
			if err := out.Write([]string{line, strings.Join(reasons(p, problem), " "), problem.Text}); err != nil {
				return err
			}
		}
		if len(list) < refusedAtOnce {
			return out.Close()
		}
	}
}
