//go:build linux

package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/godbus/dbus/v5"

	"pupitre/internal/proc"
	"pupitre/internal/screen"
)

// computer is one desk: a screen, a home folder, a keychain. What Pupitre keeps there survives its end.
type computer struct {
	w       *world
	name    string
	home    string
	display *screen.Display // nil until there is a window to open
	bus     string          // address of the session bus, "" without a keychain
	disk    string          // the kiosk's folder on a disk of its own, as the tests reach it; "" for none
	within  []string        // the command that runs a kiosk on its small disk, nil where nothing has to
	forgets bool            // the toolkit forgets at once where something is that it does not paint: after a minute else
}

// computer has a screen and no keychain.
func (w *world) computer(name string) *computer {
	w.t.Helper()
	c := w.bareComputer(name)
	c.plugIn(screen.Options{})
	return c
}

// bareComputer has no screen.
func (w *world) bareComputer(name string) *computer {
	w.t.Helper()
	c := &computer{w: w, name: name, home: w.folder(name)}
	w.computers = append(w.computers, c)
	return c
}

// plugIn starts the screen.
func (c *computer) plugIn(o screen.Options) {
	c.w.t.Helper()
	o.Home = c.home
	display, err := screen.Start(o)
	c.w.check(err)
	c.display = display
}

// env is that of a person's session on this computer.
func (c *computer) env(more ...string) []string {
	env := []string{
		"HOME=" + c.home, "TMPDIR=" + c.home, "LANG=fr_CA.UTF-8", "PATH=" + os.Getenv("PATH"),
		"DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(c.home, "no-bus"),
	}
	if c.display != nil {
		env = append(c.display.ProgramEnv(), "LANG=fr_CA.UTF-8")
	}
	if c.bus != "" {
		env = append(env, "DBUS_SESSION_BUS_ADDRESS="+c.bus)
	}
	if c.forgets {
		env = append(env, "FYNE_CACHE=1s")
	}
	return append(env, more...)
}

// sessionBus lets anybody own and call anything, and starts nothing by itself: the only keychain is the test's own.
const sessionBus = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>%s</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

// addKeychain starts a session bus and GNOME's keychain, unlocked, as signing in to a desktop does.
func (c *computer) addKeychain() {
	c.w.t.Helper()
	c.bus = "unix:path=" + filepath.Join(c.home, "bus")
	config := filepath.Join(c.home, "bus.conf")
	c.w.check(os.WriteFile(config, fmt.Appendf(nil, sessionBus, c.bus), 0o600))
	env := c.env("XDG_RUNTIME_DIR=" + c.home)
	c.w.start(proc.Spec{
		Path: c.w.tool("dbus-daemon", "dbus-daemon"),
		Args: []string{"--config-file=" + config, "--nofork", "--nopidfile"},
		Env:  env,
	})
	var bus *dbus.Conn
	c.w.eventually(patience, func() (err error) {
		bus, err = dbus.Connect(c.bus)
		return err
	})
	defer func() { c.w.check(bus.Close()) }()
	c.w.start(proc.Spec{
		Path:  c.w.tool("gnome-keyring-daemon", "gnome-keyring"),
		Args:  []string{"--foreground", "--unlock", "--components=secrets"},
		Env:   env,
		Input: "password of the keychain",
	})
	c.w.eventually(patience, func() error {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		// The collection, and not only the service: sooner, a secret would have no place to go.
		login := bus.Object("org.freedesktop.secrets", "/org/freedesktop/secrets/collection/login")
		return login.CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", dbus.FlagNoAutoStart,
			"org.freedesktop.Secret.Collection", "Locked").Err
	})
}

// tool finds a program of the system; a missing one fails the test.
func (w *world) tool(name, pkg string) string {
	w.t.Helper()
	for _, folder := range filepath.SplitList(os.Getenv("PATH")) {
		path := filepath.Join(folder, name)
		if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o111 != 0 {
			return path
		}
	}
	w.t.Fatalf("%s is missing; `make setup` installs it (Debian package %s)", name, pkg)
	return ""
}

// ctl runs the command line on this computer, with a store of its own, and gives what it says.
func (c *computer) ctl(password string, args ...string) (p *proc.Process, code int) {
	c.w.t.Helper()
	p, code, err := proc.Run(c.ctlSpec(password, args...), patience)
	c.w.check(err)
	return p, code
}

func (c *computer) ctlSpec(password string, args ...string) proc.Spec {
	return proc.Spec{
		Path: program("pupitrectl"),
		Args: append([]string{"--data", filepath.Join(c.home, "ctl"), "--lang", "fr"}, args...),
		Env:  c.env("PUPITRE_PASSWORD=" + password),
	}
}

// mustCtl is ctl that must succeed.
func (c *computer) mustCtl(password string, args ...string) string {
	c.w.t.Helper()
	p, code := c.ctl(password, args...)
	if code != 0 {
		c.w.t.Fatalf("pupitrectl %q ended with %d\n%s", args, code, p.Report())
	}
	return p.Stdout()
}
