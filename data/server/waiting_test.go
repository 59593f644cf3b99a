package server_test

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/server"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// soon bounds what must happen at once; it is only waited for when a test fails.
const soon = 10 * time.Second

func TestLongPollWakesOnPush(t *testing.T) {
	r := newRig(t)
	primary, delegate := r.signIn(access.Primary, 1).Token, r.signIn(access.Delegate, 2).Token
	path := "/v1/spaces/" + r.space + "/pull?wait=25&since=3&epoch=" + r.epochOf(delegate)
	answers := make(chan answer, 1)
	go func() { answers <- r.do(request{method: "GET", path: path, token: delegate}) }()
	select {
	case got := <-answers:
		t.Fatalf("it did not wait: %s", got.body)
	case <-time.After(100 * time.Millisecond):
	}
	if got := r.push(primary, r.rename(1, 1, "Téléphonie Boréale", "Réseau Éclair")); got.status != 200 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	select {
	case got := <-answers:
		if page := decode[wire.Pull](t, got); len(page.Items) != 1 || page.To != 4 {
			t.Errorf("%s", got.body)
		}
	case <-time.After(soon):
		t.Error("the push did not wake it")
	}
}

func TestLongPollEndsEmpty(t *testing.T) {
	r := newRig(t)
	token := r.signIn(access.Primary, 1).Token
	started := time.Now()
	got := r.do(request{method: "GET", path: "/v1/spaces/" + r.space + "/pull?wait=1&since=3&epoch=" + r.epochOf(token), token: token})
	page := decode[wire.Pull](t, got)
	if got.status != 200 || len(page.Items) != 0 || page.To != 3 || !strings.Contains(string(got.body), `"items":[]`) {
		t.Errorf("%d %s", got.status, got.body)
	}
	if took := time.Since(started); took < 900*time.Millisecond {
		t.Errorf("it waited %v, want a second", took)
	}
}

func TestLongPollEndsWithTheSession(t *testing.T) {
	r := newRig(t)
	token := r.signIn(access.Primary, 1).Token
	answers := make(chan answer, 1)
	go func() {
		answers <- r.do(request{method: "GET", path: "/v1/spaces/" + r.space + "/pull?wait=25&since=3&epoch=" + r.epochOf(token), token: token})
	}()
	time.Sleep(50 * time.Millisecond) // whichever comes first, the answer is the same
	r.do(request{method: "DELETE", path: "/v1/session", token: token})
	select {
	case got := <-answers:
		if got.status != 401 {
			t.Errorf("%d %s", got.status, got.body)
		}
	case <-time.After(soon):
		t.Error("it outlives its session")
	}
}

// events opens a stream and gives its lines.
func (r *rig) events(ctx context.Context, token string) (lines <-chan string) {
	r.t.Helper()
	return r.streamContext(ctx, "/v1/events", token)
}

// stream is events of another address, until the end of the test.
func (r *rig) stream(path, token string) (lines <-chan string) {
	r.t.Helper()
	return r.streamContext(r.t.Context(), path, token)
}

func (r *rig) streamContext(ctx context.Context, path, token string) (lines <-chan string) {
	r.t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.web.URL+path, nil)
	r.must(err)
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultTransport.RoundTrip(req)
	r.must(err)
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" {
		r.t.Fatalf("%d %v", res.StatusCode, res.Header)
	}
	out := make(chan string, 1000)
	go func() {
		defer close(out)
		defer func() { _ = res.Body.Close() }()
		for s := bufio.NewScanner(res.Body); s.Scan(); {
			if s.Text() != "" {
				out <- s.Text()
			}
		}
	}()
	return out
}

// await reads lines until one has the text; it fails when the stream ends before.
func await(t *testing.T, lines <-chan string, want string) {
	t.Helper()
	deadline := time.After(soon)
	for {
		select {
		case line, open := <-lines:
			if !open {
				t.Fatalf("the stream ended before %q", want)
			}
			if strings.Contains(line, want) {
				return
			}
		case <-deadline:
			t.Fatalf("no %q", want)
		}
	}
}

// ended reads until the end of the stream.
func ended(t *testing.T, lines <-chan string) {
	t.Helper()
	deadline := time.After(soon)
	for {
		select {
		case _, open := <-lines:
			if !open {
				return
			}
		case <-deadline:
			t.Fatal("the stream does not end")
		}
	}
}

func TestEventsPoke(t *testing.T) {
	r := newRig(t)
	primary, support := r.signIn(access.Primary, 1).Token, r.signIn(access.Support, 2).Token
	lines := r.events(t.Context(), support)
	await(t, lines, `{"space":"`+r.space+`","rev":3}`) // where the space stands, for what was missed before
	if got := r.push(primary, r.rename(1, 1, "Téléphonie Boréale", "Réseau Éclair")); got.status != 200 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	await(t, lines, `{"space":"`+r.space+`","rev":4}`)
	await(t, lines, ": beat")
}

