package brandpage

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/data/branding"
	"pupitre/data/branding/picture"
	"pupitre/data/wire"
	"pupitre/resources"
	"pupitre/ui/brand"
	"pupitre/ui/brandpage/cropper"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// imageCard shows one of the two images, takes another one, and says what became of it.
type imageCard struct {
	page *Page
	work *imageWork
	root fyne.CanvasObject

	badge    *widgets.Badge
	pictures *pictures
	weight   *widgets.Bar
	size     *widgets.Text
	remark   *widgets.Banner // what has to be said about the last file
	refusal  *widgets.Banner
	crop     *widgets.Button
	remove   *widgets.Button
	fromLogo *widgets.Button
	hands    *fyne.Container // everything that changes the image
	progress *fyne.Container
	bar      *widgets.Bar
	stage    *widgets.Text
	missing  *widgets.Text // why the image cannot be shown
}

func newImageCard(pg *Page, w *imageWork) *imageCard {
	c := &imageCard{page: pg, work: w, weight: widgets.NewBar(), size: small(""), bar: widgets.NewBar(), stage: widgets.Body(""), missing: small("")}
	p := pg.P
	c.badge = widgets.NewBadge(p.T("brandpage.image.changed"), widgets.Information)
	c.remark = widgets.NewBanner(widgets.Information, "")
	c.refusal = widgets.NewBanner(widgets.Failure, "")
	c.pictures = newPictures(pg, w)
	cancel := widgets.NewButton(p.T("brandpage.image.cancel"), w.cancel)
	cancel.SetFieldID(id(w.field) + ".cancel")
	c.progress = widgets.Column(look.Space4, widgets.Ends(c.stage, cancel), c.bar)
	head := widgets.Ends(widgets.Strong(fieldwords.Label(p, branding.Entity, w.field)), c.badge)
	help := small(fieldwords.ControlHelp(p, branding.Entity, w.field, ""))
	objects := []fyne.CanvasObject{widgets.Column(look.Space4, head, help)}
	if !pg.presenter.readOnly() {
		objects = append(objects, c.refusal, c.remark, c.newHands(), c.progress)
	}
	if !w.isLogo() {
		objects = append(objects, pg.tabs.Root)
	}
	objects = append(objects, c.pictures.root, c.missing, widgets.Column(look.Space4, c.weight, c.size))
	c.root = widgets.NewLargeCard(look.Space16, widgets.Column(look.Space12, objects...))
	return c
}

// newHands are the zone to drop on and the buttons.
func (c *imageCard) newHands() fyne.CanvasObject {
	w, p := c.work, c.page.P
	label := p.T("brandpage.image.choose_logo")
	if !w.isLogo() {
		label = p.T("brandpage.image.choose_favicon")
	}
	text := p.T("brandpage.image.drop_logo")
	if !w.isLogo() {
		text = p.T("brandpage.image.drop_favicon")
	}
	zone := newDropZone(label, text, func() { w.choose(label) }, w.paste)
	zone.SetFieldID(id(w.field))
	paste := widgets.NewButton(p.T("brandpage.image.paste"), w.paste)
	paste.SetIcon(resources.ContentPaste)
	paste.SetFieldID(id(w.field) + ".paste")
	c.crop = widgets.NewButton(p.T("brandpage.image.crop"), func() { w.again(c.seen()) })
	c.crop.SetFieldID(id(w.field) + ".crop")
	c.remove = widgets.NewQuietButton(p.T("brandpage.image.remove"), func() { w.put(nil) })
	c.remove.SetIcon(resources.Delete)
	c.remove.SetFieldID(id(w.field) + ".remove")
	buttons := []fyne.CanvasObject{paste}
	if !w.isLogo() {
		c.fromLogo = widgets.NewButton(p.T("brandpage.image.from_logo"), func() {
			w.fromLogo(c.page.presenter.deps.Album.Look(c.page.presenter.brand().Logo))
		})
		c.fromLogo.SetFieldID(id(w.field) + ".from_logo")
		buttons = append(buttons, c.fromLogo)
	}
	buttons = append(buttons, c.crop, c.remove)
	c.hands = widgets.Column(look.Space8, zone, widgets.WrapLine(look.Space8, buttons...))
	return c.hands
}

