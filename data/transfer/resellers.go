package transfer

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Outcome is what an import does with a record.
type Outcome int

// The outcomes.
const (
	Created Outcome = iota
	Updated
	Unchanged
	Rejected
)

// ResellerRow is what becomes of one record of a file.
type ResellerRow struct {
	Line    int
	Name    string
	Outcome Outcome
	ID      string                // of the reseller, "" when rejected
	Fields  map[string]wire.Value // those to write
	Reasons []error               // why it is rejected: all of them
}

// ResellerPlan is what an import would do.
type ResellerPlan struct {
	Rows    []ResellerRow
	Ignored []string // titles that are no column of ours
}

// ResellerImport is what an import is held against.
type ResellerImport struct {
	// Column names the field of a column by its title, "" for none of ours; "id" is not imported.
	Column func(title string) string
	// Resellers and Telephony are those that there are.
	Resellers []settings.Reseller
	Telephony []settings.Telephony
	// New is a reseller as it begins, with an id of its own.
	New func() settings.Reseller
	// Most is how many resellers there may be.
	Most int
}

// Plan finds what the records would do, their first one being the titles. Resellers are known by their name, as FoldName
// compares; an empty cell empties the field, or leaves a new reseller its default. Nothing is written.
//
// Refusals of the whole file: transfer.csv_no_name, when no title means the name, and transfer.csv_quotes of the titles.
func (im ResellerImport) Plan(records []CSVRecord) (plan ResellerPlan, err error) {
	const op = "transfer.Plan"
	if len(records) == 0 {
		return plan, fault.New(fault.Invalid, op, "transfer.csv_empty")
	}
	if records[0].Err != nil {
		return plan, fault.Wrap(op, records[0].Err)
	}
	fields := make([]string, len(records[0].Cells))
	for i, title := range records[0].Cells {
		if fields[i] = im.Column(title); fields[i] == "" && title != "" {
			plan.Ignored = append(plan.Ignored, title)
		}
	}
	if !slices.Contains(fields, settings.FieldName) {
		return plan, fault.New(fault.Invalid, op, "transfer.csv_no_name")
	}
	run := importing{ResellerImport: im, fields: fields, seen: map[string]int{}, known: map[string]settings.Reseller{}, count: len(im.Resellers)}
	for _, r := range im.Resellers {
		run.known[settings.FoldName(r.Name)] = r
	}
	for _, record := range records[1:] {
		plan.Rows = append(plan.Rows, run.row(record))
	}
	return plan, nil
}

// Edits are the fields to write, an entity after the other.
func (p ResellerPlan) Edits() (out []syncing.FieldEdit) {
	for _, row := range p.Rows {
		for _, name := range resellerFields {
			if v, ok := row.Fields[name]; ok {
				out = append(out, syncing.FieldEdit{Entity: settings.ResellerEntity(row.ID), Field: name, Value: v})
			}
		}
	}
	return out
}

// Count is how many records have an outcome.
func (p ResellerPlan) Count(o Outcome) (n int) {
	for _, row := range p.Rows {
		if row.Outcome == o {
			n++
		}
	}
	return n
}

// resellerFields in the order in which they are written.
var resellerFields = []string{
	settings.FieldName, settings.FieldLanguage, settings.FieldTelephony, settings.FieldEmail, settings.FieldPhone,
	settings.FieldActive, settings.FieldNote,
}

// importing is one plan being made.
type importing struct {
	ResellerImport
	fields []string
	known  map[string]settings.Reseller // by folded name
	seen   map[string]int               // line of each folded name of the file
	count  int                          // of resellers, with those to be made
}

