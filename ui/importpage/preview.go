package importpage

import (
	"strings"

	"fyne.io/fyne/v2"

	"pupitre/data/directory"
	"pupitre/data/directory/sheet"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/widgets"
)

// previewCard counts what the file would change, and lets the person accept it.
type previewCard struct {
	page           *Page
	root           fyne.CanvasObject
	fault          *widgets.Banner
	accept, cancel *widgets.Button
}

func newPreviewCard(pg *Page) *previewCard {
	p, h := pg.p, pg.presenter
	j := h.job
	v := &previewCard{page: pg, fault: widgets.NewBanner(widgets.Failure, "")}
	v.fault.Hide()
	line := func(label string, n int) fyne.CanvasObject {
		return widgets.Ends(widgets.Body(label), widgets.Strong(p.Number(n)))
	}
	rows := []fyne.CanvasObject{
		line(p.T("importpage.preview.created"), j.Created), line(p.T("importpage.preview.updated"), j.Updated),
		line(p.T("importpage.preview.unchanged"), j.Same),
	}
	if j.Gone > 0 {
		rows = append(rows, line(p.T("importpage.preview.gone"), j.Gone))
	}
	rows = append(rows, line(p.T("importpage.preview.refused"), j.Refused))
	objects := []fyne.CanvasObject{widgets.Muted(p.N("importpage.preview.lines", int(j.Lines))), widgets.FixedWidth(look.ControlWide, widgets.Column(look.Space4, rows...)), v.fault}
	if j.Reserved > 0 {
		objects = append(objects, widgets.NewBanner(widgets.Caution, p.N("importpage.preview.reserved", j.Reserved)))
	}
	switch {
	case changes(j) == 0 && j.Refused == 0:
		objects = append(objects, widgets.Body(p.T("importpage.preview.none")))
	case j.Refused > 0:
		objects = append(objects, widgets.NewBanner(widgets.Caution, p.T("importpage.preview.kept")))
	}
	v.accept = widgets.NewPrimaryButton(p.N("importpage.preview.accept", changes(j)), pg.askAccept)
	v.accept.SetFieldID(fieldAccept)
	v.cancel = widgets.NewButton(p.T("importpage.progress.cancel"), h.cancelImport)
	v.cancel.SetFieldID(fieldCancel)
	objects = append(objects, widgets.WrapLine(look.Space8, v.accept, v.cancel), widgets.Muted(p.T("importpage.preview.waits")))
	v.root = portal.Card(p.T("importpage.preview.title"), objects...)
	return v
}

// changes counts what an import changes.
func changes(j wire.Import) int { return j.Created + j.Updated + j.Gone }

func (v *previewCard) object() fyne.CanvasObject { return v.root }

func (v *previewCard) refresh() bool {
	p, h := v.page.p, v.page.presenter
	why := v.page.onlineOnly()
	if why == "" && changes(h.job) == 0 {
		why = p.T("importpage.preview.nothing")
	}
	portal.Enable(v.accept, why)
	v.accept.SetBusy(h.phase == Accepting)
	portal.Enable(v.cancel, v.page.onlineOnly())
	v.cancel.SetBusy(h.phase == Ready && h.orders.Running())
	text := ""
	if h.fault != nil {
		text = p.Err(h.fault)
	}
	return portal.Say(v.fault, text)
}

// askAccept asks once more when entries would go, else accepts.
func (pg *Page) askAccept() {
	p, h := pg.p, pg.presenter
	if h.job.Gone == 0 {
		h.accept()
		return
	}
	var dialog *widgets.Dialog
	accept := widgets.NewDangerButton(p.T("importpage.preview.gone_accept"), func() {
		dialog.Close()
		h.accept()
	})
	stay := widgets.NewButton(p.T("enterprise.cancel"), func() { dialog.Close() })
	dialog = widgets.NewDialog(p.N("importpage.preview.gone_title", h.job.Gone), widgets.Body(p.T("importpage.preview.gone_body")), accept, stay)
	dialog.Show(pg.canvas(), nil)
}

// Rows of the lists before they scroll.
const (
	problemRows = 8
	sampleRows  = 6
)

// problemsCard lists every line that is refused, with its reasons.
type problemsCard struct {
	page  *Page
	root  fyne.CanvasObject
	table *widgets.Table
	whole *widgets.Text // the reasons of the line selected
	fault *widgets.Banner
	shown int
}

func newProblemsCard(pg *Page) *problemsCard {
	p, h := pg.p, pg.presenter
	v := &problemsCard{page: pg, whole: widgets.Body(""), fault: widgets.NewBanner(widgets.Failure, ""), shown: -1}
	v.fault.Hide()
	v.table = widgets.NewTable(p.T("importpage.problems.title"),
		widgets.TableColumn{ID: "line", Title: p.T("importpage.problems.line"), Fit: p.Number(888888), Align: fyne.TextAlignTrailing},
		widgets.TableColumn{ID: "reason", Title: p.T("importpage.problems.reason"), Fit: "Poste déjà pris dans ce compte", Weight: 3},
		widgets.TableColumn{ID: "text", Title: p.T("importpage.problems.text"), Fit: "utilisateur;Nord", Weight: 2, Optional: true})
	v.table.SetFieldID(fieldProblems)
	v.table.FitRows = problemRows
	v.table.Cell = v.cell
	v.table.Rows = h.list.want
	v.table.OnSelected = func(int) {
		v.tellWhole()
		pg.root.Refresh()
	}
	save := widgets.NewQuietButton(p.T("importpage.problems.export"), pg.saveProblems)
	save.SetIcon(resources.Download)
	save.SetFieldID(fieldSave)
	v.root = portal.Card(p.T("importpage.problems.title"), v.fault, v.table, v.whole, widgets.WrapLine(look.Space8, save))
	if h.job.Refused == 0 {
		v.root.Hide()
	}
	return v
}

