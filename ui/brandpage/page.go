package brandpage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/branding"
	"pupitre/data/settings"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/brandpage/cropper"
	"pupitre/ui/brandpage/preview"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Stable ids of what scrolls.
const (
	fieldSide    = "brand.side"
	fieldPreview = "brand.preview"
)

// Page is the look in one language of the interface, over the presenter's state.
type Page struct {
	*editing.Host
	presenter *Presenter
	root      *fyne.Container
	bar       *editing.SaveBar
	notices   *editing.Notices
	body      *fyne.Container
	colours   *colourCard
	logo      *imageCard
	favicon   *imageCard
	tabs      *preview.Tabs
	preview   *preview.View
	side      *widgets.Scroll
	reveal    fyne.CanvasObject // that has something to say and may be out of sight
	ready     bool
	cancels   []func()
}

// New builds the page in the language of p.
func New(h *Presenter, p *i18n.Printer) *Page {
	pg := &Page{Host: &editing.Host{Editor: h.deps.Editor, P: p}, presenter: h}
	pg.notices = editing.NewNotices(pg.Host)
	pg.bar = editing.NewSaveBar(pg.Host)
	pg.body = container.NewStack()
	pg.root = widgets.Page(widgets.Column(""), pg.body, pg.bar.Bar)
	pg.Root = pg.root
	h.page = pg
	h.deps.Album.Retry()
	pg.cancels = append(pg.cancels, h.deps.Editor.Watch(pg.refresh), h.deps.Album.Watch(pg.refresh))
	pg.refresh()
	pg.cancels = append(pg.cancels, h.deps.Editor.Run.After(0, pg.resume)) // once it is on the screen
	return pg
}

// resume opens the cropper on what was read meanwhile.
func (pg *Page) resume() {
	for _, field := range []string{branding.FieldLogo, branding.FieldFavicon} {
		if pg.ready && !pg.Left {
			pg.presenter.images[field].resume(pg)
		}
	}
}

// build makes what is shown once the look is known.
func (pg *Page) build() {
	h, p := pg.presenter, pg.P
	pg.colours = newColourCard(pg)
	pg.tabs = preview.NewTabs(p)
	pg.logo = newImageCard(pg, h.images[branding.FieldLogo])
	pg.favicon = newImageCard(pg, h.images[branding.FieldFavicon])
	pg.preview = preview.New(p, &h.choice)
	pg.preview.OnChosen = pg.refresh
	cards := []fyne.CanvasObject{pg.notices.Root}
	if h.readOnly() {
		cards = append(cards, widgets.NewBanner(widgets.Information, p.T("brandpage.read_only")))
	}
	cards = append(cards, pg.colours.root, pg.logo.root, pg.favicon.root)
	pg.side = widgets.NewScroll(widgets.Padded(look.Space16, look.Space8, widgets.Column(look.Space16, cards...)))
	pg.side.SetFieldID(fieldSide)
	// No card: a large rounded ground costs more than all that is drawn on it, and this is repainted while a colour is dragged.
	live := widgets.NewScroll(widgets.Padded(look.Space16, look.Space16, pg.preview.Root))
	live.SetFieldID(fieldPreview)
	// The ground under the preview hides what a field above it draws past the edge of its scroll.
	pg.body.Objects = []fyne.CanvasObject{container.New(studioLayout{}, pg.side, widgets.NewSurface(theme.ColorNameBackground, live))}
	pg.body.Refresh()
}

// Content is the page's tree of objects.
func (pg *Page) Content() fyne.CanvasObject { return pg.root }

// Leave ends what the page has subscribed to. Work on an image goes on.
func (pg *Page) Leave() {
	pg.Left = true
	for _, cancel := range pg.cancels {
		cancel()
	}
	if pg.presenter.page == pg {
		pg.presenter.page = nil
	}
}

// refresh shows the draft as it is.
func (pg *Page) refresh() {
	if pg.Left {
		return
	}
	if pg.Editor.Model().Phase() != editing.Ready {
		pg.ready = false
		pg.body.Objects = []fyne.CanvasObject{pg.notReady()}
		pg.body.Refresh()
		return
	}
	if !pg.ready {
		pg.build()
		pg.ready = true
	}
	h := pg.presenter
	b := h.brand()
	logo, favicon := h.deps.Album.Look(b.Logo), h.deps.Album.Look(b.Favicon)
	moved := pg.colours.refresh(b, logo)
	moved = pg.logo.refresh(b) || moved
	moved = pg.favicon.refresh(b) || moved
	pg.tabs.Show(h.provider(), favicon)
	pg.preview.Show(b, pg.facts(preview.Facts{Logo: logo, Favicon: favicon}))
	moved = pg.notices.Refresh(editing.SectionBranding) || moved
	if pg.bar.Refresh() || moved {
		pg.root.Refresh()
	}
	if pg.reveal != nil {
		pg.side.ShowTop(pg.reveal)
		pg.reveal = nil
	}
}

