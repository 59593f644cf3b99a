package portalpage

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"pupitre/data/directory"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/widgets"
)

// tools are what stands above the table: the search, the categories, the filters and those in force.
type tools struct {
	page       *Page
	root       *fyne.Container
	search     *widgets.Entry
	federation *widgets.Select // nil where there is one federation
	account    *widgets.Select
	listed     int // version of the names that the accounts were listed with, -1 for none
	category   *widgets.Segmented
	line       *fyne.Container // of the category
	filters    *fyne.Container
	faceted    directory.Kind // that the filters were built for
	chips      *fyne.Container
	chipped    string // what the chips were built for
	notice     *widgets.Banner
	more, kept *widgets.IconButton
}

func (t *tools) build(pg *Page) {
	p, h := pg.p, pg.presenter
	t.page, t.listed = pg, -1
	t.buildSearch()
	t.account = widgets.NewSelect(p, portal.ColumnName(p, directory.ByAccount), widgets.Option{Label: p.T("enterprise.all_accounts")})
	t.account.SetFieldID(fieldAccount)
	t.account.OnChanged = t.pickAccount
	t.category = widgets.NewSegmented(p.T("enterprise.category_label"), t.categories()...)
	t.category.SetFieldID(fieldCategory)
	t.category.SetSelected(string(h.search.Category))
	t.category.OnChanged = func(value string) {
		if !pg.left {
			h.setCategory(directory.Kind(value))
		}
	}
	t.filters = widgets.Filters()
	t.chips = widgets.WrapLine(look.Space8)
	t.notice = widgets.NewBanner(widgets.Information, "")
	t.notice.Hide()
	t.chips.Hide()
	t.line = widgets.AtFullWidth(t.category)
	t.root = widgets.Column(look.Space8, t.searchLine(), t.line, t.filters, t.chips, t.notice)
}

// buildSearch makes the field that has the keyboard on arrival.
func (t *tools) buildSearch() {
	pg := t.page
	p, h := pg.p, pg.presenter
	t.search = widgets.NewEntry(p.T("enterprise.search"))
	t.search.SetFieldID(fieldSearch)
	t.search.SetHint(hint(p, h.search.Category))
	t.search.SetMaxLength(directory.MaxText)
	t.search.SetText(h.search.Text)
	t.search.OnChanged = func(text string) {
		if !pg.left {
			h.setText(text)
		}
	}
	t.search.OnSubmitted = func(string) { t.submit() }
	t.search.OnDown = func() { pg.focus(fieldTable) }
	t.kept = widgets.NewIconButton(resources.History, p.T("enterprise.saved.menu"), nil)
	t.kept.SetFieldID(fieldKept)
	t.kept.OnTapped = func() { widgets.ShowMenu(t.kept, pg.keptMenu()...) }
	t.more = widgets.NewIconButton(resources.MoreVert, p.T("enterprise.more"), nil)
	t.more.SetFieldID(fieldMore)
	t.more.OnTapped = func() { widgets.ShowMenu(t.more, pg.moreMenu()...) }
}

// hint names what the text is looked for in, which is not the same in every category.
func hint(p *i18n.Printer, k directory.Kind) string {
	switch k {
	case directory.Number:
		return p.T("enterprise.search_hint_number")
	case directory.Group:
		return p.T("enterprise.search_hint_group")
	case directory.User, directory.IVR, directory.Site, directory.Account, directory.Department, directory.Location:
	}
	return p.T("enterprise.search_hint")
}

// submit is Enter, or the icon: results are there already, so the search is kept among the recent ones.
func (t *tools) submit() {
	if !t.page.left {
		t.page.presenter.remember()
	}
}

// searchLine is the field and its buttons.
func (t *tools) searchLine() fyne.CanvasObject {
	pg := t.page
	icon := widgets.NewIconButton(resources.Search, pg.p.T("enterprise.go"), func() {
		t.submit()
		pg.presenter.find()
		pg.focus(fieldSearch)
	})
	icon.SetFieldID(fieldGo)
	field := widgets.Ends(t.search, widgets.Line(look.Space4, icon, t.kept, t.more))
	if list := pg.presenter.deps.Portal.Federations(); len(list) > 1 {
		t.federation = widgets.NewSelect(pg.p, pg.p.T("enterprise.federation"))
		t.federation.SetFieldID(fieldFederation)
		t.federation.OnChanged = pg.presenter.deps.Portal.Pick
		return widgets.Column(look.Space8, widgets.FixedWidth(look.ControlWide, t.federation), field)
	}
	return field
}

func (t *tools) pickAccount(id string) {
	h := t.page.presenter
	if t.page.left || id == t.wantedAccount() {
		return
	}
	if id == "" {
		h.setFilter(directory.ByAccount, nil)
		return
	}
	h.setFilter(directory.ByAccount, []string{id})
}

// wantedAccount is the account that is searched, "" for all.
func (t *tools) wantedAccount() string {
	ids := t.page.presenter.search.Filters[directory.ByAccount]
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}

// categories are the choices, with how many answers each has.
func (t *tools) categories() (out []widgets.Option) {
	pg := t.page
	for _, c := range directory.Categories() {
		o := widgets.Option{Value: string(c.Kind), Label: portal.CategoryName(pg.p, c.Kind)}
		counts, here := pg.presenter.counts, c.Kind == pg.presenter.search.Category
		switch {
		case here && pg.presenter.answer != nil:
			o.Note = pg.p.Number(pg.presenter.answer.Len()) // known before the others
		case !here && counts != nil:
			o.Note = pg.p.Number(counts.Categories[c.Kind])
		}
		out = append(out, o)
	}
	return out
}

