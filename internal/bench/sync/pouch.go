//go:build linux

package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"pupitre/internal/proc"
)

// The versions that are compared, the newest of each when this was written. They are installed for one run.
const (
	pouchVersion       = "9.0.0"
	pouchServerVersion = "4.2.0"
	installLimit       = 5 * time.Minute
	usualBatch         = 100 // PouchDB's own
	largeBatch         = 1000
)

//go:embed pouch.js
var pouchDriver []byte

// pouch is a pouchdb-server that runs, with a driver for its desktop side.
type pouch struct {
	dir, modules, driver, node string
	process                    *proc.Process
	url                        string
	runs                       int
}

// pouchMeasure is what the driver prints.
type pouchMeasure struct {
	SaveMS float64 `json:"save_ms"`
	PushMS float64 `json:"push_ms"`
}

// startPouch installs both packages into a temporary folder and starts the server. It returns a pouch that can be closed
// also with an error.
func startPouch(ctx context.Context, b bench) (*pouch, error) {
	p := &pouch{dir: filepath.Join(b.dir, "pouchdb")}
	p.modules, p.driver = filepath.Join(p.dir, "node_modules"), filepath.Join(p.dir, "driver.js")
	if err := p.install(ctx); err != nil {
		return p, err
	}
	address, err := freeAddress()
	if err != nil {
		return p, err
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return p, err
	}
	data := filepath.Join(p.dir, "server")
	if err := os.Mkdir(data, 0o700); err != nil {
		return p, err
	}
	p.url = "http://" + address
	p.process, err = proc.Start(proc.Spec{
		Path: p.node, Dir: data, Env: os.Environ(),
		Args: []string{
			filepath.Join(p.modules, "pouchdb-server", "bin", "pouchdb-server"), "--host", host, "--port", port,
			"--dir", data, "--config", filepath.Join(data, "config.json"), "--no-stdout-logs",
		},
	})
	if err != nil {
		return p, err
	}
	return p, proc.Until(startLimit, func() error { return p.answers(ctx) })
}

func (p *pouch) close() error {
	if p.process == nil {
		return nil
	}
	return p.process.Close()
}

func (p *pouch) install(ctx context.Context) (err error) {
	if p.node, err = exec.LookPath("node"); err != nil {
		return err
	}
	if err := os.Mkdir(p.dir, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(p.driver, pouchDriver, 0o600); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(p.dir, "package.json"), []byte(`{"private":true}`), 0o600); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, installLimit)
	defer cancel()
	npm := exec.CommandContext(ctx, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error",
		"pouchdb@"+pouchVersion, "pouchdb-server@"+pouchServerVersion)
	npm.Dir, npm.WaitDelay = p.dir, time.Second
	if out, err := npm.CombinedOutput(); err != nil {
		return fmt.Errorf("npm did not install it: %w: %s", err, out)
	}
	return nil
}

// freeAddress is a port that nobody has now: pouchdb-server cannot choose one and tell it.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

func (p *pouch) answers(ctx context.Context) error {
	if p.process.Ended() {
		return proc.Final(errors.New("pouchdb-server has ended: " + p.process.Report()))
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url, http.NoBody)
	if err != nil {
		return proc.Final(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// push is one run of the driver, on databases of its own; batch is how many documents go in one request.
func (p *pouch) push(ctx context.Context, edits int, shape string, batch int) (m pouchMeasure, err error) {
	p.runs++
	name := "run" + strconv.Itoa(p.runs)
	ctx, cancel := context.WithTimeout(ctx, pushLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, p.node, p.driver, p.modules, filepath.Join(p.dir, name), p.url+"/"+name,
		strconv.Itoa(edits), shape, strconv.Itoa(batch))
	cmd.Dir = p.dir
	out, err := cmd.Output()
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		return m, fmt.Errorf("the PouchDB driver: %w: %s", err, exit.Stderr)
	}
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(out, &m); err != nil {
		return m, fmt.Errorf("the PouchDB driver said %q: %w", out, err)
	}
	return m, nil
}
