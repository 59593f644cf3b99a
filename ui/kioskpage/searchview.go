package kioskpage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

const fieldCategory = "kiosk.category"

// searchView is the screen of the directory.
type searchView struct {
	k        *Kiosk
	field    *widgets.Text
	count    *widgets.Text
	previous *touch
	next     *touch
	clear    *touch
	list     *fyne.Container
	scroll   *widgets.Scroll
	keys     *fyne.Container
}

// directoryScreen is the search.
func (k *Kiosk) directoryScreen() fyne.CanvasObject {
	p := k.p
	if k.deps.Finder == nil {
		return widgets.NewEmptyState(resources.Search, p.T("kiosk.search.none_title"), p.T("kiosk.search.none_body"), nil)
	}
	v := &searchView{k: k}
	v.field = widgets.NewText("", widgets.TextStyle{Overflow: widgets.Ellipsis})
	v.count = widgets.NewText("", widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Align: fyne.TextAlignCenter, Overflow: widgets.Ellipsis})
	v.previous = iconKey(resources.ChevronLeft, p.T("kiosk.search.previous"), func() { v.turn(-pageSize) })
	v.next = iconKey(resources.ChevronRight, p.T("kiosk.search.next"), func() { v.turn(pageSize) })
	v.clear = iconKey(resources.Close, p.T("kiosk.search.clear"), func() { v.set("") })
	v.list = widgets.Column(look.Space4)
	v.scroll = scrolled(v.list)
	v.keys = container.NewStack()
	k.results = v
	v.showKeys()
	head := widgets.Column(look.Space8,
		row([]float32{7, 1, 1, 2.2, 1}, v.box(), v.clear, v.previous, v.count, v.next),
		v.categories())
	v.refresh()
	body := widgets.Page(head, widgets.Padded(look.Space8, "", v.scroll), v.keys)
	return atMost(tilesWidth, body)
}

// box is what was typed so far; touching it brings the keyboard back.
func (v *searchView) box() *touch {
	line := &fyne.Container{Layout: leadLayout{}, Objects: []fyne.CanvasObject{
		widgets.NewIcon(resources.Search, theme.SizeNameInlineIcon, look.ColorMuted), v.field,
	}}
	return newTouch(v.k.p.T("kiosk.tile.directory"), line, func() { v.setHidden(false) })
}

// categories is what is looked among.
func (v *searchView) categories() fyne.CanvasObject {
	p := v.k.p
	choice := widgets.NewSegmented(p.T("kiosk.search.category"),
		widgets.Option{Value: string(directory.User), Label: p.T("kiosk.search.users")},
		widgets.Option{Value: string(directory.Number), Label: p.T("kiosk.search.numbers")},
		widgets.Option{Value: string(directory.Group), Label: p.T("kiosk.search.groups")},
		widgets.Option{Value: string(directory.IVR), Label: p.T("kiosk.search.menus")},
		widgets.Option{Value: string(directory.Site), Label: p.T("kiosk.search.sites")})
	choice.SetFieldID(fieldCategory)
	choice.SetSelected(string(v.k.visit.search.category))
	choice.OnChanged = func(value string) {
		s := &v.k.visit.search
		s.category, s.offset = directory.Kind(value), 0
		v.k.find()
	}
	return choice
}

func (v *searchView) insert(r rune) { v.set(v.k.visit.search.inserted(r)) }
func (v *searchView) erase()        { v.set(v.k.visit.search.erased()) }

func (v *searchView) set(text string) {
	if v.k.visit.search.edit(text) {
		v.tellField()
		v.k.find()
	}
}

// turn shows the answers before or after.
func (v *searchView) turn(by int) {
	s := &v.k.visit.search
	if to := s.offset + by; to >= 0 && to < s.found.Total {
		s.offset = to
		v.k.find()
	}
}

func (v *searchView) setHidden(hidden bool) {
	if v.k.visit.search.hidden != hidden {
		v.k.visit.search.hidden = hidden
		v.k.show()
	}
}

