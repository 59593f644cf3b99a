package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"pupitre/data/desk"
	"pupitre/data/memstore"
	"pupitre/data/remote"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/store/pgtest"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

var failovers = flag.Int("failovers", 1, "how often a lagging standby takes over from a crashed PostgreSQL")

// author is somebody who renames a provider again and again, on a desk that talks to one server, while a second desk of the
// same person follows on another server.
type author struct {
	t      *testing.T
	slug   string
	space  string
	writer *desk.Desk
	reader *desk.Desk
	saved  []string // every value, in order
}

// openDesk runs a desk of the production core on a store in memory, until the test ends.
func openDesk(t *testing.T, c *remote.Client, space, id string) *desk.Desk {
	t.Helper()
	return openDeskOn(t, memstore.NewClient(id), c, space, id)
}

// openDeskOn runs a desk on a store of the device id.
func openDeskOn(t *testing.T, on syncing.ClientStore, c *remote.Client, space, id string) *desk.Desk {
	t.Helper()
	d := desk.New(desk.Options{
		Store: on, Exchange: c, Space: space, Rand: rand.New(rand.NewPCG(1, 2)),
		NewID: func() string {
			t.Errorf("the server took the desk %s for a copy of another", id)
			return id
		},
	})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		d.Run(ctx)
		close(ended)
	}()
	t.Cleanup(func() {
		cancel()
		<-ended
	})
	return d
}

// found makes a provider with its two desks, on the servers n and n+1.
func found(t *testing.T, url string, servers []*served, n int) *author {
	t.Helper()
	a := &author{t: t, slug: fmt.Sprintf("fournisseur-%d", n)}
	email := a.slug + "@nordet.example"
	added := runProgram(t, "provider", "add", "--database", url, "--slug", a.slug, "--name", "Nordet Télécom",
		"--primary-email", email, "--public-url", servers[n].url)
	if added.code != 0 {
		t.Fatalf("provider add: %+v", added)
	}
	invite, err := remote.ParseInvite(strings.TrimSpace(added.out))
	if err != nil {
		t.Fatal(err)
	}
	writer, reader := client(t, servers[n].url), client(t, servers[(n+1)%len(servers)].url)
	ids := []string{deviceOf(2 * n), deviceOf(2*n + 1)}
	accept := wire.AcceptInvite{Secret: invite.Secret, Name: "Luc Côté", Password: "Lac-tranquille9", Device: ids[0]}
	s, err := writer.AcceptInvite(t.Context(), accept)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := reader.SignIn(t.Context(), wire.SignIn{Email: email, Password: "Lac-tranquille9", Device: ids[1]}); err != nil {
		t.Fatal(err)
	}
	a.space = s.Memberships[0].Space
	a.writer, a.reader = openDesk(t, writer, a.space, ids[0]), openDesk(t, reader, a.space, ids[1])
	return a
}

// write saves new names until ctx ends.
func (a *author) write(ctx context.Context) {
	for ctx.Err() == nil {
		view, err := a.writer.View(context.Background())
		if err != nil {
			a.t.Error(err)
			return
		}
		name := fmt.Sprintf("%s, nom %d", a.slug, len(a.saved)+1)
		err = a.writer.Save(context.Background(), []syncing.FieldEdit{{
			Entity: settings.EntityProfile, Field: settings.FieldName,
			Saw: view.Field(settings.EntityProfile, settings.FieldName), Value: settings.Text(name),
		}})
		if err != nil {
			a.t.Error(err)
			return
		}
		a.saved = append(a.saved, name)
		time.Sleep(15 * time.Millisecond)
	}
}

// settled tells whether everything saved has reached the server, and both desks show it.
func (a *author) settled() error {
	last := a.saved[len(a.saved)-1]
	for name, d := range map[string]*desk.Desk{"writer": a.writer, "reader": a.reader} {
		state := d.State()
		view, err := d.View(context.Background())
		if err != nil {
			return err
		}
		shown := settings.String(view.Field(settings.EntityProfile, settings.FieldName).Value)
		if state.Connection != desk.Online || state.Pending > 0 || shown != last {
			d.RetryNow()
			return fmt.Errorf("%s of %s: %s, %d pending, shows %q, want %q: %w", name, a.slug, state.Connection, state.Pending, shown, last, state.Problem)
		}
		if len(state.Notices) > 0 {
			return fmt.Errorf("%s of %s has notices: %+v", name, a.slug, state.Notices)
		}
	}
	return nil
}

