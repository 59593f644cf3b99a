// Package sample is a federation in memory for the tests and pictures of the portal's pages.
package sample

import (
	"context"
	"iter"
	"maps"
	"slices"
	"sync"

	"pupitre/data/directory"
	federation "pupitre/data/directory/sample"
	"pupitre/data/fault"
	"pupitre/data/wire"
	"pupitre/ui/portal"
)

// ID is the id of the federation.
const ID = "0198aaaa-0000-7000-8000-000000000001"

// Finder is a directory in memory. It implements portal.Finder.
type Finder struct {
	mu      sync.Mutex
	index   *directory.Index
	entries map[string]directory.Entry
	names   directory.Names
	now     portal.FinderState
	fault   error
	live    bool
	asked   []directory.Query
	reads   int // of all entries
}

// NewFinder makes a directory of a generated federation of so many accounts and entries; the same every time.
func NewFinder(accounts, entries int) *Finder {
	return FinderOf(slices.Collect(federation.Federation(federation.Options{Seed: 1, Accounts: accounts, Entries: entries})))
}

// FinderOf makes a directory of rows.
func FinderOf(rows []wire.DirectoryRow) *Finder {
	f := &Finder{entries: make(map[string]directory.Entry, len(rows))}
	b := directory.NewBuilder(1)
	all := make([]directory.Entry, 0, len(rows))
	for _, row := range rows {
		b.Add(row)
		e, err := directory.Decode(row)
		if err != nil {
			panic(err) // the generator's own rows
		}
		f.entries[e.ID] = e
		all = append(all, e)
	}
	index, err := b.Build(context.Background())
	if err != nil {
		panic(err) // nothing ends the context
	}
	f.index, f.names = index, directory.NewNames(all)
	f.now = portal.FinderState{Ready: true, Generation: 1}
	return f
}

// Set changes what the finder says of itself, and the error of its searches; nil lets them answer.
func (f *Finder) Set(now portal.FinderState, fails error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now, f.fault, f.live = now, fails, !now.Ready
}

// Put changes an entry where it stands, as another generation of the directory would: it is found where it was.
func (f *Finder) Put(e directory.Entry) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.entries[e.ID] = e
	f.now.Generation++
}

// Asked lists the queries that came.
func (f *Finder) Asked() []directory.Query {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.asked)
}

// Reads is how many times all entries were read.
func (f *Finder) Reads() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.reads
}

// State implements portal.Finder.
func (f *Finder) State() portal.FinderState {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

// Names implements portal.Finder.
func (f *Finder) Names(context.Context) (portal.Names, error) { return f.names, nil }

// Entry implements portal.Finder.
func (f *Finder) Entry(ctx context.Context, id string) (directory.Entry, error) {
	f.mu.Lock()
	e, ok := f.entries[id]
	f.mu.Unlock()
	if !ok {
		return e, fault.New(fault.NotFound, "sample.Entry", "federation.entry_unknown")
	}
	return e, ctx.Err()
}

// HavingExtension implements portal.Finder.
func (f *Finder) HavingExtension(ctx context.Context, extensions []string) (out []directory.Entry, err error) {
	if !f.State().Ready {
		return nil, fault.New(fault.Unavailable, "sample.HavingExtension", "federation.no_copy_yet")
	}
	for _, id := range f.index.HavingExtension(extensions) {
		if e := f.entries[id]; slices.Contains(extensions, e.Extension) {
			out = append(out, e)
		}
	}
	return out, ctx.Err()
}

// Entries implements portal.Finder.
func (f *Finder) Entries(ctx context.Context) iter.Seq2[directory.Entry, error] {
	return func(yield func(directory.Entry, error) bool) {
		f.mu.Lock()
		f.reads++
		f.mu.Unlock()
		for _, id := range slices.Sorted(maps.Keys(f.entries)) {
			if !yield(f.entries[id], ctx.Err()) {
				return
			}
		}
	}
}

// Search implements portal.Finder.
func (f *Finder) Search(ctx context.Context, q directory.Query) (portal.Answer, error) {
	f.mu.Lock()
	f.asked = append(f.asked, q)
	fails, live := f.fault, f.live
	f.mu.Unlock()
	if fails != nil {
		return nil, fault.Wrap("sample.Search", fails)
	}
	r, err := f.index.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	return &answer{finder: f, result: r, live: live}, nil
}

type answer struct {
	finder *Finder
	live   bool
	mu     sync.Mutex
	result *directory.Result
}

// Len implements portal.Answer.
func (a *answer) Len() int { return a.result.Len() }

// Live implements portal.Answer.
func (a *answer) Live() bool { return a.live }

// Page implements portal.Answer.
func (a *answer) Page(ctx context.Context, offset, limit int) ([]directory.Entry, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	out := make([]directory.Entry, 0, limit)
	for _, id := range a.result.IDs(offset, limit) {
		out = append(out, a.finder.entries[id])
	}
	return out, ctx.Err()
}

// Counts implements portal.Answer.
func (a *answer) Counts(ctx context.Context) (directory.Counts, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.result.Counts(ctx)
}
