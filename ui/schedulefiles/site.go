package schedulefiles

import (
	"fmt"
	"html"

	"fyne.io/fyne/v2"

	"pupitre/data/transfer"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of what a web site reads; the language of the service follows none of them.
const (
	fieldCopyScript = "schedulefiles.copy_script"
	fieldCopySchema = "schedulefiles.copy_schema"
	fieldSaveSchema = "schedulefiles.save_schema"
	fieldCopyOSM    = "schedulefiles.copy_osm"
)

// siteDays is how many days of special events a web site is told.
const siteDays = 365

// maxShown bounds how much of a text is shown before it is copied whole, in code points.
const maxShown = 220

// Site offers what web sites read of the hours in a language of the service.
func (x *Exchange) Site(language string) {
	p := x.p()
	plan, err := x.chat().Plan(language)
	if err != nil {
		x.notWritten(err)
		return
	}
	plan.Enabled = true
	_, today := x.now(plan.Zone)
	osm := transfer.OSMOpeningHours(plan, today, today+siteDays)
	schema, err := transfer.SchemaOrg(plan, x.provider(), today, today+siteDays)
	if err != nil {
		x.notWritten(err)
		return
	}
	var parts []fyne.CanvasObject
	if x.unsaved() {
		parts = append(parts, widgets.NewBanner(widgets.Caution, p.T("schedulefiles.unsaved")))
	}
	if x.deps.Address != "" {
		script := fmt.Sprintf(`<script src="%s/widget.js" data-lang="%s" defer></script>`, html.EscapeString(x.deps.Address), language)
		parts = append(parts, x.sitePart(p.T("schedulefiles.script_title"), p.T("schedulefiles.script_help"), script,
			x.copyButton(fieldCopyScript, p.T("schedulefiles.script_copy"), script)))
	}
	saveSchema := widgets.NewButton(p.T("schedulefiles.schema_save"), func() {
		x.save(p.T("schedulefiles.schema_title"), p.T("schedulefiles.schema_name"), func() ([]byte, error) { return schema, nil })
	})
	saveSchema.SetFieldID(fieldSaveSchema)
	parts = append(parts,
		x.sitePart(p.T("schedulefiles.schema_title"), p.T("schedulefiles.schema_help"), "",
			x.copyButton(fieldCopySchema, p.T("schedulefiles.schema_copy"), string(schema)), saveSchema),
		x.sitePart(p.T("schedulefiles.osm_title"), p.T("schedulefiles.osm_help"), osm, x.copyButton(fieldCopyOSM, p.T("schedulefiles.osm_copy"), osm)))
	title := p.T("schedulefiles.site_fr")
	if language == "en" {
		title = p.T("schedulefiles.site_en")
	}
	var dialog *widgets.Dialog
	dialog = widgets.NewDialog(title, widgets.Column(look.Space16, parts...), nil, x.closeButton(&dialog))
	dialog.Show(x.deps.Canvas(), nil)
}

// sitePart is one form: what it is for, its text where that can be read, and its buttons.
func (x *Exchange) sitePart(title, help, text string, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	objects := []fyne.CanvasObject{widgets.Strong(title), widgets.Muted(help)}
	if text != "" {
		if runes := []rune(text); len(runes) > maxShown {
			text = string(runes[:maxShown]) + "…"
		}
		objects = append(objects, widgets.NewCard(look.Space8, widgets.Body(text)))
	}
	return widgets.Column(look.Space4, append(objects, widgets.Padded(look.Space4, "", widgets.Line(look.Space8, buttons...)))...)
}

func (x *Exchange) copyButton(id, label, text string) *widgets.Button {
	b := widgets.NewButton(label, func() { x.copied(text) })
	b.SetIcon(resources.ContentCopy)
	b.SetFieldID(id)
	return b
}