// facts adds what the drawings show beside the look. What is not set yet has an example, so that links are seen.
func (pg *Page) facts(f preview.Facts) preview.Facts {
	d, p := pg.presenter.draft(), i18n.For(pg.presenter.choice.Language)
	f.Name, f.Now = pg.presenter.provider(), pg.Editor.Clock.Now()
	f.Email = settings.ShowEmail(settings.String(d.Value(settings.EntitySupport, settings.FieldEmail)))
	f.Phone = fieldwords.Phone(p, settings.String(d.Value(settings.EntitySupport, settings.FieldPhone)))
	if f.Email == "" {
		f.Email = p.T("brandpage.preview.email")
	}
	if f.Phone == "" {
		f.Phone = fieldwords.Phone(p, examplePhone)
	}
	return f
}

// examplePhone is one of those that are kept for fiction.
const examplePhone = "+15145550123"

// notReady is what stands in place of the look while there is none to show.
func (pg *Page) notReady() fyne.CanvasObject {
	p, m := pg.P, pg.Editor.Model()
	switch m.Phase() {
	case editing.Failed:
		return widgets.NewErrorState(p, p.T("settings.failed.title"), p.Err(m.Fault()), pg.Editor.RetryNow)
	case editing.Empty:
		retry := widgets.NewButton(p.T("settings.empty.retry"), pg.Editor.RetryNow)
		return widgets.NewEmptyState(resources.Sync, p.T("settings.empty.title"), p.T("settings.empty.body"), retry)
	case editing.Idle, editing.Loading, editing.Ready:
	}
	return widgets.Padded("", look.Space24, widgets.NewSkeleton(4))
}

// Aim goes to a control of the page.
func (pg *Page) Aim(_, field string) {
	if !pg.ready || field == "" {
		return
	}
	if c := pg.Canvas(); c != nil {
		widgets.FocusField(c, field)
	}
}

// AimAt gives the keyboard to the colours, the logo or the favicon.
func (pg *Page) AimAt(n int) {
	fields := []string{branding.FieldColor1, branding.FieldLogo, branding.FieldFavicon}
	if n < len(fields) {
		pg.Aim("", id(fields[n]))
	}
}

// progress shows how far the work on an image is.
func (pg *Page) progress(w *imageWork) {
	if !pg.Left && pg.ready {
		pg.card(w).showProgress()
	}
}

func (pg *Page) card(w *imageWork) *imageCard {
	if w.isLogo() {
		return pg.logo
	}
	return pg.favicon
}

// crop opens the cropper.
func (pg *Page) crop(w *imageWork, pic cropper.Picture) {
	c := pg.Canvas()
	if pg.Left || !pg.ready || c == nil {
		return
	}
	cropper.New(pg.P, pg.Editor.Run, pg.cropTask(w, pic), pg.presenter.deps.Grab).Open(c)
}

// Sizes of the two sides, in Fyne units at 100 %.
const (
	sideMost  = 520
	sideShare = 0.48
	narrow    = 640 // under it the preview stands below
	overShare = 0.5
)

// studioLayout puts the preview beside what is edited, or below it where there is no room, so that it is seen while a colour
// is dragged. Each side scrolls for itself.
type studioLayout struct{}

// MinSize is small: both sides scroll.
func (studioLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(unit(240), unit(240)) }

// Layout places the sides.
func (studioLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	edge := look.Size(look.Space16)
	if size.Width < unit(narrow) {
		over := size.Height * overShare
		o[0].Move(fyne.NewPos(edge, 0))
		o[0].Resize(fyne.NewSize(size.Width-2*edge, over))
		o[1].Move(fyne.NewPos(edge, over))
		o[1].Resize(fyne.NewSize(size.Width-2*edge, size.Height-over))
		return
	}
	side := min(unit(sideMost), (size.Width-2*edge)*sideShare)
	o[0].Move(fyne.NewPos(edge, 0))
	o[0].Resize(fyne.NewSize(side, size.Height))
	o[1].Move(fyne.NewPos(edge+side, 0))
	o[1].Resize(fyne.NewSize(size.Width-2*edge-side, size.Height))
}

// unit is a length in Fyne units at the zoom of the interface.
func unit(n float32) float32 { return n * look.Size(look.Space4) / 4 }
