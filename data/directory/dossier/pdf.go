package dossier

import (
	"fmt"
	"io"
	"strings"

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

	lineSpacing = 1.25 // of the lines of a cell, in sizes of type
	cellGap     = 4    // above and under the text of a cell, together
	columnGap   = 6    // right of it
	family      = "inter"
	regular     = ""
	strong      = "B"
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
	s.head(s.p.T("dossier.changes"))
	of := map[string][][]string{}
	for _, change := range c.Plan.Changes[:min(len(c.Plan.Changes), maxPDFRows)] {
		of[change.Entry.Account] = append(of[change.Entry.Account], planRow(s.p, directory.Names{}, change)[1:])
	}
	for _, account := range c.Accounts { // its name once, whole, however long it is
		if rows := of[account.ID]; len(rows) > 0 {
			s.under(account.Name)
			s.table(planTitles(s.p)[1:], []float64{0.16, 0.34, 0.14, 0.14, 0.22}, rows)
		}
	}
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

// under is the heading of a table, on the same page as its first row.
func (s sheetOf) under(text string) {
	const together = 6 * lineHeight
	if s.doc.GetY()+together > pageHeight-margin {
		s.doc.AddPage()
	}
	s.doc.Ln(lineHeight / 2)
	s.line(strong, textSize, text)
	s.doc.Ln(lineHeight / 6)
}

func (s sheetOf) paragraph(text string) {
	s.line(regular, textSize, text)
	s.doc.Ln(lineHeight / 4)
}

// table writes rows in columns of the given shares of the page's width, with the titles on each page.
func (s sheetOf) table(titles []string, shares []float64, rows [][]string) {
	s.row(s.cells(titles, shares, strong), shares)
	for _, row := range rows {
		cells := s.cells(row, shares, regular)
		if s.doc.GetY()+height(cells) > pageHeight-margin {
			s.doc.AddPage()
			s.row(s.cells(titles, shares, strong), shares)
			cells = s.cells(row, shares, regular) // in the type of the rows again
		}
		s.row(cells, shares)
	}
}

// mostLines is the most lines of a cell; the CSV has the whole.
const mostLines = 3

// cells breaks texts into the lines that their columns have room for, in the type that the row is written with.
func (s sheetOf) cells(texts []string, shares []float64, style string) [][]string {
	s.doc.SetFont(family, style, tableSize)
	out := make([][]string, len(texts))
	for i, text := range texts {
		width := shares[i]*(pageWidth-2*margin) - columnGap
		lines := s.doc.SplitText(text, width)
		if len(lines) > mostLines {
			lines = append(lines[:mostLines-1], strings.Join(lines[mostLines-1:], " "))
		}
		for _, line := range lines {
			out[i] = append(out[i], s.fit(line, width))
		}
	}
	return out
}

// height is that of a row, in points.
func height(cells [][]string) float64 {
	most := 1
	for _, lines := range cells {
		most = max(most, len(lines))
	}
	return tableSize*lineSpacing*float64(most) + cellGap
}

func (s sheetOf) row(cells [][]string, shares []float64) {
	top, high := s.doc.GetY(), height(cells)
	x := float64(margin)
	for i, lines := range cells {
		width := shares[i] * (pageWidth - 2*margin)
		for n, line := range lines {
			s.doc.SetXY(x, top+cellGap/2+float64(n)*tableSize*lineSpacing)
			s.doc.CellFormat(width, tableSize*lineSpacing, line, "", 0, "L", false, 0, "")
		}
		x += width
	}
	s.doc.SetDrawColor(0xc8, 0xcd, 0xd5)
	s.doc.Line(margin, top+high, pageWidth-margin, top+high)
	s.doc.SetXY(margin, top+high)
}

// fit cuts a text that is too long for its cell, as one long word may be.
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
