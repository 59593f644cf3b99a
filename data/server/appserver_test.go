package server_test

import (
	"encoding/json"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/server"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// farm is a provider with application servers that really listen, and rounds of probes on the test's clock.
type farm struct {
	*rig
	beside *rig // another server process on the same database
	ids    []string
	post   *postman
}

const roundEvery = 5 * time.Second

func newFarm(t *testing.T, addresses ...netip.AddrPort) *farm {
	t.Helper()
	f := &farm{post: &postman{}}
	f.rig = newRig(t, func(o *server.Options) {
		o.Post = f.post
		o.Probe = server.ProbeOptions{Every: roundEvery, Timeout: 300 * time.Millisecond, Loopback: true}
	})
	f.beside = f.rig.beside()
	f.ids = []string{"0198c0de-0000-7000-8000-0000000000a1", "0198c0de-0000-7000-8000-0000000000a2"}
	names := []string{"Maître", "Secours"}
	var mutations []wire.Mutation
	add := func(entity string, fields map[string]wire.Value) {
		m := wire.Mutation{Seq: int64(len(mutations) + 1), Kind: wire.Edit, Entity: entity, MadeAt: f.clock.Now()}
		for name, v := range fields {
			m.Fields = append(m.Fields, wire.FieldEdit{Name: name, Base: wire.Value("null"), Value: v})
		}
		mutations = append(mutations, m)
	}
	for i, a := range addresses {
		s := settings.AppServer{ID: f.ids[i], Name: names[i], Address: settings.IPPort{IP: a.Addr(), Port: a.Port()}}
		add(settings.AppServerEntity(s.ID), s.Fields())
	}
	add(settings.EntityAppServers, settings.AppServers{
		Order: f.ids, Failover: settings.Failover{Enabled: true, DownAfter: 10, UpAfter: 20},
	}.Fields())
	token := f.signIn(access.Primary, 1).Token
	a := f.push(token, wire.Push{Device: deviceOf(1), Epoch: f.epochOf(token), Schema: wire.Schema, Mutations: mutations})
	if a.status != http.StatusOK || strings.Contains(string(a.body), "rejected") || strings.Contains(string(a.body), "conflict") {
		t.Fatalf("%d %s", a.status, a.body)
	}
	return f
}

// round probes once, then lets time go by.
func (f *farm) round() {
	f.t.Helper()
	f.must(f.server.ProbeAppServers(f.t.Context()))
	f.clock.add(roundEvery)
}

func (f *farm) serving() wire.ApplicationServer {
	f.t.Helper()
	a := f.do(request{method: "GET", path: "/p/boreale/application-server"})
	if a.status != http.StatusOK {
		f.t.Fatalf("%d %s", a.status, a.body)
	}
	return decode[wire.ApplicationServer](f.t, a)
}

// rounds probes until a server with the name serves, and gives the time that it took.
func (f *farm) rounds(name string) time.Duration {
	f.t.Helper()
	begun := f.clock.Now()
	for range 50 {
		if f.serving().Name == name {
			return f.clock.Now().Sub(begun)
		}
		f.round()
	}
	f.t.Fatalf("%s does not serve: %+v", name, f.serving())
	return 0
}

// listenAt is an application server that listens; the port is free again once it is closed.
func listenAt(t *testing.T, address string, h http.Handler) (*http.Server, netip.AddrPort) {
	t.Helper()
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	s := &http.Server{Handler: h, ReadHeaderTimeout: time.Second}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return s, netip.MustParseAddrPort(l.Addr().String())
}

func TestTheMasterIsKilledAndComesBack(t *testing.T) {
	master, a := listenAt(t, "127.0.0.1:0", http.NotFoundHandler())
	_, b := listenAt(t, "127.0.0.1:0", http.NotFoundHandler())
	f := newFarm(t, a, b)
	f.round()
	want := wire.ApplicationServer{Name: "Maître", Address: "127.0.0.1", Port: a.Port(), Role: "master", Since: f.serving().Since}
	if got := f.serving(); got != want || got.Since.IsZero() {
		t.Fatalf("%+v", got)
	}
	f.must(master.Close())
	if took := f.rounds("Secours"); took < 10*time.Second || took > 20*time.Second {
		t.Errorf("the slave serves after %s", took)
	}
	if got := f.serving(); got.Role != "slave" || got.Port != b.Port() {
		t.Errorf("%+v", got)
	}
	if got, there := f.serving(), (&farm{rig: f.beside}).serving(); got != there {
		t.Errorf("another process says %+v, not %+v", there, got)
	}
	listenAt(t, a.String(), http.NotFoundHandler())
	if took := f.rounds("Maître"); took < 20*time.Second || took > 30*time.Second {
		t.Errorf("the master serves again after %s", took)
	}
}

// The letter that says that no server answers promises another one: it comes, although who served last serves on.
func TestItIsWrittenThatNoServerAnswersAndThatOneDoesAgain(t *testing.T) {
	for want, c := range map[string]struct {
		enabled, backup bool
		first           string
	}{
		"nobody is left":       {true, false, "failover_none to primary@boreale.example: Maître"},
		"nobody may take over": {false, true, "failover_off to primary@boreale.example: Maître"},
	} {
		t.Run(want, func(t *testing.T) {
			master, a := listenAt(t, "127.0.0.1:0", http.NotFoundHandler())
			addresses := []netip.AddrPort{a}
			if c.backup {
				_, b := listenAt(t, "127.0.0.1:0", http.NotFoundHandler())
				addresses = append(addresses, b)
			}
			f := newFarm(t, addresses...)
			w := &writer{rig: f.rig, token: f.signIn(access.Delegate, 2).Token, device: 2}
			hold := settings.AppServers{Order: f.ids, Failover: settings.Failover{Enabled: c.enabled, DownAfter: 10, UpAfter: 20}}
			if outcome, code := w.edit(settings.EntityAppServers, hold.Fields()); outcome != wire.Applied {
				t.Fatal(outcome, code)
			}
			f.round()
			f.must(master.Close())
			for range 10 {
				f.round()
			}
			f.post.want(t, c.first)
			listenAt(t, a.String(), http.NotFoundHandler())
			for range 10 {
				f.round()
			}
			f.post.want(t, "failover_again to primary@boreale.example: ")
			if got := f.serving().Name; got != "Maître" {
				t.Errorf("%s serves", got)
			}
		})
	}
}

// What an administrator does about a server that is down is no server that answers again: there is no letter about it.
func TestWhatSomebodyHasJustSetNeedsNoLetter(t *testing.T) {
	for name, change := range map[string]func(f *farm) (entity string, fields map[string]wire.Value){
		"the other one is the master": func(f *farm) (string, map[string]wire.Value) {
			other := settings.AppServers{Order: []string{f.ids[1], f.ids[0]}, Failover: settings.Failover{DownAfter: 10, UpAfter: 20}}
			return settings.EntityAppServers, other.Fields()
		},
		"it has another address, where nobody is either": func(f *farm) (string, map[string]wire.Value) {
			moved := settings.AppServer{ID: f.ids[0], Name: "Maître", Address: settings.IPPort{IP: netip.MustParseAddr("127.0.0.1"), Port: 1}}
			return settings.AppServerEntity(moved.ID), moved.Fields()
		},
	} {
		t.Run(name, func(t *testing.T) {
			master, a := listenAt(t, "127.0.0.1:0", http.NotFoundHandler())
			_, b := listenAt(t, "127.0.0.1:0", http.NotFoundHandler())
			f := newFarm(t, a, b)
			w := &writer{rig: f.rig, token: f.signIn(access.Delegate, 2).Token, device: 2}
			alone := settings.AppServers{Order: f.ids, Failover: settings.Failover{DownAfter: 10, UpAfter: 20}}
			if outcome, code := w.edit(settings.EntityAppServers, alone.Fields()); outcome != wire.Applied {
				t.Fatal(outcome, code)
			}
			f.must(master.Close())
			for range 10 {
				f.round()
			}
			f.post.want(t, "failover_off to primary@boreale.example: Maître")
			if outcome, code := w.edit(change(f)); outcome != wire.Applied {
				t.Fatal(outcome, code)
			}
			f.round()
			f.post.want(t)
		})
	}
}

// A process that hangs still has its connections taken by the system.
func TestAMasterThatHangsIsLeft(t *testing.T) {
	hang := make(chan struct{})
	stuck := make(chan struct{})
	t.Cleanup(func() { close(stuck) })
	_, a := listenAt(t, "127.0.0.1:0", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		select {
		case <-hang:
			<-stuck
		default:
		}
	}))
	_, b := listenAt(t, "127.0.0.1:0", http.NotFoundHandler())
	f := newFarm(t, a, b)
	f.round()
	if got := f.serving().Name; got != "Maître" {
		t.Fatalf("%s serves", got)
	}
	close(hang)
	f.rounds("Secours")
}

