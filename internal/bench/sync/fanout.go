//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/internal/bench/stats"
)

// fanoutLimit is when a change that does not arrive is given up.
const fanoutLimit = time.Minute

// office is the desktops of one provider, all connected.
type office struct {
	computers []*computer
	desks     []*desk.Desk
	ends      []func()
}

// measureFanout takes the time from the moment a person saves until the change is on the disk of each of the others.
func measureFanout(ctx context.Context, b bench, r *result) (err error) {
	w, err := newWorld(ctx, b, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	o := &office{}
	defer func() { err = errors.Join(err, o.close()) }()
	if err := o.open(ctx, w, b.desktops+1); err != nil { // one of them writes
		return err
	}
	var p50, p99, saves []float64
	for i := range b.changes + 1 {
		saved, arrivals, err := o.change(ctx, settings.Text(fmt.Sprint("Réseau ", i)))
		if err != nil {
			return err
		}
		if i == 0 {
			continue // connections and caches are warm now
		}
		saves = append(saves, millis(saved))
		p50, p99 = append(p50, stats.Quantile(arrivals, 0.5)), append(p99, stats.Quantile(arrivals, 0.99))
	}
	r.add("saved on the writer's own disk", "ms", saves...)
	r.add(fmt.Sprintf("on the disk of %d others, p50", b.desktops), "ms", p50...)
	r.add(fmt.Sprintf("on the disk of %d others, p99", b.desktops), "ms", p99...)
	r.note("Counted from the moment before the save. All desktops run in one process beside the server on one computer and write to " +
		"one disk, each with fsync into a store of its own: in an office each has its own computer.")
	return nil
}

func (o *office) open(ctx context.Context, w *world, n int) error {
	people, err := w.people(ctx, n)
	if err != nil {
		return err
	}
	for _, p := range people {
		c, err := w.computer(ctx, p)
		if err != nil {
			return err
		}
		d, end := c.desk(ctx)
		o.computers, o.desks, o.ends = append(o.computers, c), append(o.desks, d), append(o.ends, end)
	}
	for _, d := range o.desks {
		if _, err := d.View(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (o *office) close() error {
	var errs []error
	for i, c := range o.computers {
		o.ends[i]()
		errs = append(errs, c.store.Close())
	}
	return errors.Join(errs...)
}

// change saves on the first computer and waits for the others; arrivals are in milliseconds.
func (o *office) change(ctx context.Context, value wire.Value) (saved time.Duration, arrivals []float64, err error) {
	v, err := o.desks[0].View(ctx)
	if err != nil {
		return 0, nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, fanoutLimit)
	defer cancel()
	arrivals = make([]float64, len(o.desks)-1)
	errs := make([]error, len(arrivals))
	var begun time.Time
	var ready, all sync.WaitGroup
	start := make(chan struct{})
	for i := range arrivals {
		ready.Add(1)
		all.Go(func() {
			moved, cancel := changesOf(o.desks[i+1])
			defer cancel()
			ready.Done()
			<-start
			errs[i] = o.computers[i+1].await(ctx, moved, value)
			arrivals[i] = millis(time.Since(begun))
		})
	}
	ready.Wait()
	begun = time.Now()
	close(start)
	saw := v.Field(settings.EntityProfile, settings.FieldName)
	edit := syncing.FieldEdit{Entity: settings.EntityProfile, Field: settings.FieldName, Saw: saw, Value: value}
	err = o.desks[0].Save(ctx, []syncing.FieldEdit{edit})
	saved = time.Since(begun)
	all.Wait()
	return saved, arrivals, errors.Join(append(errs, err)...)
}

func changesOf(d *desk.Desk) (moved <-chan struct{}, cancel func()) {
	c := make(chan struct{}, 1)
	return c, d.Subscribe(func() {
		select {
		case c <- struct{}{}:
		default:
		}
	})
}

// await returns when the store has the value as the server's.
func (c *computer) await(ctx context.Context, moved <-chan struct{}, value wire.Value) error {
	for {
		if there, err := c.isName(value); there || err != nil {
			return err
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return fmt.Errorf("the change did not arrive: %w", ctx.Err())
		}
	}
}
