package typedlog_test

import (
	"slices"
	"strings"
	"testing"

	"pupitre/data/directory/sample"
	"pupitre/internal/bench/typedlog"
)

// The log asks for each prefix, with filters and sort columns that the query's check accepts.
func TestTypedLog(t *testing.T) {
	const n = 60
	rows := slices.Collect(sample.Federation(sample.Options{Seed: 5, Accounts: 4, Entries: 3000}))
	typed, err := typedlog.Typed(rows, n, 5)
	if err != nil {
		t.Fatal(err)
	}
	log := typedlog.Prefixes(typed)
	filters, sorts, begun := 0, 0, 0
	for i, q := range log {
		if err := q.Check(); err != nil {
			t.Fatalf("%+v: %v", q, err)
		}
		letters := len([]rune(q.Text))
		switch {
		case letters == 1:
			begun++
		case !strings.HasPrefix(q.Text, log[i-1].Text) || letters != len([]rune(log[i-1].Text))+1:
			t.Fatalf("%q after %q", q.Text, log[i-1].Text)
		}
		filters, sorts = filters+len(q.Filters), sorts+len(q.Sort)
	}
	if begun != n || filters == 0 || sorts == 0 {
		t.Errorf("%d queries, %d filters, %d letters of sort columns", begun, filters, sorts)
	}
	if few := typedlog.Spread(log, 10); len(few) != 10 || few[0].Text != log[0].Text {
		t.Errorf("%d of the log", len(few))
	}
}
