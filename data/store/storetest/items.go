package storetest

import (
	"testing"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

func serverItems(t *testing.T, s Server) {
	want := visible("profile", "name", tricky, 1<<60)
	write(t, s, func(tx ServerTx) error {
		must(t, tx.PutItem(space, visible("profile", "name", `"old"`, 1)))
		return tx.PutItem(space, want)
	})
	write(t, s, func(tx ServerTx) error {
		got, ok, err := tx.Item(space, "profile", "name")
		if !ok {
			t.Error("the item is not there")
		}
		equal(t, "item", got, want)
		return err
	})
}

func serverEntity(t *testing.T, s Server) {
	write(t, s, func(tx ServerTx) error {
		for i, f := range []string{"é", "b", "a", "B", "z"} {
			must(t, tx.PutItem(space, visible("profile", f, "1", int64(i+1))))
		}
		must(t, tx.PutItem(space, visible("profile2", "a", "1", 9)))
		items, err := tx.Entity(space, "profile")
		equal(t, "entity", names(items), []string{"profile/B", "profile/a", "profile/b", "profile/z", "profile/é"})
		return err
	})
}

func serverBury(t *testing.T, s Server) {
	grave := tombstone("event:1", 4)
	grave.Audience = access.Everyone
	write(t, s, func(tx ServerTx) error {
		must(t, tx.PutItem(space, visible("event:1", "start", "1", 1)))
		must(t, tx.PutItem(space, visible("event:1", "end", "1", 2)))
		must(t, tx.PutItem(space, visible("event:2", "start", "1", 3)))
		return tx.Bury(space, grave)
	})
	write(t, s, func(tx ServerTx) error {
		for _, field := range []string{"start", "end", ""} {
			if _, ok, err := tx.Item(space, "event:1", field); ok || err != nil {
				t.Errorf("field %q of the deleted entity: ok %v, error %v", field, ok, err)
			}
		}
		items, err := tx.Entity(space, "event:1")
		equal(t, "entity", items, []wire.Item{grave})
		return err
	})
	equal(t, "feed", feed(t, s, 0, access.Everyone), []string{"event:2/start", "event:1/"})
}

func serverFeed(t *testing.T, s Server) {
	write(t, s, func(tx ServerTx) error {
		_, err := tx.NewSpace(other)
		must(t, err)
		must(t, tx.PutItem(other, visible("elsewhere", "x", "1", 2)))
		for i, f := range []string{"e", "d", "c", "b", "a"} {
			must(t, tx.PutItem(space, visible("profile", f, "1", int64(10*(i+1)))))
		}
		return tx.PutItem(space, visible("profile", "e", "2", 60)) // it moves to the end
	})
	equal(t, "feed", feed(t, s, 0, access.Everyone),
		[]string{"profile/d", "profile/c", "profile/b", "profile/a", "profile/e"})
	equal(t, "feed after 30", feed(t, s, 30, access.Everyone), []string{"profile/b", "profile/a", "profile/e"})
	read(t, s, func(r syncing.Reader) error {
		page, err := r.Items(space, 20, []string{access.Everyone}, 2)
		must(t, err)
		equal(t, "page", names(page), []string{"profile/c", "profile/b"})
		none, err := r.Items(space, 60, []string{access.Everyone}, 2)
		equal(t, "page after the end", len(none), 0)
		return err
	})
}

func serverAudience(t *testing.T, s Server) {
	audiences := []string{access.Everyone, access.Staff, access.Administrators, access.OnlyPrimary, access.OnlyPerson("person-1")}
	write(t, s, func(tx ServerTx) error {
		for i, a := range audiences {
			it := item("profile", a, "1", int64(i+1))
			it.Audience = a
			must(t, tx.PutItem(space, it))
		}
		return nil
	})
	support := access.Member{Person: "person-1", Role: access.Support}
	equal(t, "support's feed", feed(t, s, 0, support.Audiences()...),
		[]string{"profile/all", "profile/staff", "profile/person:person-1"})
	kiosk := access.Member{Person: "person-9", Role: access.Kiosk}
	equal(t, "the feed of a kiosk", feed(t, s, 0, kiosk.Audiences()...), []string{})
	equal(t, "nobody's feed", feed(t, s, 0), []string{})
	read(t, s, func(r syncing.Reader) error {
		items, err := r.Items(space, 0, []string{access.OnlyPrimary}, 1)
		must(t, err)
		equal(t, "a page counts only what may be read", names(items), []string{"profile/primary"})
		equal(t, "the audience comes with the item", items[0].Audience, access.OnlyPrimary)
		return nil
	})
}

func serverUniqueRev(t *testing.T, s Server) {
	write(t, s, func(tx ServerTx) error { return tx.PutItem(space, visible("profile", "a", "1", 1)) })
	err := s.Write(func(tx ServerTx) error { return tx.PutItem(space, visible("profile", "b", "1", 1)) })
	wantCode(t, err, fault.Conflict)
	write(t, s, func(tx ServerTx) error {
		must(t, tx.PutItem(space, visible("profile", "a", "2", 1))) // the same item keeps it
		must(t, tx.PutItem(space, visible("profile", "a", "3", 2)))
		return tx.PutItem(space, visible("profile", "b", "1", 1)) // and gives it back
	})
}
