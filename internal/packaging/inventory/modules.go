package main

import (
	"debug/buildinfo"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
)

// module is something that is linked into a program.
type module struct {
	path, version string
	sum           string // of its sources, as in go.sum; "" for what has none
}

// standard is the library of the language.
const standard = "std"

// linked lists the modules of the programs, by path. A module that two programs have in two versions is an error: they are built
// from one go.mod.
func linked(programs []string) ([]module, error) {
	all := map[string]module{standard: {path: standard, version: strings.TrimPrefix(runtime.Version(), "go")}}
	for _, program := range programs {
		info, err := buildinfo.ReadFile(program)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", program, err)
		}
		for _, d := range info.Deps {
			if d.Replace != nil {
				d = d.Replace
			}
			m := module{d.Path, d.Version, d.Sum}
			if other, known := all[m.path]; known && other != m {
				return nil, fmt.Errorf("%s is in %s and in another program, in two versions: %s, %s", m.path, program, m.version, other.version)
			}
			all[m.path] = m
		}
	}
	return slices.SortedFunc(maps.Values(all), func(a, b module) int { return strings.Compare(a.path, b.path) }), nil
}
