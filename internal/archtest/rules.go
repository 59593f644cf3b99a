package archtest

import (
	"fmt"
	"slices"
	"strings"
)

// Rule is one habit of the architecture.
type Rule struct {
	Name string
	Why  string
	// Tests tells whether the rule holds for test files too.
	Tests bool
	// Applies picks the files that the rule concerns.
	Applies func(File) bool
	// Import and Use tell whether an import, or a name that is used, is refused in such a file. Either may be nil.
	Import func(f File, imported string) bool
	Use    func(name string) bool
}

// Violation is a rule broken at a line.
type Violation struct {
	Rule Rule
	File string
	Line int
	What string
}

// String is the line for the test's log.
func (v Violation) String() string {
	return fmt.Sprintf("%s:%d: %s breaks %s: %s", v.File, v.Line, v.What, v.Rule.Name, v.Rule.Why)
}

// Check holds the rules against the files.
func Check(files []File, rules []Rule) []Violation {
	var found []Violation
	for _, f := range files {
		for _, r := range rules {
			if (!f.Test || r.Tests) && r.Applies(f) {
				found = append(found, r.check(f)...)
			}
		}
	}
	return found
}

func (r Rule) check(f File) (found []Violation) {
	for _, i := range f.Imports {
		if r.Import != nil && r.Import(f, i.Name) {
			found = append(found, Violation{r, f.Path, i.Line, "import " + i.Name})
		}
	}
	for _, u := range f.Uses {
		if r.Use != nil && r.Use(u.Name) {
			found = append(found, Violation{r, f.Path, u.Line, u.Name})
		}
	}
	return found
}

// in and outside pick files by folder.
func in(folders ...string) func(File) bool { return func(f File) bool { return f.In(folders...) } }

func outside(folders ...string) func(File) bool {
	return func(f File) bool { return !f.In(folders...) }
}

// ours refuses imports of the module's own folders.
func ours(folders ...string) func(File, string) bool {
	return func(_ File, imported string) bool { return importsOwn(imported, folders...) }
}

// named refuses imports of packages of others, and of what is below them.
func named(packages ...string) func(File, string) bool {
	return func(_ File, imported string) bool {
		return slices.ContainsFunc(packages, func(p string) bool { return within(imported, p) })
	}
}

func anyFyne(_ File, imported string) bool { return isFyne(imported) }

// page is the page package that a folder is in, "" for another: "ui/settingspage".
func page(folder string) string {
	parts := strings.SplitN(folder, "/", 3)
	if len(parts) < 2 || parts[0] != "ui" || !strings.HasSuffix(parts[1], "page") {
		return ""
	}
	return parts[0] + "/" + parts[1]
}

func importsOtherPage(f File, imported string) bool {
	pkg, ok := own(imported)
	return ok && page(pkg) != "" && page(pkg) != page(f.Package())
}

// Programs are the folders of programs that open windows: the benchmark holds an empty one to compare with.
var programs = []string{"cmd", "internal/bench"}

