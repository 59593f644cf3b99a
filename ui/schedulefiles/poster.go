package schedulefiles

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"pupitre/data/branding"
	"pupitre/data/branding/picture"
	"pupitre/data/settings"
	"pupitre/data/transfer/poster"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Stable ids of the poster's controls.
const (
	fieldPosterLanguages = "schedulefiles.poster_languages"
	fieldPosterPaper     = "schedulefiles.poster_paper"
	fieldPosterPDF       = "schedulefiles.poster_pdf"
	fieldPosterPNG       = "schedulefiles.poster_png"
)

// Size of the preview, in units of the screen, and how sharp it is drawn.
const (
	previewHeight = 300
	previewDPI    = 72
)

// posterDialog shows a poster as it will be, and writes it.
type posterDialog struct {
	exchange  *Exchange
	content   poster.Content
	languages *widgets.Segmented
	paper     *widgets.Segmented
	preview   *canvas.Image
	slot      *fyne.Container
	told      *widgets.Text
	pdf, png  *widgets.Button
	dialog    *widgets.Dialog
}

// Poster opens the dialog.
func (x *Exchange) Poster() {
	p := x.p()
	d := &posterDialog{exchange: x, told: widgets.Muted("")}
	d.content = poster.Content{Provider: x.provider(), Chat: x.chat(), Now: x.deps.Editor.Clock.Now(), Brand: x.brand()}
	d.languages = widgets.NewSegmented(p.T("schedulefiles.poster_languages"),
		widgets.Option{Value: string(poster.Both), Label: p.T("schedulefiles.poster_both")},
		widgets.Option{Value: string(poster.French), Label: p.T("schedulefiles.poster_fr")},
		widgets.Option{Value: string(poster.English), Label: p.T("schedulefiles.poster_en")})
	d.languages.SetSelected(string(poster.Both))
	d.languages.SetFieldID(fieldPosterLanguages)
	d.paper = widgets.NewSegmented(p.T("schedulefiles.poster_paper"),
		widgets.Option{Value: string(poster.Letter), Label: p.T("schedulefiles.poster_letter")},
		widgets.Option{Value: string(poster.A4), Label: p.T("schedulefiles.poster_a4")})
	d.paper.SetSelected(string(poster.Letter))
	d.paper.SetFieldID(fieldPosterPaper)
	d.preview = canvas.NewImageFromImage(nil)
	d.preview.FillMode = canvas.ImageFillContain
	d.preview.ScaleMode = canvas.ImageScaleSmooth
	d.preview.SetMinSize(fyne.NewSize(look.Size(look.ControlHeight), look.Size(look.Line)*previewHeight))
	d.slot = container.NewStack(d.preview)
	d.pdf = widgets.NewPrimaryButton(p.T("schedulefiles.poster_pdf"), func() { d.save(p.T("schedulefiles.poster_pdf_name"), (*poster.Sheet).PDF) })
	d.pdf.SetFieldID(fieldPosterPDF)
	d.png = widgets.NewButton(p.T("schedulefiles.poster_png"), func() {
		d.save(p.T("schedulefiles.poster_png_name"), func(s *poster.Sheet, w io.Writer) error { return s.PNG(w, poster.PrintDPI) })
	})
	d.png.SetFieldID(fieldPosterPNG)
	d.languages.OnChanged = func(string) { d.draw() }
	d.paper.OnChanged = func(string) { d.draw() }
	d.show()
}

func (d *posterDialog) show() {
	x, p := d.exchange, d.exchange.p()
	body := []fyne.CanvasObject{widgets.WrapLine(look.Space8, d.languages, d.paper)}
	if x.unsaved() {
		body = append(body, widgets.NewBanner(widgets.Caution, p.T("schedulefiles.unsaved")))
	}
	body = append(body, d.slot, d.told)
	d.dialog = widgets.NewDialog(p.T("schedulefiles.poster_title"), widgets.Column(look.Space12, body...), d.pdf, x.closeButton(&d.dialog))
	d.dialog.SetOther(d.png)
	d.dialog.OnClosed = x.draws.Cancel
	d.dialog.Show(x.deps.Canvas(), d.languages)
	d.logo()
}

// brand is the provider's look, as it is shown.
func (x *Exchange) brand() branding.Brand {
	return branding.From(settings.FromView(x.deps.Editor.Draft().Preview())[branding.Entity])
}

// logo fetches the provider's logo, then draws. A poster without it is better than none.
func (d *posterDialog) logo() {
	x, ref := d.exchange, d.content.Brand.Logo
	if ref == nil || x.deps.Image == nil {
		d.draw()
		return
	}
	task.GoLatest(context.Background(), x.deps.Editor.Run, &x.draws, func(ctx context.Context) (image.Image, error) {
		body, err := x.deps.Image(ctx, *ref)
		if err != nil {
			return nil, err
		}
		read, err := picture.Reader{}.Decode(ctx, body)
		if err != nil {
			return nil, err
		}
		return read.Image, nil
	}, func(logo image.Image, err error) {
		if err == nil {
			d.content.Logo = logo
		}
		d.draw()
	})
}

// sheet lays the poster out as it is chosen.
func (d *posterDialog) sheet() func() (*poster.Sheet, error) {
	content, paper, languages := d.content, poster.Paper(d.paper.Selected()), poster.Languages(d.languages.Selected())
	return func() (*poster.Sheet, error) { return poster.Lay(content, paper, languages) }
}

// draw shows the poster as it is chosen.
func (d *posterDialog) draw() {
	x, sheet := d.exchange, d.sheet()
	task.GoLatest(context.Background(), x.deps.Editor.Run, &x.draws, func(context.Context) (image.Image, error) {
		s, err := sheet()
		if err != nil {
			return nil, err
		}
		return framed(s)
	}, func(picture image.Image, err error) {
		p := x.p()
		d.preview.Image = picture
		d.preview.Refresh()
		d.told.SetText(p.T("schedulefiles.poster_note"))
		if err != nil {
			d.told.SetText(p.Err(err))
		}
		d.enable(err == nil)
		d.dialog.Relayout()
	})
}

// edge is the colour of the line around the preview: white paper on a white window has no edge of its own.
var edge = color.NRGBA{0x8a, 0x94, 0xa6, 0xff}

// framed is the preview of a sheet.
func framed(s *poster.Sheet) (image.Image, error) {
	picture, err := s.Picture(previewDPI)
	if err != nil {
		return nil, err
	}
	const width = 2
	in := picture.Bounds().Inset(width)
	for _, r := range []image.Rectangle{
		{picture.Rect.Min, image.Pt(picture.Rect.Max.X, in.Min.Y)},
		{image.Pt(0, in.Max.Y), picture.Rect.Max},
		{picture.Rect.Min, image.Pt(in.Min.X, picture.Rect.Max.Y)},
		{image.Pt(in.Max.X, 0), picture.Rect.Max},
	} {
		draw.Draw(picture, r, image.NewUniform(edge), image.Point{}, draw.Src)
	}
	return picture, nil
}

func (d *posterDialog) enable(able bool) {
	for _, b := range []*widgets.Button{d.pdf, d.png} {
		if able {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// save writes the poster as it is chosen.
func (d *posterDialog) save(name string, write func(*poster.Sheet, io.Writer) error) {
	sheet := d.sheet()
	d.exchange.save(d.exchange.p().T("schedulefiles.poster_title"), name, func() ([]byte, error) {
		s, err := sheet()
		if err != nil {
			return nil, err
		}
		var out bytes.Buffer
		err = write(s, &out)
		return out.Bytes(), err
	})
}
