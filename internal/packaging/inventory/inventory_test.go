package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

const root = "../../.."

func TestLicencesAreToldApart(t *testing.T) {
	for want, words := range map[string]string{
		"MIT":          "MIT License\n\nCopyright (c) 2020 X\n\nPermission is hereby granted, free of\ncharge, to any person",
		"BSD-3-Clause": "Redistribution and use in source and binary forms … Neither the name of X nor the names of its contributors may be used to\nendorse or promote products derived from",
		"BSD-2-Clause": "Redistribution and use in source and binary forms, with or without modification",
		"Apache-2.0":   "Apache License\n   Version 2.0, January 2004",
		"LGPL":         "GNU LESSER GENERAL PUBLIC LICENSE\nVersion 3",
		"":             "Copyright notices of others.",
	} {
		if got := identify([]byte(words)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func folderWith(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A licence that is missing, or that ours cannot be shipped with, stops the build.
func TestWhatCannotBeShipped(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"none":        {"README": "MIT"},
		"notice only": {"NOTICE": "Thanks."},
		"not ours":    {"COPYING": "GNU GENERAL PUBLIC LICENSE", "LICENSE.txt": "Apache License"},
	} {
		dir := folderWith(t, files)
		if got, err := licencesOf([]module{{path: "x.example/y"}}, func(module) (string, error) { return dir, nil }, root); err == nil || !strings.Contains(err.Error(), "x.example/y") {
			t.Errorf("%s: %d components, %v", name, len(got), err)
		}
	}
}

// The toolkit embeds drawings of others, whose licences are nowhere in its module.
func TestWhatAModuleBrings(t *testing.T) {
	found, err := licencesOf([]module{{path: "fyne.io/fyne/v2"}, {path: "github.com/go-gl/glfw/v3.3/glfw"}}, moduleFolder, root)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"BSD-3-Clause", "CC-BY-4.0", "Zlib", "Apache-2.0"} {
		if !slices.ContainsFunc(found, func(c component) bool { return slices.Contains(c.licences, want) }) {
			t.Errorf("no %s in %v", want, found)
		}
	}
	if text := string(notices(found)); !strings.Contains(text, "http://emojione.com") {
		t.Error("the licences lack those who drew the emoji")
	}
}

// What this test itself is linked of has licences, a list that is the same each time, and nothing left out.
func TestInventoryOfAProgram(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	modules, err := linked([]string{program, program})
	if err != nil {
		t.Fatal(err)
	}
	dir := folderWith(t, map[string]string{"LICENSE": "Permission is hereby granted, free of charge", "NOTICE": "Thanks to all."})
	found, err := licencesOf(modules, func(module) (string, error) { return dir, nil }, root)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	first, err := sbom("1.2.3", at, found)
	if err != nil {
		t.Fatal(err)
	}
	if second, err := sbom("1.2.3", at, found); err != nil || string(second) != string(first) {
		t.Error("the list is another one the second time")
	}
	var list bom
	if err := json.Unmarshal(first, &list); err != nil || list.Metadata.Timestamp != "2026-11-01T00:00:00Z" || len(list.Components) != len(modules)+len(own) {
		t.Errorf("%v: %+v", err, list.Metadata)
	}
	text := string(notices(found))
	for _, want := range []string{"Inter", "SIL OPEN FONT LICENSE", "Material Symbols", "\nstd 1.", "\ngithub.com/google/uuid v1", "Thanks to all."} {
		if !strings.Contains(text, want) {
			t.Errorf("the licences lack %s", want)
		}
	}
}

// The version of the packages is that of the programs.
func TestOneVersion(t *testing.T) {
	versions := map[string]bool{}
	for name, line := range map[string]string{"FyneApp.toml": `(?m)^Version = "(.*)"$`, "cmd/internal/cli/cli.go": `(?m)^const Version = "(.*)"$`} {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		found := regexp.MustCompile(line).FindStringSubmatch(string(text))
		if found == nil {
			t.Fatalf("%s has no version", name)
		}
		versions[found[1]] = true
	}
	if len(versions) != 1 {
		t.Errorf("%v", versions)
	}
}
