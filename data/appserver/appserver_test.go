package appserver_test

import (
	"fmt"
	"net/netip"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pupitre/data/appserver"
)

var start = time.Date(2026, time.June, 24, 12, 0, 0, 0, time.UTC)

const (
	interval  = 5 * time.Second
	downAfter = 30 * time.Second
	upAfter   = 120 * time.Second
)

// servers makes n servers: "a" is the master, "b", "c"… its slaves.
func servers(n int) []appserver.Server {
	out := make([]appserver.Server, n)
	for i := range out {
		out[i] = appserver.Server{
			ID: string(rune('a' + i)), Name: fmt.Sprintf("Serveur %c", 'A'+i),
			Address: netip.MustParseAddrPort(fmt.Sprintf("203.0.113.%d:443", i+1)),
		}
	}
	return out
}

func config(n int) appserver.Config {
	return appserver.Config{Servers: servers(n), Enabled: true, DownAfter: downAfter, UpAfter: upAfter, Interval: interval}
}

// play is a machine under test: rounds of probes at a steady pace.
type play struct {
	config appserver.Config
	state  appserver.State
	now    time.Time
	events []appserver.Event
}

func newPlay(n int) *play { return &play{config: config(n), now: start} }

// round probes once; the servers named fail.
func (p *play) round(failing ...string) {
	results := map[string]appserver.Result{}
	for _, s := range p.config.Servers {
		results[s.ID] = appserver.Result{OK: !slices.Contains(failing, s.ID), Latency: 12 * time.Millisecond, Reason: appserver.Refused}
	}
	var events []appserver.Event
	p.state, events = appserver.Step(p.state, p.config, results, p.now)
	p.events = append(p.events, events...)
	p.now = p.now.Add(p.config.Interval)
}

// until plays rounds until the server serves, and gives the time that it took; it fails after an hour.
func (p *play) until(t *testing.T, serving string, failing ...string) time.Duration {
	t.Helper()
	begun := p.now
	for p.state.Serving != serving {
		if p.now.Sub(begun) > time.Hour {
			t.Fatalf("after an hour %q serves, not %q", p.state.Serving, serving)
		}
		p.round(failing...)
	}
	return p.now.Add(-p.config.Interval).Sub(begun)
}

func (p *play) causes() (out []appserver.Cause) {
	for _, s := range p.state.Switches {
		out = append(out, s.Cause)
	}
	return out
}

func TestTheMasterServesFromTheBeginning(t *testing.T) {
	p := newPlay(3)
	p.round()
	if p.state.Serving != "a" || p.state.Since != start || !slices.Equal(p.causes(), []appserver.Cause{appserver.CauseFirst}) {
		t.Errorf("%+v", p.state)
	}
}

func TestAtTheBeginningAServerThatDoesNotAnswerIsPassedOver(t *testing.T) {
	p := newPlay(2)
	p.round("a")
	if p.state.Serving != "b" || !slices.Equal(p.causes(), []appserver.Cause{appserver.CauseFirst}) {
		t.Errorf("%+v", p.state)
	}
}

func TestTheMasterFallsAndComesBack(t *testing.T) {
	p := newPlay(3)
	p.round()
	if took := p.until(t, "b", "a"); took < downAfter || took > downAfter+interval {
		t.Errorf("the slave serves after %s of failed probes, want %s", took, downAfter)
	}
	if took := p.until(t, "a"); took < upAfter || took > upAfter+interval {
		t.Errorf("the master serves again after %s of good probes, want %s", took, upAfter)
	}
	want := []appserver.Cause{appserver.CauseFirst, appserver.CauseDown, appserver.CauseBack}
	if !slices.Equal(p.causes(), want) {
		t.Errorf("causes %v, want %v", p.causes(), want)
	}
	last := p.state.Switches[2]
	if last.FromName != "Serveur B" || last.ToName != "Serveur A" || last.At != p.state.Since {
		t.Errorf("last switch %+v", last)
	}
}

func TestOneLostProbeMovesNobody(t *testing.T) {
	p := newPlay(2)
	p.round()
	for range 200 { // each failure is shorter than it takes
		for range int(downAfter / interval) {
			p.round("a")
		}
		p.round()
	}
	if p.state.Serving != "a" || len(p.state.Switches) != 1 {
		t.Errorf("%q serves after %d switches", p.state.Serving, len(p.state.Switches))
	}
}

func TestAServerThatComesAndGoesIsNotGoneBackTo(t *testing.T) {
	p := newPlay(2)
	p.round()
	p.until(t, "b", "a")
	for range 100 { // good for less than it takes, then one failure
		for range int(upAfter / interval) {
			p.round()
		}
		p.round("a")
	}
	if p.state.Serving != "b" || len(p.state.Switches) != 2 {
		t.Errorf("%q serves after %d switches", p.state.Serving, len(p.state.Switches))
	}
}

