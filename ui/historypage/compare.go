package historypage

import (
	"cmp"
	"context"
	"slices"
	"time"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Difference is a field whose value is not the same at two moments.
type Difference struct {
	Entity, Field string
	Then, Later   wire.Value
}

// Differences compares the state just before a moment with the state just before a later one. rows are the changes,
// newest first, at least from the first moment on.
func Differences(rows []HistoryRow, then, later time.Time) []Difference {
	found := map[rowKey]*Difference{}
	for _, r := range rows {
		if r.At.Before(then) || !r.At.Before(later) {
			continue
		}
		key := rowKey{entity: r.Entity, field: r.Field}
		if found[key] == nil {
			found[key] = &Difference{Entity: r.Entity, Field: r.Field, Later: r.New}
		}
		found[key].Then = r.Old // the oldest one has the last word
	}
	out := []Difference{}
	for _, d := range found {
		if !syncing.Same(d.Then, d.Later) {
			out = append(out, *d)
		}
	}
	slices.SortFunc(out, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Field, b.Field))
	})
	return out
}

// readWhile reads the changes of a query, newest first, as long as wanted says of a page's last change that more is.
func readWhile(ctx context.Context, source Source, q HistoryQuery, wanted func(HistoryRow) bool) ([]HistoryRow, error) {
	const op = "historypage.readWhile"
	q.Limit = pageSize
	var rows []HistoryRow
	for {
		page, err := source.History(ctx, q)
		if err != nil {
			return nil, err
		}
		if page.Partial { // what is built on gaps would be wrong
			return nil, fault.New(fault.Unavailable, op, "history.partial")
		}
		rows = append(rows, page.Rows...)
		if page.Next == 0 || len(page.Rows) == 0 || !wanted(page.Rows[len(page.Rows)-1]) {
			return rows, nil
		}
		q.Before = page.Next
	}
}

// readSince reads every change from a moment on.
func readSince(ctx context.Context, source Source, entity string, since time.Time) ([]HistoryRow, error) {
	return readWhile(ctx, source, HistoryQuery{Entity: entity}, func(r HistoryRow) bool { return !r.At.Before(since) })
}

// readFrom reads every change of an entity from a revision on.
func readFrom(ctx context.Context, source Source, entity string, rev int64) ([]HistoryRow, error) {
	return readWhile(ctx, source, HistoryQuery{Entity: entity}, func(r HistoryRow) bool { return r.Rev >= rev })
}

// valuesBefore gives what the fields of an entity were before the changes that holds picks; fields that did not change
// are left out. rows are newest first.
func valuesBefore(rows []HistoryRow, entity string, holds func(HistoryRow) bool) map[string]wire.Value {
	out := map[string]wire.Value{}
	for _, r := range rows {
		if r.Entity == entity && holds(r) {
			out[r.Field] = r.Old
		}
	}
	return out
}

// Comparison is the state of the comparison of two days.
type Comparison struct {
	Phase Phase
	Fault error
	Then  time.Time // the first moment after the first day
	Later time.Time // the first moment after the second day
	Found []Difference
	At    int // the difference selected, -1 when none is
}
