//go:build linux

package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pupitre/data/demo"
	"pupitre/data/schedule"
	"pupitre/data/wire"
	"pupitre/internal/proc"
)

// site is somebody else's web page that shows whether the chat is open, under a policy that lets nothing else in. It tells
// what a visitor sees there.
type site struct {
	w       *world
	address string
	road    *road

	mu   sync.Mutex
	last seen
	told int
	ask  bool // the next report is answered with "ask the server again"
}

// seen is what stands on the page.
type seen struct {
	FR, EN     shown
	Violations []string
	Cookie     string
}

// shown is one widget.
type shown struct {
	Role, Lang, State, Text string
	Hidden                  bool
}

// road is what lies between the page and the server. It can be cut.
type road struct {
	*httptest.Server
	mu       sync.Mutex
	cut      bool
	statuses map[int]int // of the answers about the chat
}

func newRoad(w *world, to string) *road {
	target, err := url.Parse(to)
	w.check(err)
	r := &road{statuses: map[int]int{}}
	proxy := httputil.NewSingleHostReverseProxy(target)
	proxy.ModifyResponse = func(a *http.Response) error {
		if strings.HasSuffix(a.Request.URL.Path, "/chat-status") {
			r.mu.Lock()
			r.statuses[a.StatusCode]++
			r.mu.Unlock()
		}
		return nil
	}
	r.Server = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, in *http.Request) {
		r.mu.Lock()
		cut := r.cut
		if cut {
			r.statuses[http.StatusBadGateway]++
		}
		r.mu.Unlock()
		if cut {
			http.Error(out, "cut", http.StatusBadGateway)
			return
		}
		proxy.ServeHTTP(out, in)
	}))
	w.t.Cleanup(r.Close)
	return r
}

func (r *road) count(status int) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.statuses[status]
}

func (r *road) setCut(cut bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cut = cut
}

// sitePage has two widgets, in both languages, and a script that tells what they show.
const sitePage = `<!doctype html><html lang="fr-CA"><head><meta charset="utf-8"><title>Ailleurs</title></head><body>
<script src="%[1]s" data-lang="fr" data-every="5"></script>
<div id="english"></div>
<script src="%[1]s" data-lang="en-CA" data-target="english"></script>
<script nonce="n">
const violations = [];
document.addEventListener("securitypolicyviolation", (e) => violations.push(e.violatedDirective + " " + e.blockedURI));
const look = (box) => box ? { Role: box.getAttribute("role"), Lang: box.lang, State: box.dataset.state || "", Text: box.innerText, Hidden: box.hidden } : {};
async function tell() {
  const [fr, en] = [document.querySelector("body > .pupitre-chat"), document.querySelector("#english > .pupitre-chat")];
  const answer = await fetch("/report", { method: "POST", body: JSON.stringify({ FR: look(fr), EN: look(en), Violations: violations, Cookie: document.cookie }) });
  if ((await answer.text()) === "ask") window.dispatchEvent(new Event("online"));
}
setInterval(tell, 200);
</script></body></html>`

