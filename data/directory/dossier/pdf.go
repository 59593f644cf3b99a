package dossier

import (
	"fmt"
	"io"

	"codeberg.org/go-pdf/fpdf"

	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/i18n"
	"pupitre/resources"
)

// Paper and type, in points: letter, as in all of Québec.
const (
	pageWidth  = 612
	pageHeight = 792
	margin     = 48
	titleSize  = 20
	headSize   = 13
	textSize   = 10
	tableSize  = 9
	lineHeight = 15
	family     = "inter"
	regular    = ""
	strong     = "B"
)

// maxPDFRows is the most changes that a document lists: a hundred pages. The CSV has all of them.
const maxPDFRows = 4000

// PDF writes the dossier, whole in one language after the other. The same content gives the same bytes.
func PDF(w io.Writer, c Content, languages ...*i18n.Printer) error {
	const op = "dossier.PDF"
	doc := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: pageWidth, Ht: pageHeight}})
	doc.SetCatalogSort(true)
	doc.SetCreationDate(c.Now)
	doc.SetModificationDate(c.Now)
	doc.SetTitle(c.Federation, true)
	doc.SetMargins(margin, margin, margin)
	doc.SetAutoPageBreak(true, margin)
	doc.AddUTF8FontFromBytes(family, regular, resources.Font(resources.Regular))
	doc.AddUTF8FontFromBytes(family, strong, resources.Font(resources.SemiBold))
	if len(languages) > 0 {
		doc.SetLang(languages[0].Language().Tag())
	}
	for _, p := range languages {
		s := sheetOf{doc, p}
		s.write(c)
	}
	return fault.Wrap(op, doc.Output(w))
}

// sheetOf writes in one language.
type sheetOf struct {
	doc *fpdf.Fpdf
	p   *i18n.Printer
}

func (s sheetOf) write(c Content) {
	s.doc.SetFooterFunc(s.footer)
	s.doc.AddPage()
	s.line(strong, titleSize, s.p.T("dossier.title", "Federation", c.Federation))
	s.line(regular, textSize, s.p.LongDate(c.Now))
	s.head(s.p.T("dossier.accounts"))
	s.table(accountTitles(s.p), []float64{0.34, 0.2, 0.28, 0.18}, accountRows(s.p, c))
	if c.Plan == nil {
		return
	}
	s.head(s.p.T("dossier.extensions"))
	s.paragraph(s.p.T("dossier.rule"))
	for _, sentence := range Summary(s.p, c.Plan) {
		s.paragraph(sentence)
	}
	if len(c.Plan.Changes) == 0 {
		return
	}
	names := directory.NewNames(c.Accounts)
	var rows [][]string
	for _, change := range c.Plan.Changes[:min(len(c.Plan.Changes), maxPDFRows)] {
		rows = append(rows, planRow(s.p, names, change))
	}
	s.head(s.p.T("dossier.changes"))
	s.table(planTitles(s.p), []float64{0.21, 0.12, 0.22, 0.125, 0.125, 0.2}, rows)
	if len(c.Plan.Changes) > maxPDFRows {
		s.paragraph(s.p.T("dossier.more_in_csv", "Max", maxPDFRows))
	}
}

// footer numbers the pages.
func (s sheetOf) footer() {
	s.doc.SetY(-margin + lineHeight/2)
	s.doc.SetFont(family, regular, tableSize)
	s.doc.CellFormat(0, lineHeight, fmt.Sprint(s.doc.PageNo()), "", 0, "R", false, 0, "")
}

func (s sheetOf) line(style string, size float64, text string) {
	s.doc.SetFont(family, style, size)
	s.doc.MultiCell(0, size*1.4, text, "", "L", false)
}

func (s sheetOf) head(text string) {
	s.doc.Ln(lineHeight)
	s.line(strong, headSize, text)
	s.doc.Ln(lineHeight / 3)
}

func (s sheetOf) paragraph(text string) {
	s.line(regular, textSize, text)
	s.doc.Ln(lineHeight / 4)
}

// table writes rows in columns of the given shares of the page's width, with the titles on each page.
func (s sheetOf) table(titles []string, shares []float64, rows [][]string) {
	s.row(titles, shares, strong)
	for _, row := range rows {
		if s.doc.GetY()+lineHeight > pageHeight-margin {
			s.doc.AddPage()
			s.row(titles, shares, strong)
		}
		s.row(row, shares, regular)
	}
}

func (s sheetOf) row(cells []string, shares []float64, style string) {
	s.doc.SetFont(family, style, tableSize)
	s.doc.SetDrawColor(0xc8, 0xcd, 0xd5)
	for i, cell := range cells {
		width := shares[i] * (pageWidth - 2*margin)
		s.doc.CellFormat(width, lineHeight, s.fit(cell, width-6), "B", 0, "L", false, 0, "")
	}
	s.doc.Ln(lineHeight)
}

// fit cuts a text that is too long for its cell; the CSV has the whole.
func (s sheetOf) fit(text string, width float64) string {
	if s.doc.GetStringWidth(text) <= width {
		return text
	}
	runes := []rune(text)
	for len(runes) > 0 && s.doc.GetStringWidth(string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
