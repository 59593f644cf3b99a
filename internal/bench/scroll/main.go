//go:build linux

// Command scroll measures the frames of the table of a million rows in a real window, as a person sees them: the wheel, the
// keys and the scroll bar are the X server's own input, and a frame is there when its pixels are on the screen. Nothing in
// the window takes part in the measurement. `make bench` runs it.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"pupitre/internal/bench/stats"
	"pupitre/internal/proc"
	"pupitre/internal/screen"
)

// options are the command line.
type options struct {
	window         string
	asJSON, strict bool
}

// result is everything measured.
type result struct {
	Moves  []move       `json:"moves"`
	Key    frames       `json:"page_down_to_picture"`
	Exact  string       `json:"last_row"` // "" when it is drawn where it belongs, else what is wrong
	Few    stats.Memory `json:"memory_of_100_rows"`
	Before stats.Memory `json:"memory_before"`
	After  stats.Memory `json:"memory_after"`
}

func main() {
	var o options
	flag.StringVar(&o.window, "window", "bin/table-window", "the window with the table (internal/bench/scroll/window)")
	flag.BoolVar(&o.asJSON, "json", false, "write JSON")
	flag.BoolVar(&o.strict, "strict", false, "fail when an aim is missed")
	flag.Parse()
	if err := run(o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "scroll:", err)
		os.Exit(1)
	}
}

var errMissed = errors.New("an aim is missed")

func run(o options, out io.Writer) error {
	home, err := os.MkdirTemp("", "pupitre-scroll-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(home) }() // a temporary folder: the system would sweep it
	r, err := measure(o, home)
	if err != nil {
		return err
	}
	if o.asJSON {
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(r)
	} else {
		err = writeMarkdown(out, r)
	}
	if err == nil && o.strict && !r.met() {
		err = errMissed
	}
	return err
}

// measure opens a window with a hundred rows, for its memory, then the one with a million.
func measure(o options, home string) (r result, err error) {
	d, err := screen.Start(screen.Options{Home: home})
	if err != nil {
		return result{}, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	few, err := open(o, d, 100)
	if err != nil {
		return result{}, err
	}
	r.Few, err = stats.MemoryOf(few.process.PID())
	if err = errors.Join(err, few.process.Kill()); err != nil {
		return result{}, err
	}
	t, err := open(o, d, million)
	if err != nil {
		return result{}, err
	}
	defer func() { err = errors.Join(err, t.process.Kill()) }()
	if r.Before, err = stats.MemoryOf(t.process.PID()); err != nil {
		return result{}, err
	}
	if r.Moves, err = t.moves(); err != nil {
		return result{}, err
	}
	if r.Key, err = t.pageDowns(); err != nil {
		return result{}, err
	}
	if r.Exact, err = t.lastRow(); err != nil {
		return result{}, err
	}
	r.After, err = stats.MemoryOf(t.process.PID())
	return r, err
}

// open starts the window and waits until it stands still with the keyboard.
func open(o options, d *screen.Display, rows int) (*table, error) {
	path, err := filepath.Abs(o.window)
	if err != nil {
		return nil, err
	}
	p, err := proc.Start(proc.Spec{Path: path, Args: []string{"-rows", fmt.Sprint(rows)}, Env: d.ProgramEnv()})
	if err != nil {
		return nil, err
	}
	t := &table{display: d, process: p}
	if err := t.ready(); err != nil {
		return nil, errors.Join(err, p.Kill())
	}
	return t, nil
}
