//go:build linux

package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/remote"
	"pupitre/data/server"
	"pupitre/data/server/provisioning"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
	"pupitre/internal/bench/stats"
	"pupitre/internal/proc"
)

const (
	federation  = "0198c0de-0000-7000-8000-00000000f1f1"
	startLimit  = 30 * time.Second
	sessionLife = 24 * time.Hour
	askEvery    = 50 * time.Millisecond
)

// served imports the file by the real program, twice: into a directory that has only what gives names, and into the one that it
// has made.
func served(ctx context.Context, o options, file string, naming []wire.DirectoryRow, f *figures) (err error) {
	data := filepath.Join(o.dir, "server")
	token, err := furnish(ctx, data, naming)
	if err != nil {
		return err
	}
	program, err := filepath.Abs(o.server)
	if err != nil {
		return err
	}
	process, err := proc.Start(proc.Spec{
		Path: program, HoldInput: true, Env: os.Environ(),
		Args: []string{"serve", "--stop-with-stdin", "--data", data, "--listen", "127.0.0.1:0", "--log-level", "warn"},
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, process.Close()) }()
	address, err := process.Line(0, startLimit)
	if err != nil {
		return err
	}
	client, err := remote.New(remote.Options{BaseURL: address})
	if err != nil {
		return err
	}
	client.SetToken(token)
	w := importing{client: client, file: file, size: f.size}
	f.peak, err = weighed(process.PID(), func() error {
		if err := w.first(ctx, f); err != nil {
			return err
		}
		return w.second(ctx, f)
	})
	return err
}

// weighed tells the most memory of its own that a process has while do runs, in bytes; the index is made within one request.
func weighed(pid int, do func() error) (most int, err error) {
	over, weights := make(chan struct{}), make(chan error, 1)
	go func() {
		for {
			memory, err := stats.MemoryOf(pid)
			most = max(most, memory.Anonymous)
			select {
			case <-over:
				weights <- err
				return
			case <-time.After(askEvery):
			}
		}
	}()
	err = do()
	close(over)
	err = errors.Join(err, <-weights) // only then the weighing has ended
	return most, err
}

// furnish makes a server's file with a federation, and somebody who may import into it.
func furnish(ctx context.Context, data string, naming []wire.DirectoryRow) (token string, err error) {
	s, err := store.OpenServer(ctx, store.Options{Path: filepath.Join(data, server.DatabaseFile)})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	maker := provisioning.Provisioner{Now: time.Now, Rand: rand.Reader}
	err = s.Write(ctx, func(tx *store.Tx) error {
		p, err := maker.AddProvider(tx, provisioning.Provider{Slug: "mesure", Profile: settings.DefaultProfile("Réseau Mesure")})
		if err != nil {
			return err
		}
		if err := tx.AddFederation(store.Federation{ID: federation, Provider: p.ID, CreatedAt: time.Now()}); err != nil {
			return err
		}
		person, err := maker.AddPerson(tx, p.ID, provisioning.Person{Email: "mesure@mesure.example", Name: "Mesure", Role: access.Delegate})
		if err != nil {
			return err
		}
		token, err = signIn(tx, person.ID)
		return err
	})
	if err != nil {
		return "", err
	}
	loader, err := server.New(server.Options{Store: s})
	if err != nil {
		return "", err
	}
	_, err = loader.LoadDirectory(ctx, federation, slices.Values(naming))
	return token, err
}

func signIn(tx *store.Tx, person string) (token string, err error) {
	token, hash, err := server.NewSecret(rand.Reader)
	if err != nil {
		return "", err
	}
	device, now := uuid.NewString(), time.Now()
	if err := tx.PutDevice(store.Device{ID: device, Person: person, Name: "mesure", CreatedAt: now, SeenAt: now}); err != nil {
		return "", err
	}
	return token, tx.AddSession(store.Session{
		ID: uuid.NewString(), TokenHash: hash, Person: person, Device: device, CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(sessionLife),
	})
}

// importing sends one file.
type importing struct {
	client *remote.Client
	file   string
	size   int64
}

// read sends the file and waits until it is read; spent tells how long each stage has taken.
func (w importing) read(ctx context.Context) (last wire.Import, upload time.Duration, spent map[wire.ImportStage]time.Duration, err error) {
	file, err := os.Open(w.file)
	if err != nil {
		return last, 0, nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	o := wire.ImportOptions{}
	for _, c := range columns {
		o.Columns = append(o.Columns, string(c))
	}
	begun := time.Now()
	if last, err = w.client.StartImport(ctx, federation, io.NopCloser(file), w.size, o); err != nil {
		return last, 0, nil, err
	}
	upload, spent = time.Since(begun), map[wire.ImportStage]time.Duration{}
	for at := time.Now(); last.State == wire.ImportRunning; {
		time.Sleep(askEvery)
		next, err := w.client.ImportState(ctx, federation, last.ID)
		if err != nil {
			return last, upload, spent, err
		}
		now := time.Now()
		spent[next.Stage] += now.Sub(at)
		last, at = next, now
	}
	if last.State != wire.ImportReady {
		return last, upload, spent, fmt.Errorf("the import is %s: %+v", last.State, last.Failure)
	}
	return last, upload, spent, nil
}

// first imports a directory that is not there yet, and searches in it.
func (w importing) first(ctx context.Context, f *figures) error {
	i, upload, spent, err := w.read(ctx)
	if err != nil {
		return err
	}
	f.upload, f.copying, f.checking, f.writing = upload, spent[""]+spent[wire.StageCopying], spent[wire.StageChecking], spent[wire.StageWriting]
	f.created, f.refused = i.Created, i.Refused
	begun := time.Now()
	if err := w.client.AcceptImport(ctx, federation, i.ID); err != nil {
		return err
	}
	f.accept = time.Since(begun)
	begun = time.Now()
	for {
		page, err := w.client.SearchDirectory(ctx, federation, wire.SearchQuery{Text: "tremb", Counts: true})
		if err == nil && page.Total > 0 {
			f.search = time.Since(begun)
			return nil
		}
		if time.Since(begun) > startLimit*10 {
			return errors.Join(errors.New("the index is not made"), err)
		}
		time.Sleep(askEvery)
	}
}

// second imports the same file again: nothing changes.
func (w importing) second(ctx context.Context, f *figures) error {
	i, upload, spent, err := w.read(ctx)
	if err != nil {
		return err
	}
	f.again, f.same = upload, i.Same
	for _, d := range spent {
		f.again += d
	}
	return w.client.CancelImport(ctx, federation, i.ID)
}
