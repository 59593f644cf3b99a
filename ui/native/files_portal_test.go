//go:build (linux && !android) || freebsd || netbsd || openbsd

package native

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/google/go-cmp/cmp"
)

// sessionBus lets anybody own and call anything, and starts nothing by itself.
const sessionBus = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=%s</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

// startBus starts a bus of its own for a test and gives its address.
func startBus(t testing.TB) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "bus") // t.TempDir may be too long for a socket
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	config := filepath.Join(folder, "bus.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, sessionBus, filepath.Join(folder, "bus")), 0o600); err != nil {
		t.Fatal(err)
	}
	daemon := exec.Command("dbus-daemon", "--config-file="+config, "--nofork", "--nopidfile", "--print-address")
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Fatalf("`make setup` installs it (Debian package dbus-daemon): %v", err)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(address)
}

// desktop is a portal without a desktop: the test answers.
type desktop struct {
	bus    *dbus.Conn
	asked  chan asking
	silent atomic.Bool // takes the question and says nothing
}

// asking is a question as the portal got it.
type asking struct {
	method, parent, title string
	options               map[string]dbus.Variant
	handle                dbus.ObjectPath
	sender                string
}

// OpenFile is a method of the portal.
func (d *desktop) OpenFile(m dbus.Message, parent, title string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	return d.ask(m, "OpenFile", parent, title, options)
}

// SaveFile is a method of the portal.
func (d *desktop) SaveFile(m dbus.Message, parent, title string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	return d.ask(m, "SaveFile", parent, title, options)
}

func (d *desktop) ask(m dbus.Message, method, parent, title string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	sender, _ := m.Headers[dbus.FieldSender].Value().(string)
	a := asking{method, parent, title, options, "/org/freedesktop/portal/desktop/request/1", sender}
	d.asked <- a
	if d.silent.Load() {
		select {}
	}
	return a.handle, nil
}

// answer emits what the person chose, as the desktop does.
func (d *desktop) answer(t testing.TB, a asking, status uint32, uris ...string) {
	t.Helper()
	results := map[string]dbus.Variant{}
	if uris != nil {
		results["uris"] = dbus.MakeVariant(uris)
	}
	if err := d.bus.Emit(a.handle, portalResponse, status, results); err != nil {
		t.Error(err)
	}
}

func startDesktop(t testing.TB, address string) *desktop {
	t.Helper()
	bus, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bus.Close() })
	d := &desktop{bus: bus, asked: make(chan asking, 1)}
	if err := bus.Export(d, portalPath, portalChooser); err != nil {
		t.Fatal(err)
	}
	if reply, err := bus.RequestName(portalName, dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatal(reply, err)
	}
	return d
}

// toBus asks the portal of a bus.
func toBus(address string, patience time.Duration) portal {
	return portal{patience: patience, dial: func(o ...dbus.ConnOption) (*dbus.Conn, error) { return dbus.Dial(address, o...) }}
}

// patient is more than a loaded machine needs to answer.
const patient = 20 * time.Second

// outcome is what choose gave.
type outcome struct {
	path string
	err  error
}

func ask(ctx context.Context, c chooser, q question) <-chan outcome {
	out := make(chan outcome, 1)
	go func() {
		path, err := c.choose(ctx, q)
		out <- outcome{path, err}
	}()
	return out
}

func TestThePortalAsks(t *testing.T) {
	address := startBus(t)
	d := startDesktop(t, address)
	for _, c := range []struct {
		name    string
		q       question
		method  string
		options map[string]string
		status  uint32
		uris    []string
		path    string
	}{
		{
			"a file to read",
			question{title: "Importer", endings: []string{".csv", ".TXT"}},
			"OpenFile",
			map[string]string{"modal": "true", "filters": `@aav [["*.csv, *.txt", [[0, "*.[cC][sS][vV]"], [0, "*.[tT][xX][tT]"]]]]`},
			portalChosen,
			[]string{"file:///home/marie/%C3%A9t%C3%A9%20+%20100%25.csv"},
			"/home/marie/été + 100%.csv",
		},
		{
			"a file to write",
			question{saving: true, title: "Exporter", name: "revendeurs.csv"},
			"SaveFile",
			map[string]string{"modal": "true", "current_name": `"revendeurs.csv"`},
			portalChosen,
			[]string{"file://localhost/tmp/a.csv"},
			"/tmp/a.csv",
		},
		{"thought better of it", question{}, "OpenFile", map[string]string{"modal": "true"}, portalCancelled, nil, ""},
		{"nothing chosen", question{}, "OpenFile", map[string]string{"modal": "true"}, portalChosen, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ask(t.Context(), toBus(address, patient), c.q)
			a := <-d.asked
			options := map[string]string{}
			for name, v := range a.options {
				options[name] = v.String()
			}
			if diff := cmp.Diff(c.options, options); diff != "" || a.method != c.method || a.title != c.q.title || a.parent != "" {
				t.Errorf("asked %s %q over %q; options (-want +got):\n%s", a.method, a.title, a.parent, diff)
			}
			d.answer(t, asking{handle: "/another/request"}, portalChosen, "file:///etc/passwd") // is nobody's answer
			d.answer(t, a, c.status, c.uris...)
			if o := <-got; o.err != nil || o.path != c.path {
				t.Errorf("%q, %v; want %q", o.path, o.err, c.path)
			}
		})
	}
}

