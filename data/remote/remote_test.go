package remote_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/demo"
	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/data/server"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/i18n"
)

// soon bounds what must happen at once; it is only waited for when a test fails.
const soon = 10 * time.Second

const (
	device = "0198c0de-0000-7000-8000-000000000001"
	other  = "0198c0de-0000-7000-8000-000000000002"
)

// newServer runs a real server with the demonstration.
func newServer(t *testing.T, tune func(*server.Options)) *server.Running {
	t.Helper()
	st, err := store.OpenServer(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "server.db")})
	if err != nil {
		t.Fatal(err)
	}
	cheap := access.HashParams{Memory: 64, Time: 1, Threads: 1}
	if err := demo.Seed(t.Context(), st, demo.Options{Now: time.Now, Rand: rand.Reader, Hash: cheap}); err != nil {
		t.Fatal(err)
	}
	o := server.Options{Store: st, Hash: cheap, Heartbeat: 20 * time.Millisecond}
	if tune != nil {
		tune(&o)
	}
	running, err := server.Start(context.WithoutCancel(t.Context()), "127.0.0.1:0", o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := running.Close(); err != nil {
			t.Errorf("end of the server: %v", err)
		}
	})
	return running
}

func newClient(t *testing.T, o remote.Options) *remote.Client {
	t.Helper()
	c, err := remote.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func signIn(t *testing.T, c *remote.Client, email, device string) wire.Session {
	t.Helper()
	s, err := c.SignIn(t.Context(), wire.SignIn{Email: email, Password: demo.Password, Device: device, DeviceName: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// wantKey checks the sentence and the class of an error.
func wantKey(t *testing.T, err error, code fault.Code, key string) {
	t.Helper()
	if got, _ := fault.KeyOf(err); got != key || fault.CodeOf(err) != code {
		t.Errorf("got %v (%s), want %s %s", err, fault.CodeOf(err), code, key)
	}
	if !i18n.Known(key) {
		t.Errorf("%s is in no catalogue", key)
	}
}

// wantRefusal checks a refusal of the protocol and gives the epoch that it tells.
func wantRefusal(t *testing.T, err error, code string) (epoch string) {
	t.Helper()
	var r *syncing.Refusal
	if !errors.As(err, &r) || r.Code != code {
		t.Fatalf("got %v, want the refusal %s", err, code)
	}
	return r.Epoch
}

func TestAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"https://pupitre.example":       "https://pupitre.example",
		"https://Pupitre.Example:8443/": "https://pupitre.example:8443",
		" pupitre.example ":             "https://pupitre.example",
		"pupitre.example:8443":          "https://pupitre.example:8443",
		"127.0.0.1:8080":                "http://127.0.0.1:8080",
		"localhost:8080":                "http://localhost:8080",
		"http://[::1]:8080":             "http://[::1]:8080",
		"https://192.0.2.1":             "https://192.0.2.1",
	} {
		if u, err := remote.ParseAddress(in); err != nil || u.String() != want {
			t.Errorf("%q: %v %v, want %s", in, u, err, want)
		}
	}
	for in, key := range map[string]string{
		"":                                   "remote.bad_address",
		"   ":                                "remote.bad_address",
		"https://":                           "remote.bad_address",
		"ftp://pupitre.example":              "remote.bad_address",
		"https://user:pw@pupitre.example":    "remote.bad_address",
		"https://pupitre.example/path":       "remote.bad_address",
		"https://pupitre.example?x=1":        "remote.bad_address",
		"https://pupitre.example#x":          "remote.bad_address",
		"https://pupitre.example:0":          "remote.bad_address",
		"https://pupitre.example:99999":      "remote.bad_address",
		"https://pupitre example":            "remote.bad_address",
		"javascript:alert(1)":                "remote.bad_address",
		"https://[::1":                       "remote.bad_address",
		"http://pupitre.example":             "remote.plain_http",
		"http://192.0.2.1:8080":              "remote.plain_http",
		"http://127.0.0.1.evil.example":      "remote.plain_http",
		"http://localhost.evil.example:8080": "remote.plain_http",
	} {
		_, err := remote.New(remote.Options{BaseURL: in})
		wantKey(t, err, fault.Invalid, key)
	}
	_, err := remote.New(remote.Options{BaseURL: "https://pupitre.example", Pin: "short"})
	wantKey(t, err, fault.Invalid, "remote.bad_pin")
}

// The whole conversation with a real server.
func TestConversation(t *testing.T) {
	c := newClient(t, remote.Options{BaseURL: newServer(t, nil).URL})
	ctx := t.Context()
	_, err := c.Session(ctx)
	wantKey(t, err, fault.SignedOut, "server.signed_out")
	_, err = c.SignIn(ctx, wire.SignIn{Email: demo.Email, Password: "wrong", Device: device})
	wantKey(t, err, fault.SignedOut, "server.bad_credentials")
	s := signIn(t, c, demo.Email, device)
	space := s.Memberships[0].Space
	if me, err := c.Session(ctx); err != nil || me.Person != s.Person || me.Token != "" {
		t.Errorf("session %+v %v", me, err)
	}
	first, err := c.Pull(ctx, space, 0, "", 0, 0)
	if err != nil || len(first.Items) < 3 || int64(len(first.Items)) != first.To {
		t.Fatalf("first snapshot %+v %v", first, err)
	}
	push := wire.Push{Device: device, Epoch: first.Epoch, Schema: wire.Schema, Mutations: []wire.Mutation{{
		Seq: 1, Kind: wire.Edit, Entity: settings.EntityProfile, MadeAt: time.Now(),
		Fields: []wire.FieldEdit{{Name: settings.FieldName, Base: settings.Text(demo.Name), Value: settings.Text(`Réseau <Éclair> & "Fils"`)}},
	}}}
	res, err := c.Push(ctx, space, push)
	if err != nil || res.Results[0].Fields[0].Outcome != wire.Applied {
		t.Fatalf("push %+v %v", res, err)
	}
	page, err := c.Pull(ctx, space, first.To, first.Epoch, 10, time.Second)
	if err != nil || len(page.Items) != 1 || settings.String(page.Items[0].Value) != `Réseau <Éclair> & "Fils"` || page.Items[0].Person != s.Person.ID || page.LastSeq != 1 {
		t.Errorf("feed %+v %v", page, err)
	}
	if err := c.SignOut(ctx); err != nil {
		t.Error(err)
	}
	_, err = c.Push(ctx, space, push)
	wantKey(t, err, fault.SignedOut, "server.signed_out")
}

func TestProtocolRefusals(t *testing.T) {
	c := newClient(t, remote.Options{BaseURL: newServer(t, nil).URL})
	ctx := t.Context()
	space := signIn(t, c, demo.Email, device).Memberships[0].Space
	first, err := c.Pull(ctx, space, 0, "", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	push := func(change func(*wire.Push)) error {
		p := wire.Push{Device: device, Epoch: first.Epoch, Schema: wire.Schema, Mutations: []wire.Mutation{{
			Seq: 1, Kind: wire.Edit, Entity: "profile", Fields: []wire.FieldEdit{{Name: "name", Value: settings.Text("X")}},
		}}}
		change(&p)
		_, err := c.Push(ctx, space, p)
		return err
	}
	wantRefusal(t, push(func(p *wire.Push) { p.Mutations[0].Seq = 5 }), wire.CodeSeqGap)
	if epoch := wantRefusal(t, push(func(p *wire.Push) { p.Epoch = "old" }), wire.CodeEpochChanged); epoch != first.Epoch {
		t.Errorf("the refusal tells the epoch %q, want %q", epoch, first.Epoch)
	}
	wantRefusal(t, push(func(p *wire.Push) { p.Schema = 99 }), wire.CodeUpgrade)
	_, err = c.Pull(ctx, space, 1, "old", 0, 0)
	wantRefusal(t, err, wire.CodeResnapshot)
	_, err = c.Pull(ctx, "provider:none", 0, "", 0, 0)
	wantRefusal(t, err, wire.CodeRevoked)
	wantKey(t, push(func(p *wire.Push) { p.Device = other }), fault.Forbidden, "server.device_mismatch")
}

func TestEvents(t *testing.T) {
	url := newServer(t, nil).URL
	listener, writer := newClient(t, remote.Options{BaseURL: url}), newClient(t, remote.Options{BaseURL: url})
	space := signIn(t, listener, demo.Email, device).Memberships[0].Space
	signIn(t, writer, "luc.cote@boreale.example", other)
	up, pokes, done := make(chan bool, 1), make(chan wire.Poke, 10), make(chan error, 1)
	go func() {
		done <- listener.Events(t.Context(), func() { up <- true }, func(p wire.Poke) { pokes <- p })
	}()
	wait(t, up)
	first, err := writer.Pull(t.Context(), space, 0, "", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	if p := wait(t, pokes); p != (wire.Poke{Space: space, Rev: first.Rev}) {
		t.Errorf("the first poke tells where the space stands: %+v", p)
	}
	_, err = writer.Push(t.Context(), space, wire.Push{Device: other, Epoch: first.Epoch, Schema: wire.Schema, Mutations: []wire.Mutation{{
		Seq: 1, Kind: wire.Edit, Entity: "profile", Fields: []wire.FieldEdit{{Name: "name", Base: settings.Text(demo.Name), Value: settings.Text("X")}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	if p := wait(t, pokes); p != (wire.Poke{Space: space, Rev: first.Rev + 1}) {
		t.Errorf("poke %+v", p)
	}
	if err := listener.SignOut(t.Context()); err != nil {
		t.Error(err)
	}
	wantKey(t, wait(t, done), fault.Unavailable, "remote.unreachable")
	wantKey(t, listener.Events(t.Context(), nil, nil), fault.SignedOut, "server.signed_out")
}

func wait[T any](t *testing.T, c <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(soon):
		t.Fatal("nothing came")
	}
	return v
}

// Comments keep a stream alive; silence ends it.
func TestWatchdog(t *testing.T) {
	silent := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for range 12 {
			_, _ = fmt.Fprint(w, ": beat\n\n")
			w.(http.Flusher).Flush()
			time.Sleep(100 * time.Millisecond)
		}
		<-r.Context().Done()
	}))
	defer silent.Close()
	c := newClient(t, remote.Options{BaseURL: silent.URL, Silence: 700 * time.Millisecond})
	started := time.Now()
	err := c.Events(t.Context(), nil, func(wire.Poke) { t.Error("a comment is no poke") })
	if !errors.Is(err, remote.ErrSilent) {
		t.Errorf("got %v", err)
	}
	if took := time.Since(started); took < 1500*time.Millisecond || took > soon {
		t.Errorf("it was given up after %v; the beats lasted 1.1 s, patience is 0.7 s", took)
	}
	// A server that accepts and never answers is silent too.
	mute, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = mute.Close() }()
	c = newClient(t, remote.Options{BaseURL: "http://" + mute.Addr().String(), Silence: 100 * time.Millisecond})
	if err := c.Events(t.Context(), nil, nil); !errors.Is(err, remote.ErrSilent) {
		t.Errorf("got %v", err)
	}
}

func TestEventsEndWithTheCaller(t *testing.T) {
	c := newClient(t, remote.Options{BaseURL: newServer(t, nil).URL})
	signIn(t, c, demo.Email, device)
	ctx, cancel := context.WithCancel(t.Context())
	if err := c.Events(ctx, cancel, func(wire.Poke) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
