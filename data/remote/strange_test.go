package remote_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"errors"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pupitre/data/demo"
	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/data/server"
	"pupitre/data/wire"
)

// strange is a server that gives one answer to everything.
func strange(t *testing.T, status int, header map[string]string, body string) *remote.Client {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for name, value := range header {
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(s.Close)
	return newClient(t, remote.Options{BaseURL: s.URL})
}

var asJSON = map[string]string{"Content-Type": "application/json"}

func TestStrangeAnswers(t *testing.T) {
	html := map[string]string{"Content-Type": "text/html"}
	for _, c := range []struct {
		name   string
		status int
		header map[string]string
		body   string
		code   fault.Code
		key    string
	}{
		{"captive portal", 200, html, "<html>", fault.Unavailable, "remote.not_pupitre"},
		{"captive portal that redirects", 302, map[string]string{"Location": "https://login.example/"}, "", fault.Unavailable, "remote.not_pupitre"},
		{"proxy asks who you are", 401, html, "<html>", fault.Unavailable, "remote.not_pupitre"},
		{"proxy forbids", 403, html, "<html>", fault.Unavailable, "remote.not_pupitre"},
		{"proxy without server", 502, html, "<html>", fault.Unavailable, "remote.server_trouble"},
		{"proxy too busy", 429, html, "", fault.Unavailable, "remote.server_trouble"},
		{"not JSON", 200, asJSON, "{", fault.Unavailable, "remote.not_pupitre"},
		{"another shape", 200, asJSON, "[]", fault.Unavailable, "remote.not_pupitre"},
		{"defect of the server", 500, asJSON, `{"code":"internal","key":"server.internal","args":{"Request":"x"}}`, fault.Unavailable, "server.internal"},
		{"sentence of the future", 400, asJSON, `{"code":"invalid","key":"future.sentence"}`, fault.Invalid, "remote.server_trouble"},
		{"code of the future", 418, asJSON, `{"code":"teapot"}`, fault.Invalid, "remote.server_trouble"},
		{"code of the future, on the server's side", 507, asJSON, `{"code":"no_room"}`, fault.Unavailable, "remote.server_trouble"},
		{"problem without code", 403, asJSON, `{}`, fault.Unavailable, "remote.not_pupitre"},
		{"conflict", 409, asJSON, `{"code":"conflict","key":"server.invite_used"}`, fault.Conflict, "server.invite_used"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := strange(t, c.status, c.header, c.body).Session(t.Context())
			wantKey(t, err, c.code, c.key)
		})
	}
	err := strange(t, 200, html, "<html>").Events(t.Context(), nil, nil)
	wantKey(t, err, fault.Unavailable, "remote.not_pupitre")
}

func TestRetryAfter(t *testing.T) {
	for said, want := range map[string]time.Duration{
		"": 0, "3": 3 * time.Second, "0": 0, "-1": 0, "NaN": 0, "Inf": time.Hour, "1e99": time.Hour, "soon": 0,
		"Wed, 21 Oct 2026 07:28:00 GMT": 0,
	} {
		c := strange(t, 503, map[string]string{"Content-Type": "application/json", "Retry-After": said}, `{"code":"unavailable","key":"server.busy"}`)
		_, err := c.Session(t.Context())
		if got := remote.RetryAfter(err); got != want {
			t.Errorf("%q is %v, want %v", said, got, want)
		}
		wantKey(t, err, fault.Unavailable, "server.busy")
	}
	if remote.RetryAfter(nil) != 0 || remote.RetryAfter(errors.New("x")) != 0 {
		t.Error("other errors ask for nothing")
	}
}

// The token must not follow a redirection to another place.
func TestTokenStaysHome(t *testing.T) {
	var leaked atomic.Bool
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { leaked.Store(true) }))
	defer elsewhere.Close()
	c := strange(t, 307, map[string]string{"Location": elsewhere.URL}, "")
	c.SetToken("secret")
	_, err := c.Session(t.Context())
	wantKey(t, err, fault.Unavailable, "remote.not_pupitre")
	if leaked.Load() {
		t.Error("the redirection was followed")
	}
}

