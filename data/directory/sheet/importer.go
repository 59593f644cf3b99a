package sheet

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/settings"
)

const (
	maxCell      = 200 // characters
	maxExtension = 10  // digits
)

// Importer finds what the records of a file would do to a directory. Nothing is written.
//
// An entry is known by its id when the file has a column of them; else by its extension in its account; else, as it has none,
// by its number; else by its name. Columns that the file does not have stay as they are; an empty cell empties the field. A
// site, department or location that is not there is made. Every record is surveyed, then all are settled, then each is asked
// for with Row, in the same order: an extension is one entry's once the whole file is carried out, not before.
type Importer struct {
	Columns []Field
	Account string         // id of the account of records that name none
	Kind    directory.Kind // of records that name none
	Replace bool           // entries that the file does not have go
	Lines   int64          // of the file, to make room at once; 0 when it is not known
	Known   *Known
	NewID   func() (string, error)

	claims []claim
	next   int              // claim of the record that comes
	fresh  map[string]int32 // lines of the entries without an extension that are made, by what tells them apart
	of     []int32          // claims of the entries that are there, from 1; 0 for none
	stays  []bool           // a line means the entry
}

var errNotSurveyed = errors.New("a record that was not surveyed")

// Outcome is what becomes of a record.
type Outcome struct {
	Line    int64
	Text    string
	Reasons []Reason // why it is refused: all of them
	ID      string   // of the entry; of one that is refused, when it is known
	Created bool
	Entry   directory.Entry   // what the file says of it; as it is when it is created
	Set     map[string]string // fields of an entry that is there, "" to empty one
	Places  []directory.Entry // sites, departments and locations that are made for it
}

// Reason is why a record is refused.
type Reason struct {
	Field Field // "" for the whole record
	Err   error
}

// Check refuses columns that cannot be imported: federation.csv_no_columns, csv_column_twice.
func (im *Importer) Check() error {
	const op = "sheet.Check"
	for i, f := range im.Columns {
		if f == "" {
			continue
		}
		if !slices.Contains(fields, f) {
			return fault.New(fault.Invalid, op, "federation.csv_column_unknown", "Name", string(f))
		}
		if slices.Contains(im.Columns[:i], f) {
			return fault.New(fault.Invalid, op, "federation.csv_column_twice", "Name", string(f))
		}
	}
	for _, f := range []Field{ID, Name, Phone} {
		if slices.Contains(im.Columns, f) {
			return nil
		}
	}
	return fault.New(fault.Invalid, op, "federation.csv_no_columns")
}

// row is one record on its way.
type row struct {
	*Importer
	out   *Outcome
	cells map[Field]string
	entry int32  // that its id names, makes for none
	phone string // as it was read the first time, "" when it is read now: it is dear
}

// reading gives the cells of a record their meaning; ok is false for one that could not be read.
func (im *Importer) reading(rec Record, phone string) (r row, ok bool) {
	r = row{Importer: im, out: &Outcome{Line: rec.Line, Text: rec.Text}, cells: map[Field]string{}, entry: makes, phone: phone}
	if rec.Err != nil {
		r.out.Reasons = []Reason{{Err: rec.Err}}
		return r, false
	}
	for i, cell := range rec.Cells {
		if i < len(im.Columns) && im.Columns[i] != "" {
			r.cells[im.Columns[i]] = r.clean(im.Columns[i], cell)
		}
	}
	r.read()
	return r, true
}

// Row finds what a record does, once all of them are settled. An error is one of NewID.
func (im *Importer) Row(rec Record) (Outcome, error) {
	c, known := im.settled(rec.Line)
	r, ok := im.reading(rec, c.phone.String())
	if r.entry != makes {
		r.out.ID = im.Known.ids.get(r.entry)
	}
	if !ok || len(r.out.Reasons) > 0 {
		return *r.out, nil
	}
	if !known {
		return *r.out, fault.As(fault.Internal, "sheet.Row", "", errNotSurveyed)
	}
	if c.entry != makes {
		r.out.ID = im.Known.ids.get(c.entry)
	}
	switch c.fate {
	case twice:
		r.refuse("", "federation.csv_twice", "Line", c.other)
		return *r.out, nil
	case taken:
		r.refuseExtension(c)
		return *r.out, nil
	case open, walked, stands, dead:
	}
	err := r.carryOut(c)
	return *r.out, err
}

