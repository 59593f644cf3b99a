package desk

import (
	"context"

	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Answer is what a search has found: its pages when they are asked for, its counts too. It is for one goroutine at a time.
type Answer struct {
	Live bool // it comes from the server, as this computer has no copy yet

	finder *Finder
	query  directory.Query
	result *directory.Result // nil of an answer of the server
	total  int
	first  []directory.Entry // the server's first page
}

// Len is the number of answers.
func (a *Answer) Len() int { return a.total }

// Page gives at most limit entries from place offset on. An entry that has gone from the rows meanwhile has its id alone.
func (a *Answer) Page(ctx context.Context, offset, limit int) ([]directory.Entry, error) {
	const op = "desk.Page"
	if a.result != nil {
		list, err := a.finder.entries(ctx, a.result.IDs(offset, limit))
		return list, fault.Wrap(op, err)
	}
	if offset >= 0 && limit >= 0 && (offset+limit <= len(a.first) || len(a.first) == a.total) {
		return a.first[min(offset, len(a.first)):min(offset+limit, len(a.first))], nil
	}
	var list []directory.Entry
	for limit > 0 && offset < a.total {
		q := wireQuery(a.query)
		q.Offset, q.Limit = offset, min(limit, wire.MaxAnswers)
		page, err := a.finder.server.SearchDirectory(ctx, a.finder.federation.ID, q)
		if err != nil {
			return nil, online(op, err)
		}
		if len(page.Rows) == 0 {
			break
		}
		list = append(list, decodeRows(page.Rows)...)
		offset, limit = offset+len(page.Rows), limit-len(page.Rows)
	}
	return list, nil
}

// Counts are the answers of each category and those that each filter value would leave.
func (a *Answer) Counts(ctx context.Context) (directory.Counts, error) {
	const op = "desk.Counts"
	if a.result != nil {
		c, err := a.result.Counts(ctx)
		return c, fault.Wrap(op, err)
	}
	q := wireQuery(a.query)
	q.Limit, q.Counts = 1, true
	page, err := a.finder.server.SearchDirectory(ctx, a.finder.federation.ID, q)
	if err != nil {
		return directory.Counts{}, online(op, err)
	}
	return countsOf(page.Counts), nil
}

// searchServer asks the server for the first page.
func (f *Finder) searchServer(ctx context.Context, q directory.Query) (*Answer, error) {
	const op = "desk.searchServer"
	if f.server == nil {
		return nil, fault.New(fault.Unavailable, op, "federation.no_copy_yet")
	}
	page, err := f.server.SearchDirectory(ctx, f.federation.ID, wireQuery(q))
	if key, _ := fault.KeyOf(err); key == "remote.unreachable" && ctx.Err() == nil {
		return nil, fault.As(fault.Unavailable, op, "federation.no_copy_yet", err)
	}
	if err != nil {
		return nil, err
	}
	return &Answer{Live: true, finder: f, query: q, total: page.Total, first: decodeRows(page.Rows)}, nil
}

func wireQuery(q directory.Query) wire.SearchQuery {
	out := wire.SearchQuery{Category: string(q.Category), Text: q.Text, Sort: string(q.Sort), Down: q.Down, Filters: map[string][]string{}}
	for column, ids := range q.Filters {
		out.Filters[string(column)] = ids
	}
	return out
}

// decodeRows reads rows; one that cannot be read has its id alone.
func decodeRows(rows []wire.DirectoryRow) []directory.Entry {
	list := make([]directory.Entry, len(rows))
	for i, row := range rows {
		e, err := directory.Decode(row)
		if err != nil {
			e = directory.Entry{ID: row.ID}
		}
		list[i] = e
	}
	return list
}

func countsOf(in *wire.SearchCounts) directory.Counts {
	out := directory.Counts{Categories: map[directory.Kind]int{}, Filters: map[directory.Column][]directory.Tally{}}
	if in == nil {
		return out
	}
	for kind, n := range in.Categories {
		out.Categories[directory.Kind(kind)] = n
	}
	for column, list := range in.Filters {
		out.Filters[directory.Column(column)] = nil // as the local answer: a column without values is there all the same
		for _, t := range list {
			out.Filters[directory.Column(column)] = append(out.Filters[directory.Column(column)],
				directory.Tally{ID: t.ID, Name: t.Name, Account: t.Account, Chosen: t.Chosen, Count: t.Count})
		}
	}
	return out
}
