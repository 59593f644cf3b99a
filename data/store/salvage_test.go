package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// savedAt is when the rows of these tests were saved.
var savedAt = time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)

// row builds an outbox row; long ones, so that a few dozen fill many pages.
func row(seq int64, state syncing.OutboxState) syncing.OutboxRow {
	r := syncing.OutboxRow{
		Space: testSpace, State: state, SavedAt: savedAt,
		Mutation: wire.Mutation{
			Seq: seq, Kind: wire.Edit, Entity: "profile", MadeAt: savedAt,
			Fields: []wire.FieldEdit{{
				Name: "name", Base: wire.Value("null"), BaseSeq: max(seq-1, 0),
				Value: wire.Value(fmt.Sprintf(`"modification %d %s"`, seq, strings.Repeat("é", 300))),
			}},
		},
	}
	if state != syncing.Pending {
		r.EndedAt = savedAt
		r.Result = &wire.MutationResult{Seq: seq, Fields: []wire.FieldResult{{Name: "name", Outcome: wire.Applied, Rev: seq}}}
	}
	return r
}

// busyDesktop is the closed store of somebody who has saved answered + pending edits; the device is its id.
func busyDesktop(t testing.TB, answered, pending int64) (path, device string) {
	t.Helper()
	d := newDesktop(t)
	err := d.Update(func(tx syncing.ClientTx) error {
		var err error
		if device, err = tx.Device(); err != nil {
			return err
		}
		for seq := int64(1); seq <= answered+pending; seq++ {
			state := syncing.Done
			if seq > answered {
				state = syncing.Pending
			}
			if err := tx.PutOutbox(row(seq, state)); err != nil {
				return err
			}
		}
		if err := tx.PutMeta("person", "Marie Tremblay"); err != nil {
			return err
		}
		return tx.PutCursor(syncing.Cursor{Space: testSpace, Epoch: "e1", Rev: 50, NextSeq: answered + pending + 1, Gen: 2})
	})
	if err != nil {
		t.Fatal(err)
	}
	closeOK(t, d)
	return d.Path(), device
}

