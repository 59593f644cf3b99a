package settings

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// A search of a directory that a person has saved is that person's alone, and follows them to other computers: entity
// "search:<person>.<uuid>".
const (
	kindSearch = "search"
	FieldQuery = "query" // what is looked for and in which federation, a group

	// MaxSearchName is the longest name of a search, in characters, MaxSearches the most that a person has.
	MaxSearchName = 60
	MaxSearches   = 200
	maxQuery      = 32 << 10 // bytes of a FieldQuery
)

// SearchEntity is the entity of a search that a person has saved.
func SearchEntity(person, id string) string { return searchesOf(person) + id }

// searchesOf is the beginning of the entities of a person's searches.
func searchesOf(person string) string { return kindSearch + ":" + person + "." }

// IsSearchOf tells whether an entity is a search of a person.
func IsSearchOf(entity, person string) bool { return strings.HasPrefix(entity, searchesOf(person)) }

// ownerOf is the person whom an entity belongs to alone, "" for one that is not a person's own.
func ownerOf(entity string) string {
	if person, ok := strings.CutPrefix(entity, personPrefix); ok {
		return person
	}
	rest, ok := strings.CutPrefix(entity, kindSearch+":")
	if !ok {
		return ""
	}
	person, _, _ := strings.Cut(rest, ".")
	return person
}

// isOwnID tells whether s names something of a person's own: two UUIDs.
func isOwnID(s string) bool {
	person, id, ok := strings.Cut(s, ".")
	return ok && isID(person) && isID(id)
}

// Search is a search that a person has saved.
type Search struct {
	Name  string
	Query SearchQuery
}

// SearchQuery is what is looked for, as it is stored: ids and enumerations.
type SearchQuery struct {
	Federation string                        `json:"federation"` // whose directory is searched, id
	Category   directory.Kind                `json:"category"`
	Text       string                        `json:"text,omitempty"`
	Filters    map[directory.Column][]string `json:"filters,omitempty"`
	Sort       directory.Column              `json:"sort,omitempty"`
	Down       bool                          `json:"down,omitempty"`
}

// Query is the question to the directory.
func (q SearchQuery) Query() directory.Query {
	return directory.Query{Category: q.Category, Text: q.Text, Filters: q.Filters, Sort: q.Sort, Down: q.Down}
}

// SearchFrom reads the fields of a search; ok is false for one that no page can ask, such as one of a newer version.
func SearchFrom(fields map[string]wire.Value) (s Search, ok bool) {
	s = Search{Name: String(fields[FieldName])}
	q, err := parseSearch(fields[FieldQuery])
	s.Query = q
	return s, err == nil && s.Name != ""
}

// Fields is a search as it is stored.
func (s Search) Fields() map[string]wire.Value {
	return map[string]wire.Value{FieldName: Text(s.Name), FieldQuery: group(s.Query)}
}

// CheckSearchName refuses a name that is empty or too long: settings.search_name_empty, settings.search_name_long.
func CheckSearchName(name string) error {
	const op = "settings.CheckSearchName"
	switch {
	case name == "":
		return fault.New(fault.Invalid, op, "settings.search_name_empty")
	case utf8.RuneCountInString(name) > MaxSearchName:
		return fault.New(fault.Invalid, op, "settings.search_name_long", "Max", MaxSearchName)
	}
	return nil
}

func parseSearch(v wire.Value) (q SearchQuery, err error) {
	const op = "settings.parseSearch"
	if len(v) > maxQuery {
		return q, unreadable(op)
	}
	d := json.NewDecoder(bytes.NewReader(v))
	d.DisallowUnknownFields()
	if len(v) == 0 || v[0] != '{' || d.Decode(&q) != nil || !isID(q.Federation) || q.Query().Check() != nil {
		return SearchQuery{}, unreadable(op)
	}
	return q, nil
}

func checkSearch(v wire.Value) error {
	_, err := parseSearch(v)
	return err
}
