package poster

import (
	"bytes"
	"fmt"
	"image/png"
	"io"

	"codeberg.org/go-pdf/fpdf"

	"pupitre/data/fault"
	"pupitre/resources"
)

// Names of the typefaces inside the document.
const (
	family  = "inter"
	regular = ""
	strong  = "B"
)

// PDF writes the sheet as a document of one page, with the parts of the fonts that it uses. The same sheet gives the same
// bytes.
func (s *Sheet) PDF(w io.Writer) error {
	const op = "poster.PDF"
	doc := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: s.width, Ht: s.height}})
	doc.SetCatalogSort(true)
	doc.SetCreationDate(s.made)
	doc.SetModificationDate(s.made)
	doc.SetTitle(s.title, true)
	doc.SetLang(s.language.Tag())
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.AddUTF8FontFromBytes(family, regular, resources.Font(resources.Regular))
	doc.AddUTF8FontFromBytes(family, strong, resources.Font(resources.SemiBold))
	doc.AddPage()
	for n, i := range s.items {
		if err := drawPDF(doc, n, i); err != nil {
			return fault.Wrap(op, err)
		}
	}
	return fault.Wrap(op, doc.Output(w))
}

func drawPDF(doc *fpdf.Fpdf, n int, i item) error {
	r, g, b := int(i.colour.R), int(i.colour.G), int(i.colour.B)
	switch {
	case i.picture != nil:
		var file bytes.Buffer
		if err := png.Encode(&file, i.picture); err != nil {
			return err
		}
		name := fmt.Sprint("picture", n)
		doc.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "PNG"}, &file)
		doc.ImageOptions(name, i.x, i.y, i.w, i.h, false, fpdf.ImageOptions{ImageType: "PNG"}, 0, "")
	case i.text != "":
		style := regular
		if i.bold {
			style = strong
		}
		doc.SetFont(family, style, i.size)
		doc.SetTextColor(r, g, b)
		doc.Text(i.x, i.y, i.text)
	default:
		doc.SetFillColor(r, g, b)
		doc.Rect(i.x, i.y, i.w, i.h, "F")
	}
	return doc.Error()
}
