package settingspage

import (
	"fyne.io/fyne/v2"

	"pupitre/data/settings"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// fieldView is one row: label, help, control, and what is to be said about it.
type fieldView struct {
	page    *Page
	id      FieldID
	row     *widgets.Row
	choices *fyne.Container // what to do about a change elsewhere
	root    *fyne.Container
	show    func(text string) // into the control
}

func newFieldView(pg *Page, id FieldID) *fieldView {
	v := &fieldView{page: pg, id: id}
	control, width := v.control()
	v.row = widgets.NewRow(fieldLabel(pg.p, id), v.help(), control, width)
	take := widgets.NewButton(pg.p.T("settings.elsewhere.take"), func() { v.act(func() { pg.editor.TakeTheirs(id) }) })
	keep := widgets.NewButton(pg.p.T("settings.elsewhere.keep"), func() { v.act(func() { pg.editor.KeepMine(id) }) })
	v.choices = widgets.Column("", widgets.Padded("", look.Space16, widgets.LineEnd(look.Space8, keep, take)),
		widgets.Padded(look.Space8, "", widgets.Column("")))
	v.choices.Hide()
	v.root = widgets.Column("", v.row, v.choices)
	return v
}

// act does something that hides the button it came from, so the field gets the keyboard.
func (v *fieldView) act(do func()) {
	do()
	if c := v.page.canvas(); c != nil {
		widgets.FocusField(c, string(v.id))
	}
}

func (v *fieldView) control() (control fyne.CanvasObject, width fyne.ThemeSizeName) {
	if v.page.editor.Model().ReadOnly(v.id) {
		return v.reading(), look.ControlWide
	}
	switch v.id {
	case ProviderName:
		return v.entry(), look.ControlWide
	case TimeZone:
		return v.choice(zoneOptions(v.page.editor.deps.Clock.Now())...), look.ControlWide
	}
	options := []widgets.Option{}
	for _, lang := range settings.Languages {
		options = append(options, widgets.Option{Value: lang, Label: valueText(v.page.p, v.id, lang)})
	}
	return v.choice(options...), look.ControlMedium
}

// reading is a value that this person may only look at: plain text, easier to read than a field that refuses.
func (v *fieldView) reading() fyne.CanvasObject {
	text := widgets.NewText("", widgets.TextStyle{Align: fyne.TextAlignTrailing})
	v.show = func(stored string) { text.SetText(valueOrNothing(v.page.p, v.id, stored)) }
	return text
}

func (v *fieldView) entry() fyne.CanvasObject {
	e := widgets.NewEntry(fieldLabel(v.page.p, v.id))
	e.SetFieldID(string(v.id))
	e.SetMaxLength(settings.MaxName)
	e.SetText(v.page.editor.Model().Text(v.id))
	e.OnChanged = func(text string) { v.heard(text, v.page.editor.Type) }
	e.OnCommitted = func(string) {
		if !v.page.left {
			v.page.editor.Leave(v.id)
		}
	}
	v.show = e.SetText
	return e
}

func (v *fieldView) choice(options ...widgets.Option) fyne.CanvasObject {
	s := widgets.NewSelect(v.page.p, fieldLabel(v.page.p, v.id), options...)
	s.SetFieldID(string(v.id))
	s.SetSelected(v.page.editor.Model().Text(v.id))
	s.OnChanged = func(value string) { v.heard(value, v.page.editor.Choose) }
	v.show = s.SetSelected
	return s
}

// heard passes on what the person has done, not what the page itself has shown.
func (v *fieldView) heard(text string, tell func(FieldID, string)) {
	if !v.page.left && text != v.page.editor.Model().Text(v.id) {
		tell(v.id, text)
	}
}

// refresh shows the model as it is.
func (v *fieldView) refresh() {
	m, p := v.page.editor.Model(), v.page.p
	v.show(m.Text(v.id))
	v.row.SetHelp(v.help())
	v.row.SetChanged(m.Changed(v.id))
	v.row.SetError(p.Err(m.Error(v.id)))
	notice := ""
	theirs, moved := m.Elsewhere(v.id)
	switch {
	case moved:
		notice = p.T("settings.elsewhere.notice", "Value", valueOrNothing(p, v.id, theirs))
	case m.Pending(v.id) && !m.Changed(v.id):
		notice = p.T("settings.pending.notice")
	}
	v.row.SetNotice(notice)
	if v.choices.Visible() != moved {
		v.choices.Hidden = !moved
		v.page.root.Refresh()
	}
}

// help is the line under the label, with the local time of the zone.
func (v *fieldView) help() string {
	if v.id == TimeZone {
		zone := v.page.editor.Model().Text(TimeZone)
		if location := locationOf(zone); location != nil {
			now := v.page.editor.deps.Clock.Now().In(location)
			return v.page.p.T("settings.profile.time_zone_help", "Time", v.page.p.Time(now))
		}
	}
	return fieldHelp(v.page.p, v.id)
}
