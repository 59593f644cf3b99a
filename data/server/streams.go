package server

import "sync"

// streamCount bounds the event streams of each person.
type streamCount struct {
	mu   sync.Mutex
	open map[string]int
}

func newStreamCount() *streamCount { return &streamCount{open: map[string]int{}} }

// enter counts one more stream; false when the person has enough.
func (c *streamCount) enter(person string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open[person] >= maxStreams {
		return false
	}
	c.open[person]++
	return true
}

func (c *streamCount) leave(person string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open[person]--; c.open[person] <= 0 {
		delete(c.open, person)
	}
}
