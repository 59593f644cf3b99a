//go:build linux

package e2e

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"pupitre/data/demo"
	"pupitre/data/settings"
	"pupitre/internal/proc"
)

var (
	killRounds = flag.Int("rounds", 3, "rounds of TestKillRounds")
	killSeed   = flag.Uint64("kill-seed", 0, "draws of TestKillRounds; 0 draws a seed and prints it")
)

// victims of a round: which programs are killed in its course.
type victims struct{ desktop, server bool }

var everyKind = []victims{{desktop: true}, {server: true}, {desktop: true, server: true}}

func (v victims) String() string {
	switch {
	case v.desktop && v.server:
		return "desktop and server"
	case v.server:
		return "server"
	}
	return "desktop"
}

// killing is a desktop that somebody types in, a script on another computer, and a server, any of which may be killed with
// SIGKILL at any moment. Each edits a setting of its own, so that nothing can clash: every saved edit has to arrive.
type killing struct {
	*world
	r       *rand.Rand
	s       *server
	desk    *computer
	d       *desktop
	script  *computer
	auditor *seat

	names, zones         ledger
	sinceName, sinceZone int64
	count                int
	fresh                bool // the desktop was started since the keyboard was put into the name
	kills                map[string]int
}

// TestKillRounds kills the real programs in the middle of their work and proves that no saved edit is lost, none arrives
// twice, nothing unsaved is sent, and every file is sound. `make soak` has 200 rounds.
func TestKillRounds(t *testing.T) {
	seed := *killSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("%d rounds; the same draws again: go test ./internal/e2e -run '^TestKillRounds$' -args -rounds=%d -kill-seed=%d", *killRounds, *killRounds, seed)
	k := newKilling(t, rand.New(rand.NewPCG(seed, 0)))
	for n := range *killRounds {
		kind := everyKind[n%len(everyKind)]
		begun := time.Now()
		k.round(kind)
		t.Logf("round %d: %v; %d names, %d zones so far; %v", n+1, kind, len(k.names), len(k.zones), time.Since(begun).Round(time.Millisecond))
	}
	k.last()
	t.Logf("killed: %v; edits: %v names, %v zones", k.kills, k.names.tally(), k.zones.tally())
}

func newKilling(t *testing.T, r *rand.Rand) *killing {
	t.Helper()
	w := newWorld(t)
	k := &killing{world: w, r: r, s: w.server(), desk: w.computer("marie"), script: w.bareComputer("script"), kills: map[string]int{}}
	k.desk.addKeychain() // so that a killed program comes back without a password
	k.script.addKeychain()
	k.script.mustCtl(demo.Password, "sign-in", k.s.address, luc)
	k.auditor = k.s.seat("sophie.nguyen@boreale.example")
	var err error
	_, k.sinceName, err = k.auditor.history(settings.FieldName, 0)
	w.check(err)
	_, k.sinceZone, err = k.auditor.history(settings.FieldTimeZone, 0)
	w.check(err)
	k.d = k.desk.open(k.s)
	k.d.signIn(marie)
	k.d.synced()
	k.fresh = true
	return k
}

// round makes one to three edits in the window and one by the script, and kills somewhere in between.
func (k *killing) round(v victims) {
	k.t.Helper()
	edits := 1 + k.r.IntN(3)
	scriptAt, serverAt := k.r.IntN(edits), -1
	if v.server {
		serverAt = k.r.IntN(edits)
	}
	if k.fresh {
		k.d.goTo(k.d.p.T("settings.profile.name"))
		k.fresh = false
	}
	for n := range edits {
		if n == scriptAt {
			k.runScript()
		}
		k.typeName()
		k.d.keys("ctrl+s")
		if n == serverAt {
			k.pause(300 * time.Millisecond)
			k.kill("server", k.s.p)
		}
		if v.desktop && n == edits-1 {
			k.killDesktop()
			break
		}
		k.d.waitTitle(k.d.settingsTitle())
		k.names.add(k.name(), saved)
	}
	k.comeBack(v)
	k.agree()
}

// killDesktop kills within or after the last save, or with something typed after it.
func (k *killing) killDesktop() {
	k.t.Helper()
	if k.r.IntN(2) == 0 { // the save is done, and another name stands in the field
		k.d.waitTitle(k.d.settingsTitle())
		k.names.add(k.name(), saved)
		k.typeName()
		k.names.add(k.name(), typed)
		k.kill("desktop", k.d.Process)
		return
	}
	k.pause(120 * time.Millisecond)
	f := perhaps
	if w, err := k.d.window(); err == nil && w.Title == k.d.settingsTitle() {
		f = saved
	}
	k.kill("desktop", k.d.Process)
	k.names.add(k.name(), f)
}

