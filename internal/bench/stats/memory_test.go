//go:build linux

package stats

import (
	"bytes"
	"os"
	"testing"
)

func TestMemoryOfThisProcess(t *testing.T) {
	before, err := MemoryOf(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	held := bytes.Repeat([]byte{1}, 32<<20)
	after, err := MemoryOf(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if grown := after.Anonymous - before.Anonymous; grown < len(held)/2 || after.PSS > after.RSS || after.Anonymous > after.RSS {
		t.Errorf("before %+v, with %d bytes more %+v", before, len(held), after)
	}
	if _, err := MemoryOf(-1); err == nil {
		t.Error("a process that is not there has memory")
	}
}
