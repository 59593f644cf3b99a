package remote_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// canned answers every request with the same bytes.
type canned struct {
	kind, encoding, body string
	status               int
}

func (c canned) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_ = r.Body.Close()
	}
	h := http.Header{"Content-Type": {c.kind}}
	if c.encoding != "" {
		h.Set("Content-Encoding", c.encoding)
	}
	return &http.Response{StatusCode: c.status, Header: h, Body: io.NopCloser(strings.NewReader(c.body)), Request: r}, nil
}

// FuzzAnswers proves that no answer makes the client panic: it is understood, or it is an error with a sentence.
func FuzzAnswers(f *testing.F) {
	f.Add(200, "application/json", "", `{"epoch":"e","to":3,"items":[{"entity":"profile","field":"name","value":{"a":1},"rev":3}]}`)
	f.Add(200, "application/json", "", `{"epoch":"e","rev":9,"changes":[{"rev":3,"old":null,"new":"a"}],"people":{"p":"Zoé"}}`)
	f.Add(409, "application/json", "", `{"code":"blob_missing","blobs":["x"]}`)
	f.Add(410, "application/json", "", `{"code":"resnapshot_required","epoch":"e","last_seq":4}`)
	f.Add(200, wire.RowsType, "", "{\"head\":{\"generation\":1}}\n{\"id\":\"a\",\"kind\":\"k\",\"body\":{}}\n{\"tail\":{\"next\":\"a\"}}\n")
	f.Add(200, wire.RowsType, "zstd", "\x28\xb5\x2f\xfd\x04\x00\x01\x00\x00")
	f.Add(200, "text/event-stream", "", "event: presence\ndata: {\"space\":\"s\",\"people\":[{\"name\":\"Z\"}]}\n\ndata: {\"space\":\"s\",\"rev\":1}\n\n")
	f.Add(200, "image/png", "", "\x89PNG\r\n\x1a\n")
	f.Fuzz(func(t *testing.T, status int, kind, encoding, body string) {
		if status < 100 || status > 599 || strings.ContainsAny(kind+encoding, "\r\n") {
			return
		}
		c := newClient(t, remote.Options{BaseURL: "http://127.0.0.1:1", Transport: canned{kind, encoding, body, status}})
		c.OnPresence(func(p wire.Presences) {
			if len(p.People) > wire.MaxPresent {
				t.Errorf("%d people", len(p.People))
			}
		})
		sound := func(err error) {
			if err != nil && fault.CodeOf(err) == fault.Internal && !isRefusal(err) {
				t.Errorf("%v", err)
			}
		}
		_, err := c.Pull(t.Context(), "s", 0, "", 0, 0)
		sound(err)
		_, err = c.History(t.Context(), "s", wire.HistoryQuery{})
		sound(err)
		page, err := c.Rows(t.Context(), "s", 1, "", 0)
		sound(err)
		for _, r := range page.Rows {
			if !wire.GoodRow(r) {
				t.Errorf("%+v", r)
			}
		}
		_, _, err = c.GetBlob(t.Context(), "s", strings.Repeat("a", 64))
		sound(err)
		if err == nil {
			t.Error("a blob with another hash was taken")
		}
		sound(c.Events(t.Context(), nil, func(wire.Poke) {}))
	})
}

// isRefusal tells the refusals of the protocol, which have codes of their own.
func isRefusal(err error) bool {
	var r *syncing.Refusal
	return errors.As(err, &r)
}
