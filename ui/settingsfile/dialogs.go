package settingsfile

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/branding"
	"pupitre/data/branding/words"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/transfer/settingsfile"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/draft"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of the dialogs' buttons.
const (
	fieldTake   = "settingsfile.take"
	fieldCancel = "settingsfile.cancel"
)

// maxLines bounds how many mistakes or changes a dialog lists: a broken file has one mistake a line.
const maxLines = 200

// showProblems lists every mistake of a file with its line. Nothing has changed.
func (x *Exchange) showProblems(problems []settingsfile.Problem) {
	p := x.p()
	rows := []fyne.CanvasObject{widgets.Body(p.N("settingsfile.problems", len(problems)))}
	for _, problem := range problems[:min(len(problems), maxLines)] {
		icon := widgets.NewIcon(resources.Error, theme.SizeNameInlineIcon, theme.ColorNameError)
		rows = append(rows, widgets.Lead(icon, widgets.Body(atLine(p, problem))))
	}
	rows = append(rows, more(p, len(problems))...)
	var dialog *widgets.Dialog
	closed := widgets.NewButton(p.T("settingsfile.close"), func() { dialog.Close() })
	closed.SetFieldID(fieldCancel)
	dialog = widgets.NewDialog(p.T("settingsfile.refused"), widgets.Column(look.Space8, rows...), nil, closed)
	dialog.Show(x.deps.Canvas(), nil)
}

// atLine is a mistake with the line that it is on, where it has one.
func atLine(p *i18n.Printer, problem settingsfile.Problem) string {
	if problem.Line == 0 {
		return p.Err(problem.Err)
	}
	return p.T("settingsfile.line", "Line", problem.Line, "Text", p.Err(problem.Err))
}

// more says how much is not listed.
func more(p *i18n.Printer, n int) []fyne.CanvasObject {
	if n <= maxLines {
		return nil
	}
	return []fyne.CanvasObject{widgets.Muted(p.N("settingsfile.more", n-maxLines))}
}

// showPlan shows what the file would change, section by section, and offers to take it into the draft.
func (x *Exchange) showPlan(in intake, edits []syncing.FieldEdit) {
	p := x.p()
	d := diff{p: p, exchange: x, names: map[string]string{}}
	for _, c := range in.plan.Changes {
		d.names[c.Entity] = c.Name
	}
	rows := []fyne.CanvasObject{widgets.Body(counts(p, in.plan)), widgets.Muted(p.T("settingsfile.note"))}
	for _, w := range in.plan.Warnings[:min(len(in.plan.Warnings), maxLines)] {
		rows = append(rows, widgets.NewBanner(widgets.Caution, atLine(p, w)))
	}
	rows = append(rows, d.rows(in.plan.Changes)...)
	var dialog *widgets.Dialog
	take := widgets.NewPrimaryButton(p.T("settingsfile.take"), func() {
		dialog.Close()
		x.take(in, edits)
	})
	take.SetFieldID(fieldTake)
	cancel := widgets.NewButton(p.T("settingsfile.cancel"), func() { dialog.Close() })
	cancel.SetFieldID(fieldCancel)
	dialog = widgets.NewDialog(p.T("settingsfile.title"), widgets.Column(look.Space12, rows...), take, cancel)
	dialog.Show(x.deps.Canvas(), nil)
}

// counts is what the file would do, in one line.
func counts(p *i18n.Printer, plan settingsfile.Plan) string {
	parts := []string{}
	for _, c := range []struct {
		kind settingsfile.Kind
		text func(n int) string
	}{
		{settingsfile.Create, func(n int) string { return p.N("settingsfile.created", n) }},
		{settingsfile.Update, func(n int) string { return p.N("settingsfile.updated", n) }},
		{settingsfile.Unchanged, func(n int) string { return p.N("settingsfile.unchanged", n) }},
	} {
		if n := plan.Count(c.kind); n > 0 {
			parts = append(parts, c.text(n))
		}
	}
	return strings.Join(parts, " · ")
}

// diff writes changes in words.
type diff struct {
	p        *i18n.Printer
	exchange *Exchange
	names    map[string]string // of the entries of the file, by entity
}

// rows are the changes, each section under its title.
func (d diff) rows(changes []settingsfile.Change) (rows []fyne.CanvasObject) {
	section, n := "", 0
	for _, c := range changes {
		if c.Kind == settingsfile.Unchanged || len(c.Fields) == 0 {
			continue
		}
		if n++; n > maxLines {
			continue
		}
		if title := fieldwords.Section(d.p, fieldwords.KindOf(c.Entity)); title != section {
			section = title
			rows = append(rows, widgets.NewSeparator(), widgets.Heading(title))
		}
		rows = append(rows, d.change(c))
	}
	return append(rows, more(d.p, n)...)
}

func (d diff) change(c settingsfile.Change) fyne.CanvasObject {
	lines := []fyne.CanvasObject{}
	switch {
	case c.Kind == settingsfile.Create && c.Name != "":
		lines = append(lines, widgets.Strong(d.p.T("draft.added", "Kind", fieldwords.One(d.p, fieldwords.KindOf(c.Entity)), "Name", c.Name)))
	case c.Name != "":
		lines = append(lines, widgets.Strong(c.Name))
	}
	for _, f := range c.Fields {
		if c.Name != "" && f.Field == settings.FieldName && c.Kind == settingsfile.Create {
			continue // the title says it
		}
		lines = append(lines, d.field(c, f)...)
	}
	return widgets.Column(look.Space4, lines...)
}

// field writes one field: the new value of a new entry, else what it was and what it will be.
func (d diff) field(c settingsfile.Change, f settingsfile.FieldChange) []fyne.CanvasObject {
	label := fieldwords.Label(d.p, c.Entity, f.Field)
	now := d.value(c.Entity, f.Field, f.New)
	if c.Kind == settingsfile.Create || len(f.Old) == 0 || string(f.Old) == "null" {
		return []fyne.CanvasObject{widgets.Body(d.p.T("draft.line", "Field", label, "Value", now))}
	}
	old := d.value(c.Entity, f.Field, f.Old)
	return []fyne.CanvasObject{widgets.Body(d.p.T("draft.line", "Field", label, "Value", d.p.T("settingsfile.change", "Old", old, "New", now)))}
}

// value writes a value, with the names that the file gives to what it brings.
func (d diff) value(entity, field string, v wire.Value) string {
	switch {
	case field == settings.FieldOrder:
		names := []string{}
		for _, id := range draft.IDs(v) {
			names = append(names, d.name(settings.AppServerEntity(id)))
		}
		if len(names) > 0 {
			return d.p.List(names...)
		}
	case entity == branding.Entity:
		if text, ok := words.Image(d.p, v); ok {
			return text
		}
	case entity == settings.EntityTelephony || field == settings.FieldTelephony:
		if id := settings.String(v); id != "" {
			return d.name(settings.TelephonyEntity(id))
		}
	}
	return d.exchange.deps.Editor.Model().Value(d.p, entity, field, v)
}

func (d diff) name(entity string) string {
	if name := d.names[entity]; name != "" {
		return name
	}
	if name := d.exchange.deps.Editor.Model().Name(entity); name != "" {
		return name
	}
	return d.p.T("draft.unnamed")
}
