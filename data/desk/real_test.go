package desk_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/blob"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/data/server"
	"pupitre/data/server/provisioning"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

const realPassword = "Vent-du-large7"

// moving is a time that tests move.
type moving struct {
	mu sync.Mutex
	t  time.Time
}

func (m *moving) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.t
}

func (m *moving) add(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.t = m.t.Add(d)
}

// brand is the policy with a section that refers to images.
type brand struct{ settings.Policy }

func (b brand) May(m access.Member, kind wire.Kind, entity, field string) string {
	if entity == "branding" {
		return ""
	}
	return b.Policy.May(m, kind, entity, field)
}

func (b brand) Check(entity, field string, v wire.Value) string {
	if entity == "branding" {
		return ""
	}
	return b.Policy.Check(entity, field, v)
}

// house is a real server on a file, and the computers of its people.
type house struct {
	t       *testing.T
	store   *store.Server
	server  *server.Server
	running *server.Running
	clock   *moving
	folder  string
	space   string
	people  map[access.Role]store.Person
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, folder: t.TempDir(), people: map[access.Role]store.Person{}, clock: &moving{t: time.Now().UTC()}}
	var err error
	h.store, err = store.OpenServer(t.Context(), store.Options{Path: filepath.Join(h.folder, "server.db")})
	h.must(err)
	cheap := access.HashParams{Memory: 64, Time: 1, Threads: 1}
	hash, err := access.HashPassword(rand.Reader, cheap, realPassword)
	h.must(err)
	maker := provisioning.Provisioner{Now: h.clock.Now, Rand: rand.Reader}
	h.must(h.store.Write(t.Context(), func(tx *store.Tx) error {
		p, err := maker.AddProvider(tx, provisioning.Provider{Slug: "boreale", Profile: settings.DefaultProfile("Téléphonie Boréale")})
		if err != nil {
			return err
		}
		h.space = syncing.ProviderSpace(p.ID)
		for _, role := range []access.Role{access.Primary, access.Delegate} {
			h.people[role], err = maker.AddPerson(tx, p.ID, provisioning.Person{
				Email: string(role) + "@boreale.example", Name: string(role), Password: hash, Role: role,
			})
			if err != nil {
				return err
			}
		}
		return tx.AddFederation(store.Federation{ID: "f1", Provider: p.ID, CreatedAt: h.clock.Now()})
	}))
	o := server.Options{Store: h.store, Hash: cheap, Now: h.clock.Now, Policy: brand{}}
	h.server, err = server.New(o) // beside the one that answers: for imports
	h.must(err)
	h.running, err = server.Start(t.Context(), "127.0.0.1:0", o)
	h.must(err)
	t.Cleanup(func() { _ = h.running.Close() })
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// vault is a keychain in memory.
type vault struct {
	mu      sync.Mutex
	secrets map[string]string
}

func (v *vault) Get(key string) (string, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if s, ok := v.secrets[key]; ok {
		return s, nil
	}
	return "", fault.New(fault.NotFound, "test", "store.not_found")
}

func (v *vault) Set(key, value string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.secrets[key] = value
	return true
}

func (v *vault) Delete(key string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.secrets, key)
	return nil
}

func (v *vault) size() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return len(v.secrets)
}

type notebook struct{ accounts []desk.Account }

func (n *notebook) Accounts() []desk.Account { return n.accounts }

func (n *notebook) Remember(a desk.Account) error {
	n.accounts = []desk.Account{a}
	return nil
}

// computer is where one person works.
type computer struct {
	*house
	door  *desk.Door
	vault *vault
	path  string
}

func (h *house) computer(name string) *computer {
	c := &computer{house: h, vault: &vault{secrets: map[string]string{}}, path: filepath.Join(h.folder, name)}
	c.door = &desk.Door{
		Memory: &notebook{}, Secrets: c.vault, DeviceName: name,
		Normalise: func(s string) (string, error) { return s, nil },
		Dial: func(url, pin string) (desk.Server, error) {
			return remote.New(remote.Options{BaseURL: url, Pin: pin})
		},
		OpenStore: func(ctx context.Context, _, _ string) (desk.Store, bool, error) {
			s, err := store.OpenDesktop(ctx, store.Options{Path: c.path})
			return s, false, err
		},
		OpenDirectory: func(ctx context.Context, _, _, federation string) (desk.DirectoryFile, error) {
			d, err := store.OpenDirectory(ctx, store.Options{Path: c.directoryPath(federation)})
			if err != nil {
				return nil, err
			}
			return d, nil
		},
		DropDirectory: func(_, _, federation string) error { return os.Remove(c.directoryPath(federation)) },
		Desk:          desk.Options{Now: h.clock.Now, RetryAfter: remote.RetryAfter},
	}
	return c
}

func (c *computer) directoryPath(federation string) string {
	return c.path + "-directory-" + federation
}

func (c *computer) signIn(role access.Role) *desk.Session {
	c.t.Helper()
	s, err := c.door.SignIn(c.t.Context(), c.running.URL, string(role)+"@boreale.example", realPassword)
	c.must(err)
	c.t.Cleanup(func() { _ = s.Close() })
	return s
}

// eventually waits for what has no signal of its own; it only lasts when a test fails.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}

func (h *house) online(s *desk.Session) {
	h.t.Helper()
	eventually(h.t, "on line", func() bool { return s.Desk.State().Connection == desk.Online })
}

func (h *house) save(d *desk.Desk, entity, field string, value wire.Value) {
	h.t.Helper()
	view, err := d.View(h.t.Context())
	h.must(err)
	h.must(d.Save(h.t.Context(), []syncing.FieldEdit{{Entity: entity, Field: field, Saw: view.Field(entity, field), Value: value}}))
}

func dot(t *testing.T, width int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, 3))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func valueOf(t *testing.T, v any) wire.Value {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	out, err := wire.Canonical(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

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

func keyOf(err error) string {
	key, _ := fault.KeyOf(err)
	return key
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
