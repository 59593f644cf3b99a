package main

import (
	"crypto/x509"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2/maybe"

	"pupitre/data/fault"
	"pupitre/data/remote"
)

// contactFile tells the other commands how desktops reach the server that runs on the folder.
const contactFile = "pupitre-server.json"

// contact is how desktops reach a server.
type contact struct {
	URL string `json:"url"`
	Pin string `json:"pin,omitempty"` // of the key, when no authority vouches for it
}

func (c contact) write(dir string) error {
	const op = "main.contact"
	b, err := json.Marshal(c)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil { // with PostgreSQL, nothing else is kept in it
		return fault.As(fault.Unavailable, op, "store.not_writable", err, "Folder", dir)
	}
	if err := maybe.WriteFile(filepath.Join(dir, contactFile), append(b, '\n'), 0o600); err != nil {
		return fault.As(fault.Unavailable, op, "store.not_writable", err, "Folder", dir)
	}
	return nil
}

// readContact finds the server that runs on the folder; fault.NotFound when none does.
func readContact(dir string) (c contact, err error) {
	const op = "main.readContact"
	if dir == "" {
		return c, fault.New(fault.NotFound, op, "server.cli.no_address")
	}
	b, err := os.ReadFile(filepath.Join(dir, contactFile))
	if errors.Is(err, fs.ErrNotExist) {
		return c, fault.As(fault.NotFound, op, "server.cli.no_address", err)
	}
	if err != nil {
		return c, fault.As(fault.Unavailable, op, "server.cli.no_address", err)
	}
	if err := json.Unmarshal(b, &c); err != nil {
		return c, fault.As(fault.Internal, op, "server.cli.no_address", err)
	}
	return c, nil
}

// forgetContact removes the address at the end of the server: with port 0 the next one differs.
func forgetContact(dir string) {
	_ = os.Remove(filepath.Join(dir, contactFile)) // one that stays does no harm: the next start replaces it
}

// pinOf is the pin to put in invitations: none when this computer's authorities vouch for the certificate, because such
// certificates are renewed with new keys.
func pinOf(leaf *x509.Certificate, host string) string {
	if leaf == nil {
		return ""
	}
	if _, err := leaf.Verify(x509.VerifyOptions{DNSName: host}); err == nil {
		return ""
	}
	return remote.PinOf(leaf)
}
