// Package guidepage shows the guides that are built into the program: a table of contents, a search over both languages, and
// pages that lead to each other. It stands in a window of its own, so that one reads and follows the steps side by side.
package guidepage

import (
	"net/url"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"pupitre/i18n"
	"pupitre/resources/docs"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Place is a page of the guide and, unless it is empty, a heading on it.
type Place struct{ Page, Anchor string }

// Window is the window around the guide; fyne.Window is one.
type Window interface {
	Canvas() fyne.Canvas
	SetTitle(title string)
	Close()
}

// Deps are what the guide needs.
type Deps struct {
	Window   Window
	Stage    *widgets.Stage // what the window shows; the guide fills it
	Run      task.Runner
	Language i18n.Language
	Book     func(i18n.Language) *docs.Book // what is shown
	Copy     func(text string)
	// OpenURL opens an address in the browser; what it answers is told to the person.
	OpenURL func(*url.URL) error
	// Lock hides everything until the password is given, as in the main window; nil where there is nothing to hide.
	Lock func()
}

// Guide is the guide in its window. It belongs to the window's goroutine.
type Guide struct {
	deps  Deps
	p     *i18n.Printer
	trail []Place // places visited, oldest first
	at    int     // the one shown
	query string
	find  func(query string) []hit
	view  *view
}

// maxTrail bounds the way back.
const maxTrail = 50

// Built is the guide that is built into the program, in a language.
func Built(lang i18n.Language) *docs.Book { return docs.Guide(string(lang)) }

// New makes a guide that shows nothing yet: Open a place.
func New(deps Deps) *Guide {
	g := &Guide{deps: deps, p: i18n.For(deps.Language)}
	g.find = newSearch(deps.Book(i18n.English), deps.Book(i18n.French))
	g.install()
	return g
}

// Here is the place shown.
func (g *Guide) Here() Place {
	if len(g.trail) == 0 {
		return Place{Page: docs.Index}
	}
	return g.trail[g.at]
}

// Open shows a place; an unknown page is the first one, an unknown heading the top of its page.
func (g *Guide) Open(to Place) {
	page := g.book().Page(to.Page)
	if page == nil {
		to = Place{Page: docs.Index}
	} else if _, ok := page.Heading(to.Anchor); !ok {
		to.Anchor = ""
	}
	if len(g.trail) > 0 && g.Here() != to {
		g.trail = g.trail[:g.at+1]
	}
	if len(g.trail) == 0 || g.Here() != to {
		g.trail = append(g.trail, to)
	}
	g.trail = g.trail[max(len(g.trail)-maxTrail, 0):]
	g.at = len(g.trail) - 1
	g.show()
}

// Back returns to the place before, and tells whether there was one.
func (g *Guide) Back() bool { return g.step(-1) }

// Forward takes back a step of Back.
func (g *Guide) Forward() bool { return g.step(1) }

func (g *Guide) step(by int) bool {
	to := g.at + by
	if to < 0 || to >= len(g.trail) {
		return false
	}
	g.at = to
	g.show()
	return true
}

// SetLanguage shows the same place in another language.
func (g *Guide) SetLanguage(lang i18n.Language) {
	if g.p.Language() == lang {
		return
	}
	g.p = i18n.For(lang)
	if g.view == nil {
		return
	}
	keep, reading := widgets.KeepFocus(g.deps.Window.Canvas()), g.view.reading()
	g.rebuild()
	keep.Restore(g.deps.Window.Canvas())
	g.view.resume(reading)
}

func (g *Guide) book() *docs.Book { return g.deps.Book(g.p.Language()) }

// page is the one shown.
func (g *Guide) page() *docs.Page { return g.book().Page(g.Here().Page) }

// show brings the place on the screen, on the page that is there or on another one.
func (g *Guide) show() {
	if g.view == nil || g.view.page != g.Here().Page {
		keep := widgets.KeepFocus(g.deps.Window.Canvas())
		g.rebuild()
		keep.Restore(g.deps.Window.Canvas())
	}
	g.view.contents.mark()
	g.view.refreshSteps()
	g.view.aim(g.Here().Anchor)
}

// rebuild makes everything anew in the language of the guide.
func (g *Guide) rebuild() {
	g.view = newView(g)
	g.deps.Stage.SetContent(g.view.root)
	g.deps.Window.SetTitle(g.p.T("guide.window_title", "Page", g.page().Title))
	widgets.Settle(g.deps.Window.Canvas())
}

// search shows what a query finds beside the page; nothing typed shows the table of contents.
func (g *Guide) search(query string) {
	g.query = query
	g.view.contents.show(query)
}

// browse opens an address in the browser.
func (g *Guide) browse(address string) {
	to, err := url.Parse(address)
	if err == nil {
		err = g.deps.OpenURL(to)
	}
	if err != nil {
		g.deps.Stage.Toast(g.p, widgets.Toast{Text: g.p.T("guide.no_browser", "Address", address)})
	}
}

func (g *Guide) copied(code string) {
	g.deps.Copy(code)
	g.deps.Stage.Toast(g.p, widgets.Toast{Text: g.p.T("guide.copied")})
}

// install gives the window its keys.
func (g *Guide) install() {
	canvas := g.deps.Window.Canvas()
	add := func(key fyne.KeyName, modifier fyne.KeyModifier, run func()) {
		canvas.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: modifier}, func(fyne.Shortcut) { run() })
	}
	add(fyne.KeyLeft, fyne.KeyModifierAlt, func() { g.Back() })
	add(fyne.KeyRight, fyne.KeyModifierAlt, func() { g.Forward() })
	add(fyne.KeyF, fyne.KeyModifierShortcutDefault, g.focusSearch)
	add(fyne.KeyK, fyne.KeyModifierShortcutDefault, g.focusSearch)
	add(fyne.KeyW, fyne.KeyModifierShortcutDefault, g.deps.Window.Close)
	if g.deps.Lock != nil {
		add(fyne.KeyL, fyne.KeyModifierShortcutDefault, g.deps.Lock)
	}
	canvas.SetOnTypedKey(g.typedKey)
}

func (g *Guide) focusSearch() { widgets.SelectField(g.deps.Window.Canvas(), fieldSearch) }

// typedKey is what the window does with keys that nothing inside it wanted.
func (g *Guide) typedKey(key *fyne.KeyEvent) {
	if g.view == nil || widgets.OverlayKey(g.deps.Window.Canvas(), key) {
		return
	}
	switch key.Name {
	case fyne.KeyEscape:
		g.escape()
	case fyne.KeyBackspace:
		g.Back()
	default:
		g.view.scrollKey(key.Name)
	}
}

// escape closes the top thing only: a message, the search, the page, and at last the window.
func (g *Guide) escape() {
	switch {
	case g.deps.Stage.DismissToast():
	case g.query != "":
		g.view.contents.field.SetText("")
		g.search("")
	case !g.Back():
		g.deps.Window.Close()
	}
}
