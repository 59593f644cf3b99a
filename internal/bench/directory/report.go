//go:build linux

package main

import (
	"fmt"
	"io"
	"slices"

	"pupitre/data/directory"
	"pupitre/internal/bench/stats"
)

// The aims (product, speed of search): milliseconds of the 99th percentile, and times the plain rows.
const (
	pageAim   = 16
	countsAim = 100
	sizeAim   = 3
)

func (m *measured) write(w io.Writer, queries int, o options) error {
	text := fmt.Sprintf("Search in a directory of %d entries of %d accounts: every prefix of %d typed queries, %d questions, with their filters\n"+
		"and sort columns; the first %d answers with their rows, then the counts. CPU is the processor’s time of the query’s thread.\n\n"+
		"| milliseconds | median | p95 | p99 | most | p99, CPU | most, CPU | aim, p99 |\n|---|---|---|---|---|---|---|---|\n",
		m.index.Len(), o.accounts, o.typed, queries, pageSize)
	row := func(name string, wall, cpu []float64, aim int) {
		text += fmt.Sprintf("| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | ≤ %d |\n", name, stats.Quantile(wall, 0.5), stats.Quantile(wall, 0.95),
			stats.Quantile(wall, 0.99), slices.Max(wall), stats.Quantile(cpu, 0.99), slices.Max(cpu), aim)
	}
	row("page, cold", m.cold.page, m.cold.pageCPU, pageAim)
	row("page, warm", m.warm.page, m.warm.pageCPU, pageAim)
	row("counts, cold", m.cold.counts, m.cold.countsC, countsAim)
	row("counts, warm", m.warm.counts, m.warm.countsC, countsAim)
	const mb = 1e6
	text += fmt.Sprintf("\n| | | aim |\n|---|---|---|\n"+
		"| rows as they travel, MB | %.0f | – |\n| file with the rows, MB | %.0f | – |\n| index, MB | %.0f | – |\n| index / rows | %.2f | ≤ %d |\n"+
		"| index in memory, MB | %.0f | – |\n| whole process after the queries, MB | %.0f | – |\n"+
		"| insertion of the rows, s | %.1f | – |\n| index built and saved, s | %.1f | – |\n| (insertion + index) / insertion | %.2f | – |\n| index read at the start, s | %.2f | – |\n",
		float64(m.plain)/mb, float64(m.rowsFile)/mb, float64(m.idFile)/mb, float64(m.idFile)/float64(m.plain), sizeAim,
		float64(m.index.Bytes())/mb, float64(m.memory.Anonymous)/mb,
		m.insert.Seconds(), m.build.Seconds(), (m.insert+m.build).Seconds()/m.insert.Seconds(), m.load.Seconds())
	_, err := io.WriteString(w, text)
	return err
}

// agree refuses figures of sides that do not find the same.
func agree(asked []directory.Query, ours, theirs []answer) error {
	for i, q := range asked {
		if ours[i].found != theirs[i].found {
			return fmt.Errorf("%+v: %d answers here, %d there", q, ours[i].found, theirs[i].found)
		}
	}
	return nil
}

func writePeer(w io.Writer, name string, entries int, ours, theirs []answer) error {
	times := func(list []answer) (t []float64) {
		for _, a := range list {
			t = append(t, a.ms)
		}
		return t
	}
	a, b := times(ours), times(theirs)
	var ratio []float64
	for i := range a {
		ratio = append(ratio, b[i]/a[i])
	}
	_, err := fmt.Fprintf(w, "\nThe page beside %s: %d entries, %d of the questions, the same number of answers to each.\n\n"+
		"| milliseconds | median | p99 | most |\n|---|---|---|---|\n| Pupitre | %.2f | %.2f | %.2f |\n| %s | %.2f | %.2f | %.2f |\n\nTimes as long, question by question: %s\n",
		name, entries, len(a), stats.Quantile(a, 0.5), stats.Quantile(a, 0.99), slices.Max(a),
		name, stats.Quantile(b, 0.5), stats.Quantile(b, 0.99), slices.Max(b), stats.Of(ratio).Text("%.0f"))
	return err
}