func TestASlaveThatFailsAtThatMomentIsPassedOver(t *testing.T) {
	p := newPlay(3)
	p.round()
	for p.state.Serving == "a" {
		p.round("a", "b")
	}
	if p.state.Serving != "c" {
		t.Fatalf("%q serves", p.state.Serving)
	}
	p.round("a") // b answers again: it has to show that it stays
	if p.state.Serving != "c" {
		t.Error("a server that answered once was gone to")
	}
}

func TestWhenNoneAnswersWhoServedLastStays(t *testing.T) {
	p := newPlay(2)
	p.round()
	p.until(t, "b", "a")
	for range 100 {
		p.round("a", "b")
	}
	if p.state.Serving != "b" || !p.state.NoneUp {
		t.Errorf("%q serves, none up: %v", p.state.Serving, p.state.NoneUp)
	}
	told := 0
	for _, e := range p.events {
		if e.NoneUp {
			told++
		}
	}
	if told != 1 {
		t.Errorf("it was told %d times that none is up", told)
	}
	p.until(t, "a", "b")
	if p.state.NoneUp {
		t.Error("one is up")
	}
	if last := p.events[len(p.events)-2:]; !last[0].Again || last[1].Switch == nil {
		t.Errorf("it is told that one answers, and which: %+v", last)
	}
}

// Who served last and answers again serves on without a switch, which is told all the same.
func TestItIsToldThatTheLastOneAnswersAgain(t *testing.T) {
	p := newPlay(2)
	p.round()
	for range 100 {
		p.round("a", "b")
	}
	before := len(p.events)
	for range 100 {
		p.round()
	}
	if told := p.events[before:]; len(told) != 1 || !told[0].Again || told[0].Switch != nil {
		t.Errorf("%+v", told)
	}
	if p.state.Serving != "a" || p.state.NoneUp {
		t.Errorf("%q serves, none up: %v", p.state.Serving, p.state.NoneUp)
	}
}

func TestAfterADarkMomentWhoServesAndAnswersIsNotLeft(t *testing.T) {
	p := newPlay(3)
	p.round()
	for range 10 {
		p.round("a", "b", "c")
	}
	for range 10 {
		p.round("a") // b and c recover earlier
	}
	for range 60 {
		p.round()
	}
	if p.state.Serving != "a" || len(p.state.Switches) != 1 {
		t.Errorf("%q serves, %+v", p.state.Serving, p.state.Switches)
	}
}

func TestWithoutFailoverTheMasterServesWhateverItsHealth(t *testing.T) {
	p := newPlay(2)
	p.round()
	p.until(t, "b", "a")
	p.config.Enabled = false
	p.round("a")
	if p.state.Serving != "a" || p.causes()[2] != appserver.CauseChanged {
		t.Errorf("%q serves, causes %v", p.state.Serving, p.causes())
	}
	for range 100 {
		p.round("a")
	}
	if p.state.Serving != "a" || !p.state.NoneUp {
		t.Errorf("%q serves, none up: %v", p.state.Serving, p.state.NoneUp)
	}
}

func TestTheSettingsChange(t *testing.T) {
	p := newPlay(3)
	p.round()
	p.config.Servers[0], p.config.Servers[1] = p.config.Servers[1], p.config.Servers[0]
	p.round()
	if p.state.Serving != "b" || p.causes()[1] != appserver.CauseChanged {
		t.Errorf("a promoted slave: %q serves, causes %v", p.state.Serving, p.causes())
	}
	p.config.Servers = p.config.Servers[1:]
	p.round()
	if p.state.Serving != "a" || p.state.Switches[2].FromName != "Serveur B" {
		t.Errorf("the master was deleted: %q serves, %+v", p.state.Serving, p.state.Switches)
	}
	p.config.Servers = nil
	p.round()
	if _, _, ok := p.state.ServingIn(p.config); ok || p.state.Serving != "" {
		t.Errorf("no server is left: %q serves", p.state.Serving)
	}
}

func TestAnotherAddressIsAnotherServer(t *testing.T) {
	p := newPlay(2)
	p.round()
	p.until(t, "b", "a")
	p.config.Servers[0].Address = netip.MustParseAddrPort("203.0.113.99:443")
	p.round()
	if p.state.Serving != "a" || len(p.state.Servers["a"].Samples) != 1 {
		t.Errorf("%q serves, %+v", p.state.Serving, p.state.Servers["a"])
	}
}

