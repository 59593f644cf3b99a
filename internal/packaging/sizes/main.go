// Command sizes says how large the packages are, and what fills the programs in them: code of each module, code in C, tables of
// the language, and the files that are embedded. It reads what scripts/package.sh has left in dist/.
//
//	sizes -dist dist
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
)

// small is the share, in bytes, under which lines of a table are added up: what is smaller is not worth cutting.
const small = 200 << 10

// programs are the staged ones by their folder in cmd. Those for Windows have the same parts.
var programs = []string{"linux/pupitre", "linux/pupitrectl", "server/pupitre-server"}

func main() {
	dist := flag.String("dist", "dist", "folder of the packages")
	flag.Parse()
	if err := run(os.Stdout, *dist); err != nil {
		fmt.Fprintln(os.Stderr, "sizes:", err)
		os.Exit(1)
	}
}

func run(to io.Writer, dist string) error {
	files, err := packages(dist)
	if err != nil {
		return err
	}
	if err := write(to, "packages", files); err != nil {
		return err
	}
	for _, staged := range programs {
		path := filepath.Join(dist, "stage", filepath.FromSlash(staged))
		sections, err := partsOf(path)
		if err != nil {
			return err
		}
		files, err := filesOf("./cmd/" + filepath.Base(path))
		if err != nil {
			return err
		}
		if err := write(to, filepath.Base(path), inside(sections, files)); err != nil {
			return err
		}
	}
	return nil
}

// part is a line of a table.
type part struct {
	name  string
	bytes int64
}

// packages are the files of a folder that people download.
func packages(dist string) ([]part, error) {
	entries, err := os.ReadDir(dist)
	if err != nil {
		return nil, err
	}
	var out []part
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			return nil, err
		}
		if info.Mode().IsRegular() && strings.HasPrefix(e.Name(), "pupitre") {
			out = append(out, part{e.Name(), info.Size()})
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s has no packages: make package", dist)
	}
	return out, nil
}

// inside takes the embedded files out of the data of a program that holds them.
func inside(parts, embedded []part) []part {
	var sum int64
	for _, e := range embedded {
		sum += e.bytes
	}
	out := slices.Clone(parts)
	for i := range out {
		if out[i].name == constants {
			out[i].bytes -= sum
		}
	}
	return append(out, embedded...)
}

// write is a table, the largest first; small lines are one.
func write(to io.Writer, title string, parts []part) error {
	parts = slices.Clone(parts)
	slices.SortStableFunc(parts, func(a, b part) int { return int(b.bytes - a.bytes) })
	var sum, rest int64
	var few int
	var lines strings.Builder
	line := func(cells ...string) { lines.WriteString(strings.Join(cells, "\t") + "\n") }
	for _, p := range parts {
		sum += p.bytes
	}
	line(mebibytes(sum), title, " ")
	for _, p := range parts {
		if p.bytes < small {
			rest += p.bytes
			few++
			continue
		}
		line(mebibytes(p.bytes), "", p.name)
	}
	if few > 0 {
		line(mebibytes(rest), "", fmt.Sprint(few, " others"))
	}
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	if _, err := io.WriteString(w, lines.String()+"\n"); err != nil {
		return err
	}
	return w.Flush()
}

func mebibytes(n int64) string { return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)) }
