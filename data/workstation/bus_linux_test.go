package workstation

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// A false dbus-launch tells whether the library would have started a daemon.
func TestNoSessionBusIsStarted(t *testing.T) {
	folder := t.TempDir()
	launched := filepath.Join(folder, "launched")
	script := "#!/bin/sh\necho > " + launched + "\n"
	if err := os.WriteFile(filepath.Join(folder, "dbus-launch"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join("/run/user", strconv.Itoa(os.Getuid()), "bus")); err == nil {
		t.Log("this computer has a session bus: the program uses it, and only that is checked")
	}
	process := startOther(t, "keychain", "", func(cmd *exec.Cmd) {
		role := cmd.Env[len(cmd.Env)-1]
		cmd.Env = []string{"PATH=" + folder + ":/usr/bin:/bin", "HOME=" + folder, "DISPLAY=:64999", role}
	})
	process.line()
	if _, err := os.Stat(launched); err == nil {
		t.Error("a session bus was started")
	}
}

func TestAnAnnouncedSessionBusIsKept(t *testing.T) {
	const bus = "unix:path=/nonexistent/bus"
	process := startOther(t, "keychain", "", func(cmd *exec.Cmd) {
		cmd.Env = append(cmd.Env, "DBUS_SESSION_BUS_ADDRESS="+bus)
	})
	if got := process.line(); got != "false "+bus {
		t.Errorf("got %q", got)
	}
}
