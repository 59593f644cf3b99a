// Package portal is what the pages of the enterprise portal share: the federation that is shown, who may do what in it, its
// directory, and the words for what stands there.
package portal

import (
	"context"
	"iter"

	"pupitre/data/directory"
)

// Finder searches a federation's directory. Its functions may be called on any goroutine, and take their time.
type Finder interface {
	// State says what there is to search; it never waits.
	State() FinderState
	Search(ctx context.Context, q directory.Query) (Answer, error)
	Names(ctx context.Context) (Names, error)
	// Entry is the entry of an id in the copy of this computer; federation.entry_unknown when it is there no more.
	Entry(ctx context.Context, id string) (directory.Entry, error)
	// HavingExtension gives the entries of the copy of this computer that have one of some extensions; federation.no_copy_yet
	// while there is no copy.
	HavingExtension(ctx context.Context, extensions []string) ([]directory.Entry, error)
	// Entries gives all entries of the copy of this computer; an error ends them.
	Entries(ctx context.Context) iter.Seq2[directory.Entry, error]
}

// FinderState says what there is to search.
type FinderState struct {
	Ready      bool  // the copy on this computer can be searched
	Building   bool  // it is being prepared
	Received   int64 // rows of a copy under way
	Generation int64 // of the copy that is searched
	Err        error // why there is no copy, nil when nothing went wrong
}

// Answer is what a search has found. It is safe for concurrent use; one question waits for the other.
type Answer interface {
	Len() int
	// Live tells that the server has answered, as there is no copy on this computer yet.
	Live() bool
	Page(ctx context.Context, offset, limit int) ([]directory.Entry, error)
	Counts(ctx context.Context) (directory.Counts, error)
}

// Names are those of the accounts and of what belongs to them.
type Names interface {
	// Of is the name of a value of a column, "" when it is not known.
	Of(column directory.Column, id string) string
	// Accounts lists them by name.
	Accounts() []directory.Entry
}
