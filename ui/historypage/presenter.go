package historypage

import (
	"context"
	"slices"
	"time"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/ui/fieldwords"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Mode is what the page shows.
type Mode string

// The modes.
const (
	Listing   Mode = "list"
	Comparing Mode = "compare"
)

// Presenter joins the model to its source and tells the views. It lives as long as the person is signed in, on the
// window's goroutine; it reads only while a page is open.
type Presenter struct {
	deps    Deps
	model   *Model
	mode    Mode
	compare Comparison
	view    syncing.View // what stands now; nil until it was read
	place   widgets.TableState
	days    [2]string // typed for the period of the list

	compareDays [2]string // typed for the comparison; none until the page was first built

	*task.Watched
	loads    task.Latest // the next page of the list
	heads    task.Latest // its newest page, after a change
	views    task.Latest
	compares task.Latest
	plans    task.Latest
}

// NewPresenter has read nothing yet; opening the page does.
func NewPresenter(deps Deps) *Presenter {
	h := &Presenter{
		deps: deps, model: NewModel(), mode: Listing, compare: Comparison{At: -1}, place: widgets.TableState{Selected: -1},
	}
	h.model.SetFilter(h.all(), h.now())
	h.Watched = task.NewWatched(deps.Run, deps.Source, func() { h.readView(); h.Load() }, h.follow)
	return h
}

// Model is what was read of the history.
func (h *Presenter) Model() *Model { return h.model }

// Comparison is the comparison of two days.
func (h *Presenter) Comparison() Comparison { return h.compare }

// own tells that this person sees the changes that they made, and no others.
func (h *Presenter) own() bool { return access.May(h.deps.Role, access.ReadHistory) == access.Own }

// all is the filter that narrows nothing down.
func (h *Presenter) all() Filter {
	if h.own() { // what is read is kept for later as theirs, not as all that there was
		return Filter{Person: h.deps.Person}
	}
	return Filter{}
}

// kinds are the sections that this person may read changes of.
func (h *Presenter) kinds() []fieldwords.Kind {
	audiences, table := h.member().Audiences(), settings.Kinds()
	return slices.DeleteFunc(fieldwords.Kinds(), func(k fieldwords.Kind) bool {
		i := slices.IndexFunc(table, func(row settings.Kind) bool { return row.Name == string(k) })
		return i >= 0 && table[i].Audience != "" && !slices.Contains(audiences, table[i].Audience)
	})
}

// now is the present in the zone of the days.
func (h *Presenter) now() time.Time { return h.deps.Clock.Now().In(h.deps.Zone()) }

// follow reads again what may have changed.
func (h *Presenter) follow() {
	h.readView()
	if h.model.Phase() != Ready {
		h.Load()
		return
	}
	q := HistoryQuery{Person: h.model.Filter().Person, Limit: pageSize}
	task.GoLatest(context.Background(), h.deps.Run, &h.heads, func(ctx context.Context) (HistoryPage, error) {
		return h.deps.Source.History(ctx, q)
	}, func(page HistoryPage, err error) {
		if err != nil || h.model.Filter().Person != q.Person {
			return // what is shown stays
		}
		h.loads.Cancel() // the page on its way may not join what is shown now
		h.model.AddNewest(page)
		h.Tell()
		h.Load()
	})
}

func (h *Presenter) readView() {
	task.GoLatest(context.Background(), h.deps.Run, &h.views, h.deps.Source.View, func(view syncing.View, err error) {
		if err == nil {
			h.view = view
			h.Tell()
		}
	})
}

// Load reads page after page until the list has what it wants.
func (h *Presenter) Load() {
	if h.loads.Running() {
		return
	}
	q, ok := h.model.Begin(h.now())
	if !ok {
		return
	}
	h.Tell()
	task.GoLatest(context.Background(), h.deps.Run, &h.loads, func(ctx context.Context) (HistoryPage, error) {
		return h.deps.Source.History(ctx, q)
	}, func(page HistoryPage, err error) {
		if err != nil {
			h.model.Failed(err)
			h.Tell()
			return
		}
		h.model.Add(page)
		h.Tell()
		h.Load()
	})
}

// want tells which rows the table is about to show.
func (h *Presenter) want(from, n int) {
	if h.model.Want(from + n + firstWanted) {
		h.Load()
	}
}

// SetFilter narrows the list.
func (h *Presenter) SetFilter(f Filter) {
	if f == h.model.Filter() {
		return
	}
	h.loads.Cancel()
	h.heads.Cancel()
	h.place = widgets.TableState{Selected: -1}
	h.model.SetFilter(f, h.now())
	h.Tell()
	h.Load()
}

// SetMode goes from the list to the comparison and back.
func (h *Presenter) SetMode(mode Mode) {
	if h.mode == mode {
		return
	}
	h.mode = mode
	h.Tell()
}

// Compare compares the ends of two days.
func (h *Presenter) Compare(then, later time.Time) {
	h.compare = Comparison{Phase: Loading, Then: then, Later: later, At: -1}
	h.Tell()
	task.GoLatest(context.Background(), h.deps.Run, &h.compares, func(ctx context.Context) ([]Difference, error) {
		rows, err := readSince(ctx, h.deps.Source, "", then)
		return Differences(rows, then, later), err
	}, func(found []Difference, err error) {
		h.compare.Phase, h.compare.Fault, h.compare.Found = Ready, nil, found
		if err != nil {
			h.compare.Phase, h.compare.Fault, h.compare.Found = Failed, err, nil
		}
		h.Tell()
	})
}

func (h *Presenter) selectDifference(n int) {
	h.compare.At = n
	h.Tell()
}

// restorable tells whether bringing a value back would change something that this person may change.
func (h *Presenter) restorable(entity, field string, value wire.Value) bool {
	if h.view == nil || h.secret(entity, field) {
		return false
	}
	return len(planRestore(h.view, h.member(), entity, map[string]wire.Value{field: value}).Edits) == 1
}

// writable tells whether this person may write the field, of something that is there.
func (h *Presenter) writable(entity, field string) bool {
	return h.view != nil && !h.book().Gone(entity) && MayWrite(h.member(), entity, field)
}

func (h *Presenter) member() access.Member {
	return access.Member{Person: h.deps.Person, Role: h.deps.Role}
}

func (h *Presenter) secret(entity, field string) bool {
	return h.deps.Secret != nil && h.deps.Secret(entity, field)
}

// planField prepares to bring one value back; ready is told the edits to confirm.
func (h *Presenter) planField(entity, field string, value wire.Value, ready func(Restoring)) {
	h.plan(entity, ready, func(context.Context) (map[string]wire.Value, error) {
		return map[string]wire.Value{field: value}, nil
	})
}

// planBefore prepares to bring a section back to what it was before a change.
func (h *Presenter) planBefore(entity string, rev int64, ready func(Restoring)) {
	h.plan(entity, ready, func(ctx context.Context) (map[string]wire.Value, error) {
		rows, err := readFrom(ctx, h.deps.Source, entity, rev)
		return valuesBefore(rows, entity, func(r HistoryRow) bool { return r.Rev >= rev }), err
	})
}

// planSince prepares to bring a section back to what it was before a moment.
func (h *Presenter) planSince(entity string, since time.Time, ready func(Restoring)) {
	h.plan(entity, ready, func(ctx context.Context) (map[string]wire.Value, error) {
		rows, err := readSince(ctx, h.deps.Source, entity, since)
		return valuesBefore(rows, entity, func(r HistoryRow) bool { return !r.At.Before(since) }), err
	})
}

func (h *Presenter) plan(entity string, ready func(Restoring), read func(context.Context) (map[string]wire.Value, error)) {
	source, member := h.deps.Source, h.member()
	task.GoLatest(context.Background(), h.deps.Run, &h.plans, func(ctx context.Context) (Restoring, error) {
		then, err := read(ctx)
		if err != nil {
			return Restoring{}, err
		}
		view, err := source.View(ctx)
		return planRestore(view, member, entity, then), err
	}, func(r Restoring, err error) {
		p := h.deps.Window.Printer()
		switch {
		case err != nil:
			h.deps.Window.Fail(p.T("history.restore.failed", "Reason", p.Err(err)))
		case len(r.Edits) == 0:
			h.deps.Window.Toast(p.T("history.restore.nothing"), "", nil)
		default:
			ready(r)
		}
	})
}

// Restore saves the edits, as any edit, and offers to take them back.
func (h *Presenter) Restore(r Restoring) {
	h.save(func(context.Context) ([]syncing.FieldEdit, error) { return r.Edits, nil }, func() {
		p := h.deps.Window.Printer()
		h.deps.Window.Toast(p.N("history.restore.done", len(r.Edits)), p.T("history.restore.undo"), func() { h.unrestore(r) })
	})
}

func (h *Presenter) unrestore(r Restoring) {
	h.save(func(ctx context.Context) ([]syncing.FieldEdit, error) {
		view, err := h.deps.Source.View(ctx)
		return inverse(view, r.Edits), err
	}, func() {
		p := h.deps.Window.Printer()
		h.deps.Window.Toast(p.T("history.restore.undone"), "", nil)
	})
}

func (h *Presenter) save(edits func(context.Context) ([]syncing.FieldEdit, error), done func()) {
	task.Go(context.Background(), h.deps.Run, func(ctx context.Context) (struct{}, error) {
		list, err := edits(ctx)
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, h.deps.Source.Save(ctx, list)
	}, func(_ struct{}, err error) {
		if err != nil {
			p := h.deps.Window.Printer()
			h.deps.Window.Fail(p.T("history.restore.failed", "Reason", p.Err(err)))
			return
		}
		done()
	})
}
