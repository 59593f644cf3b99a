package editing

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"pupitre/data/settings"
	"pupitre/i18n"
	"pupitre/ui/draft"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Row is one control of the draft on a page: label, help, control, and what is to be said about it.
type Row struct {
	host    *Host
	id      FieldID
	row     *widgets.Row
	choices *fyne.Container // what to do about a change elsewhere
	show    func(text string)
	options func() // brings a list of choices up to date; may be nil

	// Root is the row as it is placed.
	Root *fyne.Container
	// Help replaces the line under the label when it changes with the draft or the time. May be nil.
	Help func() string
}

// NewRow makes the row of a control.
func NewRow(h *Host, id FieldID) *Row {
	r := &Row{host: h, id: id}
	control, width := r.control()
	return r.build(control, width)
}

// NewCustomRow makes the row of a control that the caller has made and joined to the draft; show gives it the draft's text.
func NewCustomRow(h *Host, id FieldID, control fyne.CanvasObject, width fyne.ThemeSizeName, show func(text string)) *Row {
	r := &Row{host: h, id: id, show: show}
	return r.build(control, width)
}

// build puts label, help and what may be said around the control.
func (r *Row) build(control fyne.CanvasObject, width fyne.ThemeSizeName) *Row {
	h, id := r.host, r.id
	r.row = widgets.NewRow(h.Editor.model.Label(h.P, id), r.help(), control, width)
	take := widgets.NewButton(h.P.T("settings.elsewhere.take"), func() { r.act(func() { h.Editor.TakeTheirs(id) }) })
	keep := widgets.NewButton(h.P.T("settings.elsewhere.keep"), func() { r.act(func() { h.Editor.KeepMine(id) }) })
	r.choices = widgets.Column("", widgets.Padded("", look.Space16, widgets.LineEnd(look.Space8, keep, take)),
		widgets.Padded(look.Space8, "", widgets.Column("")))
	r.choices.Hide()
	r.Root = widgets.Column("", r.row, r.choices)
	return r
}

// ID names the control.
func (r *Row) ID() FieldID { return r.id }

// SetMarked rings the row, for what a search has found.
func (r *Row) SetMarked(marked bool) { r.row.SetMarked(marked) }

// act does something that hides the button it came from, so the control gets the keyboard.
func (r *Row) act(do func()) {
	do()
	if c := r.host.Canvas(); c != nil {
		widgets.FocusField(c, string(r.id))
	}
}

func (r *Row) label() string { return r.host.Editor.model.Label(r.host.P, r.id) }

func (r *Row) control() (control fyne.CanvasObject, width fyne.ThemeSizeName) {
	c := r.host.Editor.model.Cell(r.id)
	kind := fieldwords.KindOf(c.Entity)
	switch {
	case r.host.Editor.model.ReadOnly(r.id):
		return r.reading(), look.ControlWide
	case c.Field == settings.FieldTimeZone:
		return r.choice(func() []widgets.Option { return zoneOptions(r.host.Editor.Clock.Now()) }), look.ControlWide
	case c.Field == settings.FieldDefault, c.Field == settings.FieldTelephony:
		return r.choice(r.providers), look.ControlWide
	case c.Field == settings.FieldTransport, c.Field == settings.FieldDefaultLanguage, c.Field == settings.FieldLanguage:
		return r.choice(func() []widgets.Option { return fieldwords.Options(r.host.P, c.Entity, c.Field) }), look.ControlMedium
	case c.Part == PartEnabled, c.Field == settings.FieldTOTPPrimary:
		return r.tick(), look.ControlNarrow
	case c.Part == PartPort, c.Part == PartDown, c.Part == PartUp:
		return r.entry(maxShort), look.ControlMedium
	case c.Field == settings.FieldNote:
		return r.note(), look.ControlWide
	case kind == fieldwords.Profile:
		return r.entry(settings.MaxName), look.ControlWide
	}
	return r.entry(maxTyped), look.ControlWide
}

// Bounds of what can be typed, in code points; the rules of the fields are narrower and say so.
const (
	maxShort = 8
	maxTyped = 254
)

// reading is a value that this person may only look at: plain text, easier to read than a field that refuses.
func (r *Row) reading() fyne.CanvasObject {
	text := widgets.NewText("", widgets.TextStyle{Align: fyne.TextAlignTrailing})
	m, c := r.host.Editor.model, r.host.Editor.model.Cell(r.id)
	r.show = func(stored string) {
		shown := fieldwords.PartValue(r.host.P, c.Part, stored)
		if c.Part == "" {
			shown = m.Value(r.host.P, c.Entity, c.Field, m.draft.Value(c.Entity, c.Field))
		}
		text.SetText(shown)
	}
	return text
}

func (r *Row) entry(most int) fyne.CanvasObject {
	e := widgets.NewEntry(r.label())
	e.SetMaxLength(most)
	r.wire(e)
	return e
}

func (r *Row) note() fyne.CanvasObject {
	e := widgets.NewMultiLineEntry(r.label())
	e.SetMaxLength(settings.MaxNote)
	r.wire(e)
	return e
}

