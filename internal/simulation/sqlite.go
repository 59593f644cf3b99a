package simulation

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"pupitre/data/access"
	"pupitre/data/store"
	"pupitre/data/syncing"
)

// SQLite is the backend of real files, in a folder of its own: what the programs use.
type SQLite struct {
	folder string
	opened []interface{ Close() error }
	files  int
}

// NewSQLite makes a backend in a new folder below parent.
func NewSQLite(parent string) (*SQLite, error) {
	folder, err := os.MkdirTemp(parent, "world-")
	return &SQLite{folder: folder}, err
}

func (b *SQLite) path(name string) string {
	b.files++
	return filepath.Join(b.folder, name+"-"+strconv.Itoa(b.files)+".db")
}

// Server implements Backend.
func (b *SQLite) Server() (Server, error) {
	s := &sqlServer{b: b, path: b.path("server")}
	b.opened = append(b.opened, s)
	return s, s.open()
}

// Desktop implements Backend.
func (b *SQLite) Desktop(device string) (Desktop, error) {
	d, err := b.desktop(b.path("desktop"))
	if err != nil {
		return nil, err
	}
	return d, d.Update(func(tx syncing.ClientTx) error { return tx.SetDevice(device) })
}

func (b *SQLite) desktop(path string) (*sqlDesktop, error) {
	d := &sqlDesktop{b: b, path: path}
	b.opened = append(b.opened, d)
	return d, d.Reopen()
}

// Close closes what is open and removes the folder.
func (b *SQLite) Close() error {
	var errs []error
	for _, c := range b.opened {
		errs = append(errs, c.Close())
	}
	return errors.Join(append(errs, os.RemoveAll(b.folder))...)
}

type sqlDesktop struct {
	*store.Desktop
	b    *SQLite
	path string
}

// Reopen closes the file and opens it again, with all the checks of a start.
func (d *sqlDesktop) Reopen() error {
	if err := d.Close(); err != nil {
		return err
	}
	opened, err := store.OpenDesktop(context.Background(), store.Options{Path: d.path, Readers: 1})
	d.Desktop = opened
	return err
}

func (d *sqlDesktop) Close() error {
	if d.Desktop == nil {
		return nil
	}
	err := d.Desktop.Close()
	d.Desktop = nil
	return err
}

// Copy copies the file as a disk is cloned: at rest.
func (d *sqlDesktop) Copy() (Desktop, error) {
	if err := d.Close(); err != nil {
		return nil, err
	}
	content, err := os.ReadFile(d.path)
	if err != nil {
		return nil, err
	}
	path := d.b.path("copy")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return nil, err
	}
	if err := d.Reopen(); err != nil {
		return nil, err
	}
	return d.b.desktop(path)
}

type sqlServer struct {
	*store.Server
	b       *SQLite
	path    string
	lagging string
	people  map[string]bool
}

func (s *sqlServer) open() (err error) {
	s.Server, err = store.OpenServer(context.Background(), store.Options{Path: s.path, Readers: 1})
	return err
}

func (s *sqlServer) Write(f func(ServerTx) error) error {
	return s.Server.Write(context.Background(), func(tx *store.Tx) error { return f(tx) })
}

func (s *sqlServer) Read(f func(syncing.Reader) error) error {
	return s.Server.Read(context.Background(), func(tx *store.Tx) error { return f(tx) })
}

func (s *sqlServer) Found(provider string, people []access.Member) error {
	err := s.Server.Write(context.Background(), func(tx *store.Tx) error {
		if err := tx.AddProvider(store.Provider{ID: provider, Slug: provider, CreatedAt: dawn}); err != nil {
			return err
		}
		_, err := tx.NewSpace(syncing.ProviderSpace(provider))
		return err
	})
	if err != nil {
		return err
	}
	return s.SetMembers(provider, people)
}

func (s *sqlServer) SetMembers(provider string, people []access.Member) error {
	return s.Server.Write(context.Background(), func(tx *store.Tx) error {
		old, err := tx.Members(provider)
		if err != nil {
			return err
		}
		for _, m := range old {
			if err := tx.RemoveMember(provider, m.Person); err != nil {
				return err
			}
		}
		for i, m := range people {
			if err := s.addPerson(tx, m.Person); err != nil {
				return err
			}
			if err := tx.AddMember(m, dawn.Add(time.Duration(i)*time.Second)); err != nil {
				return err
			}
		}
		return nil
	})
}

// addPerson adds somebody whom the server does not know yet.
func (s *sqlServer) addPerson(tx *store.Tx, id string) error {
	if s.people[id] {
		return nil
	}
	if s.people == nil {
		s.people = map[string]bool{}
	}
	s.people[id] = true
	code := fmt.Sprintf("%06d", len(s.people))
	return tx.AddPerson(store.Person{ID: id, Email: id + "@example.org", Name: id, Code: code, CreatedAt: dawn})
}

// RaiseFloor sets the floor; the tombstones stay, which is allowed.
func (s *sqlServer) RaiseFloor(space string) error {
	return s.Server.Write(context.Background(), func(tx *store.Tx) error {
		sp, err := tx.Space(space)
		if err != nil {
			return err
		}
		return tx.SetFloor(space, sp.Rev)
	})
}

// Lag is a backup.
func (s *sqlServer) Lag() error {
	s.lagging = s.b.path("backup")
	return s.Backup(context.Background(), s.lagging)
}

// FailOver restores the backup.
func (s *sqlServer) FailOver() error {
	if err := s.Server.Close(); err != nil {
		return err
	}
	if _, err := store.Restore(context.Background(), s.lagging, store.Options{Path: s.path}); err != nil {
		return err
	}
	return s.open()
}
