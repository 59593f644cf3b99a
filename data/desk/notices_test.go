package desk_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
)

// counting is a store that counts the notices that are read from it.
type counting struct {
	syncing.ClientStore
	pages, rows atomic.Int64
}

// View implements syncing.ClientStore.
func (c *counting) View(f func(syncing.ClientTx) error) error {
	return c.ClientStore.View(func(tx syncing.ClientTx) error { return f(countingTx{tx, c}) })
}

type countingTx struct {
	syncing.ClientTx
	count *counting
}

// NoticePage implements syncing.ClientTx.
func (t countingTx) NoticePage(space string, after int64, limit int) ([]syncing.OutboxRow, error) {
	rows, err := t.ClientTx.NoticePage(space, after, limit)
	t.count.pages.Add(1)
	t.count.rows.Add(int64(len(rows)))
	return rows, err
}

// With thousands of edits refused at once, the first are listed, all are counted, and no step reads them all.
func TestThousandsOfRefusals(t *testing.T) {
	const edits, listed = 5000, 500
	h := newHall(t, member("sam", access.Support)) // may look, and change nothing
	file, err := store.OpenDesktop(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "desktop.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	kept := &counting{ClientStore: file}
	d := desk.New(desk.Options{Store: kept, Exchange: line{h, "sam", "d-sam"}, Space: space, Rand: rand.New(rand.NewPCG(1, 2))})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); d.Run(ctx) }()
	defer func() { cancel(); <-ended }()
	list := make([]syncing.FieldEdit, edits)
	for i := range list {
		entity := settings.TelephonyEntity(fmt.Sprintf("0190b2f0-0000-7000-8000-%012d", i))
		list[i] = syncing.FieldEdit{Entity: entity, Field: settings.FieldNote, Value: settings.Text("note")}
	}
	until(t, d, "online", online(d))
	start := time.Now()
	if err := d.Save(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	until(t, d, "all are answered", func() bool { return d.State().Pending == 0 && d.State().NotAccepted() == edits })
	pages, rows := kept.pages.Load(), kept.rows.Load()
	t.Logf("%d edits refused in %v; notices read %d times, %d in all", edits, time.Since(start).Round(time.Millisecond), pages, rows)
	if n := len(d.State().Notices); n != listed {
		t.Errorf("%d are listed, want %d", n, listed)
	}
	if rows > pages*listed {
		t.Errorf("%d rows were read in %d times, more than %d each", rows, pages, listed)
	}
	first := d.State().Notices[0]
	if err := d.DismissNotice(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if s := d.State(); s.NotAccepted() != edits-1 || len(s.Notices) != listed || s.Notices[0].Seq != first.Seq+1 {
		t.Errorf("after one was dismissed: %d, %d listed from %d", s.NotAccepted(), len(s.Notices), s.Notices[0].Seq)
	}
}
