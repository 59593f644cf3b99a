package schedulefiles

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/data/transfer"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of the preview.
const (
	fieldPreview = "schedulefiles.preview"
	fieldTick    = "schedulefiles.tick"
	fieldAll     = "schedulefiles.all"
	fieldNone    = "schedulefiles.none"
	fieldTake    = "schedulefiles.take"
)

// Columns of the preview.
const (
	columnTick = iota
	columnStatus
	columnDate
	columnName
)

// preview shows what a calendar would bring, event by event, each with a tick.
type preview struct {
	exchange *Exchange
	events   []transfer.ICSEvent // those to look at first are first
	ticked   []bool
	there    int // special events that there are already
	table    *widgets.Table
	counts   *widgets.Text
	said     *widgets.Text
	tick     *widgets.Check
	over     *widgets.Banner
	take     *widgets.Button
	dialog   *widgets.Dialog
}

// statusOrder is the order of the list: what is refused is seen, and what changes comes before what does not.
var statusOrder = []transfer.ICSStatus{transfer.ICSSkipped, transfer.ICSNew, transfer.ICSUpdate, transfer.ICSSame}

// preview opens the dialog.
func (x *Exchange) preview(events []transfer.ICSEvent, there int) {
	p := x.p()
	v := &preview{exchange: x, events: slices.Clone(events), there: there}
	slices.SortStableFunc(v.events, func(a, b transfer.ICSEvent) int {
		return cmp.Or(cmp.Compare(slices.Index(statusOrder, a.Status), slices.Index(statusOrder, b.Status)), cmp.Compare(a.Event.Start, b.Event.Start))
	})
	v.ticked = make([]bool, len(v.events))
	for i, e := range v.events {
		v.ticked[i] = offered(e) && !e.Past
	}
	v.counts, v.said = widgets.Body(""), widgets.Muted("")
	v.over = widgets.NewBanner(widgets.Caution, p.T("schedulefiles.too_many", "Max", schedule.MaxEvents))
	v.build(p)
	v.refresh()
	v.dialog.Show(x.deps.Canvas(), nil)
	focusList(x.deps.Canvas())
}

// focusList gives the keyboard to the list of the preview, which is what a person looks at first.
func focusList(c fyne.Canvas) {
	widgets.Walk(c.Overlays().Top(), func(o fyne.CanvasObject) bool {
		if named, ok := o.(interface{ FieldID() string }); ok && named.FieldID() == fieldPreview {
			if f, ok := o.(fyne.Focusable); ok {
				c.Focus(f)
			}
		}
		return true
	})
}

// offered tells whether an event can be ticked.
func offered(e transfer.ICSEvent) bool {
	return e.Status == transfer.ICSNew || e.Status == transfer.ICSUpdate
}

func (v *preview) build(p *i18n.Printer) {
	v.table = widgets.NewTable(p.T("schedulefiles.preview_title"),
		widgets.TableColumn{ID: "tick", Title: p.T("schedulefiles.preview_tick"), Fit: "…"},
		widgets.TableColumn{ID: "status", Title: p.T("schedulefiles.preview_status"), Fit: p.T("schedulefiles.status_update")},
		widgets.TableColumn{ID: "date", Title: p.T("schedulefiles.preview_date"), Fit: "2088-08-28"},
		widgets.TableColumn{ID: "name", Title: p.T("schedulefiles.preview_name"), Fit: "Téléphonie", Weight: 1})
	v.table.SetFieldID(fieldPreview)
	v.table.FitRows = previewRows(v.exchange.deps.Canvas())
	v.table.Cell = func(row, column int) (widgets.TableCell, bool) {
		if row >= len(v.events) {
			return widgets.TableCell{}, false
		}
		return v.cell(p, row, column), true
	}
	v.table.OnSelected = func(int) { v.refresh() }
	v.table.OnActivated = v.toggle
	v.table.SetCount(len(v.events))
	v.table.SetState(widgets.TableState{Selected: 0})
	v.tick = widgets.NewCheck(p.T("schedulefiles.preview_take"))
	v.tick.SetFieldID(fieldTick)
	v.tick.OnChanged = func(checked bool) {
		if row := v.table.Selected(); row >= 0 && v.ticked[row] != checked {
			v.toggle(row)
		}
	}
	all := widgets.NewQuietButton(p.T("schedulefiles.preview_all"), func() { v.setAll(true) })
	all.SetFieldID(fieldAll)
	none := widgets.NewQuietButton(p.T("schedulefiles.preview_none"), func() { v.setAll(false) })
	none.SetFieldID(fieldNone)
	v.take = widgets.NewPrimaryButton("", v.accept)
	v.take.SetFieldID(fieldTake)
	cancel := widgets.NewButton(p.T("schedulefiles.cancel"), func() { v.dialog.Close() })
	body := widgets.Column(look.Space8, v.counts, v.over, v.table, v.said, widgets.WrapLine(look.Space8, v.tick, all, none),
		widgets.Muted(p.T("schedulefiles.preview_note")))
	v.dialog = widgets.NewDialog(p.T("schedulefiles.preview_title"), body, v.take, cancel)
}

