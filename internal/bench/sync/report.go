//go:build linux

package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"pupitre/internal/bench/stats"
)

// report is everything that was measured.
type report struct {
	Runs  int          `json:"runs"`
	Sync  stats.Spread `json:"sync_ms"` // of 4 kB to the disk: what every save of a person costs at least
	Parts []*result    `json:"parts"`
}

// result is one part of it.
type result struct {
	Name    string   `json:"name"`
	Title   string   `json:"title"`
	Lines   []line   `json:"lines,omitempty"`
	Notes   []string `json:"notes,omitempty"`
	Problem string   `json:"problem,omitempty"` // why it could not be measured
}

// line is one quantity.
type line struct {
	Name   string       `json:"name"`
	Unit   string       `json:"unit,omitempty"` // none for a ratio
	Values stats.Spread `json:"values"`
	Count  int          `json:"count"` // of measures
	Aim    float64      `json:"aim,omitempty"`
}

// add puts in one quantity; without any measure it is left out.
func (r *result) add(name, unit string, values ...float64) {
	r.aim(name, unit, 0, values...)
}

// aim is add with the most that the median should be.
func (r *result) aim(name, unit string, most float64, values ...float64) {
	if len(values) > 0 {
		r.Lines = append(r.Lines, line{name, unit, stats.Of(values), len(values), most})
	}
}

func (r *result) note(format string, args ...any) {
	r.Notes = append(r.Notes, fmt.Sprintf(format, args...))
}

func (r report) begin(w io.Writer) error {
	_, err := fmt.Fprintf(w, "Synchronisation on loopback: medians, quartiles in brackets. "+
		"A write of 4 kB reaches this disk in %s ms.\n", r.Sync.Text("%.2f"))
	return err
}

// markdown is the result for people.
func (r *result) markdown(w io.Writer) error {
	text := "\n## " + r.Title + "\n"
	if len(r.Lines) > 0 {
		text += "\n| | | measures | aim |\n|---|---|---|---|\n"
	}
	for _, l := range r.Lines {
		text += l.markdown()
	}
	for _, n := range r.Notes {
		text += "\n" + n + "\n"
	}
	if r.Problem != "" {
		text += "\n**Not measured:** " + r.Problem + "\n"
	}
	_, err := io.WriteString(w, text)
	return err
}

func (l line) markdown() string {
	format, name, aim := "%.2f", l.Name, "–"
	if l.Values.Median >= 100 {
		format = "%.0f"
	}
	if l.Unit != "" {
		name += ", " + l.Unit
	}
	if l.Aim > 0 {
		aim = fmt.Sprintf("≤ %.2f", l.Aim)
	}
	return fmt.Sprintf("| %s | %s | %d | %s |\n", name, l.Values.Text(format), l.Count, aim)
}

func millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// ratios divides neighbours: what was measured one just after the other.
func ratios(a, b []float64) (r []float64) {
	for i := range min(len(a), len(b)) {
		r = append(r, a[i]/b[i])
	}
	return r
}

// syncTime is what a small write costs until the disk has it, in milliseconds.
func syncTime(dir string) (stats.Spread, error) {
	const writes = 100
	f, err := os.Create(filepath.Join(dir, "sync"))
	if err != nil {
		return stats.Spread{}, err
	}
	defer func() { _ = f.Close() }() // nobody reads it
	page := make([]byte, 4096)
	var all []float64
	for range writes {
		begun := time.Now()
		if _, err := f.Write(page); err != nil {
			return stats.Spread{}, err
		}
		if err := f.Sync(); err != nil {
			return stats.Spread{}, err
		}
		all = append(all, millis(time.Since(begun)))
	}
	return stats.Of(all), nil
}
