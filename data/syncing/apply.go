package syncing

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Rejections of the protocol itself; the domain's come from the Policy.
const (
	codeMalformed      = "sync.malformed"
	codeConflictClosed = "sync.conflict_closed"
	codeFieldMoved     = "sync.field_moved"
	codeEntityDeleted  = "sync.entity_deleted"
)

// Hash identifies a mutation under its number. Base revisions are left out: a desktop strips them when the epoch changes, and
// the mutation is still the same; and so are, when it has an id, the numbers that a new device draws anew.
func Hash(m wire.Mutation) string {
	m.Fields, m.Was = slices.Clone(m.Fields), nil
	for i := range m.Fields {
		m.Fields[i].BaseRev = 0
		if m.ID != "" {
			m.Fields[i].BaseSeq = 0
		}
	}
	m.MadeAt = m.MadeAt.UTC().Truncate(time.Millisecond)
	b, err := json.Marshal(m)
	if err != nil { // a value that is not JSON: Apply rejects it, the hash only has to be stable
		b = fmt.Appendf(nil, "%v", m)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Apply carries out a push inside tx, which must be a fresh write transaction that the caller commits when the error is
// nil and rolls back otherwise. A *Refusal says that the protocol does not take the push and nothing must be stored.
func Apply(tx ServerTx, pol Policy, now time.Time, space string, who Actor, push wire.Push) (wire.PushResult, error) {
	const op = "syncing.Apply"
	if push.Schema > wire.Schema || push.Schema < wire.Schema-2 || push.Schema < 1 {
		return wire.PushResult{}, &Refusal{Code: wire.CodeUpgrade}
	}
	sp, err := tx.Lock(space)
	if err != nil {
		return wire.PushResult{}, hideUnknown(op, err)
	}
	member, err := tx.Member(space, who.Person)
	if err != nil {
		return wire.PushResult{}, hideUnknown(op, err)
	}
	last, err := tx.LastSeq(space, who.Device)
	if err != nil {
		return wire.PushResult{}, fault.Wrap(op, err)
	}
	if historyOf(push.Epoch) != sp.Epoch && !planted(anyEpoch) {
		return wire.PushResult{}, &Refusal{Code: wire.CodeEpochChanged, Epoch: EpochFor(sp.Epoch, member), LastSeq: last}
	}
	moved, err := tx.LastSeq(space, movedFrom+who.Device)
	if err != nil {
		return wire.PushResult{}, fault.Wrap(op, err)
	}
	a := &applier{tx: tx, pol: pol, now: now, space: space, who: who, member: member, rev: sp.Rev, copied: moved > 0}
	out := wire.PushResult{Epoch: push.Epoch, LastSeq: last, Results: make([]wire.MutationResult, 0, len(push.Mutations))}
	for _, m := range push.Mutations {
		res, err := a.once(m, out.LastSeq)
		if err != nil {
			return wire.PushResult{}, err
		}
		out.LastSeq = max(out.LastSeq, m.Seq)
		out.Results = append(out.Results, res)
	}
	if a.rev != sp.Rev {
		if err := tx.SetRev(space, a.rev); err != nil {
			return wire.PushResult{}, fault.Wrap(op, err)
		}
	}
	out.Rev = a.rev
	return out, nil
}

// hideUnknown answers "no access" both for a space that does not exist and for one that is somebody else's, so that ids
// cannot be probed.
func hideUnknown(op string, err error) error {
	if fault.Is(err, fault.NotFound) {
		return &Refusal{Code: wire.CodeRevoked}
	}
	return fault.Wrap(op, err)
}

// applier is one push being applied under the space's lock.
type applier struct {
	tx     ServerTx
	pol    Policy
	now    time.Time
	space  string
	who    Actor
	member access.Member
	rev    int64
	copied bool // mutations that may be this device's have come from another
}

// once applies a mutation, or repeats the result that the ledger holds.
func (a *applier) once(m wire.Mutation, last int64) (wire.MutationResult, error) {
	const op = "syncing.once"
	hash := Hash(m)
	if m.Seq <= last && !planted(forgetLedger) {
		entry, ok, err := a.tx.Ledger(a.space, a.who.Device, m.Seq)
		if err != nil {
			return wire.MutationResult{}, fault.Wrap(op, err)
		}
		if !ok || (entry.Hash != hash && !planted(anyContent)) {
			return wire.MutationResult{}, &Refusal{Code: wire.CodeHashMismatch, LastSeq: last}
		}
		return entry.Result, nil
	}
	if m.Seq != last+1 && m.Seq > last {
		return wire.MutationResult{}, &Refusal{Code: wire.CodeSeqGap, LastSeq: last}
	}
	fields, known, err := a.before(m)
	if err == nil && !known {
		fields, err = a.apply(m)
	}
	if err != nil {
		return wire.MutationResult{}, fault.Wrap(op, err)
	}
	res := wire.MutationResult{Seq: m.Seq, Fields: fields}
	if m.Seq <= last {
		return res, nil // only a planted defect comes here
	}
	if err := a.tx.PutLedger(a.space, a.who.Device, LedgerEntry{Seq: m.Seq, Hash: hash, Result: res}); err != nil {
		return wire.MutationResult{}, fault.Wrap(op, err)
	}
	if known {
		return res, nil
	}
	return res, fault.Wrap(op, a.noteMoved(m, res))
}

func (a *applier) apply(m wire.Mutation) ([]wire.FieldResult, error) {
	if !wellFormed(m) {
		return rejectAll(m, codeMalformed), nil
	}
	switch m.Kind {
	case wire.Edit:
		return a.edit(m)
	case wire.Delete:
		return a.remove(m)
	case wire.Resolve:
		return a.resolve(m)
	}
	return rejectAll(m, codeMalformed), nil
}

// wellFormed checks the shape only; conflicts are the server's to write.
func wellFormed(m wire.Mutation) bool {
	if m.Entity == "" || len(m.Entity) > wire.MaxName || strings.HasPrefix(m.Entity, conflictPrefix) {
		return false
	}
	if !wellNumbered(m) {
		return false
	}
	if m.Kind == wire.Resolve && (m.Conflict == "" || len(m.Conflict) > wire.MaxName || len(m.Fields) != 1) {
		return false
	}
	if m.Kind == wire.Edit && len(m.Fields) == 0 {
		return false
	}
	seen := make(map[string]bool, len(m.Fields))
	for _, f := range m.Fields {
		if (f.Name == "" && m.Kind != wire.Resolve) || len(f.Name) > wire.MaxName || seen[f.Name] ||
			len(f.Value) > wire.MaxValue || len(f.Base) > wire.MaxValue {
			return false
		}
		seen[f.Name] = true
	}
	return true
}

func rejectAll(m wire.Mutation, code string) []wire.FieldResult {
	if len(m.Fields) == 0 {
		return []wire.FieldResult{{Outcome: wire.Rejected, Code: code}}
	}
	out := make([]wire.FieldResult, len(m.Fields))
	for i, f := range m.Fields {
		out[i] = wire.FieldResult{Name: f.Name, Outcome: wire.Rejected, Code: code}
	}
	return out
}

// verdict is the compare rule, the whole of the merge. current is the zero item when the field was never written.
func (a *applier) verdict(current wire.Item, f wire.FieldEdit) wire.Outcome {
	switch {
	case Same(current.Value, f.Value):
		return wire.Noop
	case planted(blindWrite):
		return wire.Applied
	case planted(wholeDocument) && f.BaseRev < a.rev && f.BaseSeq == 0:
		return wire.Conflict
	case Same(current.Value, f.Base):
		return wire.Applied // nobody changed what the person saw
	case f.BaseRev >= 0 && current.Rev == f.BaseRev:
		return wire.Applied // idem, in this epoch (a base of another epoch has -1)
	case f.BaseSeq > 0 && current.Device == a.who.Device && current.Seq == f.BaseSeq:
		return wire.Applied // a chain of this device's own edits, made before it knew their results
	}
	return wire.Conflict
}

func (a *applier) edit(m wire.Mutation) ([]wire.FieldResult, error) {
	entity, dead, err := a.entity(m.Entity)
	if err != nil {
		return nil, err
	}
	out := make([]wire.FieldResult, len(m.Fields))
	merged := values(entity)
	for i, f := range m.Fields {
		out[i] = wire.FieldResult{Name: f.Name}
		current := entity[f.Name]
		code := a.may(m, f.Name)
		if code == "" {
			code = a.pol.Check(m.Entity, f.Name, f.Value)
		}
		switch {
		case code != "":
			out[i].Outcome, out[i].Code = wire.Rejected, code
		case dead && !planted(reviveDeleted):
			out[i].Outcome = wire.Conflict // an edit of what somebody deleted keeps its value for a person
		default:
			out[i].Outcome = a.verdict(current, f)
		}
		if out[i].Outcome == wire.Applied {
			merged[f.Name] = f.Value
		}
	}
	// Fields that are each right may be wrong together with what others wrote: a person decides, nothing is mended silently.
	together := a.together(m.Entity, merged)
	between := ""
	if together == "" {
		if between, err = a.between(m.Entity, merged, out); err != nil {
			return nil, err
		}
	}
	for i, f := range m.Fields {
		switch {
		case out[i].Outcome != wire.Applied:
		case together != "":
			out[i].Outcome, out[i].Code = wire.Conflict, together
		case between != "":
			out[i].Outcome, out[i].Code = wire.Rejected, between
		}
		if err := a.settle(m, f, entity[f.Name], &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// settle writes what the outcome asks for and completes the result.
func (a *applier) settle(m wire.Mutation, f wire.FieldEdit, current wire.Item, res *wire.FieldResult) error {
	switch res.Outcome {
	case wire.Noop:
		res.Rev = current.Rev
	case wire.Applied:
		rev, err := a.write(m, f.Name, current.Value, f.Value)
		res.Rev = rev
		return err
	case wire.Conflict:
		id, rev, err := a.conflict(m, f, current)
		res.Conflict, res.Rev = id, rev
		return err
	case wire.Rejected:
	}
	return nil
}

// may is the policy's say about the person.
func (a *applier) may(m wire.Mutation, field string) (code string) {
	if planted(skipRights) {
		return ""
	}
	return a.pol.May(a.member, m.Kind, m.Entity, field)
}

// together is the policy's say about fields that are right one by one.
func (a *applier) together(entity string, fields map[string]wire.Value) (code string) {
	if planted(skipSection) {
		return ""
	}
	return a.pol.CheckEntity(entity, fields)
}

func (a *applier) write(m wire.Mutation, field string, old, value wire.Value) (int64, error) {
	a.rev++
	item := a.item(m, field, value)
	item.Audience = a.pol.Audience(m.Entity, field)
	if err := a.tx.PutItem(a.space, item); err != nil {
		return 0, err
	}
	return a.rev, a.tx.AppendHistory(a.space, a.history(m, field, old, value))
}

func (a *applier) item(m wire.Mutation, field string, value wire.Value) wire.Item {
	return wire.Item{
		Entity: m.Entity, Field: field, Value: value, Rev: a.rev,
		Device: a.who.Device, Seq: m.Seq, Person: a.who.Person, At: a.now,
	}
}

func (a *applier) history(m wire.Mutation, field string, old, value wire.Value) History {
	return History{
		Rev: a.rev, Entity: m.Entity, Field: field, Old: old, New: value,
		Device: a.who.Device, Seq: m.Seq, Person: a.who.Person, At: a.now,
	}
}

func orNull(v wire.Value) wire.Value {
	if len(v) == 0 {
		return wire.Value("null")
	}
	return v
}
