package server

import (
	"net/http"
	"net/url"
	"strings"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// search answers a query in a federation's directory, as a desktop with a copy of it does: for everyone of the federation.
func (s *Server) search(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.search"
	q, page, err := parseSearch(r.URL.Query())
	if err != nil {
		return err
	}
	var f store.Federation
	err = s.look(r, who, func(v *visit) error {
		f = v.federation
		return v.may(access.SearchDirectory)
	})
	if err != nil {
		return err
	}
	out := wire.SearchPage{Generation: f.Generation, Rows: []wire.DirectoryRow{}}
	index, err := s.indexes.get(r.Context(), f)
	if err != nil {
		return err
	}
	found, err := index.Search(r.Context(), q)
	if err != nil {
		return fault.Wrap(op, err)
	}
	out.Total = found.Len()
	if page.Counts {
		counts, err := found.Counts(r.Context())
		if err != nil {
			return fault.Wrap(op, err)
		}
		out.Counts = wireCounts(counts)
	}
	ids := found.IDs(page.Offset, page.Limit)
	err = s.store.Read(r.Context(), func(tx *store.Tx) error {
		out.Rows = out.Rows[:0]
		for _, id := range ids {
			row, err := tx.DirectoryRow(f.Generation, id)
			if err != nil {
				return err
			}
			out.Rows = append(out.Rows, row)
		}
		return nil
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	s.reply(w, r, http.StatusOK, out)
	return nil
}

const filterPrefix = "filter."

// parseSearch reads a query string. What directory.Query.Check refuses is refused here, before anything is read.
func parseSearch(values url.Values) (q directory.Query, page wire.SearchQuery, err error) {
	n := numbers{values: values}
	page.Offset = int(n.get("offset", 0, wire.MaxOffset))
	page.Limit = int(n.get("limit", wire.DefaultAnswers, wire.MaxAnswers))
	page.Counts = n.get("counts", 0, 1) == 1
	q = directory.Query{
		Category: directory.Kind(values.Get("category")), Text: values.Get("text"), Sort: directory.Column(values.Get("sort")),
		Down: n.get("down", 0, 1) == 1, Filters: map[directory.Column][]string{},
	}
	if q.Category == "" {
		q.Category = directory.User
	}
	for name, list := range values {
		if column, ok := strings.CutPrefix(name, filterPrefix); ok {
			q.Filters[directory.Column(column)] = list
		}
	}
	if n.bad {
		return q, page, fault.New(fault.Invalid, "server.parseSearch", "server.malformed")
	}
	return q, page, q.Check()
}

func wireCounts(in directory.Counts) *wire.SearchCounts {
	out := &wire.SearchCounts{Categories: map[string]int{}, Filters: map[string][]wire.SearchTally{}}
	for kind, n := range in.Categories {
		out.Categories[string(kind)] = n
	}
	for column, list := range in.Filters {
		tallies := make([]wire.SearchTally, 0, len(list))
		for _, t := range list {
			tallies = append(tallies, wire.SearchTally{ID: t.ID, Name: t.Name, Account: t.Account, Chosen: t.Chosen, Count: t.Count})
		}
		out.Filters[string(column)] = tallies
	}
	return out
}
