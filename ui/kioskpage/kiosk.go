package kioskpage

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/desk"
	"pupitre/data/syncing"
	"pupitre/i18n"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// beat is how often the kiosk looks at the clock.
const beat = time.Second

// Screen is what the kiosk shows.
type Screen int

// The screens. Welcome asks for the language; Care is for who knows the PIN.
const (
	Welcome Screen = iota
	Home
	Hours
	Ask
	Contacts
	Directory
	Exit
	Care
)

// visit is all that one visitor has done. The next one gets a new one.
type visit struct {
	screen   Screen
	language i18n.Language
	from     Screen // that Exit was opened from
	search   search
	moment   moment
	pin      pinEntry
}

// Kiosk is the kiosk in its window. It belongs to the window's goroutine.
type Kiosk struct {
	deps  Deps
	p     *i18n.Printer
	visit visit
	shown Screen // last
	facts facts
	fault error // why there are no facts

	loads   task.Latest
	finds   task.Latest
	checks  task.Latest
	results *searchView     // of the screen shown, nil for the others
	pad     *pinView        // idem
	root    *fyne.Container // of the screen shown
	notice  *widgets.Text   // at its foot
	foot    *fyne.Container
	still   *stillThere
	touched time.Time // when Continue was pressed
	late    bool      // what was heard under a finger is still to be read
	minute  time.Time // that the screen was written for
	cancel  func()
	stop    func()
	ended   bool
}

// New makes a kiosk; Start shows it.
func New(deps Deps) *Kiosk {
	k := &Kiosk{deps: deps, facts: facts{language: deps.Language}, touched: deps.Clock.Now()}
	k.visit = k.newVisit()
	k.p = i18n.For(k.visit.language)
	return k
}

func (k *Kiosk) newVisit() visit {
	now := k.deps.Clock.Now()
	return visit{language: k.facts.language, search: newSearch(), moment: momentOf(now, k.facts.chat.Zone)}
}

// Start fills the window and follows the service until Stop.
func (k *Kiosk) Start() {
	k.cancel = k.deps.Source.Subscribe(func() { k.deps.Run.OnUI(k.heard) })
	canvas := k.deps.Window.Canvas()
	canvas.SetOnTypedKey(k.typedKey)
	canvas.SetOnTypedRune(k.typedRune)
	k.deps.Window.SetCloseIntercept(k.exit)
	k.show()
	k.heard()
	k.tick()
}

// Stop ends Start; the window may show something else.
func (k *Kiosk) Stop() {
	if k.ended {
		return
	}
	k.ended = true
	k.cancel()
	k.stop()
	for _, l := range []*task.Latest{&k.loads, &k.finds, &k.checks} {
		l.Cancel()
	}
	k.stillHere()
	canvas := k.deps.Window.Canvas()
	canvas.SetOnTypedKey(nil)
	canvas.SetOnTypedRune(nil)
}

// Shown is the screen shown.
func (k *Kiosk) Shown() Screen { return k.visit.screen }

// Language is the language of the visitor.
func (k *Kiosk) Language() i18n.Language { return k.visit.language }

// heard reads what has changed.
func (k *Kiosk) heard() {
	if k.ended {
		return
	}
	state := k.deps.Source.State()
	if state.Connection == desk.SignedOut || state.Connection == desk.Revoked {
		k.deps.Revoked()
		return
	}
	if k.postpones() {
		return
	}
	k.tellState()
	task.GoLatest(context.Background(), k.deps.Run, &k.loads, k.deps.Source.View, k.read)
}

// read takes the facts. A failure leaves those that are known; without any it is said.
func (k *Kiosk) read(v syncing.View, err error) {
	if k.ended || k.postpones() {
		return
	}
	pristine := k.pristine()
	before, failed := k.facts, k.fault
	k.fault = err
	if err == nil {
		k.facts = factsFrom(v)
	}
	if before.same(k.facts) && (failed == nil) == (err == nil) {
		return
	}
	if pristine { // nobody has chosen anything yet: the language is that of the service
		k.restart()
		return
	}
	if slices.Contains([]Screen{Welcome, Home, Hours, Ask, Contacts}, k.visit.screen) {
		k.show()
	}
}

// AtRest tells that nobody is in front of the kiosk: the first screen is shown, untouched.
func (k *Kiosk) AtRest() bool { return k.pristine() }

// pristine tells that the first screen is shown as it is to the next visitor.
func (k *Kiosk) pristine() bool {
	return k.visit.screen == Welcome && k.visit.language == k.facts.language
}

// restart forgets the visitor.
func (k *Kiosk) restart() {
	k.stillHere()
	k.finds.Cancel()
	k.checks.Cancel()
	k.visit = k.newVisit()
	k.speak(k.visit.language)
	k.show()
}

