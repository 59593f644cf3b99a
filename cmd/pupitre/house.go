package main

import (
	"context"
	"log/slog"
	"path/filepath"
	"runtime"
	"sync"

	"pupitre/cmd/internal/cli"
	"pupitre/cmd/internal/home"
	"pupitre/data/demo"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/server"
	"pupitre/data/workstation"
)

// house is where sessions are opened: this computer's own home, or the demonstration with its server.
type house struct {
	home *home.Home
	door *desk.Door
	demo *server.Running       // nil in the real one
	lock *workstation.Instance // of the demonstration's folder, when the program holds another one
}

func agent() string { return "Pupitre/" + cli.Version + " (" + runtime.GOOS + ")" }

// openHouse may take two seconds, see home.Secrets.
func openHouse(h *home.Home) *house { return &house{home: h, door: h.Door(agent())} }

// openDemo starts the demonstration's server on the files of h.
func openDemo(ctx context.Context, h *home.Home, log *slog.Logger) (*house, error) {
	running, err := startDemoServer(ctx, h.Folders.Data, log)
	if err != nil {
		return nil, err
	}
	h = h.Demo(running.URL)
	return &house{home: h, door: h.Door(agent()), demo: running}, nil
}

// startDemoServer runs the demonstration's server on its database in a folder.
func startDemoServer(ctx context.Context, folder string, log *slog.Logger) (*server.Running, error) {
	running, err := demo.Start(context.WithoutCancel(ctx), filepath.Join(folder, demoServer), log)
	return running, fault.Wrap("pupitre.startDemoServer", err)
}

// visitDemo is openDemo beside the real home, in the demonstration's own folder.
func visitDemo(ctx context.Context, real workstation.Folders, log *slog.Logger) (*house, error) {
	const op = "pupitre.visitDemo"
	h, err := home.Open(real.Demo(), log)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	lock, err := workstation.Lock(h.Folders.Data)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	visited, err := openDemo(ctx, h, log)
	if err != nil {
		_ = lock.Close() // the error that matters is the first
		return nil, err
	}
	visited.lock = lock
	return visited, nil
}

// signIn opens the session of the demonstration's primary administrator.
func (h *house) signInDemo(ctx context.Context) (*desk.Session, error) {
	return h.door.SignIn(ctx, h.demo.URL, demo.Email, demo.Password)
}

// close ends the demonstration's server and gives its folder back.
func (h *house) close(log *slog.Logger) {
	if h == nil {
		return
	}
	if h.demo != nil {
		if err := h.demo.Close(); err != nil {
			log.Error("end of the demonstration's server", "error", err)
		}
	}
	if h.lock != nil {
		if err := h.lock.Close(); err != nil {
			log.Error("release of the demonstration's folder", "error", err)
		}
	}
}

// arrival is the session that a sign-in has opened, on its way to the window. A sign-in that was given up meanwhile must
// not leave one open.
type arrival struct {
	mu      sync.Mutex
	session *desk.Session
	house   *house
}

// put brings a session, and ends one that nobody has fetched.
func (a *arrival) put(ctx context.Context, h *house, s *desk.Session) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := ctx.Err(); err != nil {
		_ = s.Close() // nothing was done with it
		return err
	}
	if a.session != nil {
		_ = a.session.Close()
	}
	a.session, a.house = s, h
	return nil
}

// take fetches it, nil when there is none.
func (a *arrival) take() (*house, *desk.Session) {
	a.mu.Lock()
	defer a.mu.Unlock()
	h, s := a.house, a.session
	a.house, a.session = nil, nil
	return h, s
}
