//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"time"

	"github.com/google/uuid"

	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// pushLimit is when a push that gets nowhere is given up.
const pushLimit = 30 * time.Minute

// guarantees is said beside the comparison: the two do not promise the same.
const guarantees = `What each side guarantees. Pupitre: a save returns when the edit is on the disk (fsync, in one transaction with its
number); the server answers a batch when it is on its own disk; each edit is checked (who may, is the value good), compared
field by field with what the person had seen, written into the history with person and time, and into a ledger that makes a
second sending harmless and gives the first answer again; two values that clash are both kept and shown to a person.
PouchDB: a save is in LevelDB's log without fsync, on both sides, so the last saves may be lost with the power; documents
are compared as a whole by their revision, both versions of a clash are kept but one wins until the application looks; sending
again is harmless by the same revisions; there is no permission or validation in this run, no history by person, and of
several edits of one document only the last is sent (the line "one document").`

// pushes are the measures of the rounds, in milliseconds.
type pushes struct{ saved, pushed, theirSaved, usual, large []float64 }

// measurePush alternates the two programs, and begins each round with the other one than the round before.
func measurePush(ctx context.Context, b bench, r *result) (err error) {
	w, err := newWorld(ctx, b, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	pouch, missing := startPouch(ctx, b)
	defer func() { err = errors.Join(err, pouch.close()) }()
	var p pushes
	sides := []func() error{
		func() error { return p.ours(ctx, b, w) },
		func() error {
			if missing != nil {
				return nil
			}
			return p.theirs(ctx, b, pouch)
		},
	}
	for round := range b.runs {
		for turn := range sides {
			if err := sides[(round+turn)%len(sides)](); err != nil {
				return err
			}
		}
	}
	r.add(fmt.Sprintf("Pupitre: %d edits saved off line", b.edits), "ms", p.saved...)
	r.add("Pupitre: pushed until all are acknowledged", "ms", p.pushed...)
	if missing != nil {
		return fmt.Errorf("the comparison with PouchDB could not be made: %w", missing)
	}
	r.add(fmt.Sprintf("PouchDB: %d edits saved off line, a document each", b.edits), "ms", p.theirSaved...)
	r.add(fmt.Sprintf("PouchDB as it comes (batches of %d): pushed until all are acknowledged", usualBatch), "ms", p.usual...)
	r.add(fmt.Sprintf("PouchDB, batches of %d: pushed until all are acknowledged", largeBatch), "ms", p.large...)
	r.aim("ratio of the pushes, to PouchDB as it comes", "", 0.25, ratios(p.pushed, p.usual)...)
	r.aim(fmt.Sprintf("ratio of the pushes, to batches of %d", largeBatch), "", 0.25, ratios(p.pushed, p.large)...)
	r.add("ratio of the saves", "", ratios(p.saved, p.theirSaved)...)
	if b.chain {
		chain, err := pouch.push(ctx, b.edits, "chain", usualBatch)
		if err != nil {
			return err
		}
		r.add("PouchDB, one document: saved", "ms", chain.SaveMS)
		r.add("PouchDB, one document: the last version pushed", "ms", chain.PushMS)
	}
	r.note("%s", guarantees)
	r.note("PouchDB %s with its store on disk (LevelDB), pouchdb-server %s, each in a process of its own.", pouchVersion, pouchServerVersion)
	return nil
}

func (p *pushes) theirs(ctx context.Context, b bench, pouch *pouch) error {
	usual, err := pouch.push(ctx, b.edits, "documents", usualBatch)
	if err != nil {
		return err
	}
	large, err := pouch.push(ctx, b.edits, "documents", largeBatch)
	p.theirSaved = append(p.theirSaved, (usual.SaveMS+large.SaveMS)/2)
	p.usual, p.large = append(p.usual, usual.PushMS), append(p.large, large.PushMS)
	return err
}

func (p *pushes) ours(ctx context.Context, b bench, w *world) error {
	people, err := w.people(ctx, 1)
	if err != nil {
		return err
	}
	c, err := w.computer(ctx, people[0])
	if err != nil {
		return err
	}
	saved, pushed, err := c.push(ctx, w, b.edits)
	p.saved, p.pushed = append(p.saved, millis(saved)), append(p.pushed, millis(pushed))
	return errors.Join(err, c.store.Close())
}

// push reads the space, saves off line, and connects. All edits must be applied, each with a revision of its own.
func (c *computer) push(ctx context.Context, w *world, edits int) (saved, pushed time.Duration, err error) {
	if err := c.load(ctx); err != nil {
		return 0, 0, err
	}
	before, err := w.rev(ctx)
	if err != nil {
		return 0, 0, err
	}
	begun := time.Now()
	if err := c.saveOffline(edits); err != nil {
		return 0, 0, err
	}
	saved = time.Since(begun)
	begun = time.Now()
	d, end := c.desk(ctx)
	defer end()
	err = until(ctx, d, pushLimit, func(st desk.State) bool { return st.Connection == desk.Online && st.Pending == 0 })
	pushed = time.Since(begun)
	if err != nil {
		return 0, 0, err
	}
	after, err := w.rev(ctx)
	if n := len(d.State().Notices); err == nil && (after-before != int64(edits) || n > 0) {
		err = fmt.Errorf("%d of %d edits were applied, %d notices", after-before, edits, n)
	}
	return saved, pushed, err
}

// load reads the space once.
func (c *computer) load(ctx context.Context) error {
	d, end := c.desk(ctx)
	defer end()
	_, err := d.View(ctx)
	return err
}

// saveOffline gives edits to the core, each in a save of its own, as a person makes them one after the other: an edit has
// seen the one before.
func (c *computer) saveOffline(edits int) error {
	core := syncing.NewClient(c.store, mathrand.New(mathrand.NewPCG(3, 4)), uuid.NewString)
	if _, err := core.Step(time.Now(), syncing.Follow{Space: c.space}); err != nil {
		return err
	}
	saw, err := c.profileName()
	if err != nil {
		return err
	}
	for i := range edits {
		value := settings.Text(fmt.Sprint("Réseau ", i))
		if i == edits-1 {
			value = settings.Text("Réseau " + uuid.NewString()) // not what an earlier round has left
		}
		edit := syncing.FieldEdit{Entity: settings.EntityProfile, Field: settings.FieldName, Saw: saw, Value: value}
		if _, err := core.Step(time.Now(), syncing.Saved{Space: c.space, Edits: []syncing.FieldEdit{edit}}); err != nil {
			return err
		}
		saw.Value, saw.Seq = value, int64(i+1)
	}
	return nil
}

// profileName is the field as the screen shows it.
func (c *computer) profileName() (f syncing.FieldState, err error) {
	err = c.store.View(func(tx syncing.ClientTx) error {
		v, err := syncing.ReadView(tx, c.space)
		f = v.Field(settings.EntityProfile, settings.FieldName)
		return err
	})
	return f, err
}

// isName tells whether the field has the value on this computer's disk.
func (c *computer) isName(want wire.Value) (bool, error) {
	f, err := c.profileName()
	return syncing.Same(f.Base, want), err
}
