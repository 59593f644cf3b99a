package desk_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/blob"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// The way of an image: from one computer to the other, before and with the edit that refers to it.
func TestImagesTravelWithTheirEdits(t *testing.T) {
	h := newHouse(t)
	one, two := h.computer("one").signIn(access.Primary), h.computer("two").signIn(access.Delegate)
	h.online(one)
	h.online(two)
	body := dot(t, 7)
	ref, err := one.Desk.KeepBlob(body)
	h.must(err)
	if _, err := two.Desk.Blob(t.Context(), ref.SHA256); !fault.Is(err, fault.NotFound) {
		t.Errorf("before it was sent: %v", err)
	}
	h.save(one.Desk, "branding", "logo", valueOf(t, ref))
	eventually(t, "the reference on the other computer", func() bool {
		v, err := two.Desk.View(t.Context())
		return err == nil && bytes.Equal(v.Field("branding", "logo").Value, valueOf(t, ref))
	})
	got, err := two.Desk.Blob(t.Context(), ref.SHA256)
	if err != nil || !bytes.Equal(got.Body, body) || got.Width != 7 {
		t.Fatalf("%+v %v", got.Info, err)
	}
	h.must(h.running.Close())
	if got, err := two.Desk.Blob(t.Context(), ref.SHA256); err != nil || !bytes.Equal(got.Body, body) {
		t.Errorf("off line: %v", err)
	}
	if _, err := two.Desk.Blob(t.Context(), blob.Hash([]byte("x"))); keyOf(err) != "blob.not_here" {
		t.Errorf("off line, one that was never read: %v", err)
	}
	if _, err := one.Desk.KeepBlob([]byte("<svg>")); keyOf(err) != "blob.type" {
		t.Errorf("what is no image: %v", err)
	}
}

// An image of before stays on the server as long as the history refers to it: months later it is put back from another
// computer, which never had it.
func TestAnImageOfBeforeIsPutBack(t *testing.T) {
	h := newHouse(t)
	one := h.computer("one").signIn(access.Primary)
	h.online(one)
	old, newer := dot(t, 7), dot(t, 8)
	for _, body := range [][]byte{old, newer} {
		ref, err := one.Desk.KeepBlob(body)
		h.must(err)
		h.save(one.Desk, "branding", "logo", valueOf(t, ref))
		eventually(t, "sent", func() bool { return one.Desk.State().Pending == 0 })
	}
	for range 2 { // once to see that nothing shows it, once to drop what nothing needs
		_, err := h.server.Tidy(t.Context())
		h.must(err)
		h.clock.add(60 * 24 * time.Hour)
	}
	two := h.computer("two").signIn(access.Delegate)
	h.online(two)
	page, err := two.Desk.History(t.Context(), wire.HistoryQuery{Entity: "branding", Field: "logo"})
	h.must(err)
	if len(page.Changes) != 2 {
		t.Fatalf("%+v", page.Changes)
	}
	before := page.Changes[0].Old
	h.save(two.Desk, "branding", "logo", before)
	eventually(t, "put back", func() bool { return two.Desk.State().Pending == 0 })
	if n := two.Desk.State().Notices; len(n) > 0 {
		t.Fatalf("%+v", n)
	}
	got, err := two.Desk.Blob(t.Context(), blob.Hash(old))
	if err != nil || !bytes.Equal(got.Body, old) || !bytes.Equal(before, valueOf(t, got.Ref())) {
		t.Errorf("%s: %+v %v", before, got.Info, err)
	}
}

// An edit whose image is gone ends in a refusal, and those behind it go on.
func TestLostImageHoldsNothingUp(t *testing.T) {
	h := newHouse(t)
	s := h.computer("one").signIn(access.Primary)
	h.online(s)
	lost := wire.BlobRef{SHA256: blob.Hash([]byte("gone")), Type: blob.PNG, Size: 4, Width: 1, Height: 1}
	h.save(s.Desk, "branding", "logo", valueOf(t, lost))
	h.save(s.Desk, settings.EntityProfile, settings.FieldName, settings.Text("Réseau Éclair"))
	eventually(t, "both edits ended", func() bool { return s.Desk.State().Pending == 0 && len(s.Desk.State().Notices) == 1 })
	if n := s.Desk.State().Notices[0]; n.Code != "blob.lost" {
		t.Errorf("%+v", n)
	}
	v, err := s.Desk.View(t.Context())
	if err != nil || settings.String(v.Field(settings.EntityProfile, settings.FieldName).Value) != "Réseau Éclair" {
		t.Errorf("%v", err)
	}
}

