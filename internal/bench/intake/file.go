//go:build linux

package main

import (
	"bufio"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"

	"pupitre/data/directory"
	"pupitre/data/directory/sample"
	"pupitre/data/directory/sheet"
	"pupitre/data/transfer"
	"pupitre/data/wire"
	"pupitre/i18n"
)

// columns of the file: all but the identifier, so that every line has to be found by its extension.
var columns = sheet.Fields()[1:]

// writeFile writes entries that have an extension as an export would, and gives those that name the others: they are in the
// directory already.
func writeFile(path string, o options) (naming []wire.DirectoryRow, err error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	buffered := bufio.NewWriterSize(file, 1<<20)
	out, err := transfer.NewCSVWriter(buffered, transfer.CSVFrench)
	if err != nil {
		return nil, err
	}
	federation := sample.Federation(sample.Options{Seed: 1, Accounts: o.accounts, Entries: o.rows * 3 / 2})
	naming, names, err := namesOf(federation)
	if err != nil {
		return nil, err
	}
	if err := writeLines(out, names, federation, o.rows); err != nil {
		return nil, err
	}
	return naming, errors.Join(out.Close(), buffered.Flush())
}

// namesOf are the rows that give others their names.
func namesOf(rows iter.Seq[wire.DirectoryRow]) (naming []wire.DirectoryRow, names directory.Names, err error) {
	var entries []directory.Entry
	for row := range rows {
		e, err := directory.Decode(row)
		if err != nil {
			return nil, names, err
		}
		if slices.Contains(directory.NamingKinds(), e.Kind) {
			naming, entries = append(naming, row), append(entries, e)
		}
	}
	return naming, directory.NewNames(entries), nil
}

// writeLines writes so many lines under their titles.
func writeLines(out *transfer.CSVWriter, names directory.Names, rows iter.Seq[wire.DirectoryRow], n int) error {
	p := i18n.For(i18n.French)
	cells := make([]string, len(columns))
	for i, f := range columns {
		cells[i] = sheet.Title(p, f)
	}
	if err := out.Write(cells); err != nil {
		return err
	}
	for row := range rows {
		e, err := directory.Decode(row)
		if err != nil {
			return err
		}
		if e.Extension == "" || slices.Contains(directory.NamingKinds(), e.Kind) {
			continue
		}
		for i, f := range columns {
			cells[i] = sheet.Cell(p, names, e, f)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
		if n--; n == 0 {
			return nil
		}
	}
	return fmt.Errorf("%d lines are missing", n)
}
