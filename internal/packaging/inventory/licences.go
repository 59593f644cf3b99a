package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// component is a part of a package, with its licence.
type component struct {
	module
	licences []string // SPDX identifiers
	texts    []text
}

type text struct {
	name string
	body []byte
}

// licenceName are the files that hold a licence or a notice that has to be passed on.
var licenceName = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying|notice|ofl)([-_.].*)?$`)

// isLicence tells a licence from a source file of that name.
func isLicence(name string) bool { return licenceName.MatchString(name) && filepath.Ext(name) != ".go" }

// phrases tell licences apart, by words that only they have. The first that fits is taken.
var phrases = []struct{ words, spdx string }{
	{"SIL OPEN FONT LICENSE", "OFL-1.1"},
	{"Mozilla Public License", "MPL-2.0"},
	{"GNU LESSER GENERAL PUBLIC LICENSE", "LGPL"},
	{"GNU GENERAL PUBLIC LICENSE", "GPL"},
	{"GNU AFFERO GENERAL PUBLIC LICENSE", "AGPL"},
	{"Apache License", "Apache-2.0"},
	{"This is free and unencumbered software", "Unlicense"},
	{"CC0 1.0 Universal", "CC0-1.0"},
	{"Bitstream Vera Fonts", "Bitstream-Vera"}, // before MIT, whose words it has
	{"Permission is hereby granted, free of charge", "MIT"},
	{"Permission to use, copy, modify, and/or distribute this software for any purpose", "ISC"},
	{"Permission to use, copy, modify, and distribute this software for any purpose", "ISC"},
	{"endorse or promote products derived from", "BSD-3-Clause"},
	{"Redistribution and use in source and binary forms", "BSD-2-Clause"},
	{"Creative Commons Attribution 4.0", "CC-BY-4.0"},
	{"provided 'as-is', without any express or implied", "Zlib"},
}

// allowed are the licences that ours can be shipped with, as it is and without sources. Another one is a decision.
var allowed = []string{"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "Bitstream-Vera", "CC-BY-4.0", "CC0-1.0", "ISC", "MIT", "MPL-2.0", "OFL-1.1", "Unlicense", "Zlib"}

// own are the parts that are no modules: they are embedded from our sources.
var own = []struct{ name, folder string }{
	{"Inter", "resources/fonts"},
	{"Material Symbols", "resources/icons"},
	{"The password list of zxcvbn-ts", "packaging/licences/zxcvbn-ts"},
}

// brought are the parts of others in a module whose licences are not found inside it: they stand in a folder that is no package's, or
// in one of our sources where the module says nothing.
var brought = []struct {
	name, module, folder string
	ours                 bool
}{
	{"EmojiOne, in Fyne", "fyne.io/fyne/v2", "packaging/licences/emojione", true},
	{"Material Icons, in Fyne", "fyne.io/fyne/v2", "resources/icons", true},
	{"The data of libphonenumber, in phonenumbers", "github.com/nyaruka/phonenumbers", "resources/icons", true},
	{"GLFW", "github.com/go-gl/glfw/v3.3/glfw", "glfw", false},
}

// licencesOf finds the licences of modules in their folders, and those of our own files from others. What has none, or one that is
// not allowed, is an error.
func licencesOf(modules []module, folder func(module) (string, error), root string) ([]component, error) {
	var out []component
	add := func(m module, dir string) error {
		c, err := read(m, dir)
		out = append(out, c)
		return err
	}
	for _, o := range own {
		if err := add(module{path: o.name}, filepath.Join(root, o.folder)); err != nil {
			return nil, err
		}
	}
	for _, m := range modules {
		dir, err := folder(m)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.path, err)
		}
		if err := add(m, dir); err != nil {
			return nil, err
		}
		for _, b := range brought {
			if b.module != m.path {
				continue
			}
			from := dir
			if b.ours {
				from = root
			}
			if err := add(module{path: b.name}, filepath.Join(from, filepath.FromSlash(b.folder))); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func read(m module, dir string) (component, error) {
	c := component{module: m}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return c, err
	}
	for _, e := range entries {
		if e.IsDir() || !isLicence(e.Name()) {
			continue
		}
		body, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return c, err
		}
		c.texts = append(c.texts, text{e.Name(), bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n"))})
		if spdx := identify(body); spdx != "" && !slices.Contains(c.licences, spdx) {
			c.licences = append(c.licences, spdx)
		}
	}
	if len(c.licences) == 0 {
		return c, fmt.Errorf("%s: no licence is known in %s", m.path, dir)
	}
	for _, spdx := range c.licences {
		if !slices.Contains(allowed, spdx) {
			return c, fmt.Errorf("%s: %s cannot be shipped with ours", m.path, spdx)
		}
	}
	return c, nil
}

// identify is the SPDX identifier of a text, "" for one that is no licence, such as a notice.
func identify(body []byte) string {
	words := strings.Join(strings.Fields(string(body)), " ")
	for _, p := range phrases {
		if strings.Contains(words, p.words) {
			return p.spdx
		}
	}
	return ""
}

// notices are all texts, one after the other: most licences ask for theirs to be passed on with the program.
func notices(components []component) []byte {
	var b bytes.Buffer
	b.WriteString("Pupitre contains the work of others, under the licences that follow.\nPupitre contient le travail d'autres personnes, sous les licences qui suivent.\n")
	for _, c := range components {
		fmt.Fprintf(&b, "\n%s\n%s %s (%s)\n", strings.Repeat("=", 78), c.path, c.version, strings.Join(c.licences, ", "))
		for _, t := range c.texts {
			fmt.Fprintf(&b, "%s\n%s: \n\n%s\n", strings.Repeat("-", 78), t.name, bytes.TrimSpace(t.body))
		}
	}
	return b.Bytes()
}
