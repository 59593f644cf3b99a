package account

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"pupitre/data/settings"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/editing"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// fieldLanguage is the language of the person's own interface, a control of the draft like those of the settings.
const fieldLanguage editing.FieldID = editing.SectionAdministrator + "." + settings.FieldLanguage

// Title is the name of the person's own page.
func Title(p *i18n.Printer) string { return p.T("account.page.title") }

// Page is the page of one's own account, in one language: what concerns nobody but the person. Its rows are those of the
// settings; everybody who signs in has it, whatever their role.
type Page struct {
	account  *Account
	host     *editing.Host
	body     *fyne.Container // the card, or why there is none yet
	notices  *editing.Notices
	bar      *editing.SaveBar
	language *editing.Row // nil until the settings were read
	rows     *Rows
	phase    editing.Phase
	cancel   func()
}

// Registration offers the page to the shell under a route. listed tells whether it stands in the side bar, for people who have
// no settings page with the same rows.
func (a *Account) Registration(e *editing.Editor, route shell.Route, listed bool) shell.Registration {
	return shell.Registration{
		Route: route, Group: shell.GroupSystem, Icon: resources.AccountCircle, Title: Title, Unlisted: !listed,
		Entries: func(p *i18n.Printer) []shell.Entry {
			if !listed {
				return nil // the palette finds them in the settings
			}
			return ownEntries(p, shell.Place{Route: route})
		},
		New: func(p *i18n.Printer) shell.Page { return NewPage(a, e, p) },
	}
}

// NewPage builds the page in the language of p.
func NewPage(a *Account, e *editing.Editor, p *i18n.Printer) *Page {
	pg := &Page{account: a, host: &editing.Host{Editor: e, P: p}, body: container.NewStack(), phase: editing.Idle}
	pg.notices = editing.NewNotices(pg.host)
	pg.bar = editing.NewSaveBar(pg.host)
	pg.host.Root = widgets.Page(widgets.Column(""), pg.body, pg.bar.Bar)
	pg.cancel = e.Watch(pg.refresh)
	pg.refresh()
	return pg
}

// Content is the page's tree of objects.
func (pg *Page) Content() fyne.CanvasObject { return pg.host.Root }

// Leave ends what the page has subscribed to; its widgets are heard no more.
func (pg *Page) Leave() {
	pg.host.Left = true
	pg.endRows()
	pg.cancel()
}

func (pg *Page) endRows() {
	if pg.rows != nil {
		pg.rows.Leave()
		pg.rows, pg.language = nil, nil
	}
}

// Aim gives the keyboard to a row.
func (pg *Page) Aim(_, field string) {
	c := pg.host.Canvas()
	if pg.rows == nil || c == nil || field == "" || pg.rows.Aim(field) {
		return
	}
	widgets.FocusField(c, field)
}

// AimAt gives the keyboard to the first row: there is one section.
func (pg *Page) AimAt(n int) {
	if n == 0 {
		pg.Aim("", string(fieldLanguage))
	}
}

// refresh shows the model as it is.
func (pg *Page) refresh() {
	if pg.host.Left {
		return
	}
	if phase := pg.host.Editor.Model().Phase(); phase != pg.phase {
		pg.phase = phase
		pg.body.Objects = []fyne.CanvasObject{pg.bodyFor(phase)}
		pg.body.Refresh()
	}
	moved := pg.notices.Refresh(editing.SectionAdministrator)
	if pg.rows != nil {
		moved = pg.language.Refresh() || moved
		moved = pg.rows.Refresh() || moved
	}
	if pg.bar.Refresh() || moved {
		pg.host.Root.Refresh()
	}
}

// bodyFor builds what a phase shows.
func (pg *Page) bodyFor(phase editing.Phase) fyne.CanvasObject {
	pg.endRows()
	p, e := pg.host.P, pg.host.Editor
	switch phase {
	case editing.Failed:
		return widgets.NewErrorState(p, p.T("settings.failed.title"), p.Err(e.Model().Fault()), e.RetryNow)
	case editing.Empty, editing.Ready: // one's account is on the server, whatever this computer has received
		return pg.build()
	case editing.Idle, editing.Loading:
	}
	return widgets.Column("")
}

// build makes the card of the rows.
func (pg *Page) build() fyne.CanvasObject {
	pg.language = editing.NewRow(pg.host, fieldLanguage)
	pg.rows = pg.account.newOwnRows(pg.host)
	card := widgets.NewCard("", widgets.Rows(slices.Concat([]fyne.CanvasObject{pg.language.Root}, pg.rows.Objects())...))
	column := widgets.MaxWidth(look.ContentWidth, widgets.Column(look.Space16, pg.notices.Root, card))
	return widgets.NewScroll(widgets.Padded(look.Space8, look.Space24, column))
}

// ownEntries lists what the palette finds in the page.
func ownEntries(p *i18n.Printer, place shell.Place) []shell.Entry {
	at := place
	at.Field = string(fieldLanguage)
	label := func(p *i18n.Printer) string { return p.T("settings.administrator.language") }
	language := shell.Entry{
		ID: "setting." + at.Field, Icon: resources.AccountCircle, Label: label(p), Detail: Title(p), Names: shell.Texts(label),
		Help:  shell.Texts(func(p *i18n.Printer) string { return p.T("settings.administrator.language_help") }),
		Also:  shell.Words(func(p *i18n.Printer) string { return p.T("settings.administrator.language_words") }),
		Place: at,
	}
	own := []string{fieldName, fieldEmail, fieldPassword, fieldFactor, fieldSessions}
	rows := slices.DeleteFunc(entries(p, resources.AccountCircle, Title(p), place), func(e shell.Entry) bool {
		return !slices.Contains(own, e.Place.Field)
	})
	return append([]shell.Entry{language}, rows...)
}
