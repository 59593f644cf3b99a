package main

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"pupitre/cmd/internal/cli"

	"pupitre/data/remote"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

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
	again := runProgram(t, "provider", "invite", "--data", data, "--slug", "nordet")
	if again.code != 0 || again.out == added.out {
		t.Fatalf("provider invite: %+v", again)
	}
	space := acceptAndRename(t, strings.TrimSpace(again.out), "Nordet Éclair")
	if late := runProgram(t, "provider", "invite", "--data", data, "--slug", "nordet"); late.code != cli.Unfit || !strings.Contains(late.err, "déjà un mot de passe") {
		t.Errorf("an invitation for somebody with a password: %+v", late)
	}
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
	s.signal(syscall.SIGTERM)
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
	if got := runProgram(t, "backup", "--data", data, "--to", backup); got.code != cli.Unfit {
		t.Errorf("a backup was overwritten: %+v", got)
	}
	if got := runProgram(t, "restore", "--data", data, "--from", backup); got.code != cli.Unfit {
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

// Trying a backup out, on a computer whose environment or file names the real database, stays in the folder that is typed.
func TestATypedFolderWinsOverADatabaseFromElsewhere(t *testing.T) {
	data, backup, trial := t.TempDir(), filepath.Join(t.TempDir(), "backup.db"), t.TempDir()
	const unreachable = "postgres://nobody@127.0.0.1:1/real?sslmode=disable"
	file := filepath.Join(t.TempDir(), "server.yaml")
	if err := os.WriteFile(file, []byte("database: "+unreachable+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		code int
		args []string
	}{
		{0, []string{"migrate", "--data", data}},
		{0, []string{"backup", "--data", data, "--to", backup}},
		{0, []string{"restore", "--data", trial, "--from", backup}},
		{0, []string{"--config", file, "restore", "--data", trial, "--from", backup}},
		{0, []string{"provider", "list", "--data", trial}},
		{0, []string{"epoch", "renew", "--data", trial}},
		{cli.Unfit, []string{"restore", "--data", trial, "--database", unreachable, "--from", backup}}, // typed as well
	} {
		cmd := program(t, step.args...)
		cmd.Env = append(cmd.Env, "PUPITRE_DATABASE="+unreachable)
		if got := finish(t, cmd); got.code != step.code || (got.code == 0 && strings.Contains(got.out, "postgres")) {
			t.Errorf("%q: %+v", step.args, got)
		}
	}
	cmd := program(t, "restore", "--from", backup)
	cmd.Env = append(cmd.Env, "PUPITRE_DATA="+trial, "PUPITRE_DATABASE="+unreachable)
	if got := finish(t, cmd); got.code != cli.Unfit {
		t.Errorf("a folder from the environment only keeps the server's address: %+v", got)
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
		for _, command := range [][]string{nil, {"serve"}, {"migrate"}, {"backup"}, {"restore"}, {"provider"}, {"provider", "add"}, {"provider", "invite"}, {"provider", "list"}} {
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
