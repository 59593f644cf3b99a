package settingspage

import (
	"fyne.io/fyne/v2"

	"pupitre/data/branding"
	"pupitre/data/wire"
	"pupitre/ui/brand"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// fieldBrandLink is the button that leads to the page of the look.
const fieldBrandLink = "settings.brand_link"

// Brand adds the card of the look, whose fields have a page of their own; open goes there. Call it before the page is
// registered.
func (e *Editor) Brand(album *brand.Album, open func()) { e.album, e.openBrand = album, open }

// brandRows sums the look up: both colours, the logo where it is seen, the favicon.
type brandRows struct {
	page          *Page
	root          fyne.CanvasObject
	first, second *brand.Swatch
	logo, favicon *brand.Picture
	colours       *widgets.Text
	images        *widgets.Text
	cancel        func()
}

func newBrandRows(pg *Page) *brandRows {
	p := pg.p
	label := func(field string) string { return fieldwords.Label(p, branding.Entity, field) }
	r := &brandRows{
		page: pg, first: brand.NewSwatch(branding.White, look.ControlHeight), second: brand.NewSwatch(branding.White, look.ControlHeight),
		logo:    brand.NewPicture(label(branding.FieldLogo), branding.LogoWidth, branding.LogoHeight, 1),
		favicon: brand.NewPicture(label(branding.FieldFavicon), branding.FaviconAdvised, branding.FaviconAdvised, 1),
		colours: widgets.Body(""), images: widgets.Muted(""),
	}
	link := widgets.NewButton(p.T("brandpage.card.open"), pg.editor.openBrand)
	link.SetFieldID(fieldBrandLink)
	shown := widgets.WrapLine(look.Space12, r.first, r.second, r.logo, r.favicon)
	r.root = widgets.Padded(look.Space12, look.Space16, widgets.Column(look.Space8, shown, r.colours, widgets.Ends(r.images, link)))
	r.cancel = pg.editor.album.Watch(func() { r.Refresh() })
	return r
}

// Objects are the rows.
func (r *brandRows) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.root} }

// Refresh shows the look of the draft.
func (r *brandRows) Refresh() (moved bool) {
	p, b := r.page.p, editing.BrandOf(r.page.editor.Draft())
	album := r.page.editor.album
	r.first.Set(b.Color1)
	r.second.Set(b.Color2)
	logo, favicon := album.Look(b.Logo).Largest(), album.Look(b.Favicon).Side(branding.FaviconAdvised)
	ground := &b.Color1
	if logo == nil {
		ground = nil
	}
	r.logo.Set(logo, ground)
	r.favicon.Set(favicon, nil)
	r.colours.SetText(p.List(fieldwords.Colour(p, b.Color1), fieldwords.Colour(p, b.Color2)))
	before := r.images.Text()
	r.images.SetText(p.T("brandpage.card.images",
		"Logo", r.image(b.Logo, p.T("brandpage.card.no_logo")), "Favicon", r.image(b.Favicon, p.T("brandpage.card.no_favicon"))))
	return before != r.images.Text()
}

// image describes an image, or says that there is none, in the gender of its name.
func (r *brandRows) image(ref *wire.BlobRef, none string) string {
	if ref == nil {
		return none
	}
	return fieldwords.Image(r.page.p, *ref)
}

// Aim implements Rows.
func (r *brandRows) Aim(field string) bool {
	c := r.page.canvas()
	return c != nil && field == fieldBrandLink && widgets.FocusField(c, field)
}

// Leave ends what the rows follow.
func (r *brandRows) Leave() { r.cancel() }
