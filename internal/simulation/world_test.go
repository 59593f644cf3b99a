package simulation_test

import (
	"flag"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pupitre/internal/simulation"
)

var (
	flagSeed  = flag.Uint64("seed", 0, "run this world only")
	flagFirst = flag.Uint64("first", 1, "first world of the run")
	flagSeeds = flag.Uint64("seeds", 500, "worlds in memory")
)

// TestWorlds is the proof in memory.
func TestWorlds(t *testing.T) {
	run(t, "TestWorlds", *flagSeeds, func() simulation.Backend { return simulation.Memory{} })
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
	counts, events := simulation.Counts{}, 0
	var work sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for seed := next.Add(1) - 1; seed <= last && !t.Failed(); seed = next.Add(1) - 1 {
				report, err := live(seed, backend)
				mu.Lock()
				counts.Add(report.Counts)
				events += report.Events
				mu.Unlock()
				if err != nil {
					t.Errorf("%v\nreplay: go test ./internal/simulation -run '^%s$' -v -args -seed=%d", err, name, seed)
				}
			}
		})
	}
	work.Wait()
	t.Logf("%d worlds, %d events, %v\n%s", last-first+1, events, time.Since(start).Round(time.Millisecond), table(counts))
	if last-first < 999 {
		return // too few for each kind to have happened
	}
	for _, kind := range simulation.Kinds {
		if counts[kind] == 0 {
			t.Errorf("no world had %q: it is not tested", kind)
		}
	}
}

// live runs a world twice: the same seed must give the same world.
func live(seed uint64, backend func() simulation.Backend) (simulation.Report, error) {
	one, err := simulation.Run(simulation.Options{Seed: seed, Backend: backend()})
	if err != nil {
		return one, err
	}
	two, err := simulation.Run(simulation.Options{Seed: seed, Backend: backend()})
	if err == nil && one.Hash != two.Hash {
		err = &simulation.Violation{Check: simulation.Deterministic, Seed: seed, What: fmt.Sprintf("%x, then %x", one.Hash, two.Hash)}
	}
	return one, err
}

func table(counts simulation.Counts) string {
	var b strings.Builder
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(&b, "  %9d  %s\n", counts[kind], kind)
	}
	return b.String()
}
