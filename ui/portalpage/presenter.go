package portalpage

import (
	"context"
	"maps"
	"slices"
	"time"

	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/ui/portal"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// phase is what stands in place of the rows.
type phase int

const (
	waiting phase = iota // nothing was found yet
	found
	failed // see Presenter.fault
)

// Presenter is the state of the page. It outlives the widgets and belongs to the window's goroutine.
type Presenter struct {
	deps      Deps
	search    Search
	phase     phase
	fault     error
	answer    portal.Answer
	asked     Search // what answer answers
	live      bool
	counts    *directory.Counts // of answer or, until they are there, of the one before
	countings int               // how often they were counted
	rows      rows
	selected  *directory.Entry // shown in the card
	ways      []portal.Way     // how it is reached; nil until that is known
	unreached error            // why that is not known
	kept      Searches         // the last ones, on this computer
	named     []Saved          // those that bear a name, of all federations
	place     widgets.TableState
	views     task.Views
	cancel    func() // ends following the portal; nil while no page is shown
	known     following

	finds, counting, dials, keeps, reads task.Latest
}

// following is what the answer depends on beside the search.
type following struct {
	federation string
	generation int64
	ready      bool
}

// NewPresenter starts with everybody, by name.
func NewPresenter(deps Deps) *Presenter {
	h := &Presenter{deps: deps, place: widgets.TableState{Selected: -1}}
	h.search = Search{Category: directory.User, Filters: map[directory.Column][]string{}}
	h.rows.presenter = h
	task.Go(context.Background(), deps.Run, func(context.Context) (Searches, error) { return deps.Memory.Searches() },
		func(s Searches, err error) {
			if err == nil { // without them the page works as well
				h.kept = s
			}
		})
	h.readSaved()
	return h
}

// watch makes the page hear of changes, until leave. The first page begins to look.
func (h *Presenter) watch(changed func()) (leave func()) {
	gone := h.views.Watch(changed)
	if h.cancel == nil {
		stop := h.deps.Portal.Watch(h.follow)
		away := h.deps.Kept.Subscribe(func() { h.deps.Run.OnUI(h.readSaved) })
		h.cancel = func() { stop(); away() }
		h.readSaved()
		h.follow()
	}
	return func() {
		gone()
		if !h.views.Any() && h.cancel != nil {
			h.cancel()
			h.cancel = nil
			h.finds.Cancel()
			h.counting.Cancel()
			h.rows.stop()
		}
	}
}

func (h *Presenter) tell() { h.views.Tell() }

// follow asks again when there is another directory to ask.
func (h *Presenter) follow() {
	f, _ := h.deps.Portal.Federation()
	st := h.deps.Portal.FinderState()
	now := following{f.ID, st.Generation, st.Ready}
	if now.federation != h.known.federation {
		h.forget()
		h.search = Search{Federation: now.federation, Category: h.search.Category, Filters: map[directory.Column][]string{}}
	}
	if now != h.known || h.answer == nil && !h.finds.Running() {
		h.known = now
		h.find()
		if now.ready {
			h.dial(true)
		}
	}
	h.tell()
}

// forget drops what belongs to another federation.
func (h *Presenter) forget() {
	h.answer, h.counts, h.phase = nil, nil, waiting
	h.choose(nil)
	h.rows.replace(nil)
	h.place = widgets.TableState{Selected: -1}
}

// firstPage is how many rows come with an answer: more than a window shows.
const firstPage = 48

// answerWait is how long a key waits for its first rows: nearly every search of a copy on this computer takes less, and the letter and
// its rows are then painted at once. It is about what a frame takes in software OpenGL: the letter alone, painted before its rows,
// would keep them as long.
const answerWait = 24 * time.Millisecond

// reply is an answer with its first rows.
type reply struct {
	answer portal.Answer
	first  []directory.Entry
}

// find asks. The next key cancels it; what is shown stays until the first rows of the next answer are there.
func (h *Presenter) find() {
	finder := h.deps.Portal.Finder()
	if finder == nil {
		h.phase = waiting
		return
	}
	asked := h.search.clone()
	h.counting.Cancel()
	wait := time.Duration(0)
	if h.known.ready { // the server's answer is not waited for
		wait = answerWait
	}
	task.GoSoon(context.Background(), h.deps.Run, &h.finds, wait, func(ctx context.Context) (reply, error) {
		answer, err := finder.Search(ctx, asked.query())
		if err != nil {
			return reply{}, err
		}
		first, err := answer.Page(ctx, 0, min(answer.Len(), firstPage))
		return reply{answer, first}, err
	}, func(r reply, err error) {
		switch {
		case err != nil:
			h.phase, h.fault, h.answer = failed, err, nil
			h.rows.replace(nil)
		default:
			same, another := asked.asked().same(h.asked), !asked.alike(h.asked)
			h.phase, h.fault, h.answer, h.asked, h.live = found, nil, r.answer, asked.asked(), r.answer.Live()
			h.rows.replace(r.first)
			if !same {
				h.place = widgets.TableState{Selected: -1}
			}
			if another {
				h.choose(nil)
			}
			h.deps.Run.OnUI(func() { h.count(r.answer) }) // behind the frame with the rows
		}
		h.tell()
	})
}

// count asks how many answers there are elsewhere, once the rows are on the screen.
func (h *Presenter) count(answer portal.Answer) {
	if answer != h.answer {
		return
	}
	task.GoLatest(context.Background(), h.deps.Run, &h.counting, answer.Counts, func(c directory.Counts, err error) {
		if err != nil {
			return // the rows are there; the next answer counts again
		}
		h.counts = &c
		h.countings++
		h.tell()
	})
}

// retry asks once more after a failure.
func (h *Presenter) retry() {
	h.phase = waiting
	h.find()
	h.tell()
}

// SetText looks for another text.
func (h *Presenter) setText(text string) {
	if text == h.search.Text {
		return
	}
	h.search.Text = text
	h.find()
}

// setCategory looks in another category. Filters that it does not have are kept for the others.
func (h *Presenter) setCategory(k directory.Kind) {
	if k == h.search.Category {
		return
	}
	h.search.Category, h.search.Sort, h.search.Down = k, "", false
	h.selected, h.ways, h.unreached = nil, nil, nil
	h.rows.replace(nil)
	h.phase, h.answer = waiting, nil
	h.find()
	h.tell()
}

// toggle adds a value to a filter, or takes it away.
func (h *Presenter) toggle(c directory.Column, id string) {
	ids := h.search.Filters[c]
	if i := slices.Index(ids, id); i >= 0 {
		h.setFilter(c, slices.Delete(slices.Clone(ids), i, i+1))
		return
	}
	if len(ids) < directory.MaxChoices {
		h.setFilter(c, append(slices.Clone(ids), id))
	}
}

// setFilter wants one of some values; of none, all.
func (h *Presenter) setFilter(c directory.Column, ids []string) {
	h.search.Filters = maps.Clone(h.search.Filters)
	if h.search.Filters == nil {
		h.search.Filters = map[directory.Column][]string{}
	}
	if len(ids) == 0 {
		delete(h.search.Filters, c)
	} else {
		h.search.Filters[c] = ids
	}
	h.find()
	h.tell()
}

// clearFilters wants everything again.
func (h *Presenter) clearFilters() {
	h.search.Filters = map[directory.Column][]string{}
	h.find()
	h.tell()
}

// setSort puts the rows in another order; "" shows the best answers first.
func (h *Presenter) setSort(c directory.Column, down bool) {
	h.search.Sort, h.search.Down = c, down
	h.find()
	h.tell()
}

// open does a search that was kept.
func (h *Presenter) open(s Search) {
	if s.Federation != "" {
		h.deps.Portal.Pick(s.Federation)
	}
	federation := h.search.Federation
	h.search = s.clone()
	h.search.Federation = federation
	if h.search.Filters == nil {
		h.search.Filters = map[directory.Column][]string{}
	}
	h.selected, h.ways, h.unreached = nil, nil, nil
	h.rows.replace(nil)
	h.phase, h.answer = waiting, nil
	h.find()
	h.tell()
}

// remember keeps what is looked for among the recent searches: when the person presses Enter or opens what was found.
func (h *Presenter) remember() {
	kept := h.kept
	kept.Recent = slices.Clone(kept.Recent)
	kept.remember(h.search)
	h.keep(kept)
}

// keep stores the searches.
func (h *Presenter) keep(kept Searches) {
	h.kept = kept
	task.GoLatest(context.Background(), h.deps.Run, &h.keeps, func(context.Context) (struct{}, error) {
		return struct{}{}, h.deps.Memory.KeepSearches(kept)
	}, func(_ struct{}, err error) {
		if err != nil {
			h.deps.Window.Fail(h.deps.Window.Printer().T("enterprise.saved.not_kept"))
		}
	})
}

// choose shows an entry in the card, nil closes it.
func (h *Presenter) choose(e *directory.Entry) {
	h.selected, h.ways, h.unreached = e, nil, nil
	h.dials.Cancel()
	if e == nil || h.deps.Portal.Finder() == nil {
		return
	}
	h.remember()
	h.dial(false)
}

// reach is an entry as it stands, and how it is reached.
type reach struct {
	entry directory.Entry
	ways  []portal.Way
}

// dial finds out how the entry in the card is reached. In another directory than the one that it was found in, the entry is read again:
// it may have another extension there, or be gone.
func (h *Presenter) dial(again bool) {
	finder := h.deps.Portal.Finder()
	if h.selected == nil || finder == nil {
		return
	}
	entry := *h.selected
	task.GoLatest(context.Background(), h.deps.Run, &h.dials, func(ctx context.Context) (reach, error) {
		if again {
			now, err := finder.Entry(ctx, entry.ID)
			if err != nil {
				return reach{entry: entry}, err
			}
			entry = now
		}
		ways, err := portal.Ways(ctx, finder, entry)
		return reach{entry, ways}, err
	}, func(r reach, err error) {
		if fault.Is(err, fault.NotFound) {
			h.selected = nil
		}
		if h.selected != nil && r.entry != *h.selected {
			h.selected = &r.entry
		}
		h.ways, h.unreached = r.ways, err
		h.tell()
	})
}
