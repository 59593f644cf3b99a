//go:build linux

package stats

import (
	"errors"
	"os"
	"strconv"
	"strings"
)

// Memory is what a process holds, in bytes.
type Memory struct {
	RSS       int // resident
	PSS       int // the same with shared pages divided among those who share them
	Anonymous int // the program's own: heaps and stacks, without the pages of files
}

// MemoryOf asks the kernel for its own sums (proc(5), smaps_rollup).
func MemoryOf(pid int) (m Memory, err error) {
	raw, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/smaps_rollup")
	if err != nil {
		return Memory{}, err
	}
	places := map[string]*int{"Rss:": &m.RSS, "Pss:": &m.PSS, "Anonymous:": &m.Anonymous}
	for line := range strings.Lines(string(raw)) {
		fields := strings.Fields(line)
		place := places[fields[0]]
		if place == nil {
			continue
		}
		kib, err := strconv.Atoi(fields[1])
		if err != nil {
			return Memory{}, err
		}
		*place = kib * 1024
	}
	if m.RSS == 0 || m.PSS == 0 || m.Anonymous == 0 {
		return Memory{}, errors.New("the kernel does not tell the memory of a process")
	}
	return m, nil
}
