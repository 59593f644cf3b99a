//go:build linux

package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"pupitre/data/demo"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/internal/proc"
)

// What the test sets: the shortest that is allowed. The server probes every five seconds; the promise of a rehearsal is the
// delay and two rounds; the rest is for a busy computer.
const (
	hold       = 5 * time.Second
	round      = 5 * time.Second
	takesOver  = hold + 2*round + 5*time.Second
	masterName = "Montréal"
	backupName = "Gatineau"
)

// application is an application server: it listens on an address of this computer and answers HTTP.
type application struct {
	w       *world
	address string
	server  *http.Server
}

// application starts one on a free port of an address.
func (w *world) application(ip string) *application {
	w.t.Helper()
	a := &application{w: w, address: net.JoinHostPort(ip, "0")}
	a.start()
	return a
}

func (a *application) start() {
	a.w.t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", a.address)
	a.w.check(err)
	a.address = listener.Addr().String()
	server := &http.Server{
		ReadHeaderTimeout: time.Second,
		Handler:           http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }),
	}
	a.server = server
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			panic(err)
		}
	}()
}

// kill closes the port and every connection, as a machine that loses its power.
func (a *application) kill() { a.w.t.Helper(); a.w.check(a.server.Close()) }

func (a *application) port() string {
	_, port, err := net.SplitHostPort(a.address)
	a.w.check(err)
	return port
}

// serving is what the public is told about the application server.
func (s *server) serving() (out wire.ApplicationServer, err error) {
	text, err := s.get("/p/"+demo.Slug+"/application-server", i18n.French)
	if err == nil {
		err = json.Unmarshal([]byte(text), &out)
	}
	return out, err
}

// serves waits until the public is told of a server by that name.
func (s *server) serves(name, role string, limit time.Duration) {
	s.w.t.Helper()
	s.w.eventually(limit, func() error {
		now, err := s.serving()
		if err == nil && (now.Name != name || now.Role != role) {
			err = fmt.Errorf("%s serves as %s, want %s as %s", now.Name, now.Role, name, role)
		}
		return err
	})
}

// Two servers are added, the second is made the master, and the public is told.
func applicationServers(o *pair) {
	o.master, o.backup = o.application("127.0.0.1"), o.application("127.0.0.2")
	if _, err := o.s.serving(); err == nil {
		o.t.Error("a server is told of before there is one")
	}
	d := o.marie
	d.focus()
	d.goTo(d.p.T("sections.servers.title"))
	d.clicks(d.p.T("sections.servers.add"))
	d.addsServer(backupName, "127.0.0.2", o.backup.port())
	d.keys("Tab", "Return") // the button that adds another one
	d.addsServer(masterName, "300.0.0.1", o.master.port())
	d.waitTitle(unsaved + d.settingsTitle())
	d.keys("ctrl+s")
	d.refuses(d.p.T("settings.ip_invalid", "Text", "300.0.0.1"))
	d.keys("ctrl+a") // the refusal puts the keyboard there
	d.types("127.0.0.1")
	d.keys("shift+Tab", "shift+Tab", "Return") // by the name to the menu of its row
	d.clicks(d.p.T("sections.servers.promote"))
	for _, field := range []string{d.p.T("sections.servers.down_after"), d.p.T("sections.servers.up_after")} {
		d.goTo(field)
		d.keys("ctrl+a")
		d.types(strconv.Itoa(int(hold / time.Second)))
	}
	d.save()
	o.s.serves(masterName, wire.AppServerMaster, patience)

	o.luc.focus()
	o.luc.goTo(o.luc.p.T("sections.servers.title"))
	o.luc.sees(masterName)
	o.luc.sees(backupName)
}

// addsServer fills the fields of a server that was just added.
func (d *desktop) addsServer(name, ip, port string) {
	d.w.t.Helper()
	d.sees(d.p.T("sections.servers.name"))
	d.types(name)
	d.keys("Tab")
	d.types(ip)
	d.keys("Tab")
	d.types(port)
}

// The backup serves within the time that was set, and the master when it is back; both desktops say so.
func theMasterFalls(o *pair) {
	d := o.luc
	d.focus()
	d.goTo(d.p.T("sections.servers.title"))
	d.sees(d.p.T("sections.health.healthy"))
	o.check(proc.Until(patience, func() error { // the probes have learned what both speak
		now, err := o.s.serving()
		if err == nil && now.Since.IsZero() {
			err = errors.New("the server has not probed yet")
		}
		return err
	}))
	begun := time.Now()
	o.master.kill()
	o.s.serves(backupName, wire.AppServerSlave, takesOver)
	o.t.Logf("the backup serves after %s", time.Since(begun).Round(100*time.Millisecond))
	d.sees(d.p.T("sections.health.down"))
	o.toldOfServing(backupName)

	begun = time.Now()
	o.master.start()
	o.s.serves(masterName, wire.AppServerMaster, takesOver)
	o.t.Logf("the master serves again after %s", time.Since(begun).Round(100*time.Millisecond))
	d.seesNoMore(d.p.T("sections.health.down"))
	o.toldOfServing(masterName)
	o.master.kill()
	o.backup.kill()
}

// toldOfServing waits for the letter to the primary administrator: which server serves now.
func (o *pair) toldOfServing(name string) {
	o.t.Helper()
	letter := o.letter(o.post, fr.T("mail.failover.subject", "Device", name))
	if !strings.Contains(letter.Envelope, marie) {
		o.t.Errorf("the letter goes to %s", letter.Envelope)
	}
}
