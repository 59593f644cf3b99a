//go:build linux

// Command portal measures how long it takes from a key to the first page of results on the screen, in a real window over a
// directory of a million entries: the keys are the X server's own input, and the page is there when its pixels are. A window that
// does nothing but change its colour with a key is measured beside it. `make bench` runs it.
package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"pupitre/internal/bench/stats"
	"pupitre/internal/proc"
	"pupitre/internal/screen"
)

// aim is from the key to the first page, in milliseconds at the 99th percentile.
const aim = 50.0

// options are the command line.
type options struct {
	window         string
	entries, typed int
	profile, log   string
}

// result is everything measured.
type result struct {
	Entries  int   `json:"entries"`
	Plain    pass  `json:"plain"`
	Filtered pass  `json:"filtered"` // one account, by extension
	Floor    pass  `json:"floor"`    // a window that only changes its colour
	RSS      int64 `json:"rss_bytes"`
}

// pass is what one window took, in milliseconds.
type pass struct {
	times
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
	P99 float64 `json:"p99"`
	Max float64 `json:"max"`
}

func main() {
	var o options
	flag.StringVar(&o.window, "window", "bin/portal-window", "the window with the page (internal/bench/portal/window)")
	flag.IntVar(&o.entries, "entries", 1_000_000, "entries of the directory")
	flag.IntVar(&o.typed, "typed", 100, "queries that are typed, every letter of which is a measure")
	flag.StringVar(&o.profile, "profile", "", "file for a profile of the window's processor time")
	flag.StringVar(&o.log, "log", "", "file for the time of every key, as CSV; -typed 2000 is the whole log of the searches' own measure, some two hours")
	asJSON := flag.Bool("json", false, "write JSON")
	strict := flag.Bool("strict", false, "fail when the aim is missed")
	flag.Parse()
	r, err := run(context.Background(), o)
	if err == nil {
		err = write(os.Stdout, r, *asJSON)
	}
	if err == nil && o.log != "" {
		err = writeLog(o.log, r)
	}
	if err == nil && *strict && max(r.Plain.P99, r.Filtered.P99) > aim {
		err = errors.New("the aim is missed")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "portal:", err)
		os.Exit(1)
	}
}

// named are the passes with what they are called, in the order of the report.
func (r result) named() []namedPass {
	return []namedPass{{"everybody", r.Plain}, {"one account, by extension", r.Filtered}, {"colour alone", r.Floor}}
}

type namedPass struct {
	name string
	pass
}

func write(w io.Writer, r result, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(r)
	}
	text := fmt.Sprintf("The portal's home over %d entries in a window of 1100×760, software OpenGL on a virtual screen; milliseconds from a key\n"+
		"to the first page of results on the screen. Aim: ≤ %.0f at the 99th percentile. Beside it, a window that only changes its colour.\n\n"+
		"| | keys | changed nothing | p50 | p95 | p99 | most | rows in the first frame | CPU a key |\n|---|---|---|---|---|---|---|---|---|\n", r.Entries, aim)
	for _, p := range r.named() {
		text += fmt.Sprintf("| %s | %d | %d | %.1f | %.1f | %.1f | %.1f | %d %% | %.1f |\n",
			p.name, p.Keys, p.Same, p.P50, p.P95, p.P99, p.Max, 100*p.First/max(len(p.Rows), 1), p.CPU)
	}
	text += "\nThe slowest:"
	for _, one := range slices.Concat(r.Plain.Slow, r.Filtered.Slow) {
		text += fmt.Sprintf(" « %s » %.1f", one.Text, one.MS)
	}
	_, err := fmt.Fprintf(w, "%s\nResident memory of the window with everybody: %d MB.\n", text, r.RSS/1_000_000)
	return err
}

// writeLog writes every key of every pass.
func writeLog(path string, r result) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := csv.NewWriter(f)
	lines := [][]string{{"pass", "text", "frame of its rows", "ms"}}
	for _, p := range r.named() {
		for _, one := range p.Log {
			lines = append(lines, []string{p.name, one.Text, strconv.Itoa(one.Frame), strconv.FormatFloat(one.MS, 'f', 1, 64)})
		}
	}
	return w.WriteAll(lines)
}

func run(ctx context.Context, o options) (r result, err error) {
	home, err := os.MkdirTemp("", "pupitre-portal-")
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(home)) }()
	r.Entries = o.entries
	p, err := prepare(ctx, filepath.Join(home, "directory.db"), o.entries, o.typed)
	if err != nil {
		return r, err
	}
	everybody := []string{"-directory", p.path}
	if o.profile != "" {
		everybody = append(everybody, "-profile", o.profile)
	}
	for _, one := range []struct {
		args  []string
		texts []string
		into  *pass
		rss   *int64
	}{
		{nil, p.texts[:min(len(p.texts), 20)], &r.Floor, nil},
		{everybody, p.texts, &r.Plain, &r.RSS},
		{[]string{"-directory", p.path, "-account", p.account}, p.texts, &r.Filtered, nil},
	} {
		if err := window(home, o.window, one.args, one.texts, one.into, one.rss); err != nil {
			return r, err
		}
	}
	return r, nil
}

// window opens a window on a screen of its own and types.
func window(home, path string, args, texts []string, into *pass, rss *int64) (err error) {
	d, err := screen.Start(screen.Options{Home: home})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if path, err = filepath.Abs(path); err != nil {
		return err
	}
	p, err := proc.Start(proc.Spec{Path: path, Args: args, Env: d.ProgramEnv()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Kill()) }()
	h := &hand{display: d, process: p}
	defer h.close()
	if err := h.ready(); err != nil {
		return err
	}
	if into.times, err = h.typeAll(texts); err != nil {
		return err
	}
	if len(into.Rows) < into.Keys/2 { // most letters bring other rows, or something is amiss
		return fmt.Errorf("%d of %d keys changed the rows only", len(into.Rows), into.Keys)
	}
	into.P50, into.P95 = stats.Quantile(into.Rows, 0.5), stats.Quantile(into.Rows, 0.95)
	into.P99, into.Max = stats.Quantile(into.Rows, 0.99), stats.Quantile(into.Rows, 1)
	if rss != nil {
		memory, err := stats.MemoryOf(p.PID())
		*rss = int64(memory.RSS)
		return err
	}
	return nil
}
