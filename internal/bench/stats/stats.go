// Package stats has what the benchmarks share: the middle and the spread of repeated measures, and a process's memory.
package stats

import (
	"fmt"
	"math"
	"slices"
)

// Spread is the middle and the spread of one quantity.
type Spread struct {
	Median float64 `json:"median"`
	Low    float64 `json:"low"`  // first quartile
	High   float64 `json:"high"` // third quartile
}

// Of summarises measures, of which there must be one at least.
func Of(values []float64) Spread {
	return Spread{Quantile(values, 0.5), Quantile(values, 0.25), Quantile(values, 0.75)}
}

// Quantile interpolates between neighbours (definition 7 of Hyndman and Fan, 1996). There must be one value at least.
func Quantile(values []float64, q float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	at := q * float64(len(sorted)-1)
	low := int(math.Floor(at))
	if low+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[low] + (at-float64(low))*(sorted[low+1]-sorted[low])
}

// Text writes each number in the format of package fmt: "median [low–high]".
func (s Spread) Text(format string) string {
	return fmt.Sprintf(format+" ["+format+"–"+format+"]", s.Median, s.Low, s.High)
}
