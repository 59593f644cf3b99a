//go:build linux

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"pupitre/data/desk"
	"pupitre/data/store"
	"pupitre/data/wire"
)

const (
	rowsAtOnce = 10_000 // of the plain insertion: as many as the desktop asks for
	cutAt      = 0.4    // of the directory
)

// sampleRow is an opaque row of the size of a telephone user's.
func sampleRow(i int) wire.DirectoryRow {
	body := fmt.Sprintf(`{"account":"a%03d","name":"Personne %d Tremblay","phone":"+1514555%04d","extension":"%d","department":"Ventes"}`,
		i%300, i, 100+i%100, 3000+i%7000)
	return wire.DirectoryRow{ID: fmt.Sprintf("0198c0de-%08d", i), Kind: "user", Body: json.RawMessage(body)}
}

func sampleRows(n int) func(yield func(wire.DirectoryRow) bool) {
	return func(yield func(wire.DirectoryRow) bool) {
		for i := range n {
			if !yield(sampleRow(i)) {
				return
			}
		}
	}
}

// measureDirectory alternates reading from the server, the same with a cut, and inserting without any server in two ways; each
// begins with an empty file and ends when every row can be queried and the file is closed.
func measureDirectory(ctx context.Context, b bench, r *result) (err error) {
	w, err := newWorld(ctx, b, sampleRows(b.rows))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	people, err := w.people(ctx, 1)
	if err != nil {
		return err
	}
	d := directories{bench: b, world: w, reader: people[0]}
	rows := make([]wire.DirectoryRow, 0, b.rows)
	for row := range sampleRows(b.rows) {
		rows = append(rows, row)
	}
	var read, cut, plain, bound []float64
	kinds := []struct {
		into *[]float64
		run  func() error
	}{
		{&read, func() error { return d.read(ctx) }},
		{&plain, func() error { return d.plain(ctx, rows) }},
		{&bound, func() error { return d.insert(ctx, rows) }},
		{&cut, func() error { return d.readCut(ctx) }},
	}
	for round := range b.runs {
		for turn := range kinds {
			k := kinds[(round+turn)%len(kinds)]
			begun := time.Now()
			if err := k.run(); err != nil {
				return err
			}
			*k.into = append(*k.into, millis(time.Since(begun)))
		}
	}
	r.add(fmt.Sprintf("%d rows read from the server", b.rows), "ms", read...)
	r.add("the same rows inserted plainly", "ms", plain...)
	r.aim("ratio to the plain insertion", "", 1.6, ratios(read, plain)...)
	r.add("the same rows given to the desktop's own store", "ms", bound...)
	r.add("ratio to the desktop's own store", "", ratios(read, bound)...)
	r.add(fmt.Sprintf("read, cut at %.0f %% in the middle of a page, resumed by another run", cutAt*100), "ms", cut...)
	r.add("ratio to the uncut reading", "", ratios(cut, read)...)
	r.note("After the cut, %d of %d rows were here; the resumed run fetched the other %d, and none of those again.",
		d.kept, b.rows, d.resumed)
	r.note("Plain insertion: a prepared statement for one row, %d rows a transaction, each with fsync, the desktop's table, the "+
		"index last. The desktop's own store takes sixteen rows a statement: what it needs alone is the bound of any reading.", rowsAtOnce)
	return nil
}

// directories are the readings of one world.
type directories struct {
	bench
	world         *world
	reader        pass
	count         int
	kept, resumed int // rows of the last reading that was cut
}

// counted counts the rows that arrive in whole pages.
type counted struct {
	desk.RowsExchange
	rows int
}

func (c *counted) Rows(ctx context.Context, space string, generation int64, after string, limit int) (wire.RowsPage, error) {
	page, err := c.RowsExchange.Rows(ctx, space, generation, after, limit)
	c.rows += len(page.Rows)
	return page, err
}

func (d *directories) file() string {
	d.count++
	return filepath.Join(d.dir, fmt.Sprintf("directory%d", d.count), "directory.db")
}

func (d *directories) read(ctx context.Context) error {
	client, err := d.world.client(d.reader)
	if err != nil {
		return err
	}
	path := d.file()
	if err := readInto(ctx, client, path); err != nil {
		return err
	}
	return d.finished(ctx, path)
}

// readInto is one run of a desktop.
func readInto(ctx context.Context, from desk.RowsExchange, path string) error {
	file, err := store.OpenDirectory(ctx, store.Options{Path: path})
	if err != nil {
		return err
	}
	_, err = desk.ReadDirectory(ctx, from, file, wire.DirectorySpace(federation))
	return errors.Join(err, file.Close())
}

// finished opens the file again, asks it for all rows and for the last one, and removes it.
func (d *directories) finished(ctx context.Context, path string) error {
	file, err := store.OpenDirectory(ctx, store.Options{Path: path})
	if err != nil {
		return err
	}
	n, err := file.Count("user")
	if err == nil && n != int64(d.rows) {
		err = fmt.Errorf("%d rows, want %d", n, d.rows)
	}
	if err == nil {
		_, err = file.Row(sampleRow(d.rows - 1).ID)
	}
	return errors.Join(err, file.Close(), os.RemoveAll(filepath.Dir(path)))
}

// plain is what the reading is compared with.
func (d *directories) plain(ctx context.Context, rows []wire.DirectoryRow) error {
	path := d.file()
	if err := plainly(ctx, path, rows); err != nil {
		return err
	}
	return os.RemoveAll(filepath.Dir(path))
}

// insert is the bound: the same rows into the same kind of file, with nothing to fetch or to decode.
func (d *directories) insert(ctx context.Context, rows []wire.DirectoryRow) error {
	path := d.file()
	file, err := store.OpenDirectory(ctx, store.Options{Path: path})
	if err != nil {
		return err
	}
	after := ""
	for at := 0; at < len(rows) && err == nil; at += rowsAtOnce {
		page := rows[at:min(at+rowsAtOnce, len(rows))]
		head := wire.RowsHead{Generation: 1, Current: 1, Size: int64(len(rows))}
		err = file.AddPage(head, after, page, at+rowsAtOnce < len(rows))
		after = page[len(page)-1].ID
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	return d.finished(ctx, path)
}

// readCut reads over a line that breaks in the middle of the page at the mark, closes, and goes on as a desktop that was
// started anew does. Rows that are here must not be sent again.
func (d *directories) readCut(ctx context.Context) error {
	path := d.file()
	line := &cutLine{page: int(float64(d.rows)*cutAt)/rowsAtOnce + 1}
	broken, err := d.world.clientOver(d.reader, line)
	if err != nil {
		return err
	}
	if err := readInto(ctx, broken, path); err == nil {
		return errors.New("the reading was not cut")
	}
	if d.kept, err = progress(ctx, path); err != nil {
		return err
	}
	client, err := d.world.client(d.reader)
	if err != nil {
		return err
	}
	rest := &counted{RowsExchange: client}
	if err := readInto(ctx, rest, path); err != nil {
		return err
	}
	if d.resumed = rest.rows; d.kept+d.resumed != d.rows {
		return fmt.Errorf("%d rows were here and %d were fetched, of %d", d.kept, d.resumed, d.rows)
	}
	return d.finished(ctx, path)
}

func progress(ctx context.Context, path string) (int, error) {
	file, err := store.OpenDirectory(ctx, store.Options{Path: path})
	if err != nil {
		return 0, err
	}
	p, err := file.Progress()
	return int(p.Received), errors.Join(err, file.Close())
}
