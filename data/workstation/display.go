package workstation

import (
	"errors"
	"io"
	"net"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"pupitre/data/fault"
)

// CheckDisplay tells, in a few milliseconds and before anything is started, whether there is a display to open a window
// on. getenv is os.Getenv. Only Linux can lack one; elsewhere, and for what only the window library can find out (OpenGL,
// access rights), see FailureLog. Errors: fault.Unavailable "workstation.no_display".
func CheckDisplay(getenv func(string) string) error {
	if runtime.GOOS != "linux" {
		return nil
	}
	name := getenv("DISPLAY")
	if name == "" {
		return noDisplay(errors.New("DISPLAY is not set"))
	}
	return noDisplay(dialDisplay(name))
}

func noDisplay(err error) error {
	return fault.As(fault.Unavailable, "workstation.CheckDisplay", "workstation.no_display", err)
}

// x11Port is the TCP port of display 0 (X Window System Protocol, appendix B).
const x11Port = 6000

// dialDisplay knocks at the X server's door. A name that it cannot read is left to the window library.
func dialDisplay(name string) error {
	host, number, ok := splitDisplay(name)
	if !ok {
		return nil
	}
	if host != "" && host != "unix" {
		return knock("tcp", net.JoinHostPort(host, strconv.Itoa(x11Port+number)))
	}
	socket := filepath.Join("/tmp/.X11-unix", "X"+strconv.Itoa(number))
	if knock("unix", "@"+socket) == nil { // abstract: the X library tries it first too
		return nil
	}
	return knock("unix", socket)
}

func knock(network, address string) error {
	conn, err := net.DialTimeout(network, address, 2*time.Second)
	if err != nil {
		return err
	}
	return conn.Close()
}

// splitDisplay reads host:number.screen (X(7), "display names"); a path to a socket is not one of these.
func splitDisplay(name string) (host string, number int, ok bool) {
	colon := strings.LastIndexByte(name, ':')
	if colon < 0 || strings.Contains(name, "/") {
		return "", 0, false
	}
	digits, _, _ := strings.Cut(name[colon+1:], ".")
	number, err := strconv.Atoi(digits)
	if err != nil || number < 0 {
		return "", 0, false
	}
	return strings.Trim(name[:colon], "[]"), number, true
}

// Lines by which Fyne 2.7.1 tells that it cannot open a window (internal/driver/glfw: loop_desktop.go, driver.go). It has
// no other way: it logs, then ends the process or panics.
const (
	fyneInitFailed   = "failed to initialise GLFW"
	fyneWindowFailed = "window creation error"
	fyneCause        = "Cause:"
	fyneAt           = "At:"
	// fynePreferences tells that Fyne read its own preferences while it was writing them, which it does when the program
	// ends (app/preferences.go truncates the file it watches). Pupitre keeps nothing there.
	fynePreferences = "Preferences load error"
)

// FailureLog passes log lines on to next, but for one that Fyne writes without cause, and calls fatal, once and on the
// goroutine that logs, when they tell that no window can be opened; fatal says the sentence and ends the program. Give it to
// log.SetOutput before the first window.
// The fault is "workstation.no_display" or "workstation.no_opengl". One Write is one line, as package log promises.
func FailureLog(next io.Writer, fatal func(error)) io.Writer {
	return &failureLog{next: next, fatal: fatal}
}

type failureLog struct {
	next  io.Writer
	fatal func(error)
	key   string // the failure whose cause is expected on the next line
	idle  bool   // the lines that follow belong to one that says nothing to anybody
}

func (f *failureLog) Write(line []byte) (int, error) {
	text := string(line)
	f.idle = f.idle && (strings.Contains(text, fyneCause) || strings.Contains(text, fyneAt))
	switch {
	case f.idle:
		return len(line), nil
	case strings.Contains(text, fynePreferences):
		f.idle = true
		return len(line), nil
	case strings.Contains(text, fyneInitFailed):
		f.key = "workstation.no_display"
		return len(line), nil // the sentence says it better
	case strings.Contains(text, fyneWindowFailed):
		f.key = "workstation.no_opengl"
		return len(line), nil
	case f.key != "" && strings.Contains(text, fyneCause):
		key := f.key
		f.key = ""
		_, cause, _ := strings.Cut(text, fyneCause)
		f.fatal(fault.As(fault.Unavailable, "workstation.FailureLog", key, errors.New(strings.TrimSpace(cause))))
		return len(line), nil
	}
	return f.next.Write(line)
}
