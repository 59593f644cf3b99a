package server

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"syscall"

	"pupitre/data/fault"
)

// DatabaseFile is the name of a server's database in its folder.
const DatabaseFile = "pupitre-server.db"

// Running is a server that listens, for programs that carry one inside.
type Running struct {
	URL  string // scheme, address and port, without a slash at the end
	stop context.CancelFunc
	done chan error
}

// Start listens on address ("127.0.0.1:0" for any free port of this computer) and serves until ctx ends or Close is
// called. Plain HTTP off loopback is refused (server.plain_http), an address in use too (server.address_in_use); in
// both cases the store stays open and is the caller's to close.
func Start(ctx context.Context, address string, o Options) (*Running, error) {
	const op = "server.Start"
	if o.TLS == nil && !IsLoopback(address) {
		return nil, fault.New(fault.Invalid, op, "server.plain_http", "Address", address)
	}
	s, err := New(o)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, listenFault(op, address, err)
	}
	scheme := "http"
	if o.TLS != nil {
		scheme = "https"
	}
	ctx, stop := context.WithCancel(ctx)
	r := &Running{URL: scheme + "://" + l.Addr().String(), stop: stop, done: make(chan error, 1)}
	go func() { r.done <- s.Serve(ctx, l) }()
	return r, nil
}

func listenFault(op, address string, err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return fault.As(fault.Unavailable, op, "server.address_in_use", err, "Address", address)
	}
	return fault.As(fault.Invalid, op, "server.bad_listen_address", err, "Address", address)
}

// Wait gives the end of the server: nil when it was asked to end.
func (r *Running) Wait() error {
	err := <-r.done
	r.done <- err // for the next caller
	return err
}

// Close ends the server in good order and waits for it.
func (r *Running) Close() error {
	r.stop()
	return r.Wait()
}

// IsLoopback tells whether an address to listen on can be reached from this computer alone. An empty host means every
// network, and a name other than localhost may mean anything.
func IsLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().WithZone("").IsLoopback()
}
