package brandpage

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"pupitre/data/branding"
	"pupitre/data/branding/picture"
	"pupitre/resources"
	"pupitre/ui/brand"
	"pupitre/ui/brandpage/colours"
	"pupitre/ui/editing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// colourCard is two cards: the colours, and what is found about them.
type colourCard struct {
	page     *Page
	root     fyne.CanvasObject
	rows     []*colourRow
	taker    *logoTaker
	verdicts *verdictList
	edge     *branding.Colour // of the logo
	edgeOf   *image.NRGBA
}

func newColourCard(pg *Page) *colourCard {
	c := &colourCard{page: pg}
	objects := []fyne.CanvasObject{}
	for i, field := range []string{branding.FieldColor1, branding.FieldColor2} {
		row := newColourRow(pg, field)
		c.rows = append(c.rows, row)
		if i > 0 {
			objects = append(objects, widgets.NewSeparator())
		}
		objects = append(objects, row.root)
	}
	if !pg.presenter.readOnly() {
		c.taker = newLogoTaker(pg)
		objects = append(objects, widgets.NewSeparator(), c.taker.root)
	}
	c.verdicts = newVerdictList(pg)
	title := widgets.Padded(look.Space12, look.Space16, widgets.Strong(pg.P.T("brandpage.colours.title")))
	c.root = widgets.Column(look.Space16,
		widgets.NewLargeCard("", widgets.Column("", append([]fyne.CanvasObject{title}, objects...)...)), widgets.NewLargeCard("", c.verdicts.root))
	return c
}

func (c *colourCard) refresh(b branding.Brand, logo brand.Seen) (moved bool) {
	for _, row := range c.rows {
		moved = row.refresh(b) || moved
	}
	if img := logo.Largest(); img != c.edgeOf {
		c.edgeOf, c.edge = img, nil
		if img != nil {
			if edge, ok := picture.Edge(img); ok {
				c.edge = &edge
			}
		}
	}
	if c.taker != nil {
		moved = c.taker.refresh(logo.Largest()) || moved
	}
	return c.verdicts.refresh(branding.Judge(b, c.edge)) || moved
}

// colourRow is one colour: a swatch that opens the picker, the hex value, the name in the palette.
type colourRow struct {
	page   *Page
	field  string
	root   *fyne.Container
	row    *editing.Row
	swatch *swatchButton
	entry  *widgets.Entry
	names  *widgets.Select
	picker *colours.Picker
	panel  *fyne.Container
}

// otherColour is the choice of the list for a colour that is not of the palette.
const otherColour = ""

func newColourRow(pg *Page, field string) *colourRow {
	r := &colourRow{page: pg, field: field}
	if pg.presenter.readOnly() {
		r.row = editing.NewRow(pg.Host, editing.FieldID(id(field)))
		r.swatch = newSwatchButton(pg.P.T("brandpage.picker.open", "Name", r.name()), func() {})
		r.root = widgets.Column("", r.row.Root)
		return r
	}
	r.row = editing.NewCustomRow(pg.Host, editing.FieldID(id(field)), r.control(), look.ControlWide, r.show)
	r.picker = colours.NewPicker(pg.P, r.name(), "brand.picker."+field, pg.presenter.deps.Grab)
	r.picker.OnChanged = func(c branding.Colour) {
		if !pg.Left {
			pg.presenter.drag(field, c)
		}
	}
	r.picker.OnEnded = func() {
		if !pg.Left {
			pg.presenter.done(field)
		}
	}
	r.panel = widgets.Padded("", look.Space16, widgets.Column("", r.picker.Root, widgets.Padded(look.Space8, "", widgets.Column(""))))
	r.root = widgets.Column("", r.row.Root, r.panel)
	return r
}

func (r *colourRow) name() string {
	return fieldwords.Label(r.page.P, branding.Entity, r.field)
}

