package main

import (
	"bytes"
	"debug/elf"
	"debug/gosym"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Names of parts that are no module and no folder.
const (
	constants = "constants, types and other data"
	tables    = "tables of functions and lines"
	foreign   = "code in C"
	ours      = "code of pupitre"
	library   = "code of the library of Go"
)

// partsOf is what a program for Linux is filled with, by the sections of its file. Function by function the table that Go keeps for
// stack traces tells whose code it is; it stays in a program that is stripped.
func partsOf(path string) ([]part, error) {
	f, err := elf.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	sum := map[string]int64{}
	for _, s := range f.Sections {
		switch {
		case s.Type == elf.SHT_NOBITS: // takes no room in the file
		case strings.HasSuffix(s.Name, "gopclntab"):
			sum[tables] += int64(s.FileSize)
		case s.Name == ".text":
			own, err := code(f)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			sum[foreign] += int64(s.FileSize)
			for name, n := range own {
				sum[name] += n
				sum[foreign] -= n
			}
		case strings.HasPrefix(s.Name, ".rodata"), strings.HasPrefix(s.Name, ".data"), strings.HasPrefix(s.Name, ".noptrdata"):
			sum[constants] += int64(s.FileSize)
		case strings.HasPrefix(s.Name, ".rel"):
			sum["places to relocate"] += int64(s.FileSize)
		default:
			sum["other sections"] += int64(s.FileSize)
		}
	}
	var out []part
	for name, n := range sum {
		out = append(out, part{name, n})
	}
	slices.SortFunc(out, func(a, b part) int { return strings.Compare(a.name, b.name) })
	return out, nil
}

// code is the size of the functions of each module.
func code(f *elf.File) (map[string]int64, error) {
	for _, s := range f.Sections {
		if !strings.HasSuffix(s.Name, "gopclntab") {
			continue
		}
		raw, err := s.Data()
		if err != nil {
			return nil, err
		}
		table, err := gosym.NewTable(nil, gosym.NewLineTable(raw, f.Section(".text").Addr))
		if err != nil {
			return nil, err
		}
		sum := map[string]int64{}
		for _, fn := range table.Funcs {
			sum[owner(fn.Name)] += int64(fn.End - fn.Entry)
		}
		return sum, nil
	}
	return nil, fmt.Errorf("no table of functions")
}

// owner is whose code a function is: "github.com/x/y" of "github.com/x/y/z.F".
func owner(function string) string {
	path := function
	if i := strings.LastIndex(before(path, "["), "/"); i >= 0 {
		path = path[:i] + "/" + before(path[i+1:], ".")
	} else {
		path = before(path, ".")
	}
	parts := strings.Split(path, "/")
	switch {
	case parts[0] == "pupitre", parts[0] == "main":
		return ours
	case !strings.Contains(parts[0], "."):
		return library
	case len(parts) > 3:
		parts = parts[:3]
	}
	return "code of " + strings.Join(parts, "/")
}

func before(s, mark string) string {
	s, _, _ = strings.Cut(s, mark)
	return s
}

// filesOf is the size of the files that a program's packages embed, by folder.
func filesOf(program string) ([]part, error) {
	list := exec.Command("go", "list", "-deps", "-f", `{{$p := .}}{{range .EmbedFiles}}{{$p.ImportPath}}{{"\t"}}{{$p.Dir}}{{"\t"}}{{.}}{{"\n"}}{{end}}`, program)
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, err
	}
	var found []part
	for line := range strings.Lines(string(bytes.TrimSpace(out))) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if len(fields) != 3 {
			continue // a package without files gives an empty line
		}
		info, err := os.Stat(filepath.Join(fields[1], fields[2]))
		if err != nil {
			return nil, err
		}
		name := "files of " + fields[0] + "/" + filepath.ToSlash(filepath.Dir(fields[2]))
		name = strings.TrimSuffix(name, "/.")
		if i := slices.IndexFunc(found, func(p part) bool { return p.name == name }); i >= 0 {
			found[i].bytes += info.Size()
			continue
		}
		found = append(found, part{name, info.Size()})
	}
	return found, nil
}
