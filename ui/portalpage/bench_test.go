package portalpage_test

import (
	"testing"

	"pupitre/ui/uitest"
)

// What a key costs the window's goroutine, the search included; painting is not.
func BenchmarkKey(b *testing.B) {
	s := open(b, settings{Setup: uitest.Setup{}})
	s.Focus("enterprise.search")
	for b.Loop() {
		s.look("")
		s.Type("tremb")
	}
}
