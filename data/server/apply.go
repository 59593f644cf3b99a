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
	if err != nil || p.failed != nil {
		return applied{}, errors.Join(err, p.failed)
	}
	e.rev = res.Rev
	err = errors.Join(e.demote(), e.closeResellers(), e.finish())
	res.Rev = e.rev
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
	code, err := p.effects.checkPortals(entity, field, value)
	if person := wire.MemberOf(entity); code == "" && err == nil && person != "" && string(value) != "null" {
		code, err = p.effects.checkRole(person, access.Role(settings.String(value)))
	}
	p.failed = errors.Join(p.failed, err)
	return code
}
