package remote

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"

	"pupitre/data/blob"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// MissingBlobs tells which of the blobs, at most wire.MaxBlobs, have to be sent before a mutation of the space refers to
// them.
func (c *Client) MissingBlobs(ctx context.Context, space string, hashes []string) ([]string, error) {
	var out wire.BlobsMissing
	err := c.do(ctx, "remote.MissingBlobs", exchange{
		method: http.MethodPost, path: []string{"v1", "blobs", "missing"}, query: url.Values{"space": {space}},
		in: wire.BlobsQuery{Hashes: hashes}, out: &out,
	})
	return out.Missing, err
}

// PutBlob sends a blob whole. Sending it again changes nothing.
func (c *Client) PutBlob(ctx context.Context, space string, info blob.Info, body []byte) error {
	return c.do(ctx, "remote.PutBlob", exchange{
		method: http.MethodPut, path: []string{"v1", "blobs", info.SHA256}, query: url.Values{"space": {space}},
		raw: body, kind: info.Type,
	})
}

// GetBlob fetches a blob and checks that it is the one that was asked for, and an image. fault.NotFound (blob.not_found)
// when the server does not have it.
func (c *Client) GetBlob(ctx context.Context, space, hash string) (info blob.Info, body []byte, err error) {
	const op = "remote.GetBlob"
	err = c.do(ctx, op, exchange{
		method: http.MethodGet, path: []string{"v1", "blobs", hash}, query: url.Values{"space": {space}},
		read: func(res *http.Response) error {
			if body, err = io.ReadAll(io.LimitReader(res.Body, blob.MaxBytes+1)); err != nil {
				return failure(op, err)
			}
			if blob.Hash(body) != hash {
				return notPupitre(op, errors.New("another content than was asked for"))
			}
			if info, err = blob.Check(body); err != nil {
				return fault.Wrap(op, err)
			}
			return nil
		},
	})
	if err != nil {
		return blob.Info{}, nil, err
	}
	return info, body, nil
}
