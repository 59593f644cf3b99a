package importpage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/widgets"
)

// nothing stands where there is no federation.
type nothing struct{ root fyne.CanvasObject }

func newNothing(pg *Page) *nothing {
	return &nothing{widgets.NewEmptyState(resources.UploadFile, pg.p.T("enterprise.empty.no_federation"),
		pg.p.T("enterprise.empty.no_federation_body"), nil)}
}

func (n *nothing) object() fyne.CanvasObject { return n.root }

func (n *nothing) refresh() bool { return false }

// waiting stands while a file is read on this computer.
type waiting struct{ root fyne.CanvasObject }

func newWaiting(pg *Page) *waiting {
	stop := widgets.NewButton(pg.p.T("importpage.file.stop"), pg.presenter.again)
	stop.SetFieldID(fieldCancel)
	return &waiting{portal.Card(pg.p.T("importpage.file.title"), widgets.Body(pg.p.T("importpage.file.looking")),
		widgets.NewSkeleton(2), widgets.WrapLine(look.Space8, stop))}
}

func (w *waiting) object() fyne.CanvasObject { return w.root }

func (w *waiting) refresh() bool { return false }

// chooseCard is where a file is chosen, or dropped.
type chooseCard struct {
	page   *Page
	root   fyne.CanvasObject
	fault  *widgets.Banner
	choose *widgets.Button
}

func newChooseCard(pg *Page) *chooseCard {
	p, h := pg.p, pg.presenter
	v := &chooseCard{page: pg, fault: widgets.NewBanner(widgets.Failure, "")}
	v.fault.Hide()
	v.choose = widgets.NewPrimaryButton(p.T("importpage.file.choose"), h.choose)
	v.choose.SetIcon(resources.UploadFile)
	v.choose.SetFieldID(fieldChoose)
	zone := widgets.NewSurface(theme.ColorNameInputBackground, widgets.Padded(look.Space16, look.Space24,
		widgets.NewEmptyState(resources.UploadFile, p.T("importpage.file.drop"), p.T("importpage.file.or"), v.choose)))
	v.root = portal.Card(p.T("importpage.file.title"), widgets.Muted(p.T("importpage.file.help")), v.fault, zone)
	return v
}

func (v *chooseCard) object() fyne.CanvasObject { return v.root }

func (v *chooseCard) refresh() bool {
	h := v.page.presenter
	portal.Enable(v.choose, v.page.onlineOnly())
	text := ""
	if h.phase == Failed && h.fault != nil {
		text = v.page.p.T("importpage.failed.said", "Reason", v.page.p.Err(h.fault))
	}
	return portal.Say(v.fault, text)
}

// exportCard writes the directory out.
type exportCard struct {
	page   *Page
	root   fyne.CanvasObject
	which  *widgets.Select
	export *widgets.Button
	listed int // version of the names that the accounts were listed with
}

func newExportCard(pg *Page) *exportCard {
	p, h := pg.p, pg.presenter
	v := &exportCard{page: pg, listed: -1}
	v.which = widgets.NewSelect(p, p.T("importpage.export.which"))
	v.which.SetFieldID(fieldWhich)
	v.which.SetPrompt(p.T("importpage.export.all"))
	v.which.SetSelected(h.account)
	v.which.OnChanged = func(id string) { h.account = id }
	v.export = widgets.NewButton(p.T("importpage.export.do"), func() {
		portal.Export{Portal: h.deps.Portal, Account: h.account, Files: h.deps.Files, Run: h.deps.Run, Window: h.deps.Window, Canvas: pg.canvas}.Write()
	})
	v.export.SetIcon(resources.Download)
	v.export.SetFieldID(fieldExport)
	v.root = portal.Card(p.T("importpage.export.title"), widgets.Muted(p.T("importpage.export.help")),
		widgets.NewRow(v.which.Label(), "", v.which, look.ControlWide), widgets.WrapLine(look.Space8, v.export))
	return v
}

func (v *exportCard) object() fyne.CanvasObject { return v.root }

func (v *exportCard) refresh() bool {
	p, h := v.page.p, v.page.presenter
	if version := h.deps.Portal.NamesVersion(); version != v.listed {
		v.listed = version
		v.which.SetOptions(append([]widgets.Option{{Value: "", Label: p.T("importpage.export.all")}}, v.page.accounts()...))
	}
	why := ""
	if !h.deps.Portal.FinderState().Ready {
		why = p.T("enterprise.empty.soon")
	}
	portal.Enable(v.export, why)
	return false
}

// accounts are those of the federation, by name.
func (pg *Page) accounts() (options []widgets.Option) {
	names := pg.presenter.deps.Portal.Names()
	if names == nil {
		return nil
	}
	for _, a := range names.Accounts() {
		options = append(options, widgets.Option{Value: a.ID, Label: a.Name})
	}
	return options
}

// undoCard takes the last change back.
type undoCard struct {
	page *Page
	root fyne.CanvasObject
	last *widgets.Text
	undo *widgets.Button
}

func newUndoCard(pg *Page) *undoCard {
	p := pg.p
	v := &undoCard{page: pg, last: widgets.Body("")}
	v.undo = widgets.NewButton(p.T("importpage.undo.do"), pg.askUndo)
	v.undo.SetIcon(resources.Undo)
	v.undo.SetFieldID(fieldUndo)
	v.root = portal.Card(p.T("importpage.undo.title"), v.last, widgets.WrapLine(look.Space8, v.undo))
	return v
}

func (v *undoCard) object() fyne.CanvasObject { return v.root }

func (v *undoCard) refresh() bool {
	p, h := v.page.p, v.page.presenter
	text, why := h.deps.Portal.LastChange(p, h.state.Undo), v.page.onlineOnly()
	if text == "" {
		text = p.T("importpage.undo.none")
		if why == "" {
			why = text
		}
	}
	portal.Enable(v.undo, why)
	return portal.Show(v.last, text)
}
