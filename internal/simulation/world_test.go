package simulation_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pupitre/internal/simulation"
)

var (
	flagSeed     = flag.Uint64("seed", 0, "run this world only")
	flagFirst    = flag.Uint64("first", 1, "first world of the run")
	flagSeeds    = flag.Uint64("seeds", 5000, "worlds in memory")
	flagTwice    = flag.Uint64("twice", 4, "every how many worlds one is run twice, to see that it is the same")
	flagFiles    = flag.Uint64("files", 10, "worlds on SQLite")
	flagReadings = flag.Uint64("readings", 25, "desktops that read a directory")
	flagStories  = flag.Uint64("stories", 50, "scripted stories, each told with a crash at every write")
	flagStory    = flag.String("story", "", "tell only the stories whose name has this in it")
)

// TestWorlds is the proof in memory.
func TestWorlds(t *testing.T) {
	run(t, "TestWorlds", *flagSeeds, func() simulation.Backend { return simulation.Memory{} })
}

// TestWorldsOnSQLite is a share of the proof on the stores of the programs: real files.
func TestWorldsOnSQLite(t *testing.T) {
	run(t, "TestWorldsOnSQLite", *flagFiles, func() simulation.Backend {
		b, err := simulation.NewSQLite(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		return b
	})
}

// TestCrashPoints tells scripted stories again and again, with a crash at each write of theirs: before its commit, and after.
func TestCrashPoints(t *testing.T) {
	start := time.Now()
	counts, points, events, told := simulation.Counts{}, 0, 0, 0
	for i, story := range simulation.Stories() {
		if uint64(i) >= *flagStories || !strings.Contains(story.Name(), *flagStory) {
			continue
		}
		told++
		calm := tell(t, simulation.Script{Story: story})
		for _, kind := range story.Shows() {
			if calm.Counts[kind] == 0 {
				t.Errorf("%q has no %q", story.Name(), kind)
			}
		}
		for at := 1; at <= calm.Writes; at++ {
			for _, after := range []bool{false, true} {
				report := tell(t, simulation.Script{Story: story, CrashAt: at, After: after})
				if report.Counts["crash before a commit"]+report.Counts["crash after a commit"] != 1 {
					t.Errorf("%q: no crash at write %d", story.Name(), at)
				}
				counts.Add(report.Counts)
				events += report.Events
				points++
			}
		}
	}
	t.Logf("%d stories, %d crash points, %d events, %v\n%s", told, points, events, time.Since(start).Round(time.Millisecond), table(counts))
}

// tell tells a story. Its worlds are all the same one, but for what is told.
func tell(t *testing.T, s simulation.Script) simulation.Report {
	t.Helper()
	report, err := simulation.Run(simulation.Options{Seed: 1, Script: &s})
	if err != nil {
		t.Errorf("%q, crash at write %d (after its commit: %t): %v\nreplay: go test ./internal/simulation -run '^TestCrashPoints$' -v -args -story=%q",
			s.Story.Name(), s.CrashAt, s.After, err, s.Story.Name())
	}
	return report
}

// run lets worlds live, on as many threads as there are, and prints what happened in them.
func run(t *testing.T, name string, seeds uint64, backend func() simulation.Backend) {
	t.Helper()
	first, last := *flagFirst, *flagFirst+seeds-1
	if *flagSeed != 0 {
		first, last = *flagSeed, *flagSeed
	}
	start := time.Now()
	var next atomic.Uint64
	next.Store(first)
	var mu sync.Mutex
	var failures atomic.Int32
	counts, events := simulation.Counts{}, 0
	var work sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for seed := next.Add(1) - 1; seed <= last && failures.Load() < enough; seed = next.Add(1) - 1 {
				report, err := live(seed, backend)
				mu.Lock()
				counts.Add(report.Counts)
				events += report.Events
				mu.Unlock()
				if err != nil {
					failures.Add(1)
					t.Errorf("%v\nreplay: go test ./internal/simulation -run '^%s$' -v -args -seed=%d", err, name, seed)
				}
			}
		})
	}
	work.Wait()
	t.Logf("%d worlds, %d events, %v\n%s", last-first+1, events, time.Since(start).Round(time.Millisecond), table(counts))
	if last-first >= 999 { // fewer are too few for each kind to happen
		mustHaveHad(t, counts, simulation.Kinds)
	}
}

func mustHaveHad(t *testing.T, counts simulation.Counts, kinds []string) {
	t.Helper()
	for _, kind := range kinds {
		if counts[kind] == 0 {
			t.Errorf("no world had %q: it is not tested", kind)
		}
	}
}

// enough is how many worlds may fail before a run ends.
const enough = 10

// live runs a world, and some of them twice: the same seed must give the same world.
func live(seed uint64, backend func() simulation.Backend) (simulation.Report, error) {
	one, err := simulation.Run(simulation.Options{Seed: seed, Backend: backend()})
	if err != nil || seed%*flagTwice != 0 {
		return one, err
	}
	two, err := simulation.Run(simulation.Options{Seed: seed, Backend: backend()})
	if err == nil && one.Hash != two.Hash {
		err = &simulation.Violation{Check: simulation.Deterministic, Seed: seed, What: fmt.Sprintf("%x, then %x", one.Hash, two.Hash)}
	}
	return one, err
}

// TestMain gives the collector some room: worlds are small, and many.
func TestMain(m *testing.M) {
	debug.SetGCPercent(800)
	os.Exit(m.Run())
}

func table(counts simulation.Counts) string {
	var b strings.Builder
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(&b, "  %9d  %s\n", counts[kind], kind)
	}
	return b.String()
}
