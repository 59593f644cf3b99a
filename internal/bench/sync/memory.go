//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"pupitre/data/wire"
	"pupitre/internal/bench/stats"
)

const (
	streamsLimit = 2 * time.Minute
	// settleTime is left to a server before its memory is read: the garbage of the connections goes.
	settleTime = 5 * time.Second
)

// measureMemory reads the memory of one server twice: with nobody connected, and with every stream open.
func measureMemory(ctx context.Context, b bench, r *result) (err error) {
	w, err := newWorld(ctx, b, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	people, err := w.people(ctx, b.streams)
	if err != nil {
		return err
	}
	time.Sleep(settleTime)
	alone, err := stats.MemoryOf(w.process.PID())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	crowd, err := w.connect(ctx, people)
	defer crowd.Wait()
	defer cancel()
	if err != nil {
		return err
	}
	time.Sleep(settleTime)
	full, err := stats.MemoryOf(w.process.PID())
	if err != nil {
		return err
	}
	const mega, kilo = 1e6, 1e3
	for _, m := range []struct {
		name        string
		alone, full int
	}{{"resident", alone.RSS, full.RSS}, {"proportional", alone.PSS, full.PSS}, {"own", alone.Anonymous, full.Anonymous}} {
		r.add(m.name+" memory, nobody connected", "MB", float64(m.alone)/mega)
		r.add(fmt.Sprintf("%s memory, %d streams", m.name, b.streams), "MB", float64(m.full)/mega)
		r.add(m.name+" memory for each stream", "kB", float64(m.full-m.alone)/float64(b.streams)/kilo)
	}
	return nil
}

// connect opens a stream for each, every one of another person over a connection of its own, and returns when the server has
// taken them all; one that ends before counts as an error. The group ends after ctx.
func (w *world) connect(ctx context.Context, people []pass) (crowd *sync.WaitGroup, err error) {
	crowd = &sync.WaitGroup{}
	up := make(chan error, 2*len(people)) // each tells at most twice
	for _, p := range people {
		c, err := w.client(p)
		if err != nil {
			return crowd, err
		}
		crowd.Go(func() {
			up <- c.Events(ctx, func() { up <- nil }, func(wire.Poke) {})
		})
	}
	late := time.After(streamsLimit)
	for n := range people {
		select {
		case err := <-up:
			if err != nil {
				return crowd, fmt.Errorf("stream %d: %w", n, err)
			}
		case <-ctx.Done():
			return crowd, ctx.Err()
		case <-late:
			return crowd, fmt.Errorf("%d of %d streams are open after %v", n, len(people), streamsLimit)
		}
	}
	return crowd, nil
}