// Rules lists the architecture's rules; resources/docs/decisions has the longer reasons.
var Rules = []Rule{
	{
		Name: "data-knows-no-screen", Why: "arrows point one way, cmd → ui → data: rules and stores work without a window",
		Tests: true, Applies: in("data"), Import: ours("ui", "cmd"),
	},
	{
		Name: "ui-knows-no-program", Why: "arrows point one way, cmd → ui → data: a page is wired by the program, never the reverse",
		Tests: true, Applies: in("ui"), Import: ours("cmd"),
	},
	{
		Name: "leaves-import-nothing-of-ours", Why: "i18n and resources serve every program, so they depend on none of its parts",
		Applies: in("i18n", "resources"), Import: func(f File, imported string) bool {
			pkg, ok := own(imported)
			return ok && !within(pkg, strings.SplitN(f.Package(), "/", 2)[0])
		},
	},
	{
		Name: "fyne-for-screens-only", Why: "the server and the command line are built without the toolkit and its C libraries",
		Applies: outside(append([]string{"ui"}, programs...)...), Import: anyFyne,
	},
	{
		Name: "app-for-programs-only", Why: "fyne/v2/app opens OpenGL: a package that imports it cannot be tested without a display",
		Tests: true, Applies: outside(programs...), Import: named("fyne.io/fyne/v2/app"),
	},
	{
		Name: "ui-knows-no-storage", Why: "pages declare narrow interfaces; the program gives them what is behind",
		Tests: true, Applies: in("ui"), Import: ours("data/store", "data/server", "data/remote"),
	},
	{
		Name: "pages-are-strangers", Why: "a page that imports another cannot be changed alone; they meet by routes",
		Tests: true, Applies: func(f File) bool { return page(f.Package()) != "" }, Import: importsOtherPage,
	},
	{
		Name: "shell-knows-no-page", Why: "programs register pages by route, so that a page can be added without touching the frame",
		Tests: true, Applies: in("ui/shell", "ui/widgets", "ui/look", "ui/task", "ui/native"), Import: importsOtherPage,
	},
	{
		Name: "one-door-to-the-background", Why: "ui/task makes goroutines complete, cancel and come back to the screen; tests run it inline",
		Applies: func(f File) bool { return f.In("ui") && !f.In("ui/task") },
		Import:  named("golang.org/x/sync/errgroup"),
		Use: func(name string) bool {
			return slices.Contains([]string{"go", "fyne.Do", "fyne.DoAndWait", "time.AfterFunc"}, name)
		},
	},
	{
		Name: "one-door-to-sqlite", Why: "pragmas, error codes and build tag are right in one place",
		Tests: true, Applies: outside("data/store"), Import: named("github.com/mattn/go-sqlite3"),
	},
	{
		Name: "one-door-to-postgres", Why: "time limits, error codes and what a lost connection means are right in one place",
		Tests: true, Applies: outside("data/store"), Import: named("github.com/jackc/pgx"),
	},
	{
		Name: "one-door-to-glfw", Why: "an upgrade of the toolkit may move GLFW: one folder breaks, not twenty",
		Tests: true, Applies: outside("ui/native"), Import: named("github.com/go-gl/glfw"),
	},
	{
		Name: "decoders-by-name", Why: "what a package registers for image.Decode is not bounded, and the imaging library registers kinds that we refuse",
		Applies: in("data", "ui", "cmd"), Use: func(name string) bool {
			return slices.Contains([]string{"image.Decode", "image.DecodeConfig", "imaging.Decode", "imaging.Open"}, name)
		},
	},
	{
		Name: "sync-core-is-pure", Why: "the simulator drives the core with its own clock, network and store",
		Applies: in("data/syncing"), Import: func(_ File, imported string) bool {
			return importsOwn(imported, "data/store", "data/memstore", "data/server", "data/remote", "i18n") ||
				slices.Contains([]string{"database/sql", "net", "net/http", "os"}, imported)
		},
		Use: func(name string) bool {
			return slices.Contains([]string{
				"go", "time.Now", "time.Since", "time.Sleep", "time.After", "time.NewTimer",
				"rand.Int", "rand.IntN", "rand.Int64N", "rand.Float64", "uuid.New", "uuid.NewString", "uuid.NewV7",
			}, name)
		},
	},
	{
		Name: "desktop-and-server-meet-on-the-wire", Why: "they are two programs of different ages: what they share is data/wire",
		Applies: in("data/remote"), Import: ours("data/server", "data/store"),
	},
	{
		Name: "no-testing-in-programs", Why: "package testing adds its flags to the program; support code for tests has its own packages",
		Applies: func(f File) bool {
			return f.In("cmd", "ui", "data", "i18n", "resources") && !f.In("data/store/storetest", "data/store/pgtest", "ui/uitest")
		},
		Import: named("testing"),
	},
}
