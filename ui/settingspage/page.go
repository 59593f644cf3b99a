package settingspage

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"pupitre/i18n"
	"pupitre/resources"
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

// fieldScroll is the stable id of the page's scroll.
const fieldScroll = "settings.scroll"

// Page is the settings page in one language, over the editor's model.
type Page struct {
	editor *Editor
	p      *i18n.Printer
	root   *fyne.Container

	body     *fyne.Container // skeleton, failure, emptiness or the form
	bar      *saveBar
	form     *form // nil until the model is ready
	phase    Phase
	waited   bool // the skeleton may be shown
	left     bool
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
	page := &Page{editor: e, p: p, body: container.NewStack(), phase: Idle}
	page.bar = newSaveBar(page)
	page.root = widgets.Page(widgets.Column(""), page.body, page.bar.bar)
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
	pg.left = true
	for _, cancel := range pg.cancels {
		cancel()
	}
	pg.stopTick()
}

// refresh shows the model as it is.
func (pg *Page) refresh() {
	if pg.left {
		return
	}
	m := pg.editor.Model()
	if phase := m.Phase(); phase != pg.phase || (phase == Loading && pg.waited) {
		pg.phase = phase
		pg.body.Objects = []fyne.CanvasObject{pg.bodyFor(phase)}
		pg.body.Refresh()
	}
	if pg.form != nil {
		pg.form.refresh()
	}
	if pg.bar.refresh() {
		pg.root.Refresh()
	}
}

// bodyFor builds what a phase shows.
func (pg *Page) bodyFor(phase Phase) fyne.CanvasObject {
	pg.form = nil
	switch phase {
	case Failed:
		return widgets.NewErrorState(pg.p, pg.p.T("settings.failed.title"), pg.p.Err(pg.editor.Model().Fault()), pg.editor.RetryNow)
	case Empty:
		retry := widgets.NewButton(pg.p.T("settings.empty.retry"), pg.editor.RetryNow)
		return widgets.NewEmptyState(resources.Sync, pg.p.T("settings.empty.title"), pg.p.T("settings.empty.body"), retry)
	case Ready:
		pg.form = newForm(pg)
		return pg.form.root
	case Idle, Loading:
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
	sections := pg.editor.Model().Sections()
	if pg.form != nil && n < len(sections) {
		pg.form.aim(sections[n], "")
	}
}

// canvas is the canvas that shows the page.
func (pg *Page) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(pg.root) }

// entries lists what the palette finds inside the page.
func (e *Editor) entries(p *i18n.Printer, route shell.Route) []shell.Entry {
	out := []shell.Entry{}
	for _, section := range e.model.Sections() {
		for _, id := range e.model.Fields(section) {
			entry := shell.Entry{
				ID: "setting." + string(id), Icon: sectionIcon(section), Label: fieldLabel(p, id),
				Detail: sectionTitle(p, section),
				Place:  shell.Place{Route: route, Section: string(section), Field: string(id)},
			}
			entry.Names = shell.Texts(func(p *i18n.Printer) string { return fieldLabel(p, id) })
			entry.Help = shell.Texts(func(p *i18n.Printer) string { return fieldHelp(p, id) })
			for _, words := range shell.Texts(func(p *i18n.Printer) string { return fieldWords(p, id) }) {
				entry.Also = append(entry.Also, synonyms(words)...)
			}
			entry.Also = slices.Concat(entry.Also, shell.Texts(func(p *i18n.Printer) string { return sectionTitle(p, section) }))
			out = append(out, entry)
		}
	}
	return out
}
