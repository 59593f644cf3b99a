package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"pupitre/cmd/internal/cli"
	"pupitre/data/demo"
	"pupitre/data/server"
	"pupitre/i18n"
)

// shellOf runs the program as a script would, on one data folder and with a keychain in memory.
type shellOf struct {
	t    *testing.T
	data string
	env  map[string]string
	in   string
	url  string
	stop func()
}

func newShell(t *testing.T) *shellOf {
	t.Helper()
	keyring.MockInit()
	running := startDemo(t, t.TempDir())
	s := &shellOf{t: t, data: t.TempDir(), env: map[string]string{"PUPITRE_PASSWORD": demo.Password, "LANG": "fr_CA.UTF-8"}, url: running.URL}
	s.stop = func() {
		if err := running.Close(); err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(s.stop)
	s.want(cli.Done, "sign-in", s.url, demo.Email)
	return s
}

func startDemo(t *testing.T, dir string) *server.Running {
	t.Helper()
	running, err := demo.Start(context.Background(), dir, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return running
}

func (s *shellOf) run(args ...string) (code int, out, errs string) {
	s.t.Helper()
	var o, e bytes.Buffer
	code = run(s.t.Context(), append([]string{"--data", s.data}, args...), std{
		in: strings.NewReader(s.in), out: &o, err: &e, env: func(k string) string { return s.env[k] },
	})
	return code, o.String(), e.String()
}

func (s *shellOf) want(code int, args ...string) string {
	s.t.Helper()
	got, out, errs := s.run(args...)
	if got != code {
		s.t.Fatalf("%v: exit code %d, want %d\n%s%s", args, got, code, out, errs)
	}
	return out + errs
}

func (s *shellOf) wantSentence(code int, id string, args []string, pairs ...any) {
	s.t.Helper()
	want := i18n.For(i18n.French).T(id, pairs...)
	if got := s.want(code, args...); !strings.Contains(got, want) {
		s.t.Errorf("%v said %q, want %q", args, got, want)
	}
}

func (s *shellOf) portal() string {
	s.t.Helper()
	res, err := http.Get(s.url + "/p/" + demo.Slug)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(b)
}

func TestASettingReachesThePortalPage(t *testing.T) {
	s := newShell(t)
	if got := s.want(cli.Done, "get", "profile.name"); got != "profile.name="+demo.Name+"\n" {
		t.Errorf("get printed %q", got)
	}
	s.want(cli.Done, "set", "profile.name=  Télécom Œuvre & Fils ", "profile.time_zone=America/Halifax")
	if got := s.want(cli.Done, "get", "profile.name"); got != "profile.name=Télécom Œuvre & Fils\n" {
		t.Errorf("get printed %q", got)
	}
	if page := s.portal(); !strings.Contains(page, "Télécom Œuvre &amp; Fils") {
		t.Errorf("the portal page does not show the new name:\n%s", page)
	}
}

func TestBadInputChangesNothing(t *testing.T) {
	s := newShell(t)
	before := s.want(cli.Done, "get", "--json")
	s.wantSentence(cli.Failed, "settings.name_required", []string{"set", "profile.time_zone=UTC", "profile.name=   "})
	s.wantSentence(cli.Failed, "settings.name_too_long", []string{"set", "profile.name=" + strings.Repeat("é", 81)}, "Max", 80, "Count", 81)
	s.wantSentence(cli.Failed, "settings.time_zone_unknown", []string{"set", "profile.time_zone=America/Rimouski"}, "Zone", "America/Rimouski")
	s.wantSentence(cli.Failed, "ctl.unknown_setting", []string{"set", "profile.colour=red"}, "Setting", "profile.colour")
	s.wantSentence(cli.Failed, "ctl.not_an_assignment", []string{"set", "profile.name"}, "Text", "profile.name")
	if after := s.want(cli.Done, "get", "--json"); after != before {
		t.Errorf("something changed:\n%s\n%s", before, after)
	}
}

func TestOffLineTheEditWaitsHere(t *testing.T) {
	s := newShell(t)
	s.stop()
	s.wantSentence(waitingCode, "ctl.waiting", []string{"set", "profile.name=Hors ligne"}, "N", 1)
	var report statusReport
	if err := json.Unmarshal([]byte(s.want(cli.Done, "status", "--json")), &report); err != nil {
		t.Fatal(err)
	}
	if report.Pending != 1 || report.Email != demo.Email || report.Role != "primary" || report.Provider != demo.Slug {
		t.Errorf("status %+v", report)
	}
	if got := s.want(cli.Done, "get", "profile.name"); got != "profile.name=Hors ligne\n" {
		t.Errorf("get printed %q", got)
	}
}

func TestSignInRefusals(t *testing.T) {
	s := newShell(t)
	s.env["PUPITRE_PASSWORD"] = "wrong"
	s.wantSentence(cli.Failed, "server.bad_credentials", []string{"sign-in", s.url, demo.Email})
	s.wantSentence(cli.Failed, "remote.plain_http", []string{"sign-in", "http://pupitre.example", demo.Email}, "Address", "http://pupitre.example")
	delete(s.env, "PUPITRE_PASSWORD")
	s.wantSentence(cli.Failed, "ctl.no_password", []string{"sign-in", s.url, demo.Email})
}

func TestTheTokenIsNeverInTheFolder(t *testing.T) {
	s := newShell(t)
	h, done, err := (&app{data: s.data, log: slog.New(slog.DiscardHandler)}).home()
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	account := h.Settings.Get().Accounts[0]
	token, err := h.Secrets().Get(account.Server + "|" + account.Person)
	if err != nil || len(token) < 32 {
		t.Fatalf("no token in the keychain: %v", err)
	}
	err = walk(s.data, func(path string, content []byte) {
		for _, secret := range []string{token, demo.Password} {
			if bytes.Contains(content, []byte(secret)) {
				t.Errorf("%s holds a secret", path)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

func walk(dir string, f func(path string, content []byte)) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		f(path, content)
		return err
	})
}

func TestSignedOutMeansAskingAgain(t *testing.T) {
	s := newShell(t)
	s.wantSentence(cli.Done, "ctl.signed_out", []string{"sign-out"})
	delete(s.env, "PUPITRE_PASSWORD")
	s.wantSentence(cli.Unfit, "sync.signed_out", []string{"get"})
}

func TestEnglish(t *testing.T) {
	s := newShell(t)
	want := i18n.For(i18n.English).T("settings.name_required")
	if got := s.want(cli.Failed, "--lang", "en", "set", "profile.name="); !strings.Contains(got, want) {
		t.Errorf("said %q, want %q", got, want)
	}
}

func TestTheHelpSpeaksBothLanguages(t *testing.T) {
	for _, lang := range i18n.Languages {
		s := &shellOf{t: t, data: t.TempDir(), env: map[string]string{}}
		p := i18n.For(lang)
		got := s.want(cli.Done, "--lang", string(lang), "--help")
		for _, want := range []string{p.T("ctl.help.set"), p.T("cli.verbose"), p.T("cli.help")} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: the help lacks %q:\n%s", lang, want, got)
			}
		}
	}
}

func TestAWrongCommandLine(t *testing.T) {
	s := &shellOf{t: t, data: t.TempDir(), env: map[string]string{}}
	if got := s.want(cli.Unfit, "set", "--colour"); !strings.Contains(got, "pupitrectl --help") {
		t.Errorf("said %q", got)
	}
}
