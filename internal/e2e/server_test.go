//go:build linux

package e2e

import (
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"strings"
	"syscall"
	"time"

	"pupitre/data/demo"
	"pupitre/i18n"
	"pupitre/internal/proc"
)

// server is pupitre-server with the demonstration's provider.
type server struct {
	w       *world
	dir     string
	address string // http://127.0.0.1:port, the same after a restart
	more    []string
	p       *proc.Process
}

// server starts one, with more options if any.
func (w *world) server(more ...string) *server {
	w.t.Helper()
	s := &server{w: w, dir: w.folder("server"), more: more}
	s.start("127.0.0.1:0")
	return s
}

func (s *server) start(listen string) {
	s.w.t.Helper()
	s.p = s.w.start(proc.Spec{
		Path:      program("pupitre-server"),
		Args:      append([]string{"serve", "--data", s.dir, "--listen", listen, "--demo", "--stop-with-stdin"}, s.more...),
		Env:       []string{"HOME=" + s.w.dir, "LANG=C.UTF-8"},
		HoldInput: true,
	})
	address, err := s.p.Line(0, patience)
	s.w.check(err)
	s.address = address
	s.w.eventually(patience, func() error {
		_, err := s.get("/healthz", i18n.French)
		return err
	})
}

// stop ends the server as an administrator does.
func (s *server) stop() {
	s.w.t.Helper()
	s.w.check(s.p.Signal(syscall.SIGTERM))
	code, err := s.p.Wait(patience)
	s.w.check(err)
	if code != 0 {
		s.w.t.Fatalf("the server ended with %d\n%s", code, s.p.Report())
	}
}

// restart listens on the port of before.
func (s *server) restart() {
	s.w.t.Helper()
	s.start(strings.TrimPrefix(s.address, "http://"))
}

// freeze makes the server silent without closing its connections, as a network that drops everything.
func (s *server) freeze() { s.w.t.Helper(); s.w.check(s.p.Signal(syscall.SIGSTOP)) }

func (s *server) thaw() { s.w.t.Helper(); s.w.check(s.p.Signal(syscall.SIGCONT)) }

func (s *server) get(path string, lang i18n.Language) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.address+path, nil)
	if err != nil {
		return "", err
	}
	request.Header.Set("Accept-Language", string(lang))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return "", err
	}
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s: %s\n%s", path, response.Status, body)
	}
	return string(body), response.Body.Close()
}

// portal is the public page of the demonstration's provider.
func (s *server) portal(lang i18n.Language) (string, error) { return s.get("/p/"+demo.Slug, lang) }

// portalShows waits for words on the public page, in both languages.
func (s *server) portalShows(words string, limit time.Duration) {
	s.w.t.Helper()
	for _, lang := range i18n.Languages {
		s.w.eventually(limit, func() error {
			page, err := s.portal(lang)
			if err == nil && !strings.Contains(page, html.EscapeString(words)) {
				err = fmt.Errorf("the public page in %s does not show %q:\n%s", lang, words, page)
			}
			return err
		})
	}
}

// portalKeeps proves that the public page goes on showing the words.
func (s *server) portalKeeps(words string, span time.Duration) {
	s.w.t.Helper()
	s.w.check(proc.Still(span, func() error {
		page, err := s.portal(i18n.French)
		if err == nil && !strings.Contains(page, html.EscapeString(words)) {
			err = fmt.Errorf("the public page shows %q no more:\n%s", words, page)
		}
		return err
	}))
}