// The history is read from the server, and off line as far as it was read before.
func TestHistoryOnAndOffLine(t *testing.T) {
	h := newHouse(t)
	s := h.computer("one").signIn(access.Primary)
	h.online(s)
	for i := range 4 {
		h.save(s.Desk, settings.EntityProfile, settings.FieldName, settings.Text(fmt.Sprint("Nom ", i)))
		eventually(t, "sent", func() bool { return s.Desk.State().Pending == 0 })
	}
	read := func(q wire.HistoryQuery) desk.HistoryPage {
		t.Helper()
		page, err := s.Desk.History(t.Context(), q)
		h.must(err)
		return page
	}
	page := read(wire.HistoryQuery{Limit: 3})
	if !page.Live || !page.Whole || len(page.Changes) != 3 || page.Changes[0].PersonName != "primary" || page.Changes[0].DeviceName != "one" {
		t.Fatalf("%+v", page)
	}
	h.must(h.running.Close())
	off := read(wire.HistoryQuery{Limit: 2})
	if off.Live || !off.Whole || len(off.Changes) != 2 || off.Next != off.Changes[1].Rev || off.Changes[0].PersonName != "primary" {
		t.Errorf("what was read: %+v", off)
	}
	older := read(wire.HistoryQuery{Before: off.Next, Limit: 2})
	if older.Live || older.Whole || len(older.Changes) != 1 || older.Next != 0 {
		t.Errorf("what is behind was not read, and it says so: %+v", older)
	}
	if some := read(wire.HistoryQuery{Entity: "profile", Field: "name"}); len(some.Changes) != 3 || some.Whole {
		t.Errorf("with a filter: %+v", some)
	}
}

// The directory comes by itself, with each new generation, and goes when access is withdrawn.
func TestDirectoryFollows(t *testing.T) {
	h := newHouse(t)
	c := h.computer("one")
	s := c.signIn(access.Delegate)
	load := func(n int, name string) {
		_, err := h.server.LoadDirectory(t.Context(), "f1", func(yield func(wire.DirectoryRow) bool) {
			for i := range n {
				if !yield(wire.DirectoryRow{ID: fmt.Sprintf("%06d", i), Kind: "user", Body: json.RawMessage(`{"n":"` + name + `"}`)}) {
					return
				}
			}
		})
		h.must(err)
	}
	d := s.Directory("f1").(*store.Directory)
	count := func() int64 {
		n, err := d.Count("")
		h.must(err)
		return n
	}
	load(12_345, "a")
	h.must(c.readNow(d))
	if n := count(); n != 12_345 {
		t.Errorf("%d rows", n)
	}
	load(700, "b")
	h.must(c.readNow(d))
	if n := count(); n != 700 {
		t.Errorf("%d rows", n)
	}
}

// readNow reads the directory as the background does, without its rhythm.
func (c *computer) readNow(d *store.Directory) error {
	c.t.Helper()
	token, err := c.vault.Get(c.running.URL + "|" + c.people[access.Delegate].ID)
	if err != nil {
		return err
	}
	r, err := remote.New(remote.Options{BaseURL: c.running.URL})
	if err != nil {
		return err
	}
	r.SetToken(token)
	for {
		_, err = desk.ReadDirectory(c.t.Context(), r, d, wire.DirectorySpace("f1"))
		if !fault.Is(err, fault.Conflict) { // the background was faster with a page
			return err
		}
	}
}

// Who is taken out keeps what was not accepted, readable, and nothing else that opens a door.
func TestRevokedDeskLocks(t *testing.T) {
	h := newHouse(t)
	c := h.computer("one")
	s := c.signIn(access.Delegate)
	h.online(s)
	h.must(h.store.Write(t.Context(), func(tx *store.Tx) error {
		if err := tx.RemoveMember(syncing.ProviderOf(h.space), h.people[access.Delegate].ID); err != nil {
			return err
		}
		_, err := tx.RevokeSessions(h.people[access.Delegate].ID, h.clock.Now())
		return err
	}))
	h.save(s.Desk, settings.EntityProfile, settings.FieldName, settings.Text("Jamais reçu"))
	eventually(t, "told that access is withdrawn", func() bool { return s.Desk.State().Connection == desk.Revoked })
	eventually(t, "token and directory removed", func() bool {
		_, err := os.Stat(c.directoryPath("f1"))
		return c.vault.size() == 0 && errors.Is(err, fs.ErrNotExist)
	})
	st := s.Desk.State()
	if st.Pending != 1 || keyOf(st.Locked) != "lease.revoked" {
		t.Errorf("%+v", st)
	}
	if _, err := s.Desk.View(t.Context()); keyOf(err) != "lease.revoked" {
		t.Errorf("view: %v", err)
	}
	if err := s.Desk.Save(t.Context(), nil); keyOf(err) != "lease.revoked" {
		t.Errorf("save: %v", err)
	}
	if _, err := s.Desk.History(t.Context(), wire.HistoryQuery{}); keyOf(err) != "lease.revoked" {
		t.Errorf("history: %v", err)
	}
	unsent, err := s.Desk.Unsent()
	if err != nil || len(unsent) != 1 || settings.String(unsent[0].Value) != "Jamais reçu" || unsent[0].Field != settings.FieldName {
		t.Errorf("%+v %v", unsent, err)
	}
	h.must(s.Close())
	if _, err := c.door.Resume(t.Context(), ""); !fault.Is(err, fault.SignedOut) {
		t.Errorf("another start: %v", err)
	}
}

