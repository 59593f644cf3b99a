package historypage_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/ui/fieldwords"
	"pupitre/ui/historypage"
	"pupitre/ui/historypage/sample"
)

// read gives the model what it asks for, as the presenter does.
func read(t *testing.T, m *historypage.Model, s *sample.Source) (queries int) {
	t.Helper()
	for {
		q, ok := m.Begin(sample.Now)
		if !ok {
			return queries
		}
		queries++
		page, err := s.History(context.Background(), q)
		if err != nil {
			m.Failed(err)
			return queries
		}
		m.Add(page)
	}
}

func TestTheModelReadsNoMoreThanItShows(t *testing.T) {
	s, m := sample.Boreale(1000), historypage.NewModel()
	if n := read(t, m, s); n != 1 || m.Complete() {
		t.Errorf("one page is enough at first: %d reads, complete %v", n, m.Complete())
	}
	if m.Want(10) {
		t.Error("ten rows are there already")
	}
	m.Want(450)
	if n := read(t, m, s); n != 2 || m.Count() < 450 {
		t.Errorf("two pages more: %d reads, %d rows", n, m.Count())
	}
	m.Want(100_000)
	read(t, m, s)
	if !m.Complete() || m.Count() != len(s.Rows) {
		t.Errorf("%d of %d rows", m.Count(), len(s.Rows))
	}
	for i := range m.Count() {
		if m.Row(i).Rev != s.Rows[i].Rev {
			t.Fatalf("row %d is revision %d, want %d", i, m.Row(i).Rev, s.Rows[i].Rev)
		}
	}
}

func TestFilters(t *testing.T) {
	s := sample.Boreale(50)
	for _, c := range []struct {
		name   string
		filter historypage.Filter
		want   func(historypage.HistoryRow) bool
	}{
		{"person", historypage.Filter{Person: sample.Luc}, func(r historypage.HistoryRow) bool { return r.PersonID == sample.Luc }},
		{"section", historypage.Filter{Kind: fieldwords.Person}, func(r historypage.HistoryRow) bool { return fieldwords.KindOf(r.Entity) == fieldwords.Person }},
		{"today", historypage.Filter{Period: historypage.Today}, func(r historypage.HistoryRow) bool { return r.At.After(sample.Now.Truncate(24 * time.Hour)) }},
		{"days", historypage.Filter{Period: historypage.ChosenDays, From: sample.Now.AddDate(0, 0, -21), To: sample.Now.AddDate(0, 0, -1)}, func(r historypage.HistoryRow) bool {
			return !r.At.Before(sample.Now.AddDate(0, 0, -21)) && r.At.Before(sample.Now.AddDate(0, 0, -1))
		}},
	} {
		m := historypage.NewModel()
		m.SetFilter(c.filter, sample.Now)
		read(t, m, s)
		want := 0
		for _, r := range s.Rows {
			if c.want(r) {
				want++
			}
		}
		if m.Count() != want || want == 0 {
			t.Errorf("%s: %d rows, want %d", c.name, m.Count(), want)
		}
		for i := range m.Count() {
			if !c.want(m.Row(i)) {
				t.Errorf("%s: shows %+v", c.name, m.Row(i))
			}
		}
	}
}

// A period that has ended is not read beyond.
func TestAPeriodEndsTheReading(t *testing.T) {
	s, m := sample.Boreale(2000), historypage.NewModel()
	m.SetFilter(historypage.Filter{Period: historypage.LastWeek}, sample.Now)
	m.Want(100_000)
	if n := read(t, m, s); n != 1 || !m.Complete() {
		t.Errorf("%d reads, complete %v", n, m.Complete())
	}
}

func TestNewestIsJoinedToWhatWasRead(t *testing.T) {
	s, m := sample.Boreale(300), historypage.NewModel()
	read(t, m, s)
	m.Select(3)
	before, selected := m.Count(), m.Row(3)
	s.Change(sample.Luc, "profile", settings.FieldName, "Boréale ltée", sample.Now)
	page, _ := s.History(context.Background(), historypage.HistoryQuery{Limit: 200})
	m.AddNewest(page)
	if m.Count() != before+1 || m.Row(m.Selected()).Rev != selected.Rev || m.Selected() != 4 {
		t.Errorf("one row more on top, the selection stays: %d rows, selected %d", m.Count(), m.Selected())
	}
	for range 250 {
		s.Change(sample.Luc, "profile", settings.FieldName, "x", sample.Now)
	}
	page, _ = s.History(context.Background(), historypage.HistoryQuery{Limit: 200})
	m.AddNewest(page)
	if m.Count() != 200 || m.Row(0).Rev != s.Rows[0].Rev {
		t.Errorf("a gap begins the list anew rather than hiding it: %d rows", m.Count())
	}
}

func TestFailures(t *testing.T) {
	s, m := sample.Boreale(1000), historypage.NewModel()
	s.HistoryErr = errors.New("out of reach")
	read(t, m, s)
	if m.Phase() != historypage.Failed || m.Fault() == nil || m.TailFault() != nil {
		t.Errorf("nothing was read: %v %v", m.Phase(), m.Fault())
	}
	s.FailBefore = 900
	read(t, m, s)
	m.Want(10_000)
	read(t, m, s)
	if m.Phase() != historypage.Ready || m.TailFault() == nil || m.Count() == 0 {
		t.Errorf("what was read stays: %v, %d rows", m.Phase(), m.Count())
	}
	s.HistoryErr = nil
	read(t, m, s)
	if m.TailFault() != nil || m.Count() != len(s.Rows) {
		t.Errorf("%d of %d rows, %v", m.Count(), len(s.Rows), m.TailFault())
	}
}

// The differences found are those of two states rebuilt by applying the changes from the beginning.
func TestDifferencesAgreeWithReplay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sample.NewSource()
		n := rapid.IntRange(0, 40).Draw(t, "changes")
		start := sample.Now.Add(-time.Duration(n+2) * time.Hour)
		for i := range n {
			field := rapid.SampledFrom([]string{settings.FieldName, settings.FieldTimeZone}).Draw(t, "field")
			text := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "text")
			s.Change(sample.Luc, "profile", field, text, start.Add(time.Duration(i)*time.Hour))
		}
		then := start.Add(time.Duration(rapid.IntRange(-1, n+1).Draw(t, "then")) * time.Hour)
		later := then.Add(time.Duration(rapid.IntRange(0, n+1).Draw(t, "later")) * time.Hour)
		first, second := replay(s.Rows, then), replay(s.Rows, later)
		found := map[string]historypage.Difference{}
		for _, d := range historypage.Differences(s.Rows, then, later) {
			found[d.Field] = d
		}
		for _, field := range []string{settings.FieldName, settings.FieldTimeZone} {
			d, differs := found[field]
			if differs == syncing.Same(first[field], second[field]) {
				t.Fatalf("%s: from %s to %s, told a difference: %v", field, first[field], second[field], differs)
			}
			if differs && (!syncing.Same(d.Then, first[field]) || !syncing.Same(d.Later, second[field])) {
				t.Fatalf("%s: told %s to %s, want %s to %s", field, d.Then, d.Later, first[field], second[field])
			}
		}
	})
}

// replay applies the changes made before a moment, oldest first.
func replay(rows []historypage.HistoryRow, end time.Time) map[string][]byte {
	out := map[string][]byte{}
	for i := len(rows) - 1; i >= 0; i-- {
		if rows[i].At.Before(end) {
			out[rows[i].Field] = rows[i].New
		}
	}
	return out
}
