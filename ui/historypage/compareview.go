package historypage

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Columns of the comparison.
const (
	columnField = iota
	columnThen
	columnLater
)

// compareView compares the ends of two days.
type compareView struct {
	page          *Page
	head          *fyne.Container
	body          *fyne.Container
	first, second *widgets.Entry
	run           *widgets.Button
	wrong         *widgets.Text
	table         *widgets.Table
	detail        *detailView
	slot          string
}

func newCompareView(pg *Page) *compareView {
	v := &compareView{page: pg, detail: newDetailView(pg), wrong: widgets.NewText("", widgets.TextStyle{Color: theme.ColorNameError})}
	p, h := pg.p, pg.presenter
	if h.compareDays == ([2]string{}) {
		now := h.now()
		h.compareDays = [2]string{p.ISODate(now.AddDate(0, 0, -30)), p.ISODate(now)}
	}
	v.first = dayField(p.T("history.compare.first"), p.T("history.compare.first"), fieldFirst, h.compareDays[0])
	v.second = dayField(p.T("history.compare.second"), p.T("history.compare.second"), fieldSecond, h.compareDays[1])
	v.run = widgets.NewButton(p.T("history.compare.run"), v.compare)
	v.run.SetFieldID(fieldCompare)
	v.first.OnSubmitted = func(string) { v.compare() }
	v.second.OnSubmitted = func(string) { v.compare() }
	v.wrong.Hide()
	help := widgets.Muted(p.T("history.compare.help", "Zone", h.deps.Zone().String()))
	v.head = widgets.Column(look.Space8, widgets.Filters(v.first, v.second, v.run), v.wrong, help)
	v.table = v.newTable()
	v.body = widgets.WithDetail(v.table, v.detail.card)
	return v
}

func (v *compareView) newTable() *widgets.Table {
	p := v.page.p
	t := widgets.NewTable(p.T("history.mode.compare"),
		widgets.TableColumn{ID: "field", Title: p.T("history.column.field"), Fit: "Nom du fournisseur", Weight: 2},
		widgets.TableColumn{ID: "first", Title: p.T("history.column.first"), Fit: "Téléphonie", Weight: 2},
		widgets.TableColumn{ID: "second", Title: p.T("history.column.second"), Fit: "Téléphonie", Weight: 2},
		widgets.TableColumn{ID: "section", Title: p.T("history.column.section"), Fit: "Administrateur du compte", Optional: true})
	t.SetFieldID(fieldDifferences)
	t.Cell = v.cell
	t.OnSelected = v.page.presenter.selectDifference
	return t
}

func (v *compareView) cell(row, column int) (widgets.TableCell, bool) {
	p, h := v.page.p, v.page.presenter
	if row >= len(h.compare.Found) {
		return widgets.TableCell{}, false
	}
	d := h.compare.Found[row]
	switch column {
	case columnField:
		return widgets.TableCell{Text: h.book().Label(p, d.Entity, d.Field)}, true
	case columnThen:
		return widgets.TableCell{Text: v.value(d, d.Then)}, true
	case columnLater:
		return widgets.TableCell{Text: v.value(d, d.Later)}, true
	}
	return widgets.TableCell{Text: fieldwords.Section(p, fieldwords.KindOf(d.Entity)), Color: look.ColorMuted}, true
}

// value writes a value, unless it is a secret.
func (v *compareView) value(d Difference, value []byte) string {
	if v.page.presenter.secret(d.Entity, d.Field) {
		return v.page.p.T("history.compare.secret")
	}
	return v.page.presenter.book().Value(v.page.p, d.Entity, d.Field, value)
}

// compare reads the days typed, or says what is wrong with them.
func (v *compareView) compare() {
	h, p := v.page.presenter, v.page.p
	h.compareDays = [2]string{v.first.Text(), v.second.Text()}
	zone := h.deps.Zone()
	first, firstOK := parseDay(h.compareDays[0], zone)
	second, secondOK := parseDay(h.compareDays[1], zone)
	v.first.SetError(!firstOK)
	v.second.SetError(!secondOK)
	switch {
	case !firstOK || !secondOK:
		v.say(p.T("history.filter.day_wrong", "Example", p.ISODate(h.now())))
	case !first.Before(second):
		v.say(p.T("history.compare.order"))
	default:
		v.say("")
		h.Compare(afterDay(first), afterDay(second))
	}
}

