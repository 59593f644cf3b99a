//go:build linux

// Command directory measures the search in a federation's directory: every prefix of every query of a typed log, cold and warm,
// the page with its rows and then the counts; beside LIKE on SQLite and beside bleve, in one run. How many entries LIKE finds is
// compared too: a quick wrong answer is no answer. `make bench` runs it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"

	"pupitre/data/directory"
	"pupitre/data/directory/sample"
	"pupitre/data/wire"
	"pupitre/internal/bench/typedlog"
)

// options are the command line.
type options struct {
	entries, accounts, typed int
	peerQueries              int // of the log, evenly: a peer would need hours for all
	bleveEntries             int // its index takes minutes a million
	seed                     uint64
}

func main() {
	var o options
	flag.IntVar(&o.entries, "entries", 1_000_000, "entries that can be found")
	flag.IntVar(&o.accounts, "accounts", 50, "accounts")
	flag.IntVar(&o.typed, "typed", 2000, "queries of the log, of which every prefix is asked")
	flag.IntVar(&o.peerQueries, "peer-queries", 150, "prefixes of the log that the peers are asked, evenly")
	flag.IntVar(&o.bleveEntries, "bleve-entries", 100_000, "entries for bleve, and for Pupitre beside it")
	flag.Uint64Var(&o.seed, "seed", 1, "seed of the federation and the log")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout, o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, o options) (err error) {
	if min(o.entries, o.accounts, o.typed, o.peerQueries, o.bleveEntries) < 1 {
		return errors.New("every number must be 1 at least")
	}
	dir, err := os.MkdirTemp("", "pupitre-directory-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := large(ctx, out, dir, o); err != nil {
		return err
	}
	return beside(ctx, out, dir, o)
}

// rowsOf makes a federation's rows.
func (o options) rowsOf(entries int) []wire.DirectoryRow {
	return slices.Collect(sample.Federation(sample.Options{Seed: o.seed, Accounts: o.accounts, Entries: entries}))
}

// log is every prefix of the typed queries.
func log(rows []wire.DirectoryRow, o options) ([]directory.Query, error) {
	typed, err := typedlog.Typed(rows, o.typed, o.seed)
	return typedlog.Prefixes(typed), err
}

// large measures Pupitre and LIKE on all entries.
func large(ctx context.Context, out io.Writer, dir string, o options) error {
	rows := o.rowsOf(o.entries)
	asking, err := log(rows, o)
	if err != nil {
		return err
	}
	m, err := store(ctx, dir+"/large", rows)
	if err != nil {
		return err
	}
	asked := typedlog.Spread(asking, o.peerQueries)
	theirs, err := like(ctx, dir+"/like.db", rows, asked)
	if err != nil {
		return errors.Join(err, m.close())
	}
	rows = nil // the rest is measured with what the program would hold
	if err := m.measure(ctx, asking); err != nil {
		return errors.Join(err, m.close())
	}
	ours, err := m.askAll(ctx, asked)
	if err == nil {
		err = agree(asked, ours, theirs)
	}
	if err == nil {
		err = m.write(out, len(asking), o)
	}
	if err == nil {
		err = writePeer(out, "LIKE on SQLite", o.entries, ours, theirs)
	}
	return errors.Join(err, m.close())
}

// beside measures Pupitre and bleve on fewer.
func beside(ctx context.Context, out io.Writer, dir string, o options) error {
	rows := o.rowsOf(o.bleveEntries)
	asking, err := log(rows, o)
	if err != nil {
		return err
	}
	m, err := store(ctx, dir+"/small", rows)
	if err != nil {
		return err
	}
	asked := typedlog.Spread(asking, o.peerQueries)
	theirs, err := bleveAnswers(ctx, dir+"/bleve", rows, asked)
	if err != nil {
		return errors.Join(err, m.close())
	}
	ours, err := m.askAll(ctx, asked)
	if err == nil {
		err = agree(asked, ours, theirs)
	}
	if err == nil {
		err = writePeer(out, "bleve "+bleveVersion, o.bleveEntries, ours, theirs)
	}
	return errors.Join(err, m.close())
}
