package desk_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/memstore"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// knowing is a line that also tells who is who, and counts what goes over it.
type knowing struct{ line }

func (knowing) Members(context.Context, string) (wire.Members, error) {
	return wire.Members{Members: []wire.Colleague{{Person: "marie", Name: "Marie Tremblay"}, {Person: "luc", Name: "Luc Côté"}}}, nil
}

func (knowing) Traffic() (sent, received int64) { return 12, 34 }

func (h *hall) openKnowing(person string, store *memstore.Client) (d *desk.Desk, end func()) {
	h.t.Helper()
	d = desk.New(desk.Options{
		Store: store, Exchange: knowing{line{h, person, "d-" + person}}, Space: space, Rand: rand.New(rand.NewPCG(1, 2)),
	})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); d.Run(ctx) }()
	return d, func() { cancel(); <-ended }
}

func TestAConflictIsResolvedByItsID(t *testing.T) {
	h := newHall(t, member("marie", access.Primary), member("luc", access.Delegate))
	marie := h.open("marie", memstore.NewClient("d-marie"))
	luc, end := h.openKnowing("luc", memstore.NewClient("d-luc"))
	defer end()
	until(t, marie, "marie is online", online(marie))
	until(t, luc, "luc is online", online(luc))
	saw := name(t, luc)
	save(t, marie, name(t, marie), "De Marie")
	until(t, marie, "sent", online(marie))
	save(t, luc, saw, "De Luc")
	until(t, luc, "the clash is told, with who", func() bool {
		n := luc.State().Notices
		return len(n) == 1 && n[0].By == "Marie Tremblay"
	})
	rows, err := luc.Queue(t.Context())
	if err != nil || len(rows) != 1 || rows[0].Mutation.Seq != 1 {
		t.Errorf("queue %+v, %v", rows, err)
	}
	edit := syncing.FieldEdit{Entity: settings.EntityProfile, Field: settings.FieldName, Saw: name(t, luc), Value: settings.Text("D’accord")}
	if err := luc.Resolve(t.Context(), luc.State().Notices[0].Conflict, edit); err != nil {
		t.Fatal(err)
	}
	until(t, luc, "settled", func() bool { return len(luc.State().Notices) == 0 && online(luc)() })
	until(t, marie, "marie sees it", func() bool { return settings.String(name(t, marie).Value) == "D’accord" })
	if sent, received := luc.Traffic(); sent != 12 || received != 34 {
		t.Errorf("traffic %d, %d", sent, received)
	}
}

func TestNamesAreKnownOffLine(t *testing.T) {
	h := newHall(t, member("luc", access.Delegate))
	store := memstore.NewClient("d-luc")
	first, end := h.openKnowing("luc", store)
	until(t, first, "names", func() bool { return first.Name("marie") == "Marie Tremblay" })
	end()
	h.down.Store(true)
	second, end := h.openKnowing("luc", store)
	defer end()
	until(t, second, "names again", func() bool { return second.Name("luc") == "Luc Côté" })
	if got := second.Name("nobody"); got != "" {
		t.Errorf("named %q", got)
	}
}
