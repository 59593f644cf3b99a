package i18n_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pupitre/i18n"
)

// usage is what the module's sources say about catalogue ids.
type usage struct {
	known    map[string]entry // of the source language
	areas    map[string]bool
	used     map[string]bool
	problems []string

	fset   *token.FileSet
	parsed []*ast.File
	// named gives, for the module's own functions that take the name of an operation, the place of that argument.
	named map[string]int
}

func newUsage(messages []entry) *usage {
	u := &usage{known: byID(messages, i18n.French), areas: map[string]bool{}, used: map[string]bool{}, fset: token.NewFileSet()}
	u.named = map[string]int{"New": 1, "As": 1, "Wrap": 0} // of fault, which calls it op too
	for _, m := range messages {
		u.areas[m.area] = true
	}
	return u
}

func (u *usage) problem(where, format string, args ...any) {
	u.problems = append(u.problems, where+": "+fmt.Sprintf(format, args...))
}

// looksLikeID tells whether a literal can only be meant as a catalogue id: an area of ours, a full stop, and names in
// lower case that do not end like a file.
func (u *usage) looksLikeID(s string) bool {
	area, rest, found := strings.Cut(s, ".")
	if !found || !u.areas[area] || !wellFormedID.MatchString(s) {
		return false
	}
	ending := rest[strings.LastIndex(rest, ".")+1:]
	return !slices.Contains([]string{
		"json", "toml", "yaml", "yml", "db", "lock", "log", "png", "svg", "css", "js", "html",
		"tmpl", "go", "sql", "txt", "md", "sock", "test", "token", "tmp", "bak", "exe",
	}, ending)
}

// literal notes one string of a source.
func (u *usage) literal(where, s string) {
	if _, ok := u.known[s]; ok {
		u.used[s] = true
		return
	}
	if u.looksLikeID(s) {
		u.problem(where, "%s is in no catalogue", s)
	}
}

// source reads one Go file; what it says is weighed by finish, when all are known.
func (u *usage) source(name string, content []byte) error {
	file, err := parser.ParseFile(u.fset, name, content, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	u.parsed = append(u.parsed, file)
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		place := 0
		for _, field := range f.Type.Params.List {
			for _, param := range field.Names {
				if param.Name == "op" {
					u.named[f.Name.Name] = place
				}
				place++
			}
		}
	}
	return nil
}

// finish weighs the literals of every source.
func (u *usage) finish() {
	for _, file := range u.parsed {
		u.file(file)
	}
}

func (u *usage) file(file *ast.File) {
	skip := u.otherNames(file)
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Field:
			if n.Tag != nil {
				skip[n.Tag] = true
			}
		case *ast.CallExpr:
			u.call(u.position(n), n)
		case *ast.BinaryExpr:
			u.composed(u.position(n), n)
		case *ast.BasicLit:
			if s, ok := text(n); ok && !skip[n] {
				u.literal(u.position(n), s)
			}
		}
		return true
	})
}

func (u *usage) position(n ast.Node) string { return u.fset.Position(n.Pos()).String() }

func text(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// otherNames finds the literals that look like ids and are none. The name of an operation for the log ("store.open")
// stands in a constant or field called op, or is given for a parameter of that name; the name by which the keyboard finds
// a control again after a rebuild ("shell.search") stands in a constant whose name begins with field.
func (u *usage) otherNames(file *ast.File) map[*ast.BasicLit]bool {
	skip := map[*ast.BasicLit]bool{}
	mark := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok {
			skip[lit] = true
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if (name.Name == "op" || strings.HasPrefix(name.Name, "field")) && i < len(n.Values) {
					mark(n.Values[i])
				}
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Op" {
				mark(n.Value)
			}
		case *ast.CallExpr:
			if place, ok := u.named[lastName(n.Fun)]; ok && place < len(n.Args) {
				mark(n.Args[place])
			}
		}
		return true
	})
	return skip
}

// lastName is the name of a function without its package or receiver.
func lastName(fun ast.Expr) string {
	switch f := fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.IndexExpr:
		return lastName(f.X)
	}
	return ""
}

