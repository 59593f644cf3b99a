// Package ownpage is what the people of a reseller see first: whom to turn to for help, when the chat is open, and what the
// public page looks like.
package ownpage

import (
	"context"

	"fyne.io/fyne/v2"

	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/brand"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Source is what this person may read of the settings.
type Source interface {
	View(ctx context.Context) (syncing.View, error)
	// Subscribe calls f on any goroutine after the view has changed.
	Subscribe(f func()) (cancel func())
}

// Deps are what the page needs. Copy puts a text on the clipboard.
type Deps struct {
	Source Source
	Album  *brand.Album // with the images of the look
	Run    task.Runner
	Copy   func(text string)
	Toast  func(text string)
}

// Page is the page in one language. It holds nothing that is not in the source.
type Page struct {
	deps  Deps
	p     *i18n.Printer
	root  *fyne.Container
	list  *fyne.Container
	hours *fyne.Container
	card  fyne.CanvasObject // of the hours
	look  *fyne.Container
	loads task.Latest

	lookCard fyne.CanvasObject
	left     bool
	cancel   func()
	shown    shown
	fault    string
	ready    bool
}

// shown is whom to turn to, the usual hours of the chat in each language of the service, as sentences, and the look.
type shown struct {
	provider, email, phone, french, english string
	look                                    looks
}

func title(p *i18n.Printer) string { return p.T("own.title") }

// Registration offers the page to the shell under a route.
func Registration(deps Deps, route shell.Route) shell.Registration {
	return shell.Registration{
		Route: route, Group: shell.GroupSystem, Icon: resources.SupportAgent, Title: title,
		Entries: func(p *i18n.Printer) []shell.Entry { return nil },
		New:     func(p *i18n.Printer) shell.Page { return New(deps, p) },
	}
}

// New builds the page in the language of p.
func New(deps Deps, p *i18n.Printer) *Page {
	pg := &Page{deps: deps, p: p, list: widgets.Column(look.Space12), hours: widgets.Column(look.Space12), look: widgets.Column(look.Space12)}
	pg.card, pg.lookCard = widgets.NewCard(look.Space16, pg.hours), widgets.NewCard(look.Space16, pg.look)
	cards := widgets.Column(look.Space16, widgets.NewCard(look.Space16, pg.list), pg.card, pg.lookCard)
	pg.root = widgets.Page(widgets.Column(""), widgets.NewScroll(widgets.Padded(look.Space8, look.Space24,
		widgets.MaxWidth(look.ContentWidth, cards))), widgets.Column(""))
	pg.cancel = deps.Source.Subscribe(func() { deps.Run.OnUI(pg.load) })
	pg.build()
	pg.load()
	return pg
}

func (pg *Page) load() {
	if pg.left {
		return
	}
	task.GoLatest(context.Background(), pg.deps.Run, &pg.loads, pg.deps.Source.View, func(v syncing.View, err error) {
		before, said, ready := pg.shown, pg.fault, pg.ready
		pg.fault, pg.ready = "", true
		if err != nil {
			pg.fault = pg.p.Err(err)
		} else {
			pg.shown = pg.read(v)
		}
		if pg.left || (ready && before == pg.shown && said == pg.fault) {
			return
		}
		pg.build()
	})
}

func (pg *Page) read(v syncing.View) shown {
	text := func(entity, field string) string { return settings.String(wire.Value(v.Field(entity, field).Value)) }
	chat := settings.FromView(v).Chat()
	return shown{
		provider: text(settings.EntityProfile, settings.FieldName),
		email:    text(settings.EntitySupport, settings.FieldEmail),
		phone:    text(settings.EntitySupport, settings.FieldPhone),
		french:   pg.usual(chat, i18n.French),
		english:  pg.usual(chat, i18n.English),
		look:     lookIn(v),
	}
}

// usual is the usual week of the chat in a language of the service.
func (pg *Page) usual(chat schedule.Chat, service i18n.Language) string {
	plan, err := chat.Plan(string(service))
	if err != nil {
		return pg.p.Err(err)
	}
	return words.Week(pg.p, plan)
}

func (pg *Page) build() {
	p := pg.p
	objects := []fyne.CanvasObject{widgets.Heading(p.T("own.support"))}
	switch {
	case pg.fault != "":
		objects = append(objects, widgets.NewBanner(widgets.Failure, pg.fault))
	case !pg.ready:
		objects = append(objects, widgets.Muted(p.T("own.loading")))
	case pg.shown.email == "" && pg.shown.phone == "":
		objects = append(objects, widgets.Muted(p.T("own.none", "Provider", pg.shown.provider)))
	default:
		objects = append(objects, widgets.Muted(p.T("own.intro", "Provider", pg.shown.provider)))
		objects = pg.contact(objects, "own.email", p.T("own.email"), settings.ShowEmail(pg.shown.email))
		objects = pg.contact(objects, "own.phone", p.T("own.phone"), fieldwords.Phone(p, pg.shown.phone))
	}
	pg.list.Objects = objects
	pg.tellHours()
	pg.tellLook()
	pg.root.Refresh()
}

// tellHours tells when the chat is open, once it is known.
func (pg *Page) tellHours() {
	if !pg.ready || pg.fault != "" {
		pg.card.Hide()
		return
	}
	line := func(label, sentence string) fyne.CanvasObject {
		return widgets.Column("", widgets.Muted(label), widgets.Body(sentence))
	}
	pg.hours.Objects = []fyne.CanvasObject{
		widgets.Heading(pg.p.T("own.hours")),
		line(pg.p.T("own.hours_fr"), pg.shown.french),
		widgets.NewSeparator(),
		line(pg.p.T("own.hours_en"), pg.shown.english),
	}
	pg.card.Show()
}

// contact is one way to reach support, with a button that copies it.
func (pg *Page) contact(objects []fyne.CanvasObject, fieldID, label, value string) []fyne.CanvasObject {
	if value == "" {
		return objects
	}
	button := widgets.NewIconButton(resources.ContentCopy, pg.p.T("own.copy", "What", label), func() {
		pg.deps.Copy(value)
		pg.deps.Toast(pg.p.T("own.copied"))
	})
	button.SetFieldID(fieldID)
	return append(objects, widgets.NewSeparator(), widgets.Ends(widgets.Column("", widgets.Muted(label), widgets.Strong(value)), button))
}

// Content is the page's tree of objects.
func (pg *Page) Content() fyne.CanvasObject { return pg.root }

// Aim does nothing: there is one thing on the page.
func (pg *Page) Aim(_, _ string) {}

// AimAt does nothing: nothing here is numbered.
func (pg *Page) AimAt(int) {}

// Leave ends what the page has subscribed to.
func (pg *Page) Leave() {
	pg.left = true
	pg.loads.Cancel()
	pg.cancel()
}
