package shell

import (
	"time"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// statusEvery is how often the words about time are written again.
const statusEvery = 30 * time.Second

// Shell is the frame of the window: side bar, header, page, palette, toasts and guard. It belongs to the window's
// goroutine.
type Shell struct {
	deps     Deps
	p        *i18n.Printer
	look     look.Options
	provider string
	router   *router
	draft    Draft
	works    []Work
	page     Page
	shown    Place // what page was built for
	frame    *frame
	palette  *palette
	guarding bool
	stopped  bool // Stop was called after the last Start
	cancels  []func()
	stopTick func()
}

// New makes a shell that shows nothing yet. Register pages, then Start.
func New(deps Deps) *Shell {
	return &Shell{deps: deps, p: i18n.For(deps.Language), look: deps.Look, router: newRouter(nil)}
}

// Register offers a page. Pages registered after Start appear with the next build.
func (s *Shell) Register(r Registration) { s.router.pages = append(s.router.pages, r) }

// Guard protects a draft against closing and signing out, and gives it the shortcuts.
func (s *Shell) Guard(d Draft) { s.draft = d }

// Printer writes in the language of the window.
func (s *Shell) Printer() *i18n.Printer { return s.p }

// Start shows a place and follows state and draft until Stop.
func (s *Shell) Start(at Place) {
	s.stopped = false
	s.cancels = append(s.cancels, s.deps.Sync.Subscribe(func() { s.deps.Run.OnUI(s.stateChanged) }))
	if s.draft != nil {
		s.cancels = append(s.cancels, s.draft.Watch(s.draftChanged))
	}
	s.Install()
	s.router.open(at)
	s.rebuild()
	s.tick()
}

// Stop ends Start; the window may show something else, such as the page of a window that is locked. What was said in passing goes, and
// what it offered with it; what comes back late from the pages says nothing and shows nothing.
func (s *Shell) Stop() {
	for _, cancel := range s.cancels {
		cancel()
	}
	s.cancels = nil
	if s.stopTick != nil {
		s.stopTick()
	}
	s.stopped = true
	s.leavePage()
	s.palette.close()
	s.deps.Stage.ClearToasts()
}

// started tells whether Start was called and Stop was not.
func (s *Shell) started() bool { return len(s.cancels) > 0 }

// SetProvider changes the name at the top of the side bar.
func (s *Shell) SetProvider(name string) {
	if s.provider == name {
		return
	}
	s.provider = name
	if s.frame != nil {
		s.frame.setProvider(name)
	}
}

// SetPerson changes who is said to be signed in: a name, an address or a role of one's own has changed.
func (s *Shell) SetPerson(person Person) {
	renamed := s.deps.Person.Name != person.Name
	s.deps.Person = person
	if renamed && s.started() {
		s.rebuild()
	}
}

// SetLanguage makes the whole window speak lang, at once. Half-typed text, keyboard, cursor and scroll stay.
func (s *Shell) SetLanguage(lang i18n.Language) {
	if s.p.Language() == lang {
		return
	}
	s.p = i18n.For(lang)
	if s.started() {
		s.rebuild()
	}
}

// Open goes to a place; that of a shell which was stopped stays.
func (s *Shell) Open(to Place) {
	if !s.stopped && s.router.open(to) {
		s.show()
	}
}

// Here is where the person is.
func (s *Shell) Here() Place { return s.router.current() }

// Back returns to the place before.
func (s *Shell) Back() {
	if s.router.back() {
		s.show()
	}
}

// Forward takes back a step of Back.
func (s *Shell) Forward() {
	if s.router.forward() {
		s.show()
	}
}

// show shows the current place: within the page that is there, or by building another one.
func (s *Shell) show() {
	to := s.router.current()
	if s.page == nil || to.Route != s.shown.Route {
		s.rebuild()
		return
	}
	s.shown = to
	s.page.Aim(to.Section, to.Field)
}

// rebuild makes frame and page anew in the language of the window, and puts the person back where they were.
func (s *Shell) rebuild() {
	canvas := s.deps.Window.Canvas()
	keep := widgets.KeepFocus(canvas)
	to, before := s.router.current(), s.shown
	s.leavePage()
	var content fyne.CanvasObject
	if r, ok := s.router.page(to.Route); ok {
		s.page = r.New(s.p)
		content = s.page.Content()
	}
	s.frame = newFrame(s, content)
	s.deps.Stage.SetContent(s.frame.root)
	widgets.Settle(canvas)
	s.retitle()
	keep.Restore(canvas)
	s.shown = to
	if s.page != nil && to != before {
		s.page.Aim(to.Section, to.Field)
	}
}

func (s *Shell) leavePage() {
	if s.page != nil {
		s.page.Leave()
		s.page = nil
	}
}

// stateChanged tells the new state of the exchange.
func (s *Shell) stateChanged() {
	if s.started() && s.frame != nil {
		s.frame.setStatus(s.status())
	}
}

func (s *Shell) status() status { return statusOf(s.p, s.deps.Sync.State(), s.deps.Clock.Now()) }

// tick keeps "5 minutes ago" true.
func (s *Shell) tick() {
	s.stateChanged()
	s.stopTick = s.deps.Run.After(statusEvery, s.tick)
}

func (s *Shell) draftChanged() {
	if s.started() {
		s.retitle()
	}
}

// retitle writes the title of the window.
func (s *Shell) retitle() {
	page := ""
	if r, ok := s.router.page(s.router.current().Route); ok {
		page = r.Title(s.p)
	}
	s.deps.Window.SetTitle(windowTitle(s.p, page, s.draft != nil && s.draft.Dirty(), s.deps.Mac))
}

// Toast says something in passing. action may be ""; else run is offered while the toast stays.
func (s *Shell) Toast(text, action string, run func()) {
	s.Offer(text, action, run)
}

// Offer is Toast, and can be withdrawn before its time.
func (s *Shell) Offer(text, action string, run func()) (withdraw func()) {
	return s.say(widgets.Toast{Text: text, Icon: resources.CheckCircle, Action: action, OnAction: run})
}

// Fail says in passing that something did not work.
func (s *Shell) Fail(text string) {
	s.say(widgets.Toast{Text: text, Icon: resources.Error})
}

func (s *Shell) say(t widgets.Toast) (withdraw func()) {
	if s.stopped {
		return func() {}
	}
	return s.deps.Stage.Toast(s.p, t)
}

// RetryNow tries the server again at once.
func (s *Shell) RetryNow() { s.deps.Sync.RetryNow() }

// Save stores the draft.
func (s *Shell) Save() {
	if s.draft != nil {
		s.draft.Save(func(bool) {})
	}
}

// aimAt goes to the nth section of the page shown.
func (s *Shell) aimAt(n int) {
	if s.page != nil {
		s.page.AimAt(n)
	}
}

// Window is the window as one page needs it.
type Window struct {
	*Shell
	route Route
}

// For is the window for the page of a route.
func (s *Shell) For(route Route) Window { return Window{s, route} }

// Reveal shows the page, opens the section and rings the field.
func (w Window) Reveal(section, field string) {
	w.Open(Place{Route: w.route, Section: section, Field: field})
}
