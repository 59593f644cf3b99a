// Package kioskpage is Pupitre on a screen that anybody may touch: the language, today's hours, "open at…?", whom to turn to,
// and the directory, read-only and full screen. It forgets whoever leaves, and lets go of the computer only for a PIN.
//
// It is drawn for fingers: the program shows it at 150 %, where texts are of 18 units or more and targets of 44 or more
// (as WCAG 2.2, 2.5.5 asks). Nothing in it moves by itself, so that software OpenGL does no work while nobody is there.
package kioskpage

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/desk"
	"pupitre/data/directory"
	"pupitre/data/gate"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Window is the window around the kiosk; fyne.Window is one.
type Window interface {
	Canvas() fyne.Canvas
	SetTitle(title string)
	SetCloseIntercept(asked func())
}

// Source is what a kiosk may read of the settings, and how the server is reached.
type Source interface {
	View(ctx context.Context) (syncing.View, error)
	State() desk.State
	// Subscribe calls f on any goroutine after the view or the state has changed.
	Subscribe(f func()) (cancel func())
}

// Finder searches the directory of the kiosk's federation. It is not called on the window's goroutine.
type Finder interface {
	// Find gives at most limit answers to q from place offset on.
	Find(ctx context.Context, q directory.Query, offset, limit int) (Found, error)
}

// Found is a page of answers.
type Found struct {
	Total int
	Lines []Line
}

// Line is one answer, in words. There is no e-mail: strangers read it.
type Line struct {
	Name       string
	Phone      string // E.164
	Extension  string
	Account    string
	Site       string
	Department string
}

// Clock is the time.
type Clock interface{ Now() time.Time }

// Deps are what the kiosk needs. Finder, Memory, Mode, SetMode and Speak may be nil.
type Deps struct {
	Window Window
	Stage  *widgets.Stage // what the window shows; the kiosk fills it
	Run    task.Runner
	Clock  Clock
	Source Source
	Finder Finder // nil where the kiosk has no directory

	Gate *gate.Gate // slows down guesses at the PIN
	// CheckPIN tells whether it is the PIN of the kiosk. It takes a while.
	CheckPIN func(ctx context.Context, pin string) (bool, error)
	DemoPIN  string // told on the screen of the demonstration, "" otherwise

	// LastActivity is when somebody last touched the computer.
	LastActivity func() time.Time
	// Held tells whether a finger is on the screen now; what it is on stays under it. May be nil.
	Held    func() bool
	Idle    time.Duration // until the kiosk asks whether anybody is there
	SetIdle func(time.Duration)
	Mode    look.Mode
	SetMode func(look.Mode)

	// Memory is why what the kiosk receives is kept in memory only, nil when it is on the disk; may be nil.
	Memory func() error

	Language i18n.Language       // until the service tells its own
	Speak    func(i18n.Language) // makes the toolkit's own words those of a language
	Leave    func()              // the PIN was right: the person leaves the kiosk
	Forget   func()              // the PIN was right: this computer is no kiosk any more
	Revoked  func()              // an administrator has ended the kiosk
}
