package workstation

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestTheLogGoesToTheFolderAndWarningsToTheScreen(t *testing.T) {
	folders := Folders{Logs: filepath.Join(t.TempDir(), "logs")}
	var screen bytes.Buffer
	log, closeLog := folders.NewLog(&screen, false)
	log.Debug("a detail")
	log.Info("a thing")
	log.Warn("a worry")
	if err := closeLog(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folders.Logs, logFile)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][2]bool{"a detail": {false, false}, "a thing": {true, false}, "a worry": {true, true}} {
		got := [2]bool{strings.Contains(string(file), text), strings.Contains(screen.String(), text)}
		if got != want {
			t.Errorf("%q in the file and on the screen: %v, want %v", text, got, want)
		}
	}
	if info, err := os.Stat(path); err != nil || (runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0) {
		t.Errorf("other accounts can read the log: %v, %v", fs.FileMode(info.Mode()), err)
	}
}
