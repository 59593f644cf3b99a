//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"pupitre/internal/bench/stats"
)

// The aims: a frame that nobody feels, and a table that is no larger with a million rows than with a hundred.
const (
	frameAim  = 40.0 // milliseconds, at the 95th percentile
	memoryAim = 1.5  // times the resident memory of the same window with a hundred rows; the toolkit keeps drawn texts for a minute
)

// frames are times between two pictures on the screen, or from a key to its picture.
type frames []time.Duration

// between gives the distances of moments.
func between(moments []time.Time) (f frames) {
	for i := 1; i < len(moments); i++ {
		f = append(f, moments[i].Sub(moments[i-1]))
	}
	return f
}

// quantile is in milliseconds. There must be one frame at least.
func (f frames) quantile(q float64) float64 {
	var ms []float64
	for _, one := range f {
		ms = append(ms, float64(one)/float64(time.Millisecond))
	}
	return stats.Quantile(ms, q)
}

// MarshalJSON writes the summary, in milliseconds.
func (f frames) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]float64{
		"frames": float64(len(f)), "p50": f.quantile(0.5), "p95": f.quantile(0.95), "max": f.quantile(1),
	})
}

// move is one manner of scrolling.
type move struct {
	Name   string  `json:"name"`
	Frames frames  `json:"frames"`
	CPU    float64 `json:"cpu_per_picture_ms"` // of the window, all threads: on a busy computer the only figure that is its own
}

// growth is the resident memory after everything, in times of the window with a hundred rows.
func (r result) growth() float64 { return float64(r.After.RSS) / float64(r.Few.RSS) }

// met tells whether every aim is kept.
func (r result) met() bool {
	slow := func(m move) bool { return m.Frames.quantile(0.95) > frameAim }
	return !slices.ContainsFunc(r.Moves, slow) && r.Key.quantile(0.95) <= frameAim && r.Exact == "" && r.growth() <= memoryAim
}

// writeMarkdown is the result for people.
func writeMarkdown(w io.Writer, r result) error {
	_, err := fmt.Fprintf(w, "A table of %d rows in a window of 1100×760, software OpenGL on a virtual screen; milliseconds between two\n"+
		"pictures on the screen while it moves. Aim: ≤ %.0f at the 95th percentile.\n\n| | pictures | p50 | p95 | max | processor time a picture |\n|---|---|---|---|---|---|\n", million, frameAim)
	for _, m := range append(slices.Clone(r.Moves), move{Name: "Page Down, from the key to the picture", Frames: r.Key}) {
		cpu := "–"
		if m.CPU > 0 {
			cpu = fmt.Sprintf("%.1f", m.CPU)
		}
		if err == nil {
			_, err = fmt.Fprintf(w, "| %s | %d | %.1f | %.1f | %.1f | %s |\n",
				m.Name, len(m.Frames), m.Frames.quantile(0.5), m.Frames.quantile(0.95), m.Frames.quantile(1), cpu)
		}
	}
	if err != nil {
		return err
	}
	exact := "whole, and as far from the one before as at the top"
	if r.Exact != "" {
		exact = "**wrong**: " + r.Exact
	}
	_, err = fmt.Fprintf(w, "\nThe last row is %s. Resident memory: %d MB with a hundred rows, %d MB with a million, %d MB after all of\n"+
		"this (aim ≤ %.1f times the first: %.2f).\n", exact, r.Few.RSS/1e6, r.Before.RSS/1e6, r.After.RSS/1e6, memoryAim, r.growth())
	return err
}
