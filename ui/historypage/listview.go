package historypage

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// skeletonAfter is how long nothing is shown: what is read faster must not flicker.
const skeletonAfter = 150 * time.Millisecond

// Columns of the list.
const (
	columnWhen    = "when"
	columnWho     = "who"
	columnWhat    = "what"
	columnSection = "section"
	columnDevice  = "device"
)

// whatFits is the shortest change that the list still shows whole; before it would be cut, the section's column leaves, whose
// icon stays.
const whatFits = "Nom du fournisseur : « Téléphonie Boréale » devient « Mobile »"

// ghosts is how many rows stand for a list that is being read.
const ghosts = 8

// listView is the list of changes: filters, table, and the detail of the change selected.
type listView struct {
	page      *Page
	head      *fyne.Container
	body      *fyne.Container
	table     *widgets.Table
	columns   []widgets.TableColumn
	person    *widgets.Select
	period    *widgets.Select
	from, to  *widgets.Entry
	wrong     *widgets.Text
	tail      *widgets.Banner
	partial   *widgets.Banner
	detail    *detailView
	slot      string // what stands in place of the rows: the phase and its reason
	names     int    // how many people the filter offers
	waited    bool
	stopTimer func()
}

func newListView(pg *Page) *listView {
	v := &listView{page: pg, wrong: widgets.NewText("", widgets.TextStyle{Color: theme.ColorNameError})}
	v.detail = newDetailView(pg)
	v.table = v.newTable()
	v.tail = widgets.NewBanner(widgets.Caution, "", widgets.NewButton(pg.p.T("history.failed.retry"), pg.presenter.Load))
	v.tail.Hide()
	v.partial = widgets.NewBanner(widgets.Information, pg.p.T("history.partial"))
	v.partial.Hide()
	v.wrong.Hide()
	v.head = widgets.Column(look.Space8, v.filters(), v.wrong, v.tail, v.partial)
	v.body = widgets.WithDetail(v.table, v.detail.card)
	v.stopTimer = pg.presenter.deps.Run.After(skeletonAfter, func() { v.waited = true; pg.refresh() })
	return v
}

// settle puts the person back where they were.
func (v *listView) settle() { v.table.SetState(v.page.presenter.place) }

func (v *listView) leave() { v.stopTimer() }

func (v *listView) newTable() *widgets.Table {
	p, h := v.page.p, v.page.presenter
	v.columns = []widgets.TableColumn{
		{ID: columnWhen, Title: p.T("history.column.when"), Fit: "2000-00-00\u00a000:00"},
		{ID: columnWho, Title: p.T("history.column.who"), Fit: "Jean-Christophe", Weight: 1},
		{ID: columnWhat, Title: p.T("history.column.what"), Fit: whatFits, Weight: 6},
		{ID: columnSection, Title: p.T("history.column.section"), Fit: "Administrateur du compte", Optional: true},
		{ID: columnDevice, Title: p.T("history.column.device"), Fit: "Poste de l’accueil", Weight: 1, Optional: true},
	}
	if h.own() { // it would say the same on each line
		v.columns = slices.DeleteFunc(v.columns, func(c widgets.TableColumn) bool { return c.ID == columnWho })
	}
	t := widgets.NewTable(Title(p), v.columns...)
	t.SetFieldID(fieldTable)
	t.Cell = v.cell
	t.Rows = h.want
	t.OnSelected = func(row int) { h.model.Select(row); v.page.refresh() }
	t.Menu = v.menu
	return t
}

func (v *listView) cell(row, column int) (widgets.TableCell, bool) {
	p, h := v.page.p, v.page.presenter
	if row >= h.model.Count() {
		return widgets.TableCell{}, false
	}
	r := h.model.Row(row)
	switch v.columns[column].ID {
	case columnWhen:
		return widgets.TableCell{Text: p.ISODateTime(r.At.In(h.deps.Zone())), Color: look.ColorMuted}, true
	case columnWho:
		return widgets.TableCell{Text: h.who(p, r)}, true
	case columnWhat:
		return widgets.TableCell{Text: h.line(p, r), Icon: fieldwords.Icon(fieldwords.KindOf(r.Entity))}, true
	case columnSection:
		return widgets.TableCell{Text: h.section(p, fieldwords.KindOf(r.Entity)), Color: look.ColorMuted}, true
	}
	return widgets.TableCell{Text: r.Device, Color: look.ColorMuted}, true
}

