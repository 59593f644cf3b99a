//go:build linux

package e2e

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pupitre/i18n"
	"pupitre/internal/proc"
	"pupitre/internal/screen"
	"pupitre/resources"
)

// Limits. patience is for what takes as long as the computer takes; a failing test waits it out once.
const (
	patience = 30 * time.Second
	// prompt is the promise of the product: what is saved shows on the public page within a second.
	prompt = time.Second
)

var (
	fr = i18n.For(i18n.French)
	en = i18n.For(i18n.English)
)

// world is all that one test starts. It ends with the test, and leaves pictures and words of a failure in testdata/failed.
type world struct {
	t         *testing.T
	dir       string
	reader    *screen.Reader
	computers []*computer
	processes []*proc.Process
}

func newWorld(t *testing.T) *world {
	t.Helper()
	// Not t.TempDir: a socket's path must stay below 108 bytes, and test names are long.
	dir, err := os.MkdirTemp("", "e2e-")
	if err != nil {
		t.Fatal(err)
	}
	// The sizes of ui/look at 100 %.
	reader, err := screen.NewReader([][]byte{resources.Font(resources.Regular), resources.Font(resources.SemiBold)},
		[]float32{12.5, 14, 16, 24})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, dir: dir, reader: reader}
	t.Cleanup(w.close)
	w.check(os.Chmod(dir, 0o755))
	return w
}

// close keeps the evidence first, while it is still on the screen.
func (w *world) close() {
	if w.t.Failed() {
		w.keepEvidence()
	}
	var errs []error
	for i := len(w.processes) - 1; i >= 0; i-- {
		errs = append(errs, w.processes[i].Close())
	}
	for _, c := range w.computers {
		if c.display != nil {
			errs = append(errs, c.display.Close())
		}
	}
	if err := errors.Join(append(errs, os.RemoveAll(w.dir))...); err != nil {
		w.t.Error("clean up: ", err)
	}
}

func (w *world) keepEvidence() {
	name := filepath.Join("testdata", "failed", strings.NewReplacer("/", "-", " ", "_").Replace(w.t.Name()))
	for _, c := range w.computers {
		if c.display == nil {
			continue
		}
		img, err := c.display.Screenshot()
		if err == nil {
			err = screen.Save(img, name+"-"+c.name+".png")
		}
		if err != nil {
			w.t.Log("no picture: ", err)
		}
	}
	var words strings.Builder
	for _, p := range w.processes {
		fmt.Fprintln(&words, p.Report())
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		w.t.Log(err)
	}
	if err := os.WriteFile(name+".log", []byte(words.String()), 0o644); err != nil {
		w.t.Log(err)
	}
	w.t.Logf("see %s*", name)
}

// check ends the test on an error of the harness itself.
func (w *world) check(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// eventually waits for a condition.
func (w *world) eventually(limit time.Duration, attempt func() error) {
	w.t.Helper()
	w.check(proc.Until(limit, attempt))
}

// start runs a program that ends with the test.
func (w *world) start(spec proc.Spec) *proc.Process {
	w.t.Helper()
	p, err := proc.Start(spec)
	w.check(err)
	w.processes = append(w.processes, p)
	return p
}

func program(name string) string { return filepath.Join(binaries, name) }

// folder makes a private folder in the test's own.
func (w *world) folder(name string) string {
	w.t.Helper()
	path := filepath.Join(w.dir, name)
	w.check(os.MkdirAll(path, 0o700))
	return path
}
