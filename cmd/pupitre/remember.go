package main

import (
	"log/slog"
	"sync"

	"pupitre/data/workstation"
	"pupitre/ui/task"
)

// rememberer writes the window's settings away from the goroutine that draws, one change after the other.
type rememberer struct {
	file    *workstation.SettingsFile
	log     *slog.Logger
	current workstation.Settings // as the window knows it; belongs to the window's goroutine
	changes chan func(*workstation.Settings)
	done    chan struct{}
	once    sync.Once
}

// queued is how many changes may wait for the disk before the window does.
const queued = 256

func newRememberer(file *workstation.SettingsFile, run task.Runner, log *slog.Logger) *rememberer {
	r := &rememberer{
		file: file, log: log, current: file.Get(),
		changes: make(chan func(*workstation.Settings), queued), done: make(chan struct{}),
	}
	run.Start(r.write)
	return r
}

func (r *rememberer) write() {
	defer close(r.done)
	for change := range r.changes {
		if err := r.file.Update(change); err != nil {
			r.log.Error("window settings", "error", err)
		}
	}
}

// get is what is remembered, with every change made so far.
func (r *rememberer) get() workstation.Settings { return r.current }

// update changes what is remembered; the file follows.
func (r *rememberer) update(change func(*workstation.Settings)) {
	change(&r.current)
	r.changes <- change
}

// close waits until everything is written. No update may follow.
func (r *rememberer) close() {
	r.once.Do(func() { close(r.changes) })
	<-r.done
}

// SectionOpen implements settingspage.Sections.
func (r *rememberer) SectionOpen(id string) bool {
	open, known := r.current.OpenSections[id]
	return open || !known // a section never touched is open
}

// SetSectionOpen implements settingspage.Sections.
func (r *rememberer) SetSectionOpen(id string, open bool) {
	r.update(func(s *workstation.Settings) {
		if s.OpenSections == nil {
			s.OpenSections = map[string]bool{}
		}
		s.OpenSections[id] = open
	})
}
