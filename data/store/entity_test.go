package store

import (
	"testing"

	"pupitre/data/wire"
)

// What a transaction remembers of an entity is what it would read.
func TestAnEntityIsRememberedAsItStands(t *testing.T) {
	s := newServer(t)
	noError := func(t *testing.T, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	write := func(f func(tx *Tx)) {
		t.Helper()
		if err := s.Write(For(t.Context(), "p1"), func(tx *Tx) error { f(tx); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	write(func(tx *Tx) {
		_, err := tx.NewSpace(testSpace)
		noError(t, err)
		noError(t, tx.PutItem(testSpace, benchItem(1)))
	})
	const scribble = "UPDATE item SET value = '0' WHERE space = $1"
	entity := benchItem(1).Entity
	write(func(tx *Tx) {
		_, err := tx.Lock(testSpace)
		noError(t, err)
		_, err = tx.Entity(testSpace, entity)
		noError(t, err)
		// Behind its back: shows that the next reading comes from memory.
		_, err = tx.exec("test", scribble, testSpace)
		noError(t, err)
		remembered, err := tx.Entity(testSpace, entity)
		noError(t, err)
		if len(remembered) != 1 || string(remembered[0].Value) != string(benchItem(1).Value) {
			t.Errorf("read again: %+v", remembered)
		}
		next := benchItem(2)
		next.Entity, next.Field, next.Value = entity, "a first field", wire.Value("7")
		noError(t, tx.PutItem(testSpace, next))
		now, err := tx.Entity(testSpace, entity)
		noError(t, err)
		if len(now) != 2 || now[0].Field != next.Field || string(now[0].Value) != "7" {
			t.Errorf("after a write: %+v", now)
		}
		noError(t, tx.Everywhere(func() error { return nil }))
		if again, err := tx.Entity(testSpace, entity); err != nil || len(again) != 2 || string(again[1].Value) != "0" {
			t.Errorf("after another scope: %+v, %v", again, err)
		}
	})
}
