package desk_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"pupitre/data/access"
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
	folder := t.TempDir()
	return newHouseOn(t, folder, store.Options{Path: filepath.Join(folder, "server.db")})
}

// newHouseOn is newHouse on a database of any kind.
func newHouseOn(t *testing.T, folder string, on store.Options) *house {
	t.Helper()
	h := &house{t: t, folder: folder, people: map[access.Role]store.Person{}, clock: &moving{t: time.Now().UTC()}}
	var err error
	h.store, err = store.OpenServer(t.Context(), on)
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

type notebook struct {
	mu       sync.Mutex // a session writes down who it is of when the server says so
	accounts []desk.Account
}

func (n *notebook) Accounts() []desk.Account {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.accounts
}

func (n *notebook) Remember(a desk.Account) error {
	n.mu.Lock()
	defer n.mu.Unlock()
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
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
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

func keyOf(err error) string {
	key, _ := fault.KeyOf(err)
	return key
}
