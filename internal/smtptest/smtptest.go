// Package smtptest runs a real mail server beside a test, as a program of its own, and reads what it has taken.
package smtptest

import (
	"bufio"
	"context"
	"crypto/x509"
	"encoding/base64"
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
	Images     []Image
	Structure  []string // media types of its parts, as they stand
}

// Image is one that goes with a message.
type Image struct {
	ID   string // content id
	Type string
	Body []byte
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
	return m, m.take(parsed.Header.Get("Content-Type"), parsed.Header.Get("Content-Transfer-Encoding"), "", parsed.Body)
}

// take reads a part of a message, and the parts of it.
func (m *Message) take(contentType, encoding, id string, body io.Reader) error {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return err
	}
	if strings.HasPrefix(kind, "multipart/") {
		m.Structure = append(m.Structure, kind)
		for parts := multipart.NewReader(body, params["boundary"]); ; {
			part, err := parts.NextRawPart()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err == nil {
				h := part.Header
				err = m.take(h.Get("Content-Type"), h.Get("Content-Transfer-Encoding"), h.Get("Content-Id"), part)
			}
			if err != nil {
				return err
			}
		}
	}
	switch encoding {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	content, err := io.ReadAll(body)
	switch {
	case kind == "text/html":
		m.HTML = strings.ReplaceAll(string(content), "\r\n", "\n")
	case kind == "text/plain":
		m.Text = strings.ReplaceAll(string(content), "\r\n", "\n")
	default:
		m.Images = append(m.Images, Image{ID: strings.Trim(id, "<>"), Type: kind, Body: content})
	}
	m.Structure = append(m.Structure, kind)
	return err
}
