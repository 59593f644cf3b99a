// Package conflictspage shows the edits that met another one, with both values, and lets a person decide, one at a time.
// Nothing of it keeps anybody from going on.
package conflictspage

import (
	"context"
	"time"

	"pupitre/data/access"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/task"
)

// Source is the settings on this computer, with the conflicts among them.
type Source interface {
	// View has the conflicts too, as entities of their own (syncing.ConflictEntity).
	View(ctx context.Context) (syncing.View, error)
	// Queue lists this computer's mutations that the view rests on, by seq: a decision that was not sent yet is among them.
	Queue(ctx context.Context) ([]syncing.OutboxRow, error)
	// Resolve closes an open conflict by writing its field; it returns when the decision is on this computer's disk.
	Resolve(ctx context.Context, conflict string, edit syncing.FieldEdit) error
	// Subscribe calls f on any goroutine after the view or the state has changed.
	Subscribe(f func()) (cancel func())
}

// Window is what the page needs of the window around it.
type Window interface {
	Printer() *i18n.Printer
	// Toast says something in passing; action may be "".
	Toast(text, action string, run func())
	// Fail says in passing that something did not work.
	Fail(text string)
}

// Deps are what the page needs. Only Secret may be nil.
type Deps struct {
	Source Source
	Window Window
	Run    task.Runner
	Zone   func() *time.Location // of the times shown
	Person string                // id of who is signed in
	Role   access.Role
	Name   func(person string) string      // of a person by id, "" when not known
	Secret func(entity, field string) bool // values that are never shown; nil when there are none
}
