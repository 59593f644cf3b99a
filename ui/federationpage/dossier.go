package federationpage

import (
	"context"
	"io"

	"fyne.io/fyne/v2"

	"pupitre/data/directory/dossier"
	"pupitre/data/directory/plan"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/listing"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/widgets"
)

// dossierPart writes down how the federation is built, to be kept and to be sent.
type dossierPart struct {
	page                *Page
	root                fyne.CanvasObject
	has                 *widgets.Text
	pdf, plan, accounts *widgets.Button
}

func newDossierPart(pg *Page) *dossierPart {
	p := pg.p
	v := &dossierPart{page: pg, has: widgets.Body("")}
	button := func(b *widgets.Button, field string) *widgets.Button {
		b.SetIcon(resources.Download)
		b.SetFieldID(field)
		return b
	}
	v.pdf = button(widgets.NewButton(p.T("building.dossier.pdf"), func() {
		pg.save(p.T("building.dossier.pdf"), p.T("building.dossier.pdf_file"), func(w io.Writer, c dossier.Content) error {
			return dossier.PDF(w, c, i18n.For(i18n.French), i18n.For(i18n.English))
		})
	}), fieldPDF)
	v.plan = button(widgets.NewQuietButton(p.T("building.dossier.plan"), func() {
		pg.save(p.T("building.dossier.plan"), p.T("building.plan.file"), func(w io.Writer, c dossier.Content) error {
			return dossier.PlanCSV(w, p, c)
		})
	}), fieldPlanCSV)
	v.accounts = button(widgets.NewQuietButton(p.T("building.dossier.accounts"), func() {
		pg.save(p.T("building.dossier.accounts"), p.T("accounts.csv_file"), func(w io.Writer, c dossier.Content) error {
			return dossier.AccountsCSV(w, p, c)
		})
	}), fieldAccounts)
	v.root = portal.Card(p.T("building.dossier.title"), widgets.Muted(p.T("building.dossier.help")), v.has,
		widgets.WrapLine(look.Space8, v.pdf, v.plan, v.accounts))
	return v
}

func (v *dossierPart) object() fyne.CanvasObject { return v.root }

func (v *dossierPart) refresh() bool {
	p, h := v.page.p, v.page.presenter
	why := because(when(!h.founded(), p.T("building.clashes.first")), when(h.deps.Portal.Names() == nil, p.T("enterprise.empty.soon")))
	portal.Enable(v.pdf, why)
	portal.Enable(v.accounts, why)
	portal.Enable(v.plan, because(why, when(h.recorded() == nil, p.T("building.dossier.without"))))
	text := p.T("building.dossier.with")
	switch {
	case !h.founded():
		text = p.T("building.clashes.first")
	case h.recorded() == nil:
		text = p.T("building.dossier.without")
	case h.recorded() == h.applied:
		text = p.T("building.dossier.applied")
	}
	return portal.Show(v.has, text)
}

// recorded is the plan that the dossier tells of: the one that is shown, else the last one that was applied.
func (h *Presenter) recorded() *plan.Plan {
	if h.renew && h.found != nil && len(h.found.plan.Changes) > 0 {
		return h.found.plan
	}
	return h.applied
}

// save asks where to, and writes there.
func (pg *Page) save(title, name string, write func(io.Writer, dossier.Content) error) {
	p, h := pg.p, pg.presenter
	f, ok := h.deps.Portal.Federation()
	names := h.deps.Portal.Names()
	if !ok || names == nil || h.deps.Files == nil {
		return
	}
	content := dossier.Content{Federation: f.Name, Accounts: names.Accounts(), Plan: h.recorded(), Now: h.deps.Clock.Now()}
	listing.File{
		Title: title, Name: name, Write: func(_ context.Context, w io.Writer) error { return write(w, content) },
		Done: func(err error) {
			if err != nil {
				h.deps.Window.Fail(p.T("building.dossier.failed", "Reason", p.Err(err)))
				return
			}
			h.deps.Window.Toast(p.T("building.dossier.saved"), "", nil)
		},
	}.Save(h.deps.Files, h.deps.Run)
}
