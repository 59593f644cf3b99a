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
	door     *Door
	account  Account
	from     RowsExchange   // nil when nothing can be followed
	searches SearchExchange // nil when the server does not search
	log      *slog.Logger
	changed  func()
	all      *Federations

	work  sync.WaitGroup
	mu    sync.Mutex
	known []wire.Federation        // those that are followed, in the order in which they came
	files map[string]DirectoryFile // by federation
	moved map[string]chan struct{} // by space
	ctx   context.Context          // of the work, nil before start
	stop  context.CancelFunc
	ended bool
}

// newFollower opens the files. One that cannot be opened is left out: it is a copy of what the server has.
func newFollower(d *Door, s *Session, federations []wire.Federation, opt *Options) *follower {
	f := &follower{
		door: d, account: s.Account, log: opt.Log, files: map[string]DirectoryFile{}, moved: map[string]chan struct{}{},
		changed: func() { s.Desk.notify() },
		all:     &Federations{session: s, finders: map[string]*Finder{}, list: slices.Clone(federations)},
	}
	if f.log == nil {
		f.log = slog.New(slog.DiscardHandler)
	}
	f.searches, _ = s.server.(SearchExchange)
	if from, ok := s.server.(RowsExchange); ok && d.OpenDirectory != nil {
		f.from = from
	}
	f.adopt(federations)
	return f
}

// adopt opens the directories of federations that are not followed yet, and follows them when the others are.
func (f *follower) adopt(federations []wire.Federation) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.ended {
		return
	}
	for _, fed := range federations {
		if slices.ContainsFunc(f.known, func(k wire.Federation) bool { return k.ID == fed.ID }) {
			continue
		}
		f.all.setFinder(fed.ID, newFinder(fed, nil, f.searches, f.changed, f.log))
		if f.from == nil {
			continue
		}
		f.known = append(f.known, fed)
		f.open(fed)
		if f.ctx != nil {
			f.follow(fed)
		}
	}
}

// open opens a directory's file.
func (f *follower) open(fed wire.Federation) {
	file, err := f.door.OpenDirectory(context.Background(), f.account.Server, f.account.Person, fed.ID)
	if err != nil {
		f.log.Warn("the directory cannot be opened", "error", err)
		return
	}
	f.files[fed.ID], f.moved[fed.Space] = file, make(chan struct{}, 1)
	if file, ok := file.(SearchFile); ok {
		f.all.setFinder(fed.ID, newFinder(fed, file, f.searches, f.changed, f.log))
	}
}

// start reads and follows each directory until ctx ends.
func (f *follower) start(ctx context.Context) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ctx, f.stop = context.WithCancel(ctx)
	for _, fed := range f.known {
		f.follow(fed)
	}
}

// follow reads and follows a directory.
func (f *follower) follow(fed wire.Federation) {
	file, finder, ctx, moved := f.files[fed.ID], f.all.Finder(fed.ID), f.ctx, f.moved[fed.Space]
	if file == nil || f.ended {
		return
	}
	f.work.Add(1)
	go func() {
		defer f.work.Done()
		changed := func() {
			finder.moved()
			f.changed()
		}
		FollowDirectory(ctx, f.from, file, fed.Space, moved, changed, f.log)
	}()
	if finder.file == nil {
		return
	}
	f.work.Add(1)
	go func() {
		defer f.work.Done()
		finder.run(ctx)
	}()
}

// poked wakes the directory of a space.
func (f *follower) poked(p wire.Poke) {
	f.mu.Lock()
	moved := f.moved[p.Space]
	f.mu.Unlock()
	select {
	case moved <- struct{}{}:
	default: // told already, or not a directory
	}
}

// first is the id of the first federation that is followed, "" for none.
func (f *follower) first() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.known) == 0 {
		return ""
	}
	return f.known[0].ID
}

// file is a federation's directory, nil when there is none.
func (f *follower) file(federation string) DirectoryFile {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.files[federation]
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
	stop, known := f.stop, slices.Clone(f.known)
	f.mu.Unlock()
	if stop != nil {
		stop()
	}
	go func() { // not on the goroutine of the desk: a page may still be on its way to the disk
		f.wait()
		if err := f.close(); err != nil {
			f.log.Warn("the directory was not closed", "error", err)
		}
		for _, fed := range known {
			if f.door.DropDirectory == nil {
				return
			}
			if err := f.door.DropDirectory(f.account.Server, f.account.Person, fed.ID); err != nil {
				f.log.Warn("the directory was not removed", "error", err)
			}
		}
	}()
}
