package remote

import (
	"context"
	"net"
	"sync/atomic"
)

// traffic counts the bytes on the wire, encryption and headers included.
type traffic struct{ sent, received atomic.Int64 }

// dialer opens connections.
type dialer func(ctx context.Context, network, address string) (net.Conn, error)

// counting is next with every connection counted.
func (t *traffic) counting(next dialer) dialer {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := next(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &countedConn{Conn: c, traffic: t}, nil
	}
}

type countedConn struct {
	net.Conn
	traffic *traffic
}

func (c *countedConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.traffic.received.Add(int64(n))
	return n, err
}

func (c *countedConn) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.traffic.sent.Add(int64(n))
	return n, err
}

// Traffic is the data that went over the network since the client was made, in bytes. It never blocks.
func (c *Client) Traffic() (sent, received int64) {
	return c.traffic.sent.Load(), c.traffic.received.Load()
}
