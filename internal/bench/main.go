//go:build linux

// Command bench measures what Pupitre costs beside an empty window of the same toolkit: time from the start of the process
// to the first frame, and memory. Both are started in turn, in the same run, on a private display; `make bench` runs it.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"pupitre/internal/proc"
	"pupitre/internal/screen"
)

// options are the command line.
type options struct {
	runs           int
	pupitre, empty string
	asJSON, strict bool
}

func main() {
	var o options
	flag.IntVar(&o.runs, "runs", 15, "starts of each program that count; one more of each warms the disk cache")
	flag.StringVar(&o.pupitre, "pupitre", "bin/pupitre", "the program")
	flag.StringVar(&o.empty, "empty", "bin/empty-window", "the empty window")
	flag.BoolVar(&o.asJSON, "json", false, "write JSON")
	flag.BoolVar(&o.strict, "strict", false, "fail when an aim is missed")
	flag.Parse()
	if err := run(o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

var errMissed = errors.New("an aim is missed")

func run(o options, out io.Writer) error {
	home, err := os.MkdirTemp("", "pupitre-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(home) }() // a temporary folder: the system would sweep it
	mine, empty, err := collect(o, home)
	if err != nil {
		return err
	}
	all := compare(mine, empty)
	if o.asJSON {
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(all)
	} else {
		err = writeMarkdown(out, all, o.runs)
	}
	if err == nil && o.strict && !met(all) {
		err = errMissed
	}
	return err
}

// collect alternates the programs, and begins each round with the other one than the round before.
func collect(o options, home string) (mine, empty []sample, err error) {
	d, err := screen.Start(screen.Options{Home: home, NoManager: true})
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	programs, err := candidates(o, d, home)
	if err != nil {
		return nil, nil, err
	}
	kept := map[string][]sample{}
	for round := range o.runs + 1 {
		for turn := range programs {
			c := programs[(round+turn)%len(programs)]
			s, err := measure(d, c)
			if err != nil {
				return nil, nil, err
			}
			if round > 0 {
				kept[c.Name] = append(kept[c.Name], s)
			}
		}
	}
	return kept["pupitre"], kept["empty"], nil
}

// candidates are Pupitre, at the sign-in page with an empty folder of its own, and the empty window.
func candidates(o options, d *screen.Display, home string) ([]candidate, error) {
	mine, err := filepath.Abs(o.pupitre)
	if err != nil {
		return nil, err
	}
	empty, err := filepath.Abs(o.empty)
	if err != nil {
		return nil, err
	}
	return []candidate{
		{"pupitre", proc.Spec{Path: mine, Args: []string{"--data", filepath.Join(home, "pupitre")}, Env: d.ProgramEnv()}},
		{"empty", proc.Spec{Path: empty, Env: d.ProgramEnv()}},
	}, nil
}
