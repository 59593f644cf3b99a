//go:build linux

// Command sync measures the synchronisation on loopback: the real server program, and desktops made of the production
// code, each with a store of its own on disk. What has something to be compared with is compared in the same run, in turn.
// `make bench` runs it.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
)

// options are the command line.
type options struct {
	server   string // the program
	folder   string // where the temporary folder goes
	json     string // file of the results, "" for none
	only     string // parts, with commas
	runs     int
	edits    int
	rows     int
	desktops int
	changes  int
	streams  int
	chain    bool
}

// part is one measurement; title is also the heading of its results.
type part struct {
	name, title string
	run         func(context.Context, bench, *result) error
}

var parts = []part{
	{"push", "Push of offline field edits, beside PouchDB", measurePush},
	{"queue", "A save and a view beside a long queue", measureQueue},
	{"directory", "First reading of a directory, beside plain insertion", measureDirectory},
	{"fanout", "One change to all connected desktops", measureFanout},
	{"memory", "Memory of the server with connected streams", measureMemory},
}

// bench is what every part gets: the options, and a temporary folder of its own.
type bench struct {
	options
	dir string
}

func main() {
	var o options
	flag.StringVar(&o.server, "server", "bin/pupitre-server", "the server program")
	flag.StringVar(&o.folder, "folder", "", "where everything is written, on the disk to measure; the system's temporary folder when empty")
	flag.StringVar(&o.json, "json", "", "also write the results as JSON to this file")
	flag.StringVar(&o.only, "only", "", "parts to run, with commas: push, queue, directory, fanout, memory; all when empty")
	flag.IntVar(&o.runs, "runs", 3, "times that each of two things that are compared is measured")
	flag.IntVar(&o.edits, "edits", 10_000, "field edits of a push")
	flag.IntVar(&o.rows, "rows", 1_000_000, "rows of the directory")
	flag.IntVar(&o.desktops, "desktops", 100, "connected desktops")
	flag.IntVar(&o.changes, "changes", 10, "changes told to all desktops")
	flag.IntVar(&o.streams, "streams", 1000, "connected streams")
	flag.BoolVar(&o.chain, "chain", true, "also time PouchDB on edits of one document, a minute or more for ten thousand")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

// run measures part by part. One that fails says so in its place and does not keep the others from being measured.
func run(ctx context.Context, o options, out io.Writer) (err error) {
	if o.runs < 1 || o.edits < 1 || o.rows < 1 || o.desktops < 1 || o.changes < 1 || o.streams < 1 {
		return errors.New("every number must be 1 at least")
	}
	home, err := os.MkdirTemp(o.folder, "pupitre-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(home)) }()
	disk, err := syncTime(home)
	if err != nil {
		return err
	}
	all := report{Runs: o.runs, Sync: disk}
	if err := all.begin(out); err != nil {
		return err
	}
	var failed []error
	for _, p := range parts {
		if !o.wants(p.name) {
			continue
		}
		r := measurePart(ctx, o, home, p)
		if r.Problem != "" {
			failed = append(failed, fmt.Errorf("%s: %s", p.name, r.Problem))
		}
		all.Parts = append(all.Parts, r)
		if err := r.markdown(out); err != nil {
			return err
		}
	}
	if o.json != "" {
		failed = append(failed, all.save(o.json))
	}
	return errors.Join(failed...)
}

func (o options) wants(name string) bool {
	return o.only == "" || strings.Contains(","+o.only+",", ","+name+",")
}

func measurePart(ctx context.Context, o options, home string, p part) *result {
	r := &result{Name: p.name, Title: p.title}
	b := bench{options: o, dir: filepath.Join(home, p.name)}
	err := os.Mkdir(b.dir, 0o700)
	if err == nil {
		err = p.run(ctx, b, r)
	}
	if err != nil {
		r.Problem = err.Error()
	}
	return r
}

// save writes the results as JSON.
func (r report) save(path string) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o600)
}
