package enterprisepage

import (
	"fmt"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/wire"
	"pupitre/resources"
	"pupitre/ui/widgets"
)

// fieldMenu is the menu of the card.
const fieldMenu = "administrators.menu"

// card is that of the administrator selected: who they are, and what their access allows.
func (pg *Page) card(person string) (says string, objects func() []fyne.CanvasObject) {
	h := pg.presenter
	a, ok := h.administrator(person)
	if !ok {
		return "", nil
	}
	return fmt.Sprint(a, h.deps.Portal.NamesVersion(), h.barred()), func() []fyne.CanvasObject { return pg.about(a) }
}

func (pg *Page) about(a wire.Administrator) []fyne.CanvasObject {
	p, h := pg.p, pg.presenter
	menu := widgets.NewIconButton(resources.MoreVert, p.T("administrators.menu"), nil)
	menu.SetFieldID(fieldMenu)
	menu.OnTapped = func() { widgets.ShowMenu(menu, pg.menu(a.Person)...) }
	objects := []fyne.CanvasObject{widgets.Ends(widgets.Heading(name(a)), menu)}
	add := func(label, value string) {
		if value != "" {
			objects = append(objects, widgets.Column("", widgets.Muted(label), widgets.Body(value)))
		}
	}
	add(p.T("administrators.column.access"), accessWord(p, access.Portal(a.Access)))
	objects = append(objects, widgets.Muted(accessHelp(p, access.Portal(a.Access))))
	for _, c := range []struct{ column, label string }{
		{columnEmail, p.T("administrators.column.email")}, {columnAccount, p.T("administrators.column.account")}, {columnState, p.T("administrators.column.state")},
	} {
		add(c.label, h.text(p, a, c.column))
	}
	add(p.T("administrators.since"), p.LongDate(a.Since.In(h.deps.Inviter.Zone())))
	if a.Person == h.deps.Me {
		objects = append(objects, widgets.NewBanner(widgets.Information, p.T("administrators.you")))
	}
	return objects
}
