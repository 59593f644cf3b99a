package draft

import (
	"bytes"
	"encoding/json"
	"slices"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// MaxKept bounds what is read back from a disk, in bytes: a thousand times a long draft.
const MaxKept = 4 << 20

// keptVersion is that of the format. Another one is not read: a draft is worth little to a program of another age.
const keptVersion = 1

type keptDraft struct {
	Version int          `json:"version"`
	Records []keptRecord `json:"records"`
}

type keptRecord struct {
	Entity string               `json:"entity"`
	Field  string               `json:"field,omitempty"`
	Texts  []string             `json:"texts,omitempty"`
	Saw    *keptState           `json:"saw,omitempty"`
	Op     string               `json:"op,omitempty"` // "added" or "removed", of an entity
	Seen   map[string]keptState `json:"seen,omitempty"`
}

type keptState struct {
	Value wire.Value `json:"value"`
	Rev   int64      `json:"rev,omitempty"`
	Seq   int64      `json:"seq,omitempty"`
	Base  wire.Value `json:"base"`
}

func keep(s syncing.FieldState) keptState {
	return keptState{Value: orNull(s.Value), Rev: s.Rev, Seq: s.Seq, Base: orNull(s.Base)}
}

func (s keptState) state() syncing.FieldState {
	return syncing.FieldState{Value: nothing(s.Value), Rev: s.Rev, Seq: s.Seq, Base: nothing(s.Base)}
}

func orNull(v wire.Value) wire.Value {
	if len(v) == 0 {
		return wire.Value("null")
	}
	return v
}

func nothing(v wire.Value) wire.Value {
	if null(v) {
		return nil
	}
	return v
}

// Keep writes the draft for the next start of the program; nil when there is nothing to keep. Steps of undo and secrets
// are left out.
func (d *Draft) Keep() ([]byte, error) {
	if !d.Dirty() {
		return nil, nil
	}
	out := keptDraft{Version: keptVersion}
	for _, k := range d.keys() {
		r := d.records[k]
		kept := keptRecord{Entity: k.entity, Field: k.field}
		switch f := d.schema.field(k.entity, k.field); {
		case k.field != "" && (f == nil || f.Secret):
			continue
		case k.field != "":
			saw := keep(r.saw)
			kept.Texts, kept.Saw = r.texts, &saw
		case r.life == born:
			kept.Op = "added"
		default:
			kept.Op, kept.Seen = "removed", map[string]keptState{}
			for name, s := range r.seen {
				kept.Seen[name] = keep(s)
			}
		}
		out.Records = append(out.Records, kept)
	}
	text, err := json.Marshal(out)
	return text, fault.Wrap("draft.Keep", err)
}

// Recall reads what Keep wrote into an empty draft, over what is stored now, and tells whether it changes anything. Records
// that mean nothing any more (a field of an older program, an entity that this person may only read) are left out. What is
// too long, damaged or of another version is an error, and the draft stays empty.
func (d *Draft) Recall(text []byte) (changed bool, err error) {
	const op = "draft.Recall"
	if len(text) > MaxKept {
		return false, fault.New(fault.Invalid, op, "draft.unreadable")
	}
	var in keptDraft
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&in); err != nil {
		return false, fault.As(fault.Invalid, op, "draft.unreadable", err)
	}
	if in.Version != keptVersion || len(d.records) > 0 {
		return false, fault.New(fault.Invalid, op, "draft.unreadable")
	}
	for _, kept := range in.Records {
		d.recall(kept)
	}
	d.tidyAll()
	return d.Dirty(), nil
}

func (d *Draft) recall(kept keptRecord) {
	k := key{kept.Entity, kept.Field}
	kind := d.schema.Kind(kept.Entity)
	if kind == nil || kind.ReadOnly {
		return
	}
	f := kind.field(kept.Field)
	switch {
	case kept.Field != "" && f != nil && len(kept.Texts) == len(f.parts()) && kept.Saw != nil:
		d.records[k] = record{texts: slices.Clone(kept.Texts), saw: kept.Saw.state(), strict: true}
	case kept.Field == "" && kept.Op == "added" && kind.Entity == "" && len(d.view[kept.Entity]) == 0:
		d.records[k] = record{life: born}
	case kept.Field == "" && kept.Op == "removed" && kind.Entity == "" && len(d.view[kept.Entity]) > 0:
		seen := syncing.Entity{}
		for name, s := range kept.Seen {
			seen[name] = s.state()
		}
		d.records[k] = record{life: dying, seen: seen}
	}
}

// tidyAll drops records that change nothing over what is stored now.
func (d *Draft) tidyAll() {
	for _, k := range d.keys() {
		if k.field != "" && !d.Born(k.entity) && !d.changed(k) {
			delete(d.records, k)
		}
	}
}