// menu is what can be done with a change: the buttons of its detail.
func (v *listView) menu(row int) []widgets.MenuItem {
	h := v.page.presenter
	if row >= h.model.Count() {
		return nil
	}
	items := []widgets.MenuItem{}
	for _, a := range v.page.actionsOf(h.model.Row(row)) {
		items = append(items, widgets.MenuItem{Label: a.label, Icon: resources.Undo, Disabled: a.idle, OnTapped: a.run})
	}
	return items
}

func (v *listView) filters() fyne.CanvasObject {
	p, h := v.page.p, v.page.presenter
	f := h.model.Filter()
	v.person = widgets.NewSelect(p, p.T("history.filter.person"), v.people()...)
	v.person.SetFieldID(fieldPerson)
	v.person.SetSelected(f.Person)
	v.person.OnChanged = func(id string) { v.filter(func(f *Filter) { f.Person = id }) }
	sections := []widgets.Option{{Label: p.T("history.filter.section_all")}}
	for _, k := range h.kinds() {
		sections = append(sections, widgets.Option{Value: string(k), Label: h.section(p, k)})
	}
	section := widgets.NewSelect(p, p.T("history.filter.section"), sections...)
	section.SetFieldID(fieldSection)
	section.SetSelected(string(f.Kind))
	section.OnChanged = func(kind string) { v.filter(func(f *Filter) { f.Kind = fieldwords.Kind(kind) }) }
	periods := []widgets.Option{}
	for _, period := range []Period{Always, Today, LastWeek, LastMonth, ChosenDays} {
		periods = append(periods, widgets.Option{Value: string(period), Label: periodText(p, period)})
	}
	v.period = widgets.NewSelect(p, p.T("history.filter.period"), periods...)
	v.period.SetFieldID(fieldPeriod)
	v.period.SetSelected(string(f.Period))
	v.period.OnChanged = func(string) { v.pickDays() }
	v.from = dayField(p.T("history.filter.from"), p.T("history.filter.from_hint"), fieldFrom, h.days[0])
	v.to = dayField(p.T("history.filter.to"), p.T("history.filter.to_hint"), fieldTo, h.days[1])
	v.from.OnCommitted = func(string) { v.pickDays() }
	v.to.OnCommitted = func(string) { v.pickDays() }
	if h.own() {
		return widgets.Filters(section, v.period, v.from, v.to)
	}
	return widgets.Filters(v.person, section, v.period, v.from, v.to)
}

func (v *listView) people() []widgets.Option {
	options := []widgets.Option{{Label: v.page.p.T("history.filter.person_all")}}
	for _, s := range v.page.presenter.model.People() {
		options = append(options, widgets.Option{Value: s.ID, Label: s.Name})
	}
	return options
}

// filter changes the filter; the list begins at its top again.
func (v *listView) filter(change func(*Filter)) {
	if v.page.left {
		return
	}
	f := v.page.presenter.model.Filter()
	change(&f)
	v.table.SetState(widgets.TableState{Selected: -1})
	v.page.presenter.SetFilter(f)
	v.page.refresh()
}

// pickDays takes the period, and the days typed when it has some. A day that cannot be read narrows nothing and says so.
func (v *listView) pickDays() {
	h, zone := v.page.presenter, v.page.presenter.deps.Zone()
	h.days = [2]string{v.from.Text(), v.to.Text()}
	v.filter(func(f *Filter) {
		f.Period, f.From, f.To = Period(v.period.Selected()), time.Time{}, time.Time{}
		if f.Period != ChosenDays {
			return
		}
		if day, ok := parseDay(h.days[0], zone); ok {
			f.From = day
		}
		if day, ok := parseDay(h.days[1], zone); ok {
			f.To = afterDay(day)
		}
	})
}

