package schedulefiles

import (
	"context"
	"io"
	"time"

	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/syncing"
	"pupitre/data/transfer"
	"pupitre/ui/editing"
	"pupitre/ui/look"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// endings are those of a calendar file.
var endings = []string{".ics", ".ical", ".ifb"}

// patience is how long a calendar is read before the person is shown that it is being read.
const patience = 150 * time.Millisecond

// Import asks for a calendar and shows which events it would bring. Its titles become the names in a language of the
// service.
func (x *Exchange) Import(language string) {
	if x.deps.Editor.Model().Phase() != editing.Ready {
		return
	}
	x.deps.Files.OpenFile(x.p().T("schedulefiles.import"), endings, func(r io.ReadCloser, err error) {
		switch {
		case err != nil:
			x.notImported(err)
		case r != nil:
			x.read(r, language)
		}
	})
}

func (x *Exchange) notImported(err error) {
	p := x.p()
	x.deps.Editor.Window.Fail(p.T("schedulefiles.not_imported", "Reason", p.Err(err)))
}

// read reads a calendar away from the window. Rules of repetition can take long: the person may give up.
func (x *Exchange) read(r io.ReadCloser, language string) {
	chat := x.chat()
	zone, err := schedule.LoadZone(chat.Zone)
	if err != nil {
		_ = r.Close() // it was not read
		x.notImported(err)
		return
	}
	o := transfer.ICSOptions{Zone: zone, Language: language, Now: x.deps.Editor.Clock.Now(), Existing: chat.Special}
	wait := x.wait()
	task.GoLatest(context.Background(), x.deps.Editor.Run, &x.reads, func(ctx context.Context) ([]transfer.ICSEvent, error) {
		events, err := transfer.ReadICS(ctx, r, o)
		_ = r.Close() // it was only read
		if fault.CodeOf(err) == fault.Internal {
			err = fault.As(fault.Unavailable, "schedulefiles.read", "transfer.unreadable_file", err)
		}
		return events, err
	}, func(events []transfer.ICSEvent, err error) {
		wait()
		switch {
		case err != nil:
			x.notImported(err)
		case len(events) == 0:
			x.notImported(fault.New(fault.Invalid, "schedulefiles.read", "schedulefiles.no_events"))
		default:
			x.preview(events, len(chat.Special))
		}
	})
}

// wait shows, after a while, that a calendar is being read, with a way out. over takes it away.
func (x *Exchange) wait() (over func()) {
	p := x.p()
	var dialog *widgets.Dialog
	stop := widgets.NewButton(p.T("schedulefiles.cancel"), func() { dialog.Close() })
	stop.SetFieldID(fieldClose)
	dialog = widgets.NewDialog(p.T("schedulefiles.reading_title"),
		widgets.Column(look.Space12, widgets.Body(p.T("schedulefiles.reading")), widgets.NewSkeleton(2)), nil, stop)
	done := false
	cancel := x.deps.Editor.Run.After(patience, func() {
		dialog.OnClosed = func() {
			if !done {
				x.reads.Cancel()
			}
		}
		dialog.Show(x.deps.Canvas(), nil)
	})
	return func() {
		done = true
		cancel()
		dialog.Close()
	}
}

// take puts events into the draft, in one step of undo.
func (x *Exchange) take(events []transfer.ICSEvent) {
	p := x.p()
	var edits []syncing.FieldEdit
	for _, e := range events {
		fields := e.Event.Fields()
		for _, f := range schedule.EventFields() {
			edits = append(edits, syncing.FieldEdit{Entity: schedule.EventEntity(e.Event.ID), Field: f.Name, Value: fields[f.Name]})
		}
	}
	x.deps.Editor.Take(edits)
	x.deps.Editor.OfferUndo(p.N("schedulefiles.taken", len(events)), p.T("schedulefiles.undo"))
}
