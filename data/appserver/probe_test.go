package appserver_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"

	"pupitre/data/appserver"
)

var here = appserver.Prober{Timeout: 500 * time.Millisecond, Loopback: true}

func portOf(t *testing.T, a net.Addr) netip.AddrPort {
	t.Helper()
	return netip.MustParseAddrPort(a.String())
}

// listen is a server that takes connections and says nothing.
func listen(t *testing.T) (net.Listener, netip.AddrPort) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l, portOf(t, l.Addr())
}

func TestProbe(t *testing.T) {
	_, silent := listen(t)
	closed, gone := listen(t)
	_ = closed.Close()
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(secure.Close)
	secure.Config.ErrorLog = nil
	ill := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }))
	t.Cleanup(ill.Close)
	for _, tt := range []struct {
		name   string
		to     netip.AddrPort
		speaks appserver.Protocol
		ok     bool
		reason appserver.Reason
		heard  appserver.Protocol
	}{
		{"TCP alone", silent, "", true, "", ""},
		{"HTTP is learned", portOf(t, plain.Listener.Addr()), "", true, "", appserver.HTTP},
		{"HTTPS is learned", portOf(t, secure.Listener.Addr()), "", true, "", appserver.HTTPS},
		{"HTTP goes on", portOf(t, plain.Listener.Addr()), appserver.HTTP, true, "", appserver.HTTP},
		{"an error is not learned from", portOf(t, ill.Listener.Addr()), "", true, "", ""},
		{"ErrNothingListens", gone, "", false, appserver.Refused, ""},
		{"ErrItHangs", silent, appserver.HTTP, false, appserver.Silent, ""},
		{"ErrItIsIll", portOf(t, ill.Listener.Addr()), appserver.HTTP, false, appserver.Ill, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := here.Probe(t.Context(), tt.to, tt.speaks)
			if got.OK != tt.ok || got.Reason != tt.reason || got.Speaks != tt.heard {
				t.Errorf("%+v", got)
			}
			if got.OK && (got.Latency <= 0 || got.Latency > here.Timeout) {
				t.Errorf("latency %s", got.Latency)
			}
		})
	}
}

// A redirection is an answer, and leads nowhere.
func TestAProbeFollowsNobody(t *testing.T) {
	var visited atomic.Bool
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { visited.Store(true) }))
	t.Cleanup(elsewhere.Close)
	server := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusFound))
	t.Cleanup(server.Close)
	t.Setenv("HTTP_PROXY", elsewhere.URL)
	got := here.Probe(t.Context(), portOf(t, server.Listener.Addr()), appserver.HTTP)
	if !got.OK || visited.Load() {
		t.Errorf("%+v, elsewhere was visited: %v", got, visited.Load())
	}
}

func TestAllowed(t *testing.T) {
	for _, tt := range []struct {
		ip       string
		public   bool // allowed as servers run
		loopback bool // allowed with the option
	}{
		{"203.0.113.7", true, true},
		{"10.1.2.3", true, true},
		{"192.168.4.5", true, true},
		{"2001:db8::7", true, true},
		{"fd12:3456::1", true, true},
		{"127.0.0.1", false, true},
		{"::1", false, true},
		{"::ffff:127.0.0.1", false, true},
		{"169.254.169.254", false, false},
		{"::ffff:169.254.169.254", false, false},
		{"fd00:ec2::254", false, false},
		{"fe80::1", false, false},
		{"fe80::1%eth0", false, false},
		{"0.0.0.0", false, false},
		{"0.1.2.3", false, false},
		{"::", false, false},
		{"224.0.0.1", false, false},
		{"ff02::1", false, false},
	} {
		ip := netip.MustParseAddr(tt.ip)
		if got := (appserver.Prober{}).Allowed(ip); got != tt.public {
			t.Errorf("%s: %v", tt.ip, got)
		}
		if got := (appserver.Prober{Loopback: true}).Allowed(ip); got != tt.loopback {
			t.Errorf("%s with loopback: %v", tt.ip, got)
		}
	}
	_, port := listen(t)
	if got := (appserver.Prober{}).Probe(t.Context(), port, ""); got.OK || got.Reason != appserver.Forbidden {
		t.Errorf("a port of this computer was probed: %+v", got)
	}
}

func TestAllProbesSideBySide(t *testing.T) {
	var list []appserver.Server
	known := map[string]appserver.Health{}
	for i := range 20 { // each one hangs until its time is over
		_, port := listen(t)
		s := appserver.Server{ID: string(rune('a' + i)), Address: port}
		list = append(list, s)
		known[s.ID] = appserver.Health{Address: port, Speaks: appserver.HTTP}
	}
	begun := time.Now()
	got := here.All(t.Context(), list, known)
	if took := time.Since(begun); len(got) != 20 || took > 5*here.Timeout {
		t.Errorf("%d results in %s", len(got), took)
	}
	for id, r := range got {
		if r.Reason != appserver.Silent {
			t.Errorf("%s: %+v", id, r)
		}
	}
}
