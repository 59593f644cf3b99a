package simulation

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"

	shell "pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// ReadingKinds are the faults and outcomes that a run of many readings must have had.
var ReadingKinds = []string{
	"directory imported", "directory imported between two pages", "import cut", "generation removed", "generation removed while it was read",
	"page of a directory", "page lost", "page cut within", "page not stored: disk full", "page stored, receipt lost", "reader restarted",
	"reading went on where it was cut", "directory whole",
}

// reading is one world: a desktop reads a directory that is imported anew meanwhile. All but the wire itself is the program's.
type reading struct {
	ctx        context.Context
	seed       uint64
	r          *rand.Rand
	lib        *Library
	federation string
	file       *store.Directory
	path       string
	client     *remote.Client
	kept       map[int64][]wire.DirectoryRow // generations as they were imported
	current    int64
	shown      int64
	page       int
	faulty     bool
	during     bool        // a page of a generation has been given, and another one follows
	given      chan string // after what each page began that was given
	counts     Counts
}

// Read lets one world of a reader live. The error is a *Violation, or the library's.
func (l *Library) Read(ctx context.Context, seed uint64) (counts Counts, err error) {
	rd := &reading{
		ctx: ctx, seed: seed, r: rand.New(rand.NewPCG(seed, 7)), lib: l, kept: map[int64][]wire.DirectoryRow{}, faulty: true,
		given: make(chan string, 1024), counts: Counts{},
	}
	rd.page = 1 + rd.r.IntN(20)
	defer func() {
		counts = rd.counts
		if v, ok := recover().(*Violation); ok {
			err = v
		}
		if rd.file != nil {
			err = errors.Join(err, rd.file.Close())
		}
	}()
	if rd.federation, rd.path, err = l.federation(ctx); err != nil {
		return rd.counts, err
	}
	if rd.client, err = l.client(rd); err != nil {
		return rd.counts, err
	}
	if err = rd.reopen(); err != nil {
		return rd.counts, err
	}
	for range 3 + rd.r.IntN(12) {
		if rd.r.IntN(3) == 0 {
			rd.importRows()
		}
		_ = rd.read() // it was cut: the next one goes on
	}
	rd.heal()
	return rd.counts, nil
}

func (rd *reading) count(what string) { rd.counts[what]++ }

func (rd *reading) broken(c Check, format string, args ...any) {
	panic(&Violation{Check: c, Seed: rd.seed, What: fmt.Sprintf(format, args...)})
}

// heal ends the faults: three readings at most bring the last import.
func (rd *reading) heal() {
	rd.faulty = false
	if rd.current == 0 {
		rd.importRows()
	}
	var err error
	for range 3 {
		if err = rd.read(); err == nil && rd.shown == rd.current {
			rd.count("directory whole")
			return
		}
	}
	rd.broken(Drains, "generation %d is shown rather than %d: %v", rd.shown, rd.current, err)
}

// read is one attempt, after which whatever is shown is whole.
func (rd *reading) read() error {
	before, err := rd.file.Progress()
	if err != nil {
		rd.broken(SoundStore, "%v", err)
	}
	if before.Received > 0 && before.Coming != 0 {
		rd.count("reading went on where it was cut")
	}
	_, err = shell.ReadDirectory(rd.ctx, rd.client, shelf{rd.file, rd}, wire.DirectorySpace(rd.federation))
	rd.during = false
	for len(rd.given) > 0 {
		<-rd.given
	}
	if errors.Is(err, errCrash) {
		rd.count("reader restarted")
		if err := rd.reopen(); err != nil {
			rd.broken(SoundStore, "the file does not open: %v", err)
		}
	}
	rd.check()
	return err
}

func (rd *reading) reopen() (err error) {
	if rd.file != nil {
		if err := rd.file.Close(); err != nil {
			return err
		}
	}
	rd.file, err = store.OpenDirectory(rd.ctx, store.Options{Path: rd.path, Readers: 1})
	return err
}

// check compares what is shown with the generation that it says it is.
func (rd *reading) check() {
	p, err := rd.file.Progress()
	if err != nil {
		rd.broken(SoundStore, "%v", err)
	}
	if p.Shown < rd.shown {
		rd.broken(Bootstrap, "generation %d is shown after %d", p.Shown, rd.shown)
	}
	rd.shown = p.Shown
	want := rd.kept[p.Shown]
	i := 0
	for row, err := range rd.file.Rows() {
		if err != nil {
			rd.broken(SoundStore, "%v", err)
		}
		if i >= len(want) || row.ID != want[i].ID || row.Kind != want[i].Kind || string(row.Body) != string(want[i].Body) {
			rd.broken(Bootstrap, "row %d of generation %d is %+v", i, p.Shown, row)
		}
		i++
	}
	if i != len(want) {
		rd.broken(Bootstrap, "generation %d has %d rows of %d", p.Shown, i, len(want))
	}
}

