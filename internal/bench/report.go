//go:build linux

package main

import (
	"fmt"
	"io"
	"slices"
	"time"

	"pupitre/internal/bench/stats"
)

// quantity is one thing measured.
type quantity struct {
	Name string
	Unit string
	Of   func(sample) float64
	Aim  float64 // most that the ratio to the empty window should be; 0 when there is none
}

// The aims are those of the first issue: 1.3 times the empty window, in time and in memory.
var quantities = []quantity{
	{"start to first frame", "ms", func(s sample) float64 { return float64(s.FirstFrame) / float64(time.Millisecond) }, 1.3},
	{"resident memory", "MB", func(s sample) float64 { return float64(s.RSS) / 1e6 }, 1.3},
	{"proportional memory", "MB", func(s sample) float64 { return float64(s.PSS) / 1e6 }, 0},
	{"own memory", "MB", func(s sample) float64 { return float64(s.Anonymous) / 1e6 }, 0},
}

// comparison is one line of the result.
type comparison struct {
	Name  string       `json:"name"`
	Unit  string       `json:"unit"`
	Mine  stats.Spread `json:"pupitre"`
	Empty stats.Spread `json:"empty"`
	Ratio stats.Spread `json:"ratio"` // of neighbours: a start of one and the start of the other just after
	Aim   float64      `json:"aim,omitempty"`
}

// compare pairs each start with its neighbour, so that a computer that gets slower or busier meanwhile weighs on both.
func compare(mine, empty []sample) []comparison {
	var all []comparison
	for _, q := range quantities {
		var a, b, r []float64
		for i := range mine {
			a, b = append(a, q.Of(mine[i])), append(b, q.Of(empty[i]))
			r = append(r, a[i]/b[i])
		}
		all = append(all, comparison{q.Name, q.Unit, stats.Of(a), stats.Of(b), stats.Of(r), q.Aim})
	}
	return all
}

// met tells whether every aim is kept.
func met(all []comparison) bool {
	return !slices.ContainsFunc(all, func(c comparison) bool { return c.Aim > 0 && c.Ratio.Median > c.Aim })
}

// writeMarkdown is the result for people.
func writeMarkdown(w io.Writer, all []comparison, runs int) error {
	_, err := fmt.Fprintf(w, "Medians of %d alternating starts, quartiles in brackets; software OpenGL on a virtual screen.\n\n"+
		"| | Pupitre | empty Fyne window | ratio | aim |\n|---|---|---|---|---|\n", runs)
	for _, c := range all {
		aim := "–"
		if c.Aim > 0 {
			aim = fmt.Sprintf("≤ %.1f", c.Aim)
		}
		if err == nil {
			_, err = fmt.Fprintf(w, "| %s, %s | %s | %s | %s | %s |\n",
				c.Name, c.Unit, c.Mine.Text("%.0f"), c.Empty.Text("%.0f"), c.Ratio.Text("%.2f"), aim)
		}
	}
	return err
}
