package transfer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"pupitre/data/fault"
)

// Bounds of a CSV file that is read.
const (
	MaxCSVBytes = 8 << 20 // 8 MiB
	MaxCSVLines = 100_000
)

// CSVRecord is one record of a file: its cells, or why it could not be read.
type CSVRecord struct {
	Line  int // where it begins, from 1
	Cells []string
	Err   error
}

// ReadCSV reads a file as spreadsheets of any language write it: UTF-8 with or without a byte order mark, or Windows-1252;
// separated by semicolons, commas or tabs, whichever its first line has most. A record that is damaged has its error, and
// the others are read all the same. Cells lose the apostrophe of GuardCell and the spaces around them; records without any
// text are left out.
//
// Refusals: transfer.csv_too_large, csv_too_many_lines, csv_not_text, csv_empty.
func ReadCSV(r io.Reader) ([]CSVRecord, error) {
	const op = "transfer.ReadCSV"
	raw, err := io.ReadAll(io.LimitReader(r, MaxCSVBytes+1))
	switch {
	case err != nil:
		return nil, fault.As(fault.Unavailable, op, "transfer.unreadable_file", err)
	case len(raw) > MaxCSVBytes:
		return nil, fault.New(fault.Invalid, op, "transfer.csv_too_large")
	case bytes.Count(raw, []byte("\n")) > MaxCSVLines:
		return nil, fault.New(fault.Invalid, op, "transfer.csv_too_many_lines")
	case bytes.IndexByte(raw, 0) >= 0:
		return nil, fault.New(fault.Invalid, op, "transfer.csv_not_text")
	}
	text := decodeCSV(raw)
	records := readRecords(text, SniffSeparator(text))
	if len(records) == 0 {
		return nil, fault.New(fault.Invalid, op, "transfer.csv_empty")
	}
	return records, nil
}

// decodeCSV gives the text of a file. What is not UTF-8 is Windows-1252, which spreadsheets still write and in which every
// byte means something.
func decodeCSV(raw []byte) string {
	raw = bytes.TrimPrefix(raw, []byte(byteOrderMark))
	if utf8.Valid(raw) {
		return string(raw)
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil { // of a reader only
		return string(bytes.ToValidUTF8(raw, []byte("\ufffd")))
	}
	return string(text)
}

// SniffSeparator is the separator of a line: the one that the first line has most of, outside quotes.
func SniffSeparator(text string) rune {
	first := strings.TrimLeft(text, "\r\n")
	if end := strings.IndexAny(first, "\r\n"); end >= 0 {
		first = first[:end]
	}
	counts, quoted := map[rune]int{}, false
	for _, c := range first {
		if c == '"' {
			quoted = !quoted
		}
		if !quoted {
			counts[c]++
		}
	}
	best := CSVFrench
	for _, c := range []rune{CSVEnglish, '\t'} {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}

func readRecords(text string, separator rune) (out []CSVRecord) {
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.FieldsPerRecord = separator, -1
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out
		}
		var damage *csv.ParseError
		if errors.As(err, &damage) {
			out = append(out, CSVRecord{Line: damage.StartLine, Err: fault.As(fault.Invalid, "transfer.readRecords", "transfer.csv_quotes", err)})
			continue
		}
		if err != nil { // of a reader only
			return out
		}
		line, _ := in.FieldPos(0)
		for i, cell := range cells {
			cells[i] = strings.TrimSpace(UnguardCell(strings.TrimSpace(cell)))
		}
		if strings.Join(cells, "") != "" {
			out = append(out, CSVRecord{Line: line, Cells: cells})
		}
	}
}

// UnguardCell takes the apostrophe of GuardCell away.
func UnguardCell(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && GuardCell(rest) != rest {
		return rest
	}
	return cell
}
