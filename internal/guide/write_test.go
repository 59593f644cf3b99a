package main

import (
	"io/fs"
	"net/url"
	"path"
	"strings"
	"testing"

	"github.com/spf13/afero"
	"golang.org/x/net/html"
)

// document is a page as a browser reads it.
type document struct {
	ids   map[string]bool
	links []string // href and src
	nodes []*html.Node
}

func read(t *testing.T, files afero.Fs, name string) document {
	t.Helper()
	content, err := afero.ReadFile(files, name)
	if err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(strings.NewReader(string(content)))
	if err != nil {
		t.Fatal(err)
	}
	d := document{ids: map[string]bool{}}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		d.nodes = append(d.nodes, n)
		if id := attribute(n, "id"); id != "" {
			if d.ids[id] {
				t.Errorf("%s has two elements %q", name, id)
			}
			d.ids[id] = true
		}
		for _, key := range []string{"href", "src"} {
			if link := attribute(n, key); link != "" {
				d.links = append(d.links, link)
			}
		}
	}
	return d
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func pages(t *testing.T, files afero.Fs) (names []string) {
	t.Helper()
	err := afero.Walk(files, ".", func(name string, info fs.FileInfo, err error) error {
		if err == nil && path.Ext(name) == ".html" {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestEveryLinkLeadsSomewhere(t *testing.T) {
	files := afero.NewMemMapFs()
	count, err := Write(files)
	if err != nil {
		t.Fatal(err)
	}
	names := pages(t, files)
	if len(names) != count+1 || count < 50 {
		t.Fatalf("%d pages told, %d files", count, len(names))
	}
	documents := map[string]document{}
	for _, name := range names {
		documents[name] = read(t, files, name)
	}
	for name, d := range documents {
		for _, link := range d.links {
			checkLink(t, files, documents, name, link)
		}
	}
}

func checkLink(t *testing.T, files afero.Fs, documents map[string]document, from, link string) {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		t.Errorf("%s: %v", from, err)
		return
	}
	if u.Scheme == "https" {
		return
	}
	target := from
	if u.Path != "" {
		target = path.Join(path.Dir(from), u.Path)
	}
	if ok, err := afero.Exists(files, target); err != nil || !ok {
		t.Errorf("%s leads to %s, which does not exist", from, link)
	}
	if u.Fragment != "" && !documents[target].ids[u.Fragment] {
		t.Errorf("%s leads to %s, which has no such heading", from, link)
	}
}

// What everybody needs to read a page, whatever they read it with (WCAG 2.2: 1.1.1, 1.3.1, 2.4.1, 2.4.2, 2.4.6, 3.1.1).
func TestPagesAreAccessible(t *testing.T) {
	files := afero.NewMemMapFs()
	if _, err := Write(files); err != nil {
		t.Fatal(err)
	}
	for _, name := range pages(t, files) {
		d := read(t, files, name)
		count := map[string]int{}
		level := 0
		for _, n := range d.nodes {
			count[n.Data]++
			switch n.Data {
			case "html":
				if attribute(n, "lang") == "" {
					t.Errorf("%s has no language", name)
				}
			case "script", "style", "iframe":
				t.Errorf("%s has a %s", name, n.Data)
			case "img":
				if attribute(n, "alt") == "" || attribute(n, "width") == "" {
					t.Errorf("%s has a picture without words or size: %s", name, attribute(n, "src"))
				}
			case "h1", "h2", "h3":
				now := int(n.Data[1] - '0')
				if now > level+1 {
					t.Errorf("%s goes from a heading of level %d to %d", name, level, now)
				}
				level = now
			case "th":
				if attribute(n, "scope") == "" {
					t.Errorf("%s has a head of a column without scope", name)
				}
			}
		}
		for _, once := range []string{"title", "h1", "main"} {
			if count[once] != 1 {
				t.Errorf("%s has %d of %s", name, count[once], once)
			}
		}
	}
}

func TestPagesAreWrittenTheSameTwice(t *testing.T) {
	first, second := afero.NewMemMapFs(), afero.NewMemMapFs()
	for _, files := range []afero.Fs{first, second} {
		if _, err := Write(files); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range pages(t, first) {
		a, errA := afero.ReadFile(first, name)
		b, errB := afero.ReadFile(second, name)
		if errA != nil || errB != nil || string(a) != string(b) {
			t.Errorf("%s differs (%v, %v)", name, errA, errB)
		}
	}
}

func TestAFullDiskIsTold(t *testing.T) {
	if _, err := Write(afero.NewReadOnlyFs(afero.NewMemMapFs())); err == nil {
		t.Error("nothing was written, and nothing was said")
	}
}

func TestAFolderIsNeeded(t *testing.T) {
	if err := run(nil); err == nil {
		t.Error("no folder was given, and nothing was said")
	}
}
