package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"pupitre/data/access"
	"pupitre/data/wire"
)

const (
	gapWriters = 8
	gapWrites  = 60 // of each writer
)

// race lets writers write while a reader reads on with a cursor; then it gives what the reader has, and has not, seen of
// the revisions that were written.
func race(t *testing.T, write func(writer, n int) error, readAfter func(cursor int64) ([]int64, error)) (seen, missed int) {
	t.Helper()
	var writers sync.WaitGroup
	var done atomic.Bool
	failures := make(chan error, gapWriters)
	for w := range gapWriters {
		writers.Go(func() {
			var failed error
			for n := range gapWrites {
				failed = errors.Join(failed, write(w, n))
			}
			failures <- failed
		})
	}
	go func() {
		writers.Wait()
		done.Store(true)
	}()
	cursor := int64(0)
	for last := false; !last; runtime.Gosched() {
		last = done.Load() // what is there now is all there will be
		revs, err := readAfter(cursor)
		if err != nil {
			t.Fatal(err)
		}
		for _, rev := range revs {
			seen++
			cursor = max(cursor, rev)
		}
	}
	for range gapWriters {
		if err := <-failures; err != nil {
			t.Fatal(err)
		}
	}
	return seen, gapWriters*gapWrites - seen
}

// The row lock of the space makes revisions visible in their order: a reader with a cursor misses nothing.
func TestTheFeedHasNoGaps(t *testing.T) {
	ctx := context.Background()
	s := newPostgres(t)
	writeOK(t, s, func(tx *Tx) error {
		_, err := tx.NewSpace(testSpace)
		return err
	})
	write := func(writer, n int) error {
		return s.Write(ctx, func(tx *Tx) error {
			sp, err := tx.Lock(testSpace)
			if err != nil {
				return err
			}
			it := wire.Item{Entity: "profile", Field: fmt.Sprintf("%d.%d", writer, n), Rev: sp.Rev + 1, Audience: access.Everyone}
			if err := tx.PutItem(testSpace, it); err != nil {
				return err
			}
			return tx.SetRev(testSpace, sp.Rev+1)
		})
	}
	read := func(cursor int64) (revs []int64, err error) {
		err = s.Read(ctx, func(tx *Tx) error {
			revs = nil
			items, err := tx.Items(testSpace, cursor, []string{access.Everyone}, 1000)
			for _, it := range items {
				revs = append(revs, it.Rev)
			}
			return err
		})
		return revs, err
	}
	if seen, missed := race(t, write, read); missed != 0 {
		t.Errorf("%d revisions seen, %d missed", seen, missed)
	}
}

// The same race with numbers of a sequence, which are given out before they become visible: the reader misses some. Without
// this, the test above might pass because nothing ever collides.
func TestASequenceWouldHaveGaps(t *testing.T) {
	s := newPostgres(t)
	for _, step := range []string{
		`CREATE SCHEMA gap`, `CREATE SEQUENCE gap.rev`,
		`CREATE TABLE gap.item (rev BIGINT PRIMARY KEY DEFAULT nextval('gap.rev'), field TEXT)`,
	} {
		if _, err := s.db.writer.Exec(step); err != nil {
			t.Fatal(err)
		}
	}
	write := func(writer, n int) error {
		tx, err := s.db.writer.Begin()
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO gap.item (field) VALUES ($1)`, fmt.Sprintf("%d.%d", writer, n)); err != nil {
			return errors.Join(err, tx.Rollback())
		}
		wait := 0.0
		if writer == 0 {
			wait = 0.005 // one slow writer is enough, and makes the race certain on a quiet machine too
		}
		if _, err := tx.Exec(`SELECT pg_sleep($1)`, wait); err != nil {
			return errors.Join(err, tx.Rollback())
		}
		return tx.Commit()
	}
	read := func(cursor int64) ([]int64, error) {
		rows, err := s.db.readers.Query(`SELECT rev FROM gap.item WHERE rev > $1 ORDER BY rev`, cursor)
		if err != nil {
			return nil, err
		}
		return scanRevs(rows)
	}
	for range 5 { // one round has always been enough
		if _, missed := race(t, write, read); missed > 0 {
			t.Logf("%d of %d revisions missed", missed, gapWriters*gapWrites)
			return
		}
	}
	t.Error("the reader missed nothing: the race is none")
}

func scanRevs(rows *sql.Rows) (revs []int64, err error) {
	defer func() { _ = rows.Close() }() // its error is that of rows.Err
	for rows.Next() {
		var rev int64
		if err := rows.Scan(&rev); err != nil {
			return nil, err
		}
		revs = append(revs, rev)
	}
	return revs, rows.Err()
}
