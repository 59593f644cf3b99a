package importpage

import (
	"fmt"

	"fyne.io/fyne/v2"

	"pupitre/data/directory"
	"pupitre/data/directory/sheet"
	"pupitre/resources"
	"pupitre/ui/look"
	"pupitre/ui/portal"
	"pupitre/ui/widgets"
)

// fileCard says which file it is and how it is written.
type fileCard struct {
	page                *Page
	root                fyne.CanvasObject
	separator, encoding *widgets.Row
	fault               *widgets.Banner
}

func newFileCard(pg *Page) *fileCard {
	p, h := pg.p, pg.presenter
	c := h.file
	v := &fileCard{page: pg, fault: widgets.NewBanner(widgets.Failure, "")}
	v.fault.Hide()
	separator := widgets.NewSelect(p, p.T("importpage.format.separator"),
		widgets.Option{Value: ";", Label: p.T("importpage.format.semicolon")}, widgets.Option{Value: ",", Label: p.T("importpage.format.comma")},
		widgets.Option{Value: "\t", Label: p.T("importpage.format.tab")}, widgets.Option{Value: "|", Label: p.T("importpage.format.bar")})
	separator.SetFieldID(fieldSeparator)
	separator.SetSelected(string(c.head.Format.Separator))
	separator.OnChanged = func(value string) { h.reread(value, "") }
	v.separator = widgets.NewRow(separator.Label(), p.T("importpage.format.separator_help"), separator, look.ControlMedium)
	encoding := widgets.NewSelect(p, p.T("importpage.format.encoding"),
		widgets.Option{Value: string(sheet.UTF8), Label: "UTF-8"}, widgets.Option{Value: string(sheet.Windows1252), Label: "Windows-1252"})
	encoding.SetFieldID(fieldEncoding)
	encoding.SetSelected(string(c.head.Format.Encoding()))
	encoding.OnChanged = func(value string) { h.reread("", sheet.Encoding(value)) }
	v.encoding = widgets.NewRow(encoding.Label(), p.T("importpage.format.encoding_help"), encoding, look.ControlMedium)
	other := widgets.NewButton(p.T("importpage.file.another"), h.choose)
	other.SetIcon(resources.UploadFile)
	other.SetFieldID(fieldChoose)
	size := p.N("importpage.file.size", int(c.sniffed.Lines), "Size", p.Bytes(c.size))
	v.root = portal.Card(c.name, widgets.Ends(widgets.Muted(size), other), v.fault, v.separator, v.encoding)
	return v
}

func (v *fileCard) object() fyne.CanvasObject { return v.root }

func (v *fileCard) refresh() bool {
	p, h := v.page.p, v.page.presenter
	c := h.file
	if c == nil {
		return false
	}
	notice := func(same bool) string {
		if same {
			return p.T("importpage.format.found")
		}
		return p.T("importpage.format.chosen")
	}
	v.separator.SetNotice(notice(c.head.Format.Separator == c.sniffed.Separator))
	v.encoding.SetNotice(notice(c.head.Format.Windows1252 == c.sniffed.Windows1252))
	text := ""
	if h.fault != nil {
		text = p.Err(h.fault)
	}
	return portal.Say(v.fault, text)
}

// columnsCard gives each column of the file its meaning.
type columnsCard struct {
	page *Page
	root fyne.CanvasObject
	rows []*widgets.Row
}

func newColumnsCard(pg *Page) *columnsCard {
	p, h := pg.p, pg.presenter
	v := &columnsCard{page: pg}
	objects := []fyne.CanvasObject{widgets.Muted(p.T("importpage.columns.help"))}
	options := []widgets.Option{{Value: "", Label: p.T("importpage.columns.none")}}
	for _, f := range sheet.Fields() {
		options = append(options, widgets.Option{Value: string(f), Label: sheet.Title(p, f)})
	}
	for i, title := range h.file.head.Titles {
		if title == "" {
			title = p.T("importpage.columns.untitled", "N", i+1)
		}
		help := p.T("importpage.columns.empty")
		if values := h.file.examples(i); len(values) > 0 {
			help = p.T("importpage.columns.examples", "Values", p.List(short(values)...))
		}
		meaning := widgets.NewSelect(p, title, options...)
		meaning.SetFieldID(fmt.Sprint(fieldColumn, i))
		meaning.SetPrompt(p.T("importpage.columns.none"))
		meaning.SetSelected(string(h.file.columns[i]))
		meaning.OnChanged = func(value string) { h.mean(i, sheet.Field(value)) }
		row := widgets.NewRow(short([]string{title})[0], help, meaning, look.ControlWide)
		v.rows = append(v.rows, row)
		objects = append(objects, row)
	}
	v.root = portal.Card(p.T("importpage.columns.title"), objects...)
	if len(v.rows) == 0 { // the file cannot be read this way
		v.root.Hide()
	}
	return v
}

