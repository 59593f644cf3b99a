package settings_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Only who has saved a search reads, writes and deletes it, whatever their role.
func TestASearchIsItsPersonsOwn(t *testing.T) {
	entity := settings.SearchEntity(idA, idB)
	if got := (settings.Policy{}).Audience(entity, settings.FieldName); got != access.OnlyPerson(idA) {
		t.Errorf("read by %q", got)
	}
	for _, role := range []access.Role{access.Primary, access.Delegate, access.Reseller, access.Support, access.Subscriber, access.Kiosk, ""} {
		for person, theirs := range map[string]bool{idA: role != access.Kiosk && role != "", idC: false} {
			who := access.Member{Provider: "p", Person: person, Role: role}
			for _, kind := range []wire.Kind{wire.Edit, wire.Delete} {
				if got := (settings.Policy{}).May(who, kind, entity, settings.FieldName); (got == "") != theirs {
					t.Errorf("%s %s as %q: %q", kind, entity, role, got)
				}
			}
		}
	}
	for _, bad := range []string{"search:" + idA, "search:" + idA + ".x", "search:me." + idB, "search:" + idA + "." + idB + ".x", "search:." + idB} {
		if _, ok := settings.KindOf(bad); ok {
			t.Errorf("%q is taken for a search", bad)
		}
	}
}

func TestASearchIsReadAsItIsStored(t *testing.T) {
	want := settings.Search{Name: "Comptables de Lévis", Query: settings.SearchQuery{
		Federation: idC, Category: directory.User, Text: "tremb", Sort: directory.ByExtension, Down: true,
		Filters: map[directory.Column][]string{directory.BySite: {"s1", "s2"}},
	}}
	fields := want.Fields()
	for name, v := range fields {
		if err := settings.CheckField(settings.SearchEntity(idA, idB), name, v); err != nil {
			t.Errorf("%s %s: %v", name, v, err)
		}
	}
	if got, ok := settings.SearchFrom(fields); !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("%v %+v", ok, got)
	}
}

func TestBadSearchesAreRefused(t *testing.T) {
	entity := settings.SearchEntity(idA, idB)
	for field, values := range map[string]map[string]string{
		settings.FieldQuery: {
			`{"category":"account","federation":"` + idC + `"}`: "settings.value_unreadable", `{"category":"user","federation":"` + idC + `","more":1}`: "settings.value_unreadable",
			`"tremb"`: "settings.value_unreadable", `{"category":"user","federation":"f"}`: "settings.value_unreadable", `{"category":"site","federation":"` + idC + `","sort":"email"}`: "settings.value_unreadable",
			`{"category":"user","federation":"` + idC + `","text":"` + strings.Repeat("a", directory.MaxText+1) + `"}`:  "settings.value_unreadable",
			`{"category":"user","federation":"` + idC + `","filters":{"site":["` + strings.Repeat("a", 40<<10) + `"]}}`: "settings.value_unreadable",
		},
		settings.FieldName: {`"` + strings.Repeat("é", 61) + `"`: "settings.search_name_long", `" a"`: "settings.value_unreadable"},
	} {
		for value, want := range values {
			wantKey(t, settings.CheckField(entity, field, wire.Value(value)), want)
		}
	}
	wantKey(t, settings.CheckSearchName(""), "settings.search_name_empty")
}

// crowd has entities of several people; it implements syncing.Neighbours.
type crowd []string

// Neighbours implements syncing.Neighbours.
func (c crowd) Neighbours(prefix, field string, limit int) (out []wire.Item, err error) {
	for _, entity := range c {
		if strings.HasPrefix(entity, prefix) && len(out) < limit {
			out = append(out, wire.Item{Entity: entity, Field: field, Value: settings.Text("x")})
		}
	}
	return out, nil
}

var _ syncing.Neighbours = crowd{}

// Each person has as many searches as the others.
func TestSearchesAreCountedByPerson(t *testing.T) {
	var full crowd
	for n := range settings.MaxSearches {
		full = append(full, settings.SearchEntity(idA, fmt.Sprintf("0198c0de-0000-7000-8000-%012d", n)))
	}
	fields := settings.Search{Name: "x", Query: settings.SearchQuery{Federation: idC, Category: directory.User}}.Fields()
	for person, want := range map[string]string{idA: "settings.too_many", idB: ""} {
		code, err := settings.Policy{}.CheckSpace(full, settings.SearchEntity(person, idC), fields, []string{settings.FieldName})
		if err != nil || code != want {
			t.Errorf("%v %q, want %q", err, code, want)
		}
	}
}
