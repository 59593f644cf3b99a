package desk_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/memstore"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// A kiosk is enrolled with a code alone, comes back without anybody, reads what is public, and ends when it is revoked.
func TestAKioskIsEnrolledComesBackAndIsRevoked(t *testing.T) {
	h := newHouse(t)
	admin := h.computer("admin").signIn(access.Primary)
	h.online(admin)
	federation := uuid.NewString()
	h.must(h.store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.AddFederation(store.Federation{ID: federation, Provider: admin.Membership.Provider, CreatedAt: h.clock.Now()})
	}))
	code, err := admin.Desk.NewKiosk(t.Context(), wire.NewKiosk{Name: "Comptoir", Federation: federation, Pin: "4821"})
	h.must(err)

	desktop := h.computer("kiosk")
	kiosk, err := desktop.door.EnrolKiosk(t.Context(), h.running.URL, "", code.Code)
	h.must(err)
	if kiosk.Person.Name != "Comptoir" || kiosk.Membership.Role != string(access.Kiosk) || kiosk.Federation() != federation {
		t.Errorf("%+v %+v", kiosk.Person, kiosk.Membership)
	}
	terms, err := kiosk.Kiosk()
	h.must(err)
	ok, _, err := access.VerifyPassword(access.DefaultHashParams(), terms.PinHash, "4821")
	if !ok || err != nil || terms.Federation != federation {
		t.Errorf("%+v: %v %v", terms, ok, err)
	}
	view, err := kiosk.Desk.View(t.Context())
	h.must(err)
	if name := settings.String(view.Field(settings.EntityProfile, settings.FieldName).Value); name != "Téléphonie Boréale" {
		t.Errorf("the name is %q", name)
	}
	h.must(kiosk.Close())
	copyComesUp(h, desktop, terms)

	again, err := desktop.door.Resume(t.Context(), "")
	h.must(err)
	t.Cleanup(func() { _ = again.Close() })
	if kept, err := again.Kiosk(); err != nil || kept != terms {
		t.Errorf("after a restart: %+v %v", kept, err)
	}
	h.online(again)
	sessions, err := admin.Desk.SessionsOf(t.Context(), again.Person.ID)
	h.must(err)
	for _, s := range sessions.Sessions {
		h.must(admin.Desk.EndSession(t.Context(), s.ID))
	}
	eventually(t, "the kiosk knows that it was revoked", func() bool {
		c := again.Desk.State().Connection
		return c == desk.SignedOut || c == desk.Revoked
	})
}

// copyComesUp proves that a kiosk goes on from a copy of its store in memory, as on a full disk, off line too, and that its
// own store is not touched.
func copyComesUp(h *house, c *computer, terms desk.KioskTerms) {
	h.t.Helper()
	onDisk := c.door.OpenStore
	defer func() { c.door.OpenStore = onDisk }()
	c.door.OpenStore = func(ctx context.Context, server, person string) (desk.Store, bool, error) {
		from, _, err := onDisk(ctx, server, person)
		h.must(err)
		to := inMemory{memstore.NewClient(uuid.NewString())}
		h.must(desk.CopyKiosk(from, to))
		return to, false, from.Close()
	}
	dial := c.door.Dial
	defer func() { c.door.Dial = dial }()
	c.door.Dial = func(_, pin string) (desk.Server, error) { return dial("http://127.0.0.1:9", pin) } // nobody answers there
	copied, err := c.door.Resume(h.t.Context(), "")
	h.must(err)
	if kept, err := copied.Kiosk(); err != nil || kept != terms {
		h.t.Errorf("the copy has %+v %v", kept, err)
	}
	view, err := copied.Desk.View(h.t.Context())
	h.must(err)
	if name := settings.String(view.Field(settings.EntityProfile, settings.FieldName).Value); name != "Téléphonie Boréale" {
		h.t.Errorf("the copy shows the name %q", name)
	}
	h.must(copied.Close())
}

// inMemory is a store that ends with the test.
type inMemory struct{ *memstore.Client }

func (inMemory) Close() error { return nil }

func TestACodeEnrolsOneKioskOnce(t *testing.T) {
	h := newHouse(t)
	admin := h.computer("admin").signIn(access.Primary)
	h.online(admin)
	code, err := admin.Desk.NewKiosk(t.Context(), wire.NewKiosk{Name: "Comptoir", Pin: "4821"})
	h.must(err)
	first, err := h.computer("first").door.EnrolKiosk(t.Context(), h.running.URL, "", code.Code)
	h.must(err)
	t.Cleanup(func() { _ = first.Close() })
	for name, secret := range map[string]string{"spent": code.Code, "unknown": "abc", "none": ""} {
		c := h.computer("second" + name)
		_, err := c.door.EnrolKiosk(t.Context(), h.running.URL, "", secret)
		if key(err) != "people.kiosk_code_unknown" || c.vault.size() != 0 || len(c.door.Memory.Accounts()) != 0 {
			t.Errorf("%s: %v, %d secrets, %d accounts", name, err, c.vault.size(), len(c.door.Memory.Accounts()))
		}
	}
}

func TestAPersonIsNoKiosk(t *testing.T) {
	h := newHouse(t)
	if _, err := h.computer("one").signIn(access.Primary).Kiosk(); !fault.Is(err, fault.NotFound) {
		t.Errorf("%v", err)
	}
}
