package importpage

import (
	"context"

	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/task"
)

const (
	problemPage  = 100 // lines that are fetched at once
	problemPages = 40  // that are kept
)

// problems are the lines that the server refuses, fetched as they come into view: a file may have a million of them.
type problems struct {
	presenter *Presenter
	total     int
	version   int // another number, another list
	pages     map[int][]wire.ImportProblem
	order     []int // of pages, the oldest first
	asked     map[int]bool
	fault     error // why some of them are missing
}

// show begins with a list of so many lines.
func (l *problems) show(total int) {
	l.clear()
	l.total = total
}

func (l *problems) clear() {
	l.total, l.pages, l.order, l.asked, l.fault = 0, map[int][]wire.ImportProblem{}, nil, map[int]bool{}, nil
	l.version++
}

// retry has lines asked for again that could not be fetched.
func (l *problems) retry() {
	if l.fault != nil {
		l.fault, l.asked = nil, map[int]bool{}
		l.version++
	}
}

// at is a line, once it has come.
func (l *problems) at(n int) (wire.ImportProblem, bool) {
	page := l.pages[n/problemPage]
	if i := n % problemPage; i < len(page) {
		return page[i], true
	}
	return wire.ImportProblem{}, false
}

// want has lines fetched, in whole pages.
func (l *problems) want(from, n int) {
	for page := from / problemPage; page <= (from+n-1)/problemPage; page++ {
		if _, there := l.pages[page]; !there && !l.asked[page] && page*problemPage < l.total {
			l.get(page)
		}
	}
}

func (l *problems) get(page int) {
	h, version := l.presenter, l.version
	of, id := h.of, h.job.ID
	l.asked[page] = true
	task.Go(context.Background(), h.deps.Run, func(ctx context.Context) ([]wire.ImportProblem, error) {
		return h.deps.Source.ImportProblems(ctx, of, id, page*problemPage, problemPage)
	}, func(list []wire.ImportProblem, err error) {
		if version != l.version {
			return
		}
		delete(l.asked, page)
		if l.fault = err; err == nil {
			l.keep(page, list)
		}
		h.Tell()
	})
}

// keep keeps a page, and forgets the oldest when there are many.
func (l *problems) keep(page int, list []wire.ImportProblem) {
	l.pages[page] = list
	l.order = append(l.order, page)
	if len(l.order) > problemPages {
		delete(l.pages, l.order[0])
		l.order = l.order[1:]
	}
}

// reasons are why a line is refused, in words.
func reasons(p *i18n.Printer, problem wire.ImportProblem) (out []string) {
	for _, r := range problem.Reasons {
		out = append(out, p.Err(&fault.Error{Code: fault.Invalid, Op: "importpage.reasons", Key: r.Key, Args: r.Args}))
	}
	return out
}