// refreshDays shows the fields of days where they serve, and what is wrong with them.
func (v *listView) refreshDays() {
	chosen := v.period.Selected() == string(ChosenDays)
	v.from.Hidden, v.to.Hidden = !chosen, !chosen
	wrong := false
	for _, e := range []*widgets.Entry{v.from, v.to} {
		_, ok := parseDay(e.Text(), v.page.presenter.deps.Zone())
		e.SetError(chosen && e.Text() != "" && !ok)
		wrong = wrong || e.Failed()
	}
	v.wrong.Hidden = !wrong
	v.wrong.SetText(v.page.p.T("history.filter.day_wrong", "Example", v.page.p.ISODate(v.page.presenter.now())))
}

// refresh shows the model as it is.
func (v *listView) refresh() {
	m := v.page.presenter.model
	v.refreshDays()
	if n := len(m.People()); n != v.names {
		v.names = n
		v.person.SetOptions(v.people())
	}
	v.partial.Hidden = !m.Partial()
	v.tail.Hidden = m.TailFault() == nil
	if !v.tail.Hidden {
		v.tail.SetText(v.page.p.T("history.failed.tail", "Reason", v.page.p.Err(m.TailFault())))
	}
	v.refreshSlot()
	if n := v.rows(); n != v.table.Count() {
		v.table.SetCount(n)
	} else {
		v.table.Refresh()
	}
	if s := v.table.State(); s.Selected != m.Selected() && s.Selected < m.Count() {
		s.Selected = m.Selected()
		v.table.SetState(s)
	}
	v.detail.show(m)
}

// rows is how many rows the table has: what is known, and one that stands for what is being read.
func (v *listView) rows() int {
	m := v.page.presenter.model
	switch {
	case m.Phase() != Ready && v.waited:
		return ghosts
	case m.Phase() != Ready:
		return 0
	case m.Complete() || m.TailFault() != nil:
		return m.Count()
	}
	return m.Count() + 1
}

// refreshSlot shows why there are no rows.
func (v *listView) refreshSlot() {
	p, m := v.page.p, v.page.presenter.model
	slot, reason := "", p.Err(m.Fault())
	switch {
	case m.Phase() == Failed:
		slot = "failed " + reason
	case m.Phase() == Ready && m.Count() == 0 && m.Complete() && m.Filter() == v.page.presenter.all():
		slot = "empty"
	case m.Phase() == Ready && m.Count() == 0 && m.Complete():
		slot = "none"
	}
	if slot == v.slot {
		return
	}
	v.slot = slot
	switch slot {
	case "":
		v.table.SetSlot(nil)
	case "empty":
		body := p.T("history.empty.body")
		if v.page.presenter.own() {
			body = p.T("history.own.empty")
		}
		v.table.SetSlot(widgets.NewEmptyState(resources.History, p.T("history.empty.title"), body, nil))
	case "none":
		all := widgets.NewButton(p.T("history.empty.show_all"), v.showAll)
		v.table.SetSlot(widgets.NewEmptyState(resources.Search, p.T("history.empty.none_title"), p.T("history.empty.none_body"), all))
	default:
		v.table.SetSlot(widgets.NewErrorState(p, p.T("history.failed.title"), reason, v.page.presenter.Load))
	}
}

// showAll drops the filter; the fields follow by being built anew.
func (v *listView) showAll() {
	v.page.presenter.days = [2]string{}
	v.page.presenter.SetFilter(v.page.presenter.all())
	v.head.Objects[0] = v.filters()
	v.page.refresh()
	if c := v.page.canvas(); c != nil && !widgets.FocusField(c, fieldPerson) { // the button that was pressed has gone
		widgets.FocusField(c, fieldSection)
	}
}

func (v *listView) countText() string {
	m := v.page.presenter.model
	switch {
	case m.Phase() != Ready || v.slot != "":
		return ""
	case m.Complete():
		return v.counted(v.page.p.N("history.count", m.Count()))
	}
	return v.counted(v.page.p.N("history.count_more", m.Count()))
}

// counted says beside the count whose clock the times of the list are of.
func (v *listView) counted(count string) string {
	return v.page.p.T("history.counted", "Count", count, "Zone", v.page.presenter.deps.Zone().String())
}
