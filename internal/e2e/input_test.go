//go:build linux

package e2e

import (
	"strings"
	"testing"
	"time"

	"pupitre/data/demo"
)

// Each bad name is said at its field, in both languages, and neither the store nor the server takes it.
func TestABadNameIsRefusedAtItsField(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	d := w.computer("marie").open(s)
	d.signIn(marie)
	d.synced()
	long := strings.Repeat("x", 81)
	for name, c := range map[string]struct {
		keys     func()
		sentence func() string
	}{
		"empty":         {func() { d.keys("BackSpace") }, func() string { return d.p.T("settings.name_required") }},
		"only spaces":   {func() { d.types("   ") }, func() string { return d.p.T("settings.name_required") }},
		"81 characters": {func() { d.types(long) }, func() string { return d.p.T("settings.name_too_long", "Count", 81, "Max", 80) }},
	} {
		t.Run(name, func(inner *testing.T) {
			w.t = inner
			defer func() { w.t = t }()
			d.goTo(d.p.T("settings.profile.name"))
			d.keys("ctrl+a")
			c.keys()
			d.waitTitle(unsaved + d.settingsTitle())
			d.keys("ctrl+s")
			d.sees(c.sentence())
			d.waitTitle(unsaved + d.settingsTitle()) // it is not saved
		})
	}
	s.portalKeeps(demo.Name, time.Second)
	d.noToolkitErrors()
}

func TestSigningInWithAWrongPassword(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	d := w.computer("marie").open(s)
	d.waitTitle(d.p.T("login.window_title"))
	d.focus()
	d.sees(d.p.T("login.password"))
	d.types(demo.Email)
	d.keys("Tab")
	d.types("wrong")
	d.keys("Return")
	d.sees(d.p.T("server.bad_credentials"))
	d.keys("ctrl+a") // the keyboard is where it is needed, and the address is not lost
	d.types(demo.Password)
	d.keys("Return")
	d.arrives()
}

func TestSigningInWithoutAServer(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	s.stop()
	d := w.computer("marie").open(s)
	d.waitTitle(d.p.T("login.window_title"))
	d.focus()
	d.sees(d.p.T("login.password"))
	d.types(demo.Email)
	d.keys("Tab")
	d.types(demo.Password)
	d.keys("Return")
	d.sees(d.p.T("remote.unreachable"))
	s.restart()
	d.keys("Return") // nothing typed is lost
	d.arrives()
}

func TestAnUnknownZoneIsRefused(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	c := w.bareComputer("script")
	c.mustCtl(demo.Password, "sign-in", s.address, demo.Email)
	p, code := c.ctl(demo.Password, "set", "profile.name=Autre", "profile.time_zone=Mars/Olympus")
	if want := fr.T("settings.time_zone_unknown", "Zone", "Mars/Olympus"); code != 1 || strings.TrimSpace(p.Stderr()) != want {
		t.Errorf("ended with %d, want 1 and %q\n%s", code, want, p.Report())
	}
	s.portalKeeps(demo.Name, time.Second) // all or nothing: the good one did not go either
}
