// Command inventory writes what a package is made of: the licences of everything that is linked into its programs, and a list of
// components (SBOM) as CycloneDX 1.6 in JSON. Both come from what the linker has written into the programs, not from go.mod: what is
// not in a program is not in the list.
//
//	inventory -version 0.1.0 -to dist/doc bin/pupitre bin/pupitrectl
//
// The result is the same for the same programs; its date is SOURCE_DATE_EPOCH (reproducible-builds.org).
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Names of the files that are written.
const (
	licencesFile = "THIRD-PARTY-LICENCES.txt"
	sbomFile     = "sbom.cdx.json"
)

func main() {
	version := flag.String("version", "", "of the package")
	to := flag.String("to", ".", "folder that is written to")
	root := flag.String("root", ".", "folder of our sources")
	flag.Parse()
	if err := run(*version, *to, *root, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "inventory:", err)
		os.Exit(1)
	}
}

func run(version, to, root string, programs []string) error {
	if version == "" || len(programs) == 0 {
		return errors.New("a version and a program are needed")
	}
	seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64)
	if err != nil {
		return fmt.Errorf("SOURCE_DATE_EPOCH: %w", err)
	}
	modules, err := linked(programs)
	if err != nil {
		return err
	}
	found, err := licencesOf(modules, moduleFolder, root)
	if err != nil {
		return err
	}
	more, err := insidePrograms(programs, root)
	if err != nil {
		return err
	}
	found = append(found, more...)
	list, err := sbom(version, time.Unix(seconds, 0).UTC(), found)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	return errors.Join(
		os.WriteFile(filepath.Join(to, licencesFile), notices(found), 0o644),
		os.WriteFile(filepath.Join(to, sbomFile), list, 0o644),
	)
}

// moduleFolder is where the sources of a module are: in the module cache, or with the compiler.
func moduleFolder(m module) (string, error) {
	args := []string{"list", "-m", "-f", "{{.Dir}}", m.path}
	if m.path == standard {
		args = []string{"env", "GOROOT"}
	}
	out, err := exec.Command("go", args...).Output()
	folder := strings.TrimSpace(string(out))
	if err == nil && folder == "" {
		err = errors.New("its sources are not here: go mod download")
	}
	return folder, err
}
