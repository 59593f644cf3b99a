package portalpage

import (
	"context"

	"pupitre/data/directory"
	"pupitre/ui/task"
)

// mostRows bounds the rows that are kept of an answer, as one may scroll through a million of them: 4,096 are 2 MB.
const mostRows = 4096

// rows are those of an answer that have come near. One question for them is on its way at a time; the next one is for what the
// table shows then, so that rows keep coming while somebody scrolls, and none is fetched that was only passed by.
type rows struct {
	presenter  *Presenter
	generation int // of the answer: what comes for another one is dropped
	at         map[int]directory.Entry
	from, n    int // wanted: what is in view, and as much on either side
	fetching   bool
	cancel     context.CancelFunc
	failed     error
	arrivals   int // pages that have come
}

// replace drops all rows for those that begin another answer.
func (r *rows) replace(first []directory.Entry) {
	r.stop()
	r.generation++
	r.at = make(map[int]directory.Entry, len(first))
	for i, e := range first {
		r.at[i] = e
	}
	r.from, r.n, r.failed = 0, 0, nil
}

func (r *rows) stop() {
	if r.cancel != nil {
		r.cancel()
		r.cancel = nil
	}
	r.fetching = false
}

// entry is the row at a place of the answer; ok is false while it is on its way.
func (r *rows) entry(row int) (e directory.Entry, ok bool) {
	e, ok = r.at[row]
	return e, ok
}

// want says which rows come near.
func (r *rows) want(from, n int) {
	r.from, r.n = from, n
	r.fetch()
}

// missing is the part of what is wanted that is not there.
func (r *rows) missing() (from, to int) {
	from, to = r.from, r.from+r.n
	for ; from < to; from++ {
		if _, ok := r.at[from]; !ok {
			break
		}
	}
	for ; to > from; to-- {
		if _, ok := r.at[to-1]; !ok {
			break
		}
	}
	return from, to
}

func (r *rows) fetch() {
	h := r.presenter
	from, to := r.missing()
	if r.fetching || from == to || h.answer == nil {
		return
	}
	answer, generation := h.answer, r.generation
	ctx, cancel := context.WithCancel(context.Background())
	r.fetching, r.cancel = true, cancel
	task.Go(ctx, h.deps.Run, func(ctx context.Context) ([]directory.Entry, error) {
		return answer.Page(ctx, from, to-from)
	}, func(page []directory.Entry, err error) {
		cancel()
		if generation != r.generation {
			return
		}
		r.fetching, r.cancel = false, nil
		if err != nil {
			if !task.Cancelled(err) && r.failed == nil { // said once for each answer
				r.failed = err
				h.deps.Window.Fail(h.deps.Window.Printer().Err(err))
			}
			return
		}
		for i, e := range page {
			r.at[from+i] = e
		}
		r.arrivals++
		r.forgetFar()
		h.tell()
		if again, end := r.missing(); again != from || end != to { // rows that are gone do not come by asking twice
			r.fetch()
		}
	})
}

// forgetFar lets go of rows that are far from what is wanted.
func (r *rows) forgetFar() {
	if len(r.at) <= mostRows {
		return
	}
	for row := range r.at {
		if row < r.from-mostRows/4 || row > r.from+r.n+mostRows/4 {
			delete(r.at, row)
		}
	}
}