func (im *importing) row(record CSVRecord) ResellerRow {
	row := ResellerRow{Line: record.Line, Outcome: Rejected}
	if record.Err != nil {
		row.Reasons = []error{record.Err}
		return row
	}
	cells := map[string]string{}
	for i, cell := range record.Cells {
		if i < len(im.fields) && im.fields[i] != "" {
			cells[im.fields[i]] = cell
		}
	}
	row.Name = settings.CleanName(cells[settings.FieldName])
	key := settings.FoldName(row.Name)
	was, exists := im.known[key]
	if !exists {
		was = im.New()
	}
	values, reasons := im.read(cells, exists)
	if first, twice := im.seen[key]; twice && key != "" {
		reasons = append(reasons, fault.New(fault.Conflict, "transfer.row", "transfer.csv_name_twice", "Line", first))
	}
	if !exists && im.count >= im.Most && len(reasons) == 0 {
		reasons = append(reasons, fault.New(fault.Conflict, "transfer.row", "settings.too_many"))
	}
	im.seen[key] = record.Line
	if len(reasons) > 0 {
		row.Reasons = reasons
		return row
	}
	row.ID = was.ID
	if exists {
		row.Fields, row.Outcome = differing(was.Fields(), values), Updated
		if len(row.Fields) == 0 {
			row.Outcome = Unchanged
		}
		return row
	}
	im.count++
	row.Outcome, row.Fields = Created, was.Fields()
	for name, v := range values {
		row.Fields[name] = v
	}
	return row
}

// read gives the stored form of each cell, or every reason why there is none. An empty cell says nothing of what a reseller
// must have.
func (im *importing) read(cells map[string]string, exists bool) (values map[string]wire.Value, reasons []error) {
	values = map[string]wire.Value{}
	for _, name := range resellerFields {
		cell, there := cells[name]
		if !there && name != settings.FieldName {
			continue
		}
		if cell == "" && name != settings.FieldName {
			if exists && name != settings.FieldLanguage && name != settings.FieldActive {
				values[name] = wire.Value("null")
			}
			continue
		}
		v, err := im.value(name, cell)
		if err != nil {
			reasons = append(reasons, err)
			continue
		}
		values[name] = v
	}
	return values, reasons
}

// value is the stored form of a cell that is not empty.
func (im *importing) value(field, cell string) (wire.Value, error) {
	const op = "transfer.value"
	switch field {
	case settings.FieldName:
		return settings.Text(settings.CleanName(cell)), settings.CheckEntryName(settings.CleanName(cell))
	case settings.FieldLanguage:
		if code, ok := languageWords[settings.FoldName(cell)]; ok {
			return settings.Text(code), nil
		}
		return nil, fault.New(fault.Invalid, op, "transfer.csv_language", "Text", cell)
	case settings.FieldActive:
		if on, ok := truthWords[settings.FoldName(cell)]; ok {
			return settings.Truth(on), nil
		}
		return nil, fault.New(fault.Invalid, op, "transfer.csv_truth", "Text", cell)
	case settings.FieldEmail:
		stored, err := settings.ParseEmail(cell)
		return settings.OptionalText(stored), err
	case settings.FieldPhone:
		stored, err := settings.ParsePhone(cell)
		return settings.OptionalText(stored), err
	case settings.FieldNote:
		return settings.OptionalText(settings.CleanNote(cell)), settings.CheckNote(settings.CleanNote(cell))
	case settings.FieldTelephony:
		for _, t := range im.Telephony {
			if settings.FoldName(t.Name) == settings.FoldName(cell) {
				return settings.Text(t.ID), nil
			}
		}
		return nil, fault.New(fault.Invalid, op, "transfer.unknown_provider", "Name", cell)
	}
	return nil, fault.As(fault.Internal, op, "", errors.New("no such column: "+fmt.Sprint(field)))
}

// languageWords and truthWords are what people write in a spreadsheet, folded.
var (
	languageWords = folded(map[string]string{
		"fr": "fr", "fra": "fr", "français": "fr", "french": "fr", "en": "en", "eng": "en", "anglais": "en", "english": "en",
	})
	truthWords = folded(map[string]bool{
		"oui": true, "yes": true, "true": true, "vrai": true, "1": true, "x": true, "actif": true, "active": true,
		"non": false, "no": false, "false": false, "faux": false, "0": false, "inactif": false, "inactive": false,
		"désactivé": false, "deactivated": false,
	})
)

func folded[T any](words map[string]T) map[string]T {
	out := make(map[string]T, len(words))
	for word, v := range words {
		out[settings.FoldName(word)] = v
	}
	return out
}

// differing are the values that are not those of before.
func differing(before, after map[string]wire.Value) map[string]wire.Value {
	out := map[string]wire.Value{}
	for name, v := range after {
		if !bytes.Equal(before[name], v) {
			out[name] = v
		}
	}
	return out
}
