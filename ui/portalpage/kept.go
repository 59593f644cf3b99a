package portalpage

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/ui/task"
)

// Kept is where searches that bear a name are: among what is the person's alone, which follows them to other computers.
type Kept interface {
	View(ctx context.Context) (syncing.View, error)
	Save(ctx context.Context, edits []syncing.FieldEdit, deletes ...syncing.Deletion) error
	// Subscribe calls f on any goroutine after the view or the state has changed.
	Subscribe(f func()) (cancel func())
}

// Saved is a search that bears a name.
type Saved struct {
	entity string
	saw    syncing.Entity
	Name   string
	Search
}

// savedIn reads a person's searches, by name.
func savedIn(view syncing.View, person string) (list []Saved) {
	for entity, fields := range view {
		if !settings.IsSearchOf(entity, person) {
			continue
		}
		values := settings.FromView(syncing.View{entity: fields})[entity]
		s, ok := settings.SearchFrom(values)
		if !ok {
			continue // of a newer version, or being deleted
		}
		list = append(list, Saved{entity: entity, saw: fields, Name: s.Name, Search: Search(s.Query)})
	}
	slices.SortFunc(list, func(a, b Saved) int {
		if c := strings.Compare(directory.Fold(a.Name), directory.Fold(b.Name)); c != 0 {
			return c
		}
		return strings.Compare(a.entity, b.entity)
	})
	return list
}

// stored is a search in its stored form, without what its category has no use for.
func stored(name string, one Search) settings.Search {
	return settings.Search{Name: name, Query: settings.SearchQuery(one.asked())}
}

// saved lists the searches of the federation that is shown.
func (h *Presenter) saved() []Saved {
	return slices.DeleteFunc(slices.Clone(h.named), func(s Saved) bool { return s.Federation != h.search.Federation })
}

// readSaved reads the searches again, after something was changed here or elsewhere.
func (h *Presenter) readSaved() {
	task.GoLatest(context.Background(), h.deps.Run, &h.reads, h.deps.Kept.View, func(view syncing.View, err error) {
		if err == nil { // without them the page works as well
			h.named = savedIn(view, h.deps.Person)
			h.tell()
		}
	})
}

// save keeps what is looked for under a name; the search that bore it in this federation is replaced. It refuses a name that
// is none, and more searches than settings.MaxSearches.
func (h *Presenter) save(name string) error {
	name = settings.CleanName(name)
	if err := settings.CheckSearchName(name); err != nil {
		return fault.Wrap("portalpage.save", err)
	}
	for _, s := range h.saved() {
		if s.Name == name {
			h.write([]syncing.FieldEdit{{
				Entity: s.entity, Field: settings.FieldQuery, Saw: s.saw[settings.FieldQuery], Value: stored(name, h.search).Fields()[settings.FieldQuery],
			}})
			return nil
		}
	}
	if len(h.named) >= settings.MaxSearches {
		return fault.New(fault.Invalid, "portalpage.save", "enterprise.saved.too_many", "Max", settings.MaxSearches)
	}
	h.write(h.asNew(name, h.search))
	return nil
}

// asNew are the edits that make a search.
func (h *Presenter) asNew(name string, one Search) (edits []syncing.FieldEdit) {
	entity := settings.SearchEntity(h.deps.Person, uuid.Must(uuid.NewV7()).String())
	fields := stored(name, one).Fields()
	for _, field := range []string{settings.FieldName, settings.FieldQuery} {
		edits = append(edits, syncing.FieldEdit{Entity: entity, Field: field, Value: fields[field]})
	}
	return edits
}

// unsave deletes a search.
func (h *Presenter) unsave(s Saved) { h.write(nil, syncing.Deletion{Entity: s.entity, Saw: s.saw}) }

// write stores edits and reads what stands then.
func (h *Presenter) write(edits []syncing.FieldEdit, deletes ...syncing.Deletion) {
	task.Go(context.Background(), h.deps.Run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, h.deps.Kept.Save(ctx, edits, deletes...)
	}, func(_ struct{}, err error) {
		if err != nil {
			h.deps.Window.Fail(h.deps.Window.Printer().T("enterprise.saved.not_kept"))
		}
		h.readSaved()
	})
}
