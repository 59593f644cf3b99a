package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The table of what is met names tests; a name that is no test would be a promise that nobody keeps.
func TestTheChecklistNamesTests(t *testing.T) {
	root := filepath.Join("..", "..")
	text, err := os.ReadFile(filepath.Join(root, "resources", "docs", "security.md"))
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`([a-z/-]+)` (Test[A-Za-z]+)").FindAllStringSubmatch(string(text), -1)
	if len(named) < 40 {
		t.Fatalf("only %d tests found: this one does not look where they are", len(named))
	}
	for _, n := range named {
		if !hasTest(t, filepath.Join(root, filepath.FromSlash(n[1])), n[2]) {
			t.Errorf("%s has no %s", n[1], n[2])
		}
	}
	if hasTest(t, filepath.Join(root, "data", "server"), "TestOfNothing") {
		t.Error("a test that does not exist is found")
	}
}

func hasTest(t *testing.T, dir, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "\nfunc "+name+"(") {
			return true
		}
	}
	return false
}
