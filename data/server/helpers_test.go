package server_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/server"
	"pupitre/data/server/provisioning"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// cheap keeps the tests quick; the real costs have their own test.
var cheap = access.HashParams{Memory: 64, Time: 1, Threads: 1}

const password = "Vent-du-large7"

// clock is a time that tests move.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// rig is a server on a file of its own, with a provider "boreale" and its people.
type rig struct {
	t      testing.TB
	store  *store.Server
	server *server.Server
	web    *httptest.Server
	clock  *clock
	log    *bytes.Buffer

	driver  string // of database/sql, to read every row …
	address string // … here
	reader  *sql.DB

	provider store.Provider
	space    string
	people   map[access.Role]store.Person
}

func newRig(t testing.TB, change ...func(*server.Options)) *rig {
	t.Helper()
	path := filepath.Join(t.TempDir(), "server.db")
	return newRigOn(t, store.Options{Path: path}, "sqlite3", "file:"+path+"?mode=ro", change...)
}

// newRigOn is newRig on a database of any kind, whose rows an operator reads with a driver of database/sql at an address.
func newRigOn(t testing.TB, on store.Options, driver, address string, change ...func(*server.Options)) *rig {
	t.Helper()
	r := &rig{
		t: t, clock: &clock{t: time.Date(2026, 6, 24, 18, 5, 0, 0, time.UTC)}, log: &bytes.Buffer{},
		driver: driver, address: address, people: map[access.Role]store.Person{},
	}
	var err error
	r.store, err = store.OpenServer(t.Context(), on)
	r.must(err)
	t.Cleanup(func() { _ = r.store.Close() }) // after a test of Serve it is closed already
	o := server.Options{
		Store: r.store, Hash: cheap, Now: r.clock.Now, Log: slog.New(slog.NewTextHandler(&locked{w: r.log}, nil)),
		Heartbeat: 50 * time.Millisecond,
	}
	for _, f := range change {
		f(&o)
	}
	r.server, err = server.New(o)
	r.must(err)
	r.web = httptest.NewServer(r.server.Handler())
	t.Cleanup(r.web.Close)
	r.populate()
	return r
}

// beside is a second server on the same database, with a hub of its own.
func (r *rig) beside() *rig {
	r.t.Helper()
	other := *r
	var err error
	other.server, err = server.New(server.Options{Store: r.store, Hash: cheap, Now: r.clock.Now, Heartbeat: 50 * time.Millisecond})
	r.must(err)
	other.web = httptest.NewServer(other.server.Handler())
	r.t.Cleanup(other.web.Close)
	return &other
}

// locked lets several requests log at once.
type locked struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *locked) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

func (r *rig) maker() provisioning.Provisioner {
	return provisioning.Provisioner{Now: r.clock.Now, Rand: rand.Reader}
}

