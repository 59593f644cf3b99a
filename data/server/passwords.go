package server

import (
	"context"
	"io"

	"golang.org/x/sync/semaphore"

	"pupitre/data/access"
	"pupitre/data/fault"
)

// passwords hashes and verifies, a bounded number at a time: each takes 19 MiB, and a crowd that signs in at once must
// wait for its turn instead of taking the memory.
type passwords struct {
	params access.HashParams
	rand   io.Reader
	turns  *semaphore.Weighted
	decoy  string // verified for unknown addresses, so that they take as long
}

func newPasswords(params access.HashParams, rand io.Reader, atOnce int) (*passwords, error) {
	decoy, err := access.HashPassword(rand, params, "the password of nobody")
	if err != nil {
		return nil, fault.Wrap("server.newPasswords", err)
	}
	return &passwords{params: params, rand: rand, turns: semaphore.NewWeighted(int64(atOnce)), decoy: decoy}, nil
}

func (p *passwords) hash(ctx context.Context, password string) (string, error) {
	if err := p.turns.Acquire(ctx, 1); err != nil {
		return "", fault.As(fault.Unavailable, "server.hash", "server.busy", err)
	}
	defer p.turns.Release(1)
	return access.HashPassword(p.rand, p.params, password)
}

// verify compares with the stored form; "" is that of nobody, and never matches.
func (p *passwords) verify(ctx context.Context, stored, password string) (ok, stale bool, err error) {
	if err := p.turns.Acquire(ctx, 1); err != nil {
		return false, false, fault.As(fault.Unavailable, "server.verify", "server.busy", err)
	}
	defer p.turns.Release(1)
	if stored == "" {
		_, _, err := access.VerifyPassword(p.params, p.decoy, password)
		return false, false, err
	}
	return access.VerifyPassword(p.params, stored, password)
}
