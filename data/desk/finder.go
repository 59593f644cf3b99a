package desk

import (
	"context"
	"iter"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync"

	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// SearchFile is a directory on this computer in which can be searched; data/store has it.
type SearchFile interface {
	Directory
	// LoadIndex is the index that was saved; fault.NotFound when there is none of the rows that are shown.
	LoadIndex() (*directory.Index, error)
	BuildIndex(ctx context.Context) (*directory.Index, error)
	SaveIndex(x *directory.Index) error
	// RowsOf gives the rows under ids, in their order; those that are not shown any more are left out.
	RowsOf(ids []string) ([]wire.DirectoryRow, error)
	RowsOfKind(kind string) ([]wire.DirectoryRow, error)
	Rows() iter.Seq2[wire.DirectoryRow, error]
}

// SearchExchange is a server that searches, for desktops without a copy of the directory.
type SearchExchange interface {
	SearchDirectory(ctx context.Context, federation string, q wire.SearchQuery) (wire.SearchPage, error)
}

// FinderState says whether a directory can be searched on this computer.
type FinderState struct {
	Ready      bool // there is an index, if perhaps of the rows of before
	Building   bool // another one is being made
	Generation int64
	Progress   wire.RowsProgress // of the rows that come from the server
	Err        error             // why there is no index, nil when it is only not there yet
}

// Finder searches in a federation's directory: in the copy of this computer, or at the server until there is one. It is safe
// for concurrent use.
type Finder struct {
	federation wire.Federation
	file       SearchFile     // nil when there is no copy
	server     SearchExchange // nil when the server does not search
	log        *slog.Logger
	changed    func()
	wake       chan struct{}

	mu       sync.Mutex
	index    *directory.Index
	building bool
	err      error
}

// newFinder makes a finder; changed is called when its state is another one.
func newFinder(fed wire.Federation, file SearchFile, server SearchExchange, changed func(), log *slog.Logger) *Finder {
	return &Finder{federation: fed, file: file, server: server, changed: changed, log: log, wake: make(chan struct{}, 1)}
}

// moved tells that other rows may be shown.
func (f *Finder) moved() {
	select {
	case f.wake <- struct{}{}:
	default: // it will look anyway
	}
}

// run keeps the index at the rows that are shown, until ctx ends. It works beside whoever searches, who find the index of
// before meanwhile.
func (f *Finder) run(ctx context.Context) {
	for ctx.Err() == nil {
		f.renew(ctx)
		select {
		case <-ctx.Done():
		case <-f.wake:
		}
	}
}

// renew reads the index of the rows that are shown, or makes it.
func (f *Finder) renew(ctx context.Context) {
	p, err := f.file.Progress()
	if err != nil || p.Shown == 0 || p.Shown == f.State().Generation {
		if err != nil {
			f.settle(nil, err)
		}
		return
	}
	x, err := f.file.LoadIndex()
	built := false
	if fault.Is(err, fault.NotFound) {
		f.mu.Lock()
		f.building = true
		f.mu.Unlock()
		f.changed()
		built = true
		if x, err = f.file.BuildIndex(ctx); err == nil {
			if err := f.file.SaveIndex(x); err != nil { // it will be made again
				f.log.Warn("the index of the directory was not kept", "error", err)
			}
		}
	}
	if ctx.Err() == nil {
		f.settle(x, err)
	}
	if built { // it took several times the memory that the index keeps, and so much again only when the directory changes
		debug.FreeOSMemory()
	}
}

func (f *Finder) settle(x *directory.Index, err error) {
	f.mu.Lock()
	f.building, f.err = false, err
	if err == nil {
		f.index = x
	}
	f.mu.Unlock()
	if err != nil {
		f.log.Warn("the directory has no index", "error", err)
	}
	f.changed()
}

// State is the last known state; how far rows have come is read from the disk.
func (f *Finder) State() FinderState {
	f.mu.Lock()
	st := FinderState{Ready: f.index != nil, Building: f.building, Err: f.err}
	if f.index != nil {
		st.Generation = f.index.Generation()
	}
	f.mu.Unlock()
	if f.file == nil {
		return st
	}
	p, err := f.file.Progress()
	if err != nil && st.Err == nil {
		st.Err = err
	}
	st.Progress = p
	return st
}

// Search answers a query. What a query refuses is told by directory.Query.Check; federation.no_copy_yet when there is neither
// a copy here nor a server that answers.
func (f *Finder) Search(ctx context.Context, q directory.Query) (*Answer, error) {
	const op = "desk.Search"
	if err := q.Check(); err != nil {
		return nil, fault.Wrap(op, err)
	}
	f.mu.Lock()
	x := f.index
	f.mu.Unlock()
	if x == nil {
		a, err := f.searchServer(ctx, q)
		return a, fault.Wrap(op, err)
	}
	r, err := x.Search(ctx, q)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	return &Answer{finder: f, query: q, result: r, total: r.Len()}, nil
}

// Entry is the entry under an id; fault.NotFound when there is none here.
func (f *Finder) Entry(ctx context.Context, id string) (directory.Entry, error) {
	const op = "desk.Entry"
	list, err := f.entries(ctx, []string{id})
	if err == nil && (len(list) == 0 || list[0].Kind == "") {
		err = fault.New(fault.NotFound, op, "federation.entry_unknown")
	}
	if err != nil {
		return directory.Entry{}, fault.Wrap(op, err)
	}
	return list[0], nil
}

// HavingExtension are the entries of the copy of this computer that have one of some extensions; federation.no_copy_yet while
// there is none.
func (f *Finder) HavingExtension(ctx context.Context, extensions []string) (list []directory.Entry, err error) {
	const op = "desk.HavingExtension"
	f.mu.Lock()
	x := f.index
	f.mu.Unlock()
	if x == nil {
		return nil, fault.New(fault.Unavailable, op, "federation.no_copy_yet")
	}
	all, err := f.entries(ctx, x.HavingExtension(extensions))
	for _, e := range all {
		if slices.Contains(extensions, e.Extension) {
			list = append(list, e)
		}
	}
	return list, fault.Wrap(op, err)
}

// entries are the entries under ids, each in its place; one that is not there any more has its id alone.
func (f *Finder) entries(ctx context.Context, ids []string) ([]directory.Entry, error) {
	if f.file == nil {
		return nil, fault.New(fault.Unavailable, "desk.entries", "federation.no_copy_yet")
	}
	rows, err := f.file.RowsOf(ids)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	list := make([]directory.Entry, len(ids))
	for i, id := range ids {
		list[i].ID = id
		if len(rows) == 0 || rows[0].ID != id {
			continue
		}
		if e, err := directory.Decode(rows[0]); err == nil { // one that cannot be read is shown as one that is gone
			list[i] = e
		}
		rows = rows[1:]
	}
	return list, nil
}

// Entries gives all entries of the copy of this computer, by id. The loop's second value is an error, with which it ends.
// Rows that cannot be read, and kinds of a newer version, are left out.
func (f *Finder) Entries(ctx context.Context) iter.Seq2[directory.Entry, error] {
	return func(yield func(directory.Entry, error) bool) {
		if f.file == nil {
			yield(directory.Entry{}, fault.New(fault.Unavailable, "desk.Entries", "federation.no_copy_yet"))
			return
		}
		for row, err := range f.file.Rows() {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(directory.Entry{}, fault.Wrap("desk.Entries", err))
				return
			}
			if e, err := directory.Decode(row); err == nil && !yield(e, nil) {
				return
			}
		}
	}
}

// Names are those of accounts, sites, departments and locations, from the copy of this computer.
func (f *Finder) Names(ctx context.Context) (directory.Names, error) {
	const op = "desk.Names"
	var list []directory.Entry
	if f.file == nil {
		return directory.NewNames(nil), fault.New(fault.Unavailable, op, "federation.no_copy_yet")
	}
	for _, kind := range directory.NamingKinds() {
		rows, err := f.file.RowsOfKind(string(kind))
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return directory.NewNames(nil), fault.Wrap(op, err)
		}
		for _, row := range rows {
			if e, err := directory.Decode(row); err == nil {
				list = append(list, e)
			}
		}
	}
	return directory.NewNames(list), nil
}