func TestOnlyOneProcessProbes(t *testing.T) {
	_, a := listenAt(t, "127.0.0.1:0", http.NotFoundHandler())
	f := newFarm(t, a)
	f.round()
	before := f.row()
	f.must(f.beside.server.ProbeAppServers(t.Context()))
	if got := f.row(); got != before {
		t.Errorf("another process probed: %+v, then %+v", before, got)
	}
	f.clock.add(time.Minute) // the first one is gone
	f.must(f.beside.server.ProbeAppServers(t.Context()))
	taken := f.row()
	if taken.Holder == before.Holder {
		t.Error("nobody took over")
	}
	f.must(f.server.ProbeAppServers(t.Context()))
	if got := f.row(); got != taken {
		t.Errorf("the one of before probes still: %+v", got)
	}
}

func (f *farm) row() (row store.AppServerState) {
	f.t.Helper()
	f.must(f.store.Read(f.t.Context(), func(tx *store.Tx) (err error) {
		row, err = tx.AppServerState(f.provider.ID)
		return err
	}))
	return row
}

func TestHealthForDesktops(t *testing.T) {
	master, a := listenAt(t, "127.0.0.1:0", http.NotFoundHandler())
	_, b := listenAt(t, "127.0.0.1:0", http.NotFoundHandler())
	f := newFarm(t, a, b)
	path := "/v1/spaces/" + f.space + "/appservers/health"
	support := f.signIn(access.Support, 2).Token
	health := func() wire.AppServersHealth {
		return decode[wire.AppServersHealth](t, f.do(request{method: "GET", path: path, token: support}))
	}
	if got := health(); got.Servers[0].Status != "unknown" || got.Servers[0].Latency != -1 || got.Serving != f.ids[0] || got.Every != 5000 {
		t.Errorf("before the first probe: %+v", got)
	}
	f.round()
	f.must(master.Close())
	f.round()
	if got := health().Servers[0]; got.Status != "failing" || got.Reason != "refused" || !got.Serves || !got.Master || got.Speaks != "http" {
		t.Errorf("failing: %+v", got)
	}
	f.rounds("Secours")
	got := health()
	if got.Servers[0].Status != "down" || got.Servers[1].Status != "up" || !got.Servers[1].Serves || got.Serving != f.ids[1] {
		t.Errorf("%+v", got.Servers)
	}
	if len(got.Switches) != 2 || got.Switches[0].Cause != "down" || got.Switches[0].ToName != "Secours" || got.Switches[1].Cause != "first" {
		t.Errorf("%+v", got.Switches)
	}
	reseller := f.signIn(access.Reseller, 3).Token
	refused := f.do(request{method: "GET", path: path, token: reseller})
	if refused.status != http.StatusForbidden || refused.problem().Key != "settings.not_allowed" {
		t.Errorf("a reseller: %d %s", refused.status, refused.body)
	}
}

