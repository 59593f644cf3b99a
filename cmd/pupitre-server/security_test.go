package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
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

// The items have the numbers and the levels of the release: 5.0.0 has moved most of them since its drafts.
func TestTheChecklistHasTheNumbersOfTheRelease(t *testing.T) {
	levels := releasedItems(t)
	text, err := os.ReadFile(filepath.Join("..", "..", "resources", "docs", "security.md"))
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile(`(?m)^\| ([0-9][0-9., –*\\]+) \|`).FindAllStringSubmatch(string(text), -1)
	if len(rows) < 50 {
		t.Fatalf("only %d rows found: this test does not look where they are", len(rows))
	}
	for _, row := range rows {
		for _, item := range strings.FieldsFunc(row[1], func(r rune) bool { return r == ',' || r == ' ' || r == '–' }) {
			number, starred := strings.CutSuffix(item, `\*`)
			switch level := levels[number]; {
			case level == 0:
				t.Errorf("%s is no item of the release, or is missing in the list of this test", number)
			case starred != (level == 3):
				t.Errorf("%s is of level %d", item, level)
			}
		}
	}
	if levels["6.3.8"] != 3 || levels["6.2.8"] != 1 || levels["99.1.1"] != 0 {
		t.Error("the list is not read as it is written")
	}
}

// releasedItems is the level of each item, by its number.
func releasedItems(t *testing.T) map[string]int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "asvs-5.0.0.txt"))
	if err != nil {
		t.Fatal(err)
	}
	levels := map[string]int{}
	for line := range strings.Lines(string(text)) {
		number, level, found := strings.Cut(strings.TrimSpace(line), " ")
		if n, err := strconv.Atoi(level); found && err == nil {
			levels[number] = n
		}
	}
	return levels
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