func TestUnreachable(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + l.Addr().String()
	_ = l.Close()
	_, err = newClient(t, remote.Options{BaseURL: address}).Session(t.Context())
	wantKey(t, err, fault.Unavailable, "remote.unreachable")

	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer slow.Close()
	_, err = newClient(t, remote.Options{BaseURL: slow.URL, Timeout: 50 * time.Millisecond}).Session(t.Context())
	wantKey(t, err, fault.Unavailable, "remote.unreachable")
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := newClient(t, remote.Options{BaseURL: slow.URL}).Session(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestCutAnswer(t *testing.T) {
	cut := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", "1000")
		_, _ = w.Write([]byte(`{"person":`))
		panic(http.ErrAbortHandler)
	}))
	defer cut.Close()
	cut.Config.ErrorLog = log.New(discard{}, "", 0)
	_, err := newClient(t, remote.Options{BaseURL: cut.URL}).Session(t.Context())
	wantKey(t, err, fault.Unavailable, "remote.unreachable")
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }

func TestPin(t *testing.T) {
	cert := selfSigned(t)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(wire.Session{Person: wire.Person{Name: "Marie"}})
	}))
	s.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
	s.Config.ErrorLog = log.New(discard{}, "", 0)
	s.StartTLS()
	defer s.Close()

	_, err := newClient(t, remote.Options{BaseURL: s.URL}).Session(t.Context())
	wantKey(t, err, fault.Unavailable, "remote.untrusted")
	_, err = newClient(t, remote.Options{BaseURL: s.URL, Pin: remote.PinOf(selfSigned(t).Leaf)}).Session(t.Context())
	wantKey(t, err, fault.Unavailable, "remote.wrong_pin")
	c := newClient(t, remote.Options{BaseURL: s.URL, Pin: remote.PinOf(cert.Leaf)})
	for range 2 { // the second goes over a connection or a session that was kept
		if me, err := c.Session(t.Context()); err != nil || me.Person.Name != "Marie" {
			t.Errorf("the pinned server: %+v %v", me, err)
		}
		s.CloseClientConnections()
	}
}

// The stream lives over HTTP/2 as well, which comes with TLS.
func TestEventsOverTLS(t *testing.T) {
	cert := selfSigned(t)
	url := newServer(t, func(o *server.Options) { o.TLS = &tls.Config{Certificates: []tls.Certificate{cert}} }).URL
	c := newClient(t, remote.Options{BaseURL: url, Pin: remote.PinOf(cert.Leaf), Silence: soon})
	space := signIn(t, c, demo.Email, device).Memberships[0].Space
	pokes, done := make(chan wire.Poke, 10), make(chan error, 1)
	go func() { done <- c.Events(t.Context(), nil, func(p wire.Poke) { pokes <- p }) }()
	if p := wait(t, pokes); p.Space != space || p.Rev < 3 {
		t.Errorf("poke %+v", p)
	}
	if err := c.SignOut(t.Context()); err != nil {
		t.Error(err)
	}
	wantKey(t, wait(t, done), fault.Unavailable, "remote.unreachable")
}

func selfSigned(t *testing.T) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "pupitre"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}

func TestUserAgentAndToken(t *testing.T) {
	seen := make(chan http.Header, 1)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen <- r.Header
		w.WriteHeader(http.StatusNoContent)
	}))
	defer s.Close()
	c := newClient(t, remote.Options{BaseURL: s.URL + "/", UserAgent: "Pupitre/0.1.0 (test)"})
	c.SetToken("abc")
	if err := c.SignOut(t.Context()); err != nil {
		t.Fatal(err)
	}
	h := <-seen
	if h.Get("Authorization") != "Bearer abc" || h.Get("User-Agent") != "Pupitre/0.1.0 (test)" || !strings.Contains(h.Get("Accept-Encoding"), "gzip") {
		t.Errorf("sent %v", h)
	}
	if err := c.SignOut(t.Context()); err != nil {
		t.Fatal(err)
	}
	if h := <-seen; h.Get("Authorization") != "" {
		t.Error("the token outlives the sign-out")
	}
}
