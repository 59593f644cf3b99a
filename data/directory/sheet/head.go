package sheet

import (
	"errors"
	"io"

	"pupitre/data/fault"
)

// Head is what a file looks like, to choose what its columns mean.
type Head struct {
	Format  Format
	Titles  []string
	Columns []Field  // as Propose gives them
	First   []Record // the first records behind the titles
}

// headRecords is the number of records that Look shows.
const headRecords = 5

// Look reads how a file is written and its first records. It refuses what Detect refuses, and a title line that is damaged.
func Look(r io.ReadSeeker) (h Head, err error) {
	const op = "sheet.Look"
	f, err := Detect(r)
	if err != nil {
		return h, fault.Wrap(op, err)
	}
	return LookAs(r, f)
}

// LookAs is Look for a file whose format is known.
func LookAs(r io.ReadSeeker, f Format) (h Head, err error) {
	const op = "sheet.LookAs"
	h.Format = f
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return h, fault.As(fault.Unavailable, op, "transfer.unreadable_file", err)
	}
	in := NewReader(r, h.Format)
	titles, err := in.Next()
	if err == nil {
		err = titles.Err
	}
	if err != nil {
		return h, fault.Wrap(op, err)
	}
	h.Titles, h.Columns = titles.Cells, Propose(titles.Cells)
	for range headRecords {
		rec, err := in.Next()
		if errors.Is(err, io.EOF) {
			return h, nil
		}
		if err != nil {
			return h, fault.Wrap(op, err)
		}
		h.First = append(h.First, rec)
	}
	return h, nil
}
