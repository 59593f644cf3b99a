package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// goPackage is a package that is linked into a program, as "go list" tells it.
type goPackage struct {
	ImportPath string
	Dir        string
	EmbedFiles []string // from Dir
	Module     *struct{ Path, Dir string }
}

// target is what "go list" has to know of a program: its main packages, and what it was built for.
type target struct {
	mains    []string
	settings []string // of the environment
	tags     string
}

// targetOf reads what the linker has written into a program.
func targetOf(program string) (target, error) {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return target{}, fmt.Errorf("%s: %w", program, err)
	}
	t := target{mains: []string{info.Path}}
	for _, s := range info.Settings {
		switch s.Key {
		case "GOOS", "GOARCH", "CGO_ENABLED":
			t.settings = append(t.settings, s.Key+"="+s.Value)
		case "-tags":
			t.tags = s.Value
		}
	}
	return t, nil
}

// packages lists what a program is linked of, without the standard library.
func (t target) packages(root string) (out []goPackage, err error) {
	args := append([]string{"list", "-deps", "-json=ImportPath,Dir,EmbedFiles,Module", "-tags=" + t.tags}, t.mains...)
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env, cmd.Stderr = root, append(os.Environ(), t.settings...), os.Stderr
	list, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list of %v: %w", t.mains, err)
	}
	for d := json.NewDecoder(bytes.NewReader(list)); ; {
		var p goPackage
		switch err := d.Decode(&p); {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, err
		case p.Module != nil:
			out = append(out, p)
		}
	}
}

// insidePrograms is inside for everything that the programs are linked of. Embedded files that nobody has looked at are an error.
func insidePrograms(programs []string, root string) ([]component, error) {
	var all []goPackage
	for _, program := range programs {
		t, err := targetOf(program)
		if err != nil {
			return nil, err
		}
		packages, err := t.packages(root)
		if err != nil {
			return nil, err
		}
		all = append(all, packages...)
	}
	if files := unknown(all); len(files) > 0 {
		return nil, fmt.Errorf("whose work is it? embedded.go does not say: %s", strings.Join(files, ", "))
	}
	return inside(all)
}

// inside finds the licences that stand deeper in a module than its own: of what it has copied from others, beside the packages and the
// embedded files that a program has. Ours are in own.
func inside(packages []goPackage) (out []component, err error) {
	for _, dir := range foldersOf(packages) {
		c, err := read(module{path: dir.name}, dir.path)
		if len(c.texts) == 0 {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// place is a folder of a module.
type place struct{ name, path string }

// foldersOf lists the folders of packages and of their embedded files, with those above them up to the module's own, in order.
func foldersOf(packages []goPackage) (out []place) {
	for _, p := range packages {
		if p.Module.Path == ourModule {
			continue
		}
		dirs := []string{p.Dir}
		for _, file := range p.EmbedFiles {
			dirs = append(dirs, filepath.Dir(filepath.Join(p.Dir, file)))
		}
		for _, dir := range dirs {
			for ; strings.HasPrefix(dir, p.Module.Dir+string(filepath.Separator)); dir = filepath.Dir(dir) {
				out = append(out, place{path.Join(p.Module.Path, filepath.ToSlash(strings.TrimPrefix(dir, p.Module.Dir))), dir})
			}
		}
	}
	slices.SortFunc(out, func(a, b place) int { return strings.Compare(a.name, b.name) })
	return slices.Compact(out)
}

// unknown lists the embedded files that nobody has looked at: those that stand in no line of embedded.
func unknown(packages []goPackage) (out []string) {
	for _, p := range packages {
		for _, file := range p.EmbedFiles {
			if name := path.Join(p.ImportPath, file); !slices.ContainsFunc(embedded, func(e carried) bool { return e.has(name) }) {
				out = append(out, name)
			}
		}
	}
	return out
}
