//go:build linux

package workstation

import (
	"bytes"
	"log"
	"net"
	"strconv"
	"strings"
	"testing"
)

func display(name string) func(string) string {
	return func(variable string) string {
		return map[string]string{"DISPLAY": name, "WAYLAND_DISPLAY": "wayland-0"}[variable]
	}
}

func TestNoDisplay(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := closed.Addr().(*net.TCPAddr).Port
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", ":64999", "unix:64999.0", "127.0.0.1:" + strconv.Itoa(port-x11Port)} {
		wantKey(t, CheckDisplay(display(name)), "workstation.no_display")
	}
}

func TestADisplayThatAnswers(t *testing.T) {
	server, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	number := server.Addr().(*net.TCPAddr).Port - x11Port
	for _, name := range []string{"127.0.0.1:" + strconv.Itoa(number), "127.0.0.1:" + strconv.Itoa(number) + ".0"} {
		if err := CheckDisplay(display(name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	local, err := net.Listen("unix", "@/tmp/.X11-unix/X64998")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = local.Close() }()
	if err := CheckDisplay(display(":64998.0")); err != nil {
		t.Error(err)
	}
}

func TestWhatWeCannotReadIsLeftToTheWindowLibrary(t *testing.T) {
	for _, name := range []string{"/private/tmp/launch/org.xquartz:0", "nonsense", ":", ":-1", ":x"} {
		if err := CheckDisplay(display(name)); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// What Fyne says of preferences that nobody uses is not passed on; what it says of anything else is.
func TestFailureLogLeavesOutPreferences(t *testing.T) {
	var passed bytes.Buffer
	logger := log.New(FailureLog(&passed, func(err error) { t.Errorf("fatal: %v", err) }), "", 0)
	for _, line := range []string{
		"Fyne error:  Preferences load error:", "  Cause: EOF", "  At: fyne/app/preferences.go:103",
		"Fyne error:  Failed to load image", "  Cause: EOF", "  At: fyne/canvas/image.go:1",
	} {
		logger.Println(line)
	}
	if want := "Fyne error:  Failed to load image\n  Cause: EOF\n  At: fyne/canvas/image.go:1\n"; passed.String() != want {
		t.Errorf("passed on %q, not %q", passed.String(), want)
	}
}

// The lines are those of Fyne 2.7.1 on a computer without OpenGL, and without a display.
func TestFailureLog(t *testing.T) {
	for key, lines := range map[string][2]string{
		"workstation.no_display": {"failed to initialise GLFW", "PlatformError: X11: Failed to open display :64999"},
		"workstation.no_opengl":  {"window creation error", "APIUnavailable: GLX: GLX extension not found"},
	} {
		var got error
		var passed bytes.Buffer
		logger := log.New(FailureLog(&passed, func(err error) { got = err }), "", log.LstdFlags)
		logger.Println("Fyne error: ", "Error parsing user locale")
		logger.Println("  Cause:", "not this one")
		if got != nil {
			t.Fatalf("a harmless line is fatal: %v", got)
		}
		logger.Println("Fyne error: ", lines[0])
		logger.Println("  Cause:", lines[1])
		wantKey(t, got, key)
		if strings.Contains(passed.String(), lines[0]) {
			t.Errorf("the log says %q beside the sentence", lines[0])
		}
		if !strings.Contains(got.Error(), lines[1]) {
			t.Errorf("%v does not tell the cause %q", got, lines[1])
		}
		if !strings.Contains(passed.String(), "locale") || !strings.Contains(passed.String(), "not this one") {
			t.Errorf("harmless lines are lost: %q", passed.String())
		}
	}
}
