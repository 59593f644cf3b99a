package simulation

import (
	"encoding/json"
	"reflect"

	"pupitre/data/access"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// recorder is a server's transaction that tells the world what the core does in it. Each mutation ends with PutLedger, which
// is where it is judged.
type recorder struct {
	ServerTx
	w       *world
	space   string
	member  access.Member
	push    wire.Push
	read    []wire.Item // the entity as the core last read it
	settled bool        // the conflict that the core last read was closed
	puts    []wire.Item
	history []syncing.History
	looked  []syncing.LedgerEntry // entries that the core has looked up for this mutation

	log   []change // of the whole transaction, for the oracle when it commits
	ended []func()
}

func (r *recorder) Member(space, person string) (access.Member, error) {
	m, err := r.ServerTx.Member(space, person)
	r.member = m
	return m, err
}

func (r *recorder) Entity(space, entity string) ([]wire.Item, error) {
	items, err := r.ServerTx.Entity(space, entity)
	r.read = items
	return items, err
}

func (r *recorder) Item(space, entity, field string) (wire.Item, bool, error) {
	it, ok, err := r.ServerTx.Item(space, entity, field)
	if _, conflict := syncing.ConflictID(entity); conflict && ok {
		var record wire.ConflictRecord
		if err := json.Unmarshal(it.Value, &record); err != nil {
			r.w.broken(OneOutcome, "conflict record: %v", err)
		}
		r.settled = !record.Open
	}
	return it, ok, err
}

func (r *recorder) Ledger(space, device string, seq int64) (syncing.LedgerEntry, bool, error) {
	entry, ok, err := r.ServerTx.Ledger(space, device, seq)
	if ok {
		r.looked = append(r.looked, entry)
	}
	return entry, ok, err
}

func (r *recorder) PutItem(space string, it wire.Item) error {
	r.puts = append(r.puts, it)
	return r.ServerTx.PutItem(space, it)
}

func (r *recorder) AppendHistory(space string, h syncing.History) error {
	r.history = append(r.history, h)
	r.log = append(r.log, change{space, h})
	return r.ServerTx.AppendHistory(space, h)
}

func (r *recorder) PutLedger(space, device string, e syncing.LedgerEntry) error {
	if device != r.push.Device { // what lets a twin's mutation be found by its id
		return r.ServerTx.PutLedger(space, device, e)
	}
	for _, m := range r.push.Mutations {
		if m.Seq != e.Seq {
			continue
		}
		if !r.repeated(m, e.Result) {
			r.judge(m, e.Result)
		}
		id, key := identity{space, device, e.Seq}, keyOf(m)
		r.ended = append(r.ended, func() { r.w.ended(id, key, m, e.Result) })
	}
	r.read, r.puts, r.history, r.looked, r.settled = nil, nil, nil, nil, false
	return r.ServerTx.PutLedger(space, device, e)
}

// repeated tells whether the result is one that the ledger held under a number that the mutation had before.
func (r *recorder) repeated(m wire.Mutation, res wire.MutationResult) bool {
	for _, entry := range r.looked {
		old := m
		old.Seq = entry.Seq
		if entry.Hash != syncing.Hash(old) || len(r.puts)+len(r.history) > 0 {
			continue
		}
		if !reflect.DeepEqual(entry.Result.Fields, res.Fields) {
			r.w.broken(OneOutcome, "%+v ended as %+v, and as %+v", m, entry.Result, res)
		}
		r.w.count("known under a former number")
		return true
	}
	return false
}

// current is the live field as the core read it, and whether the entity was deleted.
func (r *recorder) current(field string) (it wire.Item, dead bool) {
	for _, x := range r.read {
		if x.Deleted {
			dead = true
		} else if x.Field == field {
			it = x
		}
	}
	return it, dead
}

// judge holds one mutation's results against what its author saw.
func (r *recorder) judge(m wire.Mutation, res wire.MutationResult) {
	w := r.w
	s := w.oracle.saves[keyOf(m)]
	if s == nil {
		w.broken(OneOutcome, "the server was given an edit that nobody made: %+v", m)
	}
	if len(res.Fields) != max(1, len(m.Fields)) && m.Kind != wire.Delete {
		w.broken(OneOutcome, "%d fields have %d results: %+v", len(m.Fields), len(res.Fields), res)
	}
	if m.Kind == wire.Resolve && r.settled && res.Fields[0].Outcome != wire.Rejected {
		w.broken(AtMostOnce, "a conflict that was settled is settled again: %+v", m)
	}
	for _, f := range res.Fields {
		w.count(string(f.Outcome))
		switch f.Outcome {
		case wire.Applied:
			r.judgeApplied(s, m, f)
		case wire.Conflict:
			r.judgeConflict(s, m, f)
		case wire.Noop:
			r.judgeNoop(s, m, f)
		case wire.Rejected:
			w.count("rejected: " + f.Code)
		}
	}
}

func (r *recorder) judgeApplied(s *save, m wire.Mutation, res wire.FieldResult) {
	if !allowed(r.member.Role, r.member.Person, m.Entity) {
		r.w.broken(Rights, "%s (%s) has changed %s", r.member.Person, r.member.Role, m.Entity)
	}
	if m.Kind == wire.Delete {
		r.w.count("deleted")
		for _, it := range r.read {
			if f, ok := s.field(it.Field); !it.Deleted && (!ok || !r.saw(f.saw, it)) {
				r.w.broken(NoBlindWrite, "%+v deletes %s=%s, seen %+v", m, it.Field, it.Value, f.saw)
			}
		}
		return
	}
	current, dead := r.current(res.Name)
	f, ok := s.field(res.Name)
	if !ok || dead || !r.saw(f.saw, current) {
		r.w.broken(NoBlindWrite, "%+v overwrites %+v (deleted: %t), seen %+v", m, current, dead, f.saw)
	}
	if f.saw.own != (saveKey{}) && !syncing.Same(current.Value, f.saw.value) {
		r.w.count("chain over an own edit")
	}
	for _, h := range r.history {
		if h.Field == res.Name && syncing.Same(h.New, f.value) && syncing.Same(h.Old, current.Value) {
			return
		}
	}
	r.w.broken(OneOutcome, "applied, but not in the history: %+v", m)
}

// saw tells whether it is what the person saw: the value on the screen, the server's value under it, or the own edit that
// was on the screen.
func (r *recorder) saw(s seen, it wire.Item) bool {
	if syncing.Same(it.Value, s.value) || syncing.Same(it.Value, s.base) {
		return true
	}
	return s.own != (saveKey{}) && r.w.oracle.whose[identity{r.space, it.Device, it.Seq}] == s.own
}

func (r *recorder) judgeConflict(s *save, m wire.Mutation, res wire.FieldResult) {
	var record wire.ConflictRecord
	for _, it := range r.puts {
		if it.Entity != syncing.ConflictEntity(res.Conflict) {
			continue
		}
		if err := json.Unmarshal(it.Value, &record); err != nil {
			r.w.broken(OneOutcome, "conflict record: %v", err)
		}
	}
	if m.Kind == wire.Delete {
		r.w.count("deletion that met an edit")
		return
	}
	f, _ := s.field(res.Name)
	if !syncing.Same(record.Proposed, f.value) {
		r.w.broken(OneOutcome, "the conflict of %+v proposes %s", m, record.Proposed)
	}
	current, dead := r.current(res.Name)
	switch {
	case dead:
		r.w.count("edit of what was deleted")
	case res.Code != "":
		r.w.count("right one by one, wrong together")
	case syncing.Same(current.Value, f.saw.value):
		r.w.broken(FieldsMerge, "%+v conflicts with %+v, which is what was seen", m, current)
	}
}

func (r *recorder) judgeNoop(s *save, m wire.Mutation, res wire.FieldResult) {
	if m.Kind != wire.Edit {
		return
	}
	current, _ := r.current(res.Name)
	if f, _ := s.field(res.Name); !syncing.Same(current.Value, f.value) {
		r.w.broken(OneOutcome, "%+v is called a no-op over %+v", m, current)
	}
}
