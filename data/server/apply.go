package server

import (
	"crypto/subtle"
	"errors"
	"slices"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// confirmLife is how long a password given again counts.
const confirmLife = 5 * time.Minute

// missing is the refusal of a push that refers to blobs that were not sent; its mutations stay in their queue.
type missing struct{ hashes []string }

func (m *missing) Error() string { return "blobs are missing" }

// applied is what a push has done.
type applied struct {
	result wire.PushResult
	ended  []string // sessions
}

// applyPush carries out a push in its transaction: the rules of synchronisation, and what a change of a member's role or of
// an image means beyond its field.
func applyPush(tx *store.Tx, policy syncing.Policy, now time.Time, space string, who store.Session, push wire.Push) (applied, error) {
	if _, err := tx.Lock(space); err != nil && !fault.Is(err, fault.NotFound) { // Apply says what is to be said of no space
		return applied{}, err
	}
	e := &effects{Tx: tx, space: space, who: who, now: now}
	p := &pushPolicy{Policy: policy, effects: e}
	if err := p.prepare(push); err != nil {
		return applied{}, err
	}
	res, err := syncing.Apply(e, p, now, space, actorOf(who), push)
	if err == nil {
		err = errors.Join(p.failed, e.demote(&res))
	}
	return applied{result: res, ended: e.ended}, err
}

// pushPolicy is the policy for one push.
type pushPolicy struct {
	syncing.Policy
	effects   *effects
	lost      []string        // blobs that nobody has any more
	confirmed map[string]bool // entities of members, all of whose mutations carry the password's confirmation
	failed    error
}

// prepare looks at what the mutations that are new need: blobs, and a password.
func (p *pushPolicy) prepare(push wire.Push) error {
	e := p.effects
	last, err := e.LastSeq(e.space, e.who.Device)
	if err != nil {
		return err
	}
	confirm, err := e.confirmation()
	if err != nil {
		return err
	}
	p.confirmed = map[string]bool{}
	var hashes []string
	for _, m := range push.Mutations {
		if m.Seq <= last {
			continue // the ledger has its result
		}
		hashes = append(hashes, m.BlobsOf()...)
		if wire.MemberOf(m.Entity) != "" {
			before, seen := p.confirmed[m.Entity]
			p.confirmed[m.Entity] = (before || !seen) && confirm(m.Confirm)
		}
	}
	lacking, err := e.MissingBlobs(syncing.ProviderOf(e.space), hashes)
	if err != nil {
		return err
	}
	p.lost = slices.DeleteFunc(slices.Clone(push.Lost), func(h string) bool { return !slices.Contains(lacking, h) })
	lacking = slices.DeleteFunc(lacking, func(h string) bool { return slices.Contains(p.lost, h) })
	if len(lacking) > 0 {
		slices.Sort(lacking)
		return &missing{hashes: slices.Compact(lacking)}
	}
	return nil
}

// confirmation gives the check of the secrets that mutations carry. A mutation from an older backlog has none that counts.
func (e *effects) confirmation() (func(secret string) bool, error) {
	hash, at, err := e.Confirmation(e.who.ID)
	if fault.Is(err, fault.NotFound) {
		return func(string) bool { return false }, nil
	}
	fresh := err == nil && e.now.Sub(at) < confirmLife
	return func(secret string) bool {
		return fresh && subtle.ConstantTimeCompare([]byte(HashSecret(secret)), []byte(hash)) == 1
	}, err
}

// May implements syncing.Policy.
func (p *pushPolicy) May(m access.Member, kind wire.Kind, entity, field string) string {
	if p.effects.transferred {
		m.Role = access.Delegate // since the mutation before this one
	}
	if code := p.Policy.May(m, kind, entity, field); code != "" {
		return code
	}
	if wire.MemberOf(entity) != "" && !p.confirmed[entity] {
		return "lease.confirm_needed"
	}
	return ""
}

// Check implements syncing.Policy.
func (p *pushPolicy) Check(entity, field string, value wire.Value) string {
	for _, hash := range wire.BlobsIn(value) {
		if slices.Contains(p.lost, hash) {
			return "blob.lost"
		}
	}
	if code := p.Policy.Check(entity, field, value); code != "" {
		return code
	}
	if person := wire.MemberOf(entity); person != "" && string(value) != "null" {
		_, err := p.effects.Person(person)
		if fault.Is(err, fault.NotFound) {
			return "lease.person_unknown"
		}
		p.failed = errors.Join(p.failed, err)
	}
	return ""
}

// effects is the transaction of a push. The table of members is what decides who may do what; their items tell everybody.
// Both are written together.
type effects struct {
	*store.Tx
	space       string
	who         store.Session
	now         time.Time
	transferred bool   // the actor is not the primary administrator any more
	demoted     string // who was
	ended       []string
}

// Entity implements syncing.ServerTx. Members of before their items are as the table has them.
func (e *effects) Entity(space, entity string) ([]wire.Item, error) {
	items, err := e.Tx.Entity(space, entity)
	person := wire.MemberOf(entity)
	if err != nil || person == "" || len(items) > 0 {
		return items, err
	}
	member, err := e.Member(space, person)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return []wire.Item{{Entity: entity, Field: wire.RoleField, Value: settings.Text(string(member.Role))}}, err
}

// PutItem implements syncing.ServerTx.
func (e *effects) PutItem(space string, item wire.Item) error {
	if err := e.Tx.PutItem(space, item); err != nil {
		return err
	}
	person := wire.MemberOf(item.Entity)
	if person == "" || item.Field != wire.RoleField {
		return nil
	}
	return e.setRole(access.Member{
		Provider: syncing.ProviderOf(space), Person: person, Role: access.Role(settings.String(item.Value)),
	})
}

func (e *effects) setRole(m access.Member) error {
	if m.Role == "" {
		err := e.RemoveMember(m.Provider, m.Person)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		ended, err := e.RevokeSessions(m.Person, e.now)
		e.ended = append(e.ended, ended...)
		return err
	}
	if m.Role == access.Primary { // the only one who may say so is the primary of before
		old := access.Member{Provider: m.Provider, Person: e.who.Person, Role: access.Delegate}
		if err := e.SetRole(old, e.now); err != nil {
			return err
		}
		e.transferred, e.demoted = true, old.Person
	}
	return e.SetRole(m, e.now)
}

// demote tells everybody that the primary of before is a delegate now.
func (e *effects) demote(res *wire.PushResult) error {
	if e.demoted == "" {
		return nil
	}
	rev := res.Rev + 1
	entity := wire.MemberEntity(e.demoted)
	item := wire.Item{
		Entity: entity, Field: wire.RoleField, Value: settings.Text(string(access.Delegate)), Rev: rev,
		Person: e.who.Person, Device: e.who.Device, At: e.now, Audience: settings.Policy{}.Audience(entity, wire.RoleField),
	}
	change := syncing.History{
		Rev: rev, Entity: entity, Field: wire.RoleField, Old: settings.Text(string(access.Primary)), New: item.Value,
		Person: e.who.Person, Device: e.who.Device, At: e.now,
	}
	res.Rev = rev
	return errors.Join(e.Tx.PutItem(e.space, item), e.AppendHistory(e.space, change), e.SetRev(e.space, rev))
}
