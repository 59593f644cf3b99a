package draft

import (
	"slices"

	"pupitre/data/fault"
)

// Error is the fault to show at a control: nil while the person types in it for the first time, and as soon as the text is
// right. For a cell without a field it is what is wrong with the entity as a whole.
func (d *Draft) Error(c Cell) error {
	if c.Field == "" {
		return d.entityFault(c.Entity)
	}
	k := key{c.Entity, c.Field}
	r, ok := d.records[k]
	f := d.schema.field(c.Entity, c.Field)
	if !ok || f == nil || !r.strict || !(d.changed(k) || d.Born(c.Entity)) {
		return nil
	}
	if _, faults := f.read(r.texts); faults != nil {
		if i := f.part(c.Part); i >= 0 && i < len(faults) {
			return faults[i]
		}
		return nil
	}
	return about(d.together(c.Entity), c)
}

// Warning is what deserves a look at a control and hinders nothing, nil when there is nothing.
func (d *Draft) Warning(c Cell) error {
	k := d.schema.Kind(c.Entity)
	if k == nil || k.Warn == nil || d.Dying(c.Entity) {
		return nil
	}
	return about(k.Warn(d, c.Entity), c)
}

func about(remarks []Remark, c Cell) error {
	for _, r := range remarks {
		if r.Cell == c {
			return r.Err
		}
	}
	return nil
}

// together is what is wrong with an entity beside its single fields.
func (d *Draft) together(entity string) []Remark {
	k := d.schema.Kind(entity)
	if k == nil || k.Check == nil || d.Dying(entity) {
		return nil
	}
	return k.Check(d, entity)
}

// entityFault is why the entity as a whole cannot be saved.
func (d *Draft) entityFault(entity string) error {
	switch {
	case d.Gone(entity) && !d.Dying(entity):
		return fault.New(fault.Conflict, "draft.Error", "draft.gone")
	case d.Dying(entity) && len(d.Users(entity)) > 0:
		return fault.New(fault.Conflict, "draft.Error", "draft.in_use")
	}
	return nil
}

// faultsOf lists everything that keeps an entity from being saved, in reading order.
func (d *Draft) faultsOf(k *Kind, entity string) (out []Remark) {
	if err := d.entityFault(entity); err != nil {
		out = append(out, Remark{Cell{Entity: entity}, err})
	}
	if d.Dying(entity) {
		return out
	}
	together := d.together(entity)
	for i := range k.Fields {
		f := &k.Fields[i]
		if !d.Born(entity) && !d.changed(key{entity, f.Name}) {
			continue
		}
		_, faults := f.read(d.texts(key{entity, f.Name}, f))
		for j, part := range f.parts() {
			c := Cell{entity, f.Name, part}
			err := about(together, c)
			if j < len(faults) && faults[j] != nil {
				err = faults[j]
			}
			if err != nil {
				out = append(out, Remark{c, err})
			}
		}
	}
	return out
}

// Shared gives what find finds in the draft, for checks that compare an entity with all others: once for a whole look at the
// draft, as Faults is, so that thousands of entities are checked in one pass.
func (d *Draft) Shared(name string, find func() any) any {
	if d.shared == nil {
		return find()
	}
	found, ok := d.shared[name]
	if !ok {
		found = find()
		d.shared[name] = found
	}
	return found
}

// Faults lists everything that keeps the draft from being saved, in reading order, shown or not.
func (d *Draft) Faults() (out []Remark) {
	if d.shared == nil {
		d.shared = map[string]any{}
		defer func() { d.shared = nil }()
	}
	for i := range d.schema.Kinds {
		k := &d.schema.Kinds[i]
		for _, entity := range d.Entities(k.Name) {
			if d.Changed(Cell{Entity: entity}) {
				out = append(out, d.faultsOf(k, entity)...)
			}
		}
	}
	return out
}

// Faulty tells that a control of an entity shows a fault.
func (d *Draft) Faulty(entity string) bool {
	if d.entityFault(entity) != nil {
		return true
	}
	k := d.schema.Kind(entity)
	return k != nil && slices.ContainsFunc(k.Fields, func(f Field) bool {
		return slices.ContainsFunc(f.parts(), func(part string) bool { return d.Error(Cell{entity, f.Name, part}) != nil })
	})
}
