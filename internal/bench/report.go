//go:build linux

package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"time"
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

// figures are the middle and the spread of one quantity.
type figures struct {
	Median float64 `json:"median"`
	Low    float64 `json:"low"`  // first quartile
	High   float64 `json:"high"` // third quartile
}

// comparison is one line of the result.
type comparison struct {
	Name  string  `json:"name"`
	Unit  string  `json:"unit"`
	Mine  figures `json:"pupitre"`
	Empty figures `json:"empty"`
	Ratio figures `json:"ratio"` // of neighbours: a start of one and the start of the other just after
	Aim   float64 `json:"aim,omitempty"`
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
		all = append(all, comparison{q.Name, q.Unit, summarise(a), summarise(b), summarise(r), q.Aim})
	}
	return all
}

func summarise(values []float64) figures {
	sorted := slices.Sorted(slices.Values(values))
	return figures{quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75)}
}

// quantile interpolates between neighbours (definition 7 of Hyndman and Fan, 1996).
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	low := int(math.Floor(at))
	if low+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[low] + (at-float64(low))*(sorted[low+1]-sorted[low])
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
				c.Name, c.Unit, c.Mine.text("%.0f"), c.Empty.text("%.0f"), c.Ratio.text("%.2f"), aim)
		}
	}
	return err
}

func (f figures) text(format string) string {
	return fmt.Sprintf(format+" ["+format+"–"+format+"]", f.Median, f.Low, f.High)
}