// previewRows is how many rows of the list leave room for what is said around it: three to eight.
func previewRows(c fyne.Canvas) int {
	const around = 13 // as high as so many controls
	return min(max(int(c.Size().Height/look.Size(look.ControlHeight))-around, 3), 8)
}

func (v *preview) cell(p *i18n.Printer, row, column int) widgets.TableCell {
	e := v.events[row]
	color := theme.ColorNameForeground
	if !offered(e) || e.Past {
		color = look.ColorMuted
	}
	switch column {
	case columnTick:
		if v.ticked[row] {
			return widgets.TableCell{Icon: resources.Check}
		}
		return widgets.TableCell{}
	case columnStatus:
		return widgets.TableCell{Text: statusWord(p, e.Status), Bold: e.Status == transfer.ICSSkipped, Color: color}
	case columnDate:
		if e.Status == transfer.ICSSkipped && e.Event.Start == 0 {
			return widgets.TableCell{}
		}
		return widgets.TableCell{Text: p.ISODate(e.Event.Start.Wall()), Color: color}
	}
	return widgets.TableCell{Text: nameOf(p, e), Color: color}
}

func nameOf(p *i18n.Printer, e transfer.ICSEvent) string {
	if name := e.Event.Name(string(p.Language())); name != "" {
		return name
	}
	return p.T("schedulefiles.unnamed")
}

func statusWord(p *i18n.Printer, s transfer.ICSStatus) string {
	switch s {
	case transfer.ICSNew:
		return p.T("schedulefiles.status_new")
	case transfer.ICSUpdate:
		return p.T("schedulefiles.status_update")
	case transfer.ICSSkipped:
		return p.T("schedulefiles.status_skipped")
	case transfer.ICSSame:
	}
	return p.T("schedulefiles.status_same")
}

// describe says an event whole, or why it cannot be taken.
func describe(p *i18n.Printer, e transfer.ICSEvent) string {
	if e.Status == transfer.ICSSkipped {
		return p.T("schedulefiles.described", "Name", nameOf(p, e), "Text", p.Err(e.Err))
	}
	text := words.Event(p, e.Event)
	switch {
	case e.Event.Yearly:
		text = p.T("schedulefiles.yearly", "Text", text)
	case e.Past:
		text = p.T("schedulefiles.past", "Text", text)
	}
	return p.T("schedulefiles.described", "Name", nameOf(p, e), "Text", text)
}

// toggle ticks an event, or takes its tick away.
func (v *preview) toggle(row int) {
	if row >= 0 && row < len(v.events) && offered(v.events[row]) {
		v.ticked[row] = !v.ticked[row]
		v.refresh()
	}
}

func (v *preview) setAll(ticked bool) {
	for i, e := range v.events {
		v.ticked[i] = ticked && offered(e)
	}
	v.refresh()
}

// chosen lists the events that are ticked, and how many of them are new.
func (v *preview) chosen() (events []transfer.ICSEvent, added int) {
	for i, e := range v.events {
		if v.ticked[i] {
			events = append(events, e)
			if e.Status == transfer.ICSNew {
				added++
			}
		}
	}
	return events, added
}

// refresh says what is ticked and what the selected event is.
func (v *preview) refresh() {
	p := v.exchange.p()
	of := func(s transfer.ICSStatus) (n int) {
		for _, e := range v.events {
			if e.Status == s {
				n++
			}
		}
		return n
	}
	v.counts.SetText(counted(p, of))
	events, added := v.chosen()
	v.over.Hidden = v.there+added <= schedule.MaxEvents
	v.take.SetLabel(p.N("schedulefiles.preview_accept_n", len(events)))
	if len(events) > 0 && v.over.Hidden {
		v.take.Enable()
	} else {
		v.take.Disable()
	}
	v.said.SetText("")
	v.tick.Disable()
	if row := v.table.Selected(); row >= 0 && row < len(v.events) {
		v.said.SetText(describe(p, v.events[row]))
		if offered(v.events[row]) {
			v.tick.Enable()
		}
		v.tick.SetChecked(v.ticked[row])
	}
	v.table.Refresh()
	v.dialog.Relayout()
}

// counted is how many events there are of each kind, kinds without any left out.
func counted(p *i18n.Printer, of func(transfer.ICSStatus) int) string {
	var parts []string
	for _, kind := range []struct {
		n    int
		text func(n int) string
	}{
		{of(transfer.ICSNew), func(n int) string { return p.N("schedulefiles.count_new", n) }},
		{of(transfer.ICSUpdate), func(n int) string { return p.N("schedulefiles.count_update", n) }},
		{of(transfer.ICSSame), func(n int) string { return p.N("schedulefiles.count_same", n) }},
		{of(transfer.ICSSkipped), func(n int) string { return p.N("schedulefiles.count_skipped", n) }},
	} {
		if kind.n > 0 {
			parts = append(parts, kind.text(kind.n))
		}
	}
	return p.List(parts...)
}

// accept puts what is ticked into the draft.
func (v *preview) accept() {
	events, added := v.chosen()
	if len(events) == 0 || v.there+added > schedule.MaxEvents {
		return
	}
	v.dialog.Close()
	v.exchange.take(events)
}
