//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

const (
	queueSamples = 50      // saves and views that are timed beside each queue
	queueItems   = 100_000 // fields of the space in the last measure
)

// noLine is a network that is not there.
type noLine struct{}

var errCut = errors.New("the network is cut")

// RoundTrip implements http.RoundTripper.
func (noLine) RoundTrip(*http.Request) (*http.Response, error) { return nil, errCut }

// measureQueue times what a person waits for who works off line: a save, and the view after it, beside ever more saves that
// wait for the server.
func measureQueue(ctx context.Context, b bench, r *result) (err error) {
	w, err := newWorld(ctx, b, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	for _, waiting := range []int{0, b.edits / 10, b.edits} {
		if err := measureBeside(ctx, w, r, waiting, 0); err != nil {
			return err
		}
	}
	if err := measureBeside(ctx, w, r, b.edits, queueItems); err != nil {
		return err
	}
	r.note("A save returns when it is on this computer's disk and the number of waiting fields is known again. Each view is the first " +
		"after a save: it shows all of the space under all of the queue.")
	return nil
}

// measureBeside times saves and views on a computer of its own, with a queue and a space of the given sizes.
func measureBeside(ctx context.Context, w *world, r *result, waiting, items int) (err error) {
	people, err := w.people(ctx, 1)
	if err != nil {
		return err
	}
	c, err := w.computer(ctx, people[0])
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.store.Close()) }()
	if err := errors.Join(c.load(ctx), c.fill(items), c.saveOffline(waiting)); err != nil {
		return err
	}
	if c.client, err = w.clientOver(people[0], noLine{}); err != nil {
		return err
	}
	d, end := c.desk(ctx)
	defer end()
	if err := until(ctx, d, startLimit, func(st desk.State) bool { return st.Connection == desk.Offline }); err != nil {
		return err
	}
	saves, views, err := saveAndView(ctx, d)
	beside := fmt.Sprintf("%d edits waiting", waiting)
	if items > 0 {
		beside += fmt.Sprintf(", %d fields in the space", items)
	}
	r.add("save, "+beside, "ms", saves...)
	r.add("view after a save, "+beside, "ms", views...)
	return err
}

func saveAndView(ctx context.Context, d *desk.Desk) (saves, views []float64, err error) {
	for i := range queueSamples {
		v, err := d.View(ctx)
		if err != nil {
			return nil, nil, err
		}
		edit := syncing.FieldEdit{
			Entity: settings.EntityProfile, Field: settings.FieldName, Value: settings.Text(fmt.Sprint("Mesure ", i)),
			Saw: v.Field(settings.EntityProfile, settings.FieldName),
		}
		begun := time.Now()
		if err := d.Save(ctx, []syncing.FieldEdit{edit}); err != nil {
			return nil, nil, err
		}
		saved := time.Now()
		if v, err = d.View(ctx); err != nil {
			return nil, nil, err
		}
		views, saves = append(views, millis(time.Since(saved))), append(saves, millis(saved.Sub(begun)))
		if got := v.Field(edit.Entity, edit.Field).Value; !syncing.Same(got, edit.Value) {
			return nil, nil, fmt.Errorf("the view shows %s after a save of %s", got, edit.Value)
		}
	}
	return saves, views, nil
}

// fill puts items into the base as if the server had told them, ten fields to an entity.
func (c *computer) fill(items int) error {
	return c.store.Update(func(tx syncing.ClientTx) error {
		cur, err := tx.Cursor(c.space)
		if err != nil {
			return err
		}
		for i := range items {
			it := wire.Item{
				Entity: fmt.Sprintf("event:%08d", i/10), Field: fmt.Sprintf("field_%d", i%10),
				Value: settings.Text(fmt.Sprint("Valeur ", i)), Rev: cur.Rev,
			}
			if err := tx.PutItem(c.space, cur.Gen, it); err != nil {
				return err
			}
		}
		return nil
	})
}
