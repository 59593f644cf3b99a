package store

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"sync"
	"testing"
	"time"

	"pupitre/data/store/pgtest"
	"pupitre/data/syncing"
)

var kills = flag.Int("pg-kills", 1, "how often PostgreSQL is killed in the middle of pushes")

// TestNothingAcknowledgedIsLostByAKillOfPostgres kills all processes of PostgreSQL while four devices push, and starts it
// again: what was acknowledged is there, and each device goes on where it was.
func TestNothingAcknowledgedIsLostByAKillOfPostgres(t *testing.T) {
	t.Parallel()
	pg := pgtest.Start(t, pgtest.Options{Durable: true})
	s := openURL(t, pg.Database(t))
	writeOK(t, s, func(tx *Tx) error {
		_, err := tx.NewSpace(testSpace)
		return err
	})
	const devices = 4
	acked := make([]int64, devices)
	for round := 1; round <= *kills; round++ {
		ctx, cancel := context.WithCancel(context.Background())
		var pushing sync.WaitGroup
		for d := range devices {
			pushing.Go(func() {
				for ctx.Err() == nil {
					if pushOne(ctx, s, fmt.Sprintf("device-%d", d), acked[d]+1) == nil {
						acked[d]++
					}
				}
			})
		}
		time.Sleep(150*time.Millisecond + time.Duration(round%7)*17*time.Millisecond)
		if err := errors.Join(pg.Kill(), pg.Restart()); err != nil {
			t.Fatal(err)
		}
		time.Sleep(100 * time.Millisecond) // pushes go on over the new connections
		cancel()
		pushing.Wait()
		total := int64(0)
		err := s.Read(context.Background(), func(tx *Tx) error {
			total = 0
			for d, n := range acked {
				last, err := tx.LastSeq(testSpace, fmt.Sprintf("device-%d", d))
				if err != nil {
					return err
				}
				if last < n || last > n+1 { // one more may have been committed and not answered
					t.Errorf("round %d, device %d: %d acknowledged, %d known", round, d, n, last)
				}
				total += last
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if rev, _ := spaceOf(t, s); rev != total || total == 0 {
			t.Errorf("round %d: revision %d after %d pushes", round, rev, total)
		}
	}
	t.Logf("%d kills, acknowledged by device: %v, %d retries", *kills, acked, s.Retries())
}

// pushOne is what a push does to the ledger and the counter.
func pushOne(ctx context.Context, s *Server, device string, seq int64) error {
	return s.WriteRepeatable(ctx, func(tx *Tx) error {
		if err := count(tx, testSpace); err != nil {
			return err
		}
		_, known, err := tx.Ledger(testSpace, device, seq)
		if err != nil {
			return err
		}
		if known { // committed before, in a transaction whose end was not heard
			sp, err := tx.Space(testSpace)
			return errors.Join(err, tx.SetRev(testSpace, sp.Rev-1))
		}
		return tx.PutLedger(testSpace, device, syncing.LedgerEntry{Seq: seq, Hash: "0f"})
	})
}
