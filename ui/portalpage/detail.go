package portalpage

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/directory"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/widgets"
)

const (
	fieldCopyFirst = "enterprise.copy.name"
	fieldCopy      = "enterprise.copy." // and the column
	fieldClose     = "enterprise.close"
)

// detailView is the card of the entry selected: all that is known of it, each to be copied, and how it is reached.
type detailView struct {
	page    *Page
	card    *widgets.Detail
	content *fyne.Container
	shown   *directory.Entry
	names   portal.Names
	version int // of the names
	ways    int // how many were shown, -1 before they are known
}

func newDetailView(pg *Page) *detailView {
	v := &detailView{page: pg, content: widgets.Column(look.Space8)}
	v.card = widgets.NewDetail(v.content)
	v.card.Hide()
	return v
}

// refresh shows the entry selected, and tells whether the page has to be placed anew.
func (v *detailView) refresh() (moved bool) {
	h := v.page.presenter
	e, version, ways := h.selected, h.namesVersion(), len(h.ways)
	if h.ways == nil {
		ways = -1
	}
	if e == v.shown && version == v.version && ways == v.ways {
		return false
	}
	v.shown, v.names, v.version, v.ways = e, h.names(), version, ways
	v.card.Hidden = e == nil
	if e != nil {
		v.build(*e)
		v.card.Refresh()
	}
	return true
}

// detailed are the columns of the card, in reading order; those that an entry leaves empty are not shown.
var detailed = []directory.Column{
	directory.ByPhone, directory.ByExtension, directory.ByEmail, directory.ByAccount, directory.BySite,
	directory.ByDepartment, directory.ByLocation, directory.ByNumberType, directory.ByExtensionType, directory.ByCustom,
}

func (v *detailView) build(e directory.Entry) {
	p := v.page.p
	title := e.Name
	if title == "" {
		title = portal.Value(p, v.names, e, directory.ByPhone)
	}
	closing := widgets.NewIconButton(resources.Close, p.T("enterprise.detail.close"), v.close)
	closing.SetFieldID(fieldClose)
	named := portal.ColumnName(p, directory.ByName)
	copying := widgets.NewIconButton(resources.ContentCopy, p.T("enterprise.detail.copy", "Name", named), func() { v.copy(named, title) })
	copying.SetFieldID(fieldCopyFirst)
	badge := widgets.NewBadge(portal.KindName(p, e.Kind), widgets.Information)
	objects := []fyne.CanvasObject{widgets.Ends(widgets.Heading(title), widgets.Line("", copying, closing)), widgets.Line(look.Space4, badge)}
	for _, c := range detailed {
		if text := portal.Value(p, v.names, e, c); text != "" {
			objects = append(objects, v.value(c, text))
		}
	}
	objects = append(objects, widgets.NewSeparator(), widgets.Strong(p.T("enterprise.dial.title")))
	objects = append(objects, v.dialling(e)...)
	v.content.Objects = objects
}

// value is a line of the card with the button that copies it.
func (v *detailView) value(c directory.Column, text string) fyne.CanvasObject {
	p := v.page.p
	name := portal.ColumnName(p, c)
	button := widgets.NewIconButton(resources.ContentCopy, p.T("enterprise.detail.copy", "Name", name), func() { v.copy(name, text) })
	button.SetFieldID(fieldCopy + string(c))
	label := caption()
	label.SetText(name)
	return widgets.Ends(widgets.Column("", label, widgets.Body(text)), button)
}

// copy puts a value on the clipboard, with plain spaces: it is pasted into telephones and mail programs.
func (v *detailView) copy(name, text string) {
	h := v.page.presenter
	h.deps.Copy(strings.ReplaceAll(text, "\u00a0", " "))
	h.deps.Window.Toast(v.page.p.T("enterprise.detail.copied", "Name", name), "", nil)
}

func (v *detailView) close() {
	pg := v.page
	pg.presenter.choose(nil)
	pg.table.Select(-1)
	pg.presenter.place = pg.table.State()
	pg.refresh()
	pg.focus(fieldTable)
}

// dialling says how the entry is reached from each account.
func (v *detailView) dialling(e directory.Entry) (out []fyne.CanvasObject) {
	p := v.page.p
	if v.ways < 0 {
		return []fyne.CanvasObject{widgets.NewSkeleton(2)}
	}
	for _, w := range v.page.presenter.ways {
		out = append(out, v.way(e, w))
	}
	if len(out) == 0 {
		out = append(out, widgets.Muted(p.T("enterprise.dial.unknown")))
	}
	return out
}

// way is one line: from where, and what to dial there.
func (v *detailView) way(e directory.Entry, w portal.Way) fyne.CanvasObject {
	p := v.page.p
	dial := w.Dial
	if dial != e.Extension && dial != "" {
		dial = p.Phone(dial)
	}
	from := p.T("enterprise.dial.own", "Account", v.account(e.Account))
	if !w.Own {
		from = p.N("enterprise.dial.others", len(w.Accounts))
		if len(w.Accounts) == 1 {
			from = p.T("enterprise.dial.from", "Account", v.account(w.Accounts[0]))
		}
	}
	label := caption()
	label.SetStyle(widgets.TextStyle{Color: look.ColorMuted, Size: theme.SizeNameCaptionText})
	label.SetText(from)
	lines := []fyne.CanvasObject{label}
	if dial == "" {
		return widgets.Column("", append(lines, widgets.Body(p.T("enterprise.dial.nothing")))...)
	}
	lines = append(lines, widgets.Strong(dial))
	if !w.Own && len(w.InTheWay) > 0 {
		lines = append(lines, widgets.Muted(v.because(e, w)))
	}
	button := widgets.NewIconButton(resources.ContentCopy, p.T("enterprise.dial.copy", "Number", dial), func() { v.copy(p.T("enterprise.dial.number"), dial) })
	return widgets.Ends(widgets.Column("", lines...), button)
}

// because says why the extension alone is not enough.
func (v *detailView) because(e directory.Entry, w portal.Way) string {
	p, other := v.page.p, w.InTheWay[0]
	return p.N("enterprise.dial.because", len(w.InTheWay), "Extension", e.Extension, "Name", other.Name, "Account", v.account(other.Account))
}

func (v *detailView) account(id string) string {
	if v.names == nil {
		return ""
	}
	return v.names.Of(directory.ByAccount, id)
}
