package settingspage

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/editing"
	"pupitre/ui/look"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// How long the page waits.
const (
	skeletonAfter = 150 * time.Millisecond // what is read faster must not flicker
	ringFor       = 4 * time.Second        // around what a search has found
	clockEvery    = 15 * time.Second       // the local time beside the zone
)

// Stable ids of what has no control of the draft.
const (
	fieldScroll        = "settings.scroll"
	fieldTelephonyLink = "settings.telephony_link"
)

// Page is the settings page in one language, over the editor's model.
type Page struct {
	editor *Editor
	p      *i18n.Printer
	root   *fyne.Container

	body     *fyne.Container // skeleton, failure, emptiness or the form
	host     *editing.Host
	bar      *editing.SaveBar
	form     *form // nil until the model is ready
	phase    editing.Phase
	waited   bool // the skeleton may be shown
	cancels  []func()
	stopTick func()
}

// Registration offers the page to the shell under a route.
func (e *Editor) Registration(route shell.Route) shell.Registration {
	return shell.Registration{
		Route: route, Group: shell.GroupSystem, Icon: resources.Settings, Title: Title,
		Entries: func(p *i18n.Printer) []shell.Entry { return e.entries(p, route) },
		New:     func(p *i18n.Printer) shell.Page { return New(e, p) },
	}
}

// New builds the page in the language of p.
func New(e *Editor, p *i18n.Printer) *Page {
	page := &Page{editor: e, p: p, body: container.NewStack(), phase: editing.Idle, host: &editing.Host{Editor: e.Editor, P: p}}
	page.bar = editing.NewSaveBar(page.host)
	page.root = widgets.Page(widgets.Column(""), page.body, page.bar.Bar)
	page.host.Root = page.root
	page.cancels = append(page.cancels,
		e.Watch(page.refresh),
		e.deps.Run.After(skeletonAfter, func() { page.waited = true; page.refresh() }))
	page.refresh()
	page.tick()
	return page
}

// Content is the page's tree of objects.
func (pg *Page) Content() fyne.CanvasObject { return pg.root }

// Leave ends what the page has subscribed to; its widgets are heard no more.
func (pg *Page) Leave() {
	pg.host.Left = true
	pg.endForm()
	for _, cancel := range pg.cancels {
		cancel()
	}
	pg.stopTick()
}

// refresh shows the model as it is.
func (pg *Page) refresh() {
	if pg.host.Left {
		return
	}
	m := pg.editor.Model()
	if phase := m.Phase(); phase != pg.phase || (phase == editing.Loading && pg.waited) {
		pg.phase = phase
		pg.body.Objects = []fyne.CanvasObject{pg.bodyFor(phase)}
		pg.body.Refresh()
	}
	moved := false
	if pg.form != nil {
		moved = pg.form.refresh()
	}
	if pg.bar.Refresh() || moved {
		pg.root.Refresh()
	}
}

// endForm ends what the rows have subscribed to.
func (pg *Page) endForm() {
	if pg.form != nil {
		pg.form.leave()
		pg.form = nil
	}
}

// bodyFor builds what a phase shows.
func (pg *Page) bodyFor(phase editing.Phase) fyne.CanvasObject {
	pg.endForm()
	switch phase {
	case editing.Failed:
		return widgets.NewErrorState(pg.p, pg.p.T("settings.failed.title"), pg.p.Err(pg.editor.Model().Fault()), pg.editor.RetryNow)
	case editing.Empty:
		retry := widgets.NewButton(pg.p.T("settings.empty.retry"), pg.editor.RetryNow)
		return widgets.NewEmptyState(resources.Sync, pg.p.T("settings.empty.title"), pg.p.T("settings.empty.body"), retry)
	case editing.Ready:
		pg.form = newForm(pg)
		return pg.form.root
	case editing.Idle, editing.Loading:
		if pg.waited {
			return skeleton()
		}
	}
	return widgets.Column("")
}

func skeleton() fyne.CanvasObject {
	return widgets.Padded("", look.Space24, widgets.MaxWidth(look.ContentWidth,
		widgets.Column(look.Space16, widgets.NewSkeleton(4), widgets.NewSkeleton(2))))
}

// tick keeps the local time true.
func (pg *Page) tick() {
	if pg.form != nil {
		pg.form.refresh()
	}
	pg.stopTick = pg.editor.deps.Run.After(clockEvery, pg.tick)
}

// Aim opens the section, gives the field the keyboard and rings it for a moment.
func (pg *Page) Aim(section, field string) {
	if pg.form == nil || section == "" {
		return
	}
	pg.form.aim(SectionID(section), FieldID(field))
}

// AimAt opens the nth section and gives it the keyboard.
func (pg *Page) AimAt(n int) {
	sections := pg.editor.ListSections()
	if pg.form != nil && n < len(sections) {
		pg.form.aim(sections[n], "")
	}
}

// Section is the section that has the keyboard, "" for none.
func (pg *Page) Section() string {
	if pg.form == nil {
		return ""
	}
	return string(pg.form.focused())
}

// canvas is the canvas that shows the page.
func (pg *Page) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(pg.root) }
