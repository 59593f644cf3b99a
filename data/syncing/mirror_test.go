package syncing_test

import (
	"math/rand/v2"
	"testing"

	"pupitre/data/memstore"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// The life of one edit, as the screen shows it through a mirror that has never been read anew.
func TestAMirrorFollowsAnEditFromTheSaveToTheFeed(t *testing.T) {
	store := memstore.NewClient("d")
	mirror := syncing.NewMirror(store, space)
	l := &lab{t: t, store: store, core: syncing.NewClient(mirror, rand.New(rand.NewPCG(1, 2)), func() string { return "new" })}
	l.page(l.step(syncing.Follow{Space: space}), wire.Pull{Epoch: epoch, To: 3, Rev: 3, Items: []wire.Item{note(`"A"`, 3)}})
	show := func(when, value, base string, pending bool) {
		t.Helper()
		v, _, err := mirror.Read()
		if err != nil {
			t.Fatal(err)
		}
		got := v.Field("profile", "name")
		if string(got.Value) != value || string(got.Base) != base || got.Pending != pending {
			t.Errorf("%s: %s over %s, pending %t", when, got.Value, got.Base, got.Pending)
		}
	}
	show("before", `"A"`, `"A"`, false)
	given, _, err := mirror.Read()
	if err != nil {
		t.Fatal(err)
	}
	push := effect[syncing.Push](t, l.save(`"B"`))
	show("saved", `"B"`, `"A"`, true)
	result := applied(1)
	result[0].Fields[0].Rev = 4
	pull := effect[syncing.Pull](t, l.step(syncing.Pushed{
		Space: space, Req: push.Req, Res: wire.PushResult{Epoch: epoch, Rev: 4, LastSeq: 1, Results: result},
	}))
	show("answered", `"B"`, `"A"`, false)
	l.step(syncing.Pulled{Space: space, Req: pull.Req, Res: wire.Pull{Epoch: epoch, To: 4, Rev: 4, Items: []wire.Item{note(`"B"`, 4)}}})
	show("told", `"B"`, `"B"`, false)
	if got := given.Field("profile", "name"); string(got.Value) != `"A"` {
		t.Errorf("a view that was given out has changed to %s", got.Value)
	}
}
