package portalpage

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/settings"
)

// Limits of what is kept.
const (
	MostRecent = 10
	MaxKept    = 1 << 20 // bytes of all searches as they are kept
)

// Search is what is looked for. It is stored: ids and enumerations, never words of a language.
type Search settings.SearchQuery

// Searches are the last ones that a person has made on a computer.
type Searches struct {
	Recent []Search `json:"recent,omitempty"` // the last one first
}

// query is the question to the directory. Filters of other columns than those of the category are left out: they are kept
// for when the person comes back to a category that has them.
func (s Search) query() directory.Query {
	q := directory.Query{Category: s.Category, Text: s.Text, Sort: s.Sort, Down: s.Down, Filters: map[directory.Column][]string{}}
	c := categoryOf(s.Category)
	for _, column := range c.Filters {
		if ids := s.Filters[column]; len(ids) > 0 {
			q.Filters[column] = slices.Clone(ids)
		}
	}
	if !slices.Contains(c.Sorts(), q.Sort) {
		q.Sort, q.Down = "", false
	}
	return q
}

// asked is the search without what its category has no use for.
func (s Search) asked() Search {
	q := s.query()
	s.Text, s.Filters, s.Sort, s.Down = strings.TrimSpace(q.Text), q.Filters, q.Sort, q.Down
	if len(s.Filters) == 0 {
		s.Filters = nil
	}
	return s
}

// blank tells that everything is shown.
func (s Search) blank() bool { return s.Text == "" && len(s.Filters) == 0 }

func (s Search) same(o Search) bool { return reflect.DeepEqual(s, o) }

// alike tells whether the same entries answer both, be it in another order.
func (s Search) alike(o Search) bool {
	s, o = s.asked(), o.asked()
	o.Sort, o.Down = s.Sort, s.Down
	return s.same(o)
}

// clone shares nothing with s.
func (s Search) clone() Search {
	s.Filters = maps.Clone(s.Filters)
	for column, ids := range s.Filters {
		s.Filters[column] = slices.Clone(ids)
	}
	return s
}

// categoryOf is the category of a kind, the first one for a kind that is not searched.
func categoryOf(k directory.Kind) directory.Category {
	all := directory.Categories()
	for _, c := range all {
		if c.Kind == k {
			return c
		}
	}
	return all[0]
}

// remember puts a search before the others.
func (s *Searches) remember(one Search) {
	one = one.asked()
	if one.blank() {
		return
	}
	one = one.clone()
	s.Recent = slices.DeleteFunc(s.Recent, one.same)
	s.Recent = slices.Insert(s.Recent, 0, one)
	s.Recent = s.Recent[:min(len(s.Recent), MostRecent)]
}

// Encode is how searches are kept.
func (s Searches) Encode() ([]byte, error) {
	b, err := json.Marshal(s)
	return b, fault.Wrap("portalpage.Encode", err)
}

// DecodeSearches reads what was kept. What no page could have asked is left out, also what a newer version knows and this one
// does not; a text that is none of ours is fault.Invalid.
func DecodeSearches(text []byte) (Searches, error) {
	const op = "portalpage.DecodeSearches"
	var s Searches
	if len(text) == 0 {
		return s, nil
	}
	if len(text) > MaxKept {
		return s, fault.New(fault.Invalid, op, "")
	}
	if err := json.Unmarshal(text, &s); err != nil {
		return Searches{}, fault.As(fault.Invalid, op, "", err)
	}
	bad := func(one Search) bool {
		return one.query().Check() != nil || !slices.ContainsFunc(directory.Categories(), func(c directory.Category) bool { return c.Kind == one.Category })
	}
	s.Recent = slices.DeleteFunc(s.Recent, bad)
	s.Recent = s.Recent[:min(len(s.Recent), MostRecent)]
	return s, nil
}
