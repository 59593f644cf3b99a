// Package sheet reads and writes directories as spreadsheets do: CSV of any size, one record at a time.
package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"pupitre/data/fault"
	"pupitre/data/transfer"
)

// Bounds of a file.
const (
	MaxLines       = 2_000_000
	maxRecord      = 64 << 10 // bytes of a record; longer ones are refused, and the others are read all the same
	maxRecordLines = 50       // of a record whose cells have several
	shownText      = 80       // characters of a record that a refusal shows
)

var errQuotes = errors.New("quotes that are not closed")

// Format is how a file is written.
type Format struct {
	Separator   rune
	Windows1252 bool  // what is not UTF-8 is; every byte means something in it
	Lines       int64 // for the progress: records may have several
}

// Encoding is how the characters of a file are written.
type Encoding string

// The encodings.
const (
	UTF8        Encoding = "utf-8"
	Windows1252 Encoding = "windows-1252"
)

// Encoding is how the characters are written.
func (f Format) Encoding() Encoding {
	if f.Windows1252 {
		return Windows1252
	}
	return UTF8
}

// As is a format with another separator or encoding, "" for the one that it has.
func (f Format) As(separator string, e Encoding) Format {
	for _, r := range separator {
		f.Separator = r
	}
	if e != "" {
		f.Windows1252 = e == Windows1252
	}
	return f
}

// Record is one record: its cells, or why it could not be read.
type Record struct {
	Line  int64 // where it begins, from 1
	Cells []string
	Text  string // its beginning, to be shown
	Err   error
}

// Detect reads a whole file once to know how it is written. Refusals: transfer.csv_not_text, csv_empty, csv_too_many_lines.
func Detect(r io.Reader) (f Format, err error) {
	const op = "sheet.Detect"
	in := bufio.NewReaderSize(r, 1<<16)
	var first []byte
	rest := make([]byte, 0, utf8.UTFMax) // of a character that stands across two pieces
	buffer := make([]byte, 1<<16)
	for {
		n, failure := in.Read(buffer)
		piece := buffer[:n]
		if bytes.IndexByte(piece, 0) >= 0 {
			return f, fault.New(fault.Invalid, op, "transfer.csv_not_text")
		}
		f.Lines += int64(bytes.Count(piece, []byte("\n")))
		if f.Lines > MaxLines {
			return f, fault.New(fault.Invalid, op, "transfer.csv_too_many_lines")
		}
		if len(first) < maxRecord {
			first = append(first, piece...)
		}
		if !f.Windows1252 {
			rest, f.Windows1252 = broken(append(rest, piece...))
		}
		if errors.Is(failure, io.EOF) {
			break
		}
		if failure != nil {
			return f, fault.As(fault.Unavailable, op, "transfer.unreadable_file", failure)
		}
	}
	f.Windows1252 = f.Windows1252 || len(rest) > 0
	line, _, _ := strings.Cut(strings.TrimLeft(strings.TrimPrefix(string(first), "\ufeff"), "\r\n"), "\n")
	if strings.TrimSpace(line) == "" {
		return f, fault.New(fault.Invalid, op, "transfer.csv_empty")
	}
	f.Separator = transfer.SniffSeparator(line)
	return f, nil
}

// broken tells whether a text is no UTF-8; rest is a character that is not whole yet.
func broken(text []byte) (rest []byte, bad bool) {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 {
			if !utf8.FullRune(text) {
				return bytes.Clone(text), false
			}
			return nil, true
		}
		text = text[size:]
	}
	return nil, false
}

// Reader gives the records of a file. A record that is damaged has its error, and the reader goes on behind it: with the next
// line when a quote is never closed.
type Reader struct {
	in     *bufio.Reader
	line   int64
	ahead  []string // lines that were read in search of a closing quote
	record *csv.Reader
	text   *bufio.Reader // of record, which is used again: one for each line would be four kilobytes for each
}