func (v *compareView) say(wrong string) {
	v.wrong.Hidden = wrong == ""
	v.wrong.SetText(wrong)
	v.page.root.Refresh()
}

// refresh shows the comparison as it is.
func (v *compareView) refresh() {
	c := v.page.presenter.compare
	v.run.SetBusy(c.Phase == Loading)
	v.refreshSlot(c)
	n := len(c.Found)
	if c.Phase == Loading {
		n = ghosts
	}
	if n != v.table.Count() {
		v.table.SetCount(n)
	} else {
		v.table.Refresh()
	}
	if s := v.table.State(); s.Selected != c.At {
		s.Selected = c.At
		v.table.SetState(s)
	}
	v.detail.card.Hidden = true
	if c.At >= 0 && c.At < len(c.Found) {
		v.show(c, c.Found[c.At])
	}
}

func (v *compareView) show(c Comparison, d Difference) {
	p := v.page.p
	text := p.T("history.detail.difference", "First", lastDay(p.Date, c.Then), "Second", lastDay(p.Date, c.Later),
		"Old", v.value(d, d.Then), "New", v.value(d, d.Later))
	section := p.T("history.detail.section", "Section", fieldwords.Section(p, fieldwords.KindOf(d.Entity)))
	v.detail.picture(d.Entity, d.Field, d.Then, d.Later)
	v.detail.fill(v.page.presenter.book().Label(p, d.Entity, d.Field), text, section, v.actions(c, d))
}

// lastDay writes the day that ends at a moment.
func lastDay(write func(time.Time) string, end time.Time) string { return write(end.AddDate(0, 0, -1)) }

func (v *compareView) actions(c Comparison, d Difference) []action {
	pg, h := v.page, v.page.presenter
	if !h.writable(d.Entity, d.Field) || h.secret(d.Entity, d.Field) {
		return nil
	}
	day := lastDay(pg.p.Date, c.Then)
	return []action{
		{
			id: fieldRestore, label: pg.p.T("history.restore.field_day", "Day", day), idle: !h.restorable(d.Entity, d.Field, d.Then),
			run: func() { h.planField(d.Entity, d.Field, d.Then, pg.confirmField) },
		},
		{
			id: fieldRestoreSection, label: pg.sectionDayLabel(d.Entity, day),
			run: func() { h.planSince(d.Entity, c.Then, pg.confirmSection) },
		},
	}
}

// refreshSlot shows why there are no rows.
func (v *compareView) refreshSlot(c Comparison) {
	p := v.page.p
	slot := ""
	switch {
	case c.Phase == Idle:
		slot = "start"
	case c.Phase == Failed:
		slot = "failed " + p.Err(c.Fault)
	case c.Phase == Ready && len(c.Found) == 0:
		slot = "none"
	}
	if slot == v.slot {
		return
	}
	v.slot = slot
	switch slot {
	case "":
		v.table.SetSlot(nil)
	case "start":
		v.table.SetSlot(widgets.NewEmptyState(resources.Event, p.T("history.compare.start_title"), p.T("history.compare.start_body"), nil))
	case "none":
		v.table.SetSlot(widgets.NewEmptyState(resources.Check, p.T("history.compare.none_title"), p.T("history.compare.none_body"), nil))
	default:
		v.table.SetSlot(widgets.NewErrorState(p, p.T("history.failed.title"), p.Err(c.Fault), v.compare))
	}
}

func (v *compareView) countText() string {
	c := v.page.presenter.compare
	if c.Phase != Ready || len(c.Found) == 0 {
		return ""
	}
	return v.page.p.N("history.compare.count", len(c.Found))
}
