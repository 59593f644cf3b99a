package server_test

import (
	"crypto/rand"
	"errors"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/server"
	"pupitre/data/server/provisioning"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

func TestHealthAndFigures(t *testing.T) {
	r := newRig(t)
	if got := r.do(request{method: "GET", path: "/healthz"}); got.status != 200 || string(got.body) != `{"status":"ok"}` {
		t.Errorf("%d %s", got.status, got.body)
	}
	token := r.signIn(access.Primary, 1).Token
	r.push(token, r.rename(1, 1, "Téléphonie Boréale", "Réseau Éclair"))
	r.push(token, r.rename(1, 9, "", "gap"))
	r.do(request{method: "GET", path: "/v1/spaces/" + r.space + "/pull", token: token})
	r.do(request{method: "GET", path: "/any/path/a/stranger/likes"})
	r.do(request{method: "BREW", path: "/healthz"})
	figures := string(r.do(request{method: "GET", path: "/metrics"}).body)
	for _, want := range []string{
		`pupitre_pushes_total{result="ok"} 1`,
		`pupitre_pushes_total{result="seq_gap"} 1`,
		`pupitre_push_fields_total{outcome="applied"} 1`,
		`pupitre_push_fields_total{outcome="conflict"} 0`,
		`pupitre_pulls_total{result="items"} 1`,
		`pupitre_sign_ins_total{result="ok"} 1`,
		`pupitre_event_streams 0`,
		`pupitre_http_requests_total{method="POST",route="POST /v1/spaces/{space}/push",status="200"} 1`,
		`pupitre_http_requests_total{method="GET",route="none",status="404"} 1`,
		`pupitre_http_requests_total{method="other",route="none",status="405"} 1`,
		`go_goroutines`,
	} {
		if !strings.Contains(figures, want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
	if strings.Contains(figures, "stranger") {
		t.Error("a path of a stranger became a series")
	}
}

func TestFiguresAreForTheOperator(t *testing.T) {
	r := newRig(t)
	if got := r.do(request{method: "GET", path: "/metrics", header: map[string]string{"X-Forwarded-For": "192.0.2.7"}}); got.status != 404 {
		t.Errorf("through a proxy: %d", got.status)
	}
	r = newRig(t, func(o *server.Options) { o.MetricsFrom = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")} })
	if got := r.do(request{method: "GET", path: "/metrics"}); got.status != 404 {
		t.Errorf("from elsewhere: %d", got.status)
	}
}

func TestPortalOverHTTP(t *testing.T) {
	r := newRig(t)
	page := r.do(request{method: "GET", path: "/p/boreale", header: map[string]string{"Accept-Language": "en"}})
	csp := page.header.Get("Content-Security-Policy")
	if page.status != 200 || page.header.Get("Content-Language") != "en-CA" || page.header.Get("Cache-Control") != "no-cache" ||
		!strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || page.header.Get("X-Frame-Options") != "DENY" {
		t.Errorf("%d %v", page.status, page.header)
	}
	if !strings.Contains(strings.Join(page.header.Values("Vary"), ","), "Accept-Language") {
		t.Error("a cache would give English to everybody")
	}
	etag := page.header.Get("ETag")
	same := r.do(request{method: "GET", path: "/p/boreale?lang=en", header: map[string]string{"If-None-Match": etag}})
	if same.status != http.StatusNotModified || len(same.body) != 0 {
		t.Errorf("unchanged: %d", same.status)
	}
	if fr := r.do(request{method: "GET", path: "/p/boreale", header: map[string]string{"If-None-Match": etag}}); fr.status != 200 || !strings.Contains(string(fr.body), `lang="fr-CA"`) {
		t.Errorf("French by default: %d", fr.status)
	}
	head := r.do(request{method: "HEAD", path: "/p/boreale"})
	if head.status != 200 || len(head.body) != 0 {
		t.Errorf("HEAD: %d, %d bytes", head.status, len(head.body))
	}
	for _, path := range []string{"/", "/p/", "/p/none", "/p/boreale/x", "/assets/none.css", "/favicon.ico", "/p/%00"} {
		got := r.do(request{method: "GET", path: path})
		if got.status != 404 || !strings.Contains(string(got.body), "Page introuvable") || !strings.Contains(string(got.body), "Page not found") {
			t.Errorf("%s: %d", path, got.status)
		}
	}
}

func TestAssetsAreKeptForEver(t *testing.T) {
	r := newRig(t)
	page := string(r.do(request{method: "GET", path: "/p/boreale"}).body)
	_, rest, _ := strings.Cut(page, `rel="stylesheet" href="`)
	address, _, _ := strings.Cut(rest, `"`)
	got := r.do(request{method: "GET", path: address})
	if got.status != 200 || !strings.HasPrefix(got.header.Get("Content-Type"), "text/css") || !strings.Contains(got.header.Get("Cache-Control"), "immutable") {
		t.Errorf("%s: %d %v", address, got.status, got.header)
	}
}

// broken is a policy with a defect.
type broken struct{ settings.Policy }

func (broken) May(access.Member, wire.Kind, string, string) string { panic("a defect") }

func TestPanicIsAProblem(t *testing.T) {
	r := newRig(t, func(o *server.Options) { o.Policy = broken{} })
	token := r.signIn(access.Primary, 1).Token
	before := r.dump()
	for range 3 { // a writer that was left locked would hang the second
		got := r.push(token, r.rename(1, 1, "Téléphonie Boréale", "X"))
		p := got.problem()
		if got.status != 500 || p.Code != "internal" || p.Key != "server.internal" || p.Args["Request"] != got.header.Get("X-Request-Id") {
			t.Errorf("%d %s", got.status, got.body)
		}
		if strings.Contains(string(got.body), "defect") {
			t.Error("the cause left the server")
		}
	}
	if !strings.Contains(r.log.String(), "a defect") {
		t.Error("the cause is not in the log")
	}
	if r.dump() != before {
		t.Error("something stored has changed")
	}
}

func TestStoreOutOfReach(t *testing.T) {
	r := newRig(t)
	token := r.signIn(access.Primary, 1).Token
	r.must(r.store.Close())
	for path, key := range map[string]string{"/healthz": "server.no_database", "/v1/session": "server.internal"} {
		got := r.do(request{method: "GET", path: path, token: token})
		if got.status < 500 || got.problem().Key != key || strings.Contains(string(got.body), "server.db") {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
	}
	if got := r.do(request{method: "GET", path: "/p/boreale"}); got.status != 503 || !strings.Contains(string(got.body), "indisponible") || got.header.Get("Retry-After") == "" {
		t.Errorf("the page: %d", got.status)
	}
}

func TestThrottleBehindAProxy(t *testing.T) {
	for trusted, want := range map[bool]int{true: 200, false: 429} {
		r := newRig(t, func(o *server.Options) { o.TrustProxy = trusted })
		try := func(from, pw string) int {
			return r.do(request{
				method: "POST", path: "/v1/session", header: map[string]string{"X-Forwarded-For": "203.0.113.1, " + from},
				body: wire.SignIn{Email: "primary@boreale.example", Password: pw, Device: deviceOf(1)},
			}).status
		}
		for range 5 {
			try("192.0.2.1", "wrong")
		}
		if got := try("192.0.2.2", password); got != want {
			t.Errorf("trusted %v: another place gets %d, want %d", trusted, got, want)
		}
	}
}

func TestProvisioningRefusals(t *testing.T) {
	r := newRig(t)
	ok := provisioning.Provider{Slug: "nordet", Profile: settings.DefaultProfile("Nordet")}
	with := func(f func(*provisioning.Provider)) provisioning.Provider {
		p := ok
		f(&p)
		return p
	}
	for _, c := range []struct {
		name  string
		in    provisioning.Provider
		email string
		key   string
	}{
		{"slug taken", with(func(p *provisioning.Provider) { p.Slug = "boreale" }), "a@b.example", "server.provider_slug_taken"},
		{"accents", with(func(p *provisioning.Provider) { p.Slug = "boréale" }), "a@b.example", "server.provider_slug"},
		{"one letter", with(func(p *provisioning.Provider) { p.Slug = "b" }), "a@b.example", "server.provider_slug"},
		{"hyphen at the end", with(func(p *provisioning.Provider) { p.Slug = "nord-" }), "a@b.example", "server.provider_slug"},
		{"two hyphens", with(func(p *provisioning.Provider) { p.Slug = "nor--det" }), "a@b.example", "server.provider_slug"},
		{"41 letters", with(func(p *provisioning.Provider) { p.Slug = strings.Repeat("a", 41) }), "a@b.example", "server.provider_slug"},
		{"empty name", with(func(p *provisioning.Provider) { p.Profile.Name = " \t" }), "a@b.example", "settings.name_required"},
		{"unknown zone", with(func(p *provisioning.Provider) { p.Profile.TimeZone = "Mars/Olympus" }), "a@b.example", "settings.time_zone_unknown"},
		{"unknown language", with(func(p *provisioning.Provider) { p.Profile.DefaultLanguage = "de" }), "a@b.example", "settings.language_unknown"},
		{"no e-mail", ok, "nobody", "server.bad_email"},
		{"name and e-mail", ok, "Marie <a@b.example>", "server.bad_email"},
	} {
		before := r.dump()
		_, err := r.maker().Found(t.Context(), r.store, c.in, c.email)
		if key, _ := fault.KeyOf(err); key != c.key {
			t.Errorf("%s: %v, want %s", c.name, err, c.key)
		}
		if r.dump() != before {
			t.Errorf("%s: something stored has changed", c.name)
		}
	}
	founded, err := r.maker().Found(t.Context(), r.store, ok, "Primary@Boreale.example")
	if err != nil || founded.Secret != "" || founded.Person.ID != r.people[access.Primary].ID {
		t.Errorf("somebody with a password needs no invitation: %+v %v", founded, err)
	}
	err = r.store.Write(t.Context(), func(tx *store.Tx) error {
		_, err := r.maker().AddPerson(tx, r.provider.ID, provisioning.Person{Email: "second@boreale.example", Role: access.Primary})
		return err
	})
	if !errors.Is(err, store.ErrUnique) {
		t.Errorf("a second primary: %v", err)
	}
}

func TestCodesAreSixDigits(t *testing.T) {
	r := newRig(t)
	seen := map[string]bool{}
	for _, p := range r.people {
		if len(p.Code) != 6 || p.Code[0] == '0' || strings.Trim(p.Code, "0123456789") != "" || seen[p.Code] {
			t.Errorf("code %q", p.Code)
		}
		seen[p.Code] = true
	}
	if _, _, err := server.NewSecret(strings.NewReader("short")); err == nil {
		t.Error("a secret without randomness")
	}
	if secret, hash, err := server.NewSecret(rand.Reader); err != nil || len(secret) != 43 || hash != server.HashSecret(secret) {
		t.Errorf("secret %q hash %q %v", secret, hash, err)
	}
}
