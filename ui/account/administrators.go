package account

import (
	"pupitre/data/wire"
	"pupitre/resources"
	"pupitre/ui/editing"
)

// administrators are the rows about who runs the provider, and what is asked of them.
type administrators struct {
	rows      *Rows
	asked     *editing.Row // whether the provider asks for the second factor; nil where that is not read
	primary   *line
	delegates *list
}

func (r *Rows) newAdministrators() *administrators {
	a, h, v := r.account, r.host, &administrators{rows: r}
	v.primary = newLine(fieldPrimary, h.P.T("account.primary.label"), h.P.T("account.primary.help"), h.P.T("account.primary.transfer"), func() { a.askPrimary(h) })
	v.primary.button.SetIcon(resources.Edit)
	v.delegates = newList(FieldDelegates, h.P.T("account.delegates.label"), h.P.T("account.delegates.add"), func() { a.askDelegate(h) })
	v.delegates.button.SetIcon(resources.Add)
	if h.Editor.Model().Section(fieldAsked) != "" {
		v.asked = editing.NewRow(h, fieldAsked)
	}
	return v
}

// refresh shows the draft as it is, and tells whether the page has to be placed anew.
func (v *administrators) refresh() (moved bool) { return v.asked != nil && v.asked.Refresh() }

// show writes everything as it is known.
func (v *administrators) show() (moved bool) {
	moved = v.showPrimary()
	return v.showDelegates() || moved
}

// showPrimary writes who is the primary administrator.
func (v *administrators) showPrimary() (moved bool) {
	r, a, p := v.rows, v.rows.account, v.rows.host.P
	text := r.unread()
	if c, ok := a.primary(); ok {
		text = p.T("account.person", "Code", c.Code, "Name", c.Name)
	}
	v.primary.set(text, r.online && a.people.known)
	v.primary.offer(a.mayManage())
	notice := ""
	if a.people.err != nil {
		notice = r.reason(a.people.err)
	}
	return v.primary.note(notice)
}

// showDelegates lists the delegated administrators.
func (v *administrators) showDelegates() (moved bool) {
	r, a, p := v.rows, v.rows.account, v.rows.host.P
	items := []item{}
	for _, c := range a.delegates() {
		items = append(items, v.delegate(c))
	}
	empty := ""
	if len(items) == 0 {
		empty = r.unread()
		if a.people.known {
			empty = p.T("account.delegates.none")
		}
	}
	help := p.T("account.delegates.help")
	if !a.mayManage() {
		help = p.T("lease.primary_only")
	}
	moved = v.delegates.explain(help)
	return v.delegates.set(items, empty, a.mayManage(), r.online && a.people.known) || moved
}

func (v *administrators) delegate(c wire.Colleague) item {
	r, p := v.rows, v.rows.host.P
	it := item{
		id: c.Person, title: p.T("account.person", "Code", c.Code, "Name", c.Name), detail: c.Email,
		icon: resources.Delete, action: p.T("account.delegates.remove", "Name", c.Name),
	}
	if where := resellerName(r.host, c.Reseller); where != "" {
		it.detail += " · " + where
	}
	if c.Person == r.account.deps.Person {
		it.badge = p.T("account.you")
	}
	if r.account.mayManage() {
		it.do = func() { r.account.askRemove(r.host, c) }
	}
	return it
}
