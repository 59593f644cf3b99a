package remote

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/klauspost/compress/zstd"

	"pupitre/data/wire"
)

// rowsPatience is what a page of rows may take beside the timeout: it has megabytes.
const rowsPatience = 40 * time.Second

// Rows fetches a page of a directory: the rows of a generation, 0 for the current one, after an id. A page that was cut
// counts for nothing. limit 0 leaves the size to the server. A *syncing.Refusal with wire.CodeResnapshot says that the
// server does not have the generation any more.
func (c *Client) Rows(ctx context.Context, space string, generation int64, after string, limit int) (page wire.RowsPage, err error) {
	const op = "remote.Rows"
	q := url.Values{}
	if generation > 0 {
		q.Set("generation", strconv.FormatInt(generation, 10))
		q.Set("after", after)
	}
	if limit > 0 {
		q.Set("limit", strconv.Itoa(limit))
	}
	err = c.do(ctx, op, exchange{
		method: http.MethodGet, path: []string{"v1", "spaces", space, "rows"}, query: q, extra: rowsPatience, accept: "zstd",
		read: func(res *http.Response) error {
			if err := expect(res, wire.RowsType); err != nil {
				return err
			}
			page, err = readRows(res, after)
			return err
		},
	})
	if err != nil {
		return wire.RowsPage{}, err
	}
	return page, nil
}

func readRows(res *http.Response, after string) (page wire.RowsPage, err error) {
	const op = "remote.readRows"
	body := io.Reader(res.Body)
	switch encoding := res.Header.Get("Content-Encoding"); encoding {
	case "":
	case "zstd":
		z, err := zstd.NewReader(body, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(wire.MaxRowsRaw), zstd.WithDecoderLowmem(true))
		if err != nil {
			return page, notPupitre(op, err)
		}
		defer z.Close()
		body = z
	default:
		return page, notPupitre(op, fmt.Errorf("content encoding %q", encoding))
	}
	limited := &io.LimitedReader{R: body, N: wire.MaxRowsRaw + 1}
	page.Head, page.Tail, err = wire.ReadRows(limited, after, func(_ wire.RowsHead, row wire.DirectoryRow) error {
		row.Body = slices.Clone(row.Body)
		page.Rows = append(page.Rows, row)
		return nil
	})
	switch {
	case err == nil:
		return page, nil
	case limited.N == 0, errors.Is(err, wire.ErrBadPage):
		return page, notPupitre(op, err)
	}
	return page, failure(op, err) // cut in the middle
}
