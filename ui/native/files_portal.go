//go:build (linux && !android) || freebsd || netbsd || openbsd

package native

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"fyne.io/fyne/v2/driver"
	"github.com/godbus/dbus/v5"

	"pupitre/data/fault"
)

// The desktop portal, org.freedesktop.portal.FileChooser:
// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.FileChooser.html
const (
	portalName      = "org.freedesktop.portal.Desktop"
	portalPath      = dbus.ObjectPath("/org/freedesktop/portal/desktop")
	portalChooser   = "org.freedesktop.portal.FileChooser"
	portalRequest   = "org.freedesktop.portal.Request"
	portalResponse  = portalRequest + ".Response"
	busOwnerChanged = "org.freedesktop.DBus.NameOwnerChanged"
)

// portalPatience is how long the portal has to answer before Fyne's dialog opens instead. The time that people take to
// choose does not count. A portal that is started by the first question needs about a second; one whose desktop does not
// come up may need 25, or be stuck.
const portalPatience = 3 * time.Second

// Answers of a request.
const (
	portalChosen    = uint32(0)
	portalCancelled = uint32(1)
)

// portal asks the desktop portal, which shows the dialog of GNOME, KDE or another desktop.
//
// Each question has a connection of its own. Closing it withdraws the question, so nothing can stay behind.
type portal struct {
	dial     func(...dbus.ConnOption) (*dbus.Conn, error)
	patience time.Duration
}

func systemChooser() chooser {
	return portal{dial: dbus.SessionBusPrivateNoAutoStartup, patience: portalPatience}
}

// choose implements chooser.
func (c portal) choose(ctx context.Context, q question) (string, error) {
	bus, err := c.connect(ctx)
	if err != nil {
		return "", failed(ctx, err)
	}
	defer func() { _ = bus.Close() }() // nothing is left to send
	signals := make(chan *dbus.Signal, 8)
	bus.Signal(signals)
	handle, err := c.request(ctx, bus, q)
	if err != nil {
		return "", failed(ctx, err)
	}
	return wait(ctx, handle, signals)
}

// failed is why a question was not asked. One that is no longer wanted has ended its own connection: no other dialog is to follow.
func failed(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return noDialog(err)
}

// connect opens a connection to the session's bus. A bus that does not speak is given up.
func (c portal) connect(ctx context.Context) (*dbus.Conn, error) {
	bus, err := c.dial(dbus.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	setUp, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()
	stop := context.AfterFunc(setUp, func() { _ = bus.Close() })
	err = bus.Auth(nil)
	if err == nil {
		err = bus.Hello()
	}
	if !stop() && err == nil {
		err = setUp.Err()
	}
	if err != nil {
		_ = bus.Close() // the first error tells more
		return nil, err
	}
	return bus, nil
}

// request has the portal show the dialog, and gives the request that will answer.
func (c portal) request(ctx context.Context, bus *dbus.Conn, q question) (dbus.ObjectPath, error) {
	ctx, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()
	// Before the question, so that the quickest answer is heard.
	if err := bus.AddMatchSignalContext(ctx, dbus.WithMatchSender(portalName), dbus.WithMatchInterface(portalRequest)); err != nil {
		return "", err
	}
	if err := bus.AddMatchSignalContext(ctx, dbus.WithMatchInterface("org.freedesktop.DBus"),
		dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, portalName)); err != nil {
		return "", err
	}
	method := portalChooser + ".OpenFile"
	if q.saving {
		method = portalChooser + ".SaveFile"
	}
	var handle dbus.ObjectPath
	err := bus.Object(portalName, portalPath).CallWithContext(ctx, method, 0, parentHandle(q.parent), q.title, portalOptions(q)).Store(&handle)
	return handle, err
}

// wait waits for the person, as long as the portal lives.
func wait(ctx context.Context, handle dbus.ObjectPath, signals <-chan *dbus.Signal) (string, error) {
	for {
		select {
		case <-ctx.Done():
			return "", ctx.Err() // the connection ends with ctx, and the request with the connection
		case s, open := <-signals:
			switch {
			case ctx.Err() != nil:
				return "", ctx.Err()
			case !open:
				return "", noDialog(dbus.ErrClosed)
			case s.Name == portalResponse && s.Path == handle:
				return answer(s.Body)
			case s.Name == busOwnerChanged && left(s.Body):
				return "", noDialog(errors.New("the portal has stopped"))
			}
		}
	}
}

// left tells whether a change of owner leaves the name without one.
func left(body []any) bool {
	if len(body) != 3 {
		return false
	}
	owner, ok := body[2].(string)
	return ok && owner == ""
}

// answer reads what the person has chosen.
func answer(body []any) (string, error) {
	if len(body) != 2 {
		return "", noDialog(fmt.Errorf("an answer of %d parts", len(body)))
	}
	status, _ := body[0].(uint32)
	results, ok := body[1].(map[string]dbus.Variant)
	switch {
	case !ok || status > portalCancelled: // ended in some other way: the desktop's part of the portal has failed
		return "", noDialog(fmt.Errorf("the portal has ended the question: %v", body[0]))
	case status == portalCancelled:
		return "", nil
	}
	uris, _ := results["uris"].Value().([]string)
	if len(uris) == 0 {
		return "", nil
	}
	return pathOf(uris[0])
}

// pathOf is the path of a file's URI; one that is not on this computer is desktop.file_elsewhere.
func pathOf(uri string) (string, error) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Path == "" || (u.Host != "" && u.Host != "localhost") {
		return "", fault.New(fault.Invalid, "native.pathOf", "desktop.file_elsewhere")
	}
	return u.Path, nil
}

// parentHandle names the window that the dialog stands over, "" where it cannot be told (Wayland, tests).
func parentHandle(parent any) string {
	if x, ok := parent.(driver.X11WindowContext); ok && x.WindowHandle != 0 {
		return fmt.Sprintf("x11:%x", x.WindowHandle)
	}
	return ""
}

// filter and rule are those of the portal, in its order of fields: (sa(us)).
type filter struct {
	Name  string
	Rules []rule
}

type rule struct {
	Kind    uint32 // 0: a pattern
	Pattern string
}

func portalOptions(q question) map[string]dbus.Variant {
	options := map[string]dbus.Variant{"modal": dbus.MakeVariant(true)}
	if q.name != "" {
		options["current_name"] = dbus.MakeVariant(q.name)
	}
	if len(q.endings) > 0 {
		f := filter{Name: strings.Join(patterns(q.endings), ", ")}
		for _, p := range patterns(q.endings) {
			f.Rules = append(f.Rules, rule{Pattern: anyCase(p)})
		}
		options["filters"] = dbus.MakeVariant([]filter{f})
	}
	return options
}

// anyCase makes a pattern take capitals too: those of the portal distinguish them.
func anyCase(pattern string) string {
	var out strings.Builder
	for _, r := range pattern {
		if r >= 'a' && r <= 'z' {
			fmt.Fprintf(&out, "[%c%c]", r, r-'a'+'A')
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}
