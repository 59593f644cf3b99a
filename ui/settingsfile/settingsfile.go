// Package settingsfile brings all settings in and out as a file, in the window. A file that comes in fills the draft: it is
// seen in the save bar, undone in one step, and stored by the person alone, like everything else that is edited.
package settingsfile

import (
	"bytes"
	"context"
	"io"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/blob"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/transfer/settingsfile"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/editing"
	"pupitre/ui/shell"
	"pupitre/ui/task"
)

// Files lets the person choose files. done runs on the window's goroutine; it is given nil when the person thought better
// of it.
type Files interface {
	// SaveFile asks where to write, proposing a name.
	SaveFile(title, name string, done func(w io.WriteCloser, err error))
	// OpenFile asks what to read, among files with one of the endings.
	OpenFile(title string, endings []string, done func(r io.ReadCloser, err error))
}

// Deps are what the exchange of files needs.
type Deps struct {
	Editor *editing.Editor
	Files  Files
	Canvas func() fyne.Canvas // of the window
	Role   access.Role
	NewID  func() (string, error) // of entries that a file brings
	Images Images
}

// Images are those that stored values refer to, on this computer.
type Images interface {
	// Blob gives an image; fault.Unavailable when it is not here and cannot be had now.
	Blob(ctx context.Context, hash string) (blob.Kept, error)
	// KeepBlob keeps one, so that a save may refer to it.
	KeepBlob(body []byte) (wire.BlobRef, error)
}

// Exchange brings settings in and out. It lives as long as the person is signed in, on the window's goroutine.
type Exchange struct{ deps Deps }

// New makes an exchange.
func New(deps Deps) *Exchange { return &Exchange{deps} }

// Commands are what this person may do, for the menu of the person and the palette.
func (x *Exchange) Commands(p *i18n.Printer) (out []shell.Entry) {
	if access.May(x.deps.Role, access.ExportSettings).Some() {
		name := func(p *i18n.Printer) string { return p.T("settingsfile.export") }
		out = append(out, command(p, "command.export", resources.OpenInNew, name, x.Export))
	}
	if access.May(x.deps.Role, access.ImportSettings).Some() {
		name := func(p *i18n.Printer) string { return p.T("settingsfile.import") }
		out = append(out, command(p, "command.import", resources.CloudUpload, name, x.Import))
	}
	return out
}

func command(p *i18n.Printer, id string, icon resources.IconName, name func(*i18n.Printer) string, run func()) shell.Entry {
	return shell.Entry{
		ID: id, Icon: icon, Label: name(p), Detail: p.T("shell.palette.command"), Names: shell.Texts(name),
		Also: shell.Words(func(p *i18n.Printer) string { return p.T("settingsfile.search_words") }), Run: run,
	}
}

// p writes in the language of the window.
func (x *Exchange) p() *i18n.Printer { return x.deps.Editor.Window.Printer() }

// Export writes what is saved to a file of the person's choice; what is not saved yet is not in it, and that is said.
func (x *Exchange) Export() {
	if x.deps.Editor.Model().Phase() != editing.Ready {
		return
	}
	values := settings.FromView(x.deps.Editor.Draft().Base())
	p := x.p()
	x.deps.Files.SaveFile(p.T("settingsfile.export"), p.T("settingsfile.name"), func(w io.WriteCloser, err error) {
		switch {
		case err != nil:
			x.notExported(err)
		case w != nil:
			x.write(w, values)
		}
	})
}

func (x *Exchange) write(w io.WriteCloser, values settings.Values) {
	task.Go(context.Background(), x.deps.Editor.Run, func(ctx context.Context) (missing []string, err error) {
		var text bytes.Buffer
		missing, err = settingsfile.Write(&text, values, func(hash string) ([]byte, error) {
			kept, err := x.deps.Images.Blob(ctx, hash)
			return kept.Body, err
		})
		if err == nil {
			_, err = w.Write(text.Bytes())
		}
		if closed := w.Close(); err == nil {
			err = closed
		}
		return missing, err
	}, func(missing []string, err error) {
		switch {
		case err != nil:
			x.notExported(fault.As(fault.Unavailable, "settingsfile.write", "settingsfile.not_written", err))
		case len(missing) > 0:
			x.deps.Editor.Window.Toast(x.p().N("settingsfile.exported_without_images", len(missing)), "", nil)
		case x.deps.Editor.Dirty():
			x.deps.Editor.Window.Toast(x.p().T("settingsfile.exported_saved"), "", nil)
		default:
			x.deps.Editor.Window.Toast(x.p().T("settingsfile.exported"), "", nil)
		}
	})
}

