// Package server answers over HTTP: the synchronisation of desktops, and the public page of each provider.
//
// Each action is one file; routes.go is the whole table, problem.go the one place where an error becomes an answer. The
// rules of synchronisation are in data/syncing, the data in data/store: what stands here is HTTP, sessions and hints.
package server

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/spf13/afero"

	"pupitre/data/access"
	"pupitre/data/directory"
	"pupitre/data/fault"
	"pupitre/data/server/portal"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
)

// Limits of one connection. What lasts by design, long polls and streams, lifts them for itself.
const (
	headerPatience = 10 * time.Second
	readPatience   = 30 * time.Second
	writePatience  = 30 * time.Second
	idlePatience   = 2 * time.Minute
	maxHeader      = 16 << 10 // bytes
	closePatience  = 10 * time.Second
	hashesAtOnce   = 4 // 19 MiB each
)

// Options is what a server is made of. Store is required; the rest has a default.
type Options struct {
	Store       *store.Server // Serve closes it at its end
	Hub         Hub           // NewLocalHub
	Policy      syncing.Policy
	Hash        access.HashParams // of passwords; DefaultHashParams
	Now         func() time.Time
	Rand        io.Reader // crypto/rand; must be safe for concurrent use
	Log         *slog.Logger
	Registry    *prometheus.Registry // a new one
	TLS         *tls.Config          // nil for plain HTTP
	TrustProxy  bool                 // a proxy in front writes X-Forwarded-For
	MetricsFrom []netip.Prefix       // who may read /metrics; the computer itself
	Heartbeat   time.Duration        // of event streams; 20 s
	Lease       time.Duration        // how long a desktop may be used without the server; DefaultLease
	Key         []byte               // that seals secrets in the database, KeyLength bytes; one of the database itself
	Post        Post                 // the queue of the database
	Sender      Sender               // a mail server; nil when there is none: letters wait
	Probe       ProbeOptions         // of application servers
	Scratch     afero.Fs             // for files that are being imported; that of the system

	// InviteCode is what a letter tells of an invitation's secret, with the server's address. Nil when nobody delivers
	// letters: the secret is then given to whoever invites.
	InviteCode func(secret string) string
}

// Server serves one store.
type Server struct {
	store       *store.Server
	hub         Hub
	policy      syncing.Policy
	passwords   *passwords
	throttle    *throttle
	streams     *streamCount
	metrics     *metrics
	portal      *portal.Portal
	chat        chatHours
	leases      *leases
	box         *box
	post        Post
	alerts      *Alerts
	sender      Sender
	inviteCode  func(secret string) string // nil when nobody delivers letters
	prober      *prober
	indexes     *derived[*directory.Index]   // of the directories
	reports     *derived[[]directory.Report] // of their accounts
	imports     chan struct{}                // of the imports that run
	scratch     afero.Fs
	now         func() time.Time
	rand        io.Reader
	log         *slog.Logger
	tls         *tls.Config
	trustProxy  bool
	metricsFrom []netip.Prefix
	heartbeat   time.Duration
	handler     http.Handler
	closing     chan struct{} // closed when the server is to end: what lasts by design ends
}

// New makes a server. It does not listen yet.
func New(o Options) (*Server, error) {
	const op = "server.New"
	o = o.withDefaults()
	pw, err := newPasswords(o.Hash, o.Rand, hashesAtOnce)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	pages, err := portal.New()
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	key, err := newLeases(context.Background(), o.Store, o.Rand, o.Now(), o.Lease)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	sealed, err := newBox(context.Background(), o.Store, o.Key, o.Rand, o.Now())
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	if o.Post == nil {
		o.Post = &queue{box: sealed, now: o.Now, rand: o.Rand}
	}
	probes, err := newProber(o.Probe)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	s := &Server{
		prober: probes,
		box:    sealed, post: o.Post, alerts: NewAlerts(o.Post), sender: o.Sender, inviteCode: o.InviteCode,
		store: o.Store, hub: o.Hub, policy: o.Policy, passwords: pw, throttle: &throttle{store: o.Store, now: o.Now}, streams: newStreamCount(),
		metrics: newMetrics(o.Registry), portal: pages, leases: key, now: o.Now, rand: o.Rand, log: o.Log, tls: o.TLS,
		trustProxy: o.TrustProxy, metricsFrom: o.MetricsFrom, heartbeat: o.Heartbeat, closing: make(chan struct{}),
	}
	s.imports, s.scratch = make(chan struct{}, importsAtOnce), o.Scratch
	s.indexes, s.reports = newDerived(s.closing, s.store.BuildIndex), newDerived(s.closing, s.survey)
	s.handler = s.routes()
	return s, nil
}

func (o Options) withDefaults() Options {
	if o.Hub == nil {
		o.Hub = NewLocalHub()
	}
	if o.Policy == nil {
		o.Policy = settings.Policy{}
	}
	if o.Hash == (access.HashParams{}) {
		o.Hash = access.DefaultHashParams()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Registry == nil {
		o.Registry = prometheus.NewRegistry()
	}
	if o.MetricsFrom == nil {
		o.MetricsFrom = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	}
	if o.Scratch == nil {
		o.Scratch = afero.NewOsFs()
	}
	if o.Heartbeat == 0 {
		o.Heartbeat = heartbeat
	}
	if o.Lease == 0 {
		o.Lease = DefaultLease
	}
	return o
}

// Handler is the whole of the server as a handler.
func (s *Server) Handler() http.Handler { return s.handler }

// Serve answers on l until ctx ends, then ends in good order: no new connection, streams and long polls told to end,
// requests under way finished for at most ten seconds, and the store closed last. Serve is called once.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	const op = "server.Serve"
	unused := &unusedConns{}
	web := &http.Server{
		ConnState: unused.track, TLSConfig: s.tls,
		Handler: s.handler, ReadHeaderTimeout: headerPatience, ReadTimeout: readPatience, WriteTimeout: writePatience,
		IdleTimeout: idlePatience, MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() {
		if s.tls != nil {
			ended <- web.ServeTLS(l, "", "") // the certificates are in TLSConfig; HTTP/2 comes with it
			return
		}
		ended <- web.Serve(l)
	}()
	tidy, untidy := context.WithCancel(ctx)
	tidied := make(chan struct{})
	go func() {
		defer close(tidied)
		s.keepUp(tidy)
	}()
	var failure error
	select {
	case failure = <-ended: // the listener broke: there is nothing to wait for
	case <-ctx.Done():
	}
	close(s.closing)
	untidy()
	<-tidied
	unused.close()
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), closePatience)
	defer cancel()
	if err := web.Shutdown(patience); err != nil {
		s.log.Warn("requests cut off", "error", err)
		failure = errors.Join(failure, web.Close())
	}
	if errors.Is(failure, http.ErrServerClosed) {
		failure = nil
	}
	return fault.Wrap(op, errors.Join(failure, s.store.Close()))
}
