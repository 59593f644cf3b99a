package i18n_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pupitre/i18n"
)

// fyneDir is the folder of the toolkit's source, in the version that go.mod asks for.
func fyneDir(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", "{{.Dir}}", "fyne.io/fyne/v2").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return strings.TrimSpace(string(out))
}

func TestFyneWordsCoverTheToolkitsEnglishFile(t *testing.T) {
	content, err := os.ReadFile(filepath.Join(fyneDir(t), "lang", "translations", "base.en.json"))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]json.RawMessage{}
	if err := json.Unmarshal(content, &ids); err != nil {
		t.Fatal(err)
	}
	if len(ids) < 30 {
		t.Fatalf("only %d ids in the toolkit's file: it is read wrongly", len(ids))
	}
	for _, lang := range i18n.Languages {
		words := i18n.FyneWords(lang)
		for id := range ids {
			if words[id] == "" {
				t.Errorf("%s: %q is missing", lang, id)
			}
		}
		for id := range words {
			if _, known := ids[id]; !known {
				t.Errorf("%s: %q is not an id of the toolkit", lang, id)
			}
		}
	}
}

// The toolkit's own code must not ask for an id that its English file forgets.
func TestFyneWordsCoverTheToolkitsCode(t *testing.T) {
	call := regexp.MustCompile(`\blang\.(?:L|X|N|XN)\("([^"]+)"`)
	found := 0
	for _, folder := range []string{"widget", "dialog", "app", "internal/driver/glfw", "internal/widget"} {
		files, err := filepath.Glob(filepath.Join(fyneDir(t), folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range call.FindAllStringSubmatch(string(source), -1) {
				found++
				for _, lang := range i18n.Languages {
					if i18n.FyneWords(lang)[m[1]] == "" {
						t.Errorf("%s asks for %q, which we lack in %s", filepath.Base(file), m[1], lang)
					}
				}
			}
		}
	}
	if found < 25 {
		t.Errorf("only %d calls found: the toolkit's source is read wrongly", found)
	}
}

func TestFyneWordsBelongToTheCaller(t *testing.T) {
	i18n.FyneWords(i18n.French)["Cancel"] = "changed"
	if got := i18n.FyneWords(i18n.French)["Cancel"]; got != "Annuler" {
		t.Errorf("Cancel = %q after a caller changed its own map", got)
	}
	if got := i18n.FyneWords("de")["Cancel"]; got != "Annuler" {
		t.Errorf("another language should give French, got %q", got)
	}
}
