package remote

import (
	"net/http"
	"strconv"
	"time"

	"pupitre/data/wire"
)

// OnLease asks for a new lease with each exchange, once it would run longer than until, and gives it to f, on the goroutine of
// the exchange.
func (c *Client) OnLease(until time.Time, f func(lease string)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.leaseUntil, c.onLease = until, f
}

// OnPresence listens on the next stream of events to who is editing what. f is called on the goroutine of Events.
func (c *Client) OnPresence(f func(wire.Presences)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.onPresence = f
}

func (c *Client) presenceListener() func(wire.Presences) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.onPresence
}

func (c *Client) askLease(req *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.onLease != nil {
		req.Header.Set(wire.LeaseHeader, strconv.FormatInt(max(c.leaseUntil.Unix(), 0), 10))
	}
}

func (c *Client) takeLease(res *http.Response) {
	lease := res.Header.Get(wire.LeaseHeader)
	c.mu.Lock()
	f := c.onLease
	c.mu.Unlock()
	if lease != "" && f != nil {
		f(lease)
	}
}
