package syncing

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

const conflictPrefix = "conflict:"

// ConflictEntity is the entity under which a conflict travels.
func ConflictEntity(id string) string { return conflictPrefix + id }

// ConflictID is the id of a conflict's entity; ok is false for another kind of entity.
func ConflictID(entity string) (id string, ok bool) { return strings.CutPrefix(entity, conflictPrefix) }

// conflict keeps both values in an item of its own, so that it reaches everybody through the same feed.
func (a *applier) conflict(m wire.Mutation, f wire.FieldEdit, current wire.Item) (id string, rev int64, err error) {
	id = conflictID(a.space, a.who.Device, m.Seq, f.Name)
	record := wire.ConflictRecord{
		Entity: m.Entity, Field: f.Name, Base: orNull(f.Base), Current: orNull(current.Value), Proposed: orNull(f.Value),
		Person: a.who.Person, Device: a.who.Device, Seq: m.Seq, MadeAt: m.MadeAt.UTC(), Open: true,
	}
	if planted(loseProposed) {
		record.Proposed = wire.Value("null")
	}
	err = a.putConflict(m, id, record)
	return id, a.rev, err
}

func (a *applier) putConflict(m wire.Mutation, id string, record wire.ConflictRecord) error {
	text, err := json.Marshal(record)
	if err != nil {
		return err
	}
	value, err := wire.Canonical(text)
	if err != nil {
		return err
	}
	a.rev++
	item := a.item(m, wire.ConflictField, value)
	item.Entity = ConflictEntity(id)
	item.Audience = conflictAudience(a.pol.Audience(record.Entity, record.Field))
	return a.tx.PutItem(a.space, item)
}

// conflictAudience is who may read a conflict, and with it the values of a field: the administrators among those who may
// read the field.
func conflictAudience(field string) string {
	narrow := field == access.OnlyPrimary || strings.HasPrefix(field, access.OnlyPerson(""))
	if narrow && !planted(conflictToAll) {
		return field
	}
	return access.Administrators
}

// conflictID depends on the mutation alone: offered again to a server that lost it, it is the same conflict.
func conflictID(space, device string, seq int64, field string) string {
	name := fmt.Sprintf("%s\x00%s\x00%d\x00%s", space, device, seq, field)
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte(name)).String()
}

// resolve closes an open conflict, on condition that its field has not moved since the person looked. A conflict that
// this server does not know was lost with an older epoch: what remains is an ordinary edit.
func (a *applier) resolve(m wire.Mutation) ([]wire.FieldResult, error) {
	record, known, err := a.record(m.Conflict)
	if err != nil {
		return nil, err
	}
	f := m.Fields[0]
	if !known {
		if f.Name == "" {
			return rejectAll(m, codeConflictClosed), nil
		}
		return a.edit(m)
	}
	if record.Entity != m.Entity || record.Field != f.Name {
		return rejectAll(m, codeMalformed), nil
	}
	if code := a.may(m, f.Name); code != "" {
		return rejectAll(m, code), nil
	}
	if !record.Open && !planted(settleTwice) {
		return rejectAll(m, codeConflictClosed), nil
	}
	entity, dead, err := a.entity(m.Entity)
	if err != nil {
		return nil, err
	}
	if code, err := a.mayClose(m, f, entity, dead); err != nil || code != "" {
		return rejectAll(m, code), err
	}
	record.Open = false
	if err := a.putConflict(m, m.Conflict, record); err != nil {
		return nil, err
	}
	res := wire.FieldResult{Name: f.Name, Outcome: wire.Noop, Rev: a.rev, Conflict: m.Conflict}
	current := entity[f.Name]
	if f.Name == "" || dead || Same(current.Value, f.Value) {
		return []wire.FieldResult{res}, nil
	}
	res.Outcome = wire.Applied
	res.Rev, err = a.write(m, f.Name, current.Value, f.Value)
	return []wire.FieldResult{res}, err
}

// mayClose says why the chosen value cannot stand, "" when it can.
func (a *applier) mayClose(m wire.Mutation, f wire.FieldEdit, entity map[string]wire.Item, dead bool) (code string, err error) {
	switch {
	case f.Name == "":
		return "", nil // a refused deletion: closing it keeps the entity
	case dead && !isNull(f.Value):
		return codeEntityDeleted, nil
	case dead:
		return "", nil
	}
	if code := a.pol.Check(m.Entity, f.Name, f.Value); code != "" {
		return code, nil
	}
	if a.verdict(entity[f.Name], f) == wire.Conflict && !planted(settleBlind) {
		return codeFieldMoved, nil
	}
	merged := values(entity)
	merged[f.Name] = f.Value
	if code := a.together(m.Entity, merged); code != "" || Same(entity[f.Name].Value, f.Value) {
		return code, nil
	}
	return a.between(m.Entity, merged, []wire.FieldResult{{Name: f.Name, Outcome: wire.Applied}})
}

func (a *applier) record(id string) (record wire.ConflictRecord, known bool, err error) {
	item, ok, err := a.tx.Item(a.space, ConflictEntity(id), wire.ConflictField)
	if err != nil || !ok {
		return record, false, err
	}
	if err := json.Unmarshal(item.Value, &record); err != nil {
		return record, false, fault.Wrap("syncing.record", err)
	}
	return record, true, nil
}