// seen is the image of the draft.
func (c *imageCard) seen() brand.Seen {
	return c.page.presenter.deps.Album.Look(c.work.ref(c.page.presenter.brand()))
}

// covers tells whether a position of the canvas is over the card.
func (c *imageCard) covers(at fyne.Position) bool {
	from := fyne.CurrentApp().Driver().AbsolutePositionForObject(c.root)
	size := c.root.Size()
	return at.X >= from.X && at.Y >= from.Y && at.X < from.X+size.Width && at.Y < from.Y+size.Height
}

// refresh shows the draft and the work, and tells whether something came or went.
func (c *imageCard) refresh(b branding.Brand) (moved bool) {
	w, p := c.work, c.page.P
	ref := w.ref(b)
	changed := c.page.Editor.Model().Changed(editing.FieldID(id(w.field)))
	seen := c.seen()
	moved = show(c.badge, changed)
	moved = c.pictures.refresh(b, seen, changed) || moved
	moved = c.showWeight(ref) || moved
	c.missing.SetText(p.Err(seen.Err))
	moved = show(c.missing, seen.Err != nil) || moved
	if c.hands == nil {
		return moved
	}
	busy := w.busy()
	moved = show(c.hands, !busy) || moved
	moved = show(c.progress, busy) || moved
	c.showProgress()
	c.refusal.SetText(p.Err(w.refusal))
	if show(c.refusal, w.refusal != nil && !busy) {
		moved = true
		c.page.reveal = c.root
	}
	if w.frames > 1 {
		c.remark.SetText(p.N("brandpage.image.animated", w.frames))
	}
	moved = show(c.remark, w.frames > 1 && !busy && w.refusal == nil) || moved
	moved = show(c.crop, seen.Largest() != nil) || moved
	moved = show(c.remove, ref != nil) || moved
	if c.fromLogo != nil {
		moved = show(c.fromLogo, b.Logo != nil) || moved
	}
	return moved
}

// show shows or hides an object, and tells whether that changed.
func show(o fyne.CanvasObject, visible bool) (moved bool) {
	if o.Visible() == visible {
		return false
	}
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
	return true
}

func (c *imageCard) showWeight(ref *wire.BlobRef) (moved bool) {
	p := c.page.P
	if ref == nil {
		c.size.SetText(p.T("brandpage.image.none"))
		return show(c.weight, false)
	}
	c.weight.SetValue(float64(ref.Size) / branding.ImageBytesBelow)
	c.size.SetText(p.T("brandpage.crop.result", "Size", p.Number(ref.Size), "Limit", p.Number(branding.ImageBytesBelow)))
	return show(c.weight, true)
}

// showProgress writes how far the work is.
func (c *imageCard) showProgress() {
	w, p := c.work, c.page.P
	share := p.Percent(w.share)
	switch w.stage {
	case picture.Decoding:
		c.stage.SetText(p.T("brandpage.work.decoding", "Share", share))
	case picture.Reducing:
		c.stage.SetText(p.T("brandpage.work.reducing", "Share", share))
	case picture.Encoding:
		c.stage.SetText(p.T("brandpage.work.encoding"))
	default:
		c.stage.SetText(p.T("brandpage.work.reading", "Share", share))
	}
	c.bar.SetValue(progressOf(w.stage, w.share))
}

// progressOf is how far the whole is: decoding takes nearly all of the time.
func progressOf(stage picture.Stage, share float64) float64 {
	from := map[picture.Stage][2]float64{
		picture.Reading: {0, 0.1}, picture.Decoding: {0.1, 0.8}, picture.Reducing: {0.8, 0.95}, picture.Encoding: {0.95, 1},
	}[stage]
	return from[0] + share*(from[1]-from[0])
}

// pictures shows the image at its real size and twice as large, and what it replaces.
type pictures struct {
	root          *fyne.Container
	before        *fyne.Container
	old, now, two *brand.Picture
	page          *Page
	work          *imageWork
}