func TestEventsEndWithTheSession(t *testing.T) {
	for name, end := range map[string]func(*rig, string, store.Person){
		"signed out": func(r *rig, token string, _ store.Person) {
			r.do(request{method: "DELETE", path: "/v1/session", token: token})
		},
		"ended by another process": func(r *rig, _ string, p store.Person) {
			r.must(r.store.Write(t.Context(), func(tx *store.Tx) error { return tx.EndSessionsOf(p.ID) }))
		},
		"removed from the provider": func(r *rig, _ string, p store.Person) {
			r.must(r.store.Write(t.Context(), func(tx *store.Tx) error { return tx.RemoveMember(r.provider.ID, p.ID) }))
		},
		"expired": func(r *rig, _ string, _ store.Person) { r.clock.add(31 * 24 * time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			token := r.signIn(access.Delegate, 1).Token
			lines := r.events(t.Context(), token)
			await(t, lines, r.space)
			end(r, token, r.people[access.Delegate])
			ended(t, lines)
		})
	}
}

func TestEventsAreBounded(t *testing.T) {
	r := newRig(t)
	token := r.signIn(access.Primary, 1).Token
	ctx, cancel := context.WithCancel(t.Context())
	for range 8 {
		await(t, r.events(ctx, token), r.space)
	}
	if got := r.do(request{method: "GET", path: "/v1/events", token: token}); got.status != 429 || got.header.Get("Retry-After") == "" {
		t.Errorf("a ninth stream: %d", got.status)
	}
	cancel()
	for deadline := time.Now().Add(soon); ; time.Sleep(10 * time.Millisecond) {
		again, stop := context.WithCancel(t.Context())
		got := make(chan int, 1)
		go func() { got <- r.status(again, token) }()
		status := <-got
		stop()
		if status == 200 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("closed streams are still counted")
		}
	}
}

// status opens a stream and gives the status alone.
func (r *rig) status(ctx context.Context, token string) int {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.web.URL+"/v1/events", nil)
	if err != nil {
		return 0
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return 0
	}
	_ = res.Body.Close()
	return res.StatusCode
}

// The end in good order: streams and long polls end, a request under way is answered, the store is closed last.
func TestServeEndsInGoodOrder(t *testing.T) {
	r := newRig(t, func(o *server.Options) { o.Heartbeat = time.Hour })
	token := r.signIn(access.Primary, 1).Token
	l, err := net.Listen("tcp", "127.0.0.1:0")
	r.must(err)
	r.web.URL = "http://" + l.Addr().String()
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- r.server.Serve(ctx, l) }()

	lines := r.events(t.Context(), token)
	await(t, lines, r.space)
	poll := make(chan answer, 1)
	go func() {
		poll <- r.do(request{method: "GET", path: "/v1/spaces/" + r.space + "/pull?wait=25&since=3&epoch=" + r.epochOf(token), token: token})
	}()
	time.Sleep(100 * time.Millisecond) // so that the poll is held
	stop()
	ended(t, lines)
	select {
	case got := <-poll:
		if got.status != 200 {
			t.Errorf("the poll: %d %s", got.status, got.body)
		}
	case <-time.After(soon):
		t.Error("the poll is held")
	}
	select {
	case err := <-served:
		if err != nil {
			t.Errorf("Serve: %v", err)
		}
	case <-time.After(soon):
		t.Fatal("Serve does not end")
	}
	if err := r.store.Ping(t.Context()); err == nil {
		t.Error("the store is still open")
	}
}

func TestStartRefusesPlainHTTPOffLoopback(t *testing.T) {
	r := newRig(t)
	for address, key := range map[string]string{
		"0.0.0.0:0":        "server.plain_http",
		":0":               "server.plain_http",
		"[::]:0":           "server.plain_http",
		"192.0.2.1:80":     "server.plain_http",
		"example.com:80":   "server.plain_http",
		"127.0.0.1:999999": "server.bad_listen_address",
	} {
		running, err := server.Start(t.Context(), address, server.Options{Store: r.store, Hash: cheap})
		if got, _ := fault.KeyOf(err); got != key || running != nil {
			t.Errorf("%s: %v, want %s", address, err, key)
		}
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	r.must(err)
	defer func() { _ = taken.Close() }()
	_, err = server.Start(t.Context(), taken.Addr().String(), server.Options{Store: r.store, Hash: cheap})
	if key, _ := fault.KeyOf(err); key != "server.address_in_use" {
		t.Errorf("an address in use: %v", err)
	}
	if err := r.store.Ping(t.Context()); err != nil {
		t.Errorf("a refused start must leave the store open: %v", err)
	}
	running, err := server.Start(t.Context(), "localhost:0", server.Options{Store: r.store, Hash: cheap})
	r.must(err)
	if err := running.Close(); err != nil {
		t.Error(err)
	}
	if err := running.Wait(); err != nil {
		t.Error("the end can be asked for twice")
	}
}
