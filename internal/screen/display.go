//go:build linux

// Package screen is a display without a screen: a private X server with a window manager, a keyboard and a mouse, that
// tests and measurements look at as a person would. Nothing here knows the programs that open windows on it.
package screen

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"pupitre/internal/proc"
)

// startLimit is how long the X server or the window manager may take on a busy computer.
const startLimit = 30 * time.Second

// Options say what the display is like.
type Options struct {
	Width, Height int    // pixels; 1600×1000 when zero
	Home          string // folder where its programs may write; required
	NoOpenGL      bool   // as on a computer without a graphics driver
	NoManager     bool   // no window manager and no keyboard: nothing moves or decorates the windows
}

// Display is a running X server.
type Display struct {
	Name    string // of the display: ":7"
	conn    *xgb.Conn
	root    xproto.Window
	atoms   map[string]xproto.Atom
	home    string
	server  *proc.Process
	manager *proc.Process
}

// Start opens a display that nobody else uses. What is missing on the system is an error that names it.
func Start(o Options) (*Display, error) {
	if o.Width == 0 {
		o.Width, o.Height = 1600, 1000
	}
	d := &Display{home: o.Home, atoms: map[string]xproto.Atom{}}
	if err := d.start(o); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func (d *Display) start(o Options) error {
	if err := d.startServer(o); err != nil {
		return err
	}
	if err := d.connect(); err != nil {
		return err
	}
	if o.NoManager {
		return nil
	}
	return errors.Join(d.layout(), d.startManager())
}

// startServer lets the X server choose a free display number and tell it (-displayfd): two runs never meet.
func (d *Display) startServer(o Options) error {
	path, err := tool("Xvfb", "xvfb")
	if err != nil {
		return err
	}
	tell, told, err := os.Pipe()
	if err != nil {
		return err
	}
	defer func() { _ = tell.Close() }()
	args := []string{
		"-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", o.Width, o.Height),
		"-dpi", "96", "-nolisten", "tcp", "-noreset",
		"-r", // a key that a busy machine lets go late would be typed again and again
	}
	if o.NoOpenGL {
		args = append(args, "-extension", "GLX")
	}
	d.server, err = proc.Start(proc.Spec{Path: path, Args: args, Env: d.ProgramEnv(), Files: []*os.File{told}})
	_ = told.Close() // the server has its own copy
	if err != nil {
		return err
	}
	if err := tell.SetReadDeadline(time.Now().Add(startLimit)); err != nil {
		return err
	}
	number, err := bufio.NewReader(tell).ReadString('\n') // it comes in two writes, and is not ready after the first
	if err != nil {
		return fmt.Errorf("the X server does not start: %w\n%s", err, d.server.Report())
	}
	d.Name = ":" + strings.TrimSpace(number)
	return nil
}

func (d *Display) connect() error {
	xgb.Logger.SetOutput(discard{}) // it reports a closed connection as an error
	conn, err := xgb.NewConnDisplay(d.Name)
	if err != nil {
		return fmt.Errorf("display %s: %w\n%s", d.Name, err, d.server.Report())
	}
	d.conn, d.root = conn, xproto.Setup(conn).DefaultScreen(conn).Root
	return nil
}

// startManager gives windows a frame, the focus and a place, as on a person's desktop.
func (d *Display) startManager() error {
	path, err := tool("openbox", "openbox")
	if err != nil {
		return err
	}
	d.manager, err = proc.Start(proc.Spec{Path: path, Args: []string{"--sm-disable"}, Env: d.ProgramEnv()})
	if err != nil {
		return err
	}
	return proc.Until(startLimit, func() error {
		if d.manager.Ended() {
			return proc.Final(fmt.Errorf("the window manager ended\n%s", d.manager.Report()))
		}
		_, err := d.numbers(d.root, "_NET_SUPPORTING_WM_CHECK")
		return err
	})
}

// ProgramEnv is an environment for a program on this display that knows nothing of the person who runs the tests.
func (d *Display) ProgramEnv() []string {
	env := []string{
		"HOME=" + d.home, "TMPDIR=" + d.home, "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH"),
		"XDG_CONFIG_HOME=" + filepath.Join(d.home, "config"), "XDG_DATA_HOME=" + filepath.Join(d.home, "data"),
		"XDG_CACHE_HOME=" + filepath.Join(d.home, "cache"), "XDG_STATE_HOME=" + filepath.Join(d.home, "state"),
		"XDG_RUNTIME_DIR=" + d.home, "LIBGL_ALWAYS_SOFTWARE=1",
		// No session bus: without this, programs start one of their own.
		"DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(d.home, "no-bus"),
	}
	if d.Name != "" {
		env = append(env, "DISPLAY="+d.Name)
	}
	return env
}

// Close ends the display and what runs on it.
func (d *Display) Close() error {
	var errs []error
	if d.conn != nil {
		d.conn.Close()
	}
	for _, p := range []*proc.Process{d.manager, d.server} {
		if p != nil {
			errs = append(errs, p.Close())
		}
	}
	return errors.Join(errs...)
}

// tool finds a program, and names the package that lacks.
func tool(name, pkg string) (string, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("%s is missing; `make setup` installs it (Debian package %s)", name, pkg)
	}
	return path, nil
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
