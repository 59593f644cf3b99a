package plan

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"

	"pupitre/data/directory"
	"pupitre/data/fault"
)

// Extensions are the entries of a directory that have an extension, read once for everything that is asked about them: who has
// the same one, plans, and telephones to try them on. None of these changes them, and all point at the same entries.
type Extensions struct {
	entries []*directory.Entry // by extension, then by id
}

// Collect reads a directory. Entries without an extension are left out, and so are accounts, whose number is none.
func Collect(entries iter.Seq2[directory.Entry, error]) (*Extensions, error) {
	x, same := &Extensions{}, sharing{}
	for e, err := range entries {
		if err != nil {
			return nil, fault.Wrap("plan.Collect", err)
		}
		if e.Extension != "" && e.Kind != directory.Account {
			e.Account, e.Site, e.Department, e.Location = same.one(e.Account), same.one(e.Site), same.one(e.Department), same.one(e.Location)
			e.Kind = directory.Kind(same.one(string(e.Kind)))
			x.entries = append(x.entries, &e)
		}
	}
	slices.SortFunc(x.entries, byExtension)
	return x, nil
}

// sharing keeps texts that come again and again once: a million entries are of some dozens of accounts.
type sharing map[string]string

func (s sharing) one(text string) string {
	one, ok := s[text]
	if !ok {
		s[text], one = text, text
	}
	return one
}

func byExtension(a, b *directory.Entry) int {
	return cmp.Or(cmp.Compare(a.Extension, b.Extension), cmp.Compare(a.ID, b.ID))
}

// Plan makes the plan of the extensions, as Make does.
func (x *Extensions) Plan(ctx context.Context, o Options) (*Plan, error) {
	const op = "plan.Plan"
	if o.MaxDigits < 0 || o.MaxDigits > MaxDigits {
		return nil, fault.As(fault.Invalid, op, "", errors.New("digits out of range"))
	}
	return x.build(ctx, o, reserved)
}

// Dialler rings as the directory is.
func (x *Extensions) Dialler() *Dialler { return &Dialler{entries: x.entries} }

// Planned rings as the directory would be after one of its plans.
func (x *Extensions) Planned(p *Plan) *Dialler {
	to := p.numbers()
	d := &Dialler{entries: make([]*directory.Entry, len(x.entries))}
	for i, e := range x.entries {
		if extension, ok := to[e.ID]; ok {
			renumbered := *e
			renumbered.Extension = extension
			e = &renumbered
		}
		d.entries[i] = e
	}
	slices.SortFunc(d.entries, byExtension)
	return d
}