// refuseExtension says whose the extension is: an earlier line's or that of an entry.
func (r *row) refuseExtension(c claim) {
	extension := r.Known.extensions.extension(c.wanted)
	if c.other != 0 {
		r.refuse(Extension, "federation.csv_extension_line", "Extension", extension, "Line", c.other)
		return
	}
	r.refuse(Extension, "federation.csv_extension_twice", "Extension", extension)
}

func (r *row) refuse(f Field, key string, args ...any) {
	r.out.Reasons = append(r.out.Reasons, Reason{f, fault.New(fault.Invalid, "sheet.Row", key, args...)})
}

// clean bounds a cell.
func (r *row) clean(f Field, cell string) string {
	switch {
	case utf8.RuneCountInString(cell) > maxCell:
		r.refuse(f, "federation.csv_cell_too_long", "Max", maxCell)
	case strings.ContainsFunc(cell, unicode.IsControl):
		r.refuse(f, "federation.csv_cell_control")
	default:
		return cell
	}
	return ""
}

// read gives the cells their meaning.
func (r *row) read() {
	e := &r.out.Entry
	if e.Kind = r.Kind; !r.readID(e) {
		return
	}
	if cell := r.cells[Kind]; cell != "" {
		if e.Kind = kindWords[directory.Fold(cell)]; e.Kind == "" {
			r.refuse(Kind, "federation.csv_kind", "Text", cell)
			return
		}
	}
	if e.Kind == "" {
		r.refuse(Kind, "federation.csv_kind_missing")
		return
	}
	if r.entry != makes && r.Known.kind(r.entry) != e.Kind {
		r.entry = makes
		r.refuse(ID, "federation.csv_id")
	}
	if e.Kind != directory.Account {
		r.readAccount(e)
	}
	if e.Name = settings.CleanName(r.cells[Name]); e.Name == "" && e.Kind != directory.Number && r.cells[ID] == "" {
		r.refuse(Name, "federation.csv_name")
	}
	r.readNumbers(e)
	r.readTypes(e)
	e.Custom, e.Administrator = r.cells[Custom], r.cells[Administrator]
	for field, kind := range map[Field]directory.Kind{Custom: directory.Group, Administrator: directory.Account} {
		if r.cells[field] != "" && e.Kind != kind {
			r.refuse(field, "federation.csv_not_for_kind")
		}
	}
	slices.SortFunc(r.out.Reasons, func(a, b Reason) int {
		return cmp.Compare(slices.Index(fields, a.Field), slices.Index(fields, b.Field))
	})
}

// readID finds the entry that the record names, with the category that it has; false when there is none.
func (r *row) readID(e *directory.Entry) bool {
	id := r.cells[ID]
	if id == "" {
		return true
	}
	n, ok := r.Known.ids.find(id)
	if !ok {
		r.refuse(ID, "federation.csv_id")
		return false
	}
	r.entry, e.Kind = n, r.Known.kind(n)
	return true
}

func (r *row) readAccount(e *directory.Entry) {
	cell := r.cells[Account]
	switch {
	case cell != "":
		e.Account = r.Known.AccountCalled(cell)
	case r.entry != makes:
		e.Account = r.Known.accountIDs[r.Known.of[r.entry]]
	default:
		e.Account = r.Account
	}
	switch {
	case e.Account == "" && cell != "":
		r.refuse(Account, "federation.csv_account", "Text", cell)
	case e.Account == "":
		r.refuse(Account, "federation.csv_account_missing")
	}
}

