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
	"path/filepath"
	"time"

	"pupitre/cmd/internal/cli"

	"pupitre/data/access"
	"pupitre/data/demo"
	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/data/server"
	"pupitre/data/store"
)

// dataFlag is the folder that every command works on.
type dataFlag struct {
	Data string `help:"${data}" required:"" type:"path" placeholder:"${folder}"`
}

// path is the database file in the folder.
func (d dataFlag) path() string { return filepath.Join(d.Data, server.DatabaseFile) }

func (d dataFlag) open(ctx context.Context) (*store.Server, error) {
	return store.OpenServer(ctx, store.Options{Path: d.path()})
}

type serveCmd struct {
	dataFlag
	Listen        string         `help:"${listen}" default:"127.0.0.1:8080" placeholder:"${address}"`
	Demo          bool           `help:"${demo}"`
	TLSCert       string         `help:"${tls_cert}" type:"path" placeholder:"${file}" name:"tls-cert"`
	TLSKey        string         `help:"${tls_key}" type:"path" placeholder:"${file}" name:"tls-key"`
	PublicURL     string         `help:"${public_url}" placeholder:"URL" name:"public-url"`
	TrustProxy    bool           `help:"${trust_proxy}"`
	MetricsFrom   []netip.Prefix `help:"${metrics_from}" placeholder:"CIDR,…"`
	LogFormat     string         `help:"${log_format}" enum:"text,json" default:"text"`
	LogLevel      slog.Level     `help:"${log_level}" default:"info"`
	StopWithStdin bool           `help:"${stop_stdin}"`
}

// Run serves until it is told to end.
func (c *serveCmd) Run(a *app) error {
	const op = "main.serve"
	log := c.logger(a.err)
	config, err := c.check()
	if err != nil {
		return fault.Wrap(op, err)
	}
	st, err := c.open(a.ctx)
	if err != nil {
		return fault.Wrap(op, err)
	}
	running, err := c.start(a, st, config, log)
	if err != nil {
		return fault.Wrap(op, errors.Join(err, st.Close()))
	}
	if err := c.announce(a, running, config); err != nil {
		return fault.Wrap(op, errors.Join(err, running.Close()))
	}
	defer forgetContact(c.Data)
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

// check refuses what cannot work before anything is touched, and loads the certificate; nil without one.
func (c *serveCmd) check() (*tls.Config, error) {
	const op = "main.check"
	if c.Demo && !server.IsLoopback(c.Listen) {
		return nil, fault.New(fault.Invalid, op, "server.cli.demo_loopback", "Address", c.Listen)
	}
	if c.PublicURL != "" {
		if _, err := remote.ParseAddress(c.PublicURL); err != nil {
			return nil, fault.Wrap(op, err)
		}
	}
	if c.TLSCert == "" && c.TLSKey == "" {
		if !server.IsLoopback(c.Listen) {
			return nil, fault.New(fault.Invalid, op, "server.plain_http", "Address", c.Listen)
		}
		return nil, nil //nolint:nilnil // no certificate is a choice
	}
	pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		return nil, fault.As(fault.Invalid, op, "server.cli.bad_certificate", err)
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}, nil
}

// start fills the demonstration when it is asked for, and listens.
func (c *serveCmd) start(a *app, st *store.Server, config *tls.Config, log *slog.Logger) (*server.Running, error) {
	if c.Demo {
		o := demo.Options{Now: time.Now, Rand: rand.Reader, Hash: access.DefaultHashParams()}
		if err := demo.Seed(a.ctx, st, o); err != nil {
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
	return server.Start(ctx, c.Listen, server.Options{
		Store: st, Log: log, TLS: config, TrustProxy: c.TrustProxy, MetricsFrom: c.MetricsFrom,
	})
}

// announce prints the address, and leaves it in the folder for the invitations that "provider add" makes.
func (c *serveCmd) announce(a *app, running *server.Running, config *tls.Config) error {
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
	if err := to.write(c.Data); err != nil {
		return err
	}
	return a.println(running.URL)
}
