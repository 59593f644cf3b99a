package portal_test

import (
	"bytes"
	"flag"
	"math"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"pupitre/data/server/portal"
	"pupitre/data/settings"
	"pupitre/i18n"
)

var update = flag.Bool("update", false, "write the golden files anew")

var noon = time.Date(2026, 6, 24, 18, 5, 0, 0, time.UTC)

func boreale() portal.View {
	return portal.View{
		Slug: "boreale", Now: noon,
		Profile: settings.Profile{Name: "Téléphonie Boréale", DefaultLanguage: "fr", TimeZone: "America/Toronto"},
	}
}

func newPortal(t *testing.T) *portal.Portal {
	t.Helper()
	p, err := portal.New()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func page(t *testing.T, v portal.View, lang i18n.Language) []byte {
	t.Helper()
	b, err := newPortal(t).Page(v, lang)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The hashes in the addresses of style and icon are taken out: a golden file tells the structure, the style has its own test.
var hashes = regexp.MustCompile(`\.[0-9a-f]{16}\.`)

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	got = hashes.ReplaceAll(got, []byte(".HASH."))
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (write anew with -update, then read it): %s", name, diff)
	}
}

func TestGolden(t *testing.T) {
	golden(t, "boreale_fr.html", page(t, boreale(), i18n.French))
	golden(t, "boreale_en.html", page(t, boreale(), i18n.English))
	for name, make := range map[string]func() ([]byte, error){
		"not_found.html": newPortal(t).NotFound, "unavailable.html": newPortal(t).Unavailable,
	} {
		b, err := make()
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, b)
	}
}

// A provider's name is text of a stranger. Nothing of it may become an element, an attribute or an address.
func TestHostileNameStaysText(t *testing.T) {
	for _, name := range []string{
		`<script>alert(1)</script>`,
		`"><img src=x onerror=alert(1)>`,
		`' onmouseover='alert(1)`,
		`</title><svg onload=alert(1)>`,
		`{{.Slug}} {{template "head"}}`,
		`javascript:alert(1)//`,
		`&lt;b&gt; ]]> <!-- -->`,
	} {
		v := boreale()
		v.Profile.Name = name
		b := page(t, v, i18n.French)
		shape, texts := outline(t, b)
		plain, _ := outline(t, page(t, boreale(), i18n.French))
		if diff := cmp.Diff(plain, shape); diff != "" {
			t.Errorf("%q changed the structure of the page: %s", name, diff)
		}
		if !strings.Contains(texts, name) {
			t.Errorf("%q is not shown as it is", name)
		}
	}
}

// outline is the elements of a page with their attributes, and its text.
func outline(t *testing.T, b []byte) (shape []string, texts string) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		switch n.Type {
		case html.ElementNode:
			attrs := n.Data
			for _, a := range n.Attr {
				attrs += " " + a.Key + "=" + a.Val
			}
			shape = append(shape, attrs)
		case html.TextNode:
			texts += n.Data
		}
	}
	return shape, texts
}

func TestFacts(t *testing.T) {
	v := boreale()
	v.Profile.DefaultLanguage, v.Profile.TimeZone = "en", "Asia/Kolkata"
	_, fr := outline(t, page(t, v, i18n.French))
	for _, want := range []string{"Anglais", "Asia/Kolkata", "UTC+05:30", "23\u00a0h\u00a035", "mercredi"} {
		if !strings.Contains(fr, want) {
			t.Errorf("the French page lacks %q", want)
		}
	}
	_, en := outline(t, page(t, v, i18n.English))
	for _, want := range []string{"English", "UTC+05:30", "11:35\u00a0p.m.", "Wednesday"} {
		if !strings.Contains(en, want) {
			t.Errorf("the English page lacks %q", want)
		}
	}
}

func TestUnknownZoneShowsNoTime(t *testing.T) {
	v := boreale()
	v.Profile.TimeZone = "Mars/Olympus"
	shape, texts := outline(t, page(t, v, i18n.French))
	if !strings.Contains(texts, "Mars/Olympus") || strings.Contains(strings.Join(shape, "\n"), "time datetime") {
		t.Error("a zone that is not known is named, and no time is made up")
	}
}

