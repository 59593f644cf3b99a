package server

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"pupitre/data/fault"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

const (
	defaultRows = 5000 // of a page that names no limit
	rowsBatch   = 1000 // rows read at once: long ones must not all be in memory
)

// rowsQuery is what a page of a directory is asked for by.
type rowsQuery struct {
	space      string
	generation int64 // 0 for the current one
	after      string
	limit      int
}

// rows gives a page of a federation's directory, in the order of ids. Whoever has begun with a generation goes on with it,
// as long as it is kept, and finds in each page which one is current.
func (s *Server) rows(w http.ResponseWriter, r *http.Request, who store.Session) error {
	const op = "server.rows"
	q, err := parseRows(r)
	if err != nil {
		return err
	}
	var page bytes.Buffer
	err = s.store.Read(r.Context(), func(tx *store.Tx) error {
		page.Reset() // the transaction may run again
		return writeRows(tx, &page, q, who)
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	h := w.Header()
	h.Set("Content-Type", wire.RowsType)
	h.Set("Cache-Control", "no-store")
	h.Add("Vary", "Accept-Encoding")
	if err := sendPacked(w, r, page.Bytes()); err != nil {
		s.log.Debug("rows not delivered", "request", requestID(r.Context()), "error", err)
	}
	return nil
}

func parseRows(r *http.Request) (rowsQuery, error) {
	n := numbers{values: r.URL.Query()}
	q := rowsQuery{
		space: r.PathValue("space"), generation: n.get("generation", 0, 1<<62), after: n.values.Get("after"),
		limit: int(n.get("limit", defaultRows, wire.MaxRows)),
	}
	if n.bad || q.limit < 1 || len(q.after) > wire.MaxName || (q.after != "" && q.generation == 0) {
		return q, fault.New(fault.Invalid, "server.parseRows", "server.malformed")
	}
	return q, nil
}

// writeRows writes the page.
func writeRows(tx *store.Tx, out *bytes.Buffer, q rowsQuery, who store.Session) error {
	f, err := federationFor(tx, q.space, who.Person)
	if err != nil {
		return err
	}
	if q.generation == 0 {
		q.generation = f.Generation
	}
	g := store.Generation{}
	if q.generation != 0 {
		g, err = tx.Generation(q.generation)
		gone := fault.Is(err, fault.NotFound)
		if err != nil && !gone {
			return err
		}
		// One that is being made is nobody's to read, and one of another federation is none of this one's.
		if gone || g.Federation != f.ID || (g.ID != f.Generation && g.LeftAt.IsZero()) {
			return &syncing.Refusal{Code: wire.CodeResnapshot}
		}
	}
	if err := wire.WriteHead(out, wire.RowsHead{Generation: g.ID, Current: f.Generation, Size: g.Size}); err != nil {
		return err
	}
	tail, err := writePage(tx, out, q)
	if err != nil {
		return err
	}
	return wire.WriteTail(out, tail)
}

// writePage writes as many rows as the page may have, and a look further.
func writePage(tx *store.Tx, out *bytes.Buffer, q rowsQuery) (wire.RowsTail, error) {
	tail := wire.RowsTail{Next: q.after}
	for left := q.limit; ; {
		rows, err := tx.DirectoryRows(q.generation, tail.Next, min(left+1, rowsBatch))
		if err != nil {
			return tail, err
		}
		for _, row := range rows {
			if left == 0 || out.Len() > wire.MaxRowsRaw-wire.MaxRow {
				tail.More = true
				return tail, nil
			}
			out.Write(wire.AppendRow(out.AvailableBuffer(), row))
			tail.Next = row.ID
			left--
		}
		if len(rows) < rowsBatch && left > 0 {
			return tail, nil
		}
		if len(rows) == 0 {
			return tail, nil
		}
	}
}

// federationFor is the federation of a directory's space, once the person is known to have a place there.
func federationFor(tx *store.Tx, space, person string) (f store.Federation, err error) {
	mine, err := tx.FederationsOf(person)
	if err != nil {
		return f, err
	}
	i := slices.IndexFunc(mine, func(f store.Federation) bool { return f.Space() == space })
	if i < 0 {
		return f, &syncing.Refusal{Code: wire.CodeRevoked}
	}
	return mine[i], tx.Within(mine[i].Provider)
}

// sendPacked sends a page in zstd to those who understand it: a third of the time of gzip at the same size.
func sendPacked(w http.ResponseWriter, r *http.Request, page []byte) error {
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "zstd") {
		_, err := w.Write(page)
		return err
	}
	w.Header().Set("Content-Encoding", "zstd")
	z, err := zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	if _, err := io.Copy(z, bytes.NewReader(page)); err != nil {
		return err
	}
	return z.Close()
}
