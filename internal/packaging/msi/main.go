// Command msi makes packages for Windows Installer the same each time that they are built from the same files.
//
//	msi -product 0.1.0            prints the product code of a version
//	msi -stamp dist/pupitre.msi   replaces what wixl has drawn by lot: the package code and two times
//
// Times are SOURCE_DATE_EPOCH (reproducible-builds.org). The package code follows from all other bytes, as Windows takes two packages
// of one code for the same one ("Package Codes", Windows Installer).
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
)

// upgrade is the UpgradeCode of packaging/windows/pupitre.wxs: the codes of our products follow from it.
const upgrade = "7D0B7F0C-6A1D-4E43-9C54-9A2B9F5D5C10"

func main() {
	version := flag.String("product", "", "version whose product code is printed")
	stamped := flag.String("stamp", "", "package that is changed")
	flag.Parse()
	if err := run(*version, *stamped); err != nil {
		fmt.Fprintln(os.Stderr, "msi:", err)
		os.Exit(1)
	}
}

func run(version, path string) error {
	if version != "" {
		fmt.Println(product(version))
		return nil
	}
	seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64)
	if err != nil {
		return fmt.Errorf("SOURCE_DATE_EPOCH: %w", err)
	}
	if path == "" {
		return errors.New("a package is needed")
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := stamp(file, time.Unix(seconds, 0)); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.WriteFile(path, file, 0o644)
}

// product is the product code of a version: another version is another product, which takes the place of the one before.
func product(version string) string { return code([]byte("product " + version)) }

// code is a GUID that follows from a content, as Windows Installer writes it: in capitals.
func code(content []byte) string {
	return strings.ToUpper(uuid.NewSHA1(uuid.MustParse(upgrade), content).String())
}