// short cuts texts that would fill the page.
func short(texts []string) []string {
	const most = 40 // characters
	out := make([]string, 0, len(texts))
	for _, t := range texts {
		if r := []rune(t); len(r) > most {
			t = string(r[:most]) + "…"
		}
		out = append(out, t)
	}
	return out
}

func (v *columnsCard) object() fyne.CanvasObject { return v.root }

func (v *columnsCard) refresh() bool {
	c := v.page.presenter.file
	if c == nil {
		return false
	}
	first := map[sheet.Field]bool{}
	for i, row := range v.rows {
		text := ""
		if f := c.columns[i]; f != "" && first[f] {
			text = v.page.p.T("importpage.columns.twice")
		} else {
			first[f] = true
		}
		row.SetError(text)
	}
	return false
}

// mean gives a column its meaning.
func (h *Presenter) mean(column int, f sheet.Field) {
	if h.file == nil || h.phase != Mapping || column >= len(h.file.columns) {
		return
	}
	h.file.columns[column], h.fault = f, nil
	h.Tell()
}

// defaultsCard says what holds for lines that do not say, and has the file checked.
type defaultsCard struct {
	page    *Page
	root    fyne.CanvasObject
	account *widgets.Select
	check   *widgets.Button
	help    *widgets.Text
	listed  int
}

func newDefaultsCard(pg *Page) *defaultsCard {
	p, h := pg.p, pg.presenter
	c := h.file
	v := &defaultsCard{page: pg, listed: -1, help: widgets.Muted("")}
	v.account = widgets.NewSelect(p, p.T("importpage.defaults.account"))
	v.account.SetFieldID(fieldAccount)
	v.account.SetPrompt(p.T("importpage.defaults.no_account"))
	v.account.SetSelected(c.account)
	v.account.OnChanged = func(id string) { c.account = id }
	kinds := []widgets.Option{}
	for _, k := range []directory.Kind{
		directory.User, directory.Number, directory.Group, directory.IVR, directory.Site, directory.Department, directory.Location, directory.Account,
	} {
		kinds = append(kinds, widgets.Option{Value: string(k), Label: sheet.KindWord(p, k)})
	}
	kind := widgets.NewSelect(p, p.T("importpage.defaults.kind"), kinds...)
	kind.SetFieldID(fieldKind)
	kind.SetSelected(c.kind)
	kind.OnChanged = func(value string) { c.kind = value }
	replace := widgets.NewCheck(p.T("importpage.defaults.replace"))
	replace.SetFieldID(fieldReplace)
	replace.SetChecked(c.replace)
	replace.OnChanged = func(on bool) { c.replace = on }
	v.check = widgets.NewPrimaryButton(p.T("importpage.defaults.check"), h.send)
	v.check.SetFieldID(fieldCheck)
	stop := widgets.NewButton(p.T("importpage.file.stop"), h.again)
	stop.SetFieldID(fieldCancel)
	v.root = portal.Card(p.T("importpage.defaults.title"),
		widgets.NewRow(v.account.Label(), p.T("importpage.defaults.account_help"), v.account, look.ControlWide),
		widgets.NewRow(kind.Label(), p.T("importpage.defaults.kind_help"), kind, look.ControlWide),
		widgets.Column(look.Space4, replace, widgets.Muted(p.T("importpage.defaults.replace_help"))),
		v.help, widgets.WrapLine(look.Space8, v.check, stop))
	return v
}

func (v *defaultsCard) object() fyne.CanvasObject { return v.root }

func (v *defaultsCard) refresh() bool {
	p, h := v.page.p, v.page.presenter
	if h.file == nil {
		return false
	}
	if version := h.deps.Portal.NamesVersion(); version != v.listed {
		v.listed = version
		v.account.SetOptions(append([]widgets.Option{{Value: "", Label: p.T("importpage.defaults.no_account")}}, v.page.accounts()...))
	}
	why := v.page.onlineOnly()
	if why == "" {
		why = p.Err(h.file.check())
	}
	portal.Enable(v.check, why)
	v.check.SetBusy(h.reads.Running()) // as the person says that it is written
	return portal.Show(v.help, why)
}