func TestARehearsalChangesNothing(t *testing.T) {
	_, a := listenAt(t, "127.0.0.1:0", http.NotFoundHandler())
	slave, b := listenAt(t, "127.0.0.1:0", http.NotFoundHandler())
	f := newFarm(t, a, b)
	f.round()
	token, support := f.signIn(access.Delegate, 2).Token, f.signIn(access.Support, 3).Token
	before, row := f.dump(), f.row()
	rehearse := func(token string, in any) answer {
		return f.do(request{method: "POST", path: "/v1/spaces/" + f.space + "/appservers/rehearsal", token: token, body: in})
	}
	got := decode[wire.FailoverRehearsal](t, rehearse(token, wire.RehearseFailover{}))
	if got.Falls != f.ids[0] || got.Serves != f.ids[1] || !got.Changes || got.Within != 20 || got.Back != 30 || !got.Enabled {
		t.Errorf("%+v", got)
	}
	if again := rehearse(token, wire.RehearseFailover{}); again.status != http.StatusTooManyRequests ||
		again.problem().Key != "appserver.too_soon" || again.header.Get("Retry-After") != "5" {
		t.Errorf("at once: %d %s", again.status, again.body)
	}
	f.clock.add(roundEvery)
	f.must(slave.Close())
	got = decode[wire.FailoverRehearsal](t, rehearse(token, wire.RehearseFailover{}))
	if got.Serves != "" || got.Servers[1].Status != "failing" {
		t.Errorf("no slave answers: %+v", got)
	}
	f.clock.add(roundEvery)
	for _, tt := range []struct {
		name, token string
		body        any
		status      int
		key         string
	}{
		{"support", support, wire.RehearseFailover{}, http.StatusForbidden, "settings.not_allowed"},
		{"unknown server", token, wire.RehearseFailover{Server: "x"}, http.StatusNotFound, "appserver.unknown"},
		{"too much", token, `{"server":"` + strings.Repeat("x", 2000) + `"}`, http.StatusRequestEntityTooLarge, "server.too_large"},
	} {
		if a := rehearse(tt.token, tt.body); a.status != tt.status || a.problem().Key != tt.key {
			t.Errorf("%s: %d %s", tt.name, a.status, a.body)
		}
	}
	if f.dump() != before || f.row() != row {
		t.Error("something was stored")
	}
}

