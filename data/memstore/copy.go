package memstore

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"time"

	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// cloneMap is maps.Clone that also gives a map for nil.
func cloneMap[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return maps.Clone(m)
}

// millis is a time as the SQL stores keep it, 0 for the zero time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// stamp is a time as it comes back from the SQL stores: milliseconds, UTC.
func stamp(t time.Time) time.Time {
	if ms := millis(t); ms != 0 {
		return time.UnixMilli(ms).UTC()
	}
	return time.Time{}
}

// copyItem shares nothing with it.
func copyItem(it wire.Item) wire.Item {
	it.Value, it.At = slices.Clone(it.Value), stamp(it.At)
	return it
}

// storeRow shares nothing with row, and gives its mutation and result the form in which JSON brings them back. old is what it
// replaces: a mutation seldom changes, and then has that form already.
func storeRow(row, old syncing.OutboxRow) (syncing.OutboxRow, error) {
	if reflect.DeepEqual(row.Mutation, old.Mutation) {
		row.Mutation = old.Mutation
	} else {
		mutation, err := through(row.Mutation)
		if err != nil {
			return syncing.OutboxRow{}, err
		}
		row.Mutation = mutation
	}
	if row.Result != nil {
		result, err := through(*row.Result)
		if err != nil {
			return syncing.OutboxRow{}, err
		}
		row.Result = &result
	}
	row.SavedAt, row.EndedAt = stamp(row.SavedAt), stamp(row.EndedAt)
	return row, nil
}

// copyRow shares nothing with a row that is stored.
func copyRow(row syncing.OutboxRow) syncing.OutboxRow {
	row.Mutation.Fields = slices.Clone(row.Mutation.Fields)
	for i := range row.Mutation.Fields {
		f := &row.Mutation.Fields[i]
		f.Base, f.Value = slices.Clone(f.Base), slices.Clone(f.Value)
	}
	if row.Result != nil {
		result := *row.Result
		result.Fields = slices.Clone(result.Fields)
		row.Result = &result
	}
	return row
}

// through encodes v as JSON and decodes it again.
func through[T any](v T) (out T, err error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return out, err
	}
	return out, json.Unmarshal(b.Bytes(), &out)
}
