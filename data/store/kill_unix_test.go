//go:build !windows

package store

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"pupitre/data/syncing"
)

// killEnv names the store in which a child process of TestNothingIsLostByAKill saves until it is killed.
const killEnv = "PUPITRE_STORE_TEST_KILL"

// TestNothingIsLostByAKill kills a program at an arbitrary moment of its saves, again and again: what it had said to be
// saved is there, and the numbering has no hole.
func TestNothingIsLostByAKill(t *testing.T) {
	if path := os.Getenv(killEnv); path != "" {
		saveForEver(t, path)
		return
	}
	path := filepath.Join(t.TempDir(), "desktop.db")
	for round := 1; round <= 8; round++ {
		said := saveAndKill(t, path, 3*round)
		d, err := OpenDesktop(context.Background(), Options{Path: path})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		err = d.View(func(tx syncing.ClientTx) error {
			rows, err := tx.Outbox(testSpace)
			if err != nil {
				return err
			}
			for i, r := range rows {
				if r.Mutation.Seq != int64(i+1) {
					t.Fatalf("round %d: row %d has the number %d", round, i, r.Mutation.Seq)
				}
			}
			if n := int64(len(rows)); n < said || n > said+1 {
				t.Errorf("round %d: %d rows, the program said %d", round, n, said)
			}
			cur, err := tx.Cursor(testSpace)
			if cur.NextSeq != int64(len(rows)+1) {
				t.Errorf("round %d: next number %d after %d rows", round, cur.NextSeq, len(rows))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		closeOK(t, d)
	}
}

// saveForEver saves and says each number once it is saved.
func saveForEver(t *testing.T, path string) {
	d, err := OpenDesktop(context.Background(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	for range 100_000 { // far more than the parent waits for
		var seq int64
		err := d.Update(func(tx syncing.ClientTx) error {
			cur, err := tx.Cursor(testSpace)
			if err != nil {
				return err
			}
			seq = cur.NextSeq
			cur.NextSeq++
			if err := tx.PutOutbox(row(seq, syncing.Pending)); err != nil {
				return err
			}
			return tx.PutCursor(cur)
		})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println(seq)
	}
}

// saveAndKill gives the last number that the program said, after at least n.
func saveAndKill(t *testing.T, path string, n int) (last int64) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestNothingIsLostByAKill$")
	cmd.Env = append(os.Environ(), killEnv+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for i := 0; lines.Scan(); i++ {
		seq, err := strconv.ParseInt(lines.Text(), 10, 64)
		if err != nil {
			t.Fatalf("the program said %q", lines.Text())
		}
		last = seq
		if i == n {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("the program ended by itself")
	}
	return last
}
