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

// WriteCSV writes rows, the titles first, as spreadsheets read them: UTF-8 with a byte order mark, CRLF, quotes of RFC 4180.
// A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection).
func WriteCSV(w io.Writer, separator rune, rows [][]string) error {
	const op = "transfer.WriteCSV"
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return fault.Wrap(op, err)
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = separator, true
	for _, row := range rows {
		guarded := make([]string, len(row))
		for i, cell := range row {
			guarded[i] = GuardCell(cell)
		}
		if err := out.Write(guarded); err != nil {
			return fault.Wrap(op, err)
		}
	}
	out.Flush()
	return fault.Wrap(op, out.Error())
}

// GuardCell keeps a spreadsheet from reading a cell as a formula.
func GuardCell(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
