package importpage

import (
	"context"
	"io"
	"strconv"
	"strings"

	"pupitre/data/directory/sheet"
	"pupitre/data/transfer"
	"pupitre/i18n"
	"pupitre/ui/task"
)

// refusedAtOnce is how many refused lines are read at once for a file of them.
const refusedAtOnce = 500

// saveProblems writes all refused lines with their reasons to a file.
func (pg *Page) saveProblems() {
	p, h := pg.p, pg.presenter
	h.deps.Files.SaveFile(p.T("importpage.problems.export"), p.T("importpage.problems.file"), func(w io.WriteCloser, err error) {
		switch {
		case err != nil:
			h.deps.Window.Fail(p.T("enterprise.export.failed", "Reason", p.Err(err)))
		case w != nil:
			h.writeProblems(p, w)
		}
	})
}

func (h *Presenter) writeProblems(p *i18n.Printer, w io.WriteCloser) {
	of, id, total := h.of, h.job.ID, h.job.Refused
	task.Go(context.Background(), h.deps.Run, func(ctx context.Context) (struct{}, error) {
		err := h.copyProblems(ctx, p, w, of, id)
		if closed := w.Close(); err == nil {
			err = closed
		}
		return struct{}{}, err
	}, func(_ struct{}, err error) {
		if err != nil {
			h.deps.Window.Fail(p.T("enterprise.export.failed", "Reason", p.Err(err)))
			return
		}
		h.deps.Window.Toast(p.N("enterprise.export.done", total), "", nil)
	})
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
