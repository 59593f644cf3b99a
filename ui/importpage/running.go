package importpage

import (
	"fyne.io/fyne/v2"

	"pupitre/data/wire"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/widgets"
)

// progressCard says how far the file is: on its way to the server, then being read there.
type progressCard struct {
	page   *Page
	root   fyne.CanvasObject
	what   *widgets.Text
	count  *widgets.Text
	by     *widgets.Text
	bar    *widgets.Bar
	fault  *widgets.Banner
	cancel *widgets.Button
}

func newProgressCard(pg *Page) *progressCard {
	p, h := pg.p, pg.presenter
	v := &progressCard{
		page: pg, what: widgets.Strong(""), count: widgets.Muted(""), by: widgets.Muted(""), bar: widgets.NewBar(),
		fault: widgets.NewBanner(widgets.Failure, ""),
	}
	v.fault.Hide()
	goesOn, cancel := p.T("importpage.progress.goes_on"), h.cancelImport
	if h.phase == Sending {
		goesOn, cancel = p.T("importpage.progress.stays"), h.stopSending
	}
	v.cancel = widgets.NewButton(p.T("importpage.progress.cancel"), cancel)
	v.cancel.SetFieldID(fieldCancel)
	v.root = portal.Card(p.T("importpage.file.title"), widgets.Ends(v.what, v.count), v.bar, v.by, v.fault,
		widgets.Muted(goesOn), widgets.WrapLine(look.Space8, v.cancel))
	return v
}

func (v *progressCard) object() fyne.CanvasObject { return v.root }

func (v *progressCard) refresh() (moved bool) {
	p, h := v.page.p, v.page.presenter
	done, total := h.job.Done, h.job.Total
	what, count := p.T("importpage.progress.waiting"), ""
	switch {
	case h.phase == Sending && h.file != nil:
		done, total = h.sent, h.file.size
		what, count = p.T("importpage.progress.sending"), p.T("importpage.progress.sent", "Done", p.Bytes(done), "Total", p.Bytes(total))
	case h.job.Stage == wire.StageCopying:
		what, count = p.T("importpage.progress.copying"), p.N("importpage.progress.entries", int(total), "Done", done)
	case h.job.Stage == wire.StageChecking:
		what, count = p.T("importpage.progress.checking"), p.N("importpage.progress.count", int(total), "Done", done)
	case h.job.Stage == wire.StageWriting:
		what, count = p.T("importpage.progress.writing"), p.N("importpage.progress.count", int(total), "Done", done)
	}
	v.bar.SetValue(float64(done) / float64(max(total, 1)))
	moved = portal.Show(v.what, what)
	moved = portal.Show(v.count, count) || moved
	by, fault, why := "", "", v.page.onlineOnly()
	if h.phase == Sending { // which this computer ends by itself
		why = ""
	}
	if h.job.By != "" && h.phase == Running {
		by = p.T("importpage.progress.by", "Name", h.job.By)
	}
	if h.fault != nil {
		fault = p.Err(h.fault)
	}
	v.cancel.SetBusy(h.orders.Running())
	portal.Enable(v.cancel, why)
	moved = portal.Show(v.by, by) || moved
	return portal.Say(v.fault, fault) || moved
}
