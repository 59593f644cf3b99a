package desk_test

import (
	"slices"
	"strings"
	"testing"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/directory"
	"pupitre/data/settings"
	"pupitre/data/syncing"
)

// searches lists the names of the searches that a computer knows of, whoever saved them.
func (h *house) searches(s *desk.Session) (names []string) {
	h.t.Helper()
	view, err := s.Desk.View(h.t.Context())
	h.must(err)
	for entity, fields := range settings.FromView(view) {
		if search, ok := settings.SearchFrom(fields); ok && strings.HasPrefix(entity, "search:") {
			names = append(names, search.Name)
		}
	}
	slices.Sort(names)
	return names
}

// A search that a person has saved comes to their other computer, and to nobody else's; deleted there, it goes here.
func TestSavedSearchesFollowTheirPerson(t *testing.T) {
	h := newHouse(t)
	office, home := h.computer("office").signIn(access.Delegate), h.computer("home").signIn(access.Delegate)
	other := h.computer("other").signIn(access.Primary)
	me := h.people[access.Delegate].ID
	save := func(on *desk.Session, id, name string) {
		t.Helper()
		entity := settings.SearchEntity(me, "0198c0de-0000-7000-8000-00000000000"+id)
		search := settings.Search{Name: name, Query: settings.SearchQuery{
			Federation: "0198c0de-0000-7000-8000-000000000999", Category: directory.User, Text: "tremb",
		}}
		var edits []syncing.FieldEdit
		for field, value := range search.Fields() {
			edits = append(edits, syncing.FieldEdit{Entity: entity, Field: field, Value: value})
		}
		h.must(on.Desk.Save(t.Context(), edits))
	}
	save(office, "1", "Au bureau")
	save(home, "2", "À la maison") // at the same time
	both := []string{"Au bureau", "À la maison"}
	eventually(t, "both are on both computers", func() bool {
		return slices.Equal(h.searches(office), both) && slices.Equal(h.searches(home), both)
	})
	h.online(other)
	if got := h.searches(other); len(got) != 0 {
		t.Errorf("the searches of somebody else: %q", got)
	}
	view, err := home.Desk.View(t.Context())
	h.must(err)
	entity := settings.SearchEntity(me, "0198c0de-0000-7000-8000-000000000001")
	h.must(home.Desk.Save(t.Context(), nil, syncing.Deletion{Entity: entity, Saw: view[entity]}))
	eventually(t, "it is deleted on both", func() bool { return slices.Equal(h.searches(office), both[1:]) })
}
