package enterprisepage

import (
	"fmt"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// fieldMenu is the menu of the card.
const fieldMenu = "administrators.menu"

// card is that of the administrator selected: who they are, and what their access allows.
type card struct {
	page    *Page
	root    *widgets.Detail
	content *fyne.Container
	built   string // what the card was built for
}

func newCard(pg *Page) *card {
	v := &card{page: pg, content: widgets.Column(look.Space8)}
	v.root = widgets.NewDetail(v.content)
	v.root.Hide()
	return v
}

// Root is the card as it is placed.
func (v *card) Root() fyne.CanvasObject { return v.root }

// Show shows a person, "" for none, and tells whether the page has to be placed anew.
func (v *card) Show(person string) (moved bool) {
	p, h := v.page.p, v.page.presenter
	a, ok := h.administrator(person)
	if !ok {
		moved = !v.root.Hidden
		v.root.Hidden, v.built = true, ""
		return moved
	}
	built := fmt.Sprint(a, h.deps.Portal.NamesVersion(), h.barred())
	if built == v.built {
		return false
	}
	v.built = built
	menu := widgets.NewIconButton(resources.MoreVert, p.T("administrators.menu"), nil)
	menu.SetFieldID(fieldMenu)
	menu.OnTapped = func() { widgets.ShowMenu(menu, v.page.menu(a.Person)...) }
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
	v.content.Objects = objects
	v.root.Hidden = false
	v.root.Refresh()
	return true
}
