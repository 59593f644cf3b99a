package desk_test

import (
	"context"
	"strings"
	"testing"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/fault"
	"pupitre/data/memstore"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// town is a server with people, and one computer with its stores, its memory and its keychain.
type town struct {
	*hall
	people    map[string]wire.Person // by e-mail
	passwords map[string]string
	asked     []string // devices that asked for a session
	token     string
	stores    map[string]*memstore.Client // by person
	opened    int
	closed    int
	accounts  []desk.Account
	secrets   map[string]string
	damaged   bool
}

func newTown(t *testing.T) *town {
	t.Helper()
	return &town{
		hall: newHall(t, member("id-marie", access.Primary), member("id-luc", access.Delegate)),
		people: map[string]wire.Person{
			"marie@x.example": {ID: "id-marie", Email: "marie@x.example", Name: "Marie"},
			"luc@x.example":   {ID: "id-luc", Email: "luc@x.example", Name: "Luc"},
			"eve@x.example":   {ID: "id-eve", Email: "eve@x.example", Name: "Ève"},
		},
		passwords: map[string]string{"marie@x.example": "m", "luc@x.example": "l", "eve@x.example": "e"},
		stores:    map[string]*memstore.Client{}, secrets: map[string]string{},
	}
}

func (w *town) door() *desk.Door {
	return &desk.Door{
		Memory: w, Secrets: keys{w.secrets}, Normalise: func(s string) (string, error) { return strings.TrimRight(s, "/"), nil },
		Dial: func(string, string) (desk.Server, error) { return &counter{town: w}, nil },
		OpenStore: func(_ context.Context, _, person string) (desk.Store, bool, error) {
			if w.stores[person] == nil {
				w.stores[person] = memstore.NewClient("made-for-" + person)
			}
			w.opened++
			return &drawer{w.stores[person], w}, w.damaged, nil
		},
	}
}

// Accounts and Remember implement desk.Memory.
func (w *town) Accounts() []desk.Account { return w.accounts }

func (w *town) Remember(a desk.Account) error {
	kept := []desk.Account{a}
	for _, old := range w.accounts {
		if old.Person != a.Person {
			kept = append(kept, old)
		}
	}
	w.accounts = kept
	return nil
}

type keys struct{ m map[string]string }

func (k keys) Get(key string) (string, error) {
	if v, ok := k.m[key]; ok {
		return v, nil
	}
	return "", fault.New(fault.NotFound, "keys.Get", "")
}
func (k keys) Set(key, v string) bool  { k.m[key] = v; return true }
func (k keys) Delete(key string) error { delete(k.m, key); return nil }

// drawer counts how often a store is closed.
type drawer struct {
	*memstore.Client
	town *town
}

func (d *drawer) Close() error { d.town.closed++; return nil }

// counter is one connection to the server, with the session of one device.
type counter struct {
	town *town
	line
}

func (c *counter) SignIn(_ context.Context, in wire.SignIn) (wire.Session, error) {
	p, ok := c.town.people[in.Email]
	if !ok || c.town.passwords[in.Email] != in.Password {
		return wire.Session{}, fault.New(fault.SignedOut, "counter", "server.bad_credentials")
	}
	return c.session(p, in.Device), c.taken(p, in.Device)
}

func (c *counter) AcceptInvite(_ context.Context, in wire.AcceptInvite) (wire.Session, error) {
	if in.Secret != "once" {
		return wire.Session{}, fault.New(fault.NotFound, "counter", "server.bad_invite")
	}
	p := c.town.people["luc@x.example"]
	c.town.passwords[p.Email] = in.Password
	return c.session(p, in.Device), nil
}

// taken is the answer to the device of another person.
func (c *counter) taken(p wire.Person, device string) error {
	for person, store := range c.town.stores {
		if person != p.ID && deviceOf(c.town.t, store) == device {
			return fault.New(fault.Conflict, "counter", "server.device_taken")
		}
	}
	return nil
}

func (c *counter) session(p wire.Person, device string) wire.Session {
	c.town.asked = append(c.town.asked, device)
	c.line = line{c.town.hall, p.ID, device}
	out := wire.Session{Token: "token-of-" + p.ID, Person: p}
	if p.ID != "id-eve" {
		out.Memberships = []wire.Membership{{Provider: "p1", Slug: "boreale", Name: "Téléphonie Boréale", Role: "primary", Space: space}}
	}
	return out
}

func (c *counter) SignOut(context.Context) error {
	c.town.asked = append(c.town.asked, "out")
	return nil
}

func (c *counter) SetToken(token string) {
	c.town.token = token
	if person, ok := strings.CutPrefix(token, "token-of-"); ok && c.hall == nil {
		c.line = line{c.town.hall, person, "d"}
	}
}

func deviceOf(t *testing.T, s *memstore.Client) (id string) {
	t.Helper()
	if err := s.View(func(tx syncing.ClientTx) (err error) { id, err = tx.Device(); return err }); err != nil {
		t.Fatal(err)
	}
	return id
}

func (w *town) signIn(email, password string) *desk.Session {
	w.t.Helper()
	s, err := w.door().SignIn(w.t.Context(), "https://x.example/", email, password)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestTheFirstSignInGivesTheNewStoreItsDevice(t *testing.T) {
	w := newTown(t)
	s := w.signIn(" marie@x.example ", "m")
	until(t, s.Desk, "online", online(s.Desk))
	if got := deviceOf(t, w.stores["id-marie"]); len(w.asked) != 1 || w.asked[0] != got {
		t.Errorf("asked with %v, the store is %s", w.asked, got)
	}
	want := desk.Account{Server: "https://x.example", Email: "marie@x.example", Person: "id-marie"}
	if len(w.accounts) != 1 || w.accounts[0] != want {
		t.Errorf("remembers %+v", w.accounts)
	}
	if w.secrets["https://x.example|id-marie"] != "token-of-id-marie" {
		t.Errorf("keychain %v", w.secrets)
	}
}

func TestTheSecondSignInUsesTheStoresDevice(t *testing.T) {
	w := newTown(t)
	if err := w.signIn("marie@x.example", "m").Close(); err != nil {
		t.Fatal(err)
	}
	w.signIn("marie@x.example", "m")
	if len(w.asked) != 2 || w.asked[0] != w.asked[1] {
		t.Errorf("devices %v", w.asked)
	}
}

// Somebody changed the e-mail elsewhere: the store of the person is here already, under an address that is not known.
func TestAKnownPersonUnderANewAddressKeepsTheStore(t *testing.T) {
	w := newTown(t)
	if err := w.signIn("marie@x.example", "m").Close(); err != nil {
		t.Fatal(err)
	}
	device := deviceOf(t, w.stores["id-marie"])
	w.people["mt@x.example"] = wire.Person{ID: "id-marie", Email: "mt@x.example", Name: "Marie"}
	w.passwords["mt@x.example"] = "m"
	w.signIn("mt@x.example", "m")
	if last := w.asked[len(w.asked)-1]; last != device || deviceOf(t, w.stores["id-marie"]) != device {
		t.Errorf("asked with %v, the store was %s", w.asked, device)
	}
}

// An address that has changed hands must not open the store of the person who had it.
func TestAnAddressThatChangedHandsOpensAnotherStore(t *testing.T) {
	w := newTown(t)
	if err := w.signIn("marie@x.example", "m").Close(); err != nil {
		t.Fatal(err)
	}
	w.people["marie@x.example"] = wire.Person{ID: "id-luc", Email: "marie@x.example", Name: "Luc"}
	s := w.signIn("marie@x.example", "m")
	if s.Account.Person != "id-luc" || deviceOf(t, w.stores["id-luc"]) == deviceOf(t, w.stores["id-marie"]) {
		t.Errorf("account %+v", s.Account)
	}
}

func TestRefusedSignInsLeaveNothingOpen(t *testing.T) {
	for _, tt := range []struct{ name, email, password, key string }{
		{"WrongPassword", "marie@x.example", "x", "server.bad_credentials"},
		{"NoMembership", "eve@x.example", "e", "sync.no_membership"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newTown(t)
			_, err := w.door().SignIn(t.Context(), "https://x.example", tt.email, tt.password)
			if key, _ := fault.KeyOf(err); key != tt.key {
				t.Errorf("got %v", err)
			}
			if w.opened != w.closed || len(w.accounts) != 0 || len(w.secrets) != 0 {
				t.Errorf("opened %d, closed %d, accounts %v, secrets %v", w.opened, w.closed, w.accounts, w.secrets)
			}
		})
	}
}

func TestResumeWorksOffLine(t *testing.T) {
	w := newTown(t)
	first := w.signIn("marie@x.example", "m")
	until(t, first.Desk, "online", online(first.Desk))
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	w.down.Store(true)
	s, err := w.door().Resume(t.Context(), "https://x.example")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if s.Person.Name != "Marie" || s.Membership.Slug != "boreale" || w.token != "token-of-id-marie" {
		t.Errorf("resumed %+v %+v with %q", s.Person, s.Membership, w.token)
	}
	if got := settings.String(name(t, s.Desk).Value); got != "Téléphonie Boréale" {
		t.Errorf("shows %q", got)
	}
}

func TestResumeAsksForAPassword(t *testing.T) {
	w := newTown(t)
	resume := func(address string) {
		t.Helper()
		if _, err := w.door().Resume(t.Context(), address); !fault.Is(err, fault.SignedOut) {
			t.Errorf("%q: got %v", address, err)
		}
	}
	resume("")
	if err := w.signIn("marie@x.example", "m").Close(); err != nil {
		t.Fatal(err)
	}
	resume("https://other.example")
	clear(w.secrets)
	resume("")
	if w.opened != w.closed {
		t.Errorf("opened %d, closed %d", w.opened, w.closed)
	}
}

func TestSignOutForgetsTheTokenAndTellsTheServer(t *testing.T) {
	w := newTown(t)
	s := w.signIn("marie@x.example", "m")
	if err := s.SignOut(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(w.secrets) != 0 || w.asked[len(w.asked)-1] != "out" || w.token != "" || w.opened != w.closed {
		t.Errorf("secrets %v, asked %v, token %q, opened %d, closed %d", w.secrets, w.asked, w.token, w.opened, w.closed)
	}
	if len(w.accounts) != 1 {
		t.Errorf("the address should still be offered: %v", w.accounts)
	}
}

func TestAnInviteOpensASession(t *testing.T) {
	w := newTown(t)
	if _, err := w.door().AcceptInvite(t.Context(), "https://x.example", "pin", "spent", "Luc", "new"); err == nil {
		t.Error("a spent invite was taken")
	}
	s, err := w.door().AcceptInvite(t.Context(), "https://x.example", "pin", "once", "Luc", "new")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	want := desk.Account{Server: "https://x.example", Pin: "pin", Email: "luc@x.example", Person: "id-luc"}
	if s.Account != want || deviceOf(t, w.stores["id-luc"]) != w.asked[0] {
		t.Errorf("account %+v, devices %v", s.Account, w.asked)
	}
}

// The store of somebody who accepts an invite on a computer that knows them: the invite is spent, the password opens it.
func TestAnInviteOfAPersonWhoseStoreIsHere(t *testing.T) {
	w := newTown(t)
	if err := w.signIn("luc@x.example", "l").Close(); err != nil {
		t.Fatal(err)
	}
	device := deviceOf(t, w.stores["id-luc"])
	w.accounts = nil
	s, err := w.door().AcceptInvite(t.Context(), "https://x.example", "", "once", "Luc", "new")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if got := w.asked[len(w.asked)-1]; got != device {
		t.Errorf("the session is of %s, the store of %s", got, device)
	}
}

func TestASalvagedStoreIsTold(t *testing.T) {
	w := newTown(t)
	w.damaged = true
	if !w.signIn("marie@x.example", "m").Salvaged {
		t.Error("not told")
	}
}
