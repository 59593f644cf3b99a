package main

import (
	"log/slog"
	"sync"

	"github.com/spf13/afero"

	"pupitre/data/workstation"
	"pupitre/ui/draft"
	"pupitre/ui/native"
	"pupitre/ui/task"
)

// drafts keeps a person's draft on disk, away from the goroutine that draws, one text after the other. It implements
// editing.Keeper.
type drafts struct {
	file  *workstation.DraftFile
	log   *slog.Logger
	texts chan []byte
	done  chan struct{}

	mu     sync.Mutex
	closed bool
}

func newDrafts(folder string, run task.Runner, log *slog.Logger) *drafts {
	d := &drafts{
		file: workstation.NewDraftFile(afero.NewOsFs(), folder, draft.MaxKept), log: log,
		texts: make(chan []byte, queued), done: make(chan struct{}),
	}
	run.Start(d.write)
	return d
}

func (d *drafts) write() {
	defer close(d.done)
	for text := range d.texts {
		if err := d.file.Write(text); err != nil {
			d.log.Error("the draft was not kept", "error", err)
		}
	}
}

// Kept implements editing.Keeper.
func (d *drafts) Kept() ([]byte, error) { return d.file.Read() }

// Keep implements editing.Keeper. After close, what comes late is dropped: the program ends, and people were asked.
func (d *drafts) Keep(text []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.closed {
		d.texts <- text
	}
}

// close waits until the last text is written; nil has nothing to write.
func (d *drafts) close() {
	if d == nil {
		return
	}
	d.mu.Lock()
	if !d.closed {
		d.closed = true
		close(d.texts)
	}
	d.mu.Unlock()
	<-d.done
}

// files lets the person choose files. Each page has its own, so that none ends a question of another.
func (p *program) files() *native.Files {
	return native.NewFiles(p.window, p.runner, afero.NewOsFs())
}
