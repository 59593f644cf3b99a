package server

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	"github.com/google/uuid"

	"pupitre/data/directory"
	"pupitre/data/directory/sheet"
	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// errImportEnded ends the reading of an import that was cancelled.
var errImportEnded = errors.New("the import was cancelled")

// read reads the whole file, record by record, and writes what it does in batches.
func (j *importJob) read(ctx context.Context) error {
	const op = "server.read"
	if err := j.prepare(ctx); err != nil {
		return fault.Wrap(op, err)
	}
	if _, err := j.file.Seek(0, io.SeekStart); err != nil {
		return fault.Wrap(op, err)
	}
	in := sheet.NewReader(j.file, j.format)
	if titles, err := in.Next(); err != nil || titles.Err != nil {
		return fault.Wrap(op, orFault(err, titles.Err))
	}
	im := importerOf(j.options, j.known, j.newID)
	for pending := 1; ; pending++ {
		rec, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fault.Wrap(op, err)
		}
		out, err := im.Row(rec)
		if err != nil {
			return fault.Wrap(op, err)
		}
		j.report.Done = rec.Line
		j.take(out)
		if pending >= importBatch {
			pending = 0
			if err := j.flush(ctx); err != nil {
				return fault.Wrap(op, err)
			}
		}
	}
	j.report.Done = j.report.Lines
	if j.options.Replace {
		j.report.Gone = j.known.Gone()
	}
	return fault.Wrap(op, j.flush(ctx))
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
		j.known.Add(e, 0)
		known = known || e.ID == j.options.Account && e.Kind == directory.Account
		if j.options.Replace && naming(e.Kind) {
			stay = append(stay, wire.DirectoryRow{ID: e.ID})
		}
	}
	if j.options.Account != "" && !known {
		return fault.New(fault.Invalid, "server.prepare", "federation.csv_account_missing")
	}
	if !j.options.Replace {
		return j.copyAll(ctx)
	}
	return j.copySome(ctx, stay)
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
func (j *importJob) take(out sheet.Outcome) {
	for _, place := range out.Places {
		j.rows = append(j.rows, place.Row())
		j.report.Created++
	}
	sample := wire.ImportSample{Line: out.Line, Created: out.Created, Kind: string(out.Entry.Kind), Name: out.Entry.Name}
	switch {
	case len(out.Reasons) > 0:
		j.refuse(out)
	case out.Created:
		j.rows = append(j.rows, out.Entry.Row())
		j.report.Created++
		j.sample(sample)
	default:
		j.sets[out.ID] = fieldsSet{out.Set, sample}
		j.order = append(j.order, out.ID)
	}
}

func (j *importJob) sample(s wire.ImportSample) {
	if len(j.report.Samples) < wire.MaxImportSamples {
		j.report.Samples = append(j.report.Samples, s)
	}
}

// refuse tells of a record that is refused. Only the first ones are told in full.
func (j *importJob) refuse(out sheet.Outcome) {
	j.report.Refused++
	if len(j.report.Problems) >= wire.MaxImportProblems {
		return
	}
	p := wire.ImportProblem{Line: out.Line, Text: out.Text}
	for _, r := range out.Reasons {
		key, args := fault.KeyOf(r.Err)
		p.Reasons = append(p.Reasons, wire.ImportReason{Field: string(r.Field), Key: key, Args: args})
	}
	j.report.Problems = append(j.report.Problems, p)
}

// flush writes what was noted, and says how far the import is; it ends an import that was cancelled.
func (j *importJob) flush(ctx context.Context) error {
	var updated []wire.ImportSample
	var same int
	err := j.s.store.Write(ctx, func(tx *store.Tx) error {
		updated, same = nil, 0 // the transaction may run again
		if err := tx.AddDirectoryRows(j.generation, j.rows); err != nil {
			return err
		}
		for _, id := range j.order {
			changed, err := j.change(tx, id)
			if err != nil {
				return err
			}
			if changed {
				updated = append(updated, j.sets[id].sample)
			} else {
				same++
			}
		}
		report := j.report
		report.Updated, report.Same, report.Problems = report.Updated+len(updated), report.Same+same, nil
		text, err := json.Marshal(report)
		if err != nil {
			return err
		}
		err = tx.TouchImport(j.id, string(text), j.s.now())
		if fault.Is(err, fault.NotFound) {
			return errImportEnded
		}
		return err
	})
	if err != nil {
		return err
	}
	j.report.Updated, j.report.Same = j.report.Updated+len(updated), j.report.Same+same
	for _, s := range updated {
		j.sample(s)
	}
	j.rows, j.order = j.rows[:0], j.order[:0]
	clear(j.sets)
	return nil
}

// change gives an entry the fields of the file; it tells whether any of them was another one.
func (j *importJob) change(tx *store.Tx, id string) (changed bool, err error) {
	row, err := tx.DirectoryRow(j.generation, id)
	copied := err == nil
	if fault.Is(err, fault.NotFound) { // of a file that replaces: it stays, as the file has it
		row, err = tx.DirectoryRow(j.federation.Generation, id)
	}
	if err != nil {
		return false, err
	}
	e, err := directory.Decode(row)
	if err != nil {
		return false, err
	}
	for field, value := range j.sets[id].fields {
		changed = changed || e.Value(directory.Column(field)) != value && (field != string(sheet.Administrator) || e.Administrator != value)
	}
	if changed {
		if row, err = directory.Patch(row, j.sets[id].fields); err != nil {
			return false, err
		}
	}
	switch {
	case !copied:
		err = tx.AddDirectoryRows(j.generation, []wire.DirectoryRow{row})
	case changed:
		err = tx.UpdateDirectoryRow(j.generation, row)
	}
	return changed, err
}
