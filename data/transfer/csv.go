package transfer

import (
	"encoding/csv"
	"io"
	"strings"

	"pupitre/data/fault"
)

// byteOrderMark tells spreadsheets that the file is UTF-8.
const byteOrderMark = "\ufeff"

// Separators of a CSV file: the one that spreadsheets of the language expect.
const (
	CSVFrench  = ';'
	CSVEnglish = ','
)

// WriteCSV writes rows, the titles first, as CSVWriter does.
func WriteCSV(w io.Writer, separator rune, rows [][]string) error {
	const op = "transfer.WriteCSV"
	out, err := NewCSVWriter(w, separator)
	if err != nil {
		return fault.Wrap(op, err)
	}
	for _, row := range rows {
		if err := out.Write(row); err != nil {
			return fault.Wrap(op, err)
		}
	}
	return fault.Wrap(op, out.Close())
}

// CSVWriter writes rows one by one as spreadsheets read them: UTF-8 with a byte order mark, CRLF, quotes of RFC 4180. A cell that
// a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection).
type CSVWriter struct {
	out     *csv.Writer
	guarded []string
}

// NewCSVWriter begins a file. Close writes what is left; it does not close w.
func NewCSVWriter(w io.Writer, separator rune) (*CSVWriter, error) {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return nil, fault.Wrap("transfer.NewCSVWriter", err)
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = separator, true
	return &CSVWriter{out: out}, nil
}

// Write writes a row.
func (c *CSVWriter) Write(row []string) error {
	c.guarded = c.guarded[:0]
	for _, cell := range row {
		c.guarded = append(c.guarded, GuardCell(cell))
	}
	return fault.Wrap("transfer.CSVWriter.Write", c.out.Write(c.guarded))
}

// Close writes what is left of the rows.
func (c *CSVWriter) Close() error {
	c.out.Flush()
	return fault.Wrap("transfer.CSVWriter.Close", c.out.Error())
}

// GuardCell keeps a spreadsheet from reading a cell as a formula.
func GuardCell(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
