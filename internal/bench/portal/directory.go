//go:build linux

package main

import (
	"context"
	"errors"
	"strings"

	"pupitre/data/directory"
	"pupitre/data/directory/sample"
	"pupitre/data/store"
	"pupitre/data/wire"
	"pupitre/internal/bench/typedlog"
)

// The directory: always the same one. Its accounts are as many as product.md says.
const (
	seed     = 1
	accounts = 50
)

// prepared is a directory in a file with its index, and what is typed over it.
type prepared struct {
	path    string
	account string // id of one, to be filtered
	texts   []string
}

// prepare makes a directory of so many entries row by row, as a desktop receives it.
func prepare(ctx context.Context, path string, entries, typed int) (p prepared, err error) {
	p.path = path
	d, err := store.OpenDirectory(ctx, store.Options{Path: path})
	if err != nil {
		return p, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	few, err := p.fill(d, entries, max(entries/sampled, 1))
	if err != nil {
		return p, err
	}
	index, err := d.BuildIndex(ctx)
	if err != nil {
		return p, err
	}
	if err := d.SaveIndex(index); err != nil {
		return p, err
	}
	queries, err := typedlog.Typed(few, typed, seed)
	for _, q := range queries {
		p.texts = append(p.texts, keyed(q.Text))
	}
	return p, err
}

// sampled is how many rows are kept to type after.
const sampled = 20_000

// fill inserts the rows and gives every nth of them.
func (p *prepared) fill(d *store.Directory, entries, nth int) (few []wire.DirectoryRow, err error) {
	var page []wire.DirectoryRow
	size, after, n := int64(0), "", 0
	for range sample.Federation(sample.Options{Seed: seed, Accounts: accounts, Entries: entries}) {
		size++
	}
	add := func(more bool) error {
		err := d.AddPage(wire.RowsHead{Generation: 1, Current: 1, Size: size}, after, page, more)
		after, page = page[len(page)-1].ID, page[:0]
		return err
	}
	for row := range sample.Federation(sample.Options{Seed: seed, Accounts: accounts, Entries: entries}) {
		if row.Kind == string(directory.Account) && p.account == "" {
			p.account = row.ID
		}
		if n++; n%nth == 0 {
			few = append(few, row)
		}
		if page = append(page, row); len(page) == wire.MaxRows && int64(n) < size {
			if err := add(true); err != nil {
				return nil, err
			}
		}
	}
	return few, add(false)
}

// keyed is a text as the keys of the X server's first layout write it: without accents, without capitals. What else has no key
// is a word's end.
func keyed(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return ' '
	}, directory.Fold(text))
}
