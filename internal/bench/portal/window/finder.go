package main

import (
	"context"
	"errors"
	"sync"

	"pupitre/data/directory"
	"pupitre/data/store"
	"pupitre/ui/portal"
)

// finder searches the directory of a file, as the desktop's does: the index is in memory, the rows stay on the disk. What opens
// with a row that is chosen is not asked here.
type finder struct {
	portal.Finder
	file  *store.Directory
	index *directory.Index
	names directory.Names
}

func openFinder(ctx context.Context, path string) (f *finder, err error) {
	f = &finder{}
	if f.file, err = store.OpenDirectory(ctx, store.Options{Path: path}); err != nil {
		return nil, err
	}
	if f.index, err = f.file.LoadIndex(); err != nil {
		return nil, errors.Join(err, f.file.Close())
	}
	var list []directory.Entry
	for _, kind := range directory.NamingKinds() {
		rows, err := f.file.RowsOfKind(string(kind))
		if err != nil {
			return nil, errors.Join(err, f.file.Close())
		}
		for _, row := range rows {
			e, err := directory.Decode(row)
			if err != nil {
				return nil, errors.Join(err, f.file.Close())
			}
			list = append(list, e)
		}
	}
	f.names = directory.NewNames(list)
	return f, nil
}

// State implements portal.Finder.
func (f *finder) State() portal.FinderState {
	return portal.FinderState{Ready: true, Generation: f.index.Generation()}
}

// Names implements portal.Finder.
func (f *finder) Names(context.Context) (portal.Names, error) { return f.names, nil }

// Search implements portal.Finder.
func (f *finder) Search(ctx context.Context, q directory.Query) (portal.Answer, error) {
	r, err := f.index.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	return &answer{finder: f, result: r}, nil
}

// answer is what a search has found.
type answer struct {
	finder *finder
	mu     sync.Mutex // a result is for one goroutine at a time
	result *directory.Result
}

// Len implements portal.Answer.
func (a *answer) Len() int { return a.result.Len() }

// Live implements portal.Answer.
func (a *answer) Live() bool { return false }

// Page implements portal.Answer.
func (a *answer) Page(ctx context.Context, offset, limit int) (list []directory.Entry, err error) {
	a.mu.Lock()
	ids := a.result.IDs(offset, limit)
	a.mu.Unlock()
	rows, err := a.finder.file.RowsOf(ids)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		e, err := directory.Decode(row)
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, ctx.Err()
}

// Counts implements portal.Answer.
func (a *answer) Counts(ctx context.Context) (directory.Counts, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.result.Counts(ctx)
}
