package roster

import (
	"context"
	"slices"
	"time"

	"pupitre/data/settings"
	"pupitre/data/wire"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Ids of the controls of the dialogs.
const (
	fieldEmail    = "people.dialog.email"
	fieldName     = "people.dialog.name"
	fieldPlace    = "people.dialog.place"
	fieldReseller = "people.dialog.reseller"
	fieldPin      = "people.dialog.pin"
	fieldCode     = "people.dialog.code"
)

// Longest texts of the dialogs, in code points.
const (
	maxEmail = 254
	maxName  = settings.MaxPersonName
)

// emailRefusals are those about an address.
var emailRefusals = []string{
	"settings.email_required", "settings.email_form", "settings.email_too_long", "settings.email_local", "settings.email_domain",
	"people.already_here", "people.email_taken",
}

// placing is the part of a dialog that says what somebody is: the place, and the reseller that goes with it.
type placing struct {
	form     *form
	place    *widgets.Select
	reseller *widgets.Select
	row      *widgets.Row
	given    Place  // where only one can be given
	fixed    string // reseller that is given, "" to choose
}

// newPlacing asks for a place among those that this person may give; reseller, when it is not empty, is where somebody works
// in any case, and works where they do now.
func newPlacing(f *form, now Place, reseller, works string) *placing {
	r, p := f.host.Roster, f.host.P
	pl := &placing{form: f, fixed: reseller}
	options := []widgets.Option{}
	for _, place := range r.places() {
		if reseller == "" || place != PlaceSupport {
			options = append(options, widgets.Option{Value: string(place), Label: placeWord(p, place)})
		}
	}
	if now == "" || !slices.ContainsFunc(options, func(o widgets.Option) bool { return o.Value == string(now) }) {
		now = Place(options[0].Value)
	}
	if r.deps.Me.Reseller != "" && len(options) == 1 { // an administrator of a reseller: their own delegates
		pl.given, pl.fixed = now, r.deps.Me.Reseller
		return pl
	}
	pl.place = f.pick(fieldPlace, p.T("people_page.field.place"), "", string(now), options, "lease.role_unknown", "people.own_delegates_only")
	if pl.fixed == "" {
		pl.chooseReseller(works)
		pl.place.OnChanged = func(string) { pl.refresh() }
	}
	return pl
}

func (pl *placing) chooseReseller(now string) {
	p := pl.form.host.P
	options := []widgets.Option{}
	for _, one := range pl.form.host.Roster.deps.Resellers() {
		if one.Active || one.ID == now {
			options = append(options, widgets.Option{Value: one.ID, Label: one.Name})
		}
	}
	pl.reseller = pl.form.pick(fieldReseller, p.T("people_page.field.reseller"), "", now, options, "people.reseller_unknown")
	pl.row = pl.form.places[len(pl.form.places)-1].row
	pl.refresh()
}

// refresh shows the reseller where the place has one.
func (pl *placing) refresh() {
	hidden := pl.chosen() == PlaceSupport
	if pl.row.Hidden != hidden {
		pl.row.Hidden = hidden
		pl.form.relayout()
	}
}

func (pl *placing) chosen() Place {
	if pl.place == nil {
		return pl.given
	}
	return Place(pl.place.Selected())
}

// stored is what is asked of the server.
func (pl *placing) stored() (role, reseller string, lead bool) {
	to, lead := pl.chosen().role()
	switch {
	case pl.chosen() == PlaceSupport:
		return string(to), "", false
	case pl.fixed != "":
		return string(to), pl.fixed, lead
	}
	return string(to), pl.reseller.Selected(), lead
}

// Invite asks whom to invite, and for which place; reseller, when it is not empty, is the one that they will work for.
func (h *Host) Invite(now Place, reseller string) {
	p := h.P
	if !h.Roster.MayInvite() {
		return
	}
	var f *form
	var email, name *widgets.Entry
	var place *placing
	f = newForm(h, p.T("people_page.invite_title"), p.T("people_page.invite_intro"), p.T("people_page.invite_accept"), func() {
		address, err := settings.ParseEmail(email.Text())
		if err != nil {
			f.refuse(err)
			return
		}
		in := wire.InvitePerson{Email: address, Name: settings.CleanName(name.Text())}
		in.Role, in.Reseller, in.Lead = place.stored()
		ask(f, func(ctx context.Context) (wire.Invited, error) { return h.Roster.deps.Source.Invite(ctx, in) },
			func(out wire.Invited) { h.invited(out, settings.ShowEmail(address)) })
	})
	email = f.entry(fieldEmail, p.T("people_page.field.email"), "", maxEmail, emailRefusals...)
	email.SetHint(p.T("people_page.field.email_hint"))
	name = f.entry(fieldName, p.T("people_page.field.name"), p.T("people_page.field.name_help"), maxName, "server.person_name")
	place = newPlacing(f, now, reseller, "")
	f.show(email)
}

// invited says how the invitation reaches somebody. Without a mail server the code is shown, once.
func (h *Host) invited(in wire.Invited, name string) {
	r, p := h.Roster, h.P
	switch {
	case in.Secret != "":
		h.showCode(p.T("people_page.code_title"), p.T("people_page.code_body", "Name", name), r.deps.Code(in.Secret), in.Expires)
	case in.Mailed:
		r.deps.Window.Toast(p.T("people_page.mailed", "Name", name), "", nil)
	default:
		r.deps.Window.Toast(p.T("people_page.joined", "Name", name), "", nil)
	}
}

// showCode shows a code that is told once, until when it serves, and a button that copies it.
func (h *Host) showCode(title, body, code string, expires time.Time) {
	r, p := h.Roster, h.P
	canvas := h.Canvas()
	if canvas == nil {
		return
	}
	field := widgets.NewMultiLineEntry(p.T("people_page.code"))
	field.SetFieldID(fieldCode)
	field.SetText(code)
	field.OnChanged = func(text string) {
		if text != code { // it can be selected, not changed
			field.SetText(code)
		}
	}
	copied := widgets.NewButton(p.T("people_page.code_copy"), func() {
		r.deps.Copy(code)
		r.deps.Window.Toast(p.T("people_page.code_copied"), "", nil)
	})
	copied.SetIcon(resources.ContentCopy)
	until := widgets.NewText(p.T("people_page.code_until", "When", p.Moment(expires.In(r.deps.Zone()))), widgets.TextStyle{Color: look.ColorMuted})
	content := widgets.Column(look.Space12, widgets.Body(body), field, until, widgets.WrapLine(look.Space8, copied),
		widgets.NewBanner(widgets.Caution, p.T("people_page.code_once")))
	var dialog *widgets.Dialog
	dialog = widgets.NewDialog(title, content, nil, widgets.NewButton(p.T("people_page.code_close"), func() { dialog.Close() }))
	dialog.Show(canvas, copied)
}
