// Package account is the part of the settings that is done online and outside the save bar: one's own e-mail, password,
// second factor and sessions, and who the administrators of the provider are. It brings rows and dialogs to a page.
package account

import (
	"context"
	"slices"
	"time"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/wire"
	"pupitre/ui/credentials"
	"pupitre/ui/editing"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Server is the account as the server keeps it; desk.Desk and desk.Session have it. All of it needs a connection, but
// People, which knows off line what was known the last time.
type Server interface {
	People(ctx context.Context) (desk.People, error)
	ChangeName(ctx context.Context, name string) error
	ChangeEmail(ctx context.Context, email, password string) error
	ChangePassword(ctx context.Context, before, after string) error
	TransferPrimary(ctx context.Context, person, password string) error
	AddDelegate(ctx context.Context, person, password string) error
	RemoveDelegate(ctx context.Context, person, password string) error
	Sessions(ctx context.Context) (wire.Sessions, error)
	EndSession(ctx context.Context, session string) error
	TOTP(ctx context.Context) (wire.TOTPState, error)
	TOTPBegin(ctx context.Context, password string) (wire.TOTPSecret, error)
	TOTPConfirm(ctx context.Context, code string) (recovery []string, err error)
	TOTPRecovery(ctx context.Context, password string) (recovery []string, err error)
	TOTPDisable(ctx context.Context, password string) error
}

// Deps are what the account needs. CapsLock, the parts of Keeping, and Changed may be nil; nothing else.
type Deps struct {
	Server   Server
	Run      task.Runner
	Clock    editing.Clock
	Zone     func() *time.Location // in which times are shown
	CapsLock widgets.CapsLock
	Keeping  credentials.Keeping
	// PasswordProblems gives the catalogue ids of the rules that a password violates.
	PasswordProblems func(password, email, provider string) []string

	Person string // id of who is signed in
	Me     Me     // as of the sign-in
	// Changed is told, on the window's goroutine, who the person is now.
	Changed func(Me)
}

// Me is who is signed in, as the others know them.
type Me struct {
	Name  string
	Email string
	Role  access.Role // for the provider
}

// freshFor is how long what was read may be shown again without asking.
const freshFor = 30 * time.Second

// Account is what is known of the person's account. It lives as long as the person is signed in, on the window's goroutine.
type Account struct {
	deps     Deps
	me       Me
	people   read[desk.People]
	factor   read[wire.TOTPState]
	sessions read[wire.Sessions]
	views    task.Views
}

// read is something that the server tells.
type read[T any] struct {
	value T
	err   error
	known bool // value was read once
	at    time.Time
	loads task.Latest
}

// New makes an account that has read nothing yet.
func New(deps Deps) *Account { return &Account{deps: deps, me: deps.Me} }

// Email is the address that the person signs in with.
func (a *Account) Email() string { return a.me.Email }

// Role is what the person is for the provider now.
func (a *Account) Role() access.Role { return a.me.Role }

// load asks the server for what is not fresh. Off line, only the people can be known, to who may know any.
func (a *Account) load(online bool) {
	if access.May(a.me.Role, access.ReadPeople).Some() {
		fetch(a, &a.people, a.deps.Server.People)
	}
	if online {
		fetch(a, &a.factor, a.deps.Server.TOTP)
		fetch(a, &a.sessions, a.deps.Server.Sessions)
	}
}

// fetch reads one thing again unless it is fresh; what was known stays on the screen until the answer.
func fetch[T any](a *Account, r *read[T], ask func(context.Context) (T, error)) {
	if now := a.deps.Clock.Now(); r.known && r.err == nil && now.Sub(r.at) < freshFor || r.loads.Running() {
		return
	}
	task.GoLatest(context.Background(), a.deps.Run, &r.loads, ask, func(value T, err error) {
		r.err = err
		if err == nil {
			r.value, r.known, r.at = value, true, a.deps.Clock.Now()
		}
		a.follow()
		a.views.Tell()
	})
}

// again reads one thing although it is fresh: it has just been changed.
func again[T any](a *Account, r *read[T], ask func(context.Context) (T, error)) {
	r.loads.Cancel()
	r.at = time.Time{}
	fetch(a, r, ask)
}

// readPeople reads the people again after a change, for who may know any.
func (a *Account) readPeople() {
	if access.May(a.me.Role, access.ReadPeople).Some() {
		again(a, &a.people, a.deps.Server.People)
	}
}

// follow takes who the person is from the list of people.
func (a *Account) follow() {
	for _, c := range a.people.value.People {
		if c.Person == a.deps.Person && a.people.value.Live {
			a.set(Me{c.Name, c.Email, access.Role(c.Role)})
		}
	}
}

// set keeps who the person is now.
func (a *Account) set(me Me) {
	if a.me == me {
		return
	}
	a.me = me
	if a.deps.Changed != nil {
		a.deps.Changed(me)
	}
}

// mayManage tells whether the person gives and takes administrators' roles.
func (a *Account) mayManage() bool {
	return access.May(a.me.Role, access.ManageAdministrators) == access.All
}

// primary is the primary administrator; ok is false while it is not known.
func (a *Account) primary() (c wire.Colleague, ok bool) {
	i := slices.IndexFunc(a.people.value.People, func(c wire.Colleague) bool { return access.Role(c.Role) == access.Primary })
	if i < 0 {
		return c, false
	}
	return a.people.value.People[i], true
}

// delegates are the delegated administrators.
func (a *Account) delegates() []wire.Colleague {
	return slices.DeleteFunc(slices.Clone(a.people.value.People), func(c wire.Colleague) bool { return access.Role(c.Role) != access.Delegate })
}
