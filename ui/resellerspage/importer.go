package resellerspage

import (
	"context"
	"io"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"pupitre/data/settings"
	"pupitre/data/transfer"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/entitylist"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// fieldPreview is the list of what an import would do.
const fieldPreview = "resellers.preview.table"

// mostResellers is how many a provider may have.
func mostResellers() int {
	k, _ := settings.KindOf(settings.ResellerEntity("0190b2f0-0000-7000-8000-000000000000"))
	return k.Most
}

// titleFields names the field of a column by its title, in either language: a file may come from anybody's desktop.
func titleFields() map[string]string {
	out := map[string]string{}
	for _, field := range exported {
		for _, title := range shell.Texts(func(p *i18n.Printer) string { return columnTitle(p, field) }) {
			out[settings.FoldName(title)] = field
		}
		out[settings.FoldName(field)] = field // as the settings file calls it
	}
	return out
}

// askImport lets the person choose a file and shows what it would do.
func (h *Presenter) askImport(pg *entitylist.Page) {
	p := pg.P
	h.opener.OpenFile(p.T("resellers.import_title"), []string{".csv", ".txt"}, func(r io.ReadCloser, err error) {
		if err != nil {
			pg.Editor.Window.Fail(p.Err(err))
			return
		}
		if r == nil || pg.Host.Left {
			return
		}
		im := h.importer()
		task.Go(context.Background(), pg.Editor.Run, func(context.Context) (transfer.ResellerPlan, error) {
			records, err := transfer.ReadCSV(r)
			_ = r.Close() // it was only read
			if err != nil {
				return transfer.ResellerPlan{}, err
			}
			return im.Plan(records)
		}, func(plan transfer.ResellerPlan, err error) {
			switch {
			case pg.Host.Left:
			case err != nil:
				pg.Editor.Window.Fail(p.T("resellers.import_failed", "Reason", p.Err(err)))
			default:
				preview(pg, plan)
			}
		})
	})
}

// importer is what a file is held against: the resellers and telephony providers as this draft leaves them.
func (h *Presenter) importer() transfer.ResellerImport {
	d := h.Draft()
	titles := titleFields()
	im := transfer.ResellerImport{
		Column: func(title string) string { return titles[settings.FoldName(title)] }, Most: mostResellers(),
	}
	values := func(entity, kind string) map[string]wire.Value {
		out := map[string]wire.Value{}
		for _, f := range d.Schema().Named(kind).Fields {
			out[f.Name] = d.Value(entity, f.Name)
		}
		return out
	}
	for _, e := range d.Living(editing.KindReseller) {
		im.Resellers = append(im.Resellers, settings.ResellerFrom(draft.IDOf(e), values(e, editing.KindReseller)))
	}
	for _, e := range d.Living(editing.KindTelephony) {
		im.Telephony = append(im.Telephony, settings.TelephonyFrom(draft.IDOf(e), values(e, editing.KindTelephony)))
	}
	begin := settings.Values{
		settings.EntityProfile:   {settings.FieldDefaultLanguage: d.Value(settings.EntityProfile, settings.FieldDefaultLanguage)},
		settings.EntityTelephony: {settings.FieldDefault: d.Value(settings.EntityTelephony, settings.FieldDefault)},
	}
	newID := h.Editor().NewID
	im.New = func() settings.Reseller { return settings.NewReseller(newID(), begin) }
	return im
}

// preview shows what an import would do, line by line; accepting puts it into the draft, as one step of undo.
func preview(pg *entitylist.Page, plan transfer.ResellerPlan) {
	p := pg.P
	made, changed := plan.Count(transfer.Created), plan.Count(transfer.Updated)
	summary := p.List(p.N("resellers.preview.created", made), p.N("resellers.preview.updated", changed),
		p.N("resellers.preview.unchanged", plan.Count(transfer.Unchanged)), p.N("resellers.preview.rejected", plan.Count(transfer.Rejected)))
	body := []fyne.CanvasObject{widgets.Body(summary)}
	if len(plan.Ignored) > 0 {
		body = append(body, widgets.Muted(p.T("resellers.preview.ignored", "Titles", p.List(plan.Ignored...))))
	}
	if plan.Count(transfer.Rejected) > 0 {
		body = append(body, widgets.Muted(p.T("resellers.preview.some_rejected")))
	}
	var dialog *widgets.Dialog
	body = append(body, newPreview(p, plan, func() {
		for _, o := range pg.Canvas().Overlays().List() { // the dialog fits what it says
			o.Refresh()
		}
	}))
	cancel := widgets.NewButton(p.T("resellers.cancel"), func() { dialog.Close() })
	var accept *widgets.Button
	if made+changed > 0 {
		accept = widgets.NewPrimaryButton(p.T("resellers.preview.accept"), func() {
			dialog.Close()
			take(pg, plan)
		})
	}
	dialog = widgets.NewDialog(p.T("resellers.preview.title"), widgets.Column(look.Space12, body...), accept, cancel)
	dialog.Show(pg.Canvas(), nil)
}

// take puts a plan into the draft; the save bar stores it.
func take(pg *entitylist.Page, plan transfer.ResellerPlan) {
	pg.Editor.Edit(func(d *draft.Draft) { d.Take(plan.Edits()) })
	n := plan.Count(transfer.Created) + plan.Count(transfer.Updated)
	pg.Editor.OfferUndo(pg.P.N("resellers.preview.taken", n), pg.P.T("resellers.preview.undo"))
}

// previewRows is how many rows of the list are shown at once, where there is room.
const previewRows = 8

// newPreview lists the records, those to look at first: rejected, created, updated, unchanged. Under the list stands what
// there is to say of the one selected.
func newPreview(p *i18n.Printer, plan transfer.ResellerPlan, moved func()) fyne.CanvasObject {
	rows := slices.Clone(plan.Rows)
	rank := map[transfer.Outcome]int{transfer.Rejected: 0, transfer.Created: 1, transfer.Updated: 2, transfer.Unchanged: 3}
	slices.SortStableFunc(rows, func(a, b transfer.ResellerRow) int { return rank[a.Outcome] - rank[b.Outcome] })
	t := widgets.NewTable(p.T("resellers.preview.title"),
		widgets.TableColumn{ID: "line", Title: p.T("resellers.preview.line"), Fit: "10 000", Align: fyne.TextAlignTrailing},
		widgets.TableColumn{ID: "outcome", Title: p.T("resellers.preview.outcome"), Fit: p.T("resellers.preview.row_unchanged")},
		widgets.TableColumn{ID: columnName, Title: columnTitle(p, columnName), Fit: "Téléphonie", Weight: 1})
	t.SetFieldID(fieldPreview)
	t.FitRows = previewRows
	t.Cell = func(row, column int) (widgets.TableCell, bool) {
		if row >= len(rows) {
			return widgets.TableCell{}, false
		}
		return previewCell(p, rows[row], column), true
	}
	said := widgets.Body("")
	t.OnSelected = func(row int) {
		if row >= 0 && row < len(rows) {
			said.SetText(describe(p, rows[row]))
			moved()
		}
	}
	t.SetCount(len(rows))
	if len(rows) > 0 {
		t.SetState(widgets.TableState{Selected: 0})
		said.SetText(describe(p, rows[0]))
	}
	return widgets.Column(look.Space8, t, said)
}

// describe says why a record is rejected, or what it writes.
func describe(p *i18n.Printer, row transfer.ResellerRow) string {
	line := func(text string) string { return p.T("resellers.preview.said", "Line", row.Line, "Text", text) }
	switch row.Outcome {
	case transfer.Rejected:
		reasons := []string{}
		for _, reason := range row.Reasons {
			reasons = append(reasons, p.Err(reason))
		}
		return line(strings.Join(reasons, " "))
	case transfer.Created, transfer.Updated:
		titles := []string{}
		for _, field := range exported {
			if v, ok := row.Fields[field]; ok && (row.Outcome == transfer.Updated || string(v) != "null") {
				titles = append(titles, columnTitle(p, field))
			}
		}
		return line(p.T("resellers.preview.writes", "Fields", p.List(titles...)))
	case transfer.Unchanged:
	}
	return line(p.T("resellers.preview.same"))
}

func previewCell(p *i18n.Printer, row transfer.ResellerRow, column int) widgets.TableCell {
	switch column {
	case 0:
		return widgets.TableCell{Text: p.Number(row.Line), Color: look.ColorMuted}
	case 1:
		return widgets.TableCell{Text: outcomeWord(p, row.Outcome), Bold: row.Outcome == transfer.Rejected}
	}
	return widgets.TableCell{Text: row.Name}
}

func outcomeWord(p *i18n.Printer, o transfer.Outcome) string {
	switch o {
	case transfer.Created:
		return p.T("resellers.preview.row_created")
	case transfer.Updated:
		return p.T("resellers.preview.row_updated")
	case transfer.Rejected:
		return p.T("resellers.preview.row_rejected")
	case transfer.Unchanged:
	}
	return p.T("resellers.preview.row_unchanged")
}
