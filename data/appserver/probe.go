package appserver

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"syscall"
	"time"
)

// Protocol is what a server speaks over its TCP connection.
type Protocol string

// The protocols that a probe understands. A server that speaks none of them is healthy while it takes connections.
const (
	HTTP  Protocol = "http"
	HTTPS Protocol = "https"
)

// Reason says why a probe failed.
type Reason string

// The reasons of failed probes.
const (
	Refused     Reason = "refused"     // nothing listens
	TimedOut    Reason = "timeout"     // no answer in time
	Unreachable Reason = "unreachable" // no way there
	Silent      Reason = "silent"      // takes the connection, and answers no more
	Ill         Reason = "ill"         // answers with an error of its own (5xx)
	Forbidden   Reason = "forbidden"   // an address that is never probed, see Allowed
)

// Result is the end of one probe.
type Result struct {
	OK      bool
	Latency time.Duration // to the connection; to the answer when the server speaks HTTP
	Reason  Reason
	Speaks  Protocol
}

// Limits of a probe.
const (
	DefaultTimeout = 3 * time.Second
	learnFor       = time.Second
	maxAnswer      = 16 << 10 // bytes of an answer's headers; the body is never read
	probesAtOnce   = 16
)

// Prober probes servers. The zero Prober is ready.
type Prober struct {
	Timeout  time.Duration // of one probe; DefaultTimeout
	Loopback bool          // allow addresses of this computer, for tests and demonstrations
	Now      func() time.Time
}

// never are networks that no application server is on and that must not be asked on an administrator's word: link-local, where
// clouds keep the secrets of their machines (169.254.169.254, fd00:ec2::254).
var never = []netip.Prefix{
	netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("fe80::/10"), netip.MustParsePrefix("fd00:ec2::/32"),
	netip.MustParsePrefix("0.0.0.0/8"),
}

// Allowed tells whether an address may be probed. Private networks are: application servers often stand there.
func (p Prober) Allowed(ip netip.Addr) bool {
	ip = ip.Unmap()
	if !ip.IsValid() || ip.Zone() != "" || ip.IsUnspecified() || ip.IsMulticast() || (ip.IsLoopback() && !p.Loopback) {
		return false
	}
	for _, network := range never {
		if network.Contains(ip) {
			return false
		}
	}
	return true
}

// All probes servers side by side. known is their health: what a server was once heard to speak, it has to speak still.
func (p Prober) All(ctx context.Context, servers []Server, known map[string]Health) map[string]Result {
	var mu sync.Mutex
	var work sync.WaitGroup
	out := make(map[string]Result, len(servers))
	slots := make(chan struct{}, probesAtOnce)
	for _, s := range servers {
		speaks := Protocol("")
		if h := known[s.ID]; h.Address == s.Address {
			speaks = h.Speaks
		}
		work.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			r := p.Probe(ctx, s.Address, speaks)
			mu.Lock()
			defer mu.Unlock()
			out[s.ID] = r
		})
	}
	work.Wait()
	return out
}

// Probe asks one server: a TCP connection and, once the server was heard to speak HTTP, an answer below 500 to GET /. A
// process that hangs still has its connections taken by the system: only an answer shows that it lives.
func (p Prober) Probe(ctx context.Context, to netip.AddrPort, speaks Protocol) Result {
	if !p.Allowed(to.Addr()) {
		return Result{Reason: Forbidden}
	}
	ctx, cancel := context.WithTimeout(ctx, p.timeout())
	defer cancel()
	begun := p.now()
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", to.String())
	if err != nil {
		return Result{Reason: reasonOf(err)}
	}
	latency := p.now().Sub(begun)
	_ = conn.Close() // it said what it had to say
	if speaks == "" {
		return Result{OK: true, Latency: latency, Speaks: p.learn(ctx, to)}
	}
	begun = p.now()
	status, err := ask(ctx, to, speaks)
	switch {
	case err != nil:
		return Result{Reason: Silent}
	case status >= http.StatusInternalServerError:
		return Result{Reason: Ill}
	}
	return Result{OK: true, Latency: p.now().Sub(begun), Speaks: speaks}
}

// learn finds out what a server speaks, within a second.
func (p Prober) learn(ctx context.Context, to netip.AddrPort) Protocol {
	for _, protocol := range []Protocol{HTTPS, HTTP} {
		short, cancel := context.WithTimeout(ctx, learnFor)
		status, err := ask(short, to, protocol)
		cancel()
		if err == nil && status < http.StatusInternalServerError && !(protocol == HTTP && status == http.StatusBadRequest) {
			return protocol
		}
	}
	return ""
}

// ask sends GET / and gives the status of the answer. It goes to this address and nowhere else: no proxy, no redirection; the
// certificate is not checked, because a literal address has no name to check it against and nothing secret is sent.
func ask(ctx context.Context, to netip.AddrPort, protocol Protocol) (status int, err error) {
	transport := &http.Transport{
		DisableKeepAlives: true, DisableCompression: true, MaxResponseHeaderBytes: maxAnswer,
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS12}, //nolint:gosec // see above
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, to.String())
		},
	}
	defer transport.CloseIdleConnections()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, string(protocol)+"://"+to.String()+"/", http.NoBody)
	if err != nil {
		return 0, err
	}
	req.Header.Set("User-Agent", "pupitre-probe/1")
	res, err := transport.RoundTrip(req) // follows no redirection
	if err != nil {
		return 0, err
	}
	_ = res.Body.Close() // unread
	return res.StatusCode, nil
}

func reasonOf(err error) Reason {
	var late net.Error
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return Refused
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &late) && late.Timeout():
		return TimedOut
	}
	return Unreachable
}

func (p Prober) timeout() time.Duration {
	if p.Timeout > 0 {
		return p.Timeout
	}
	return DefaultTimeout
}

func (p Prober) now() time.Time {
	if p.Now != nil {
		return p.Now()
	}
	return time.Now()
}