func (v *searchView) showKeys() {
	if v.k.visit.search.hidden {
		return
	}
	kb := newKeyboard(v.k.p, v.insert, v.erase, func() { v.setHidden(true) })
	v.keys.Objects = []fyne.CanvasObject{kb.root}
}

func (v *searchView) tellField() {
	s := v.k.visit.search
	if s.blank() {
		v.field.SetText(v.k.p.T("kiosk.search.hint"))
		v.field.SetColor(look.ColorMuted)
		return
	}
	v.field.SetText(s.text + "▏")
	v.field.SetColor(theme.ColorNameForeground)
}

// refresh shows the text and what was found.
func (v *searchView) refresh() {
	s, p := v.k.visit.search, v.k.p
	v.tellField()
	v.count.SetText("")
	if len(s.found.Lines) > 0 {
		v.count.SetText(p.T("kiosk.search.page", "First", s.offset+1, "Last", s.last(), "Total", s.found.Total))
	}
	enable(v.previous, s.offset > 0)
	enable(v.next, s.last() < s.found.Total)
	enable(v.clear, !s.blank())
	v.list.Objects = v.lines()
	v.scroll.ScrollTo(0)
	v.scroll.Refresh()
}

func enable(t *touch, on bool) {
	if on {
		t.Enable()
		return
	}
	t.Disable()
}

// lines are the answers, or why there are none.
func (v *searchView) lines() []fyne.CanvasObject {
	s, p := v.k.visit.search, v.k.p
	say := func(text string) []fyne.CanvasObject {
		return []fyne.CanvasObject{widgets.NewText(text, widgets.TextStyle{Color: look.ColorMuted, Align: fyne.TextAlignCenter})}
	}
	switch {
	case s.fault != nil:
		return say(whyNot(p, s.fault))
	case s.blank():
		return say(p.T("kiosk.search.begin"))
	case !s.asked:
		return say("")
	case len(s.found.Lines) == 0:
		return say(p.T("kiosk.search.nothing", "Text", s.text))
	}
	out := make([]fyne.CanvasObject, 0, len(s.found.Lines))
	for _, l := range s.found.Lines {
		out = append(out, answer(p, l))
	}
	return out
}

// whyNot tells a visitor why nothing could be looked for.
func whyNot(p *i18n.Printer, err error) string {
	switch key, _ := fault.KeyOf(err); key {
	case "federation.no_copy_yet", "federation.offline", "remote.unreachable":
		return p.T("kiosk.search.offline")
	}
	return p.T("kiosk.search.failed")
}

// answer is one line of the directory: who, where, and how to call.
func answer(p *i18n.Printer, l Line) fyne.CanvasObject {
	places := []string{}
	for _, place := range []string{l.Department, l.Site, l.Account} {
		if place != "" {
			places = append(places, place)
		}
	}
	name, call := l.Name, ""
	if l.Phone != "" {
		call = p.Phone(l.Phone)
	}
	if name == "" {
		name, call = call, ""
	}
	extension := ""
	if l.Extension != "" {
		extension = p.T("kiosk.search.extension", "Extension", l.Extension)
	}
	quiet := widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Overflow: widgets.Ellipsis}
	right := quiet
	right.Align, right.Overflow = fyne.TextAlignTrailing, widgets.Keep
	bold := widgets.TextStyle{Bold: true, Overflow: widgets.Ellipsis}
	number := widgets.TextStyle{Bold: true, Align: fyne.TextAlignTrailing, Overflow: widgets.Keep}
	return widgets.NewCard(look.Space4, widgets.Padded("", look.Space8, widgets.Ends(
		widgets.Column("", widgets.NewText(name, bold), widgets.NewText(joined(p, places), quiet)),
		widgets.Column("", widgets.NewText(call, number), widgets.NewText(extension, right)))))
}

// joined puts the places of an answer on one line.
func joined(p *i18n.Printer, places []string) string {
	out := ""
	for i, place := range places {
		if i > 0 {
			out = p.T("kiosk.search.join", "Before", out, "After", place)
			continue
		}
		out = place
	}
	return out
}
