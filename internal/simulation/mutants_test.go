//go:build mutants

package simulation_test

import (
	"errors"
	"flag"
	"strings"
	"testing"

	"pupitre/data/syncing"
	"pupitre/internal/simulation"
)

var flagMutant = flag.String("mutant", "", "plant only the defects whose name has this in it")

// patience is how many worlds a planted defect may survive.
const patience = 8000

// TestMutants tests the test: each defect that is planted in the core must break a promise in some world.
func TestMutants(t *testing.T) {
	defer syncing.Plant("")
	for _, name := range syncing.Mutants() {
		if !strings.Contains(name, *flagMutant) {
			continue
		}
		syncing.Plant(name)
		seed, broken := firstBroken(t)
		if broken == nil {
			t.Errorf("survives %d worlds: %s", patience, name)
			continue
		}
		t.Logf("%-3s seed %4d  %s", broken.Check, seed, name)
	}
}

func firstBroken(t *testing.T) (uint64, *simulation.Violation) {
	t.Helper()
	for seed := uint64(1); seed <= patience; seed++ {
		_, err := simulation.Run(simulation.Options{Seed: seed})
		var broken *simulation.Violation
		if errors.As(err, &broken) {
			return seed, broken
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return 0, nil
}
