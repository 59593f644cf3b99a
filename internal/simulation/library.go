package simulation

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"path/filepath"
	"strconv"
	"time"

	"pupitre/data/access"
	"pupitre/data/remote"
	"pupitre/data/server"
	"pupitre/data/server/provisioning"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// Library is a server of directories: the program's own handler on a file, without a network. Many worlds of readers live in
// one, each with a federation of its own.
type Library struct {
	store    *store.Server
	server   *server.Server
	provider string
	token    string
	folder   string
	worlds   int
}

const librarian, librarianPassword = "librarian@example.org", "correct horse battery"

// NewLibrary makes a library in a folder.
func NewLibrary(ctx context.Context, folder string) (*Library, error) {
	l := &Library{folder: folder}
	var err error
	if l.store, err = store.OpenServer(ctx, store.Options{Path: filepath.Join(folder, "library.db")}); err != nil {
		return nil, err
	}
	cheap := access.HashParams{Memory: 64, Time: 1, Threads: 1}
	if err = l.found(ctx, cheap); err == nil {
		l.server, err = server.New(server.Options{Store: l.store, Hash: cheap, Now: l.clock})
	}
	if err != nil {
		return nil, errors.Join(err, l.store.Close())
	}
	client, err := l.client(inside{l.server.Handler()})
	if err == nil {
		in := wire.SignIn{Email: librarian, Password: librarianPassword, Device: "018f0000-0000-7000-8000-000000000001", DeviceName: "reader"}
		var session wire.Session
		session, err = client.SignIn(ctx, in)
		l.token = session.Token
	}
	if err != nil {
		return nil, errors.Join(err, l.store.Close())
	}
	return l, nil
}

// found makes the provider and the person who reads.
func (l *Library) found(ctx context.Context, p access.HashParams) error {
	hash, err := access.HashPassword(rand.Reader, p, librarianPassword)
	if err != nil {
		return err
	}
	maker := provisioning.Provisioner{Now: l.clock, Rand: rand.Reader}
	return l.store.Write(ctx, func(tx *store.Tx) error {
		p, err := maker.AddProvider(tx, provisioning.Provider{Slug: "library", Profile: settings.DefaultProfile("Library")})
		if err != nil {
			return err
		}
		l.provider = p.ID
		_, err = maker.AddPerson(tx, p.ID, provisioning.Person{Email: librarian, Name: "Reader", Password: hash, Role: access.Primary})
		return err
	})
}

// Close closes the server's store.
func (l *Library) Close() error { return l.store.Close() }

func (l *Library) clock() time.Time { return dawn }

// forget removes the generations that were left or never became whole, however recent they are.
func (l *Library) forget(ctx context.Context) (removed int, err error) {
	err = l.store.Write(ctx, func(tx *store.Tx) error {
		removed = 0
		old, err := tx.OldGenerations(dawn.Add(time.Hour))
		for _, id := range old {
			for done := false; !done && err == nil; {
				done, err = tx.DropRows(id, 10)
			}
			removed++
		}
		return err
	})
	return removed, err
}

func (l *Library) client(t http.RoundTripper) (*remote.Client, error) {
	c, err := remote.New(remote.Options{BaseURL: "http://127.0.0.1", Transport: t})
	if err == nil {
		c.SetToken(l.token)
	}
	return c, err
}

// federation makes a federation for one more world, and says where its reader's file is.
func (l *Library) federation(ctx context.Context) (id, path string, err error) {
	l.worlds++
	id = "federation-" + strconv.Itoa(l.worlds)
	path = filepath.Join(l.folder, id+".db")
	return id, path, l.store.Write(ctx, func(tx *store.Tx) error {
		return tx.AddFederation(store.Federation{ID: id, Provider: l.provider, CreatedAt: dawn})
	})
}
