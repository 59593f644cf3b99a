package store

import (
	"context"
	"testing"

	"pupitre/data/access"
	"pupitre/data/syncing"
)

// BenchmarkDesktopSave is what a person waits for after Ctrl+S: one mutation, on disk.
func BenchmarkDesktopSave(b *testing.B) {
	d := newDesktop(b)
	seq := int64(0)
	for b.Loop() {
		seq++
		err := d.Update(func(tx syncing.ClientTx) error {
			if err := tx.PutOutbox(row(seq, syncing.Done)); err != nil {
				return err
			}
			return tx.PutCursor(syncing.Cursor{Space: testSpace, Epoch: "e", NextSeq: seq + 1})
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDesktopView reads a space of a thousand fields, as a page does when it opens.
func BenchmarkDesktopView(b *testing.B) {
	d := newDesktop(b)
	err := d.Update(func(tx syncing.ClientTx) error {
		for i := range int64(1000) {
			it := benchItem(i + 1)
			if err := tx.PutItem(testSpace, 1, it); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		err := d.View(func(tx syncing.ClientTx) error {
			_, err := syncing.ReadView(tx, testSpace)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkServerWrite is one field of a push: lock, item, history, ledger, counter, on disk.
func BenchmarkServerWrite(b *testing.B) {
	ctx := context.Background()
	s := newServer(b)
	write := func(f func(tx *Tx) error) {
		if err := s.Write(ctx, f); err != nil {
			b.Fatal(err)
		}
	}
	write(func(tx *Tx) error {
		_, err := tx.NewSpace(testSpace)
		return err
	})
	rev := int64(0)
	for b.Loop() {
		rev++
		write(func(tx *Tx) error {
			if _, err := tx.Lock(testSpace); err != nil {
				return err
			}
			it := benchItem(rev)
			if err := tx.PutItem(testSpace, it); err != nil {
				return err
			}
			past := syncing.History{Rev: rev, Entity: it.Entity, Field: it.Field, New: it.Value}
			if err := tx.AppendHistory(testSpace, past); err != nil {
				return err
			}
			if err := tx.PutLedger(testSpace, "device", syncing.LedgerEntry{Seq: rev, Hash: "0f"}); err != nil {
				return err
			}
			return tx.SetRev(testSpace, rev)
		})
	}
}

// BenchmarkServerFeed reads a page of a thousand items.
func BenchmarkServerFeed(b *testing.B) {
	ctx := context.Background()
	s := newServer(b)
	err := s.Write(ctx, func(tx *Tx) error {
		if _, err := tx.NewSpace(testSpace); err != nil {
			return err
		}
		for i := range int64(5000) {
			if err := tx.PutItem(testSpace, benchItem(i+1)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		err := s.Read(ctx, func(tx *Tx) error {
			_, err := tx.Items(testSpace, 2000, []string{access.Everyone, access.Staff}, 1000)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
