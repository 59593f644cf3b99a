//go:build linux

package e2e

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pupitre/data/demo"
)

// exitWaiting is what pupitrectl ends with when an edit is saved on the computer and not yet sent.
const exitWaiting = 3

func TestTheCommandLineWorksWithoutAServer(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	c := w.bareComputer("script")
	c.addKeychain()
	c.mustCtl(demo.Password, "sign-in", s.address, demo.Email)

	s.stop()
	const name = "Téléphonie par script"
	p, code := c.ctl("", "set", "profile.name="+name)
	if code != exitWaiting {
		t.Fatalf("ended with %d, want %d\n%s", code, exitWaiting, p.Report())
	}
	if got := strings.TrimSpace(p.Stderr()); got != fr.N("ctl.waiting", 1) && got != fr.T("ctl.waiting", "N", 1) {
		t.Errorf("says %q", got)
	}
	var status struct {
		Pending int    `json:"pending"`
		Email   string `json:"email"`
	}
	w.check(json.Unmarshal([]byte(c.mustCtl("", "status", "--json")), &status))
	if status.Pending != 1 || status.Email != demo.Email {
		t.Errorf("the status is %+v", status)
	}

	s.restart()
	s.portalKeeps(demo.Name, time.Second)
	c.mustCtl("", "sync")
	s.portalShows(name, prompt)
}
