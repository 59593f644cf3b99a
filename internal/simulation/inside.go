package simulation

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
)

// inside carries a request to a handler of the same program.
type inside struct{ handler http.Handler }

// RoundTrip implements http.RoundTripper.
func (i inside) RoundTrip(req *http.Request) (*http.Response, error) {
	arrived := req.Clone(req.Context())
	arrived.RequestURI, arrived.RemoteAddr = req.URL.RequestURI(), "127.0.0.1:1"
	if arrived.Body == nil {
		arrived.Body = http.NoBody
	}
	out := &answer{header: http.Header{}, status: http.StatusOK}
	i.handler.ServeHTTP(out, arrived)
	return &http.Response{
		Status: strconv.Itoa(out.status), StatusCode: out.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: req,
		Header: out.header, Body: io.NopCloser(&out.body), ContentLength: int64(out.body.Len()),
	}, nil
}

// answer is an http.ResponseWriter in memory.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
	begun  bool
}

// Header implements http.ResponseWriter.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader implements http.ResponseWriter.
func (a *answer) WriteHeader(status int) {
	if !a.begun {
		a.status, a.begun = status, true
	}
}

// Write implements http.ResponseWriter.
func (a *answer) Write(p []byte) (int, error) {
	a.begun = true
	return a.body.Write(p)
}

// cutBody is a body whose connection breaks before its end.
type cutBody struct {
	io.Reader
	io.Closer
}

// cut lets a response break after some bytes.
func cut(res *http.Response, after int64) {
	broken := io.MultiReader(io.LimitReader(res.Body, after), brokenReader{})
	res.Body = cutBody{broken, res.Body}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
