// Package loginpage is where a person signs in: with an e-mail and a password, with an invite code, or into a
// demonstration on sample data.
package loginpage

import (
	"context"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Window is the window around the page; fyne.Window is one.
type Window interface {
	// Canvas is nil before the page is on one.
	Canvas() fyne.Canvas
	SetTitle(title string)
	SetCloseIntercept(asked func())
}

// Deps are what the page needs. CapsLock, StartDemo, Spoke and Quit may be nil.
type Deps struct {
	Window   Window
	Stage    *widgets.Stage // what the window shows; the page fills it
	Run      task.Runner
	Language i18n.Language
	CapsLock widgets.CapsLock

	Server string // used last on this computer, "" at the first start
	Email  string // idem

	SignIn       func(ctx context.Context, server, email, password string) error
	AcceptInvite func(ctx context.Context, code, name, password string) error
	// StartDemo signs in to a demonstration on sample data; nil when it is not offered.
	StartDemo func(ctx context.Context) error
	// PasswordProblems gives the catalogue ids of the rules that a password violates.
	PasswordProblems func(password, email, provider string) []string

	// SignedIn is told, on the window's goroutine, that a session was opened; the window shows something else then.
	SignedIn func()
	// Spoke is told which language was picked, to remember it.
	Spoke func(i18n.Language)
	Quit  func()
}
