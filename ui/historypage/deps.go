// Package historypage shows who changed what and when, in sentences, compares two dates, and brings old values back as new
// edits.
package historypage

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/task"
)

// HistoryQuery picks changes, the newest first. Empty texts pick everything.
type HistoryQuery struct {
	Entity string
	Person string // id
	Before int64  // only changes of an older revision; 0 begins with the newest
	Limit  int
}

// HistoryRow is one field that was changed.
type HistoryRow struct {
	Rev      int64
	Entity   string
	Field    string
	Old, New wire.Value
	PersonID string // "" for what the server did by itself
	Person   string // name
	At       time.Time
	Device   string // name, "" when not known
}

// HistoryPage is a stretch of the history. Next is the Before of the next page, 0 at the end. Partial tells that changes
// may be missing in it or after it: off line, only what this computer has read before is there.
type HistoryPage struct {
	Rows    []HistoryRow
	Next    int64
	Partial bool
}

// Source is the history and the settings that it is about.
type Source interface {
	History(ctx context.Context, q HistoryQuery) (HistoryPage, error)
	// View and Save are those of the settings page: what is brought back is an edit like any other.
	View(ctx context.Context) (syncing.View, error)
	Save(ctx context.Context, edits []syncing.FieldEdit, deletes ...syncing.Deletion) error
	// Subscribe calls f on any goroutine after the view or the state has changed.
	Subscribe(f func()) (cancel func())
}

// Window is what the page needs of the window around it.
type Window interface {
	Printer() *i18n.Printer
	// Toast says something in passing; action may be "", else run is offered for ten seconds.
	Toast(text, action string, run func())
	// Fail says in passing that something did not work.
	Fail(text string)
}

// Clock is the time.
type Clock interface{ Now() time.Time }

// Deps are what the page needs. Only Name, Secret and Thumbnail may be nil.
type Deps struct {
	Source Source
	Window Window
	Run    task.Runner
	Clock  Clock
	Zone   func() *time.Location // of the times shown and of the days chosen
	Person string                // id of who is signed in
	Role   access.Role
	Name   func(person string) string      // of a colleague, "" when not known
	Secret func(entity, field string) bool // values that are never shown; nil when there are none
	// Thumbnail shows a value as a picture beside its words, nil for one that has none.
	Thumbnail func(label, entity, field string, v wire.Value) fyne.CanvasObject
}
