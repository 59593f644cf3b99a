package store

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// olderQueue makes a desktop's store as the second version of its tables had it, with one row in each state.
func olderQueue(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "older.db")
	if err := createPrivate(path); err != nil {
		t.Fatal(err)
	}
	db := openWriter(path, Options{}.withDefaults())
	defer closeOK(t, db)
	files, err := desktopKind.files()
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files, desktopKind.gooseOptions()...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	const insert = `INSERT INTO outbox (space, seq, mutation, state, result, saved_at, ended_at, seen, notice, checksum)
		VALUES (?, ?, ?, ?, ?, 1, 0, 0, 0, 0)`
	for seq, r := range []struct {
		mutation, state string
		result          any
	}{
		{
			`{"seq":0,"kind":"edit","entity":"a","fields":[{"name":"x"}],"made_at":"2026-11-01T00:00:00Z"}`, "acked",
			`{"seq":0,"fields":[{"name":"x","outcome":"applied","rev":7},{"name":"y","outcome":"applied","rev":9}]}`,
		},
		{`{"seq":1,"kind":"edit","entity":"a","fields":[{"name":"x"},{"name":"y"}],"made_at":"2026-11-01T00:00:00Z"}`, "pending", nil},
		{`{"seq":2,"kind":"delete","entity":"a","made_at":"2026-11-01T00:00:00Z"}`, "pending", nil},
		{`{"seq":3,"kind":`, "done", nil}, // damaged: the rest is brought over all the same
	} {
		if _, err := db.ExecContext(t.Context(), insert, testSpace, seq, r.mutation, r.state, r.result); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func TestAQueueOfAnOlderVersionIsCountedAndRetired(t *testing.T) {
	d, err := OpenDesktop(context.Background(), Options{Path: olderQueue(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer closeOK(t, d)
	overlay := func(rev int64) (rows []syncing.OutboxRow, fields int) {
		t.Helper()
		err := d.Update(func(tx syncing.ClientTx) (err error) {
			if err := tx.RetireOutbox(testSpace, rev, -1); err != nil {
				return err
			}
			if fields, err = tx.Waiting(testSpace); err != nil {
				return err
			}
			rows, err = tx.Outbox(testSpace)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return rows, fields
	}
	if rows, fields := overlay(8); len(rows) != 3 || fields != 3 {
		t.Errorf("before its last revision: %d rows, %d fields", len(rows), fields)
	}
	if rows, fields := overlay(9); len(rows) != 2 || fields != 3 {
		t.Errorf("at its last revision: %d rows, %d fields", len(rows), fields)
	}
}

// An answer goes on from the checksum of the save, without reading the mutation: damage to it still shows.
func TestAnAnswerDoesNotHideADamagedMutation(t *testing.T) {
	path := filepath.Join(t.TempDir(), "d.db")
	save := func(d *Desktop, rows ...int64) {
		t.Helper()
		err := d.Update(func(tx syncing.ClientTx) error {
			for _, seq := range rows {
				if err := tx.PutOutbox(row(seq, syncing.Pending)); err != nil {
					return err
				}
			}
			return tx.PutCursor(syncing.Cursor{Space: testSpace, Epoch: "e", NextSeq: 3})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	d, err := OpenDesktop(context.Background(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	save(d, 1, 2)
	raw(t, path, `UPDATE outbox SET mutation = replace(mutation, '"kind":"edit"', '"kind":"edIt"') WHERE seq = 2`)
	err = d.Update(func(tx syncing.ClientTx) error {
		fields := []wire.FieldResult{{Name: "name", Outcome: wire.Applied, Rev: 4}}
		return tx.AnswerOutbox(testSpace, []syncing.Answer{
			{Result: wire.MutationResult{Seq: 1, Fields: fields}, State: syncing.Acked, At: time.UnixMilli(5)},
			{Result: wire.MutationResult{Seq: 2, Fields: fields}, State: syncing.Acked, At: time.UnixMilli(5)},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	closeOK(t, d)
	left, err := readRemains(t.Context(), Options{Path: path}.withDefaults(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if len(left.rows) != 1 || left.rows[0].Mutation.Seq != 1 || left.complete {
		t.Errorf("carried over: %+v, complete %t", left.rows, left.complete)
	}
}
