//go:build linux

package main

import (
	"fmt"
	"io"
	"time"
)

// write prints the figures as a table.
func (f *figures) write(w io.Writer, o options) error {
	ready := f.upload + f.copying + f.checking + f.writing
	ratio := func(d time.Duration) float64 { return d.Seconds() / f.plain.Seconds() }
	_, err := fmt.Fprintf(w, "Import of a CSV file of %d lines, %.0f MB, of %d accounts. Plain insertion: the lines parsed, not checked, inserted into a\n"+
		"SQLite table by a prepared statement, %d a transaction, each on the disk.\n\n"+
		"| | seconds | ratio to plain insertion |\n|---|---|---|\n"+
		"| lines parsed only | %.1f | %.2f |\n| plain insertion | %.1f | 1 |\n| plain insertion and three ordinary indexes | %.1f | %.2f |\n"+
		"| upload | %.1f | %.2f |\n| what is there, read and copied | %.1f | %.2f |\n| lines checked against each other | %.1f | %.2f |\n"+
		"| lines checked and written | %.1f | %.2f |\n| **import until the preview** | %.1f | **%.2f** |\n| accepted | %.2f | %.2f |\n"+
		"| index of the search, until the first answer with counts | %.1f | %.2f |\n| **import and index** | %.1f | **%.2f** |\n"+
		"| the same file again, nothing changes | %.1f | %.2f |\n\n"+
		"%d created, %d refused; again: %d the same. Most memory of the server: %.0f MB.\n",
		o.rows, float64(f.size)/1e6, o.accounts, rowsAtOnce,
		f.parse.Seconds(), ratio(f.parse), f.plain.Seconds(), f.indexed.Seconds(), ratio(f.indexed),
		f.upload.Seconds(), ratio(f.upload), f.copying.Seconds(), ratio(f.copying), f.checking.Seconds(), ratio(f.checking),
		f.writing.Seconds(), ratio(f.writing), ready.Seconds(), ratio(ready), f.accept.Seconds(), ratio(f.accept),
		f.search.Seconds(), ratio(f.search), (ready + f.accept + f.search).Seconds(), ratio(ready+f.accept+f.search),
		f.again.Seconds(), ratio(f.again), f.created, f.refused, f.same, float64(f.peak)/1e6)
	return err
}
