package portalpage

import (
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/directory"
	"pupitre/data/fault"
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
	ways    []portal.Way
	failed  error // why the ways are not known
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
	e, version := h.selected, h.namesVersion()
	if e == v.shown && version == v.version && reflect.DeepEqual(h.ways, v.ways) && h.unreached == v.failed { //nolint:errorlint // the same error, not one like it
		return false
	}
	v.shown, v.names, v.version, v.ways, v.failed = e, h.names(), version, h.ways, h.unreached
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
	switch {
	case v.failed != nil && fault.Is(v.failed, fault.Unavailable):
		return []fyne.CanvasObject{widgets.Muted(p.T("enterprise.dial.later"))}
	case v.failed != nil:
		return []fyne.CanvasObject{widgets.Muted(p.Err(v.failed))}
	case v.ways == nil:
		return []fyne.CanvasObject{widgets.NewSkeleton(2)}
	}
	for _, w := range v.ways {
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
	label := caption()
	label.SetStyle(widgets.TextStyle{Color: look.ColorMuted, Size: theme.SizeNameCaptionText})
	label.SetText(v.from(e, w))
	lines := []fyne.CanvasObject{label}
	if dial == "" {
		lines = append(lines, widgets.Body(p.T("enterprise.dial.nothing")))
	} else {
		lines = append(lines, widgets.Strong(dial))
	}
	if why := v.because(e, w); why != "" {
		lines = append(lines, widgets.Muted(why))
	}
	if dial == "" {
		return widgets.Column("", lines...)
	}
	button := widgets.NewIconButton(resources.ContentCopy, p.T("enterprise.dial.copy", "Number", dial), func() { v.copy(p.T("enterprise.dial.number"), dial) })
	return widgets.Ends(widgets.Column("", lines...), button)
}

// mostFrom is how many accounts are named at most where they do not all reach the entry alike.
const mostFrom = 3

// from says from which accounts.
func (v *detailView) from(e directory.Entry, w portal.Way) string {
	p := v.page.p
	switch n := len(w.Accounts); {
	case w.Own:
		return p.T("enterprise.dial.own", "Account", v.account(e.Account))
	case n > 1 && len(v.ways) == 2:
		return p.N("enterprise.dial.others", n)
	case n > mostFrom:
		return p.N("enterprise.dial.some", n-1, "Account", v.account(w.Accounts[0]))
	}
	names := []string{}
	for _, id := range w.Accounts {
		names = append(names, v.account(id))
	}
	return p.T("enterprise.dial.from", "Account", p.List(names...))
}

// because says why the extension alone is not enough, "" where it is.
func (v *detailView) because(e directory.Entry, w portal.Way) string {
	p := v.page.p
	switch {
	case w.Because == portal.Reserved:
		return p.T("enterprise.dial.reserved", "Extension", e.Extension)
	case w.Because == portal.None || len(w.InTheWay) == 0:
		return ""
	}
	other := w.InTheWay[0]
	account := v.account(other.Account)
	if w.Because == portal.Early {
		return p.N("enterprise.dial.early", w.After, "Extension", e.Extension, "Name", other.Name, "Account", account)
	}
	return p.N("enterprise.dial.because", len(w.InTheWay), "Extension", e.Extension, "Name", other.Name, "Account", account)
}

func (v *detailView) account(id string) string {
	if v.names == nil {
		return ""
	}
	return v.names.Of(directory.ByAccount, id)
}