// newSite opens the page in a browser without a screen.
func newSite(w *world, s *server) *site {
	w.t.Helper()
	p := &site{w: w, road: newRoad(w, s.address)}
	host := httptest.NewServer(http.HandlerFunc(p.serve))
	w.t.Cleanup(host.Close)
	p.address = host.URL
	home := w.folder("visitor")
	args := []string{
		"--headless=new", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage", "--disable-background-networking",
		"--disable-component-update", "--user-data-dir=" + filepath.Join(home, "profile"), p.address,
	}
	if os.Geteuid() == 0 {
		args = append([]string{"--no-sandbox"}, args...) // its sandbox is not for root
	}
	w.start(proc.Spec{Path: w.tool("chromium", "chromium"), Args: args, Env: []string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8"}})
	return p
}

func (p *site) serve(out http.ResponseWriter, in *http.Request) {
	switch in.URL.Path {
	case "/":
		out.Header().Set("Content-Security-Policy", fmt.Sprintf(
			"default-src 'none'; script-src 'nonce-n' %[1]s; connect-src 'self' %[1]s; require-trusted-types-for 'script'; trusted-types 'none'", p.road.URL))
		out.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprintf(out, sitePage, p.road.URL+"/p/"+demo.Slug+"/widget.js")
	case "/report":
		p.mu.Lock()
		defer p.mu.Unlock()
		var now seen
		if json.NewDecoder(http.MaxBytesReader(out, in.Body, 1<<16)).Decode(&now) == nil {
			p.last, p.told = now, p.told+1
		}
		if p.ask {
			p.ask = false
			_, _ = out.Write([]byte("ask"))
		}
	default:
		out.WriteHeader(http.StatusNoContent) // the icon
	}
}

// now is what a visitor sees.
func (p *site) now() seen {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last
}

// shows waits until a visitor sees something.
func (p *site) shows(what string, is func(seen) bool) {
	p.w.t.Helper()
	p.w.eventually(patience, func() error {
		if now := p.now(); !is(now) {
			return fmt.Errorf("%s: the page shows %+v", what, now)
		}
		return nil
	})
}

// asks makes the page ask the server again, and waits for the answer.
func (p *site) asks(status int) {
	p.w.t.Helper()
	before := p.road.count(status)
	p.mu.Lock()
	p.ask = true
	p.mu.Unlock()
	p.w.eventually(patience, func() error {
		if p.road.count(status) <= before {
			return fmt.Errorf("%d answers of status %d, want one more", before, status)
		}
		return nil
	})
}

// A page of somebody else shows the hours in both languages, follows them, asks no more than it needs, and goes on showing
// what is true when the server is away.
func TestTheStatusOnAnotherWebPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.server()
	chair := s.seat(marie)
	p := newSite(w, s)
	p.shows("turned off", func(now seen) bool {
		return now.FR.State == "closed" && strings.HasPrefix(now.FR.Text, fr.T("widget.closed")) && strings.Contains(now.FR.Text, fr.T("schedule.words.disabled")) &&
			now.EN.State == "closed" && strings.HasPrefix(now.EN.Text, en.T("widget.closed"))
	})

	always := schedule.Weekly{
		ID: "0198c0de-0000-7000-8000-0000000000b1", Name: "Jour et nuit", Type: schedule.WorkingHours, State: schedule.Open,
		Days: schedule.EveryDay, Span: schedule.AllDay,
	}
	chair.keepHours(schedule.Chat{Enabled: true, French: []schedule.Weekly{always}})
	p.shows("open in French, by its own clock", func(now seen) bool {
		return now.FR.State == "open" && strings.HasPrefix(now.FR.Text, fr.T("widget.open")) && strings.Contains(now.FR.Text, "Jour et nuit")
	})
	p.asks(http.StatusNotModified)
	p.shows("and not in English", func(now seen) bool {
		return now.EN.State == "closed" && strings.Contains(now.EN.Text, en.T("schedule.words.nothing"))
	})

	p.road.setCut(true)
	p.asks(http.StatusBadGateway)
	w.check(proc.Still(time.Second, func() error {
		if now := p.now(); now.FR.State != "open" || now.FR.Hidden {
			return fmt.Errorf("without the server the page shows %+v", now)
		}
		return nil
	}))
	p.road.setCut(false)

	now := p.now()
	want := []string{"status fr-CA", "status en-CA"}
	if got := []string{now.FR.Role + " " + now.FR.Lang, now.EN.Role + " " + now.EN.Lang}; !slices.Equal(got, want) {
		t.Errorf("a reader is told %v, want %v", got, want)
	}
	if len(now.Violations) > 0 || now.Cookie != "" {
		t.Errorf("the page's policy was broken: %v; cookie %q", now.Violations, now.Cookie)
	}
}

// keepHours saves hours as a desktop does.
func (c *seat) keepHours(chat schedule.Chat) {
	c.w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	now, err := c.client.Pull(ctx, c.space, 0, "", 1, 0)
	c.w.check(err)
	push := wire.Push{Device: c.device, Epoch: now.Epoch, Schema: wire.Schema}
	for entity, fields := range chat.Stored() {
		c.pushed++
		m := wire.Mutation{Seq: c.pushed, Kind: wire.Edit, Entity: entity, MadeAt: time.Now()}
		for name, v := range fields {
			m.Fields = append(m.Fields, wire.FieldEdit{Name: name, Base: wire.Value("null"), Value: v})
		}
		push.Mutations = append(push.Mutations, m)
	}
	result, err := c.client.Push(ctx, c.space, push)
	c.w.check(err)
	for _, r := range result.Results {
		for _, f := range r.Fields {
			if f.Outcome != wire.Applied && f.Outcome != wire.Noop {
				c.w.t.Fatalf("%+v", r)
			}
		}
	}
}
