//go:build linux

// Command intake measures the import of a directory from a CSV file: the real server reads it, holds it against the directory,
// checks it and writes it; then the index of the search is made. In the same run the same lines are parsed and inserted plainly
// into a SQLite table, and the figures are ratios to that.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

type options struct {
	rows, accounts int
	server, dir    string
}

func main() {
	var o options
	flag.IntVar(&o.rows, "rows", 1_000_000, "lines of the file")
	flag.IntVar(&o.accounts, "accounts", 50, "accounts of the federation")
	flag.StringVar(&o.server, "server", "bin/pupitre-server", "the program")
	flag.Parse()
	if err := run(context.Background(), o); err != nil {
		fmt.Fprintln(os.Stderr, "intake:", err)
		os.Exit(1)
	}
}

// figures are what was measured.
type figures struct {
	size                               int64 // bytes of the file
	parse, plain, indexed              time.Duration
	upload, copying, checking, writing time.Duration
	accept, search, again              time.Duration
	created, refused, same             int
	peak                               int // bytes of the server’s own memory, the most that was seen
}

func run(ctx context.Context, o options) (err error) {
	if o.dir, err = os.MkdirTemp("", "pupitre-intake-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(o.dir)) }()
	var f figures
	file := filepath.Join(o.dir, "entries.csv")
	naming, err := writeFile(file, o)
	if err != nil {
		return err
	}
	if f.size, err = sizeOf(file); err != nil {
		return err
	}
	if err := plainly(ctx, file, filepath.Join(o.dir, "plain.db"), &f); err != nil {
		return err
	}
	if err := served(ctx, o, file, naming, &f); err != nil {
		return err
	}
	return f.write(os.Stdout, o)
}

func sizeOf(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
