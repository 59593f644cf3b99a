package server

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"github.com/google/uuid"

	"pupitre/data/directory"
	"pupitre/data/directory/plan"
	"pupitre/data/directory/sheet"
	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// errImportEnded ends the reading of an import that was cancelled.
var errImportEnded = errors.New("the import was cancelled")

// read reads the whole file twice: first to know what its lines want of each other, then to write what they do, in batches.
func (j *importJob) read(ctx context.Context) error {
	const op = "server.read"
	if err := j.prepare(ctx); err != nil {
		return fault.Wrap(op, err)
	}
	im := importerOf(j.options, j.known, j.newID)
	im.Lines = j.format.Lines
	err := j.through(ctx, wire.StageChecking, func(rec sheet.Record) error {
		im.Survey(rec)
		return nil
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	im.Settle()
	err = j.through(ctx, wire.StageWriting, func(rec sheet.Record) error {
		out, err := im.Row(rec)
		if err != nil {
			return err
		}
		return j.take(out)
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	j.report.Gone = im.Gone()
	return fault.Wrap(op, j.flush(ctx))
}

// through reads the file to its end, record by record, and says how far it is.
func (j *importJob) through(ctx context.Context, stage wire.ImportStage, do func(sheet.Record) error) error {
	j.report.Stage, j.report.Done, j.report.Total = stage, 0, j.report.Lines
	if _, err := j.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	in := sheet.NewReader(j.file, j.format)
	if titles, err := in.Next(); err != nil || titles.Err != nil {
		return orFault(err, titles.Err)
	}
	for pending := 1; ; pending++ {
		rec, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if err := do(rec); err != nil {
			return err
		}
		j.report.Done = rec.Line
		if pending >= importBatch {
			pending = 0
			if err := j.flush(ctx); err != nil {
				return err
			}
		}
	}
	j.report.Done = j.report.Total
	return nil
}

func (j *importJob) newID() (string, error) {
	id, err := uuid.NewV7FromReader(j.s.rand)
	return id.String(), err
}

// prepare learns what is there, and copies what stays.
func (j *importJob) prepare(ctx context.Context) error {
	j.known, j.sets = sheet.NewKnown(), map[string]fieldsSet{}
	var stay []wire.DirectoryRow
	known := false
	for e, err := range j.s.entriesOf(ctx, j.federation.Generation) {
		if err != nil {
			return err
		}
		j.known.Add(e)
		known = known || e.ID == j.options.Account && e.Kind == directory.Account
		if j.options.Replace && naming(e.Kind) {
			stay = append(stay, wire.DirectoryRow{ID: e.ID})
		}
	}
	if j.options.Account != "" && !known {
		return fault.New(fault.Invalid, "server.prepare", "federation.csv_account_missing")
	}
	j.report.Stage, j.report.Total = wire.StageCopying, int64(len(stay))
	if j.options.Replace {
		return j.copySome(ctx, stay)
	}
	j.report.Total = int64(j.known.Len())
	return j.copyAll(ctx, func(tx *store.Tx) error {
		j.report.Done = min(j.report.Done+importBatch, j.report.Total)
		return j.touch(tx, j.report)
	})
}

// naming tells whether a kind gives its name to others: such entries stay whatever the file says.
func naming(k directory.Kind) bool {
	for _, n := range directory.NamingKinds() {
		if n == k {
			return true
		}
	}
	return false
}

// copySome copies the rows of some ids.
func (j *importJob) copySome(ctx context.Context, rows []wire.DirectoryRow) error {
	for len(rows) > 0 {
		batch := rows[:min(importBatch, len(rows))]
		rows = rows[len(batch):]
		err := j.s.store.Write(ctx, func(tx *store.Tx) (err error) {
			for i := range batch {
				if batch[i], err = tx.DirectoryRow(j.federation.Generation, batch[i].ID); err != nil {
					return err
				}
			}
			return tx.AddDirectoryRows(j.generation, batch)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// take notes what a record does.
func (j *importJob) take(out sheet.Outcome) error {
	for _, place := range out.Places {
		j.rows = append(j.rows, place.Row())
		j.report.Created++
	}
	sample := wire.ImportSample{Line: out.Line, Created: out.Created, Kind: string(out.Entry.Kind), Name: out.Entry.Name}
	switch {
	case len(out.Reasons) > 0:
		if j.options.Replace && out.ID != "" {
			j.set(out.ID, fieldsSet{refused: true})
		}
		return j.refuse(out)
	case out.Created:
		j.rows = append(j.rows, out.Entry.Row())
		j.report.Created++
		j.report.Reserved += reserved(sample.Kind, out.Entry.Extension)
		j.sample(sample)
	default:
		j.set(out.ID, fieldsSet{fields: out.Set, sample: sample})
	}
	return nil
}

// set notes what becomes of an entry that is there; what a line gives it is worth more than that it stays.
func (j *importJob) set(id string, fields fieldsSet) {
	_, noted := j.sets[id]
	if !noted {
		j.order = append(j.order, id)
	}
	if !noted || !fields.refused {
		j.sets[id] = fields
	}
}

func (j *importJob) sample(s wire.ImportSample) {
	if len(j.report.Samples) < wire.MaxImportSamples {
		j.report.Samples = append(j.report.Samples, s)
	}
}

// refuse notes why a record is refused.
func (j *importJob) refuse(out sheet.Outcome) error {
	p := wire.ImportProblem{Line: out.Line, Text: out.Text}
	for _, r := range out.Reasons {
		key, args := fault.KeyOf(r.Err)
		p.Reasons = append(p.Reasons, wire.ImportReason{Field: string(r.Field), Key: key, Args: args})
	}
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	j.report.Refused++
	j.problems = append(j.problems, string(body))
	return nil
}

// reserved is 1 for an extension that nobody can dial, else 0. That of an account is none: no plan gives it another one.
func reserved(kind, extension string) int {
	if extension != "" && kind != string(directory.Account) && plan.InTheWayOf(extension) != "" {
		return 1
	}
	return 0
}

// flush writes what was noted, and says how far the import is; it ends an import that was cancelled.
func (j *importJob) flush(ctx context.Context) error {
	var updated []wire.ImportSample
	var same, undialled int
	err := j.s.store.Write(ctx, func(tx *store.Tx) error {
		updated, same, undialled = nil, 0, 0 // the transaction may run again
		if err := tx.AddDirectoryRows(j.generation, j.rows); err != nil {
			return err
		}
		for _, id := range j.order {
			was, fields, err := j.change(tx, id)
			switch {
			case err != nil:
				return err
			case j.sets[id].refused:
			case len(fields) > 0:
				updated = append(updated, j.sets[id].sample.Updates(was, fields))
				if slices.Contains(fields, string(sheet.Extension)) {
					undialled += reserved(j.sets[id].sample.Kind, j.sets[id].fields[string(sheet.Extension)])
				}
			default:
				same++
			}
		}
		if err := tx.AddImportProblems(j.id, j.noted, j.problems); err != nil {
			return err
		}
		report := j.report
		report.Updated, report.Same, report.Reserved = report.Updated+len(updated), report.Same+same, report.Reserved+undialled
		return j.touch(tx, report)
	})
	if err != nil {
		return err
	}
	j.report.Updated, j.report.Same, j.report.Reserved = j.report.Updated+len(updated), j.report.Same+same, j.report.Reserved+undialled
	for _, s := range updated {
		j.sample(s)
	}
	j.noted += len(j.problems)
	j.rows, j.order, j.problems = j.rows[:0], j.order[:0], j.problems[:0]
	clear(j.sets)
	return nil
}

// touch says how far the import is; errImportEnded when it was cancelled.
func (j *importJob) touch(tx *store.Tx, report wire.Import) error {
	text, err := json.Marshal(report)
	if err != nil {
		return err
	}
	err = tx.TouchImport(j.id, string(text), j.s.now())
	if fault.Is(err, fault.NotFound) {
		return errImportEnded
	}
	return err
}

// change gives an entry the fields of the file; it tells what it was called, and the fields that were others.
func (j *importJob) change(tx *store.Tx, id string) (was string, fields []string, err error) {
	row, err := tx.DirectoryRow(j.generation, id)
	copied := err == nil
	if fault.Is(err, fault.NotFound) { // of a file that replaces: it stays, as the file has it
		row, err = tx.DirectoryRow(j.federation.Generation, id)
	}
	if err != nil {
		return "", nil, err
	}
	e, err := directory.Decode(row)
	if err != nil {
		return "", nil, err
	}
	for _, field := range sheet.Fields() {
		value, set := j.sets[id].fields[string(field)]
		now := e.Value(directory.Column(field))
		if field == sheet.Administrator { // no column of a search
			now = e.Administrator
		}
		if set && value != now {
			fields = append(fields, string(field))
		}
	}
	if len(fields) > 0 {
		if row, err = directory.Patch(row, j.sets[id].fields); err != nil {
			return "", nil, err
		}
	}
	switch {
	case !copied:
		err = tx.AddDirectoryRows(j.generation, []wire.DirectoryRow{row})
	case len(fields) > 0:
		err = tx.UpdateDirectoryRow(j.generation, row)
	}
	return e.Name, fields, err
}
