package syncing_test

import (
	"encoding/json"
	"testing"

	"pupitre/data/access"
	"pupitre/data/memstore"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// FuzzApply gives the core pushes that a program of ours would never send: whatever comes, each mutation that is taken has
// one result for each field, a second push of the same is answered word for word, and values stay canonical.
func FuzzApply(f *testing.F) {
	f.Add([]byte(`{"epoch":"epoch-1.primary","schema":1,"mutations":[{"seq":1,"kind":"edit","entity":"profile","fields":[{"name":"a","base":null,"base_rev":0,"value":"x"}]}]}`))
	f.Add([]byte(`{"epoch":"epoch-1","schema":1,"mutations":[{"seq":1,"kind":"delete","entity":"event:1"},{"seq":2,"kind":"resolve","entity":"profile","conflict":"c","fields":[{"name":"","value":null}]}]}`))
	f.Add([]byte(`{"epoch":"epoch-1","schema":1,"mutations":[{"seq":1,"kind":"edit","entity":"conflict:1","fields":[{"name":"record","value":{"b":1,"a":[2]}}]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var push wire.Push
		if json.Unmarshal(text, &push) != nil || len(push.Mutations) > wire.MaxMutations {
			return
		}
		b := newBench(t)
		apply := func() (out wire.PushResult, err error) {
			err = b.server.Write(t.Context(), func(tx *memstore.Tx) error {
				out, err = syncing.Apply(tx, openPolicy{}, noon, space, syncing.Actor{Person: "marie", Device: "d-marie"}, push)
				return err
			})
			return out, err
		}
		one, err := apply()
		if err != nil {
			return
		}
		for i, m := range push.Mutations {
			if n := len(one.Results[i].Fields); m.Kind == wire.Edit && n != max(1, len(m.Fields)) {
				t.Errorf("%d fields have %d results", len(m.Fields), n)
			}
		}
		two, err := apply()
		if err != nil {
			t.Fatalf("the same again: %v", err)
		}
		first, _ := json.Marshal(one.Results)
		second, _ := json.Marshal(two.Results)
		if string(first) != string(second) {
			t.Errorf("%s, then %s", first, second)
		}
		b.canonical()
	})
}

// canonical checks the spelling of every value that the server holds.
func (b *bench) canonical() {
	b.t.Helper()
	b.write(func(tx *memstore.Tx) error {
		items, err := tx.Items(space, 0, access.Member{Role: access.Primary}.Audiences(), 1<<20)
		for _, it := range items {
			text, err := wire.Canonical(it.Value)
			if !it.Deleted && (err != nil || string(text) != string(it.Value)) {
				b.t.Errorf("%s/%s holds %s (%v)", it.Entity, it.Field, it.Value, err)
			}
		}
		return err
	})
}

// FuzzConflictRecord reads conflict records as a server that was here before might have left them.
func FuzzConflictRecord(f *testing.F) {
	f.Add([]byte(`{"entity":"profile","field":"a","base":null,"current":"1","proposed":"2","open":true}`))
	f.Add([]byte(`{"open":"yes"}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, text []byte) {
		value, err := wire.Canonical(text)
		if err != nil {
			return
		}
		b := newBench(t)
		b.write(func(tx *memstore.Tx) error {
			return tx.PutItem(space, wire.Item{Entity: syncing.ConflictEntity("c"), Field: wire.ConflictField, Value: value, Rev: 1, Audience: access.Administrators})
		})
		before := b.dump()
		_, err = b.push("marie", wire.Mutation{
			Seq: 1, Kind: wire.Resolve, Entity: "profile", Conflict: "c", Fields: []wire.FieldEdit{{Name: "a", Value: wire.Value(`"x"`)}},
		})
		if after := b.dump(); err != nil && before != after {
			t.Errorf("a push that failed has changed %s into %s", before, after)
		}
	})
}
