// Package archtest proves that the module keeps its architecture: which package may import which, and what only one
// package may do. Its own tests hold the rules against the module and against a module that breaks each of them.
package archtest

import (
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Module is the module's path in its own imports.
const Module = "pupitre"

// File is what the rules need to know of one Go file.
type File struct {
	Path    string // from the module's root, with slashes
	Test    bool   // its name ends with _test.go
	Imports []Use
	Uses    []Use // the go statement, as "go", and selectors such as "fyne.Do"
}

// Use is a thing that a file names, and where.
type Use struct {
	Name string
	Line int
}

// Package is the file's folder from the module's root: "ui/shell".
func (f File) Package() string { return path.Dir(f.Path) }

// In tells whether the file stands in one of the folders, or below.
func (f File) In(folders ...string) bool {
	return slices.ContainsFunc(folders, func(folder string) bool { return within(f.Package(), folder) })
}

func within(pkg, folder string) bool { return pkg == folder || strings.HasPrefix(pkg, folder+"/") }

// own is the folder of an import of this module.
func own(imported string) (folder string, ok bool) {
	if imported == Module {
		return ".", true
	}
	return strings.CutPrefix(imported, Module+"/")
}

// importsOwn tells whether an import is one of the module's folders, or below.
func importsOwn(imported string, folders ...string) bool {
	pkg, ok := own(imported)
	return ok && slices.ContainsFunc(folders, func(folder string) bool { return within(pkg, folder) })
}

// isFyne tells whether an import belongs to the toolkit.
func isFyne(imported string) bool {
	return within(imported, "fyne.io/fyne/v2") || within(imported, "fyne.io/systray") || within(imported, "fyne.io/x")
}

// Load reads every Go file below the root of a module, whatever system it is for.
func Load(fsys fs.FS) ([]File, error) {
	var files []File
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := path.Base(name)
		if d.IsDir() {
			if name != "." && (base == "testdata" || base == "vendor" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_")) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(base, ".go") {
			return nil
		}
		content, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		file, built, err := read(name, content)
		if built {
			files = append(files, file)
		}
		return err
	})
	return files, err
}

// read takes the names out of one file; built is false for a file that belongs to no program.
func read(name string, content []byte) (f File, built bool, err error) {
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, name, content, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return File{}, false, err
	}
	if neverBuilt(parsed) {
		return File{}, false, nil
	}
	f = File{Path: name, Test: strings.HasSuffix(name, "_test.go")}
	line := func(n ast.Node) int { return fset.Position(n.Pos()).Line }
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return File{}, false, err
		}
		f.Imports = append(f.Imports, Use{imported, line(spec)})
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			f.Uses = append(f.Uses, Use{"go", line(n)})
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok {
				f.Uses = append(f.Uses, Use{x.Name + "." + n.Sel.Name, line(n)})
			}
		}
		return true
	})
	return f, true, nil
}

// neverBuilt finds the build constraint that no build satisfies, "ignore" by habit.
func neverBuilt(file *ast.File) bool {
	for _, group := range file.Comments {
		for _, c := range group.List {
			if c.Pos() > file.Package || !constraint.IsGoBuild(c.Text) {
				continue
			}
			expr, err := constraint.Parse(c.Text)
			if tag, ok := expr.(*constraint.TagExpr); err == nil && ok && tag.Tag == "ignore" {
				return true
			}
		}
	}
	return false
}