func (k *Kiosk) speak(l i18n.Language) {
	k.visit.language = l
	k.p = i18n.For(l)
	if k.deps.Speak != nil {
		k.deps.Speak(l)
	}
}

// SetLanguage makes the kiosk speak l; what the visitor has done stays.
func (k *Kiosk) SetLanguage(l i18n.Language) {
	if k.visit.language == l {
		return
	}
	k.speak(l)
	k.show()
}

// open goes to a screen.
func (k *Kiosk) open(s Screen) {
	k.visit.screen = s
	k.show()
}

// back is the way back from the screen shown.
func (k *Kiosk) back() {
	switch k.visit.screen {
	case Welcome:
	case Home:
		k.restart()
	case Exit:
		k.checks.Cancel()
		k.visit.pin = pinEntry{}
		k.open(k.visit.from)
	case Care:
		k.restart()
	case Hours, Ask, Contacts, Directory:
		k.open(Home)
	}
}

// exit asks for the PIN.
func (k *Kiosk) exit() {
	if k.visit.screen == Exit || k.visit.screen == Care {
		return
	}
	k.visit.from, k.visit.pin = k.visit.screen, pinEntry{}
	k.open(Exit)
}

// show builds the screen in the language of the visitor.
func (k *Kiosk) show() {
	k.results, k.pad = nil, nil
	k.minute = k.deps.Clock.Now().Truncate(time.Minute)
	title, content := k.screen()
	canvas := k.deps.Window.Canvas()
	canvas.Unfocus()
	place := widgets.KeepFocus(canvas)
	k.deps.Stage.SetContent(k.frame(title, content))
	k.deps.Window.SetTitle(k.p.T("kiosk.window_title"))
	widgets.Settle(canvas)
	if k.shown == k.visit.screen { // what was touched stays under the finger
		place.Restore(canvas)
	}
	k.shown = k.visit.screen
	k.tellState()
}

// screen is the title and the content of the screen shown.
func (k *Kiosk) screen() (title string, content fyne.CanvasObject) {
	switch k.visit.screen {
	case Home:
		return k.facts.provider, k.homeScreen()
	case Hours:
		return k.p.T("kiosk.tile.hours"), k.hoursScreen()
	case Ask:
		return k.p.T("kiosk.tile.ask"), k.askScreen()
	case Contacts:
		return k.p.T("kiosk.tile.contacts"), k.contactsScreen()
	case Directory:
		return k.p.T("kiosk.tile.directory"), k.directoryScreen()
	case Exit:
		return k.p.T("kiosk.exit.title"), k.exitScreen()
	case Care:
		return k.p.T("kiosk.care.title"), k.careScreen()
	case Welcome:
	}
	return "", k.welcomeScreen()
}

// tick looks at the clock: who has left is forgotten, and what is said about now stays true.
func (k *Kiosk) tick() {
	k.stop = k.deps.Run.After(beat, k.tick)
	now := k.deps.Clock.Now()
	if k.watch(now) {
		return
	}
	if k.pad != nil {
		k.pad.refresh()
	}
	if k.underFinger() {
		return
	}
	if k.late {
		k.late = false
		k.heard()
	}
	if !now.Truncate(time.Minute).Equal(k.minute) && slices.Contains([]Screen{Welcome, Hours}, k.visit.screen) {
		k.show()
	}
}

// watch asks whether anybody is there, and forgets who is not; true when the screen was built anew.
func (k *Kiosk) watch(now time.Time) bool {
	last := k.touched
	if at := k.deps.LastActivity(); at.After(last) {
		last = at
	}
	presence, left := presenceAfter(now.Sub(last), k.deps.Idle)
	switch {
	case presence == present || k.pristine():
		k.stillHere()
	case presence == asking:
		k.askStill(left)
	default:
		k.restart()
		return true
	}
	return false
}

// typedKey and typedRune are a keyboard that somebody has plugged in.
func (k *Kiosk) typedKey(key *fyne.KeyEvent) {
	switch {
	case widgets.OverlayKey(k.deps.Window.Canvas(), key):
	case key.Name == fyne.KeyEscape:
		k.back()
	case key.Name == fyne.KeyBackspace && k.results != nil:
		k.results.erase()
	case key.Name == fyne.KeyBackspace && k.pad != nil:
		k.pad.erase()
	case (key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter) && k.pad != nil:
		k.pad.submit()
	}
}

func (k *Kiosk) typedRune(r rune) {
	switch {
	case k.results != nil:
		k.results.insert(r)
	case k.pad != nil && r >= '0' && r <= '9':
		k.pad.digit(r)
	}
}
