package desk

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"pupitre/data/fault"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Rhythm of reading a directory.
const (
	rowsPage        = 10_000 // asked for at once
	rowsSwept       = 5_000  // removed at once
	directoryPoll   = 10 * time.Minute
	directoryAgain  = time.Second
	directoryLonger = time.Minute
)

// Directory is a federation's directory on this computer.
type Directory interface {
	Progress() (wire.RowsProgress, error)
	AddPage(head wire.RowsHead, after string, rows []wire.DirectoryRow, more bool) error
	Restart() error
	Sweep(limit int) (done bool, err error)
}

// RowsExchange is a server that gives directories.
type RowsExchange interface {
	Rows(ctx context.Context, space string, generation int64, after string, limit int) (wire.RowsPage, error)
}

// ReadDirectory brings a directory to the server's current generation. It goes on where the last page that was stored ends;
// while one page is stored the next one is on its way. What is shown stays until the new generation is whole. It returns
// the generation that is shown.
func ReadDirectory(ctx context.Context, from RowsExchange, to Directory, space string) (int64, error) {
	const op = "desk.ReadDirectory"
	for restarted := false; ; {
		current, err := readGeneration(ctx, from, to, space)
		var refusal *syncing.Refusal
		if errors.As(err, &refusal) && refusal.Code == wire.CodeResnapshot && !restarted {
			restarted = true // the server does not keep what was begun any more; a second time in a row is its defect
			if err := to.Restart(); err != nil {
				return 0, fault.Wrap(op, err)
			}
			continue
		}
		if err != nil {
			return 0, fault.Wrap(op, err)
		}
		restarted = false
		p, err := to.Progress()
		if err != nil {
			return 0, fault.Wrap(op, err)
		}
		if p.Shown == current {
			return current, fault.Wrap(op, sweep(ctx, to))
		}
	}
}

// readGeneration reads what is left of the generation that was begun, or the current one. It tells which one is current now.
func readGeneration(ctx context.Context, from RowsExchange, to Directory, space string) (current int64, err error) {
	p, err := to.Progress()
	if err != nil {
		return 0, err
	}
	if p.Coming == 0 && p.Shown != 0 { // most often there is nothing new: a look is enough
		look, err := from.Rows(ctx, space, 0, "", 1)
		if err != nil || look.Head.Generation == p.Shown {
			return look.Head.Generation, err
		}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	after := p.After
	next := fetch(ctx, from, space, p.Coming, after)
	for {
		got := <-next
		if got.err != nil {
			return 0, got.err
		}
		head := got.page.Head
		if head.Generation == p.Shown || head.Generation == 0 {
			return head.Current, nil
		}
		if got.page.Tail.More {
			next = fetch(ctx, from, space, head.Generation, got.page.Tail.Next)
		}
		if err := to.AddPage(head, after, got.page.Rows, got.page.Tail.More); err != nil {
			return 0, err
		}
		if !got.page.Tail.More {
			return head.Current, nil
		}
		after = got.page.Tail.Next
	}
}

type fetched struct {
	page wire.RowsPage
	err  error
}

// fetch asks for a page beside what its caller does; the channel always has an answer.
func fetch(ctx context.Context, from RowsExchange, space string, generation int64, after string) <-chan fetched {
	out := make(chan fetched, 1)
	go func() {
		page, err := from.Rows(ctx, space, generation, after, rowsPage)
		out <- fetched{page, err}
	}()
	return out
}

func sweep(ctx context.Context, d Directory) error {
	for ctx.Err() == nil {
		if done, err := d.Sweep(rowsSwept); done || err != nil {
			return err
		}
	}
	return nil
}

// FollowDirectory keeps a directory at the server's current generation until ctx ends: at once, when moved says that there
// is a newer one, and from time to time. changed is called after another generation is shown.
func FollowDirectory(ctx context.Context, from RowsExchange, to Directory, space string, moved <-chan struct{}, changed func(), log *slog.Logger) {
	wait := directoryAgain
	shown := int64(0)
	for ctx.Err() == nil {
		generation, err := ReadDirectory(ctx, from, to, space)
		pause := directoryPoll
		switch {
		case err != nil:
			log.Debug("the directory was not read", "error", err)
			pause, wait = wait, min(wait*2, directoryLonger)
		case generation != shown:
			shown, wait = generation, directoryAgain
			changed()
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
		case <-moved:
		case <-timer.C:
		}
		timer.Stop()
	}
}
