// Package plan gives the extensions of a federation numbers that can be dialled from every account.
//
// Telephones take digits one by one, so an extension rings as soon as it is complete: in a good plan none is the beginning of
// another (it is prefix-free), none is used twice, and none stands in the way of the numbers that everybody knows: 0, 9, 911,
// 411 and the like.
//
// Which extensions keep their number is optimal: no plan leaves more users alone, and among those that leave as many, none
// leaves more of the other entries alone. The extensions form a forest, each below its beginnings, and those that are kept are
// an antichain of it: the heaviest one is found in one walk. Two things are heuristic. The new numbers are chosen to resemble
// the old ones. And where the numbers of MaxDigits are too few for everybody, short extensions are given up until there is
// room; Plan.Optimal then says that it may not be the best.
package plan

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"slices"
	"strings"

	"pupitre/data/directory"
	"pupitre/data/fault"
)

// Limits of extensions.
const (
	MaxDigits  = 8 // of a new extension, unless Options say less
	LongDigits = 5 // more are tedious to dial: the plan warns of them
)

// reserved are the numbers that an extension may not stand in the way of, in Canada: the operator, the outside line, and the
// services of three digits (CRTC: 211 … 911, 988).
var reserved = []string{"0", "9", "211", "311", "411", "511", "611", "711", "811", "911", "988"}

// Reason is why an extension changes.
type Reason string

// The reasons.
const (
	Duplicate Reason = "duplicate" // another entry has the same
	Beginning Reason = "beginning" // it is the beginning of another one, or has another one as its beginning
	Reserve   Reason = "reserved"  // it stands in the way of a number that everybody knows
	Malformed Reason = "malformed" // it is no number
	Room      Reason = "room"      // it makes room for the others
)

// Options say how new extensions are made.
type Options struct {
	MaxDigits int // at most MaxDigits, 0 for that
}

// Change is an entry that has another extension in the plan.
type Change struct {
	Entry  *directory.Entry // as it is before
	To     string
	Reason Reason
	With   string // extension, or number that everybody knows, that stands in the way; "" for none
}

// Long tells whether the new extension is tedious to dial.
func (c Change) Long() bool { return len(c.To) > LongDigits }

// Plan is what becomes of the extensions of a federation.
type Plan struct {
	Changes  []Change // by account, then by the extension of before
	Kept     int      // extensions that stay as they are
	Users    int      // users whose extension changes
	Long     int      // new extensions of more than LongDigits
	LongKept int      // extensions of more than LongDigits that stay as they are
	Optimal  bool     // no plan changes fewer users
}

