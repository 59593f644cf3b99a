package schedulepage

import (
	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// showView shows the week or the year.
func (pg *Page) showView() {
	year := pg.presenter.view == viewYear
	pg.halves[0].Hidden, pg.halves[1].Hidden = year, !year
	pg.views.SetSelected(pg.presenter.view)
}

// turnTo shows the week or the year, and places the page anew.
func (pg *Page) turnTo(view string) {
	if pg.Left || view == pg.presenter.view {
		return
	}
	pg.presenter.view = view
	pg.showView()
	pg.refresh()
	pg.root.Refresh()
}

// setLine chooses what is shown and the language of the service, and has what can be done with the whole.
func (pg *Page) setLine() fyne.CanvasObject {
	p, h := pg.P, pg.presenter
	pg.views = widgets.NewSegmented(p.T("schedulepage.view.label"),
		widgets.Option{Value: viewWeek, Label: p.T("schedulepage.view.week")},
		widgets.Option{Value: viewYear, Label: p.T("schedulepage.view.year")})
	pg.views.SetFieldID(fieldView)
	pg.views.OnChanged = pg.turnTo
	pg.sets = widgets.NewSegmented(p.T("schedulepage.set.label"),
		widgets.Option{Value: string(i18n.French), Label: p.T("schedulepage.set.short_fr")},
		widgets.Option{Value: string(i18n.English), Label: p.T("schedulepage.set.short_en")})
	pg.sets.SetFieldID(fieldSet)
	pg.sets.SetTooltip(p.T("schedulepage.set.label"))
	pg.sets.SetSelected(h.language)
	pg.sets.OnChanged = func(value string) {
		if !pg.Left && value != h.language {
			h.language, h.selected = value, ""
			pg.refresh()
		}
	}
	verify := widgets.NewQuietButton(p.T("schedulepage.verify.title"), pg.showVerify)
	verify.SetIcon(resources.Event)
	verify.SetFieldID(fieldVerify)
	line := []fyne.CanvasObject{pg.views, pg.sets, verify}
	if !h.readOnly() {
		closes := widgets.NewQuietButton(p.T("schedulepage.close.title"), pg.showClosing)
		closes.SetFieldID(fieldClose)
		line = append(line, closes)
	}
	if len(pg.moreItems()) > 0 {
		pg.more = widgets.NewIconButton(resources.MoreVert, p.T("schedulepage.more"), func() { widgets.ShowMenu(pg.more, pg.moreItems()...) })
		pg.more.SetFieldID(fieldMore)
		line = append(line, pg.more)
	}
	return widgets.WrapLine(look.Space8, line...)
}

// moreItems is what can be done with the whole of the hours, less often.
func (pg *Page) moreItems() (items []widgets.MenuItem) {
	if !pg.presenter.readOnly() {
		items = append(items, widgets.MenuItem{Label: pg.P.T("schedulepage.set.copy"), Icon: resources.ContentCopy, OnTapped: pg.askCopySet})
	}
	if pg.presenter.deps.Files == nil {
		return items
	}
	files := pg.presenter.deps.Files.Menu(pg.presenter.language)
	if len(items) > 0 && len(files) > 0 {
		files[0].Separated = true
	}
	return append(items, files...)
}
