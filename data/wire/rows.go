package wire

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// Limits of a directory page.
const (
	MaxRows    = 20_000   // of one page
	MaxRow     = 16 << 10 // bytes of one row's line
	MaxRowsRaw = 32 << 20 // bytes of one page, unpacked: a page ends before it when its rows are long
)

// RowsType is the content type of a page of directory rows.
const RowsType = "application/x-ndjson"

// DirectoryRow is one entry of a federation's directory. The protocol does not look into it.
type DirectoryRow struct {
	ID   string          `json:"id"`
	Kind string          `json:"kind"`
	Body json.RawMessage `json:"body"` // an object, on one line
}

// RowsHead is the first line of a page.
type RowsHead struct {
	Generation int64 `json:"generation"` // of the rows of this page
	Current    int64 `json:"current"`    // the newest one: when it differs, the reader begins again when this one is whole
	Size       int64 `json:"size"`       // rows of the generation
}

// RowsTail is the last line. A page without it was cut and counts for nothing.
type RowsTail struct {
	Next string `json:"next"` // the id of the last row; ask for what is after it
	More bool   `json:"more"`
}

// RowsPage is a page that was read whole.
type RowsPage struct {
	Head RowsHead
	Tail RowsTail
	Rows []DirectoryRow
}

// RowsProgress is how far a reader has come with a directory.
type RowsProgress struct {
	Shown    int64  // generation that is whole, 0 for none
	Coming   int64  // generation that is being read, 0 for none
	After    string // last row of it that is here
	Received int64  // rows of it
	Size     int64  // rows that it will have
}

// line is any line of a page: the head has "head", the tail has "tail".
type line struct {
	Head *RowsHead `json:"head,omitempty"`
	Tail *RowsTail `json:"tail,omitempty"`
	DirectoryRow
}

// The errors of ReadRows.
var (
	ErrCutPage = errors.New("wire: the page of rows has no end")
	ErrBadPage = errors.New("wire: not a page of rows in order")
)

// WriteHead writes a page's first line.
func WriteHead(w io.Writer, h RowsHead) error {
	return writeLine(w, struct {
		Head RowsHead `json:"head"`
	}{h})
}

// WriteTail writes a page's last line.
func WriteTail(w io.Writer, t RowsTail) error {
	return writeLine(w, struct {
		Tail RowsTail `json:"tail"`
	}{t})
}

func writeLine(w io.Writer, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	return err
}

// AppendRow appends a row's line. The body was checked when it was imported, and is copied as it is.
func AppendRow(b []byte, r DirectoryRow) []byte {
	b = append(b, `{"id":`...)
	b = appendText(b, r.ID)
	b = append(b, `,"kind":`...)
	b = appendText(b, r.Kind)
	b = append(b, `,"body":`...)
	b = append(b, r.Body...)
	return append(b, '}', '\n')
}

func appendText(b []byte, s string) []byte {
	if isPlain(s) {
		b = append(b, '"')
		b = append(b, s...)
		return append(b, '"')
	}
	text, _ := json.Marshal(s) // a string always encodes
	return append(b, text...)
}

// isPlain tells whether a text stands in JSON as it is: most ids and kinds do, and there are millions of them.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return false
		}
	}
	return true
}

// rowLine reads a line that AppendRow wrote with plain texts, in a third of the time of the general way. ok is false for any
// other line.
func rowLine(text []byte) (r DirectoryRow, ok bool) {
	id, rest, ok := plainMember(text, `{"id":"`)
	if !ok {
		return r, false
	}
	kind, rest, ok := plainMember(rest, `,"kind":"`)
	if !ok {
		return r, false
	}
	body, ok := bytes.CutPrefix(rest, []byte(`,"body":`))
	if !ok || len(body) == 0 || body[len(body)-1] != '}' {
		return r, false
	}
	body = body[:len(body)-1]
	return DirectoryRow{ID: id, Kind: kind, Body: body}, json.Valid(body)
}

// plainMember reads a text after the bytes before it, and gives what comes after its closing quote.
func plainMember(text []byte, before string) (value string, rest []byte, ok bool) {
	text, ok = bytes.CutPrefix(text, []byte(before))
	if !ok {
		return "", nil, false
	}
	raw, rest, ok := bytes.Cut(text, []byte{'"'})
	value = string(raw)
	return value, rest, ok && isPlain(value)
}

// ReadRows reads a page and gives each row to take, whose Body is good until take returns. Ids come in ascending order,
// byte by byte, above after. ErrCutPage when the page ends early, ErrBadPage when it is none; take's own errors come
// through.
func ReadRows(r io.Reader, after string, take func(RowsHead, DirectoryRow) error) (head RowsHead, tail RowsTail, err error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), MaxRow+1<<10)
	p := page{last: after}
	for lines.Scan() {
		if err := p.line(lines.Bytes(), take); err != nil {
			return p.head, RowsTail{}, err
		}
	}
	if err := lines.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			err = ErrBadPage
		}
		return p.head, RowsTail{}, err
	}
	if !p.ended {
		return p.head, RowsTail{}, ErrCutPage
	}
	return p.head, p.tail, nil
}

// page is how far a page was read.
type page struct {
	head  RowsHead
	tail  RowsTail
	begun bool
	ended bool
	rows  int
	last  string
}

func (p *page) line(text []byte, take func(RowsHead, DirectoryRow) error) error {
	var l line
	if r, ok := rowLine(text); ok && p.begun && !p.ended {
		return p.row(r, take)
	}
	if p.ended || json.Unmarshal(text, &l) != nil {
		return ErrBadPage
	}
	switch {
	case !p.begun:
		if l.Head == nil || l.Head.Generation < 0 || l.Head.Size < 0 {
			return ErrBadPage
		}
		p.head, p.begun = *l.Head, true
		return nil
	case l.Tail != nil:
		if l.Tail.Next != p.last || (l.Tail.More && p.rows == 0) { // a page that gives nothing and wants more never ends
			return ErrBadPage
		}
		p.tail, p.ended = *l.Tail, true
		return nil
	}
	return p.row(l.DirectoryRow, take)
}

func (p *page) row(r DirectoryRow, take func(RowsHead, DirectoryRow) error) error {
	if p.rows++; p.rows > MaxRows || !GoodRow(r) || r.ID <= p.last {
		return ErrBadPage
	}
	p.last = r.ID
	return take(p.head, r)
}

// GoodRow checks a row's form: names of a sane length and a body that is one object on one line.
func GoodRow(r DirectoryRow) bool {
	return r.ID != "" && len(r.ID) <= MaxName && r.Kind != "" && len(r.Kind) <= MaxName &&
		len(r.Body) > 1 && r.Body[0] == '{' && len(r.Body) <= MaxRow-2*6*MaxName && bytes.IndexByte(r.Body, '\n') < 0
}
