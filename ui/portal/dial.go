package portal

import (
	"context"
	"slices"

	"pupitre/data/directory"
)

// Way is how somebody is reached from some accounts.
type Way struct {
	Accounts []string          // ids, by name; those that reach the entry alike
	Own      bool              // it is the entry's own account
	Dial     string            // an extension, or a number in E.164; "" when nothing leads there
	InTheWay []directory.Entry // who has the same extension, because of whom it is not enough
}

// holdersMost bounds how many entries with the same extension are looked at in each category.
const holdersMost = 500

// Ways tells how an entry is reached from each account: by its extension in its own account, and in another one where nobody else
// of the federation has the same; by its number otherwise. (product.md, section 6: extensions are keyed by account.)
func Ways(ctx context.Context, f Finder, e directory.Entry) ([]Way, error) {
	names, err := f.Names(ctx)
	if err != nil {
		return nil, err
	}
	holders, err := holdersOf(ctx, f, e)
	if err != nil {
		return nil, err
	}
	return ways(e, holders, names.Accounts()), nil
}

// holdersOf lists the other entries that have the extension of e.
func holdersOf(ctx context.Context, f Finder, e directory.Entry) (out []directory.Entry, err error) {
	if e.Extension == "" {
		return nil, nil
	}
	for _, c := range directory.Categories() {
		answer, err := f.Search(ctx, directory.Query{Category: c.Kind, Text: e.Extension})
		if err != nil {
			return nil, err
		}
		page, err := answer.Page(ctx, 0, min(answer.Len(), holdersMost))
		if err != nil {
			return nil, err
		}
		for _, other := range page {
			if other.Extension == e.Extension && other.ID != e.ID && other.Account != e.Account {
				out = append(out, other)
			}
		}
	}
	return out, nil
}

// ways groups the accounts. An account that has the extension itself reaches its own holder with it; where two other accounts have
// it, nobody can say who would ring, so that the number is dialled.
func ways(e directory.Entry, holders, accounts []directory.Entry) (out []Way) {
	own := Way{Accounts: []string{e.Account}, Own: true, Dial: e.Extension}
	if own.Dial == "" {
		own.Dial = e.Phone
	}
	out = append(out, own)
	others := Way{Dial: e.Extension, InTheWay: holders}
	if e.Extension == "" || len(holders) > 0 {
		others.Dial = e.Phone
	}
	for _, a := range accounts {
		if a.ID != e.Account {
			others.Accounts = append(others.Accounts, a.ID)
		}
	}
	if len(others.Accounts) > 0 {
		out = append(out, others)
	}
	return slices.Clip(out)
}
