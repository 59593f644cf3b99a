// Command smtpd is a mail server for tests: it keeps what it takes as files, and fails on demand. The first line of its output
// is its address. It ends with its standard input.
package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// maxMessage bounds a message, in bytes.
const maxMessage = 1 << 20

// settings are the command line.
type settings struct {
	listen, mode, user, password, dir string
	refuse                            string // recipient that does not exist
	busy                              int    // messages to put off before the first is taken
	hold                              time.Duration
}

func main() {
	var s settings
	flag.StringVar(&s.listen, "listen", "127.0.0.1:0", "address")
	flag.StringVar(&s.mode, "mode", "none", "none, starttls or implicit")
	flag.StringVar(&s.user, "user", "", "login that is asked for")
	flag.StringVar(&s.password, "password", "", "its password")
	flag.StringVar(&s.dir, "dir", "", "where messages and the certificate are kept")
	flag.StringVar(&s.refuse, "refuse", "", "recipient to refuse for good")
	flag.IntVar(&s.busy, "busy", 0, "messages to put off")
	flag.DurationVar(&s.hold, "hold", 0, "time to take over a message")
	flag.Parse()
	if err := serve(s); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(s settings) error {
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", s.listen)
	if err != nil {
		return err
	}
	box := &mailbox{settings: s}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{box: box}, nil }))
	server.Domain, server.MaxMessageBytes, server.AllowInsecureAuth = "localhost", maxMessage, s.mode == "none"
	server.EnableSMTPUTF8 = true
	server.ErrorLog = log.New(io.Discard, "", 0) // what a client did wrong is for the client's test to say
	server.ReadTimeout, server.WriteTimeout = time.Minute, time.Minute
	if s.mode != "none" {
		if server.TLSConfig, err = certificate(s.dir); err != nil {
			return err
		}
	}
	if s.mode == "implicit" {
		l = tls.NewListener(l, server.TLSConfig)
	}
	if _, err := fmt.Println(l.Addr()); err != nil {
		return err
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // its end is the signal, whatever it is
		_ = server.Close()                   // there is nothing to save
	}()
	if err := server.Serve(l); !errors.Is(err, smtp.ErrServerClosed) {
		return err
	}
	return nil
}

// certificate makes one for 127.0.0.1, and leaves it in the folder for the client to trust.
func certificate(dir string) (*tls.Config, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "smtpd"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, DNSNames: []string{"localhost"},
	}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if err := os.WriteFile(filepath.Join(dir, "smtpd.pem"), text, 0o600); err != nil {
		return nil, err
	}
	pair := tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}, nil
}

// mailbox keeps what the server has taken.
type mailbox struct {
	settings
	mu    sync.Mutex
	taken int
	put   int // messages that were put off
}

// session is one connection.
type session struct {
	box  *mailbox
	in   bool // signed in
	from string
	to   []string
}

// AuthMechanisms implements smtp.AuthSession.
func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

// Auth implements smtp.AuthSession.
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != s.box.user || password != s.box.password {
			return smtp.ErrAuthFailed
		}
		s.in = true
		return nil
	}), nil
}

// Mail implements smtp.Session.
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.box.user != "" && !s.in {
		return smtp.ErrAuthRequired
	}
	s.from = from
	return nil
}

// Rcpt implements smtp.Session.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if s.box.refuse != "" && to == s.box.refuse {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "No such user here"}
	}
	s.to = append(s.to, to)
	return nil
}

// Data implements smtp.Session.
func (s *session) Data(r io.Reader) error {
	var text bytes.Buffer
	if _, err := text.ReadFrom(r); err != nil {
		return err
	}
	time.Sleep(s.box.hold)
	return s.box.take(s.from, s.to, text.Bytes())
}

// take keeps a message in a file that appears whole.
func (b *mailbox) take(from string, to []string, text []byte) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.put < b.busy {
		b.put++
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: "Try again later"}
	}
	b.taken++
	envelope := fmt.Sprintf("Envelope: %s -> %v\r\n", from, to)
	name := filepath.Join(b.dir, fmt.Sprintf("%04d.eml", b.taken))
	if err := os.WriteFile(name+".part", append([]byte(envelope), text...), 0o600); err != nil {
		return err
	}
	return os.Rename(name+".part", name)
}

// Reset implements smtp.Session.
func (s *session) Reset() { s.from, s.to = "", nil }

// Logout implements smtp.Session.
func (s *session) Logout() error { return nil }
