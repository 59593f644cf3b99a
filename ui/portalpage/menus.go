package portalpage

import (
	"slices"
	"strings"

	"pupitre/data/directory"
	"pupitre/data/settings"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/widgets"
)

// Controls of the dialog that saves a search.
const fieldSaveName = "enterprise.save.name"

// moreMenu is what can be done with the answer.
func (pg *Page) moreMenu() []widgets.MenuItem {
	p, h := pg.p, pg.presenter
	some := h.phase == found && h.answer.Len() > 0
	items := []widgets.MenuItem{}
	if h.search.Sort != "" && strings.TrimSpace(h.search.Text) != "" {
		items = append(items, widgets.MenuItem{Label: p.T("enterprise.best_first"), Icon: resources.Search, OnTapped: func() { h.setSort("", false) }})
	}
	items = append(items, widgets.MenuItem{
		Label: p.T("enterprise.saved.save"), Icon: resources.Bookmark, Disabled: h.search.asked().blank(), OnTapped: pg.askName,
	})
	if h.deps.Files != nil {
		items = append(items, widgets.MenuItem{Label: p.T("enterprise.export.do"), Icon: resources.Download, Disabled: !some, OnTapped: pg.export})
	}
	return items
}

// keptMenu lists the searches that were saved, which follow the person, and the last ones of this computer.
func (pg *Page) keptMenu() (items []widgets.MenuItem) {
	p, h := pg.p, pg.presenter
	saved := h.saved()
	heading := func(text string) {
		items = append(items, widgets.MenuItem{Label: text, Plain: true, Separated: len(items) > 0})
	}
	if len(saved) > 0 {
		heading(p.T("enterprise.saved.title"))
	}
	for _, s := range saved {
		items = append(items, widgets.MenuItem{Label: s.Name, Icon: resources.Bookmark, OnTapped: func() { pg.open(s.Search) }})
	}
	if len(h.kept.Recent) > 0 {
		heading(p.T("enterprise.saved.recent"))
	}
	for _, s := range h.kept.Recent {
		items = append(items, widgets.MenuItem{Label: pg.describe(s), Icon: resources.History, OnTapped: func() { pg.open(s) }})
	}
	if len(items) == 0 {
		return []widgets.MenuItem{{Label: p.T("enterprise.saved.none"), Plain: true}}
	}
	if len(saved) > 0 {
		items = append(items, widgets.MenuItem{Label: p.T("enterprise.saved.manage"), Icon: resources.Delete, Separated: true, OnTapped: pg.askForget})
	}
	return append(items, widgets.MenuItem{Label: p.T("enterprise.saved.local"), Plain: true, Separated: true})
}

// describe puts a search into a line: what was typed, where, and the values of its filters.
func (pg *Page) describe(s Search) string {
	p, names := pg.p, pg.presenter.names()
	parts := []string{}
	if s.Text != "" {
		parts = append(parts, p.T("enterprise.saved.text", "Text", s.Text))
	}
	parts = append(parts, portal.CategoryName(p, s.Category))
	for _, c := range append(facetsOf(s.Category), directory.ByAccount) {
		for _, id := range s.Filters[c] {
			if name := portal.ValueName(p, names, c, id); name != "" {
				parts = append(parts, name)
			}
		}
	}
	return strings.Join(parts, " · ")
}

// menu is what can be done with a row.
func (pg *Page) menu(row int) (items []widgets.MenuItem) {
	e, ok := pg.presenter.rows.entry(row)
	if !ok || e.Kind == "" {
		return nil
	}
	for _, c := range []directory.Column{directory.ByName, directory.ByPhone, directory.ByExtension, directory.ByEmail} {
		text := portal.Value(pg.p, nil, e, c)
		if text == "" {
			continue
		}
		name := portal.ColumnName(pg.p, c)
		items = append(items, widgets.MenuItem{
			Label: pg.p.T("enterprise.detail.copy", "Name", name), Icon: resources.ContentCopy, Hint: text,
			OnTapped: func() { pg.detail.copy(name, text) },
		})
	}
	return items
}

// askName asks what a search is to be called.
func (pg *Page) askName() {
	p, h := pg.p, pg.presenter
	name := widgets.NewEntry(p.T("enterprise.saved.name"))
	name.SetFieldID(fieldSaveName)
	name.SetMaxLength(settings.MaxSearchName)
	name.SetText(pg.describe(h.search.asked()))
	row := widgets.NewRow(name.Label(), p.T("enterprise.saved.name_help"), name, look.ControlWide)
	var dialog *widgets.Dialog
	accept := widgets.NewPrimaryButton(p.T("enterprise.saved.accept"), func() {
		if err := h.save(name.Text()); err != nil {
			row.SetError(p.Err(err))
			dialog.Relayout()
			return
		}
		dialog.Close()
		h.deps.Window.Toast(p.T("enterprise.saved.done", "Name", strings.TrimSpace(name.Text())), "", nil)
	})
	name.OnSubmitted = func(string) { dialog.Submit() }
	cancel := widgets.NewButton(p.T("enterprise.cancel"), func() { dialog.Close() })
	dialog = widgets.NewDialog(p.T("enterprise.saved.save_title"), row, accept, cancel)
	dialog.Show(pg.canvas(), name)
}

// askForget lets the person choose a saved search to delete.
func (pg *Page) askForget() {
	p, h := pg.p, pg.presenter
	saved := h.saved()
	if len(saved) == 0 { // the last one went on another computer
		return
	}
	var options []widgets.Option
	for _, s := range saved {
		options = append(options, widgets.Option{Value: s.entity, Label: s.Name})
	}
	choice := widgets.NewSelect(p, p.T("enterprise.saved.name"), options...)
	choice.SetSelected(options[0].Value)
	var dialog *widgets.Dialog
	accept := widgets.NewDangerButton(p.T("enterprise.saved.forget"), func() {
		dialog.Close()
		i := slices.IndexFunc(saved, func(s Saved) bool { return s.entity == choice.Selected() })
		if i < 0 {
			return
		}
		gone := saved[i]
		h.unsave(gone)
		h.deps.Window.Toast(p.T("enterprise.saved.forgotten", "Name", gone.Name), p.T("enterprise.undo"), func() { h.write(h.asNew(gone.Name, gone.Search)) })
	})
	cancel := widgets.NewButton(p.T("enterprise.cancel"), func() { dialog.Close() })
	row := widgets.NewRow(choice.Label(), "", choice, look.ControlWide)
	dialog = widgets.NewDialog(p.T("enterprise.saved.forget_title"), row, accept, cancel)
	dialog.Show(pg.canvas(), nil)
}
