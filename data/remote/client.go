// Package remote talks to a server over HTTP. Every error has a code and a sentence, and the refusals of the protocol come
// out as *syncing.Refusal, so that nothing above knows HTTP.
package remote

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Bounds of what is taken from a server.
const (
	maxAnswer  = 256 << 20 // bytes, unpacked: wire.MaxPullItems conflicts with three values of wire.MaxValue, and room for the rest
	maxProblem = 64 << 10  // bytes
)

// DefaultTimeout bounds one exchange; a long poll gets its wait on top.
const DefaultTimeout = 20 * time.Second

// Options is what a client is made of. Only BaseURL is required.
type Options struct {
	BaseURL   string            // https://host[:port], or http:// on this computer
	Pin       string            // base64url SHA-256 of the server's public key; "" to trust the system's authorities
	Timeout   time.Duration     // of one exchange; DefaultTimeout when zero
	Silence   time.Duration     // of an event stream before it is given up; DefaultSilence when zero
	UserAgent string            // "Pupitre/0.1.0 (linux)"
	Transport http.RoundTripper // for tests; the network when nil, and then the only one that Pin applies to
}

// Client is one server, as one person on one device sees it. It is safe for concurrent use.
type Client struct {
	base    *url.URL
	http    *http.Client
	timeout time.Duration
	silence time.Duration
	agent   string
	traffic traffic

	mu         sync.Mutex
	token      string
	leaseUntil time.Time
	onLease    func(string)
	onPresence func(wire.Presences)
}

// New makes a client. It refuses an address that is not one of a server (remote.bad_address), plain HTTP to another
// computer (remote.plain_http) and a pin that is none (remote.bad_pin).
func New(o Options) (*Client, error) {
	const op = "remote.New"
	base, err := ParseAddress(o.BaseURL)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	c := &Client{base: base, timeout: o.Timeout, silence: o.Silence, agent: o.UserAgent}
	transport := o.Transport
	if transport == nil {
		network, err := newTransport(o.Pin)
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		network.DialContext = c.traffic.counting(network.DialContext)
		transport = network
	}
	// A redirection would carry passwords to an address that the person never saw.
	never := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c.http = &http.Client{Transport: transport, CheckRedirect: never}
	if c.timeout <= 0 {
		c.timeout = DefaultTimeout
	}
	if c.silence <= 0 {
		c.silence = DefaultSilence
	}
	return c, nil
}

// ParseAddress reads the address of a server as people type it: a missing scheme is https, or http on this computer; a
// slash at the end is left out.
func ParseAddress(s string) (*url.URL, error) {
	const op = "remote.ParseAddress"
	s = strings.TrimSpace(s)
	bad := func(err error) error {
		return fault.As(fault.Invalid, op, "remote.bad_address", err, "Address", shorten(s))
	}
	if s == "" || strings.ContainsAny(s, " \t\r\n") {
		return nil, bad(errors.New("empty or with spaces"))
	}
	full := s
	if !strings.Contains(full, "://") {
		full = "https://" + s
		if u, err := url.Parse(full); err == nil && isLoopback(u.Hostname()) {
			full = "http://" + s
		}
	}
	u, err := url.Parse(full)
	switch {
	case err != nil:
		return nil, bad(err)
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, bad(fmt.Errorf("scheme %q", u.Scheme))
	case u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "":
		return nil, bad(errors.New("more or less than a host and a port"))
	case u.Port() != "" && !validPort(u.Port()):
		return nil, bad(fmt.Errorf("port %q", u.Port()))
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return nil, fault.New(fault.Invalid, op, "remote.plain_http", "Address", shorten(s))
	}
	return &url.URL{Scheme: u.Scheme, Host: strings.ToLower(u.Host)}, nil
}

func validPort(s string) bool {
	n, err := strconv.ParseUint(s, 10, 16)
	return err == nil && n > 0
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().WithZone("").IsLoopback()
}

func shorten(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// Address is the server's, in the form that ParseAddress gives.
func (c *Client) Address() string { return c.base.String() }

// SetToken sets the session's token for the exchanges to come; "" for none.
func (c *Client) SetToken(token string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.token = token
}

func (c *Client) currentToken() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.token
}

// exchange is one request: what to send, and where to put the answer.
type exchange struct {
	method  string
	path    []string // segments, not escaped
	query   url.Values
	in, out any           // JSON, nil for nothing
	extra   time.Duration // time that the server may take beside the timeout

	raw    []byte // to send instead of in, of the content type kind
	kind   string
	stream io.Reader                  // to send instead of raw, piece by piece
	size   int64                      // of stream, in bytes
	read   func(*http.Response) error // instead of out
	accept string                     // content encoding that read undoes; what the transport undoes by itself when empty
}

// do makes an exchange.
func (c *Client) do(ctx context.Context, op string, x exchange) error {
	ctx, cancel := context.WithTimeout(ctx, c.timeout+x.extra)
	defer cancel()
	req, err := c.request(ctx, x)
	if err != nil {
		return fault.Wrap(op, err)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return failure(op, err)
	}
	defer func() { _ = res.Body.Close() }() // reading has told all that closing could
	if err := problemIn(res); err != nil {
		return fault.Wrap(op, err)
	}
	c.takeLease(res)
	switch {
	case x.read != nil:
		err = x.read(res)
	case x.out != nil:
		err = readAnswer(res, x.out)
	}
	return fault.Wrap(op, err)
}

func (c *Client) request(ctx context.Context, x exchange) (*http.Request, error) {
	const op = "remote.request"
	escaped := make([]string, len(x.path))
	for i, segment := range x.path {
		escaped[i] = url.PathEscape(segment)
	}
	u := c.base.JoinPath(escaped...)
	u.RawQuery = x.query.Encode()
	var body io.Reader
	kind := "application/json"
	switch {
	case x.stream != nil:
		body, kind = x.stream, x.kind
	case x.raw != nil:
		body, kind = bytes.NewReader(x.raw), x.kind
	case x.in != nil:
		b, err := json.Marshal(x.in)
		if err != nil {
			return nil, fault.As(fault.Internal, op, "", err)
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, x.method, u.String(), body)
	if err != nil {
		return nil, fault.As(fault.Internal, op, "", err)
	}
	if body != nil {
		req.Header.Set("Content-Type", kind)
	}
	if x.stream != nil {
		req.ContentLength = x.size
	}
	if x.read == nil {
		req.Header.Set("Accept", "application/json")
	}
	if x.accept != "" {
		req.Header.Set("Accept-Encoding", x.accept)
	}
	req.Header.Set(wire.SchemaHeader, strconv.Itoa(wire.Schema))
	c.askLease(req)
	if c.agent != "" {
		req.Header.Set("User-Agent", c.agent)
	}
	if token := c.currentToken(); token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return req, nil
}

func readAnswer(res *http.Response, out any) error {
	const op = "remote.readAnswer"
	if err := expect(res, "application/json"); err != nil {
		return err
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	if err != nil {
		return failure(op, err) // cut in the middle
	}
	if len(body) > maxAnswer {
		return notPupitre(op, errors.New("answer too large"))
	}
	if err := json.Unmarshal(body, out); err != nil {
		return notPupitre(op, err)
	}
	return nil
}

// expect refuses an answer of another kind: a captive portal or a proxy that speaks in the server's place.
func expect(res *http.Response, kind string) error {
	said := res.Header.Get("Content-Type")
	if got, _, err := mime.ParseMediaType(said); err != nil || got != kind {
		return notPupitre("remote.expect", fmt.Errorf("content type %q", said))
	}
	return nil
}
