package demo

import (
	"context"
	"crypto/rand"
	"log/slog"
	"path/filepath"
	"time"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/server"
	"pupitre/data/store"
)

// Start runs a server with the demonstration on any free port of this computer, on the database of the folder dir, until
// ctx ends or Close is called.
func Start(ctx context.Context, dir string, log *slog.Logger) (*server.Running, error) {
	const op = "demo.Start"
	st, err := store.OpenServer(ctx, store.Options{Path: filepath.Join(dir, server.DatabaseFile)})
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	if err := Seed(ctx, st, Options{Now: time.Now, Rand: rand.Reader, Hash: access.DefaultHashParams(), Sample: true}); err != nil {
		_ = st.Close() // nothing was written
		return nil, fault.Wrap(op, err)
	}
	running, err := server.Start(ctx, "127.0.0.1:0", server.Options{Store: st, Log: log, Probe: server.ProbeOptions{Loopback: true}})
	if err != nil {
		_ = st.Close() // nothing was written since
		return nil, fault.Wrap(op, err)
	}
	return running, nil
}
