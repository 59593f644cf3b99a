package resellerspage

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/look"
	"pupitre/ui/roster"
	"pupitre/ui/widgets"
)

// showPeople lists who works for a reseller, and tells whether the list became higher or lower.
func (v *detailView) showPeople(entity string) (moved bool) {
	h := v.page.presenter
	people := h.deps.People
	known := fmt.Sprint(v.built, h.draft().Born(entity), h.active(entity), people.Phase(), people.Online(), people.Of(draft.IDOf(entity)))
	if known == v.known || h.draft().Gone(entity) {
		return false
	}
	v.known = known
	at := v.heldPerson()
	v.people.Objects = v.peopleObjects(entity)
	v.people.Refresh()
	if c := v.page.Canvas(); c != nil && at != "" {
		v.page.root.Refresh()
		widgets.FocusField(c, at)
	}
	return true
}

// heldPerson is the control of the list that has the keyboard, "" for none: the list is made anew whenever somebody changes.
func (v *detailView) heldPerson() (id string) {
	c := v.page.Canvas()
	if c == nil {
		return ""
	}
	focused, ok := c.Focused().(interface{ FieldID() string })
	if !ok {
		return ""
	}
	for _, o := range v.people.Objects {
		widgets.Walk(o, func(o fyne.CanvasObject) bool {
			if any(o) == any(focused) {
				id = focused.FieldID()
			}
			return true
		})
	}
	return id
}

func (v *detailView) peopleObjects(entity string) []fyne.CanvasObject {
	h, p := v.page.presenter, v.page.p
	people := h.deps.People
	out := []fyne.CanvasObject{widgets.Strong(p.T("resellers.people.title"))}
	muted := func(text string) { out = append(out, widgets.Muted(text)) }
	if h.draft().Born(entity) {
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
func (v *detailView) person(c wire.Colleague) fyne.CanvasObject {
	p, people := v.page.p, v.page.people
	what := p.T("resellers.people.line", "Role", roster.RoleWord(p, c), "State", roster.StateWord(p, c))
	caption := func(text string) *widgets.Text {
		return widgets.NewText(text, widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Overflow: widgets.Ellipsis})
	}
	lines := widgets.Column("", widgets.NewText(roster.Name(p, c), widgets.TextStyle{Overflow: widgets.Ellipsis}),
		caption(settings.ShowEmail(c.Email)), caption(what))
	menu := widgets.NewIconButton(resources.MoreVert, p.T("resellers.people.menu", "Name", roster.Name(p, c)), nil)
	menu.SetFieldID("person." + c.Person + ".menu") // found again when the list is made anew
	menu.OnTapped = func() { widgets.ShowMenu(menu, people.Actions(c)...) }
	return widgets.Ends(lines, menu)
}

// inviteButton is nil for who may not invite, or nobody to a reseller that is deactivated.
func (v *detailView) inviteButton(entity string) *widgets.Button {
	h, p := v.page.presenter, v.page.p
	if !h.deps.People.MayInvite() || h.readOnly() || !h.active(entity) {
		return nil
	}
	place := roster.PlaceLead
	for _, c := range h.deps.People.Of(draft.IDOf(entity)) {
		if c.Lead {
			place = roster.PlaceDelegate
		}
	}
	invite := widgets.NewButton(p.T("resellers.people.invite"), func() { v.page.people.Invite(place, draft.IDOf(entity)) })
	invite.SetIcon(resources.Mail)
	invite.SetFieldID(entity + ".invite")
	if !h.deps.People.Online() {
		invite.Disable()
	}
	return invite
}
