package server

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// FuzzDecodeBlobs proves that no question about blobs gets past its bounds.
func FuzzDecodeBlobs(f *testing.F) {
	f.Add([]byte(`{"hashes":["` + strings.Repeat("a", 64) + `"]}`))
	f.Add([]byte(`{"hashes":[]}`))
	f.Add([]byte(`{"hashes":["x"]}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, body []byte) {
		q, err := decodeBlobs(body)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("%v is no fault of the sender", err)
			}
			return
		}
		if len(q.Hashes) > wire.MaxBlobs {
			t.Fatalf("%d hashes", len(q.Hashes))
		}
		for _, hash := range q.Hashes {
			if !wire.IsHash(hash) {
				t.Fatalf("%q is no hash", hash)
			}
		}
	})
}

// FuzzDecodePresence proves that no presence gets past its bounds.
func FuzzDecodePresence(f *testing.F) {
	f.Add([]byte(`{"section":"profile"}`))
	f.Add([]byte(`{"section":"a\nb"}`))
	f.Add([]byte(`{"section":"` + strings.Repeat("é", 100) + `"}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := decodePresence(body)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("%v is no fault of the sender", err)
			}
			return
		}
		if len(p.Section) > wire.MaxName || strings.ContainsAny(p.Section, "\n\r\x00") {
			t.Fatalf("section %q", p.Section)
		}
	})
}

// FuzzQueries proves that what pull, history and rows are asked for is always within their bounds.
func FuzzQueries(f *testing.F) {
	f.Add("since=3&epoch=e&limit=10&wait=25")
	f.Add("entity=profile&field=name&before=7&limit=500")
	f.Add("generation=1&after=x&limit=20000")
	f.Add("limit=-1&since=9223372036854775808")
	f.Add("limit=%zz;wait=1&wait=2")
	f.Fuzz(func(t *testing.T, query string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.URL = &url.URL{Path: "/", RawQuery: query}
		if q, err := parsePull(r); err == nil && (q.since < 0 || q.limit < 0 || q.limit > wire.MaxPullItems || q.wait < 0 ||
			q.wait > wire.MaxWait || q.wait%time.Second != 0 || len(q.epoch) > wire.MaxName) {
			t.Errorf("pull %+v", q)
		}
		if q, err := parseHistory(r); err == nil && (q.Before < 0 || q.Limit < 1 || q.Limit > wire.MaxHistory || len(q.Entity) > wire.MaxName) {
			t.Errorf("history %+v", q)
		}
		if q, err := parseRows(r); err == nil && (q.generation < 0 || q.limit < 1 || q.limit > wire.MaxRows || len(q.after) > wire.MaxName ||
			(q.after != "" && q.generation == 0)) {
			t.Errorf("rows %+v", q)
		}
	})
}
