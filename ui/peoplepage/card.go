package peoplepage

import (
	"fmt"

	"fyne.io/fyne/v2"

	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/roster"
	"pupitre/ui/widgets"
)

// fieldMenu is the menu of the card.
const fieldMenu = "people.detail.menu"

// card is the card of the person selected: who they are, what can be done, and where they are signed in.
type card struct {
	page     *Page
	root     *widgets.Detail
	content  *fyne.Container
	sessions *roster.Sessions
	of       string // whose sessions are shown
	built    string // what the card was built for
}

func newCard(pg *Page) *card {
	v := &card{page: pg, content: widgets.Column(look.Space8)}
	v.root = widgets.NewDetail(v.content)
	v.root.Hide()
	return v
}

func (v *card) leave() {
	if v.sessions != nil {
		v.sessions.Leave()
		v.sessions = nil
	}
}

// Root is the card as it is placed.
func (v *card) Root() fyne.CanvasObject { return v.root }

// Show shows a person, "" for none, and tells whether the page has to be placed anew.
func (v *card) Show(person string) (moved bool) {
	h := v.page.presenter
	c, ok := h.deps.People.Person(person)
	if !ok {
		moved = !v.root.Hidden
		v.root.Hidden, v.built, v.of = true, "", ""
		v.leave()
		return moved
	}
	built := fmt.Sprint(c, h.deps.People.Online(), h.deps.People.ResellerName(c.Reseller))
	if built == v.built {
		return false
	}
	v.built = built
	v.build(c)
	v.root.Hidden = false
	v.root.Refresh()
	return true
}

// build shows a person, and leaves the keyboard where it was.
func (v *card) build(c wire.Colleague) {
	keep, canvas := widgets.FocusKeeper{}, v.page.canvas()
	if canvas != nil {
		keep = widgets.KeepFocus(canvas)
	}
	p, h := v.page.p, v.page.presenter
	menu := widgets.NewIconButton(resources.MoreVert, p.T("people_page.menu"), nil)
	menu.SetFieldID(fieldMenu)
	menu.OnTapped = func() { widgets.ShowMenu(menu, v.page.people.Actions(c)...) }
	objects := []fyne.CanvasObject{widgets.Ends(widgets.Heading(roster.Name(p, c)), menu)}
	add := func(label, value string) {
		if value != "" {
			objects = append(objects, widgets.Column("", widgets.Muted(label), widgets.Body(value)))
		}
	}
	add(p.T("people_page.field.email"), settings.ShowEmail(c.Email))
	add(p.T("people_page.field.code"), c.Code)
	add(p.T("people_page.column.role"), roster.RoleWord(p, c))
	add(p.T("people_page.column.reseller"), h.deps.People.ResellerName(c.Reseller))
	add(p.T("people_page.column.state"), stateLine(v.page, c))
	add(p.T("people_page.column.seen"), h.deps.People.Seen(p, c))
	if reason := h.deps.People.Barred(c); reason != nil && (h.deps.People.MayInvite() || h.deps.People.MayEnrol()) {
		objects = append(objects, widgets.NewBanner(widgets.Information, p.Err(reason)))
	}
	v.content.Objects = append(objects, v.sessionObjects(c)...)
	if canvas != nil {
		v.page.Relayout()
		keep.Restore(canvas)
	}
}

// stateLine is the state with what it means.
func stateLine(pg *Page, c wire.Colleague) string {
	switch c.State {
	case wire.PersonInvited:
		return pg.p.T("people_page.state.invited_line")
	case wire.PersonDisabled:
		return pg.p.T("people_page.state.disabled_line")
	case wire.PersonActive:
	}
	return roster.StateWord(pg.p, c)
}

// sessionObjects are the sessions of somebody, where this person may see them and the server can be asked.
func (v *card) sessionObjects(c wire.Colleague) []fyne.CanvasObject {
	p, people := v.page.p, v.page.presenter.deps.People
	if !people.MaySeeSessions(c) || c.State != wire.PersonActive {
		v.leave()
		return nil
	}
	title := []fyne.CanvasObject{widgets.NewSeparator(), widgets.Strong(p.T("people_page.sessions"))}
	if !people.Online() {
		v.leave()
		return append(title, widgets.Muted(p.T("people_page.sessions_offline")))
	}
	if v.sessions == nil || v.of != c.Person {
		v.leave()
		v.of = c.Person
		v.sessions = roster.NewSessions(v.page.people, c, func() {
			if !v.page.Left() {
				v.content.Refresh()
				v.page.Relayout()
			}
		})
	}
	return append(title, v.sessions.Root)
}
