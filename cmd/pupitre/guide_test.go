package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pupitre/resources/docs"
	"pupitre/ui/editing"
	"pupitre/ui/shell"
)

// routes are the values of the constants of this program called route…, by their names: every page that can be opened.
func routes(t *testing.T) map[string]shell.Route {
	t.Helper()
	found := map[string]shell.Route{}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".go") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			if !ok || len(v.Values) != 1 || !strings.HasPrefix(v.Names[0].Name, "route") {
				return true
			}
			if literal, ok := v.Values[0].(*ast.BasicLit); ok {
				value, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Fatal(err)
				}
				found[v.Names[0].Name] = shell.Route(value)
			}
			return true
		})
	}
	return found
}

func TestTheGuideTellsOfEveryPage(t *testing.T) {
	all := routes(t)
	if len(all) < 14 {
		t.Fatalf("only %d routes were found: %v", len(all), all)
	}
	for name, route := range all {
		if _, ok := topics[shell.Place{Route: route}]; !ok {
			t.Errorf("the guide has no topic for %s", name)
		}
	}
	for at := range topics {
		if !slices.Contains(slices.Collect(maps.Values(all)), at.Route) {
			t.Errorf("a topic is of %q, which is no route", at.Route)
		}
	}
}

func TestTheGuideTellsOfEverySection(t *testing.T) {
	sections := []string{
		editing.SectionProfile, editing.SectionAdministrator, editing.SectionSupport, editing.SectionPhone,
		editing.SectionBranding, editing.SectionChat, editing.SectionServers,
	}
	for _, section := range sections {
		if _, ok := topics[shell.Place{Route: routeSettings, Section: section}]; !ok {
			t.Errorf("the guide has no topic for the section %s", section)
		}
	}
	for at := range topics {
		if at.Section != "" && (at.Route != routeSettings || !slices.Contains(sections, at.Section)) {
			t.Errorf("a topic is of the section %q of %q, which there is not", at.Section, at.Route)
		}
	}
}

func TestTopicsLeadToPagesAndHeadingsOfBothLanguages(t *testing.T) {
	for at, to := range topics {
		for _, language := range []string{docs.French, docs.English} {
			page := docs.Guide(language).Page(to.Page)
			if page == nil {
				t.Fatalf("%v leads to the page %q, which there is not in %s", at, to.Page, language)
			}
			if _, ok := page.Heading(to.Anchor); to.Anchor != "" && !ok {
				t.Errorf("%v leads to %s#%s, which there is not in %s", at, to.Page, to.Anchor, language)
			}
		}
	}
}

// Every page of the guide is led to by a place of the program, or stands for none of them.
func TestEveryPageOfTheGuideHasItsPlace(t *testing.T) {
	without := []string{docs.Index, "first-start", "keys", "lock", "kiosk", "kiosk-install", "command-line", "settings-file", "operating"}
	led := map[string]bool{}
	for _, to := range topics {
		led[to.Page] = true
	}
	for _, page := range docs.Guide(docs.English).Pages {
		if led[page.ID] == slices.Contains(without, page.ID) {
			t.Errorf("%s: led to %v", page.ID, led[page.ID])
		}
	}
}

func TestASectionWithoutTopicIsItsPage(t *testing.T) {
	at := shell.Place{Route: routeHistory, Section: "anything", Field: "x"}
	if got := topicOf(at); got.Page != "history" {
		t.Errorf("%v leads to %v", at, got)
	}
}
