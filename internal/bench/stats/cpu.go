//go:build linux

package stats

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// clockTick is the unit of the times in /proc: USER_HZ is 100 on every Linux (proc(5)).
const clockTick = 10 * time.Millisecond

// CPUTime is what a process has used of the processors, all threads together.
func CPUTime(pid int) (time.Duration, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	return parseCPUTime(string(raw))
}

// parseCPUTime adds the fields utime and stime, the 14th and the 15th; the second, a name, may hold anything, ")" too.
func parseCPUTime(stat string) (time.Duration, error) {
	const afterName = 2
	fields := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:])
	if len(fields) < 15-afterName {
		return 0, errors.New("the kernel does not tell the processor time of a process")
	}
	var user, system time.Duration
	if _, err := fmt.Sscan(fields[13-afterName]+" "+fields[14-afterName], &user, &system); err != nil {
		return 0, err
	}
	return (user + system) * clockTick, nil
}
