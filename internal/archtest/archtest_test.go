package archtest_test

import (
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pupitre/internal/archtest"
)

func load(t *testing.T, root string) []archtest.File {
	t.Helper()
	files, err := archtest.Load(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestTheModuleKeepsItsArchitecture(t *testing.T) {
	files := load(t, "../..")
	if !slices.ContainsFunc(files, func(f archtest.File) bool { return f.Path == "data/fault/fault.go" && len(f.Imports) > 0 }) {
		t.Fatal("the module is read wrongly: data/fault/fault.go was not found")
	}
	for _, v := range archtest.Check(files, archtest.Rules) {
		t.Error(v)
	}
}

func TestEveryRuleHasANameAndAReason(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range archtest.Rules {
		if r.Name == "" || r.Why == "" || r.Applies == nil || (r.Import == nil && r.Use == nil) || seen[r.Name] {
			t.Errorf("rule %q is incomplete or stands twice", r.Name)
		}
		seen[r.Name] = true
	}
}

// want marks, in the planted module, the lines that must be found and the rules that must find them.
var want = regexp.MustCompile(`// want (.+)$`)

// expected reads the marks.
func expected(t *testing.T, root string) []string {
	t.Helper()
	var marks []string
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(root + "/" + name)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(content), "\n") {
			if m := want.FindStringSubmatch(line); m != nil {
				for rule := range strings.FieldsSeq(m[1]) {
					marks = append(marks, fmt.Sprintf("%s:%d %s", name, i+1, rule))
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(marks)
	return marks
}

// The planted module breaks every rule, and holds what looks like a break and is none.
func TestEveryRuleCatchesItsPlantedViolation(t *testing.T) {
	const root = "testdata/planted"
	var found []string
	caught := map[string]bool{}
	for _, v := range archtest.Check(load(t, root), archtest.Rules) {
		found = append(found, fmt.Sprintf("%s:%d %s", v.File, v.Line, v.Rule.Name))
		caught[v.Rule.Name] = true
	}
	slices.Sort(found)
	if marks := expected(t, root); !slices.Equal(found, marks) {
		t.Errorf("found\n\t%s\nwant\n\t%s", strings.Join(found, "\n\t"), strings.Join(marks, "\n\t"))
	}
	for _, r := range archtest.Rules {
		if !caught[r.Name] {
			t.Errorf("%s has no planted violation: nothing shows that it can fail", r.Name)
		}
	}
}
