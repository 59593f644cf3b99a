//go:build linux

package main

import (
	"strings"
	"testing"
	"time"

	"pupitre/internal/bench/stats"
)

func starts(ms ...int) (all []sample) {
	for _, m := range ms {
		all = append(all, sample{FirstFrame: time.Duration(m) * time.Millisecond, Memory: stats.Memory{RSS: m * 1e6, PSS: m * 1e6, Anonymous: m * 1e6}})
	}
	return all
}

// The computer becomes twice as slow half-way: the ratio does not move.
func TestNeighboursAreCompared(t *testing.T) {
	got := compare(starts(120, 120, 240, 240), starts(100, 100, 200, 200))
	if want := (stats.Spread{Median: 1.2, Low: 1.2, High: 1.2}); got[0].Ratio != want {
		t.Errorf("got %+v, want %+v", got[0].Ratio, want)
	}
}

func TestAims(t *testing.T) {
	if !met(compare(starts(130), starts(100))) {
		t.Error("the aim itself is not kept")
	}
	if met(compare(starts(131), starts(100))) {
		t.Error("a ratio above the aim passes")
	}
}

func TestTheTableHasEveryLine(t *testing.T) {
	var b strings.Builder
	if err := writeMarkdown(&b, compare(starts(120, 130), starts(100, 100)), 2); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| start to first frame, ms | 125 [122–128] | 100 [100–100] | 1.25 [1.23–1.27] | ≤ 1.3 |", "proportional memory, MB"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}