func (r *row) readNumbers(e *directory.Entry) {
	if cell := r.cells[Phone]; r.phone != "" {
		e.Phone = r.phone
	} else if cell != "" {
		phone, err := settings.ParsePhone(cell)
		if err != nil {
			r.out.Reasons = append(r.out.Reasons, Reason{Phone, err})
		}
		e.Phone = phone
	} else if e.Kind == directory.Number && r.cells[ID] == "" {
		r.refuse(Phone, "federation.csv_phone")
	}
	if e.Extension = r.cells[Extension]; len(e.Extension) > maxExtension || strings.Trim(e.Extension, "0123456789") != "" {
		r.refuse(Extension, "federation.csv_extension", "Max", maxExtension)
	}
	if cell := r.cells[Email]; cell != "" {
		email, err := settings.ParseEmail(cell)
		if err != nil {
			r.out.Reasons = append(r.out.Reasons, Reason{Email, err})
		}
		e.Email = email
	}
}

func (r *row) readTypes(e *directory.Entry) {
	if cell := r.cells[NumberType]; cell != "" {
		if e.NumberType = numberWords[directory.Fold(cell)]; e.NumberType == "" {
			r.refuse(NumberType, "federation.csv_type", "Text", cell)
		} else if e.Kind != directory.Number {
			r.refuse(NumberType, "federation.csv_not_for_kind")
		}
	}
	if cell := r.cells[ExtensionType]; cell != "" {
		if e.ExtensionType = extensionWords[directory.Fold(cell)]; e.ExtensionType == "" {
			r.refuse(ExtensionType, "federation.csv_type", "Text", cell)
		} else if e.Kind != directory.Group {
			r.refuse(ExtensionType, "federation.csv_not_for_kind")
		}
	}
}

// carryOut makes the entry that the record means, or says which of its fields change.
func (r *row) carryOut(c claim) error {
	if c.entry == makes && isPlace(r.out.Entry.Kind) { // a line before may have made it, as somebody is there
		if n, ok := r.Known.byPlainKey[r.Known.plainKey(r.out.Entry)]; ok {
			c.entry = n
		}
	}
	if err := r.places(); err != nil {
		return err
	}
	if c.entry != makes {
		r.update(c.entry)
		return nil
	}
	return r.create()
}

// places gives the sites, departments and locations that the record names their ids; what is not there is made.
func (r *row) places() error {
	e := &r.out.Entry
	for _, p := range []struct {
		field Field
		kind  directory.Kind
		id    *string
	}{{Site, directory.Site, &e.Site}, {Department, directory.Department, &e.Department}, {Location, directory.Location, &e.Location}} {
		name := settings.CleanName(r.cells[p.field])
		if name == "" || isPlace(e.Kind) || e.Kind == directory.Account {
			continue
		}
		if *p.id = r.Known.place(p.kind, e.Account, name); *p.id != "" {
			continue
		}
		id, err := r.NewID()
		if err != nil {
			return err
		}
		made := directory.Entry{ID: id, Kind: p.kind, Account: e.Account, Name: name}
		r.Known.Add(made) // a line of its own may still say more of it
		r.out.Places = append(r.out.Places, made)
		*p.id = id
	}
	return nil
}

func (r *row) create() error {
	id, err := r.NewID()
	if err != nil {
		return err
	}
	r.out.ID, r.out.Entry.ID, r.out.Created = id, id, true
	if isPlace(r.out.Entry.Kind) {
		r.Known.Add(r.out.Entry)
	}
	return nil
}

// update says which fields the file gives an entry that is there.
func (r *row) update(n int32) {
	id := r.Known.ids.get(n)
	r.out.ID, r.out.Entry.ID = id, id
	e := r.out.Entry
	r.out.Set = map[string]string{}
	for field, value := range map[Field]string{
		Name: e.Name, Phone: e.Phone, Extension: e.Extension, Email: e.Email, Custom: e.Custom, Administrator: e.Administrator,
		Site: e.Site, Department: e.Department, Location: e.Location,
		NumberType: string(e.NumberType), ExtensionType: string(e.ExtensionType),
	} {
		if _, there := r.cells[field]; there && (value != "" || field != Name) {
			r.out.Set[string(field)] = value
		}
	}
	if e.Account != "" && r.cells[Account] != "" {
		r.out.Set[string(Account)] = e.Account
	}
}