// function is the name of what is called: "fault.New" for a package's function, ".T" for a method.
func function(call *ast.CallExpr) string {
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	if x, ok := selector.X.(*ast.Ident); ok && x.Name == "fault" {
		return "fault." + selector.Sel.Name
	}
	return "." + selector.Sel.Name
}

// call compares the arguments of a call that carries an id with the message's placeholders.
func (u *usage) call(where string, c *ast.CallExpr) {
	idAt, pairsAt, plural := -1, 0, false
	switch function(c) {
	case ".T":
		idAt, pairsAt = 0, 1
	case ".N":
		idAt, pairsAt, plural = 0, 2, true
	case "fault.New":
		idAt, pairsAt = 2, 3
	case "fault.As":
		idAt, pairsAt = 2, 4
	}
	if idAt < 0 || idAt >= len(c.Args) || c.Ellipsis.IsValid() {
		return
	}
	id, ok := text(c.Args[idAt])
	m, known := u.known[id]
	if !ok || !known || len(c.Args) < pairsAt {
		return
	}
	given := []string{}
	for i := pairsAt; i < len(c.Args); i += 2 {
		name, literal := text(c.Args[i])
		if !literal {
			u.problem(where, "%s: the names of arguments are written as literals", id)
			return
		}
		given = append(given, "."+name)
	}
	if plural {
		given = append(given, ".N")
	}
	slices.Sort(given)
	if !slices.Equal(given, m.placeholders()) {
		u.problem(where, "%s is given %v, its text has %v", id, given, m.placeholders())
	}
	if (len(c.Args)-pairsAt)%2 != 0 {
		u.problem(where, "%s: an argument has no value", id)
	}
	if method := strings.HasPrefix(function(c), "."); method && plural != m.plural() {
		u.problem(where, "%s: N is for messages with plural forms, T for the others", id)
	}
}

// composed refuses ids that are put together: nobody could find them, and this test could not count them.
func (u *usage) composed(where string, e *ast.BinaryExpr) {
	if e.Op != token.ADD {
		return
	}
	for _, side := range []ast.Expr{e.X, e.Y} {
		if s, ok := text(side); ok && strings.HasSuffix(s, ".") && u.areas[strings.TrimSuffix(strings.SplitAfter(s, ".")[0], ".")] {
			u.problem(where, "an id is composed from %q: write it whole", s)
		}
	}
}

var (
	templateString = regexp.MustCompile("\"([^\"]*)\"|`([^`]*)`")
	templateAction = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
)

// template reads one html/template or text/template file: the strings inside its actions.
func (u *usage) template(name string, content []byte) {
	for _, action := range templateAction.FindAll(content, -1) {
		for _, m := range templateString.FindAllSubmatch(action, -1) {
			u.literal(name, string(m[1])+string(m[2]))
		}
	}
}

// unused lists the known ids that no source mentions.
func (u *usage) unused() []string {
	var out []string
	for id := range u.known {
		if !u.used[id] {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// notProgram are folders of things that no person ever reads: samples, test support, what is built.
var notProgram = []string{"testdata", "storetest", "uitest", "vendor", "bin", "dist", "tmp"}

// sources walks the module's own files.
func sources(t *testing.T, root string, visit func(path string, content []byte)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if path != root && (strings.HasPrefix(name, ".") || slices.Contains(notProgram, name)) {
				return filepath.SkipDir
			}
			return nil
		}
		isSource := strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go")
		if !isSource && !strings.HasSuffix(name, ".tmpl") && !strings.HasSuffix(name, ".html") {
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		visit(path, content)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestIDsInTheSourcesAndInTheCataloguesAreTheSame(t *testing.T) {
	messages := allMessages(t)
	u := newUsage(messages)
	files := 0
	sources(t, "..", func(path string, content []byte) {
		files++
		if !strings.HasSuffix(path, ".go") {
			u.template(path, content)
			return
		}
		if err := u.source(path, content); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	})
	if files < 20 {
		t.Fatalf("only %d sources found: the module is read wrongly", files)
	}
	u.finish()
	for _, p := range u.problems {
		t.Error(p)
	}
	for _, id := range u.unused() {
		t.Errorf("%s: %s is used nowhere", u.known[id].file, id)
	}
}
