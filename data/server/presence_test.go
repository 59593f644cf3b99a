package server_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/wire"
)

func (r *rig) present(token, section string) answer {
	r.t.Helper()
	return r.do(request{method: "POST", path: "/v1/spaces/" + r.space + "/presence", token: token, body: wire.Presence{Section: section}})
}

// presences opens a stream and gives what it tells of who edits what.
func (r *rig) presences(token string) <-chan wire.Presences {
	r.t.Helper()
	out := make(chan wire.Presences, 100)
	lines := r.stream("/v1/events?presence=1", token)
	go func() {
		defer close(out)
		named := false
		for line := range lines {
			data, isData := strings.CutPrefix(line, "data: ")
			if isData && named {
				var p wire.Presences
				if json.Unmarshal([]byte(data), &p) == nil {
					out <- p
				}
			}
			named = line == "event: "+wire.PresenceEvent
		}
	}()
	return out
}

func next(t *testing.T, c <-chan wire.Presences) string {
	t.Helper()
	select {
	case p, open := <-c:
		if !open {
			t.Fatal("the stream has ended")
		}
		out := []string{}
		for _, who := range p.People {
			out = append(out, who.Name+":"+who.Section)
		}
		return fmt.Sprint(out)
	case <-time.After(soon):
		t.Fatal("nothing was told")
		return ""
	}
}

func TestPresence(t *testing.T) {
	r := newRig(t)
	primary, delegate := r.signIn(access.Primary, 1).Token, r.signIn(access.Delegate, 2).Token
	told := r.presences(r.signIn(access.Support, 3).Token)
	want := func(text string) {
		t.Helper()
		if got := next(t, told); got != text {
			t.Errorf("told %s, want %s", got, text)
		}
	}
	before := r.dump()
	want("[]")
	r.present(primary, "profile")
	want("[primary:profile]")
	r.present(primary, "profile") // again: nothing new to tell
	r.present(delegate, "branding")
	want("[delegate:branding primary:profile]")
	r.present(primary, "")
	want("[delegate:branding]")
	r.clock.add(time.Minute) // the delegate's program ended without a word
	r.present(primary, "profile")
	want("[primary:profile]")
	if r.dump() != before {
		t.Error("presence changed what is kept")
	}
}

// A stream that does not ask is told nothing of it, and neither is who may not read the settings.
func TestPresenceIsForThoseWhoAsk(t *testing.T) {
	r := newRig(t)
	primary, reseller := r.signIn(access.Primary, 1).Token, r.signIn(access.Reseller, 3).Token
	silent := r.stream("/v1/events", r.signIn(access.Support, 2).Token)
	outside := r.stream("/v1/events?presence=1", reseller)
	r.present(primary, "profile")
	r.push(primary, r.rename(1, 1, "Téléphonie Boréale", "Réseau Éclair"))
	for name, lines := range map[string]<-chan string{"who did not ask": silent, "a reseller": outside} {
		deadline := time.After(soon)
		for told := false; !told; {
			select {
			case line := <-lines:
				if strings.Contains(line, wire.PresenceEvent) {
					t.Errorf("%s: %s", name, line)
				}
				told = strings.Contains(line, `"rev":4`) // it came after
			case <-deadline:
				t.Fatalf("%s: no hint", name)
			}
		}
	}
}

func TestPresenceRefusals(t *testing.T) {
	r := newRig(t)
	path := "/v1/spaces/" + r.space + "/presence"
	primary, support := r.signIn(access.Primary, 1).Token, r.signIn(access.Support, 2).Token
	for _, c := range []refusal{
		{"nobody", request{method: "POST", path: path, body: wire.Presence{}}, 401, "signed_out", "server.signed_out"},
		{"support edits nothing", request{method: "POST", path: path, token: support, body: wire.Presence{Section: "profile"}}, 403, "forbidden", "settings.not_allowed"},
		{"another space", request{method: "POST", path: "/v1/spaces/provider:x/presence", token: primary, body: wire.Presence{}}, 403, "access_revoked", "server.access_revoked"},
		{"section too long", request{method: "POST", path: path, token: primary, body: wire.Presence{Section: strings.Repeat("x", 121)}}, 400, "invalid", "server.malformed"},
		{"section of two lines", request{method: "POST", path: path, token: primary, body: wire.Presence{Section: "a\nb"}}, 400, "invalid", "server.malformed"},
		{"no JSON", request{method: "POST", path: path, token: primary, body: "x"}, 400, "invalid", "server.malformed"},
		{"too large", request{method: "POST", path: path, token: primary, body: `"` + strings.Repeat("x", 2000) + `"`}, 413, "too_large", "server.too_large"},
	} {
		t.Run(c.name, func(t *testing.T) { r.refuses(t, c) })
	}
	if got := r.present(primary, "profile"); got.status != http.StatusNoContent {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// Two server processes on one database hear nothing of each other here: what one notes, the other tells at its next beat.
// The same beat finds that a desktop has ended without a word.
func TestPresenceCrossesServers(t *testing.T) {
	r := newRig(t)
	primary := r.signIn(access.Primary, 1).Token
	other := r.beside()
	told := other.presences(other.signIn(access.Support, 2).Token)
	for _, step := range []struct {
		do   func()
		want string
	}{
		{func() {}, "[]"},
		{func() { r.present(primary, "profile") }, "[primary:profile]"},
		{func() { r.clock.add(2 * time.Minute) }, "[]"},
	} {
		step.do()
		if got := next(t, told); got != step.want {
			t.Errorf("told %s, want %s", got, step.want)
		}
	}
}
