package simulation_test

import (
	"testing"
	"time"

	"pupitre/internal/simulation"
)

// TestReadings lets desktops read directories that are imported, removed and cut meanwhile.
func TestReadings(t *testing.T) {
	l, err := simulation.NewLibrary(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	first, last := uint64(1), *flagReadings
	if *flagSeed != 0 {
		first, last = *flagSeed, *flagSeed
	}
	start := time.Now()
	counts := simulation.Counts{}
	for seed := first; seed <= last; seed++ {
		one, err := l.Read(t.Context(), seed)
		counts.Add(one)
		if err != nil {
			t.Fatalf("%v\nreplay: go test ./internal/simulation -run '^TestReadings$' -v -args -seed=%d", err, seed)
		}
	}
	t.Logf("%d readings, %v\n%s", last-first+1, time.Since(start).Round(time.Millisecond), table(counts))
	if last-first >= 99 {
		mustHaveHad(t, counts, simulation.ReadingKinds)
	}
}
