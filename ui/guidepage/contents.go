package guidepage

import (
	"strconv"

	"fyne.io/fyne/v2"

	"pupitre/resources"
	"pupitre/resources/docs"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// contents is what stands at the left: a search, and the table of contents or what was found.
type contents struct {
	guide  *Guide
	root   *fyne.Container
	field  *widgets.Entry
	list   *fyne.Container
	scroll *widgets.Scroll
	items  map[string]*widgets.NavItem // by page, while the table of contents is shown
	first  func()                      // follows the first result
}

func newContents(g *Guide) *contents {
	c := &contents{guide: g, list: widgets.Column(look.Space4)}
	c.field = widgets.NewEntry(g.p.T("guide.search"))
	c.field.SetHint(g.p.T("guide.search"))
	c.field.SetFieldID(fieldSearch)
	c.field.SetText(g.query)
	c.field.OnChanged = g.search
	c.field.OnSubmitted = func(string) {
		if c.first != nil {
			c.first()
		}
	}
	c.scroll = widgets.NewScroll(widgets.Padded("", look.Space12, c.list))
	c.scroll.SetFieldID(fieldOutline)
	side := widgets.Page(widgets.Padded(look.Space12, look.Space12, c.field), c.scroll, widgets.Column(""))
	c.root = widgets.NewSurface(look.ColorSidebar, widgets.FixedWidth(look.ControlWide, side))
	c.show(g.query)
	return c
}

// show lists what a query finds, or the table of contents when nothing is asked.
func (c *contents) show(query string) {
	c.items, c.first = map[string]*widgets.NavItem{}, nil
	if query == "" {
		c.list.Objects = c.pages()
		c.mark()
	} else {
		c.list.Objects = c.results(query)
	}
	c.scroll.ScrollTo(0)
	c.scroll.Refresh()
}

// pages is the table of contents, by audience.
func (c *contents) pages() (lines []fyne.CanvasObject) {
	for _, audience := range docs.Audiences {
		pages := c.guide.book().Of(audience)
		if len(pages) == 0 {
			continue
		}
		lines = append(lines, widgets.NewNavGroup(c.guide.p.T(audience.TitleID())))
		for _, page := range pages {
			item := widgets.NewNavItem(pageIcons[page.ID], page.Title, func() { c.guide.Open(Place{Page: page.ID}) })
			item.SetFieldID(fieldPage + page.ID)
			c.items[page.ID] = item
			lines = append(lines, item)
		}
	}
	return lines
}

// mark shows which page is open.
func (c *contents) mark() {
	for id, item := range c.items {
		item.SetSelected(id == c.guide.Here().Page)
	}
}

// maxResults is how many places are listed; typing more narrows them down.
const maxResults = 30

func (c *contents) results(query string) (lines []fyne.CanvasObject) {
	found := c.guide.find(query)
	count := widgets.Muted(c.guide.p.N("guide.found", len(found)))
	lines = append(lines, widgets.Padded("", look.Space8, count))
	for i, hit := range found[:min(len(found), maxResults)] {
		label, page := hit.words(c.guide.book())
		open := func() { c.guide.Open(hit.place) }
		if i == 0 {
			c.first = open
		}
		line := widgets.NewProse(fieldResult+strconv.Itoa(i), widgets.Run{Text: label, OnTapped: open})
		both := []fyne.CanvasObject{line}
		if page != label {
			both = append(both, widgets.Muted(page))
		}
		lines = append(lines, widgets.Padded(look.Space4, look.Space8, widgets.Column("", both...)))
	}
	return lines
}

// pageIcons are those of the program's own pages where there is one.
var pageIcons = map[string]resources.IconName{
	docs.Index: resources.Help, "first-start": resources.Login, "keys": resources.Keyboard, "synchronization": resources.Sync,
	"settings": resources.Settings, "account": resources.AdminPanel, "support-and-telephony": resources.SupportAgent,
	"appearance": resources.Palette, "live-chat": resources.Chat, "application-servers": resources.DNS,
	"people": resources.Group, "resellers": resources.Apartment, "portal-accounts": resources.Domain,
	"portal-administrators": resources.Badge, "history": resources.History, "conflicts": resources.Warning,
	"reseller-view": resources.Apartment, "portal-home": resources.Search, "federation": resources.Dialpad,
	"lock": resources.Lock, "kiosk": resources.Public, "kiosk-install": resources.Public,
	"command-line": resources.ChevronRight, "settings-file": resources.Download, "operating": resources.DNS,
}
