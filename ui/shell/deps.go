package shell

import (
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/i18n"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Sync is the exchange with the server, as far as the window tells it.
type Sync interface {
	State() desk.State
	// Subscribe calls f on any goroutine after the state has changed.
	Subscribe(f func()) (cancel func())
	RetryNow()
}

// Draft is what would be lost if the window closed now.
type Draft interface {
	Dirty() bool
	// Pending names what has changed, in the language of p.
	Pending(p *i18n.Printer) []string
	// Save stores all or nothing and shows the first fault; done is told once whether nothing is left unsaved.
	Save(done func(ok bool))
	// Discard drops the draft without asking.
	Discard()
	Undo()
	Redo()
	// Watch calls changed on the window's goroutine when any of this may have changed.
	Watch(changed func()) (cancel func())
}

// Clock is the time.
type Clock interface{ Now() time.Time }

// Person is who is signed in.
type Person struct {
	Name  string
	Email string
	Role  access.Role
}

// Deps are what the shell needs. Only functions may be nil, and Account empty; what
// they would do is then not offered.
type Deps struct {
	Window   fyne.Window
	Stage    *widgets.Stage // what the window shows; the shell fills it
	Run      task.Runner
	Sync     Sync
	Clock    Clock
	Person   Person
	Language i18n.Language
	Look     look.Options
	Mac      bool // macOS manners: ⌘, and the unsaved mark after the title

	// PickLanguage is told what the switch FR | EN was set to, and calls SetLanguage; nil means SetLanguage alone.
	PickLanguage func(i18n.Language)
	// SetLook applies a theme and an interface size, and remembers them.
	SetLook func(look.Options)
	// Portal tells whether this person may enter the enterprise portal: the header then offers to go from there to the rest and
	// back. nil means that nobody may.
	Portal func() bool
	// Account is the page of one's own account, which the menu of the person leads to; "" for none.
	Account Route
	// Commands are more that the person can do anywhere, in the language of p: in the menu of the person and the palette.
	Commands func(p *i18n.Printer) []Entry
	// Help opens the guide at what tells of a place; nil means that there is none.
	Help    func(Place)
	SignOut func() // after the guard
	Lock    func() // hides everything until the password is given
	Kiosk   func() // turns the window into a kiosk, after the guard
	SignIn  func() // the session has ended: ask for the password again
	Quit    func() // after the guard
}
