package settingsfile

import (
	"io"
	"maps"
	"slices"

	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Kind says what a change does to an entity.
type Kind string

// The kinds of change.
const (
	Create    Kind = "create"
	Update    Kind = "update"
	Unchanged Kind = "unchanged" // the file mentions it, and says what stands already
	Delete    Kind = "delete"
)

// FieldChange is a field of a change. A value is nil, or null, when there is none.
type FieldChange struct {
	Field    string
	Old, New wire.Value
}

// Change is what importing a file does to one entity.
type Change struct {
	Kind   Kind
	Entity string
	Name   string // of an entry of a list, as it will be; "" for a section
	Line   int    // of the file, 0 for a deletion
	Fields []FieldChange
}

// Options of an import. NewID is required.
type Options struct {
	// Prune deletes what a list of the file leaves out, where it can be deleted. A list that the file does not have is left
	// alone.
	Prune bool
	// NewID gives the id of a new entry.
	NewID func() (string, error)
	About settings.About
}

// Plan is what importing a file would do. With a problem it does nothing.
type Plan struct {
	Changes  []Change
	Problems []Problem // every mistake, by line
	Warnings []Problem // what is doubtful, and not in the way
	// Images are those that the file brings, sound and ready to be kept. They have to be kept before the edits are saved.
	Images  [][]byte
	deleted []string
}

// Read reads a settings file and compares it with what is set. The error is that of NewID; what is wrong with the file is
// among the problems of the plan.
func Read(in io.Reader, current settings.Values, o Options) (Plan, error) {
	im := &importer{
		current: current, next: current.Clone(), opt: o, lines: map[string]int{}, mentioned: map[string]bool{},
		images: map[string][]byte{},
	}
	if root := im.load(in); root != nil {
		im.file(root)
	}
	if im.failed != nil {
		return Plan{}, im.failed
	}
	plan := Plan{deleted: im.deleted}
	if len(im.problems) == 0 {
		plan.Warnings = im.review()
	}
	if plan.Problems = im.problems; len(plan.Problems) > 0 {
		slices.SortStableFunc(plan.Problems, func(a, b Problem) int { return a.Line - b.Line })
		return plan, nil
	}
	plan.Changes = im.changes()
	for _, hash := range slices.Sorted(maps.Keys(im.images)) {
		plan.Images = append(plan.Images, im.images[hash])
	}
	return plan, nil
}

// review adds what the rules say of the settings as they would be, and said not before. It gives the warnings.
func (im *importer) review() (warnings []Problem) {
	type place struct{ entity, field, sentence string }
	known := map[place]bool{}
	at := func(f settings.Finding) place { return place{f.Entity, f.Field, f.Err.Error()} }
	for _, f := range settings.Review(im.current, im.opt.About) {
		known[at(f)] = true
	}
	for _, f := range settings.Review(im.next, im.opt.About) {
		if known[at(f)] {
			continue
		}
		line, ok := im.lines[f.Entity+" "+f.Field]
		if !ok {
			line = im.lines[f.Entity]
		}
		if f.Warning {
			warnings = append(warnings, Problem{Line: line, Err: f.Err})
			continue
		}
		im.problem(line, f.Err)
	}
	return warnings
}

// changes compares what stands with what will, in the order of the file; deletions come last.
func (im *importer) changes() (out []Change) {
	for _, entity := range im.order {
		c := Change{Kind: Unchanged, Entity: entity, Line: im.lines[entity], Name: nameIn(im.next, entity)}
		old, now := im.current[entity], im.next[entity]
		for _, field := range slices.Sorted(maps.Keys(now)) {
			if !syncing.Same(old[field], now[field]) {
				c.Fields = append(c.Fields, FieldChange{Field: field, Old: old[field], New: now[field]})
			}
		}
		switch {
		case len(old) == 0 && len(now) > 0:
			c.Kind = Create
		case len(c.Fields) > 0:
			c.Kind = Update
		}
		out = append(out, c)
	}
	for _, entity := range im.deleted {
		out = append(out, Change{Kind: Delete, Entity: entity, Name: nameIn(im.current, entity)})
	}
	return out
}

// nameIn is the name of an entry of a list, "" for a section.
func nameIn(v settings.Values, entity string) string {
	if k, ok := settings.KindOf(entity); !ok || !k.Many {
		return ""
	}
	return settings.String(v[entity][settings.FieldName])
}

// Count is how many changes of the kind there are.
func (p Plan) Count(k Kind) (n int) {
	for _, c := range p.Changes {
		if c.Kind == k {
			n++
		}
	}
	return n
}

// Edits turns the plan into one save: everything or nothing. view is what was seen when the file was read.
func (p Plan) Edits(view syncing.View) (edits []syncing.FieldEdit, deletions []syncing.Deletion) {
	for _, c := range p.Changes {
		for _, f := range c.Fields {
			edits = append(edits, syncing.FieldEdit{Entity: c.Entity, Field: f.Field, Saw: view.Field(c.Entity, f.Field), Value: f.New})
		}
	}
	for _, entity := range p.deleted {
		deletions = append(deletions, syncing.Deletion{Entity: entity, Saw: view[entity]})
	}
	return edits, deletions
}