func TestFiltersHaveTheTypeOfThePortal(t *testing.T) {
	options := portalOptions(question{endings: []string{".csv"}})
	if got := options["filters"].Signature().String(); got != "a(sa(us))" {
		t.Errorf("filters are %s", got)
	}
}

func TestAFileOnAnotherComputerIsRefused(t *testing.T) {
	address := startBus(t)
	d := startDesktop(t, address)
	for _, uri := range []string{"smb://serveur/clients.csv", "file://serveur/clients.csv", "file:", "%"} {
		got := ask(t.Context(), toBus(address, patient), question{})
		d.answer(t, <-d.asked, portalChosen, uri)
		o := <-got
		wantKey(t, o.err, "desktop.file_elsewhere")
		if o.path != "" {
			t.Errorf("%s gave %q", uri, o.path)
		}
	}
}

// Whatever the portal fails to do, another dialog may ask.
func TestAPortalThatFails(t *testing.T) {
	const short = 200 * time.Millisecond
	for _, c := range []struct {
		name string
		ask  func(t *testing.T, address string) <-chan outcome
	}{
		{"is not there", func(t *testing.T, address string) <-chan outcome {
			return ask(t.Context(), toBus(address, patient), question{})
		}},
		{"has no bus", func(t *testing.T, address string) <-chan outcome {
			return ask(t.Context(), toBus(address+"-none", patient), question{})
		}},
		{"has a bus that does not speak", func(t *testing.T, address string) <-chan outcome {
			path := strings.TrimPrefix(strings.Split(address, ",")[0], "unix:path=") + "2"
			l, err := net.Listen("unix", path)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = l.Close() })
			return ask(t.Context(), toBus("unix:path="+path, short), question{})
		}},
		{"takes the question and says nothing", func(t *testing.T, address string) <-chan outcome {
			d := startDesktop(t, address)
			d.silent.Store(true)
			return ask(t.Context(), toBus(address, short), question{})
		}},
		{"stops while the person chooses", func(t *testing.T, address string) <-chan outcome {
			d := startDesktop(t, address)
			got := ask(t.Context(), toBus(address, patient), question{})
			<-d.asked
			_ = d.bus.Close()
			return got
		}},
		{"has no desktop behind it", func(t *testing.T, address string) <-chan outcome {
			d := startDesktop(t, address)
			got := ask(t.Context(), toBus(address, patient), question{})
			d.answer(t, <-d.asked, 2)
			return got
		}},
		{"answers what nobody understands", func(t *testing.T, address string) <-chan outcome {
			d := startDesktop(t, address)
			got := ask(t.Context(), toBus(address, patient), question{})
			if err := d.bus.Emit((<-d.asked).handle, portalResponse, "yes"); err != nil {
				t.Error(err)
			}
			return got
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			select {
			case o := <-c.ask(t, startBus(t)):
				if !errors.Is(o.err, errNoDialog) || o.path != "" {
					t.Errorf("%q, %v; want that there is no dialog", o.path, o.err)
				}
			case <-time.After(patient):
				t.Fatal("still waiting")
			}
		})
	}
}

func TestAQuestionThatIsNoLongerWantedIsWithdrawn(t *testing.T) {
	address := startBus(t)
	d := startDesktop(t, address)
	ctx, cancel := context.WithCancel(t.Context())
	got := ask(ctx, toBus(address, patient), question{})
	a := <-d.asked
	cancel()
	if o := <-got; !errors.Is(o.err, context.Canceled) {
		t.Errorf("%q, %v", o.path, o.err)
	}
	for end := time.Now().Add(patient); ; time.Sleep(time.Millisecond) { // a portal drops the questions of who has left
		var there bool
		if err := d.bus.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, a.sender).Store(&there); err != nil || !there {
			return
		}
		if time.Now().After(end) {
			t.Fatal("the connection of the question is still open")
		}
	}
}