func (r *rig) populate() {
	r.t.Helper()
	stored, err := access.HashPassword(rand.Reader, cheap, password)
	r.must(err)
	r.must(r.store.Write(r.t.Context(), func(tx *store.Tx) error {
		if r.provider, err = r.maker().AddProvider(tx, provisioning.Provider{
			Slug: "boreale", Profile: settings.DefaultProfile("Téléphonie Boréale"),
		}); err != nil {
			return err
		}
		for _, role := range []access.Role{access.Primary, access.Delegate, access.Reseller, access.Support} {
			r.people[role], err = r.maker().AddPerson(tx, r.provider.ID, provisioning.Person{
				Email: string(role) + "@boreale.example", Name: string(role), Password: stored, Role: role,
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	r.space = syncing.ProviderSpace(r.provider.ID)
}

func (r *rig) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// answer is what came back, read whole.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) problem() (p wire.Problem) {
	_ = json.Unmarshal(a.body, &p) // what is no problem has no code
	return p
}

// request is one request; a body that is not a string is sent as JSON.
type request struct {
	method, path, token string
	body                any
	header              map[string]string
}

func (r *rig) do(q request) answer {
	r.t.Helper()
	return r.doContext(r.t.Context(), q)
}

func (r *rig) doContext(ctx context.Context, q request) answer {
	r.t.Helper()
	var body io.Reader
	switch b := q.body.(type) {
	case nil:
	case string:
		body = strings.NewReader(b)
	default:
		encoded, err := json.Marshal(b)
		r.must(err)
		body = bytes.NewReader(encoded)
	}
	req, err := http.NewRequestWithContext(ctx, q.method, r.web.URL+q.path, body)
	r.must(err)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if q.token != "" {
		req.Header.Set("Authorization", "Bearer "+q.token)
	}
	for name, value := range q.header {
		req.Header.Set(name, value)
	}
	res, err := http.DefaultTransport.RoundTrip(req) // no redirection is followed
	r.must(err)
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	r.must(err)
	return answer{status: res.StatusCode, header: res.Header, body: b}
}

// deviceOf is a fixed device id for each number.
func deviceOf(n int) string { return fmt.Sprintf("0198c0de-0000-7000-8000-%012d", n) }

// signIn opens a session of a role's person on a device.
func (r *rig) signIn(role access.Role, device int) wire.Session {
	r.t.Helper()
	a := r.do(request{method: "POST", path: "/v1/session", body: wire.SignIn{
		Email: string(role) + "@boreale.example", Password: password, Device: deviceOf(device), DeviceName: "test",
	}})
	if a.status != http.StatusOK {
		r.t.Fatalf("sign-in: %d %s", a.status, a.body)
	}
	return decode[wire.Session](r.t, a)
}

func decode[T any](t testing.TB, a answer) (v T) {
	t.Helper()
	if err := json.Unmarshal(a.body, &v); err != nil {
		t.Fatalf("%s: %v", a.body, err)
	}
	return v
}

// epoch is the space's.
func (r *rig) epoch() (epoch string) {
	r.t.Helper()
	r.must(r.store.Read(r.t.Context(), func(tx *store.Tx) error {
		space, err := tx.Space(r.space)
		epoch = space.Epoch
		return err
	}))
	return epoch
}

// epochOf is the epoch as the holder of a token is told it.
func (r *rig) epochOf(token string) string {
	r.t.Helper()
	return decode[wire.Pull](r.t, r.do(request{method: "GET", path: "/v1/spaces/" + r.space + "/pull?limit=1", token: token})).Epoch
}

// rename is a push of a new provider name.
func (r *rig) rename(device int, seq int64, base, name string) wire.Push {
	return wire.Push{Device: deviceOf(device), Epoch: r.epoch(), Schema: wire.Schema, Mutations: []wire.Mutation{{
		Seq: seq, Kind: wire.Edit, Entity: settings.EntityProfile, MadeAt: r.clock.Now(),
		Fields: []wire.FieldEdit{{Name: settings.FieldName, Base: settings.Text(base), BaseRev: -1, Value: settings.Text(name)}},
	}}}
}

func (r *rig) push(token string, p any) answer {
	r.t.Helper()
	return r.do(request{method: "POST", path: "/v1/spaces/" + r.space + "/push", token: token, body: p})
}

// dump is every row of the database, as text, but for when sessions were seen.
func (r *rig) dump() string {
	r.t.Helper()
	if r.reader == nil {
		var err error
		r.reader, err = sql.Open(r.driver, r.address)
		r.must(err)
		r.t.Cleanup(func() { _ = r.reader.Close() })
	}
	db := r.reader
	var b strings.Builder
	for _, table := range []string{
		"provider", "person", "member", "device", "session", "invite", "space", "item", "history", "mutation",
		"blob", "federation", "directory_generation", "directory_row", "revoked_session", "confirmation", "server_key",
		"kiosk_code", "mail", "portal_access", "(SELECT id, federation, state, generation FROM directory_import) AS imports", "reset_code", "totp", "(SELECT person, code_hash, 1 AS live FROM totp_recovery) AS recovery",
	} {
		rows, err := db.QueryContext(r.t.Context(), "SELECT * FROM "+table+" ORDER BY 1, 2, 3")
		r.must(err)
		columns, err := rows.Columns()
		r.must(err)
		for rows.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new(any)
			}
			r.must(rows.Scan(values...))
			fmt.Fprint(&b, table)
			for i, v := range values {
				fmt.Fprintf(&b, " %s=%v", columns[i], *v.(*any))
			}
			b.WriteByte('\n')
		}
		r.must(rows.Err())
	}
	return b.String()
}
