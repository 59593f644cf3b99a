package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Every code that a program may meet has its status.
func TestStatusTableIsComplete(t *testing.T) {
	for _, code := range []fault.Code{
		fault.Invalid, fault.Forbidden, fault.SignedOut, fault.NotFound, fault.Conflict, fault.Unavailable, fault.Internal,
	} {
		if statusOf[string(code)] == 0 {
			t.Errorf("%s has no status", code)
		}
	}
	want := map[string]int{ // the protocol's own, from the package comment of data/wire
		wire.CodeSeqGap: 409, wire.CodeEpochChanged: 409, wire.CodeResnapshot: 410, wire.CodeHashMismatch: 422,
		wire.CodeBlobMissing: 409,
		wire.CodeUpgrade:     426, wire.CodeRevoked: 403, wire.CodeSignedOut: 401, wire.CodeBadCredentials: 401, wire.CodeTooMany: 429,
	}
	for code, status := range want {
		if statusOf[code] != status {
			t.Errorf("%s is %d, want %d", code, statusOf[code], status)
		}
	}
	for code, status := range statusOf {
		if status < 400 || http.StatusText(status) == "" {
			t.Errorf("%s has the status %d", code, status)
		}
	}
}

// What the store says of folders and disks is for the operator, and so is the cause of a defect.
func TestProblemsTellNothingOfTheInside(t *testing.T) {
	for _, c := range []struct {
		err   error
		key   string
		after time.Duration
	}{
		{fault.As(fault.Unavailable, "op", "store.not_writable", errors.New("cause"), "Folder", "/var/lib"), "server.no_database", retryUnavailable},
		{fault.As(fault.Internal, "op", "store.damaged", errors.New("cause"), "Path", "/var/lib"), "server.internal", 0},
		{errors.New("foreign"), "server.internal", 0},
		{tooMany("op", time.Minute), "server.too_many_tries", time.Minute},
		{fault.Wrap("outer", tooMany("op", time.Minute)), "server.too_many_tries", time.Minute},
	} {
		p, after := problemOf(c.err, "req")
		b, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if p.Key != c.key || after != c.after || strings.Contains(string(b), "/var/lib") || strings.Contains(string(b), "cause") {
			t.Errorf("%v: %s after %v, want %s after %v", c.err, b, after, c.key, c.after)
		}
	}
}

func TestTooDeep(t *testing.T) {
	for body, want := range map[string]bool{
		`{"a":[1,2,{"b":null}]}`:                            false,
		strings.Repeat("[", maxDepth):                       false,
		strings.Repeat("[", maxDepth+1):                     true,
		`"` + strings.Repeat("[", 100) + `"`:                false,
		`"\"` + strings.Repeat("[", 100) + `"`:              false,
		`"\\"` + strings.Repeat("{", 100):                   true,
		strings.Repeat(`[]`, 100):                           false,
		strings.Repeat(`{"a":`, maxDepth+1) + "1":           true,
		strings.Repeat("]", 200) + strings.Repeat("[", 220): false, // the parser refuses it at its first byte
	} {
		if got := tooDeep([]byte(body)); got != want {
			t.Errorf("tooDeep(%.40q) is %v", body, got)
		}
	}
}

func TestHubMeltsHints(t *testing.T) {
	h := NewLocalHub()
	w := h.Watch("a", "b")
	other := h.Watch("c")
	defer other.Close()
	for rev := range int64(100) {
		h.Poke("a", rev)
	}
	h.Poke("b", 7)
	h.Poke("a", 5) // an older hint that comes late
	<-w.C()
	if got := fmt.Sprint(w.Take()); got != "[{a 99} {b 7}]" {
		t.Errorf("took %s", got)
	}
	if got := other.Take(); got != nil {
		t.Errorf("a watch of something else got %v", got)
	}
	h.Poke("a", 100)
	<-w.C()
	if got := fmt.Sprint(w.Take()); got != "[{a 100}]" {
		t.Errorf("took %s", got)
	}
	w.Close()
	w.Close()
	h.Poke("a", 101)
	select {
	case <-w.C():
		t.Error("a closed watch is poked")
	default:
	}
	if n := len(h.(*localHub).watches); n != 1 {
		t.Errorf("%d topics are kept, want that of the open watch", n)
	}
}

func TestPlaceOf(t *testing.T) {
	for in, want := range map[string]string{
		"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"fe80::1%eth0": "fe80::/64", "@": "@",
	} {
		if got := placeOf(in); got != want {
			t.Errorf("placeOf(%s) is %s, want %s", in, got, want)
		}
	}
}

// FuzzDecodePush proves that no body makes the decoder panic, and that what it accepts is within the bounds and means
// the same when it is written and read again.
func FuzzDecodePush(f *testing.F) {
	for _, seed := range []string{
		`{"device":"d","epoch":"e","schema":1,"mutations":[{"seq":1,"kind":"edit","entity":"profile","fields":[{"name":"name","base":"\"a\"","base_rev":1,"value":"\"b\""}],"made_at":"2026-06-24T18:05:00Z"}]}`,
		`{"device":"d","mutations":[{"seq":1}]}`,
		`{}`, `[]`, `null`, `{"mutations":[{"seq":-1}]}`, `{"device":"d","mutations":[{"seq":1,"fields":[{"value":{"a":[[[]]]}}]}]} x`,
		strings.Repeat(`{"a":`, 40), "{\"device\":\"\xff\"}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		push, err := decodePush(body)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("%v is no fault of the sender", err)
			}
			return
		}
		if push.Device == "" || len(push.Mutations) == 0 || len(push.Mutations) > wire.MaxMutations {
			t.Fatalf("out of bounds: %+v", push)
		}
		once, err := json.Marshal(push)
		if err != nil {
			return // a time beyond year 9999 reads but does not write
		}
		again, err := decodePush(once)
		if err != nil {
			t.Fatalf("%s does not read again: %v", once, err)
		}
		if twice, err := json.Marshal(again); err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%s, then %s (%v)", once, twice, err)
		}
	})
}