// NewReader begins at the beginning of a file.
func NewReader(r io.Reader, f Format) *Reader {
	if f.Windows1252 {
		r = charmap.Windows1252.NewDecoder().Reader(r)
	}
	in := bufio.NewReaderSize(r, 1<<16)
	if mark, err := in.Peek(len("\ufeff")); err == nil && string(mark) == "\ufeff" {
		_, _ = in.Discard(len(mark)) // has just been peeked at
	}
	text := bufio.NewReader(strings.NewReader(""))
	record := csv.NewReader(text) // takes it as it is
	record.Comma, record.FieldsPerRecord = f.Separator, -1
	return &Reader{in: in, record: record, text: text}
}

// Next is the next record that has any text; io.EOF behind the last one.
func (r *Reader) Next() (Record, error) {
	for {
		text, long, err := r.nextLine()
		if err != nil {
			return Record{}, err
		}
		r.line++
		rec := Record{Line: r.line, Text: shown(text)}
		if long {
			rec.Err = fault.New(fault.Invalid, "sheet.Next", "federation.csv_line_too_long")
			return rec, nil
		}
		if r.take(&rec, text); rec.Err == nil && strings.Join(rec.Cells, "") == "" {
			continue
		}
		return rec, nil
	}
}

// nextLine is a line with its end; of one that is too long, the beginning.
func (r *Reader) nextLine() (text string, long bool, err error) {
	if len(r.ahead) > 0 {
		text, r.ahead = r.ahead[0], r.ahead[1:]
		return text, len(text) > maxRecord, nil
	}
	var b strings.Builder
	for {
		piece, failure := r.in.ReadSlice('\n')
		if b.Len() <= maxRecord {
			b.Write(piece)
		}
		switch {
		case errors.Is(failure, bufio.ErrBufferFull):
			continue
		case errors.Is(failure, io.EOF) && b.Len() > 0:
			failure = nil
		case failure != nil && !errors.Is(failure, io.EOF):
			failure = fault.As(fault.Unavailable, "sheet.nextLine", "transfer.unreadable_file", failure)
		}
		return b.String(), b.Len() > maxRecord, failure
	}
}

// take reads the cells of a record that begins with a line. Lines are added until its quotes are closed; when they never
// are, or not soon, the line alone is refused and the others are read again.
func (r *Reader) take(rec *Record, text string) {
	if !utf8.ValidString(text) { // read in another encoding than it was written in
		rec.Err = fault.New(fault.Invalid, "sheet.take", "federation.csv_not_utf8")
		return
	}
	var more []string
	closed := strings.Count(text, `"`)%2 == 0
	for !closed && len(more) < maxRecordLines && len(text) <= maxRecord {
		line, _, err := r.nextLine()
		if err != nil {
			break
		}
		more = append(more, line)
		text += line
		closed = strings.Count(line, `"`)%2 == 1
	}
	cells, err := r.cells(text)
	if !closed || (err != nil && !errors.Is(err, io.EOF)) {
		r.ahead = append(more, r.ahead...)
		rec.Err = fault.As(fault.Invalid, "sheet.take", "transfer.csv_quotes", errors.Join(err, errQuotes))
		return
	}
	r.line += int64(len(more))
	for _, cell := range cells {
		rec.Cells = append(rec.Cells, strings.TrimSpace(transfer.UnguardCell(strings.TrimSpace(cell))))
	}
}

// cells takes a record apart; io.EOF for an empty line.
func (r *Reader) cells(text string) ([]string, error) {
	r.text.Reset(strings.NewReader(text)) // whatever a damaged one has left
	return r.record.Read()
}

func shown(text string) string {
	text = strings.TrimRight(text, "\r\n")
	if utf8.RuneCountInString(text) <= shownText {
		return text
	}
	return string([]rune(text[:min(len(text), shownText*utf8.UTFMax)])[:shownText]) + "…"
}
