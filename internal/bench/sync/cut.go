//go:build linux

package main

import (
	"io"
	"net/http"
	"sync/atomic"
)

// cutAfter is how much of the cut page's body arrives, in bytes: some packed rows, not all.
const cutAfter = 512

// cutLine is a network that breaks in the middle of an answer, and stays broken.
type cutLine struct {
	page int // answer in which it breaks, counted from 1
	seen atomic.Int64
}

// RoundTrip implements http.RoundTripper.
func (l *cutLine) RoundTrip(req *http.Request) (*http.Response, error) {
	n := int(l.seen.Add(1))
	if n > l.page {
		return nil, io.ErrUnexpectedEOF
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err == nil && n == l.page {
		res.Body = &cutBody{ReadCloser: res.Body, left: cutAfter}
	}
	return res, err
}

// cutBody ends with an error before its end.
type cutBody struct {
	io.ReadCloser
	left int
}

// Read implements io.Reader.
func (b *cutBody) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := b.ReadCloser.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}