func (v *problemsCard) object() fyne.CanvasObject { return v.root }

func (v *problemsCard) refresh() (moved bool) {
	p, l := v.page.p, &v.page.presenter.list
	if v.shown != l.version {
		v.shown, moved = l.version, true
		v.table.SetCount(l.total)
	}
	v.table.Refresh()
	text := ""
	if l.fault != nil {
		text = p.T("importpage.problems.failed", "Reason", p.Err(l.fault))
	}
	moved = v.tellWhole() || moved
	return portal.Say(v.fault, text) || moved
}

// tellWhole says why the line selected is refused, with all reasons.
func (v *problemsCard) tellWhole() (moved bool) {
	text := ""
	if problem, ok := v.page.presenter.list.at(max(v.table.Selected(), 0)); ok && v.table.Selected() >= 0 {
		text = strings.Join(reasons(v.page.p, problem), " ")
	}
	return portal.Show(v.whole, text)
}

func (v *problemsCard) cell(row, column int) (widgets.TableCell, bool) {
	p := v.page.p
	problem, ok := v.page.presenter.list.at(row)
	if !ok {
		return widgets.TableCell{}, false
	}
	switch column {
	case 0:
		return widgets.TableCell{Text: p.Number(problem.Line)}, true
	case 1:
		return widgets.TableCell{Text: strings.Join(reasons(p, problem), " ")}, true
	}
	return widgets.TableCell{Text: problem.Text, Color: look.ColorMuted}, true
}

// samplesCard shows the first entries that the file touches.
type samplesCard struct {
	page *Page
	root fyne.CanvasObject
}

func newSamplesCard(pg *Page) *samplesCard {
	p, h := pg.p, pg.presenter
	list := h.job.Samples
	v := &samplesCard{page: pg}
	table := widgets.NewTable(p.T("importpage.samples.title"),
		widgets.TableColumn{ID: "line", Title: p.T("importpage.problems.line"), Fit: p.Number(888888), Align: fyne.TextAlignTrailing},
		widgets.TableColumn{ID: "what", Title: p.T("importpage.samples.what"), Fit: "888" + p.T("importpage.samples.updated")},
		widgets.TableColumn{ID: "kind", Title: p.T("importpage.samples.kind"), Fit: "Utilisateur"},
		widgets.TableColumn{ID: "name", Title: p.T("importpage.samples.name"), Fit: "Marie-Ève Tremblay", Weight: 3},
		widgets.TableColumn{ID: "fields", Title: p.T("importpage.samples.fields"), Fit: "Téléphone", Weight: 2, Optional: true})
	table.FitRows = sampleRows
	table.Cell = func(row, column int) (widgets.TableCell, bool) { return sampleCell(p, list[row], column), true }
	table.SetCount(len(list))
	v.root = portal.Card(p.T("importpage.samples.title"), table)
	if len(list) == 0 {
		v.root.Hide()
	}
	return v
}

// sampleCell is what a line does, in one of the columns: an entry that is there already may get another name, and one had better see whose.
func sampleCell(p *i18n.Printer, s wire.ImportSample, column int) widgets.TableCell {
	switch column {
	case 0:
		return widgets.TableCell{Text: p.Number(s.Line)}
	case 1:
		if s.Created {
			return widgets.TableCell{Text: p.T("importpage.samples.created"), Icon: resources.Add}
		}
		return widgets.TableCell{Text: p.T("importpage.samples.updated"), Icon: resources.Edit}
	case 2:
		return widgets.TableCell{Text: sheet.KindWord(p, directory.Kind(s.Kind)), Color: look.ColorMuted}
	case 3:
		if s.Was != "" {
			return widgets.TableCell{Text: p.T("importpage.samples.renamed", "Was", s.Was, "Name", s.Name)}
		}
		return widgets.TableCell{Text: s.Name}
	}
	titles := []string{}
	for _, f := range s.Fields {
		titles = append(titles, sheet.Title(p, sheet.Field(f)))
	}
	return widgets.TableCell{Text: strings.Join(titles, ", "), Color: look.ColorMuted}
}

func (v *samplesCard) object() fyne.CanvasObject { return v.root }

func (v *samplesCard) refresh() bool { return false }

// doneCard says what was imported.
type doneCard struct{ root fyne.CanvasObject }

func newDoneCard(pg *Page) *doneCard {
	p, h := pg.p, pg.presenter
	j := h.job
	parts := []string{}
	for _, part := range []struct {
		n    int
		text func(n int) string
	}{
		{j.Created, func(n int) string { return p.N("importpage.done.created", n) }},
		{j.Updated, func(n int) string { return p.N("importpage.done.updated", n) }},
		{j.Gone, func(n int) string { return p.N("importpage.done.gone", n) }},
		{j.Refused, func(n int) string { return p.N("importpage.done.refused", n) }},
	} {
		if part.n > 0 {
			parts = append(parts, part.text(part.n))
		}
	}
	again := widgets.NewButton(p.T("importpage.done.again"), h.again)
	again.SetFieldID(fieldChoose)
	return &doneCard{portal.Card(p.T("importpage.done.title"), widgets.NewBanner(widgets.Success, p.List(parts...)),
		widgets.Muted(p.T("importpage.done.arrives")), widgets.WrapLine(look.Space8, again))}
}

func (v *doneCard) object() fyne.CanvasObject { return v.root }

func (v *doneCard) refresh() bool { return false }