// importRows imports a directory, or begins to.
func (rd *reading) importRows() {
	rows := make([]wire.DirectoryRow, rd.r.IntN(80))
	for i := range rows {
		body, _ := json.Marshal(map[string]int{"n": rd.r.IntN(1000)})
		rows[i] = wire.DirectoryRow{ID: fmt.Sprintf("%04d", i*(1+rd.r.IntN(3))+i*7), Kind: "user", Body: body}
	}
	slices.SortFunc(rows, func(a, b wire.DirectoryRow) int { return cmp.Compare(a.ID, b.ID) })
	rows = slices.CompactFunc(rows, func(a, b wire.DirectoryRow) bool { return a.ID == b.ID })
	ctx, cancel := context.WithCancel(rd.ctx)
	defer cancel()
	cutAt := -1
	if rd.faulty && rd.r.IntN(5) == 0 {
		cutAt = rd.r.IntN(len(rows) + 1)
	}
	generation, err := rd.lib.server.LoadDirectory(ctx, rd.federation, func(yield func(wire.DirectoryRow) bool) {
		for i, row := range rows {
			if i == cutAt {
				cancel()
			}
			if !yield(row) {
				return
			}
		}
		if cutAt == len(rows) {
			cancel()
		}
	})
	switch {
	case cutAt >= 0 && err != nil:
		rd.count("import cut")
		return
	case err != nil:
		rd.broken(SoundStore, "import: %v", err)
	}
	rd.count("directory imported")
	if rd.during {
		rd.count("directory imported between two pages")
	}
	rd.kept[generation], rd.current = rows, generation
}

// forget lets the server remove what was left long ago.
func (rd *reading) forget() {
	removed, err := rd.lib.forget(rd.ctx)
	if err != nil {
		rd.broken(SoundStore, "removing old generations: %v", err)
	}
	if removed == 0 {
		return
	}
	rd.count("generation removed")
	if p, err := rd.file.Progress(); err == nil && p.Coming != 0 && p.Coming != rd.current {
		rd.count("generation removed while it was read")
	}
}

// RoundTrip implements http.RoundTripper: the wire, and what happens on the server before a page is given.
func (rd *reading) RoundTrip(req *http.Request) (*http.Response, error) {
	q := req.URL.Query()
	defer func() { rd.given <- q.Get("after") }()
	if rd.faulty {
		switch rd.r.IntN(12) {
		case 0:
			rd.importRows()
		case 1:
			rd.forget()
		case 2:
			rd.count("page lost")
			return nil, io.ErrUnexpectedEOF
		}
	}
	if q.Get("limit") != "1" { // pages of a size that suits so small a directory
		q.Set("limit", strconv.Itoa(rd.page))
	}
	small := req.Clone(req.Context())
	small.URL.RawQuery = q.Encode()
	res, err := inside{rd.lib.server.Handler()}.RoundTrip(small)
	if err != nil {
		return nil, err
	}
	rd.count("page of a directory")
	if rd.faulty && rd.r.IntN(8) == 0 {
		rd.count("page cut within")
		cut(res, rd.r.Int64N(res.ContentLength+1))
	}
	return res, nil
}

// shelf is the reader's file, to whose writes accidents happen.
type shelf struct {
	*store.Directory
	rd *reading
}

// AddPage implements desk.Directory.
func (s shelf) AddPage(head wire.RowsHead, after string, rows []wire.DirectoryRow, more bool) error {
	rd := s.rd
	rd.during = more
	for more && <-rd.given != rows[len(rows)-1].ID { // the next page is on its way: what is drawn for it, is drawn before
	}
	if !rd.faulty {
		return s.Directory.AddPage(head, after, rows, more)
	}
	switch rd.r.IntN(12) {
	case 0:
		rd.count("page not stored: disk full")
		return fault.As(fault.Unavailable, "simulation.AddPage", "", errDisk)
	case 1:
		rd.count("page stored, receipt lost")
		return errors.Join(s.Directory.AddPage(head, after, rows, more), fault.As(fault.Unavailable, "simulation.AddPage", "", errDisk))
	case 2:
		return errCrash
	case 3:
		return errors.Join(s.Directory.AddPage(head, after, rows, more), errCrash)
	}
	return s.Directory.AddPage(head, after, rows, more)
}