// wire joins a text field to the draft.
func (r *Row) wire(e *widgets.Entry) {
	c := r.host.Editor.model.Cell(r.id)
	e.SetFieldID(string(r.id))
	e.SetHint(fieldwords.Hint(r.host.P, c.Entity, c.Field, c.Part))
	e.SetText(r.text())
	e.OnChanged = func(text string) { r.heard(text, r.host.Editor.Type) }
	e.OnCommitted = func(string) {
		if !r.host.Left {
			r.host.Editor.Leave(r.id)
		}
	}
	r.show = e.SetText
}

// text is what the control shows: telephone numbers as the language writes them, unless the person has typed one.
func (r *Row) text() string {
	m := r.host.Editor.model
	text := m.Text(r.id)
	if c := m.Cell(r.id); c.Field == settings.FieldPhone && text == m.Stored(r.id) {
		return fieldwords.Phone(r.host.P, text)
	}
	return text
}

// showPhone is the text of a stored number for the draft; the row writes it as the language does.
func showPhone(stored string) string { return stored }

func (r *Row) choice(options func() []widgets.Option) fyne.CanvasObject {
	s := widgets.NewSelect(r.host.P, r.label(), options()...)
	s.SetFieldID(string(r.id))
	s.SetSelected(r.text())
	s.OnChanged = func(value string) { r.heard(value, r.host.Editor.Choose) }
	r.show = s.SetSelected
	switch r.host.Editor.model.Cell(r.id).Field {
	case settings.FieldDefault, settings.FieldTelephony: // the lists that depend on the draft
		r.options = func() { s.SetOptions(options()) }
	}
	return s
}

func (r *Row) tick() fyne.CanvasObject {
	c := widgets.NewBareCheck(r.label())
	c.SetFieldID(string(r.id))
	c.SetChecked(r.text() == strconv.FormatBool(true))
	c.OnChanged = func(checked bool) { r.heard(strconv.FormatBool(checked), r.host.Editor.Choose) }
	r.show = func(text string) { c.SetChecked(text == strconv.FormatBool(true)) }
	return c
}

// providers lists the telephony providers there are, and that there may be none.
func (r *Row) providers() []widgets.Option {
	m, p := r.host.Editor.model, r.host.P
	out := []widgets.Option{{Label: p.T("sections.phone.none")}}
	for _, entity := range m.draft.Living(KindTelephony) {
		out = append(out, widgets.Option{Value: draft.IDOf(entity), Label: m.nameOr(p, entity)})
	}
	return out
}

// heard passes on what the person has done, not what the page itself has shown.
func (r *Row) heard(text string, tell func(FieldID, string)) {
	if !r.host.Left && text != r.text() {
		tell(r.id, text)
	}
}

// Refresh shows the draft as it is, and tells whether the row became higher or lower.
func (r *Row) Refresh() (moved bool) {
	m, p := r.host.Editor.model, r.host.P
	c := m.Cell(r.id)
	failure, notice := r.row.Error(), r.row.Notice()
	if r.options != nil {
		r.options()
	}
	r.show(r.text())
	r.row.SetHelp(r.help())
	r.row.SetChanged(m.Changed(r.id) && m.Text(r.id) != m.Stored(r.id)) // of a group, the part that differs
	r.row.SetError(p.Err(m.Error(r.id)))
	theirs, elsewhere := m.draft.Elsewhere(c)
	r.row.SetNotice(r.notice(p, c, string(theirs), elsewhere))
	// What comes and goes between two frames is higher and lower again unseen by the canvas, which then places nothing anew.
	moved = r.row.Error() != failure || r.row.Notice() != notice || r.choices.Visible() != elsewhere
	r.choices.Hidden = !elsewhere
	return moved
}

// notice is the calm remark under the control.
func (r *Row) notice(p *i18n.Printer, c draft.Cell, theirs string, elsewhere bool) string {
	m := r.host.Editor.model
	warning := m.draft.Warning(c)
	switch {
	case elsewhere:
		return p.T("settings.elsewhere.notice", "Value", m.Value(p, c.Entity, c.Field, []byte(theirs)))
	case warning != nil && m.Error(r.id) == nil:
		return p.Err(warning)
	case m.Pending(r.id) && !m.Changed(r.id):
		return p.T("settings.pending.notice")
	}
	return ""
}

func (r *Row) help() string {
	if r.Help != nil {
		return r.Help()
	}
	m, p := r.host.Editor.model, r.host.P
	c := m.Cell(r.id)
	if c.Field == settings.FieldTimeZone {
		if location := locationOf(m.Text(r.id)); location != nil {
			return p.T("settings.profile.time_zone_help", "Time", p.Time(r.host.Editor.Clock.Now().In(location)))
		}
	}
	return fieldwords.ControlHelp(p, c.Entity, c.Field, c.Part)
}

// Synonyms are other words, in one language, by which people search a control.
func Synonyms(p *i18n.Printer, c draft.Cell) []string {
	return slices.DeleteFunc(strings.Split(fieldwords.Words(p, c.Entity, c.Field, c.Part), ", "), func(s string) bool { return s == "" })
}