// Without the server a desk opens for seven days, whatever its clock does, and opens again with the next answer.
func TestLeaseBoundsWorkOffLine(t *testing.T) {
	h := newHouse(t)
	c := h.computer("one")
	s := c.signIn(access.Primary)
	h.online(s)
	if _, err := s.Desk.View(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.must(s.Close())
	h.must(h.running.Close())
	start := func() *desk.Session {
		t.Helper()
		s, err := c.door.Resume(t.Context(), "")
		h.must(err)
		return s
	}
	look := func(s *desk.Session, want string) {
		t.Helper()
		_, err := s.Desk.View(t.Context())
		if keyOf(err) != want && !(want == "" && err == nil) {
			t.Errorf("%v, want %q", err, want)
		}
		if err := s.Desk.Save(t.Context(), nil); keyOf(err) != want && !(want == "" && err == nil) {
			t.Errorf("save: %v, want %q", err, want)
		}
	}
	h.clock.add(7*24*time.Hour - time.Minute)
	s = start()
	look(s, "")
	h.clock.add(time.Minute)
	look(s, "lease.ended")
	h.clock.add(-3 * 24 * time.Hour)
	look(s, "lease.ended")
	h.must(s.Close())
}

// Each exchange prolongs the lease, once it gains an hour.
func TestLeaseIsProlonged(t *testing.T) {
	h := newHouse(t)
	c := h.computer("one")
	s := c.signIn(access.Primary)
	h.online(s)
	h.clock.add(6 * 24 * time.Hour)
	s.Desk.RetryNow()
	eventually(t, "a new lease", func() bool {
		var text string
		local, err := store.OpenDesktop(t.Context(), store.Options{Path: c.path})
		h.must(err)
		defer func() { _ = local.Close() }()
		h.must(local.View(func(tx syncing.ClientTx) (err error) { text, err = tx.Meta("lease"); return err }))
		lease, err := desk.OpenLease(local, h.clock.Now)
		h.must(err)
		return text != "" && lease.Until().Sub(h.clock.Now()) > 6*24*time.Hour
	})
}

// A lease is taken only when it is this server's, for this store.
func TestLeasesOfOthersAreRefused(t *testing.T) {
	h := newHouse(t)
	other := newHouse(t)
	c := h.computer("one")
	s := c.signIn(access.Primary)
	defer func() { _ = s.Close() }()
	h.must(s.Close())
	local, err := store.OpenDesktop(t.Context(), store.Options{Path: c.path})
	h.must(err)
	defer func() { _ = local.Close() }()
	lease, err := desk.OpenLease(local, h.clock.Now)
	h.must(err)
	until := lease.Until()
	r, err := remote.New(remote.Options{BaseURL: other.running.URL})
	h.must(err)
	var device string
	h.must(local.View(func(tx syncing.ClientTx) (err error) { device, err = tx.Device(); return err }))
	theirs, err := r.SignIn(t.Context(), wire.SignIn{Email: "primary@boreale.example", Password: realPassword, Device: device})
	h.must(err)
	mine, err := remote.New(remote.Options{BaseURL: h.running.URL})
	h.must(err)
	elsewhere, err := mine.SignIn(t.Context(), wire.SignIn{
		Email: "delegate@boreale.example", Password: realPassword, Device: "0198c0de-0000-7000-8000-000000000009",
	})
	h.must(err)
	for name, token := range map[string]string{
		"another server's": theirs.Lease, "another device's": elsewhere.Lease, "nothing": "", "noise": "e30.AAAA",
		"changed": strings.Replace(elsewhere.Lease, elsewhere.Lease[10:12], "xx", 1),
	} {
		if err := lease.Take(token); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := lease.Check(); err != nil || !lease.Until().Equal(until) {
		t.Errorf("the good one stays: %v", err)
	}
}

func TestOthersAreSeenEditing(t *testing.T) {
	h := newHouse(t)
	one, two := h.computer("one").signIn(access.Primary), h.computer("two").signIn(access.Delegate)
	h.online(one)
	h.online(two)
	one.Desk.Editing("profile")
	eventually(t, "the other knows", func() bool {
		p := two.Desk.State().Present
		return len(p) == 1 && p[0].Name == "primary" && p[0].Section == "profile"
	})
	if p := one.Desk.State().Present; len(p) != 0 {
		t.Errorf("one's own presence is shown: %+v", p)
	}
	one.Desk.Editing("")
	eventually(t, "the other knows that it ended", func() bool { return len(two.Desk.State().Present) == 0 })
}