// Digest is the same for plans that are the same: SHA-256 of the changes, hexadecimal.
func (p *Plan) Digest() string {
	changes := make([]string, 0, len(p.Changes))
	for _, c := range p.Changes {
		changes = append(changes, c.Entry.ID+" "+c.To+"\n")
	}
	slices.Sort(changes)
	sum := sha256.New()
	for _, c := range changes {
		_, _ = sum.Write([]byte(c)) // a hash takes everything
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// maker is one plan being made.
type maker struct {
	items    []item // sorted by extension
	digits   int
	reserved []string
	size     map[string]int // extensions of each account
	taken    *trie
	changes  []int // items that change
	optimal  bool
}

// item is an entry with an extension.
type item struct {
	entry  *directory.Entry
	reason Reason // why it cannot stay, "" while it can
	with   string
	to     string // new extension
}

// weight is what keeping an item is worth: first users count, then the others.
func (i *item) weight() weight {
	if i.entry.Kind == directory.User {
		return weight{users: 1}
	}
	return weight{others: 1}
}

type weight struct{ users, others int }

func (w weight) add(other weight) weight {
	return weight{w.users + other.users, w.others + other.others}
}

func (w weight) compare(other weight) int {
	return cmp.Or(cmp.Compare(w.users, other.users), cmp.Compare(w.others, other.others))
}

// Make makes the plan of a federation's entries. The same entries give the same plan, in whatever order they come. Refusals:
// federation.no_room, when there are more extensions than numbers.
func Make(ctx context.Context, entries iter.Seq2[directory.Entry, error], o Options) (*Plan, error) {
	x, err := Collect(entries)
	if err != nil {
		return nil, err
	}
	return x.Plan(ctx, o)
}

// build makes the plan beside other numbers that everybody knows.
func (x *Extensions) build(ctx context.Context, o Options, reserved []string) (*Plan, error) {
	const op = "plan.build"
	m := &maker{digits: cmp.Or(o.MaxDigits, MaxDigits), reserved: reserved, size: map[string]int{}, taken: newTrie(reserved), optimal: true}
	m.collect(x.entries)
	for _, step := range []func() error{m.refuseReserved, m.keepHeaviest, m.makeRoom, m.renumber} {
		if err := ctx.Err(); err != nil {
			return nil, fault.Wrap(op, err)
		}
		if err := step(); err != nil {
			return nil, fault.Wrap(op, err)
		}
	}
	return m.plan(), nil
}

// collect takes the entries in.
func (m *maker) collect(entries []*directory.Entry) {
	m.items = make([]item, len(entries))
	for i, e := range entries {
		m.items[i].entry = e
		m.size[e.Account]++
	}
	slices.SortFunc(m.items, func(a, b item) int {
		return cmp.Or(
			cmp.Compare(a.entry.Extension, b.entry.Extension),
			b.weight().compare(a.weight()),
			cmp.Compare(m.size[b.entry.Account], m.size[a.entry.Account]), // the larger account keeps more of its numbers
			cmp.Compare(a.entry.Account, b.entry.Account),
			cmp.Compare(a.entry.ID, b.entry.ID),
		)
	})
}

// refuseReserved marks the extensions that cannot stay whatever the others are.
func (m *maker) refuseReserved() error {
	for i := range m.items {
		it := &m.items[i]
		if strings.Trim(it.entry.Extension, "0123456789") != "" {
			it.reason = Malformed
			continue
		}
		if code := inTheWay(it.entry.Extension, m.reserved); code != "" {
			it.reason, it.with = Reserve, code
		}
	}
	return nil
}

// InTheWayOf is the number that everybody knows, such as 911, that an extension stands in the way of, "" for none: it cannot be
// dialled.
func InTheWayOf(extension string) string { return inTheWay(extension, reserved) }

func inTheWay(extension string, reserved []string) string {
	for _, code := range reserved {
		if strings.HasPrefix(extension, code) || strings.HasPrefix(code, extension) {
			return code
		}
	}
	return ""
}

// node is an extension in the forest: below it stand those that begin with it.
type node struct {
	item     int // the one of its items that is kept when it is
	children []int
	best     weight
	own      bool // the best is to keep it, rather than those below
}

// keepHeaviest chooses the extensions that stay: the heaviest set of which none is the beginning of another.
func (m *maker) keepHeaviest() error {
	nodes, roots := m.forest()
	for n := len(nodes) - 1; n >= 0; n-- { // children come after their parent
		var below weight
		for _, c := range nodes[n].children {
			below = below.add(nodes[c].best)
		}
		nodes[n].best, nodes[n].own = below, false
		if own := m.items[nodes[n].item].weight(); own.compare(below) > 0 { // equal: longer numbers leave more room
			nodes[n].best, nodes[n].own = own, true
		}
	}
	for len(roots) > 0 {
		n := nodes[roots[len(roots)-1]]
		roots = roots[:len(roots)-1]
		it := &m.items[n.item]
		if n.own {
			m.taken.take(it.entry.Extension)
			m.giveWay(nodes, n.children, it.entry.Extension)
			continue
		}
		it.reason, it.with = Beginning, m.items[nodes[n.children[0]].item].entry.Extension
		roots = append(roots, n.children...)
	}
	return nil
}

// forest links the extensions that may stay. Of several entries with the same one, the first may.
func (m *maker) forest() (nodes []node, roots []int) {
	var above []int // the path to the last node
	for i := range m.items {
		it := &m.items[i]
		if it.reason != "" {
			continue
		}
		for len(above) > 0 && !strings.HasPrefix(it.entry.Extension, m.extension(nodes[above[len(above)-1]])) {
			above = above[:len(above)-1]
		}
		if len(above) > 0 && m.extension(nodes[above[len(above)-1]]) == it.entry.Extension {
			it.reason, it.with = Duplicate, it.entry.Extension
			continue
		}
		n := len(nodes)
		nodes = append(nodes, node{item: i})
		if len(above) > 0 {
			parent := &nodes[above[len(above)-1]]
			parent.children = append(parent.children, n)
		} else {
			roots = append(roots, n)
		}
		above = append(above, n)
	}
	return nodes, roots
}

func (m *maker) extension(n node) string { return m.items[n.item].entry.Extension }

// giveWay marks all below a node that is kept.
func (m *maker) giveWay(nodes []node, below []int, kept string) {
	for _, c := range below {
		it := &m.items[nodes[c].item]
		it.reason, it.with = Beginning, kept
		m.giveWay(nodes, nodes[c].children, kept)
	}
}

// plan is the result.
func (m *maker) plan() *Plan {
	p := &Plan{Optimal: m.optimal}
	for i := range m.items {
		it := &m.items[i]
		if it.to == "" {
			p.Kept++
			if len(it.entry.Extension) > LongDigits {
				p.LongKept++
			}
			continue
		}
		c := Change{Entry: it.entry, To: it.to, Reason: it.reason, With: it.with}
		p.Changes = append(p.Changes, c)
		if c.Long() {
			p.Long++
		}
		if it.entry.Kind == directory.User {
			p.Users++
		}
	}
	slices.SortFunc(p.Changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Entry.Account, b.Entry.Account), cmp.Compare(a.Entry.Extension, b.Entry.Extension), cmp.Compare(a.Entry.ID, b.Entry.ID))
	})
	return p
}

// numbers are the new extensions by the ids of their entries.
func (p *Plan) numbers() map[string]string {
	to := make(map[string]string, len(p.Changes))
	for _, c := range p.Changes {
		to[c.Entry.ID] = c.To
	}
	return to
}
