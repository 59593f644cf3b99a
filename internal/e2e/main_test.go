//go:build linux

// Package e2e tests the real programs as people use them: a window on a private display, typed and clicked by the X
// server's own input, looked at by its pixels; a server; its public page; the command line. No door into the programs
// that people do not have.
package e2e

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// binaries is the folder of the programs under test.
var binaries string

// binariesVariable names a folder of programs that are already built; without it they are built once for the run.
const binariesVariable = "PUPITRE_E2E_BIN"

func TestMain(m *testing.M) {
	code, err := runAll(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		code = 1
	}
	os.Exit(code)
}

func runAll(m *testing.M) (code int, err error) {
	if binaries = os.Getenv(binariesVariable); binaries == "" {
		binaries, err = os.MkdirTemp("", "pupitre-bin-")
		if err != nil {
			return 0, err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(binaries)) }()
		if err := os.Chmod(binaries, 0o755); err != nil { // some tests run them as another user
			return 0, err
		}
		if err := build(binaries); err != nil {
			return 0, err
		}
	}
	return m.Run(), nil
}

func build(folder string) error {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		return err
	}
	cmd := exec.Command("go", "build", "-o", folder+string(filepath.Separator), "./cmd/pupitre", "./cmd/pupitre-server", "./cmd/pupitrectl")
	cmd.Dir, cmd.Stdout, cmd.Stderr = root, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("build the programs: %w", err)
	}
	return nil
}
