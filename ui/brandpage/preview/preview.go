package preview

import (
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"pupitre/data/branding"
	"pupitre/i18n"
	"pupitre/ui/brand"
	"pupitre/ui/fieldwords"
	"pupitre/ui/look"
	"pupitre/ui/widgets"
)

// Kind is what is drawn.
type Kind string

// The kinds, in the order of their tabs.
const (
	Portal Kind = "portal"
	SignIn Kind = "sign_in"
	Mobile Kind = "mobile"
	Mail   Kind = "mail"
)

// Facts are what the drawings show beside colours.
type Facts struct {
	Name          string // of the provider
	Email, Phone  string // of its support, as written for people
	Now           time.Time
	Logo, Favicon brand.Seen

	printer *i18n.Printer // of the language that is drawn
}

// same tells that two drawings of the facts look the same, colours apart.
func (f Facts) same(g Facts) bool {
	return f.Name == g.Name && f.Email == g.Email && f.Phone == g.Phone && f.printer == g.printer &&
		f.Logo.Largest() == g.Logo.Largest() && f.Favicon.Largest() == g.Favicon.Largest()
}

// Choice is what a person looks at; it outlives the view.
type Choice struct {
	Kind     Kind
	Language i18n.Language
}

// Stable ids of the controls.
const (
	fieldKind     = "brand.preview.kind"
	fieldLanguage = "brand.preview.language"
)

// View is the drawing with its tabs, and in words what it shows.
type View struct {
	// Root is the view as it is placed.
	Root *fyne.Container
	// OnChosen runs when another kind or language is chosen: what is shown depends on it.
	OnChosen func()

	p      *i18n.Printer
	choice *Choice
	facts  Facts
	brand  colouring
	drawn  *drawing
	says   *widgets.Text
}

// New makes the view in the language of p, of what was chosen.
func New(p *i18n.Printer, choice *Choice) *View {
	v := &View{p: p, choice: choice, OnChosen: func() {}, drawn: newDrawing(p.T("brandpage.preview.title"))}
	v.says = widgets.NewText("", widgets.TextStyle{Size: theme.SizeNameCaptionText, Color: look.ColorMuted})
	kinds := widgets.NewSegmented(p.T("brandpage.preview.title"),
		widgets.Option{Value: string(Portal), Label: p.T("brandpage.preview.portal")},
		widgets.Option{Value: string(SignIn), Label: p.T("brandpage.preview.sign_in")},
		widgets.Option{Value: string(Mobile), Label: p.T("brandpage.preview.mobile")},
		widgets.Option{Value: string(Mail), Label: p.T("brandpage.preview.mail")})
	kinds.SetFieldID(fieldKind)
	kinds.SetSelected(string(choice.Kind))
	kinds.OnChanged = func(value string) { v.choose(Choice{Kind(value), choice.Language}) }
	languages := widgets.NewSegmented(p.T("brandpage.preview.language"),
		widgets.Option{Value: string(i18n.French), Label: "FR"}, widgets.Option{Value: string(i18n.English), Label: "EN"})
	languages.SetFieldID(fieldLanguage)
	languages.SetSelected(string(choice.Language))
	languages.OnChanged = func(value string) { v.choose(Choice{choice.Kind, i18n.Language(value)}) }
	head := widgets.Ends(widgets.Strong(p.T("brandpage.preview.title")), languages)
	v.Root = widgets.Column(look.Space12, head, widgets.WrapLine(look.Space8, kinds), v.drawn, v.says)
	return v
}

func (v *View) choose(c Choice) {
	if *v.choice == c {
		return
	}
	*v.choice = c
	v.rebuild()
	v.OnChosen()
	v.Root.Refresh()
}

// Show draws a look.
func (v *View) Show(b branding.Brand, f Facts) {
	f.printer = i18n.For(v.choice.Language)
	before := v.brand.Brand
	v.brand = v.brand.coloured(b)
	switch {
	case !f.same(v.facts):
		v.facts = f
		v.rebuild()
	case before != b:
		v.drawn.repaint(v.brand)
		v.say()
	}
}

