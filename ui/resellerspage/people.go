package resellerspage

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/entitylist"
	"pupitre/ui/look"
	"pupitre/ui/roster"
	"pupitre/ui/widgets"
)

// people are who works for a reseller, in its card: they are managed on line, not in the draft.
type people struct {
	presenter *Presenter
	page      *entitylist.Page
	host      *roster.Host
	closed    *widgets.Banner // of a reseller that is deactivated
	root      *fyne.Container
	known     string // what the people were shown for
}

func newPeople(h *Presenter, pg *entitylist.Page) *people {
	v := &people{presenter: h, page: pg, root: widgets.Column(look.Space4)}
	v.host = &roster.Host{Roster: h.people, P: pg.P, Canvas: pg.Canvas}
	v.closed = widgets.NewBanner(widgets.Caution, pg.P.T("resellers.inactive"))
	return v
}

// Above is what stands over the fields.
func (v *people) Above() []fyne.CanvasObject { return []fyne.CanvasObject{v.closed} }

// Below is what stands under the fields.
func (v *people) Below() []fyne.CanvasObject {
	return []fyne.CanvasObject{widgets.NewSeparator(), widgets.Padded(look.Space4, look.Space16, v.root)}
}

// Show lists who works for a reseller, and tells whether the list became higher or lower.
func (v *people) Show(entity string) (moved bool) {
	h := v.presenter
	moved = v.closed.Hidden != h.active(entity)
	v.closed.Hidden = h.active(entity)
	known := fmt.Sprint(entity, h.Draft().Born(entity), h.active(entity), h.people.Phase(), h.people.Online(), h.people.Of(draft.IDOf(entity)))
	if known == v.known {
		return moved
	}
	v.known = known
	at := v.held()
	v.root.Objects = v.objects(entity)
	v.root.Refresh()
	if c := v.page.Canvas(); c != nil && at != "" {
		v.page.Relayout()
		widgets.FocusField(c, at)
	}
	return true
}

// held is the control of the list that has the keyboard, "" for none: the list is made anew whenever somebody changes.
func (v *people) held() (id string) {
	c := v.page.Canvas()
	if c == nil {
		return ""
	}
	focused, ok := c.Focused().(interface{ FieldID() string })
	if !ok {
		return ""
	}
	for _, o := range v.root.Objects {
		widgets.Walk(o, func(o fyne.CanvasObject) bool {
			if any(o) == any(focused) {
				id = focused.FieldID()
			}
			return true
		})
	}
	return id
}

func (v *people) objects(entity string) []fyne.CanvasObject {
	h, p := v.presenter, v.page.P
	people := h.people
	out := []fyne.CanvasObject{widgets.Strong(p.T("resellers.people.title"))}
	muted := func(text string) { out = append(out, widgets.Muted(text)) }
	if h.Draft().Born(entity) {
		muted(p.T("resellers.people.save_first"))
		return out
	}
	switch {
	case people.Phase() == roster.Failed:
		muted(p.Err(people.Fault()))
		return out
	case people.Phase() != roster.Ready:
		muted(p.T("resellers.people.loading"))
		return out
	}
	list := people.Of(draft.IDOf(entity))
	if len(list) == 0 {
		muted(p.T("resellers.people.none"))
	}
	for _, c := range list {
		out = append(out, v.person(c))
	}
	if invite := v.inviteButton(entity); invite != nil {
		out = append(out, widgets.Padded(look.Space8, "", widgets.WrapLine(look.Space8, invite)))
	}
	if !people.Online() && people.MayInvite() {
		muted(p.T("people.offline"))
	}
	return out
}

// person is one line: name, what they are and whether they can sign in, and the menu.
func (v *people) person(c wire.Colleague) fyne.CanvasObject {
	p := v.page.P
	what := p.T("resellers.people.line", "Role", roster.RoleWord(p, c), "State", roster.StateWord(p, c))
	caption := func(text string) *widgets.Text {
		return widgets.NewText(text, widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Overflow: widgets.Ellipsis})
	}
	lines := widgets.Column("", widgets.NewText(roster.Name(p, c), widgets.TextStyle{Overflow: widgets.Ellipsis}),
		caption(settings.ShowEmail(c.Email)), caption(what))
	menu := widgets.NewIconButton(resources.MoreVert, p.T("resellers.people.menu", "Name", roster.Name(p, c)), nil)
	menu.SetFieldID("person." + c.Person + ".menu") // found again when the list is made anew
	menu.OnTapped = func() { widgets.ShowMenu(menu, v.host.Actions(c)...) }
	return widgets.Ends(lines, menu)
}

// inviteButton is nil for who may not invite, or nobody to a reseller that is deactivated.
func (v *people) inviteButton(entity string) *widgets.Button {
	h, p := v.presenter, v.page.P
	if !h.people.MayInvite() || h.ReadOnly() || !h.active(entity) {
		return nil
	}
	place := roster.PlaceLead
	for _, c := range h.people.Of(draft.IDOf(entity)) {
		if c.Lead {
			place = roster.PlaceDelegate
		}
	}
	invite := widgets.NewButton(p.T("resellers.people.invite"), func() { v.host.Invite(place, draft.IDOf(entity)) })
	invite.SetIcon(resources.Mail)
	invite.SetFieldID(entity + ".invite")
	if !h.people.Online() {
		invite.Disable()
	}
	return invite
}
