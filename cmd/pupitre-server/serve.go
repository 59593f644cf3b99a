package main

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net/netip"
	"net/url"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"pupitre/cmd/internal/cli"
	"pupitre/data/access"
	"pupitre/data/demo"
	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/data/server"
)

type serveCmd struct {
	placeFlags
	sharedFlags
	mailFlags
	tlsFlags
	Listen        string         `help:"${listen}" default:"127.0.0.1:8080" placeholder:"${address}"`
	Demo          bool           `help:"${demo}"`
	PublicURL     string         `help:"${public_url}" placeholder:"URL" name:"public-url"`
	TrustProxy    bool           `help:"${trust_proxy}"`
	ProbeLoopback bool           `help:"${probe_loopback}"`
	MetricsFrom   []netip.Prefix `help:"${metrics_from}" placeholder:"CIDR,…"`
	LogFormat     string         `help:"${log_format}" enum:"text,json" default:"text"`
	LogLevel      slog.Level     `help:"${log_level}" default:"info"`
	StopWithStdin bool           `help:"${stop_stdin}"`
}

// Run serves until it is told to end.
func (c *serveCmd) Run(a *app) error {
	const op = "main.serve"
	log := c.logger(a.err)
	o := server.Options{Log: log, Registry: prometheus.NewRegistry()}
	if err := c.check(&o); err != nil {
		return fault.Wrap(op, err)
	}
	var to reached
	if o.Sender != nil {
		o.InviteCode = to.code
	}
	st, err := c.openShared(a.ctx)
	if err != nil {
		return fault.Wrap(op, err)
	}
	hub, stop := c.replica(st, log, o.Registry)
	defer stop()
	o.Store, o.Hub = st, hub
	if err := c.ownTLS(a.ctx, &o); err != nil {
		return fault.Wrap(op, errors.Join(err, st.Close()))
	}
	running, err := c.start(a, o)
	if err != nil {
		return fault.Wrap(op, errors.Join(err, st.Close()))
	}
	if err := c.announce(a, running, o.TLS, &to); err != nil {
		return fault.Wrap(op, errors.Join(err, running.Close()))
	}
	if c.Data != "" {
		defer forgetContact(c.Data)
	}
	log.Info("serving", "url", running.URL, "version", cli.Version, "database", st.Path(), "demo", c.Demo)
	if err := running.Wait(); err != nil {
		return failed{fault.Wrap(op, err)}
	}
	log.Info("ended")
	return nil
}

func (c *serveCmd) logger(w io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// check refuses what cannot work before anything is touched, and reads the files that the options name.
func (c *serveCmd) check(o *server.Options) (err error) {
	const op = "main.check"
	if c.Demo && !server.IsLoopback(c.Listen) {
		return fault.New(fault.Invalid, op, "server.cli.demo_loopback", "Address", c.Listen)
	}
	if c.PublicURL != "" {
		if _, err := remote.ParseAddress(c.PublicURL); err != nil {
			return fault.Wrap(op, err)
		}
	}
	if o.TLS, err = c.given(); err != nil {
		return fault.Wrap(op, err)
	}
	if o.TLS == nil && !c.TLSOwn && !server.IsLoopback(c.Listen) {
		return fault.New(fault.Invalid, op, "server.plain_http", "Address", c.Listen)
	}
	if o.Key, err = readKey(c.KeyFile); err != nil {
		return fault.Wrap(op, err)
	}
	o.Sender, err = c.sender()
	return fault.Wrap(op, err)
}

// start fills the demonstration when it is asked for, and listens.
func (c *serveCmd) start(a *app, o server.Options) (*server.Running, error) {
	if c.Demo {
		sample := demo.Options{Now: time.Now, Rand: rand.Reader, Hash: access.DefaultHashParams()}
		if err := demo.Seed(a.ctx, o.Store, sample); err != nil {
			return nil, err
		}
	}
	ctx := a.ctx
	if c.StopWithStdin {
		var stop context.CancelFunc
		ctx, stop = context.WithCancel(ctx)
		go func() {
			defer stop()
			_, _ = io.Copy(io.Discard, a.in) // its end is the signal, whatever it is
		}()
	}
	o.TrustProxy, o.MetricsFrom = c.TrustProxy, c.MetricsFrom
	o.Probe.Loopback = c.ProbeLoopback || c.Demo // a demonstration is for this computer alone
	return server.Start(ctx, c.Listen, o)
}

// announce prints the address, and leaves it in the folder, if there is one, for the invitations that "provider add" makes.
func (c *serveCmd) announce(a *app, running *server.Running, config *tls.Config, found *reached) error {
	to := contact{URL: running.URL}
	if c.PublicURL != "" {
		public, err := remote.ParseAddress(c.PublicURL)
		if err != nil {
			return err
		}
		to.URL = public.String()
	}
	if config != nil {
		u, err := url.Parse(to.URL)
		if err != nil {
			return fault.Wrap("main.announce", err)
		}
		to.Pin = pinOf(config.Certificates[0].Leaf, u.Hostname())
	}
	found.set(to)
	if c.Data != "" {
		if err := to.write(c.Data); err != nil {
			return err
		}
	}
	return a.println(running.URL)
}
