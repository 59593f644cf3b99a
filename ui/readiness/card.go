// Package readiness is the card « Prêt à servir »: what the service would be better with and is not set yet, one line each,
// with a way to where it is set. Nothing of it keeps anybody from saving.
package readiness

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/settings"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of the card's controls.
const (
	fieldHead = "readiness"
	fieldLine = "readiness." // and the number of the line, from 0
)

// Memory remembers on this computer whether the card is open.
type Memory interface {
	ReadinessOpen() bool
	SetReadinessOpen(open bool)
}

// Place is where a line leads.
type Place struct{ Section, Field string }

// Entries are the controls that add an entry to a list, by the entity that keeps the list: where a line leads that misses
// an entry and no field.
type Entries map[string]Place

// People are those of the provider, as far as the card asks.
type People interface {
	// Delegates counts the delegated administrators who may sign in; known is false while the server has not told.
	Delegates() (n int, known bool)
	// Watch calls changed after every change, until cancel.
	Watch(changed func()) (cancel func())
}

// Deps are what the card needs. Nothing may be nil.
type Deps struct {
	Memory  Memory
	Entries Entries
	People  People
}

// Card is the card of one page. It is hidden when nothing is missing, and from those who could not set it anyway.
type Card struct {
	host  *editing.Host
	deps  Deps
	card  *widgets.Section
	lines *fyne.Container
	shown []settings.Gap

	cancel func()
}

// New builds the card for a page.
func New(h *editing.Host, deps Deps) *Card {
	c := &Card{host: h, deps: deps, lines: widgets.Rows()}
	c.card = widgets.NewSection(resources.Warning, h.P.T("readiness.title"), "", c.lines)
	c.card.SetFieldID(fieldHead)
	c.card.SetOpen(deps.Memory.ReadinessOpen())
	c.card.OnToggled = deps.Memory.SetReadinessOpen
	c.card.Hide()
	c.Refresh()
	c.cancel = deps.People.Watch(func() {
		if c.Refresh() {
			h.Relayout()
		}
	})
	return c
}

// Objects are the card.
func (c *Card) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{c.card} }

// Aim implements the rows of a page: nothing leads to the card.
func (c *Card) Aim(string) bool { return false }

// Leave implements the rows of a page: the people are followed no more.
func (c *Card) Leave() { c.cancel() }

// Refresh shows what is missing in what is stored, and tells whether the page has to be placed anew. The draft does not
// count: a card that shrank at the first letter would move the field away from who types.
func (c *Card) Refresh() (moved bool) {
	gaps := c.gaps()
	if slices.Equal(gaps, c.shown) {
		return false
	}
	c.shown = gaps
	c.card.Hidden = len(gaps) == 0
	c.card.SetSummary(c.host.P.N("readiness.summary", len(gaps)))
	objects := []fyne.CanvasObject{}
	for i, gap := range gaps {
		if i > 0 {
			objects = append(objects, widgets.NewSeparator())
		}
		objects = append(objects, c.line(i, gap))
	}
	c.lines.Objects = objects
	c.card.Refresh()
	return true
}

func (c *Card) gaps() []settings.Gap {
	if !c.host.Editor.Who.Role.MayEditSettings() || c.host.Editor.Model().Phase() != editing.Ready {
		return nil
	}
	around := settings.Around{Now: c.host.Editor.Clock.Now(), Delegates: settings.DelegatesUnknown}
	if n, known := c.deps.People.Delegates(); known {
		around.Delegates = n
	}
	return settings.Gaps(settings.FromView(c.host.Editor.Draft().Base()), around)
}

// line says what is missing, where it is set, and leads there.
func (c *Card) line(i int, gap settings.Gap) fyne.CanvasObject {
	p := c.host.P
	icon := widgets.NewIcon(resources.Warning, theme.SizeNameInlineIcon, theme.ColorNameWarning)
	texts := widgets.Column(look.Space4, widgets.Body(p.T(gap.Text)), widgets.Muted(where(p, gap)))
	said := widgets.Lead(icon, widgets.Padded("", look.Space8, texts)) // under the title of the card
	open := widgets.NewButton(p.T("readiness.open"), func() {
		to := c.place(gap)
		c.host.Editor.Window.Reveal(to.Section, to.Field)
	})
	open.SetTooltip(p.T("readiness.open_tip", "Section", where(p, gap)))
	open.SetFieldID(fieldLine + string(rune('0'+i)))
	return widgets.Padded(look.Space12, look.Space16, widgets.Ends(said, open))
}

// where is the section that a line is about, in words.
func where(p *i18n.Printer, gap settings.Gap) string {
	switch {
	case gap.Entity == settings.EntityTelephony && gap.Field != "":
		return p.T("sections.phone.title") // the list and the choice among it have the same entity
	case gap.Entity == settings.EntityMembers:
		return p.T("settings.administrator.title")
	}
	return fieldwords.Section(p, fieldwords.KindOf(gap.Entity))
}

// place is where the gap is closed.
func (c *Card) place(gap settings.Gap) Place {
	if gap.Field == "" {
		return c.deps.Entries[gap.Entity]
	}
	m := c.host.Editor.Model()
	id := m.First(gap.Entity, gap.Field)
	return Place{Section: m.Section(id), Field: string(id)}
}
