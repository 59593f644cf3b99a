package conflictspage

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// writeForm is the dialog that asks for another value than both: the controls that the field has on its own page.
type writeForm struct {
	page    *Page
	of      Conflict
	field   *draft.Field
	parts   []string // of a group; one empty name for a field of one control
	texts   []string
	wrong   []*widgets.Text
	entries map[int]*widgets.Entry // of the parts that are typed
	dialog  *widgets.Dialog
	focus   fyne.Focusable // has the keyboard when the dialog opens
}

// write asks for another value than both, beginning with the one proposed.
func (pg *Page) write(x Conflict) {
	c, field := pg.canvas(), pg.presenter.model.form(x)
	if pg.left || c == nil || field == nil {
		return
	}
	w := &writeForm{page: pg, of: x, field: field, parts: field.Parts, entries: map[int]*widgets.Entry{}}
	if len(w.parts) == 0 {
		w.parts = []string{""}
	}
	w.texts = make([]string, len(w.parts))
	if !syncing.Same(x.Proposed, nil) {
		w.texts = field.Show(x.Proposed)
	}
	p := pg.p
	accept := widgets.NewPrimaryButton(p.T("conflicts.write_accept"), w.accept)
	cancel := widgets.NewButton(p.T("conflicts.write_cancel"), func() { w.dialog.Close() })
	title := p.T("conflicts.write_title", "Field", pg.presenter.book().Label(p, x.Entity, x.Field))
	w.dialog = widgets.NewDialog(title, w.body(), accept, cancel)
	w.dialog.Show(c, w.focus)
}

func (w *writeForm) body() fyne.CanvasObject {
	p, c := w.page.p, w.page.presenter
	lines := []fyne.CanvasObject{
		widgets.Muted(p.T("conflicts.write_help", "Server", c.value(p, w.of, w.of.Server), "Proposed", c.value(p, w.of, w.of.Proposed))),
	}
	for i, part := range w.parts {
		wrong := widgets.NewText("", widgets.TextStyle{Color: theme.ColorNameError})
		wrong.Hide()
		w.wrong = append(w.wrong, wrong)
		label := fieldwords.ControlLabel(p, w.of.Entity, w.of.Field, part)
		control := w.control(i, label)
		_, labelled := control.(*widgets.Check)
		line := []fyne.CanvasObject{control, wrong}
		if len(w.parts) > 1 && !labelled {
			line = append([]fyne.CanvasObject{widgets.Strong(label)}, line...)
		}
		lines = append(lines, widgets.Column(look.Space4, line...))
	}
	return widgets.Column(look.Space12, lines...)
}

// control is the control of a part: a box, a list where there are choices, else a text.
func (w *writeForm) control(i int, label string) fyne.CanvasObject {
	id := fieldValue
	if part := w.parts[i]; part != "" {
		id += "." + part
	}
	if w.parts[i] == editing.PartEnabled {
		box := widgets.NewCheck(label)
		box.SetFieldID(id)
		box.SetChecked(w.texts[i] == strconv.FormatBool(true))
		box.OnChanged = func(checked bool) { w.typed(i, strconv.FormatBool(checked)) }
		w.focusFirst(box)
		return box
	}
	if options := w.options(); len(options) > 0 {
		list := widgets.NewSelect(w.page.p, label, options...)
		list.SetFieldID(id)
		list.SetSelected(w.texts[i])
		list.OnChanged = func(value string) { w.typed(i, value) }
		w.focusFirst(list)
		return list
	}
	entry := widgets.NewEntry(label)
	if w.of.Field == settings.FieldNote {
		entry = widgets.NewMultiLineEntry(label)
	}
	entry.SetFieldID(id)
	entry.SetText(w.texts[i])
	entry.OnChanged = func(text string) { w.typed(i, text) }
	entry.OnSubmitted = func(string) { w.dialog.Submit() }
	w.entries[i] = entry
	w.focusFirst(entry)
	return entry
}

func (w *writeForm) focusFirst(f fyne.Focusable) {
	if w.focus == nil {
		w.focus = f
	}
}

// options are what a field offers to choose from; what names something offers what there is, and nothing.
func (w *writeForm) options() []widgets.Option {
	p := w.page.p
	if w.field.To == "" {
		return fieldwords.Options(p, w.of.Entity, w.of.Field)
	}
	view := w.page.presenter.model.view
	out := []widgets.Option{{Label: p.T("sections.phone.none")}}
	for _, t := range settings.FromView(view).Telephony() { // the only thing that is named so far
		out = append(out, widgets.Option{Value: t.ID, Label: t.Name})
	}
	return out
}

func (w *writeForm) typed(i int, text string) {
	w.texts[i] = text
	w.say(make([]error, len(w.wrong)))
}

// say shows what is wrong with each part, nil for nothing, and tells whether something is.
func (w *writeForm) say(faults []error) (wrong bool) {
	for i, t := range w.wrong {
		faulty := i < len(faults) && faults[i] != nil
		wrong = wrong || faulty
		t.Hidden = !faulty
		if faulty {
			t.SetText(w.page.p.Err(faults[i]))
		}
		if e := w.entries[i]; e != nil {
			e.SetError(faulty)
		}
	}
	w.dialog.Relayout()
	return wrong
}

// accept decides with what was typed, or says what is wrong with it.
func (w *writeForm) accept() {
	value, faults := w.field.Read(w.texts)
	if w.say(faults) {
		return
	}
	w.dialog.Close()
	w.page.presenter.Decide(w.of.ID, value)
}