func newPictures(pg *Page, w *imageWork) *pictures {
	p, size := pg.P, w.frame()
	label := fieldwords.Label(p, branding.Entity, w.field)
	v := &pictures{page: pg, work: w}
	v.old = brand.NewPicture(label, size.X, size.Y, 1)
	v.now = brand.NewPicture(label, size.X, size.Y, 1)
	v.two = brand.NewPicture(label, size.X, size.Y, 2)
	v.before = captioned(p.T("brandpage.image.before"), v.old)
	v.root = widgets.WrapLine(look.Space16, v.before, captioned(p.T("brandpage.image.now"), v.now), captioned(p.T("brandpage.image.twice"), v.two))
	return v
}

func captioned(caption string, o fyne.CanvasObject) *fyne.Container {
	text := widgets.NewText(caption, widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted, Overflow: widgets.Keep})
	return widgets.Column(look.Space4, text, widgets.Line("", o))
}

func (v *pictures) refresh(b branding.Brand, seen brand.Seen, changed bool) (moved bool) {
	d, album := v.page.presenter.draft(), v.page.presenter.deps.Album
	var ground *branding.Colour
	if v.work.isLogo() {
		ground = &b.Color1 // where it is seen
	}
	img := v.sized(seen)
	if img == nil {
		ground = nil
	}
	v.now.Set(img, ground)
	v.two.Set(img, ground)
	stored := editing.StoredBrand(d)
	old := v.work.ref(stored)
	if changed && old != nil {
		v.old.Set(v.sized(album.Look(old)), grounded(ground, stored))
	}
	return show(v.before, changed && old != nil)
}

func grounded(ground *branding.Colour, stored branding.Brand) *branding.Colour {
	if ground == nil {
		return nil
	}
	return &stored.Color1
}

// sized is the image that is drawn for the place.
func (v *pictures) sized(seen brand.Seen) *image.NRGBA {
	if v.work.isLogo() {
		return seen.Largest()
	}
	return seen.Side(branding.FaviconAdvised)
}

// cropTask is what the cropper does for an image.
func (pg *Page) cropTask(w *imageWork, pic cropper.Picture) cropper.Task {
	p, src := pg.P, pic.Source
	t := cropper.Task{
		Title: p.T("brandpage.crop.title_logo"), Picture: pic, Frame: w.frame(), Mode: w.mode, Backdrops: pg.backdrops(),
		Make:   w.maker(src),
		Accept: func(m cropper.Made) { w.keep(m) },
	}
	if src.Frames > 1 {
		t.Notes = append(t.Notes, p.N("brandpage.image.animated", src.Frames))
	}
	if w.isLogo() {
		shown := brand.NewPicture(t.Title, branding.LogoWidth, branding.LogoHeight, 1)
		t.Preview = captioned(p.T("brandpage.image.now"), shown)
		t.Show = func(m cropper.Made) { shown.Set(m.Images[0], nil) }
		return t
	}
	t.Title = p.T("brandpage.crop.title_favicon")
	line, shown := []fyne.CanvasObject{}, []*brand.Picture{}
	for _, side := range picture.FaviconSides() {
		one := brand.NewPicture(t.Title, side, side, 1)
		line, shown = append(line, one), append(shown, one)
	}
	t.Preview = captioned(p.T("brandpage.image.now"), widgets.Line(look.Space12, line...))
	t.Show = func(m cropper.Made) {
		for i, img := range m.Images {
			shown[i].Set(img, nil)
		}
	}
	return t
}

// backdrops are the backgrounds of a picture that does not cover its frame.
func (pg *Page) backdrops() []cropper.Backdrop {
	p, b, white := pg.P, pg.presenter.brand(), branding.White
	return []cropper.Backdrop{
		{Label: p.T("brandpage.crop.transparent")},
		{Label: p.T("branding.palette.white"), Colour: &white},
		{Label: p.T("brandpage.field.color1"), Colour: &b.Color1},
		{Label: p.T("brandpage.field.color2"), Colour: &b.Color2},
	}
}

// small is secondary text.
func small(text string) *widgets.Text {
	return widgets.NewText(text, widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted})
}