// pause waits for a random time, at most so long.
func (k *killing) pause(most time.Duration) { time.Sleep(time.Duration(k.r.Int64N(int64(most)))) }

func (k *killing) kill(who string, p *proc.Process) {
	k.t.Helper()
	k.check(p.Kill())
	k.kills[who]++
}

// name is the newest name; typeName makes another one and types it.
func (k *killing) name() string { return fmt.Sprintf("Ronde %d", k.count) }

func (k *killing) typeName() {
	k.t.Helper()
	k.count++
	k.d.keys("ctrl+a")
	k.d.types(k.name())
	k.d.waitTitle(unsaved + k.d.settingsTitle())
}

// zoneCycle are zones to choose from; neighbours differ.
var zoneCycle = []string{"America/Vancouver", "America/Edmonton", "America/Winnipeg", "America/Halifax", "America/St_Johns"}

// runScript sets the time zone from the command line, and kills it half of the time. What a killed script has saved, its
// own store tells.
func (k *killing) runScript() {
	k.t.Helper()
	zone := zoneCycle[k.r.IntN(len(zoneCycle))]
	if len(k.zones) > 0 && zone == k.zones[len(k.zones)-1].value {
		zone = "America/Toronto"
	}
	p := k.start(k.script.ctlSpec("", "set", "profile.time_zone="+zone))
	if k.r.IntN(2) == 0 {
		k.pause(250 * time.Millisecond)
		k.kill("script", p)
	}
	code, err := p.Wait(patience)
	k.check(err)
	if got := k.script.mustCtl("", "get", "profile.time_zone"); got == "profile.time_zone="+zone+"\n" {
		k.zones.add(zone, saved)
	} else if code == 0 || code == exitWaiting {
		k.t.Fatalf("the script said that %s is saved, and its store says %s", zone, got)
	}
}

// comeBack proves that the files are sound, then starts what was killed again, in a random order.
func (k *killing) comeBack(v victims) {
	k.t.Helper()
	if v.desktop && k.soundFiles(k.desk.data()) == 0 || v.server && k.soundFiles(k.s.dir) == 0 {
		k.t.Fatal("no file was looked at: that proves nothing")
	}
	back := []func(){}
	if v.server {
		back = append(back, k.s.restart)
	}
	if v.desktop {
		back = append(back, func() {
			k.d = k.desk.open(k.s)
			k.d.arrives()
			k.d.focus()
			k.fresh = true
		})
	}
	k.r.Shuffle(len(back), func(i, j int) { back[i], back[j] = back[j], back[i] })
	for _, start := range back {
		start()
	}
}

// agree waits until the server has every saved edit, and proves that it has nothing else.
func (k *killing) agree() {
	k.t.Helper()
	k.check(k.script.syncs())
	for field, made := range map[string]struct {
		l     ledger
		since int64
	}{settings.FieldName: {k.names, k.sinceName}, settings.FieldTimeZone: {k.zones, k.sinceZone}} {
		k.eventually(patience, func() error {
			history, _, err := k.auditor.history(field, made.since)
			if err != nil {
				return err
			}
			if err = made.l.agrees(history); err != nil && !errors.Is(err, errNotYet) {
				return proc.Final(fmt.Errorf("%s: %w\nmade: %v\nhistory: %q", field, err, made.l, history))
			}
			return err
		})
	}
}

// last ends everything the polite way: nothing may come late.
func (k *killing) last() {
	k.t.Helper()
	k.d.synced()
	k.d.noToolkitErrors()
	k.d.quit()
	k.s.stop()
	k.s.restart()
	k.agree()
	for _, folder := range []string{k.desk.data(), k.s.dir, filepath.Join(k.script.home, "ctl")} {
		k.soundFiles(folder)
	}
}

// syncs sends what a killed script has left.
func (c *computer) syncs() error {
	p, code := c.ctl("", "sync")
	if code != 0 {
		return fmt.Errorf("pupitrectl sync ended with %d\n%s", code, p.Report())
	}
	return nil
}

// tally counts the entries by fate.
func (l ledger) tally() string {
	n := map[fate]int{}
	for _, e := range l {
		n[e.fate]++
	}
	return fmt.Sprintf("%d saved, %d perhaps, %d only typed", n[saved], n[perhaps], n[typed])
}