func TestASilenceOfTheProberForgetsStreaks(t *testing.T) {
	p := newPlay(2)
	p.round()
	p.round("a")
	p.now = p.now.Add(time.Hour) // the prober was stopped
	p.round("a")
	if p.state.Serving != "a" {
		t.Error("two failed probes an hour apart are no streak")
	}
}

func TestHistoriesAreBounded(t *testing.T) {
	p := newPlay(2)
	for i := range 5000 {
		if i/200%2 == 0 {
			p.round("a")
		} else {
			p.round()
		}
	}
	if n := len(p.state.Servers["a"].Samples); n != appserver.MaxSamples {
		t.Errorf("%d samples", n)
	}
	if n := len(p.state.Switches); n == 0 || n > appserver.MaxSwitches {
		t.Errorf("%d switches", n)
	}
}

func TestRehearse(t *testing.T) {
	good := map[string]appserver.Result{"a": {OK: true}, "b": {OK: true}, "c": {OK: true}}
	for _, tt := range []struct {
		name    string
		falls   string
		results map[string]appserver.Result
		enabled bool
		serves  string
		changes bool
	}{
		{"the master", "a", good, true, "b", true},
		{"the master, and the first slave does not answer", "a", map[string]appserver.Result{"c": {OK: true}}, true, "c", true},
		{"the master, and no slave answers", "a", map[string]appserver.Result{"a": {OK: true}}, true, "", true},
		{"the master, without fail-over", "a", good, false, "", true},
		{"a slave", "c", good, true, "a", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newPlay(3)
			p.round()
			p.config.Enabled = tt.enabled
			before := p.state.Serving
			got, ok := appserver.Rehearse(p.state, p.config, tt.results, tt.falls)
			if !ok || got.Serves.ID != tt.serves || got.Changes != tt.changes || got.Nobody != (tt.serves == "") {
				t.Errorf("%+v", got)
			}
			if got.Within < downAfter || got.Back < upAfter || p.state.Serving != before {
				t.Errorf("%+v", got)
			}
		})
	}
	if _, ok := appserver.Rehearse(appserver.State{}, config(1), good, "z"); ok {
		t.Error("a server that does not exist fell")
	}
}

// What holds whatever fails, and when.
func TestTheMachine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlay(rapid.IntRange(1, 4).Draw(t, "servers"))
		failedSince := map[string]time.Time{}
		leftAt := map[string]time.Time{}
		ids := make([]string, len(p.config.Servers))
		for i, s := range p.config.Servers {
			ids[i] = s.ID
		}
		for range rapid.IntRange(1, 12).Draw(t, "phases") {
			failing := rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 0, len(ids), rapid.ID).Draw(t, "failing")
			for range rapid.IntRange(1, 40).Draw(t, "rounds") {
				before, at := p.state, p.now
				p.round(failing...)
				for _, id := range ids {
					if !slices.Contains(failing, id) {
						delete(failedSince, id)
					} else if failedSince[id].IsZero() {
						failedSince[id] = at
					}
				}
				checkRound(t, p, before, at, failedSince, leftAt)
			}
		}
		for range int((upAfter + interval) / interval) {
			p.round()
		}
		p.round()
		if p.state.Serving != "a" {
			t.Fatalf("all servers answer for a while, and %q serves", p.state.Serving)
		}
	})
}

func checkRound(t *rapid.T, p *play, old appserver.State, at time.Time, failedSince, leftAt map[string]time.Time) {
	if !slices.ContainsFunc(p.config.Servers, func(s appserver.Server) bool { return s.ID == p.state.Serving }) {
		t.Fatalf("%q serves, and is no server", p.state.Serving)
	}
	before := old.Serving
	if before == "" || before == p.state.Serving {
		return
	}
	last := p.state.Switches[len(p.state.Switches)-1]
	if last.From != before || last.To != p.state.Serving || last.At != at {
		t.Fatalf("switch %+v", last)
	}
	if !failedSince[p.state.Serving].IsZero() {
		t.Fatalf("%q took over while it failed", p.state.Serving)
	}
	since, failing := failedSince[before], !failedSince[before].IsZero()
	if last.Cause == appserver.CauseDown && (!failing || (old.Servers[before].Up && at.Sub(since) < downAfter)) {
		t.Fatalf("%q was left after %s of failed probes", before, at.Sub(since))
	}
	if left, was := leftAt[p.state.Serving]; was && at.Sub(left) < upAfter {
		t.Fatalf("%q was left, and gone back to %s later", p.state.Serving, at.Sub(left))
	}
	if last.Cause == appserver.CauseDown {
		leftAt[before] = at
	}
}