func TestTheApplicationServerForThePublic(t *testing.T) {
	_, a := listenAt(t, "127.0.0.1:0", http.NotFoundHandler())
	f := newFarm(t, a)
	first := f.do(request{method: "GET", path: "/p/boreale/application-server"})
	if h := first.header; h.Get("Access-Control-Allow-Origin") != "*" || h.Get("Cache-Control") != "no-cache" || h.Get("ETag") == "" ||
		h.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("%v", h)
	}
	var members map[string]any
	f.must(json.Unmarshal(first.body, &members))
	for name := range members {
		if !strings.Contains(" name address port role since ", " "+name+" ") {
			t.Errorf("the public is told %q", name)
		}
	}
	again := f.do(request{method: "GET", path: "/p/boreale/application-server", header: map[string]string{"If-None-Match": first.header.Get("ETag")}})
	if again.status != http.StatusNotModified || len(again.body) != 0 {
		t.Errorf("%d %s", again.status, again.body)
	}
	for _, path := range []string{"/p/nobody/application-server"} {
		if a := f.do(request{method: "GET", path: path}); a.status != http.StatusNotFound || a.header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
	empty := newRig(t).do(request{method: "GET", path: "/p/boreale/application-server"})
	if empty.status != http.StatusNotFound || empty.problem().Key != "appserver.none" {
		t.Errorf("without servers: %d %s", empty.status, empty.body)
	}
}

// An administrator's word does not make the server look at its own computer.
func TestLoopbackIsNotProbed(t *testing.T) {
	_, a := listenAt(t, "127.0.0.1:0", http.NotFoundHandler())
	f := newFarm(t, a)
	strict := f.rig.beside() // with the options of a real server
	f.must(strict.server.ProbeAppServers(t.Context()))
	token := strict.signIn(access.Primary, 5).Token
	got := decode[wire.AppServersHealth](t, strict.do(request{method: "GET", path: "/v1/spaces/" + f.space + "/appservers/health", token: token}))
	if s := got.Servers[0]; s.Reason != "forbidden" || s.Status == "up" {
		t.Errorf("%+v", s)
	}
}
