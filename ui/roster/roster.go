// Package roster is the people of a provider as its pages show and manage them: who there is, what may be done with each,
// and the dialogs that ask for it. All of it happens on line, outside the draft: an order to shut somebody out must not come
// late.
package roster

import (
	"context"
	"slices"
	"time"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/task"
)

// Source is the server, as far as people are concerned, and what this computer remembers of it.
type Source interface {
	People(ctx context.Context) (desk.People, error)
	Invite(ctx context.Context, in wire.InvitePerson) (wire.Invited, error)
	InviteAgain(ctx context.Context, person string) (wire.Invited, error)
	EditPerson(ctx context.Context, person string, in wire.EditPerson) error
	Deactivate(ctx context.Context, person string) error
	Reactivate(ctx context.Context, person string) error
	RemovePerson(ctx context.Context, person string) error
	SessionsOf(ctx context.Context, person string) (wire.Sessions, error)
	EndSession(ctx context.Context, session string) error
	NewKiosk(ctx context.Context, in wire.NewKiosk) (wire.KioskCode, error)
	State() desk.State
	// Subscribe calls f on any goroutine after the state has changed.
	Subscribe(f func()) (cancel func())
}

// Window is what the roster needs of the window around it.
type Window interface {
	Printer() *i18n.Printer
	Toast(text, action string, run func())
	Fail(text string)
}

// Clock is the time.
type Clock interface{ Now() time.Time }

// Me is who is signed in, with their place.
type Me struct {
	Person   string // id
	Role     access.Role
	Reseller string // id of the reseller that they work for, "" for none
	Lead     bool   // an administrator of that reseller
}

// Deps are what the roster needs. Nothing may be nil.
type Deps struct {
	Source Source
	Window Window
	Run    task.Runner
	Clock  Clock
	Zone   func() *time.Location // in which times are shown
	Me     Me
	// Code is what somebody types who joins with a secret: it names the server too.
	Code func(secret string) string
	// Copy puts a text on the clipboard.
	Copy func(text string)
	// Federation is the id of the one whose directory new kiosks search, "" for none.
	Federation string
	// Resellers lists the resellers that are stored, by name.
	Resellers func() []Reseller
}

// Reseller is one that a person may work for.
type Reseller struct {
	ID, Name string
	Active   bool // its people may sign in; nobody is invited to another one
}

// Phase is what a list has to show.
type Phase int

// The phases. What was ready once stays ready: a later failure leaves what is known on the screen.
const (
	Loading Phase = iota
	Failed        // see Fault
	Ready
)

// Roster is the state of the people. It outlives the widgets and belongs to the window's goroutine.
type Roster struct {
	deps   Deps
	phase  Phase
	fault  error
	people []wire.Colleague
	live   bool // the server has told it in this session
	online bool
	views  task.Views
	loads  task.Latest
	cancel func()
	tick   func() // ends the wait for the next reading, nil while no page shows the people
}

// every is how long the people that a page shows are left alone: an invitation that is accepted, or what another administrator
// does, shows without a reload by hand.
const every = 20 * time.Second

// New starts with nothing read.
func New(deps Deps) *Roster { return &Roster{deps: deps} }

// Start reads the people, and reads them again whenever the server comes back, until Stop.
func (r *Roster) Start() {
	if r.cancel != nil {
		return
	}
	r.online = r.isOnline()
	r.cancel = r.deps.Source.Subscribe(func() { r.deps.Run.OnUI(r.follow) })
	r.Load()
}

// Stop ends Start.
func (r *Roster) Stop() {
	if r.cancel != nil {
		r.cancel()
		r.cancel = nil
	}
	r.loads.Cancel()
}

func (r *Roster) isOnline() bool { return r.deps.Source.State().Connection == desk.Online }

// follow hears that the connection came or went.
func (r *Roster) follow() {
	now := r.isOnline()
	if r.cancel == nil || now == r.online {
		return
	}
	r.online = now
	if now {
		r.Load()
	}
	r.views.Tell()
}

// Watch calls changed after every change, until cancel.
func (r *Roster) Watch(changed func()) (cancel func()) {
	leave := r.views.Watch(changed)
	if r.tick == nil {
		r.tick = r.deps.Run.After(every, r.again)
	}
	return func() {
		leave()
		if !r.views.Any() && r.tick != nil {
			r.tick()
			r.tick = nil
		}
	}
}

// again reads the people while a page shows them.
func (r *Roster) again() {
	r.tick = r.deps.Run.After(every, r.again)
	if r.cancel != nil && r.online && !r.loads.Running() {
		r.Load()
	}
}

// Load asks who there is.
func (r *Roster) Load() {
	task.GoLatest(context.Background(), r.deps.Run, &r.loads, r.deps.Source.People, func(p desk.People, err error) {
		switch {
		case err == nil && r.phase == Ready && r.live == p.Live && slices.Equal(r.people, p.People):
			return // as it was
		case err == nil:
			r.phase, r.fault, r.people, r.live = Ready, nil, p.People, p.Live
		case r.phase != Ready:
			r.phase, r.fault = Failed, err
		}
		r.views.Tell()
	})
}

// Phase says what a list has to show.
func (r *Roster) Phase() Phase { return r.phase }

// Fault is why the people are not known.
func (r *Roster) Fault() error { return r.fault }

// Remembered tells that the people are those of an earlier day: the server has not been asked.
func (r *Roster) Remembered() bool { return r.phase == Ready && !r.live }

// Online tells whether what has to be done on line can be done.
func (r *Roster) Online() bool { return r.online }

// Me is who is signed in.
func (r *Roster) Me() Me { return r.deps.Me }

// People lists everybody that this person may know, the primary administrator first.
func (r *Roster) People() []wire.Colleague { return r.people }

// Person finds somebody by id.
func (r *Roster) Person(id string) (c wire.Colleague, ok bool) {
	i := slices.IndexFunc(r.people, func(c wire.Colleague) bool { return c.Person == id })
	if i < 0 {
		return c, false
	}
	return r.people[i], true
}

// Delegates counts the delegated administrators who may sign in; known is false while nobody has told who there is.
func (r *Roster) Delegates() (n int, known bool) {
	for _, c := range r.people {
		if c.Role == string(access.Delegate) && c.State == wire.PersonActive {
			n++
		}
	}
	return n, r.phase == Ready
}

// Of lists those who work for a reseller, its administrators first.
func (r *Roster) Of(reseller string) []wire.Colleague {
	var out []wire.Colleague
	for _, c := range r.people {
		if c.Reseller == reseller && c.Role == string(access.Reseller) {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b wire.Colleague) int {
		switch {
		case a.Lead == b.Lead:
			return 0
		case a.Lead:
			return -1
		}
		return 1
	})
	return out
}

// ResellerName is the name of a reseller, "" when it is not known.
func (r *Roster) ResellerName(id string) string {
	for _, one := range r.deps.Resellers() {
		if one.ID == id {
			return one.Name
		}
	}
	return ""
}
