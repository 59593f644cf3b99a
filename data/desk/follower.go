package desk

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"slices"
	"sync"

	"pupitre/data/wire"
)

// DirectoryFile is a directory that can be closed.
type DirectoryFile interface {
	Directory
	io.Closer
}

// follower keeps the directories of a session's federations. Without them everything else works.
type follower struct {
	door        *Door
	account     Account
	federations []wire.Federation
	from        RowsExchange
	log         *slog.Logger
	changed     func()

	all   *Federations
	files map[string]DirectoryFile // by federation; written before start and never after
	moved map[string]chan struct{} // by space
	work  sync.WaitGroup
	mu    sync.Mutex
	stop  context.CancelFunc
	ended bool
}

// newFollower opens the files. One that cannot be opened is left out: it is a copy of what the server has.
func newFollower(d *Door, s *Session, federations []wire.Federation, opt *Options) *follower {
	f := &follower{
		door: d, account: s.Account, log: opt.Log, files: map[string]DirectoryFile{}, moved: map[string]chan struct{}{},
		federations: federations, changed: func() { s.Desk.notify() },
		all: &Federations{session: s, finders: map[string]*Finder{}, list: slices.Clone(federations)},
	}
	if f.log == nil {
		f.log = slog.New(slog.DiscardHandler)
	}
	from, ok := s.server.(RowsExchange)
	searches, _ := s.server.(SearchExchange)
	if !ok || d.OpenDirectory == nil {
		f.federations = nil
	}
	f.from = from
	for _, fed := range federations {
		f.all.finders[fed.ID] = newFinder(fed, nil, searches, f.changed, f.log)
	}
	for _, fed := range f.federations {
		file, err := d.OpenDirectory(context.Background(), s.Account.Server, s.Account.Person, fed.ID)
		if err != nil {
			f.log.Warn("the directory cannot be opened", "error", err)
			continue
		}
		f.files[fed.ID], f.moved[fed.Space] = file, make(chan struct{}, 1)
		if file, ok := file.(SearchFile); ok {
			f.all.finders[fed.ID] = newFinder(fed, file, searches, f.changed, f.log)
		}
	}
	return f
}

// start reads and follows each directory until ctx ends.
func (f *follower) start(ctx context.Context) {
	f.mu.Lock()
	defer f.mu.Unlock()
	ctx, f.stop = context.WithCancel(ctx)
	for _, fed := range f.federations {
		file := f.files[fed.ID]
		if file == nil || f.ended {
			continue
		}
		finder := f.all.finders[fed.ID]
		f.work.Add(1)
		go func() {
			defer f.work.Done()
			changed := func() {
				finder.moved()
				f.changed()
			}
			FollowDirectory(ctx, f.from, file, fed.Space, f.moved[fed.Space], changed, f.log)
		}()
		if finder.file != nil {
			f.work.Add(1)
			go func() {
				defer f.work.Done()
				finder.run(ctx)
			}()
		}
	}
}

// poked wakes the directory of a space.
func (f *follower) poked(p wire.Poke) {
	select {
	case f.moved[p.Space] <- struct{}{}:
	default: // told already, or not a directory
	}
}

func (f *follower) wait() { f.work.Wait() }

// close closes the files, once nothing reads into them.
func (f *follower) close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.ended {
		return nil
	}
	f.ended = true
	var errs []error
	for _, file := range f.files {
		errs = append(errs, file.Close())
	}
	return errors.Join(errs...)
}

// drop removes the directories from this computer: access was withdrawn.
func (f *follower) drop() {
	f.mu.Lock()
	stop := f.stop
	f.mu.Unlock()
	if stop != nil {
		stop()
	}
	go func() { // not on the goroutine of the desk: a page may still be on its way to the disk
		f.wait()
		if err := f.close(); err != nil {
			f.log.Warn("the directory was not closed", "error", err)
		}
		for _, fed := range f.federations {
			if f.door.DropDirectory == nil {
				return
			}
			if err := f.door.DropDirectory(f.account.Server, f.account.Person, fed.ID); err != nil {
				f.log.Warn("the directory was not removed", "error", err)
			}
		}
	}()
}
