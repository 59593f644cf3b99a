//go:build linux

package e2e

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/godbus/dbus/v5"
)

// The session lives in the keychain, and so does what a locked window checks the password by: the next start asks for
// nothing, and no file of Pupitre holds either.
func TestTheSessionIsInTheKeychainAndNowhereElse(t *testing.T) {
	w := newWorld(t)
	s := w.server()
	c := w.computer("marie")
	c.addKeychain()
	d := c.open(s)
	d.signIn(marie)
	d.synced()
	d.quit()

	secrets := c.secrets()
	if len(secrets) != 2 {
		t.Fatalf("the keychain holds %d secrets of Pupitre, want 2", len(secrets))
	}
	for _, secret := range secrets {
		c.holdsNowhere(c.data(), secret)
		c.holdsNowhere(s.dir, secret) // the server keeps digests
	}

	again := c.open(s)
	again.arrives()
	again.synced()
	again.goTo(again.p.T("shell.person.sign_out"))
	again.waitTitle(again.p.T("login.window_title"))
	again.quit()
	if left := c.secrets(); len(left) != 0 {
		t.Errorf("signing out leaves %d secrets in the keychain", len(left))
	}
}

// secrets are those that Pupitre keeps in this computer's keychain (freedesktop.org, Secret Service API).
func (c *computer) secrets() [][]byte {
	c.w.t.Helper()
	bus, err := dbus.Connect(c.bus)
	c.w.check(err)
	defer func() { c.w.check(bus.Close()) }()
	service := bus.Object("org.freedesktop.secrets", "/org/freedesktop/secrets")
	var ignored dbus.Variant
	var session dbus.ObjectPath
	c.w.check(service.Call("org.freedesktop.Secret.Service.OpenSession", 0, "plain", dbus.MakeVariant("")).Store(&ignored, &session))
	var unlocked, locked []dbus.ObjectPath
	c.w.check(service.Call("org.freedesktop.Secret.Service.SearchItems", 0, map[string]string{"service": "Pupitre"}).Store(&unlocked, &locked))
	var all [][]byte
	for _, item := range append(unlocked, locked...) {
		var secret struct {
			Session           dbus.ObjectPath
			Parameters, Value []byte
			ContentType       string
		}
		c.w.check(bus.Object("org.freedesktop.secrets", item).Call("org.freedesktop.Secret.Item.GetSecret", 0, session).Store(&secret))
		all = append(all, secret.Value)
	}
	return all
}

// holdsNowhere proves that no file of a folder holds the secret.
func (c *computer) holdsNowhere(folder string, secret []byte) {
	c.w.t.Helper()
	files := 0
	c.w.check(filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		files++
		raw, err := os.ReadFile(path)
		if bytes.Contains(raw, secret) {
			c.w.t.Errorf("%s holds the secret", path)
		}
		return err
	}))
	if files == 0 || len(secret) < 16 {
		c.w.t.Errorf("%d files were searched for %d bytes: that proves nothing", files, len(secret))
	}
}
