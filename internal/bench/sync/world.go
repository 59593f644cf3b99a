//go:build linux

package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/remote"
	"pupitre/data/server"
	"pupitre/data/server/provisioning"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/internal/proc"
)

const (
	startLimit  = 30 * time.Second
	sessionLife = 24 * time.Hour
	federation  = "0198c0de-0000-7000-8000-00000000f1f1"
)

// world is a server that runs, with one provider.
type world struct {
	dir      string
	store    *store.Server // the same file as the program has open
	process  *proc.Process
	url      string
	provider string
	space    string
}

// newWorld makes a provider and, when rows is not nil, a directory, then starts the program on the file.
func newWorld(ctx context.Context, b bench, rows func(yield func(wire.DirectoryRow) bool)) (*world, error) {
	w := &world{dir: b.dir}
	data := filepath.Join(w.dir, "server")
	var err error
	if w.store, err = store.OpenServer(ctx, store.Options{Path: filepath.Join(data, server.DatabaseFile)}); err != nil {
		return nil, err
	}
	if err = w.fill(ctx, rows); err == nil {
		err = w.start(b.server, data)
	}
	if err != nil {
		return nil, errors.Join(err, w.close())
	}
	return w, nil
}

func (w *world) start(program, data string) error {
	program, err := filepath.Abs(program)
	if err != nil {
		return err
	}
	w.process, err = proc.Start(proc.Spec{
		Path: program, HoldInput: true, Env: os.Environ(),
		Args: []string{"serve", "--stop-with-stdin", "--data", data, "--listen", "127.0.0.1:0", "--log-level", "warn"},
	})
	if err == nil {
		w.url, err = w.process.Line(0, startLimit)
	}
	return err
}

func (w *world) fill(ctx context.Context, rows func(yield func(wire.DirectoryRow) bool)) error {
	maker := provisioning.Provisioner{Now: time.Now, Rand: rand.Reader}
	err := w.store.Write(ctx, func(tx *store.Tx) error {
		p, err := maker.AddProvider(tx, provisioning.Provider{Slug: "mesure", Profile: settings.DefaultProfile("Réseau Mesure")})
		if err != nil {
			return err
		}
		w.provider, w.space = p.ID, syncing.ProviderSpace(p.ID)
		return tx.AddFederation(store.Federation{ID: federation, Provider: p.ID, CreatedAt: time.Now()})
	})
	if err != nil || rows == nil {
		return err
	}
	s, err := server.New(server.Options{Store: w.store})
	if err != nil {
		return err
	}
	_, err = s.LoadDirectory(ctx, federation, rows)
	return err
}

func (w *world) close() error {
	var err error
	if w.process != nil {
		err = w.process.Close()
	}
	return errors.Join(err, w.store.Close())
}

// pass is a person with a session on one computer.
type pass struct{ person, device, token string }

// people makes n administrators, each signed in on one computer. The sessions are written into the file: a thousand
// sign-ins from one address would meet the server's own limits against guessing.
func (w *world) people(ctx context.Context, n int) (all []pass, err error) {
	maker := provisioning.Provisioner{Now: time.Now, Rand: rand.Reader}
	err = w.store.Write(ctx, func(tx *store.Tx) error {
		all = nil // the transaction may run again
		for range n {
			email := fmt.Sprintf("p%s@mesure.example", uuid.NewString())
			p, err := maker.AddPerson(tx, w.provider, provisioning.Person{Email: email, Name: "Mesure", Role: access.Delegate})
			if err != nil {
				return err
			}
			one, err := signIn(tx, p.ID)
			if err != nil {
				return err
			}
			all = append(all, one)
		}
		return nil
	})
	return all, err
}

func signIn(tx *store.Tx, person string) (pass, error) {
	token, hash, err := server.NewSecret(rand.Reader)
	if err != nil {
		return pass{}, err
	}
	p, now := pass{person, uuid.NewString(), token}, time.Now()
	if err := tx.PutDevice(store.Device{ID: p.device, Person: person, Name: "mesure", CreatedAt: now, SeenAt: now}); err != nil {
		return pass{}, err
	}
	return p, tx.AddSession(store.Session{
		ID: uuid.NewString(), TokenHash: hash, Person: person, Device: p.device,
		CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(sessionLife),
	})
}

// rev is the revision of the provider's space on the server.
func (w *world) rev(ctx context.Context) (rev int64, err error) {
	err = w.store.Read(ctx, func(tx *store.Tx) error {
		s, err := tx.Space(w.space)
		rev = s.Rev
		return err
	})
	return rev, err
}

func (w *world) client(p pass) (*remote.Client, error) { return w.clientOver(p, nil) }

// clientOver is client over a line that is not the ordinary one; nil for that.
func (w *world) clientOver(p pass, line http.RoundTripper) (*remote.Client, error) {
	c, err := remote.New(remote.Options{BaseURL: w.url, Transport: line})
	if err == nil {
		c.SetToken(p.token)
	}
	return c, err
}

// computer is one desktop: a store on disk, and the way to the server.
type computer struct {
	space  string
	store  *store.Desktop
	client *remote.Client
}

func (w *world) computer(ctx context.Context, p pass) (*computer, error) {
	client, err := w.client(p)
	if err != nil {
		return nil, err
	}
	st, err := store.OpenDesktop(ctx, store.Options{Path: filepath.Join(w.dir, "desktops", p.device, "pupitre.db")})
	if err != nil {
		return nil, err
	}
	if err := st.Update(func(tx syncing.ClientTx) error { return tx.SetDevice(p.device) }); err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return &computer{w.space, st, client}, nil
}

// desk starts the synchronisation; end stops it and returns when nothing of it runs any more.
func (c *computer) desk(ctx context.Context) (d *desk.Desk, end func()) {
	d = desk.New(desk.Options{
		Store: c.store, Exchange: c.client, Space: c.space,
		Rand:  mathrand.New(mathrand.NewPCG(1, 2)), // of the pauses after a failure
		NewID: uuid.NewString, RetryAfter: remote.RetryAfter,
	})
	ctx, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		d.Run(ctx)
	}()
	return d, func() {
		stop()
		<-done
	}
}

// until waits for a state of the desk.
func until(ctx context.Context, d *desk.Desk, limit time.Duration, ready func(desk.State) bool) error {
	moved := make(chan struct{}, 1)
	defer d.Subscribe(func() {
		select {
		case moved <- struct{}{}:
		default:
		}
	})()
	late := time.NewTimer(limit)
	defer late.Stop()
	for {
		st := d.State()
		if ready(st) {
			return nil
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return ctx.Err()
		case <-late.C:
			return fmt.Errorf("after %v the desktop is %s, %d fields wait: %w", limit, st.Connection, st.Pending, errors.Join(st.Problem))
		}
	}
}