func TestLanguageOf(t *testing.T) {
	for _, c := range []struct {
		query, accept string
		want          i18n.Language
	}{
		{"", "", i18n.French},
		{"", "en-US,en;q=0.9", i18n.English},
		{"", "fr-FR", i18n.French},
		{"", "de,en;q=0.5", i18n.English},
		{"", "de", i18n.French},
		{"", "en;q=0.3,fr;q=0.8", i18n.French},
		{"", "\xff;;;", i18n.French},
		{"?lang=en", "fr", i18n.English},
		{"?lang=fr", "en", i18n.French},
		{"?lang=de", "en", i18n.English},
	} {
		r := httptest.NewRequest("GET", "/p/x"+c.query, nil)
		r.Header.Set("Accept-Language", c.accept)
		if got := portal.LanguageOf(r); got != c.want {
			t.Errorf("%q with %q: %s, want %s", c.query, c.accept, got, c.want)
		}
	}
}

// Landmarks, one h1, labelled regions, languages of parts: what a screen reader needs.
func TestAccessibleStructure(t *testing.T) {
	for _, lang := range i18n.Languages {
		shape, _ := outline(t, page(t, boreale(), lang))
		all := "\n" + strings.Join(shape, "\n") + "\n"
		for _, want := range []string{
			"\nhtml lang=" + lang.Tag() + "\n", "\nmain id=main\n", "\nheader ", "\nfooter ", "\nnav aria-label=", "\ntitle\n",
			"\na class=skip href=#main\n", " aria-current=true ",
		} {
			if strings.Count(all, want) != 1 {
				t.Errorf("%s: %q stands %d times, want once in:%s", lang, want, strings.Count(all, want), all)
			}
		}
		if strings.Count(all, "\nh1 ") != 1 || strings.Contains(all, "\nscript") || strings.Contains(all, " style=") {
			t.Errorf("%s: one h1, no script and no inline style:%s", lang, all)
		}
	}
}

func TestAssets(t *testing.T) {
	p := newPortal(t)
	b := page(t, boreale(), i18n.French)
	found := regexp.MustCompile(`/assets/([^"]+)`).FindAllSubmatch(b, -1)
	if len(found) != 2 {
		t.Fatalf("%d files, want style and icon", len(found))
	}
	for _, m := range found {
		if body, kind, ok := p.Asset(string(m[1])); !ok || len(body) == 0 || kind == "" {
			t.Errorf("the page refers to %s, which is not served", m[1])
		}
	}
	if _, _, ok := p.Asset("portal.css"); ok {
		t.Error("a file without the hash would be cached for ever")
	}
	if portal.ETag(b) == portal.ETag(append(b, ' ')) {
		t.Error("two pages have one ETag")
	}
}

// WCAG 2.1, 1.4.3 and 1.4.11, for both colour schemes.
func TestContrast(t *testing.T) {
	css, err := os.ReadFile("portal.css")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile(`(?s):root \{(.*?)\}`).FindAllSubmatch(css, -1)
	if len(blocks) != 2 {
		t.Fatalf("%d blocks of variables, want light and dark", len(blocks))
	}
	for i, name := range []string{"light", "dark"} {
		colour := map[string]float64{}
		for _, m := range regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6});`).FindAllSubmatch(blocks[i][1], -1) {
			colour[string(m[1])] = luminance(t, string(m[2]))
		}
		for _, c := range []struct {
			front, back string
			least       float64
		}{
			{"text", "page", 4.5},
			{"text", "surface", 4.5},
			{"muted", "page", 4.5},
			{"muted", "surface", 4.5},
			{"accent", "surface", 4.5},
			{"accent", "page", 3},
			{"on-accent", "accent", 4.5},
			{"on-soft", "soft", 4.5},
		} {
			front, known1 := colour[c.front]
			back, known2 := colour[c.back]
			ratio := (math.Max(front, back) + 0.05) / (math.Min(front, back) + 0.05)
			if !known1 || !known2 || ratio < c.least {
				t.Errorf("%s: %s on %s is %.2f, want %.1f", name, c.front, c.back, ratio, c.least)
			}
		}
	}
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	channel := func(v uint64) float64 {
		c := float64(v&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(n>>16) + 0.7152*channel(n>>8) + 0.0722*channel(n)
}
