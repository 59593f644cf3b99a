//go:build linux

package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"golang.org/x/sys/unix"

	"pupitre/data/directory"
	database "pupitre/data/store"
	"pupitre/data/wire"
	"pupitre/internal/bench/stats"
)

// pageSize is the number of answers of a page: what a tall window shows, and half as many again.
const pageSize = 50

// measured is a directory of a desktop, and what was measured on it. Times are in milliseconds.
type measured struct {
	store                   *database.Directory
	index                   *directory.Index
	path                    string
	insert, build, load     time.Duration
	plain, rowsFile, idFile int64 // bytes: of the rows as they travel, of the file with them, of the index
	memory                  stats.Memory
	cold, warm              pass
}

// pass are the times of a whole log, each query once.
type pass struct {
	page, pageCPU   []float64 // the search, the first page's ids, and its rows from the database
	counts, countsC []float64
}

// store inserts rows as a desktop does, and makes their index.
func store(ctx context.Context, dir string, rows []wire.DirectoryRow) (m *measured, err error) {
	m = &measured{path: filepath.Join(dir, "directory.db")}
	if m.store, err = database.OpenDirectory(ctx, database.Options{Path: m.path}); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, m.close())
		}
	}()
	var line []byte
	for _, r := range rows {
		line = wire.AppendRow(line[:0], r)
		m.plain += int64(len(line))
	}
	begun := time.Now()
	if err := insert(m.store, rows); err != nil {
		return nil, err
	}
	m.insert = time.Since(begun)
	begun = time.Now()
	if m.index, err = m.store.BuildIndex(ctx); err != nil {
		return nil, err
	}
	if err := m.store.SaveIndex(m.index); err != nil {
		return nil, err
	}
	m.build = time.Since(begun)
	return m, m.sizes()
}

func insert(d *database.Directory, rows []wire.DirectoryRow) error {
	head, after := wire.RowsHead{Generation: 1, Current: 1, Size: int64(len(rows))}, ""
	for from := 0; from < len(rows); from += wire.MaxRows {
		page := rows[from:min(from+wire.MaxRows, len(rows))]
		if err := d.AddPage(head, after, page, from+len(page) < len(rows)); err != nil {
			return err
		}
		after = page[len(page)-1].ID
	}
	return nil
}

func (m *measured) sizes() error {
	for _, f := range []struct {
		name string
		size *int64
	}{{m.path, &m.rowsFile}, {m.path + ".index", &m.idFile}} {
		info, err := os.Stat(f.name)
		if err != nil {
			return err
		}
		*f.size = info.Size()
	}
	return nil
}

func (m *measured) close() error { return m.store.Close() }

// measure reads the index again, and asks the whole log twice: the first time nothing of the index has been touched yet.
func (m *measured) measure(ctx context.Context, log []directory.Query) (err error) {
	m.index = nil
	runtime.GC()
	begun := time.Now()
	if m.index, err = m.store.LoadIndex(); err != nil {
		return err
	}
	m.load = time.Since(begun)
	for _, p := range []*pass{&m.cold, &m.warm} {
		for _, q := range log {
			if err := m.ask(ctx, q, p); err != nil {
				return err
			}
		}
	}
	m.memory, err = stats.MemoryOf(os.Getpid())
	return err
}

// ask is what one letter asks: the page with its rows, then the counts.
func (m *measured) ask(ctx context.Context, q directory.Query, p *pass) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	begun, cpu := time.Now(), threadTime()
	r, err := m.page(ctx, q)
	if err != nil {
		return err
	}
	p.page, p.pageCPU = append(p.page, ms(time.Since(begun))), append(p.pageCPU, ms(threadTime()-cpu))
	begun, cpu = time.Now(), threadTime()
	if _, err := r.Counts(ctx); err != nil {
		return err
	}
	p.counts, p.countsC = append(p.counts, ms(time.Since(begun))), append(p.countsC, ms(threadTime()-cpu))
	return nil
}

func (m *measured) page(ctx context.Context, q directory.Query) (*directory.Result, error) {
	r, err := m.index.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	ids := r.IDs(0, pageSize)
	rows, err := m.store.RowsOf(ids)
	if err == nil && len(rows) != len(ids) {
		err = errors.New("a row that was found is not stored")
	}
	return r, err
}

// answer is what both sides are compared by.
type answer struct {
	ms    float64
	found int
}

// askAll asks queries once each, the page alone.
func (m *measured) askAll(ctx context.Context, asked []directory.Query) (list []answer, err error) {
	for _, q := range asked {
		begun := time.Now()
		r, err := m.page(ctx, q)
		if err != nil {
			return nil, err
		}
		list = append(list, answer{ms(time.Since(begun)), r.Len()})
	}
	return list, nil
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// threadTime is the processor's time of this thread: what a query would take on a machine with nothing else to do.
func threadTime() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