func (r *colourRow) control() fyne.CanvasObject {
	pg, p := r.page, r.page.P
	r.swatch = newSwatchButton(p.T("brandpage.picker.open", "Name", r.name()), func() {
		h := pg.presenter
		if h.open == r.field {
			h.open = ""
		} else {
			h.open = r.field
		}
		h.changed()
	})
	r.swatch.SetFieldID("brand.swatch." + r.field)
	r.entry = widgets.NewEntry(r.name())
	r.entry.SetFieldID(id(r.field))
	r.entry.SetHint(fieldwords.Hint(p, branding.Entity, r.field, ""))
	r.entry.SetMaxLength(maxHex)
	r.entry.OnChanged = func(text string) {
		if !pg.Left && text != pg.Editor.Model().Text(editing.FieldID(id(r.field))) {
			pg.Editor.Type(editing.FieldID(id(r.field)), text)
		}
	}
	r.entry.OnCommitted = func(string) {
		if !pg.Left {
			pg.presenter.done(r.field)
		}
	}
	options := []widgets.Option{}
	for _, n := range branding.Palette() {
		options = append(options, widgets.Option{Value: n.Colour.Hex(), Label: p.T(n.Name)})
	}
	options = append(options, widgets.Option{Value: otherColour, Label: p.T("brandpage.colours.unnamed")})
	r.names = widgets.NewSelect(p, p.T("brandpage.picker.palette", "Name", r.name()), options...)
	r.names.SetFieldID("brand.named." + r.field)
	r.names.OnChanged = r.named
	return container.New(colourLayout{}, r.swatch, r.entry, r.names)
}

// maxHex is how long a hex value may be, in code points.
const maxHex = 9

// named takes a colour of the palette; another one is chosen in the picker.
func (r *colourRow) named(value string) {
	h := r.page.presenter
	now := r.page.brandNow(r.field)
	switch {
	case r.page.Left || value == r.option(now):
	case value == otherColour:
		h.open = r.field
		h.changed()
		r.refresh(h.brand())
	default:
		if c, err := branding.ParseHex(value); err == nil {
			h.take(r.field, c)
		}
	}
}

// brandNow is a colour of the draft.
func (pg *Page) brandNow(field string) branding.Colour { return colourOf(pg.presenter.brand(), field) }

func colourOf(b branding.Brand, field string) branding.Colour {
	if field == branding.FieldColor2 {
		return b.Color2
	}
	return b.Color1
}

func (r *colourRow) option(c branding.Colour) string {
	if branding.NameOf(c) == "" {
		return otherColour
	}
	return c.Hex()
}

// show gives the hex field the draft's text, half-typed ones included.
func (r *colourRow) show(text string) { r.entry.SetText(text) }

func (r *colourRow) refresh(b branding.Brand) (moved bool) {
	c := colourOf(b, r.field)
	r.swatch.set(c)
	moved = r.row.Refresh()
	if r.picker == nil {
		return moved
	}
	r.entry.SetError(r.page.Editor.Model().Error(editing.FieldID(id(r.field))) != nil)
	r.names.SetSelected(r.option(c))
	open := r.page.presenter.open == r.field
	if open {
		r.picker.Set(c)
	}
	if r.panel.Hidden == open {
		r.panel.Hidden = !open
		moved = true
	}
	return moved
}

// colourLayout puts swatch, hex value and name into the width of a control.
type colourLayout struct{}

const hexWidth = 104 // Fyne units at 100 %

// MinSize is that of a wide control.
func (colourLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for _, object := range o {
		height = max(height, object.MinSize().Height)
	}
	return fyne.NewSize(look.Size(look.ControlMedium), height)
}

// Layout places the three.
func (colourLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	gap, side := look.Size(look.Space8), look.Size(look.ControlHeight)
	hex := min(unit(hexWidth), (size.Width-side-2*gap)/2)
	x := float32(0)
	for i, width := range []float32{side, hex, size.Width - side - hex - 2*gap} {
		o[i].Move(fyne.NewPos(x, 0))
		o[i].Resize(fyne.NewSize(width, size.Height))
		x += width + gap
	}
}

// rowIcon is the mark of a verdict.
func rowIcon(passes bool) (resources.IconName, fyne.ThemeColorName) {
	if passes {
		return resources.CheckCircle, successInk
	}
	return resources.Warning, warningInk
}
