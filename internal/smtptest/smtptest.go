// Package smtptest runs a real mail server beside a test, as a program of its own, and reads what it has taken.
package smtptest

import (
	"bufio"
	"context"
	"crypto/x509"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// patience bounds what must happen at once; it is only waited for when a test fails.
const patience = 20 * time.Second

// program is built once for a run of tests.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "pupitre-smtpd-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "smtpd")
	out, err := exec.Command("go", "build", "-o", path, "pupitre/internal/smtptest/smtpd").CombinedOutput()
	if err != nil {
		return "", errors.New(err.Error() + ": " + string(out))
	}
	return path, nil
})

// Server is a mail server that runs.
type Server struct {
	Address string
	dir     string
	cmd     *exec.Cmd
	stdin   io.Closer
}

// Start runs a mail server with flags of the program smtpd; it ends with the test at the latest.
func Start(t testing.TB, flags ...string) *Server {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{dir: t.TempDir()}
	s.cmd = exec.CommandContext(context.WithoutCancel(t.Context()), path, append([]string{"-dir", s.dir}, flags...)...)
	s.cmd.Stderr = os.Stderr
	if s.stdin, err = s.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	s.Address = strings.TrimSpace(line)
	return s
}

// Stop ends the server; it may be called again.
func (s *Server) Stop() {
	if s.cmd.ProcessState == nil {
		_ = s.stdin.Close()
		_ = s.cmd.Wait() // how it ends does not matter
	}
}

// Roots are the authorities that vouch for the server.
func (s *Server) Roots(t testing.TB) *x509.CertPool {
	t.Helper()
	text, err := os.ReadFile(s.RootsFile())
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		t.Fatal("no certificate")
	}
	return pool
}

// RootsFile is where they are, in PEM.
func (s *Server) RootsFile() string { return filepath.Join(s.dir, "smtpd.pem") }

// Message is one that the server has taken.
type Message struct {
	Envelope   string // "sender -> [recipients]"
	Header     mail.Header
	Subject    string // decoded
	Text, HTML string // decoded
}

// Messages reads what the server has taken, in the order in which it did.
func (s *Server) Messages(t testing.TB) (out []Message) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(s.dir, "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	for _, name := range names {
		m, err := read(name)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out = append(out, m)
	}
	return out
}

// Wait waits for the n-th message, counted from 1.
func (s *Server) Wait(t testing.TB, n int) Message {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if all := s.Messages(t); len(all) >= n {
			return all[n-1]
		}
	}
	t.Fatalf("no message %d within %v", n, patience)
	return Message{}
}

func read(name string) (m Message, err error) {
	f, err := os.Open(name)
	if err != nil {
		return m, err
	}
	defer func() { _ = f.Close() }() // it was only read
	parsed, err := mail.ReadMessage(f)
	if err != nil {
		return m, err
	}
	m.Header, m.Envelope = parsed.Header, parsed.Header.Get("Envelope")
	if m.Subject, err = new(mime.WordDecoder).DecodeHeader(parsed.Header.Get("Subject")); err != nil {
		return m, err
	}
	_, params, err := mime.ParseMediaType(parsed.Header.Get("Content-Type"))
	if err != nil {
		return m, err
	}
	parts := multipart.NewReader(parsed.Body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return m, nil
		}
		if err != nil {
			return m, err
		}
		body, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			return m, err
		}
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			m.HTML = strings.ReplaceAll(string(body), "\r\n", "\n")
		} else {
			m.Text = strings.ReplaceAll(string(body), "\r\n", "\n")
		}
	}
}