func (v *View) rebuild() {
	v.facts.printer = i18n.For(v.choice.Language)
	s := v.drawn.blank()
	map[Kind]func(*sheet, Facts){Portal: portalSheet, SignIn: signInSheet, Mobile: mobileSheet, Mail: mailSheet}[v.choice.Kind](s, v.facts)
	v.drawn.show(s, v.brand)
	v.say()
}

// realPixel is a pixel of the screen in Fyne units.
func realPixel(o fyne.CanvasObject) float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil && c.Scale() > 0 {
		return 1 / c.Scale()
	}
	return 1
}

// say writes what the drawing shows, for who cannot see it.
func (v *View) say() {
	p, b := v.p, v.brand
	lines := []string{
		p.T("brandpage.preview.says_header", "Colour", fieldwords.Colour(p, b.Color1), "Text", textName(p, b.Color1)),
		p.T("brandpage.preview.says_second", "Colour", fieldwords.Colour(p, b.Color2), "Text", textName(p, b.Color2)),
		p.T("brandpage.preview.says_link", "Colour", fieldwords.Colour(p, b.link)),
	}
	if b.Logo == nil {
		lines = append(lines, p.T("brandpage.preview.says_mark", "Letters", initials(v.facts.Name)))
	}
	v.says.SetText(strings.Join(lines, " "))
}

func textName(p *i18n.Printer, ground branding.Colour) string {
	if branding.TextOn(ground) == branding.White {
		return p.T("brandpage.preview.white")
	}
	return p.T("brandpage.preview.black")
}

// drawing is the widget that a sheet is drawn in.
type drawing struct {
	widget.BaseWidget
	label string
	sheet *sheet
	edge  *canvas.Rectangle
}

func newDrawing(label string) *drawing {
	d := &drawing{label: label, sheet: newSheet(1), edge: canvas.NewRectangle(color.Transparent)}
	d.sheet.plan = func(float32) float32 { return 0 }
	d.ExtendBaseWidget(d)
	return d
}

// Label is what the drawing is called.
func (d *drawing) Label() string { return d.label }

// blank is an empty sheet in the size of the interface.
func (d *drawing) blank() *sheet {
	s := newSheet(look.Size(look.Space4) / 4)
	s.real = func() float32 { return realPixel(d) }
	return s
}

func (d *drawing) show(s *sheet, b colouring) {
	s.paint(b)
	d.sheet = s
	d.Refresh()
}

// repaint gives colours only.
func (d *drawing) repaint(b colouring) {
	d.sheet.paint(b)
	canvas.Refresh(d)
}

// HeightFor is the height of the drawing at a width.
func (d *drawing) HeightFor(width float32) float32 { return d.sheet.plan(width) }

// CreateRenderer shows the sheet.
func (d *drawing) CreateRenderer() fyne.WidgetRenderer { return &drawingRenderer{d} }

type drawingRenderer struct{ drawing *drawing }

// Destroy has nothing to free.
func (r *drawingRenderer) Destroy() {}

// Objects are those of the sheet, and an edge.
func (r *drawingRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.drawing.sheet.objects...), r.drawing.edge)
}

// MinSize is narrow: the drawing follows the width.
func (r *drawingRenderer) MinSize() fyne.Size {
	width := max(r.drawing.Size().Width, look.Size(look.ControlMedium))
	return fyne.NewSize(look.Size(look.ControlMedium), r.drawing.sheet.plan(width))
}

// Layout places the sheet.
func (r *drawingRenderer) Layout(size fyne.Size) {
	r.drawing.sheet.plan(size.Width)
	r.drawing.edge.Resize(size)
}

// Refresh draws the sheet.
func (r *drawingRenderer) Refresh() {
	e := r.drawing.edge
	e.StrokeColor, e.StrokeWidth = look.Color(look.ColorBorder), look.Size(look.Line)
	r.Layout(r.drawing.Size())
	canvas.Refresh(r.drawing)
}
