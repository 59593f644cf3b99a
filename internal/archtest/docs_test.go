package archtest_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// link finds the target of a Markdown link or picture.
var link = regexp.MustCompile(`\]\(([^)#\s]+)(?:#[^)]*)?\)`)

// deadLinks lists the relative links of a document that lead nowhere.
func deadLinks(t *testing.T, document string) (dead []string) {
	t.Helper()
	content, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range link.FindAllStringSubmatch(string(content), -1) {
		if strings.Contains(m[1], "://") {
			continue
		}
		if _, err := os.Stat(filepath.Join(filepath.Dir(document), m[1])); err != nil {
			dead = append(dead, m[1])
		}
	}
	return dead
}

func TestLinksOfTheDocumentsLeadSomewhere(t *testing.T) {
	documents := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == "testdata" || d.Name() == "bin") {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".md" {
			return nil
		}
		documents++
		for _, target := range deadLinks(t, path) {
			t.Errorf("%s: %s does not exist", path, target)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if documents < 10 {
		t.Errorf("only %d documents found", documents)
	}
}

func TestDeadLinksAreFound(t *testing.T) {
	document := filepath.Join(t.TempDir(), "a.md")
	text := "[x](a.md) [y](missing.md#part) ![z](no.png) [w](https://example.com/none)"
	if err := os.WriteFile(document, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := deadLinks(t, document); !slices.Equal(got, []string{"missing.md", "no.png"}) {
		t.Errorf("dead links %v", got)
	}
}

// outline is what two languages of one document have in common: its headings, tables, lists, pictures and commands.
func outline(markdown string) (lines []string) {
	for line := range strings.Lines(markdown) {
		switch line = strings.TrimRight(line, "\n"); {
		case strings.HasPrefix(line, "#"):
			lines = append(lines, strings.Repeat("#", strings.Count(strings.SplitN(line, " ", 2)[0], "#")))
		case strings.HasPrefix(line, "|"), strings.HasPrefix(line, "- "), strings.HasPrefix(line, "!["):
			lines = append(lines, line[:2]+strings.Repeat("|", strings.Count(line, "|")))
		case strings.HasPrefix(line, "    "):
			command, _, _ := strings.Cut(strings.TrimSpace(line), "#")
			lines = append(lines, strings.Join(strings.Fields(command + " .")[:2], " "))
		}
	}
	return lines
}

func TestBothReadmesSayTheSameThings(t *testing.T) {
	read := func(name string) []string {
		content, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		return outline(string(content))
	}
	english, french := read("README.md"), read("README.fr.md")
	if len(english) < 20 {
		t.Fatalf("the outline is read wrongly: %q", english)
	}
	if !slices.Equal(english, french) {
		t.Errorf("README.md\n%q\nREADME.fr.md\n%q", english, french)
	}
}
