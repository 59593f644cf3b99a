package main

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/base64"
	"net"
	"net/url"
	"strings"
	"time"

	"pupitre/data/fault"
	"pupitre/data/server"
)

// tlsFlags say how connections are encrypted, and what seals secrets at rest.
type tlsFlags struct {
	TLSCert string `help:"${tls_cert}" type:"path" placeholder:"${file}" name:"tls-cert"`
	TLSKey  string `help:"${tls_key}" type:"path" placeholder:"${file}" name:"tls-key"`
	TLSOwn  bool   `help:"${tls_own}" name:"tls-own"`
	KeyFile string `help:"${key_file}" type:"path" placeholder:"${file}"`
}

// given loads the operator's certificate; nil without one.
func (f tlsFlags) given() (*tls.Config, error) {
	const op = "main.given"
	if f.TLSCert == "" && f.TLSKey == "" {
		return nil, nil //nolint:nilnil // no certificate is a choice
	}
	if f.TLSOwn {
		return nil, fault.New(fault.Invalid, op, "server.cli.tls_both")
	}
	pair, err := tls.LoadX509KeyPair(f.TLSCert, f.TLSKey)
	if err != nil {
		return nil, fault.As(fault.Invalid, op, "server.cli.bad_certificate", err)
	}
	return configOf(pair), nil
}

func configOf(pair tls.Certificate) *tls.Config {
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}
}

// ownTLS makes the server's own certificate when it is asked for.
func (c *serveCmd) ownTLS(ctx context.Context, o *server.Options) error {
	if !c.TLSOwn {
		return nil
	}
	pair, err := server.OwnCertificate(ctx, o.Store, o.Key, rand.Reader, time.Now(), c.hosts()...)
	if err == nil {
		o.TLS = configOf(pair)
	}
	return err
}

// hosts are those that the server's own certificate names.
func (c *serveCmd) hosts() []string {
	out := []string{"localhost"}
	if host, _, err := net.SplitHostPort(c.Listen); err == nil && host != "" {
		out = append(out, host)
	}
	if u, err := url.Parse(c.PublicURL); err == nil && u.Hostname() != "" {
		out = append(out, u.Hostname())
	}
	return out
}

// readKey reads the key that seals; nil without a file.
func readKey(path string) ([]byte, error) {
	const op = "main.readKey"
	if path == "" {
		return nil, nil
	}
	text, err := readSecret(path)
	if err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || len(key) != server.KeyLength {
		return nil, fault.New(fault.Invalid, op, "server.cli.bad_key_file") // err would show a part of it
	}
	return key, nil
}