// refresh shows the state, and tells whether the page has to be placed anew.
func (t *tools) refresh() (moved bool) {
	pg := t.page
	h := pg.presenter
	t.refreshAccounts()
	before := t.category.FullWidth()
	t.category.SetOptions(t.categories()...)
	t.category.SetSelected(string(h.search.Category))
	t.search.SetHint(hint(pg.p, h.search.Category))
	if before != t.category.FullWidth() { // its line alone is placed anew: counts change with every key
		t.line.Refresh()
	}
	moved = t.refreshFacets() || moved
	moved = t.refreshChips() || moved
	return t.refreshNotice() || moved
}

func (t *tools) refreshAccounts() {
	pg := t.page
	if version := pg.presenter.namesVersion(); version != t.listed {
		t.listed = version
		options := []widgets.Option{{Label: pg.p.T("enterprise.all_accounts")}}
		if names := pg.presenter.names(); names != nil {
			for _, a := range names.Accounts() {
				options = append(options, widgets.Option{Value: a.ID, Label: a.Name})
			}
		}
		t.account.SetOptions(options)
	}
	t.account.SetSelected(t.wantedAccount())
	if t.federation == nil {
		return
	}
	list := []widgets.Option{}
	for _, f := range pg.presenter.deps.Portal.Federations() {
		list = append(list, widgets.Option{Value: f.ID, Label: f.Name})
	}
	t.federation.SetOptions(list)
	if f, ok := pg.presenter.deps.Portal.Federation(); ok {
		t.federation.SetSelected(f.ID)
	}
}

// refreshFacets offers the filters of the category.
func (t *tools) refreshFacets() (moved bool) {
	pg := t.page
	h := pg.presenter
	if t.faceted != pg.category {
		t.faceted, moved = pg.category, true
		t.filters.Objects = []fyne.CanvasObject{t.account}
		for _, c := range facetsOf(pg.category) {
			s := widgets.NewSelect(pg.p, portal.ColumnName(pg.p, c))
			s.SetFieldID(fieldFacet + string(c))
			s.SetPrompt(portal.ColumnName(pg.p, c))
			s.OnOpen = func() { s.SetOptions(t.values(c)) } // a thousand sites are written when somebody looks, not with every key
			s.OnChanged = func(id string) {
				if id == "" || pg.left {
					return
				}
				s.SetSelected("")
				h.toggle(c, id)
			}
			t.filters.Objects = append(t.filters.Objects, s)
		}
	}
	return moved
}

// facetsOf are the filters of a category but for the account, which has its own place.
func facetsOf(k directory.Kind) []directory.Column {
	return slices.DeleteFunc(slices.Clone(categoryOf(k).Filters), func(c directory.Column) bool { return c == directory.ByAccount })
}

// values are those of a filter.
func (t *tools) values(c directory.Column) (out []widgets.Option) {
	pg := t.page
	if pg.presenter.counts == nil {
		return nil
	}
	all := t.wantedAccount() == ""
	for _, tally := range pg.presenter.counts.Filters[c] {
		o := widgets.Option{Value: tally.ID, Label: t.valueName(c, tally), Note: pg.p.Number(tally.Count), Ticked: tally.Chosen}
		if names := pg.presenter.names(); all && tally.Account != "" && names != nil {
			o.Label = pg.p.T("enterprise.of_account", "Name", o.Label, "Account", names.Of(directory.ByAccount, tally.Account))
		}
		out = append(out, o)
	}
	return out
}

func (t *tools) valueName(c directory.Column, tally directory.Tally) string {
	if tally.Name != "" {
		return tally.Name
	}
	return portal.ValueName(t.page.p, t.page.presenter.names(), c, tally.ID)
}

// refreshChips shows the filters in force. They are built anew only when they are others, so that the keyboard stays.
func (t *tools) refreshChips() (moved bool) {
	pg := t.page
	h := pg.presenter
	var chips []fyne.CanvasObject
	key := strings.Builder{}
	for _, c := range facetsOf(pg.category) {
		for _, id := range h.search.Filters[c] {
			chip := t.chip(c, id)
			fmt.Fprintf(&key, "%s=%s %s;", c, id, chip.Text())
			chips = append(chips, chip)
		}
	}
	if len(chips) > 1 {
		all := widgets.NewQuietButton(pg.p.T("enterprise.filter.clear"), func() {
			h.clearFilters()
			pg.focus(fieldSearch)
		})
		all.SetFieldID(fieldClear)
		chips = append(chips, all)
	}
	if key.String() == t.chipped {
		return false
	}
	t.chipped = key.String()
	t.chips.Objects = chips
	t.chips.Hidden = len(chips) == 0
	return true
}

func (t *tools) chip(c directory.Column, id string) *widgets.Chip {
	pg := t.page
	name := portal.ValueName(pg.p, pg.presenter.names(), c, id)
	text := pg.p.T("enterprise.filter.chip", "Column", portal.ColumnName(pg.p, c), "Value", name)
	chip := widgets.NewChip(text, pg.p.T("enterprise.filter.remove", "Value", name), func() {
		pg.presenter.toggle(c, id)
		pg.focus(fieldSearch)
	})
	chip.SetFieldID(fieldChip + string(c) + "." + id)
	return chip
}

// refreshNotice says when the server answers in place of the copy on this computer.
func (t *tools) refreshNotice() (moved bool) {
	h, text := t.page.presenter, ""
	if h.phase == found && h.live {
		text = t.page.p.T("enterprise.live")
		if st := h.deps.Portal.FinderState(); st.Received > 0 {
			text = t.page.p.N("enterprise.live_received", int(st.Received))
		}
	}
	t.notice.SetText(text)
	moved = t.notice.Hidden != (text == "")
	t.notice.Hidden = text == ""
	return moved
}