// salvaged runs Salvage on a damaged store, checks the copy that it keeps, and gives the report and all rows.
func salvaged(t testing.TB, path string) (SalvageReport, []syncing.OutboxRow, syncing.Cursor) {
	t.Helper()
	before := dump(t, path)
	report, err := salvageWith(context.Background(), Options{Path: path, Now: func() time.Time { return savedAt }})
	if err != nil {
		t.Fatal(err)
	}
	if want := path + ".damaged-20260506T070809Z"; report.Aside != want {
		t.Errorf("kept as %q, want %q", report.Aside, want)
	}
	if dump(t, report.Aside) != before {
		t.Error("the damaged file was not kept as it was")
	}
	d, err := OpenDesktop(context.Background(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	defer closeOK(t, d)
	var rows []syncing.OutboxRow
	var cur syncing.Cursor
	err = d.View(func(tx syncing.ClientTx) error {
		past, err := tx.Journal(testSpace, -1<<40)
		if err != nil {
			return err
		}
		now, err := tx.Outbox(testSpace)
		if err != nil {
			return err
		}
		rows = append(past, now...)
		if id, err := tx.Device(); err != nil || id != report.Device {
			t.Errorf("device %q, %v; the report says %q", id, err, report.Device)
		}
		cur, err = tx.Cursor(testSpace)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != report.Pending+report.Journal {
		t.Errorf("%d rows, the report says %d + %d", len(rows), report.Pending, report.Journal)
	}
	return report, rows, cur
}

// damage changes the bytes of a file.
func damage(t testing.TB, path string, change func(b []byte) []byte) {
	t.Helper()
	if err := os.WriteFile(path, change(readFile(t, path)), 0o600); err != nil {
		t.Fatal(err)
	}
}

func wantDamaged(t testing.TB, path string) {
	t.Helper()
	d, err := OpenDesktop(context.Background(), Options{Path: path})
	if err == nil {
		closeOK(t, d)
		t.Fatal("the store opens, so the test has not damaged it")
	}
}

func TestSalvageOfALostFirstPage(t *testing.T) {
	path, device := busyDesktop(t, 30, 5)
	damage(t, path, func(b []byte) []byte {
		clear(b[:pageSize])
		return b
	})
	wantDamaged(t, path)
	report, rows, cur := salvaged(t, path)
	want := SalvageReport{Aside: report.Aside, Device: device, Pending: 5, Journal: 30, Complete: true}
	if diff := cmp.Diff(want, report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	for i, r := range rows {
		state := syncing.Done
		if i >= 30 {
			state = syncing.Pending
		}
		if diff := cmp.Diff(row(int64(i+1), state), r); diff != "" {
			t.Fatalf("row %d (-want +got):\n%s", i+1, diff)
		}
	}
	if want := (syncing.Cursor{Space: testSpace, Epoch: "e1", NextSeq: 36, Gen: 3, Snapshot: true}); cur != want {
		t.Errorf("cursor %+v, want %+v", cur, want)
	}
}

// leafOf finds the page in which a text stands.
func leafOf(t testing.TB, b []byte, text string) int {
	t.Helper()
	i := strings.Index(string(b), text)
	if i < 0 {
		t.Fatalf("%q is not in the file", text)
	}
	return i / pageSize
}

func scribble(t testing.TB, path, text string) {
	t.Helper()
	damage(t, path, func(b []byte) []byte {
		page := leafOf(t, b, text)
		copy(b[page*pageSize:], strings.Repeat("\xff", pageSize))
		return b
	})
}

func TestSalvageWithAHoleInTheJournalKeepsTheDevice(t *testing.T) {
	path, device := busyDesktop(t, 60, 5)
	scribble(t, path, "modification 30 ")
	wantDamaged(t, path)
	report, rows, _ := salvaged(t, path)
	if report.Complete || report.NewDevice || report.Device != device || report.Pending != 5 {
		t.Errorf("report %+v; want an incomplete one of device %s with 5 pending", report, device)
	}
	if report.Journal < 50 || report.Journal > 59 {
		t.Errorf("%d of 60 rows of the journal, want all but those of one page", report.Journal)
	}
	if last := rows[len(rows)-1]; cmp.Diff(row(65, syncing.Pending), last) != "" {
		t.Errorf("the last row is %+v", last)
	}
}

func TestSalvageWithAHoleInTheQueueNumbersAnew(t *testing.T) {
	path, device := busyDesktop(t, 10, 50)
	scribble(t, path, "modification 30 ")
	wantDamaged(t, path)
	report, rows, cur := salvaged(t, path)
	if report.Complete || !report.NewDevice || report.Device == device || report.Pending < 40 || report.Pending > 49 {
		t.Errorf("report %+v; want an incomplete one of a new device with 40 to 49 pending", report)
	}
	next := int64(1)
	for _, r := range rows {
		if r.State != syncing.Pending {
			continue
		}
		if r.Mutation.Seq != next {
			t.Fatalf("number %d where %d should be: the server takes no gap", r.Mutation.Seq, next)
		}
		if base := r.Mutation.Fields[0].BaseSeq; base != 0 && base != next-1 {
			t.Errorf("mutation %d is based on %d", next, base)
		}
		next++
	}
	if cur.NextSeq != next {
		t.Errorf("next number %d, want %d", cur.NextSeq, next)
	}
}

func TestSalvageOfAnEmptyFileWithALog(t *testing.T) {
	live := newDesktop(t)
	if err := live.Update(func(tx syncing.ClientTx) error {
		if err := tx.PutCursor(syncing.Cursor{Space: testSpace, Epoch: "e1", NextSeq: 2}); err != nil {
			return err
		}
		return tx.PutOutbox(row(1, syncing.Pending))
	}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "desktop.db") // as after a crash: the log is not in the file yet
	if err := copyDatabase(live.Path(), path); err != nil {
		t.Fatal(err)
	}
	damage(t, path, func([]byte) []byte { return nil })
	wantDamaged(t, path)
	if size, err := sizeOf(path + walSuffix); size == 0 || err != nil {
		t.Fatalf("opening the damaged store lost its log: %d bytes, %v", size, err)
	}
	report, rows, _ := salvaged(t, path)
	if !report.Complete || report.NewDevice || len(rows) != 1 || cmp.Diff(row(1, syncing.Pending), rows[0]) != "" {
		t.Errorf("report %+v, rows %+v", report, rows)
	}
}

func TestSalvageOfWhatIsNoDatabase(t *testing.T) {
	path, device := busyDesktop(t, 1, 1)
	damage(t, path, func(b []byte) []byte { return []byte(strings.Repeat("not a database ", len(b)/15)) })
	wantDamaged(t, path)
	report, rows, _ := salvaged(t, path)
	if report.Complete || !report.NewDevice || report.Device == device || len(rows) != 0 {
		t.Errorf("report %+v, %d rows", report, len(rows))
	}
}

func TestSalvageRefuses(t *testing.T) {
	t.Run("a store in use", func(t *testing.T) {
		d := newDesktop(t)
		_, err := Salvage(context.Background(), d.Path())
		wantKey(t, err, "store.busy")
	})
	t.Run("a missing file", func(t *testing.T) {
		_, err := Salvage(context.Background(), filepath.Join(t.TempDir(), "none.db"))
		wantKey(t, err, "store.cannot_open")
	})
	t.Run("a newer version", func(t *testing.T) {
		path, _ := busyDesktop(t, 1, 30)
		path = newerCopy(t, path, desktopKind)
		scribble(t, path, "modification 20 ")
		before := dump(t, path)
		_, err := Salvage(context.Background(), path)
		wantKey(t, err, "store.newer_version")
		if dump(t, path) != before || len(folder(t, filepath.Dir(path))) != 1 {
			t.Error("the file or its folder was changed")
		}
	})
}

// TestSalvageOfRandomDamage shows that whatever happens to the file, Salvage ends, and carries over only what was saved.
func TestSalvageOfRandomDamage(t *testing.T) {
	original, _ := busyDesktop(t, 20, 20)
	saved := map[string]bool{}
	for seq := int64(1); seq <= 40; seq++ {
		saved[string(row(seq, syncing.Pending).Mutation.Fields[0].Value)] = true
	}
	kept := 0
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		path := filepath.Join(t.TempDir(), "desktop.db")
		if err := copyFile(original, path); err != nil {
			t.Fatal(err)
		}
		damage(t, path, func(b []byte) []byte {
			for range 1 + r.IntN(4) {
				at := r.IntN(len(b))
				for i := at; i < min(at+r.IntN(6000), len(b)); i++ {
					b[i] = byte(r.Uint32())
				}
			}
			return b[:len(b)-r.IntN(2)*r.IntN(len(b)/2)]
		})
		_, rows, _ := salvaged(t, path)
		for _, row := range rows {
			if !saved[string(row.Mutation.Fields[0].Value)] {
				t.Fatalf("seed %d: carried over what nobody saved: %+v", seed, row)
			}
			kept++
		}
	}
	t.Logf("%d of %d rows carried over", kept, 40*40)
	if kept < 40*40/4 {
		t.Errorf("only %d of %d rows carried over", kept, 40*40)
	}
}