// notExported and notImported say that nothing came of it, and why.
func (x *Exchange) notExported(err error) {
	p := x.p()
	x.deps.Editor.Window.Fail(p.T("settingsfile.not_exported", "Reason", p.Err(err)))
}

func (x *Exchange) notImported(err error) {
	p := x.p()
	x.deps.Editor.Window.Fail(p.T("settingsfile.not_imported", "Reason", p.Err(err)))
}

// endings are those of a settings file.
var endings = []string{".yaml", ".yml"}

// Import asks for a file and shows what it would change.
func (x *Exchange) Import() {
	if x.deps.Editor.Model().Phase() != editing.Ready {
		return
	}
	x.deps.Files.OpenFile(x.p().T("settingsfile.import"), endings, func(r io.ReadCloser, err error) {
		switch {
		case err != nil:
			x.notImported(err)
		case r != nil:
			x.read(r)
		}
	})
}

// read takes the file into memory, no more of it than a settings file may hold.
func (x *Exchange) read(r io.ReadCloser) {
	task.Go(context.Background(), x.deps.Editor.Run, func(context.Context) ([]byte, error) {
		text, err := io.ReadAll(io.LimitReader(r, settingsfile.MaxFile+1))
		if closed := r.Close(); err == nil {
			err = closed
		}
		return text, fault.As(fault.Unavailable, "settingsfile.read", "transfer.unreadable_file", err)
	}, func(text []byte, err error) {
		if err != nil {
			x.notImported(err)
			return
		}
		x.plan(text)
	})
}

// intake is a file that was read, and what it was compared with.
type intake struct {
	text []byte
	seen syncing.View // as saving the draft would have left it
	plan settingsfile.Plan
}

// plan compares the file with what is set, the draft included.
func (x *Exchange) plan(text []byte) {
	in := intake{text: text, seen: x.deps.Editor.Draft().Preview()}
	who := x.deps.Editor.Who
	task.Go(context.Background(), x.deps.Editor.Run, func(context.Context) (settingsfile.Plan, error) {
		return settingsfile.Read(bytes.NewReader(text), settings.FromView(in.seen), settingsfile.Options{
			NewID: x.deps.NewID, About: settings.About{PrivateEmail: who.Email},
		})
	}, func(plan settingsfile.Plan, err error) {
		in.plan = plan
		switch edits, _ := plan.Edits(in.seen); {
		case err != nil:
			x.notImported(err)
		case len(plan.Problems) > 0:
			x.showProblems(plan.Problems)
		case len(edits) == 0:
			x.deps.Editor.Window.Toast(x.p().T("settingsfile.nothing_new"), "", nil)
		default:
			x.showPlan(in, edits)
		}
	})
}

// take puts the file into the draft, unless what it was compared with has moved while the person was reading: then it is
// compared and shown again.
func (x *Exchange) take(in intake, edits []syncing.FieldEdit) {
	now := x.deps.Editor.Draft().Preview()
	for _, e := range edits {
		if !syncing.Same(now.Field(e.Entity, e.Field).Value, e.Saw.Value) {
			x.plan(in.text)
			return
		}
	}
	images := in.plan.Images
	task.Go(context.Background(), x.deps.Editor.Run, func(context.Context) (struct{}, error) {
		for _, body := range images {
			if _, err := x.deps.Images.KeepBlob(body); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	}, func(_ struct{}, err error) {
		if err != nil {
			x.notImported(err)
			return
		}
		x.deps.Editor.Take(edits)
		p := x.p()
		x.deps.Editor.OfferUndo(p.T("settingsfile.taken"), p.T("settingsfile.undo"))
	})
}
