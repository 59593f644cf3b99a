package account

import (
	"fyne.io/fyne/v2"

	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/resources"
	"pupitre/ui/editing"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// The rows by which the palette aims, and the stable ids of their buttons.
const (
	fieldName      = "account.name" // on the page that is the person's own
	fieldEmail     = "account.email"
	fieldPassword  = "account.password"
	fieldFactor    = "account.factor"
	fieldPrimary   = "account.primary"
	fieldDelegates = "account.delegates"
	fieldSessions  = "account.sessions"
	fieldAsked     = settings.EntitySecurity + "." + settings.FieldTOTPPrimary
)

// FieldDelegates is the row of the delegated administrators.
const FieldDelegates = fieldDelegates

// Rows are the account on a page, in one language.
type Rows struct {
	account *Account
	host    *editing.Host
	cancel  func()
	online  bool

	offline  *fyne.Container // why nothing can be changed
	name     *line           // nil in the settings
	email    *line
	password *line
	factor   *line
	sessions *list
	others   *administrators // nil on a page that is the person's own
	parts    []fyne.CanvasObject
}

// NewRows makes the rows of the settings, the provider's administrators among them, and asks for what they show.
func (a *Account) NewRows(h *editing.Host) *Rows {
	r := a.newRows(h)
	r.others = r.newAdministrators()
	second := widgets.Column("", r.factor.row)
	if r.others.asked != nil {
		second.Add(r.others.asked.Root)
	}
	r.parts = []fyne.CanvasObject{
		widgets.Column("", r.offline, r.email.row), r.password.row, second, r.others.primary.row, r.others.delegates.root, r.sessions.root,
	}
	return r.start()
}

// newOwnRows makes the rows that concern nobody but the person.
func (a *Account) newOwnRows(h *editing.Host) *Rows {
	r := a.newRows(h)
	r.name = newLine(fieldName, h.P.T("account.name.label"), h.P.T("account.name.help"), h.P.T("account.modify"), func() { a.askName(h) })
	r.parts = []fyne.CanvasObject{widgets.Column("", r.offline, r.name.row), r.email.row, r.password.row, r.factor.row, r.sessions.root}
	return r.start()
}

// newRows makes the controls that every account has.
func (a *Account) newRows(h *editing.Host) *Rows {
	r := &Rows{account: a, host: h}
	r.offline = widgets.Padded(look.Space12, look.Space16, widgets.NewBanner(widgets.Information, h.P.T("account.offline")))
	r.email = newLine(fieldEmail, h.P.T("account.email.label"), h.P.T("account.email.help"), h.P.T("account.modify"), func() { a.askEmail(h) })
	r.password = newLine(fieldPassword, h.P.T("account.password.label"), h.P.T("account.password.help"), h.P.T("account.modify"), func() { a.askPassword(h) })
	r.factor = newLine(fieldFactor, h.P.T("account.factor.label"), h.P.T("account.factor.help"), h.P.T("account.factor.on"), r.tapFactor)
	r.sessions = newList(fieldSessions, h.P.T("account.sessions.label"), h.P.T("account.sessions.end_others"), func() { a.askEndOthers(h) })
	return r
}

// start follows the account, and asks for what the rows show.
func (r *Rows) start() *Rows {
	r.cancel = r.account.views.Watch(func() {
		if r.Refresh() {
			r.host.Relayout()
		}
	})
	r.online = r.isOnline()
	r.show()
	r.account.load(r.online)
	return r
}

func (r *Rows) isOnline() bool { return r.host.Editor.Source.State().Connection == desk.Online }

// Objects are the rows, the same at each call.
func (r *Rows) Objects() []fyne.CanvasObject { return r.parts }

// Leave ends what the rows have subscribed to.
func (r *Rows) Leave() { r.cancel() }

// Refresh shows what has changed, and tells whether the page has to be placed anew. What comes on line is read.
func (r *Rows) Refresh() (moved bool) {
	if r.host.Left {
		return false
	}
	if online := r.isOnline(); online != r.online {
		r.online = online
		r.account.load(online)
		moved = true
	}
	if r.others != nil {
		moved = r.others.refresh() || moved
	}
	return r.show() || moved
}

// Aim gives the keyboard to a row and tells whether it is one of these.
func (r *Rows) Aim(at string) bool {
	c := r.host.Canvas()
	for _, id := range []string{fieldName, fieldEmail, fieldPassword, fieldFactor, fieldPrimary, FieldDelegates, fieldSessions, fieldAsked} {
		if id != at || c == nil {
			continue
		}
		if !widgets.FocusField(c, id) { // its button cannot be pressed now: the section is enough
			return false
		}
		return true
	}
	return false
}

// show writes everything as it is known.
func (r *Rows) show() (moved bool) {
	moved = r.offline.Hidden != r.online
	r.offline.Hidden = r.online
	if r.name != nil {
		r.name.set(r.account.me.Name, r.online)
	}
	r.email.row.SetHelp(r.account.me.Email + "\n" + r.host.P.T("account.email.help")) // an address may be long
	r.email.set("", r.online)
	r.password.set(r.host.P.T("account.password.value"), r.online)
	moved = r.showFactor() || moved
	if r.others != nil {
		moved = r.others.show() || moved
	}
	return r.showSessions() || moved
}

// showFactor says whether the second step is on, and offers what can be done about it.
func (r *Rows) showFactor() (moved bool) {
	p, f := r.host.P, &r.account.factor
	notice := ""
	switch {
	case f.value.Enabled && f.value.RecoveryLeft <= fewCodes:
		notice = p.N("account.factor.few_codes", f.value.RecoveryLeft)
	case f.value.Required && !f.value.Enabled:
		notice = p.T("account.factor.required")
	}
	switch {
	case !f.known && f.err != nil:
		r.factor.set(p.T("account.unknown"), false)
		return r.factor.note(r.reason(f.err))
	case !f.known:
		r.factor.set(r.unread(), false)
	case f.value.Enabled:
		r.factor.button.SetLabel(p.T("account.factor.manage"))
		r.factor.set(p.T("account.factor.is_on"), r.online)
	default:
		r.factor.button.SetLabel(p.T("account.factor.on"))
		r.factor.set(p.T("account.factor.is_off"), r.online)
	}
	return r.factor.note(notice)
}

// fewCodes is how many recovery codes are worth a word.
const fewCodes = 3

// unread is what stands where nothing was read yet.
func (r *Rows) unread() string {
	if r.online {
		return r.host.P.T("account.reading")
	}
	return r.host.P.T("account.unknown")
}

// reason is why something could not be read; off line, the banner has said it.
func (r *Rows) reason(err error) string {
	if !r.online {
		return ""
	}
	return r.host.P.Err(err)
}

// tapFactor turns the second step on, or opens what can be done with it.
func (r *Rows) tapFactor() {
	a, h := r.account, r.host
	if !a.factor.value.Enabled {
		a.askFactor(h)
		return
	}
	widgets.ShowMenu(r.factor.button,
		widgets.MenuItem{Label: h.P.T("account.factor.new_codes"), Icon: resources.Refresh, OnTapped: func() { a.askCodes(h) }},
		widgets.MenuItem{
			Label: h.P.T("account.factor.turn_off_menu"), Icon: resources.Delete, Separated: true,
			Disabled: a.factor.value.Required, OnTapped: func() { a.askNoFactor(h) },
		})
}