// onceEach checks that every name saved was applied, once, in the history that has survived.
func (a *author) onceEach(past map[string]int) {
	a.t.Helper()
	for _, name := range a.saved {
		if n := past[string(settings.Text(name))]; n != 1 {
			a.t.Errorf("%q was applied %d times in the surviving history, want once", name, n)
		}
	}
}

// TestALaggingStandbyTakesOver lets three servers work on a PostgreSQL that crashes, again and again, after its standby has
// fallen behind; the standby takes over, with a new epoch. Commits that were acknowledged are lost by that, and come back.
func TestALaggingStandbyTakesOver(t *testing.T) {
	primary, standby := pgtest.Pair(t)
	if err := primary.SQL("postgres", "CREATE DATABASE failover TEMPLATE template0"); err != nil {
		t.Fatal(err)
	}
	url := pgtest.URLOf("failover", primary, standby)
	var servers []*served
	for range 3 {
		limit := 2*soon + time.Duration(*failovers)*soon
		servers = append(servers, serveFor(t, limit, "--listen", "127.0.0.1:0", "--database", url))
	}
	var authors []*author
	for n := range servers {
		authors = append(authors, found(t, url, servers, n))
	}
	lost := int64(0)
	for round := 1; round <= *failovers; round++ {
		ctx, stop := context.WithCancel(t.Context())
		var writing sync.WaitGroup
		for _, a := range authors {
			writing.Go(func() { a.write(ctx) })
		}
		lost += failOver(t, primary, standby)
		time.Sleep(200 * time.Millisecond)
		stop()
		writing.Wait()
		waitSettled(t, round, authors)
		primary, standby = standby, primary
		if round == *failovers {
			break
		}
		if err := standby.Follow(primary); err != nil {
			t.Fatal(err)
		}
	}
	past := history(t, primary.URL("failover"))
	total := 0
	for _, a := range authors {
		a.onceEach(past)
		total += len(a.saved)
	}
	if lost == 0 {
		t.Error("no fail-over has lost a commit: this test shows nothing")
	}
	t.Logf("%d fail-overs, %d edits saved, %d acknowledged commits lost by the standbys and offered again", *failovers, total, lost)
}

// failOver crashes the primary after the standby has fallen behind, has the standby take over with a new epoch, and gives
// the number of revisions that it lacked.
func failOver(t *testing.T, primary, standby *pgtest.Instance) (lost int64) {
	t.Helper()
	time.Sleep(200 * time.Millisecond)
	if err := standby.CutOff(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond)
	before := revisions(t, primary.URL("failover"))
	if err := errors.Join(primary.Stop("immediate"), standby.Promote()); err != nil {
		t.Fatal(err)
	}
	lost = before - revisions(t, standby.URL("failover"))
	if got := runProgram(t, "epoch", "renew", "--database", standby.URL("failover")); got.code != 0 {
		t.Fatalf("epoch renew: %+v", got)
	}
	if err := standby.Admit(); err != nil {
		t.Fatal(err)
	}
	return lost
}

func waitSettled(t *testing.T, round int, authors []*author) {
	t.Helper()
	var err error
	for deadline := time.Now().Add(2 * soon); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		err = nil
		for _, a := range authors {
			err = errors.Join(err, a.settled())
		}
		if err == nil {
			return
		}
	}
	t.Fatalf("round %d: %v", round, err)
}

// revisions is the sum of the counters of all spaces.
func revisions(t *testing.T, url string) (sum int64) {
	t.Helper()
	inStore(t, url, func(tx *store.Tx) error {
		sum = 0
		ids, err := tx.Spaces()
		for _, id := range ids {
			sp, failure := tx.Space(id)
			err = errors.Join(err, failure)
			sum += sp.Rev
		}
		return err
	})
	return sum
}

// inStore reads from a database beside the servers.
func inStore(t *testing.T, url string, f func(tx *store.Tx) error) {
	t.Helper()
	st, err := store.OpenServer(t.Context(), store.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(st.Read(t.Context(), f), st.Close()); err != nil {
		t.Fatal(err)
	}
}

// history counts how often each name was applied.
func history(t *testing.T, url string) (applied map[string]int) {
	t.Helper()
	inStore(t, url, func(tx *store.Tx) error {
		applied = map[string]int{}
		ids, err := tx.Spaces()
		for _, id := range ids {
			query := wire.HistoryQuery{Before: 1 << 62, Entity: settings.EntityProfile, Field: settings.FieldName, Limit: 1 << 20}
			changes, _, failure := tx.History(id, query)
			err = errors.Join(err, failure)
			for _, c := range changes {
				applied[string(c.New)]++
			}
		}
		return err
	})
	return applied
}
