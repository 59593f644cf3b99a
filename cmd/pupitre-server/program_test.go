package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"pupitre/data/remote"
	"pupitre/data/settings"
	"pupitre/data/wire"
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
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 2*soon)
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
	s := &served{
		t: t, log: &logBook{}, done: make(chan struct{}),
		cmd: program(t, append([]string{"serve", "--stop-with-stdin"}, args...)...),
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

// A provider is added while the server runs; its invitation is accepted; a change is pushed and shows on the public page;
// the server ends on SIGTERM; started again, it still knows everything.
func TestFromTheFirstProviderToThePublicPage(t *testing.T) {
	data := t.TempDir()
	s := serve(t, "--listen", "127.0.0.1:0", "--data", data)
	if status, body := get(t, s.url+"/healthz"); status != 200 || !strings.Contains(body, "ok") {
		t.Errorf("/healthz: %d %s", status, body)
	}
	if status, body := get(t, s.url+"/metrics"); status != 200 || !strings.Contains(body, "pupitre_http_requests_total") {
		t.Errorf("/metrics: %d %s", status, body)
	}
	added := runProgram(t, "provider", "add", "--data", data, "--slug", "nordet", "--name", "Nordet Télécom", "--primary-email", "luc@nordet.example")
	if added.code != 0 || !strings.Contains(added.err, "luc@nordet.example") {
		t.Fatalf("provider add: %+v", added)
	}
	space := acceptAndRename(t, strings.TrimSpace(added.out), "Nordet Éclair")
	if _, page := get(t, s.url+"/p/nordet"); !strings.Contains(page, "<h1 dir=\"auto\">Nordet Éclair</h1>") {
		t.Errorf("the page does not show the new name: %s", page)
	}
	listed := runProgram(t, "provider", "list", "--data", data)
	if listed.code != 0 || !strings.Contains(listed.out, "nordet") || !strings.Contains(listed.out, "Nordet Éclair") || !strings.Contains(listed.out, "luc@nordet.example") {
		t.Errorf("provider list: %+v", listed)
	}
	if code := s.signal(syscall.SIGTERM); code != 0 || len(s.lines) != 0 {
		t.Errorf("SIGTERM: code %d, more lines %q, log %s", code, s.lines, s.log)
	}
	if strings.Contains(s.log.String(), strings.TrimSpace(added.out)) || strings.Contains(s.log.String(), "Lac-tranquille9") {
		t.Error("a secret is in the log")
	}

	s = serve(t, "--listen", "127.0.0.1:0", "--data", data)
	c := client(t, s.url)
	if _, err := c.SignIn(t.Context(), wire.SignIn{Email: "luc@nordet.example", Password: "Lac-tranquille9", Device: device}); err != nil {
		t.Error(err)
	}
	if page, err := c.Pull(t.Context(), space, 0, "", 0, 0); err != nil || page.LastSeq != 1 {
		t.Errorf("after the second start: %+v %v", page, err)
	}
	if code := s.signal(os.Interrupt); code != 0 {
		t.Errorf("interrupt: code %d, log %s", code, s.log)
	}
}

func client(t *testing.T, url string) *remote.Client {
	t.Helper()
	c, err := remote.New(remote.Options{BaseURL: url})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func acceptAndRename(t *testing.T, code, name string) (space string) {
	t.Helper()
	invite, err := remote.ParseInvite(code)
	if err != nil {
		t.Fatalf("%q: %v", code, err)
	}
	c := client(t, invite.Server)
	s, err := c.AcceptInvite(t.Context(), wire.AcceptInvite{Secret: invite.Secret, Name: "Luc Côté", Password: "Lac-tranquille9", Device: device})
	if err != nil {
		t.Fatal(err)
	}
	space = s.Memberships[0].Space
	page, err := c.Pull(t.Context(), space, 0, "", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	res, err := c.Push(t.Context(), space, wire.Push{Device: device, Epoch: page.Epoch, Schema: wire.Schema, Mutations: []wire.Mutation{{
		Seq: 1, Kind: wire.Edit, Entity: settings.EntityProfile, MadeAt: time.Now(),
		Fields: []wire.FieldEdit{{Name: settings.FieldName, Base: settings.Text("Nordet Télécom"), Value: settings.Text(name)}},
	}}})
	if err != nil || res.Results[0].Fields[0].Outcome != wire.Applied {
		t.Fatalf("%+v %v", res, err)
	}
	return space
}

func TestEndsWithItsStandardInput(t *testing.T) {
	s := serve(t, "--listen", "127.0.0.1:0", "--data", t.TempDir())
	if code := s.end(func() { _ = s.stdin.Close() }); code != 0 {
		t.Errorf("code %d, log %s", code, s.log)
	}
}

func TestDemo(t *testing.T) {
	data := t.TempDir()
	s := serve(t, "--listen", "127.0.0.1:0", "--data", data, "--demo", "--log-format", "json")
	if _, page := get(t, s.url+"/p/boreale"); !strings.Contains(page, "Téléphonie Boréale") {
		t.Errorf("the page: %s", page)
	}
	if code := s.signal(syscall.SIGTERM); code != 0 || !strings.Contains(s.log.String(), `"msg":"serving"`) {
		t.Errorf("code %d, log %s", code, s.log)
	}
	if _, err := os.Stat(filepath.Join(data, contactFile)); !errors.Is(err, os.ErrNotExist) {
		t.Error("the address outlives the server")
	}
}

// What is refused: one clear sentence in the person's language, exit code 2, and nothing left behind.
func TestRefusals(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	dir := t.TempDir()
	damaged := filepath.Join(dir, "damaged")
	if err := os.MkdirAll(damaged, 0o700); err != nil {
		t.Fatal(err)
	}
	garbage := bytes.Repeat([]byte("this is no database\n"), 500)
	if err := os.WriteFile(filepath.Join(damaged, "pupitre-server.db"), garbage, 0o600); err != nil {
		t.Fatal(err)
	}
	config := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	fresh := filepath.Join(dir, "fresh")
	for _, c := range []struct {
		name string
		args []string
		want string
	}{
		{"plain HTTP", []string{"serve", "--listen", "0.0.0.0:0", "--data", fresh}, "connexion chiffrée"},
		{"plain HTTP, in English", []string{"--lang", "en", "serve", "--listen", "0.0.0.0:0", "--data", fresh}, "requires an encrypted connection"},
		{"demonstration for everybody", []string{"serve", "--listen", "0.0.0.0:0", "--demo", "--data", fresh}, "mot de passe connu de tous"},
		{"plain public address", []string{"serve", "--listen", "127.0.0.1:0", "--public-url", "http://pupitre.example", "--data", fresh}, "https://"},
		{"no certificate there", []string{"serve", "--listen", "127.0.0.1:0", "--tls-cert", "none", "--tls-key", "none", "--data", fresh}, "certificat"},
		{"port in use", []string{"serve", "--listen", taken.Addr().String(), "--data", filepath.Join(dir, "port")}, "Un autre programme utilise déjà l’adresse"},
		{"damaged database", []string{"serve", "--listen", "127.0.0.1:0", "--data", damaged}, "endommagé"},
		{"data is a file", []string{"serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(damaged, "pupitre-server.db")}, "ne peut pas"},
		{"unknown flag", []string{"serve", "--nope", "--data", fresh}, "Commande incomprise"},
		{"no folder", []string{"serve"}, "--data"},
		{"no command", []string{}, "Commande incomprise"},
		{"no address for the invitation", []string{"provider", "add", "--data", fresh, "--slug", "a-b", "--name", "A", "--primary-email", "a@b.example"}, "--public-url"},
		{"bad slug", []string{"provider", "add", "--data", filepath.Join(dir, "slug"), "--slug", "É", "--name", "A", "--primary-email", "a@b.example", "--public-url", "https://x.example"}, "adresse de portail"},
		{"unknown key in the file", []string{"--config", config("key.yaml", "# the server\nlisten: 127.0.0.1:0\nlisen: x\n"), "serve", "--data", fresh}, "ligne 3\u00a0: l’option «\u00a0lisen\u00a0» n’existe pas"},
		{"key twice in the file", []string{"--config", config("twice.yaml", "demo: true\ndemo: false\n"), "serve", "--data", fresh}, "configuration"},
		{"list as file", []string{"--config", config("list.yaml", "- listen\n"), "serve", "--data", fresh}, "ligne 1"},
		{"no YAML", []string{"--config", config("bad.yaml", "listen: [\n"), "serve", "--data", fresh}, "YAML"},
		{"no file there", []string{"--config", filepath.Join(dir, "none.yaml"), "serve", "--data", fresh}, "ne peut pas être lu"},
		{"backup that is not there", []string{"restore", "--data", fresh, "--from", filepath.Join(dir, "none.db")}, "introuvable"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := runProgram(t, c.args...)
			if got.code != exitUnfit || !strings.Contains(got.err, c.want) || got.out != "" {
				t.Errorf("%+v, want code 2 and %q", got, c.want)
			}
			if strings.Contains(got.err, "goroutine") || strings.Contains(got.err, "⟦") {
				t.Errorf("not for people: %s", got.err)
			}
		})
	}
	if b, err := os.ReadFile(filepath.Join(damaged, "pupitre-server.db")); err != nil || !bytes.Equal(b, garbage) {
		t.Errorf("the damaged file was touched: %v", err)
	}
	if _, err := os.Stat(fresh); !errors.Is(err, os.ErrNotExist) {
		t.Error("a refused command has left a folder behind")
	}
}

// The command line wins over the environment, and the environment over the file.
func TestConfigurationOrder(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "server.yaml")
	text := "data: " + filepath.Join(dir, "file") + "\nlisten: 127.0.0.1:0\nmetrics-from:\n  - 192.0.2.0/24\n  - 198.51.100.0/24\nlog-format: json\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	migrated := func(env string, args ...string) string {
		t.Helper()
		cmd := program(t, append([]string{"--config", file, "migrate"}, args...)...)
		if env != "" {
			cmd.Env = append(cmd.Env, "PUPITRE_DATA="+env)
		}
		got := finish(t, cmd)
		if got.code != 0 {
			t.Fatalf("%+v", got)
		}
		return got.out
	}
	for want, got := range map[string]string{
		filepath.Join(dir, "file"): migrated(""),
		filepath.Join(dir, "env"):  migrated(filepath.Join(dir, "env")),
		filepath.Join(dir, "line"): migrated(filepath.Join(dir, "env"), "--data", filepath.Join(dir, "line")),
	} {
		if !strings.Contains(got, want+string(filepath.Separator)) {
			t.Errorf("%q, want %s", got, want)
		}
	}
	s := serve(t, "--config", file)
	if status, _ := get(t, s.url+"/metrics"); status != http.StatusNotFound {
		t.Errorf("the list of networks was not read: %d", status)
	}
	if !strings.Contains(s.log.String(), `"msg"`) {
		t.Errorf("the form of the log was not read: %s", s.log)
	}
}

// A backup of a running server, and its return: desktops find out by a new epoch.
func TestBackupAndRestore(t *testing.T) {
	data, backup := t.TempDir(), filepath.Join(t.TempDir(), "backup.db")
	s := serve(t, "--listen", "127.0.0.1:0", "--data", data, "--demo")
	if got := runProgram(t, "backup", "--data", data, "--to", backup); got.code != 0 {
		t.Fatalf("backup: %+v", got)
	}
	if got := runProgram(t, "backup", "--data", data, "--to", backup); got.code != exitUnfit {
		t.Errorf("a backup was overwritten: %+v", got)
	}
	if got := runProgram(t, "restore", "--data", data, "--from", backup); got.code != exitUnfit {
		t.Errorf("restored under a running server: %+v", got)
	}
	before := epoch(t, s.url)
	s.signal(syscall.SIGTERM)
	if got := runProgram(t, "restore", "--data", data, "--from", backup); got.code != 0 || !strings.Contains(got.err, "conservée") {
		t.Fatalf("restore: %+v", got)
	}
	s = serve(t, "--listen", "127.0.0.1:0", "--data", data)
	if after := epoch(t, s.url); after == before || after == "" {
		t.Errorf("epoch %q, then %q", before, after)
	}
}

func epoch(t *testing.T, url string) string {
	t.Helper()
	c := client(t, url)
	in := wire.SignIn{Email: "marie.tremblay@boreale.example", Password: "Demo-Quebec-2026", Device: device}
	s, err := c.SignIn(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	page, err := c.Pull(t.Context(), s.Memberships[0].Space, 0, "", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	return page.Epoch
}

// Every text of the help comes from the catalogues, in both languages.
func TestHelp(t *testing.T) {
	for lang, want := range map[string]string{"fr": "Options\u00a0:", "en": "Options:"} {
		for _, command := range [][]string{nil, {"serve"}, {"migrate"}, {"backup"}, {"restore"}, {"provider"}, {"provider", "add"}, {"provider", "list"}} {
			got := runProgram(t, append(append([]string{}, command...), "--help", "--lang", lang)...)
			if got.code != 0 || !strings.Contains(got.out, want) || strings.Contains(got.out, "⟦") || strings.Contains(got.out, "${") {
				t.Errorf("%v in %s: %+v", command, lang, got)
			}
		}
	}
	if got := runProgram(t, "version"); got.code != 0 || !strings.HasPrefix(got.out, "pupitre-server ") {
		t.Errorf("version: %+v", got)
	}
}
