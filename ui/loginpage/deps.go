// Package loginpage is where a person signs in: with an e-mail and a password, with a second factor, with an invite code,
// with the code of a letter when the password is forgotten, or into a demonstration on sample data.
package loginpage

import (
	"context"
	"image"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/ui/credentials"
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

// Credentials are what a sign-in is asked with.
type Credentials struct {
	Server   string // with its scheme
	Email    string
	Password string
	Code     string // of the second factor, "" at first
}

// Known is what this computer remembers of the provider of the last session. The zero value is a page without it.
type Known struct {
	Name string
	Logo *image.NRGBA // at its real size; nil for none
}

// Deps are what the page needs. CapsLock, StartDemo, Spoke, Quit and the parts of Keeping may be nil.
type Deps struct {
	Window   Window
	Stage    *widgets.Stage // what the window shows; the page fills it
	Run      task.Runner
	Language i18n.Language
	CapsLock widgets.CapsLock
	Keeping  credentials.Keeping

	Server   string // used last on this computer, "" at the first start
	Email    string // idem
	Provider Known  // of that server, when it is known

	// SignIn opens a session. desk.NeedsCode tells of a refusal that asks for a second factor. A sign-in that puts one in
	// force gives the recovery codes, to be shown once.
	SignIn       func(ctx context.Context, c Credentials) (recovery []string, err error)
	AcceptInvite func(ctx context.Context, code, name, password string) error
	// Forgot asks for a letter with a code, in a language; whether somebody has the address is not told.
	Forgot func(ctx context.Context, server, email string, language i18n.Language) error
	// Reset chooses a new password with the code of the letter. It opens no session.
	Reset func(ctx context.Context, server, email, code, password string) error
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
