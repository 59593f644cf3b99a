package simulation

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"pupitre/data/access"
	"pupitre/data/syncing"
)

// Options of one world.
type Options struct {
	Seed    uint64
	Backend Backend // Memory when nil
	Script  *Script // nil: faults are drawn
}

// Report is what became of a world.
type Report struct {
	Hash   uint64 // of all that happened
	Events int
	Writes int // of all desktops in the phase of faults
	Counts Counts
}

// Counts counts outcomes and faults by kind.
type Counts map[string]int

// Add adds up the counts of another world.
func (c Counts) Add(other Counts) {
	for k, n := range other {
		c[k] += n
	}
}

// world is one seed.
type world struct {
	seed     uint64
	r        *rand.Rand
	mix      Mix
	elapsed  time.Duration
	queue    events
	backend  Backend
	server   Server
	people   map[string][]access.Member // who should be what, by provider
	homes    []string                   // the providers
	desks    []*desk
	oracle   *oracle
	gallery  gallery
	lagging  gallery // of the standby
	held     []held
	faulty   bool
	busy     bool            // the server answers 503
	deaf     bool            // every poke is lost
	scripted func() accident // nil: accidents are drawn
	moments  int
	values   int
	devices  int
	report   Report
}

// Run lets a world live. The error is a *Violation, or the backend's.
func Run(o Options) (report Report, err error) {
	w := newWorld(o)
	defer func() {
		report = w.report
		if v, ok := recover().(*Violation); ok {
			err = v
		}
		err = errors.Join(err, w.backend.Close())
	}()
	w.mix, w.faulty = drawMix(w.r), true
	if o.Script != nil {
		w.follow(*o.Script)
	}
	if err := w.found(); err != nil {
		return w.report, err
	}
	if o.Script != nil {
		w.tell(o.Script.Story)
	} else {
		w.schedule()
	}
	w.runUntil(w.mix.Lifetime, nil)
	w.heal()
	w.checkAll()
	w.checkPrompt()
	return w.report, nil
}

func newWorld(o Options) *world {
	if o.Backend == nil {
		o.Backend = Memory{}
	}
	return &world{
		seed: o.Seed, r: rand.New(rand.NewPCG(o.Seed, 42)), backend: o.Backend, oracle: newOracle(), gallery: gallery{},
		people: map[string][]access.Member{}, report: Report{Hash: 14695981039346656037, Counts: Counts{}},
	}
}

func (w *world) count(what string) { w.report.Counts[what]++ }

// broken ends the world.
func (w *world) broken(c Check, format string, args ...any) {
	panic(&Violation{Check: c, Seed: w.seed, What: fmt.Sprintf(format, args...)})
}

// must is for errors of the backend, which no world may have.
func (w *world) must(err error) {
	if err != nil {
		w.broken(SoundStore, "the server's store: %v", err)
	}
}

var roles = []access.Role{access.Primary, access.Delegate, access.Delegate, access.Reseller, access.Support}

// found makes the providers, their people and the desktops.
func (w *world) found() (err error) {
	if w.server, err = w.backend.Server(); err != nil {
		return err
	}
	people := 2 + w.r.IntN(3)
	for i := range 1 + w.r.IntN(2) {
		provider := "p" + strconv.Itoa(i+1)
		w.homes = append(w.homes, provider)
		for j := range people {
			if role := roles[min(j, len(roles)-1)]; i == 0 || j < 2 {
				w.people[provider] = append(w.people[provider], access.Member{
					Provider: provider, Person: "person-" + strconv.Itoa((j+i)%people), Role: role,
				})
			}
		}
		if err := w.server.Found(provider, w.people[provider]); err != nil {
			return err
		}
	}
	for j := range people {
		w.addDesk("person-"+strconv.Itoa(j), nil)
	}
	if w.r.IntN(3) == 0 {
		w.addDesk("person-0", nil) // a second computer of the same person
	}
	return nil
}

// addDesk gives a person a desktop, on a new store when there is none yet.
func (w *world) addDesk(person string, store Desktop) *desk {
	id := len(w.desks)
	d := &desk{w: w, id: id, name: "desk-" + strconv.Itoa(id), person: person, newer: id%2 == 0, snapshot: map[string]bool{}}
	for _, provider := range w.homes {
		if w.member(provider, person).Role != "" {
			d.spaces = append(d.spaces, syncing.ProviderSpace(provider))
		}
	}
	if store == nil {
		var err error
		store, err = w.backend.Desktop("device-" + strconv.Itoa(id))
		w.must(err)
	}
	d.store = &flaky{inner: store, write: d.accident, read: d.readFails}
	w.desks = append(w.desks, d)
	d.start()
	return d
}

// member is what a person should be for a provider; no role when nothing.
func (w *world) member(provider, person string) access.Member {
	i := slices.IndexFunc(w.people[provider], func(m access.Member) bool { return m.Person == person })
	if i < 0 {
		return access.Member{}
	}
	return w.people[provider][i]
}

// heal ends the faults and waits until all is quiet.
func (w *world) heal() {
	w.faulty, w.busy, w.scripted = false, false, nil
	for _, d := range w.desks {
		// The shortest wait is 375 ms, for pushes and pulls of each space; whoever comes back on line starts again.
		if most := 50 + 8*len(d.spaces)*int(w.mix.Lifetime/time.Second); d.failures > most {
			w.broken(Bounded, "%s has failed %d times in %v", d.name, d.failures, w.mix.Lifetime)
		}
		d.up.cut, d.down.cut, d.full, d.requests = false, false, false, 0
		if !d.running || d.core.Status().Halt != syncing.Running {
			d.stop()
			d.start()
			continue
		}
		d.tell(syncing.Retry{})
		d.connect()
	}
	healed := w.elapsed
	calm := 0
	w.runUntil(healed+10*time.Minute, func() bool {
		calm++
		return calm%8 == 0 && w.elapsed > healed+longestDraft && w.quiet() == ""
	})
	if why := w.quiet(); why != "" {
		w.broken(Drains, "%s", why)
	}
	for _, d := range w.desks {
		if most := 200 + 20*len(w.oracle.order); d.requests > most {
			w.broken(Bounded, "%s has sent %d requests since the world healed, %d edits", d.name, d.requests, len(w.oracle.order))
		}
	}
}

// quiet says what is not at its end yet, "" when all is.
func (w *world) quiet() string {
	for _, d := range w.desks {
		for _, space := range d.spaces {
			if !w.active(d, space) {
				continue
			}
			sp := w.space(space)
			cur := d.cursor(space)
			waiting := 0
			d.read(func(tx syncing.ClientTx) error {
				rows, err := tx.Outbox(space)
				waiting = len(rows)
				return err
			})
			if waiting > 0 || cur.Snapshot || cur.Rev != sp.Rev || !d.running {
				return fmt.Sprintf("%s in %s: %d rows in the queue, cursor %+v, server %+v, running %t, %+v",
					d.name, space, waiting, cur, sp, d.running, d.core.Status())
			}
		}
	}
	return ""
}

// active tells whether the person of the desktop still has access to the space.
func (w *world) active(d *desk, space string) bool {
	return w.member(syncing.ProviderOf(space), d.person).Role != ""
}

func (w *world) space(id string) (sp syncing.Space) {
	w.must(w.server.Read(func(r syncing.Reader) (err error) { sp, err = r.Space(id); return err }))
	return sp
}
