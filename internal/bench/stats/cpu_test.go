//go:build linux

package stats

import (
	"testing"
	"time"
)

func TestProcessorTimeIsReadAfterAnyName(t *testing.T) {
	got, err := parseCPUTime("42 (a) b) S 1 42 42 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 1 0 5 0")
	if err != nil || got != 3*time.Second {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := parseCPUTime("42 (a) S 1"); err == nil {
		t.Error("a line that is cut gives a time")
	}
}
