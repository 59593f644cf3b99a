// Package syncpage shows the exchange with the server: how it stands, what waits to be sent, what the server did not
// accept and why. Nothing on it has to be done for work to go on.
package syncpage

import (
	"context"
	"time"

	"pupitre/data/desk"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/shell"
	"pupitre/ui/task"
)

// Source is the exchange as this computer knows it.
type Source interface {
	// State never blocks.
	State() desk.State
	// Traffic is the data used since the session was opened, in bytes, as they went over the network. It never blocks.
	Traffic() (sent, received int64)
	// Queue lists this computer's mutations that wait for the server, and those of which it has rejected a field, by seq.
	// Others may be among them.
	Queue(ctx context.Context) ([]syncing.OutboxRow, error)
	// RetryNow tries the server at once.
	RetryNow()
	// Subscribe calls f on any goroutine after the state or the queue has changed.
	Subscribe(f func()) (cancel func())
}

// Window is what the page needs of the window around it.
type Window interface {
	Printer() *i18n.Printer
	// Toast says something in passing; action may be "".
	Toast(text, action string, run func())
	// Open goes to another page.
	Open(to shell.Place)
}

// Clock is the time.
type Clock interface{ Now() time.Time }

// Deps are what the page needs. Secret and SignIn may be nil.
type Deps struct {
	Source    Source
	Window    Window
	Run       task.Runner
	Clock     Clock
	Zone      func() *time.Location // of the times shown
	Copy      func(text string)     // to the clipboard
	SignIn    func()                // asks for the password again; nil when that is not possible
	Conflicts shell.Route           // of the page that has the conflicts
	// Place is where a field of a section is edited.
	Place  func(section, field string) shell.Place
	Secret func(entity, field string) bool
}
