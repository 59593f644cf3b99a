package simulation

import (
	"context"
	"fmt"
	"maps"

	"pupitre/data/access"
	shell "pupitre/data/desk"
	"pupitre/data/memstore"
	"pupitre/data/syncing"
)

// Backend makes the stores of one world.
type Backend interface {
	// Server opens an empty server's store.
	Server() (Server, error)
	// Desktop opens an empty desktop's store with the device id.
	Desktop(device string) (Desktop, error)
	// Close removes what is left of the world.
	Close() error
}

// Server is a server's store with the accidents that befall it.
type Server interface {
	// Write runs f in one write transaction.
	Write(f func(ServerTx) error) error
	// Read runs f on one consistent state.
	Read(f func(syncing.Reader) error) error
	// Found makes a provider's space with its people, the primary among them.
	Found(provider string, people []access.Member) error
	// SetMembers gives a provider exactly these people.
	SetMembers(provider string, people []access.Member) error
	// RaiseFloor makes readers behind the present revision read the space anew, and forgets its tombstones.
	RaiseFloor(space string) error
	// Lag remembers the state, as a standby does that receives nothing any more.
	Lag() error
	// FailOver goes on from the remembered state, each space with a new epoch.
	FailOver() error
}

// ServerTx is one write transaction of the server's store.
type ServerTx interface {
	syncing.ServerTx
	syncing.Reader
}

// Desktop is a desktop's store.
type Desktop interface {
	syncing.ClientStore
	shell.BlobStore
	// Reopen closes the store and opens it again, as after a crash.
	Reopen() error
	// Copy is an independent store with the same content: a backup, a cloned disk.
	Copy() (Desktop, error)
}

// Memory is the backend that keeps everything in memory.
type Memory struct{}

// Server implements Backend.
func (Memory) Server() (Server, error) { return &memServer{Server: memstore.NewServer()}, nil }

// Desktop implements Backend.
func (Memory) Desktop(device string) (Desktop, error) {
	return memDesktop{memstore.NewClient(device), memBlobs{}}, nil
}

// Close implements Backend.
func (Memory) Close() error { return nil }

type memDesktop struct {
	*memstore.Client
	memBlobs
}

func (memDesktop) Reopen() error { return nil }
func (d memDesktop) Copy() (Desktop, error) {
	return memDesktop{d.Clone(), maps.Clone(d.memBlobs)}, nil
}

type memServer struct {
	*memstore.Server
	lagging *memstore.Server
}

func (s *memServer) Write(f func(ServerTx) error) error {
	return s.Server.Write(context.Background(), func(tx *memstore.Tx) error { return f(tx) })
}

func (s *memServer) Read(f func(syncing.Reader) error) error {
	return s.Server.Read(context.Background(), func(tx *memstore.Tx) error { return f(tx) })
}

func (s *memServer) Found(provider string, people []access.Member) error {
	err := s.Server.Write(context.Background(), func(tx *memstore.Tx) error {
		_, err := tx.NewSpace(syncing.ProviderSpace(provider))
		return err
	})
	if err != nil {
		return err
	}
	return s.SetMembers(provider, people)
}

func (s *memServer) SetMembers(provider string, people []access.Member) error {
	return s.Server.Write(context.Background(), func(tx *memstore.Tx) error {
		for _, m := range tx.Members(provider) {
			if err := tx.RemoveMember(provider, m.Person); err != nil {
				return err
			}
		}
		for _, m := range people {
			if err := tx.PutMember(m); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *memServer) RaiseFloor(space string) error {
	return s.Server.Write(context.Background(), func(tx *memstore.Tx) error {
		sp, err := tx.Space(space)
		if err != nil {
			return err
		}
		return tx.ForgetTombstones(space, sp.Rev)
	})
}

func (s *memServer) Lag() error {
	s.lagging = s.Server.Clone()
	return nil
}

func (s *memServer) FailOver() error {
	if s.lagging == nil {
		return fmt.Errorf("simulation: nothing to fail over to")
	}
	s.Server, s.lagging = s.lagging, nil
	return s.Server.Write(context.Background(), func(tx *memstore.Tx) error {
		for _, id := range tx.Spaces() {
			if _, err := tx.RenewEpoch(id); err != nil {
				return err
			}
		}
		return nil
	})
}
