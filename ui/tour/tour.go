// Package tour shows a newcomer around: five cards that can be left at any moment and found again in the menu of the person.
package tour

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/access"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// Deps are what the tour needs.
type Deps struct {
	Canvas   func() fyne.Canvas
	Role     access.Role
	Keys     string // how the chord of the palette is written
	LockKeys string // idem, of the lock
	Seen     func() // the tour was left, at its end or before
}

// card is one thing to know.
type card struct {
	icon        resources.IconName
	title, body string
}

// cards are the five of a role: who may not edit is told about reading, who may not read what everybody changed about their
// own account.
func cards(p *i18n.Printer, d Deps) []card {
	first := card{resources.Settings, p.T("tour.settings.title"), p.T("tour.settings.body")}
	if !d.Role.MayEditSettings() {
		first = card{resources.SupportAgent, p.T("tour.reading.title"), p.T("tour.reading.body")}
	}
	kept := card{resources.History, p.T("tour.history.title"), p.T("tour.history.body")}
	if !d.Role.MayReadSettings() {
		kept = card{resources.AccountCircle, p.T("tour.account.title"), p.T("tour.account.body")}
	}
	return []card{
		first,
		{resources.Search, p.T("tour.search.title"), p.T("tour.search.body", "Keys", d.Keys)},
		{resources.CloudDone, p.T("tour.offline.title"), p.T("tour.offline.body")},
		kept,
		{resources.Lock, p.T("tour.leave.title"), p.T("tour.leave.body", "Keys", d.LockKeys)},
	}
}

// Tour is the tour in its dialog. It belongs to the window's goroutine.
type Tour struct {
	deps   Deps
	p      *i18n.Printer
	cards  []card
	at     int
	place  *fyne.Container
	next   *widgets.Button
	before *widgets.Button
	dialog *widgets.Dialog
}

// Show begins the tour at its first card.
func Show(p *i18n.Printer, d Deps) *Tour {
	t := &Tour{deps: d}
	t.open(p)
	return t
}

// SetLanguage writes the tour anew, at the card that is shown: a person's own language comes with their first data.
func (t *Tour) SetLanguage(p *i18n.Printer) {
	if !t.dialog.Shown() {
		return
	}
	t.dialog.OnClosed = nil // it goes on
	t.dialog.Close()
	t.open(p)
}

// open shows the dialog at the card of the tour.
func (t *Tour) open(p *i18n.Printer) {
	t.p, t.cards, t.place = p, cards(p, t.deps), container.NewStack()
	t.next = widgets.NewPrimaryButton("", func() { t.turn(1) })
	skip := widgets.NewButton(p.T("tour.skip"), func() { t.dialog.Close() })
	t.before = widgets.NewButton(p.T("tour.before"), func() { t.turn(-1) })
	t.before.SetIcon(resources.ArrowBack)
	t.dialog = widgets.NewDialog(p.T("tour.title"), t.place, t.next, skip)
	t.dialog.SetOther(t.before)
	t.dialog.OnClosed = t.deps.Seen
	t.build()
	t.dialog.Show(t.deps.Canvas(), t.next)
}

// turn goes to the card after or before; behind the last one the tour ends.
func (t *Tour) turn(by int) {
	to := t.at + by
	if to >= len(t.cards) {
		t.dialog.Close()
		return
	}
	t.at = max(to, 0)
	t.build()
	t.dialog.Relayout()
}

func (t *Tour) build() {
	c, centred := t.cards[t.at], fyne.TextAlignCenter
	t.place.Objects = []fyne.CanvasObject{widgets.Column(look.Space12,
		widgets.NewIcon(c.icon, look.IconHuge, theme.ColorNamePrimary),
		widgets.NewText(c.title, widgets.TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true, Align: centred}),
		widgets.NewText(c.body, widgets.TextStyle{Align: centred}),
		widgets.NewText(t.p.T("tour.place", "Card", t.at+1, "Cards", len(t.cards)),
			widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Align: centred}))}
	t.next.SetLabel(t.p.T("tour.next"))
	if t.at == len(t.cards)-1 {
		t.next.SetLabel(t.p.T("tour.done"))
	}
	if t.at == 0 {
		t.before.Disable()
	} else {
		t.before.Enable()
	}
	t.place.Refresh()
}

// Command finds the tour again, in the menu of the person and in the palette.
func Command(p *i18n.Printer, show func()) shell.Entry {
	name := func(p *i18n.Printer) string { return p.T("tour.command") }
	return shell.Entry{
		ID: "command.tour", Icon: resources.Help, Label: name(p), Detail: p.T("shell.palette.command"),
		Names: shell.Texts(name), Also: shell.Texts(func(p *i18n.Printer) string { return p.T("tour.command_words") }), Run: show,
	}
}
