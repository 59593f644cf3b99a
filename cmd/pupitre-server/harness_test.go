package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// soon bounds what must happen at once; it is only waited for when a test fails.
const soon = 30 * time.Second

// workshop is the folder of the real program, which is built once, by the first test that needs it.
var workshop string

var binary = sync.OnceValues(func() (string, error) {
	path := filepath.Join(workshop, "pupitre-server")
	out, err := exec.Command("go", "build", "-tags=sqlite_fts5", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", errors.New(err.Error() + ": " + string(out))
	}
	return path, nil
})

func TestMain(m *testing.M) {
	var err error
	if workshop, err = os.MkdirTemp("", "pupitre-server-test-"); err != nil {
		panic(err)
	}
	if err := os.Chmod(workshop, 0o755); err != nil { // an ordinary user runs the program too
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(workshop)
	os.Exit(code)
}

// logBook takes the error output of a program, and may be read while it runs.
type logBook struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBook) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *logBook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// program prepares a run of the real program in French, whatever the computer speaks.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	return programFor(t, 2*soon, args...)
}

// programFor is program with a limit for how long it runs.
func programFor(t *testing.T, limit time.Duration, args ...string) *exec.Cmd {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), limit)
	t.Cleanup(cancel) // after serve's own clean-up, which was registered later
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=", "LC_MESSAGES=", "LANG=fr_CA.UTF-8", "PUPITRE_LANG=")
	return cmd
}

// result is how a run ended.
type result struct {
	out, err string
	code     int
}

func runProgram(t *testing.T, args ...string) result {
	t.Helper()
	return finish(t, program(t, args...))
}

func finish(t *testing.T, cmd *exec.Cmd) result {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{out.String(), errs.String(), cmd.ProcessState.ExitCode()}
}

// served is a server that runs.
type served struct {
	t     *testing.T
	cmd   *exec.Cmd
	stdin io.WriteCloser
	url   string
	log   *logBook
	lines []string // of the standard output, after the first
	done  chan struct{}
}

// serve starts the program and waits for its first line. It ends with the test at the latest: its standard input does.
func serve(t *testing.T, args ...string) *served {
	t.Helper()
	return serveFor(t, 2*soon, args...)
}

func serveFor(t *testing.T, limit time.Duration, args ...string) *served {
	t.Helper()
	s := &served{
		t: t, log: &logBook{}, done: make(chan struct{}),
		cmd: programFor(t, limit, append([]string{"serve", "--stop-with-stdin"}, args...)...),
	}
	var err error
	if s.stdin, err = s.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	s.cmd.Stderr = s.log
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	first := make(chan string, 1)
	go func() {
		defer close(s.done)
		lines := bufio.NewScanner(stdout)
		if lines.Scan() {
			first <- lines.Text()
		}
		close(first)
		for lines.Scan() {
			s.lines = append(s.lines, lines.Text())
		}
	}()
	t.Cleanup(func() { s.end(func() { _ = s.stdin.Close() }) })
	select {
	case s.url = <-first:
	case <-time.After(soon):
	}
	if s.url == "" {
		s.end(func() { _ = s.stdin.Close() })
		t.Fatalf("no address: %s", s.log)
	}
	return s
}

// end asks the server to end and gives its exit code; it may be called again.
func (s *served) end(ask func()) int {
	s.t.Helper()
	if s.cmd.ProcessState == nil {
		ask()
		<-s.done
		_ = s.cmd.Wait() // the code says it
	}
	return s.cmd.ProcessState.ExitCode()
}

func (s *served) signal(sig os.Signal) int {
	s.t.Helper()
	return s.end(func() {
		if err := s.cmd.Process.Signal(sig); err != nil {
			s.t.Error(err)
		}
	})
}

func get(t *testing.T, url string) (status int, body string) {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

const device = "0198c0de-0000-7000-8000-000000000001"
