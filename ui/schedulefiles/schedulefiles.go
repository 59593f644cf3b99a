// Package schedulefiles brings the chat's hours out of the window and events into it: calendars, a poster, what web sites
// read, sentences; and shows what is served in English and not in French. A calendar that comes in fills the draft, in one
// step of undo, and is stored by the person alone. What goes out is what the page shows, saved or not; where something is
// not saved, that is said.
package schedulefiles

import (
	"context"
	"io"
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/schedule/words"
	"pupitre/data/settings"
	"pupitre/data/transfer"
	"pupitre/data/wire"
	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/editing"
	"pupitre/ui/shell"
	"pupitre/ui/task"
	"pupitre/ui/widgets"
)

// Files lets the person choose files. done runs on the window's goroutine; it is given nil when the person thought better
// of it.
type Files interface {
	// SaveFile asks where to write, proposing a name.
	SaveFile(title, name string, done func(w io.WriteCloser, err error))
	// OpenFile asks what to read, among files with one of the endings.
	OpenFile(title string, endings []string, done func(r io.ReadCloser, err error))
}

// Deps are what the exchange needs.
type Deps struct {
	Editor *editing.Editor
	Files  Files
	Canvas func() fyne.Canvas // of the window
	Role   access.Role
	// Copy puts a text on the clipboard of the system.
	Copy func(text string)
	// Image gives the bytes of the provider's logo. May be nil: posters have no logo then.
	Image func(ctx context.Context, ref wire.BlobRef) ([]byte, error)
	// Address is that of the provider's public page, "https://…/p/slug"; "" while it is not known.
	Address string
}

// Exchange lives as long as the person is signed in, on the window's goroutine.
type Exchange struct {
	deps  Deps
	reads task.Latest // of a calendar
	draws task.Latest // of a poster
}

// New makes an exchange.
func New(deps Deps) *Exchange { return &Exchange{deps: deps} }

// action is something that can be done with the hours.
type action struct {
	id    string // in the palette
	icon  resources.IconName
	label func(*i18n.Printer) string
	words func(*i18n.Printer) string // to search with
	apart bool                       // a line stands above in the menu
	run   func()
}

// actions are what this person may do with the hours in a language of the service.
func (x *Exchange) actions(language string) (out []action) {
	calendar := func(p *i18n.Printer) string { return p.T("schedulefiles.calendar_words") }
	if !x.deps.Editor.Draft().ReadOnly(schedule.EntityChat) {
		out = append(out, action{
			id: "chat.import", icon: resources.CloudUpload, label: func(p *i18n.Printer) string { return p.T("schedulefiles.import") },
			words: calendar, run: func() { x.Import(language) },
		})
	}
	if access.May(x.deps.Role, access.ExportSettings).Some() {
		out = append(out, action{
			id: "chat.export_events", icon: resources.Event, label: func(p *i18n.Printer) string { return p.T("schedulefiles.events") },
			words: calendar, run: func() { x.ExportEvents(language) },
		}, action{
			id: "chat.export_hours", icon: resources.Schedule, label: func(p *i18n.Printer) string { return p.T("schedulefiles.hours") },
			words: calendar, run: func() { x.ExportHours(language) },
		})
	}
	return append(out, action{
		id: "chat.poster", icon: resources.Image, label: func(p *i18n.Printer) string { return p.T("schedulefiles.poster") }, apart: len(out) > 0,
		words: func(p *i18n.Printer) string { return p.T("schedulefiles.poster_words") }, run: x.Poster,
	}, action{
		id: "chat.site", icon: resources.Public, label: func(p *i18n.Printer) string { return p.T("schedulefiles.site") },
		words: func(p *i18n.Printer) string { return p.T("schedulefiles.site_words") }, run: func() { x.Site(language) },
	}, action{
		id: "chat.sentences", icon: resources.ContentCopy, label: func(p *i18n.Printer) string { return p.T("schedulefiles.sentences") },
		words: func(p *i18n.Printer) string { return p.T("schedulefiles.sentences_words") }, run: x.CopySentences,
	}, action{
		id: "chat.parity", icon: resources.Language, label: func(p *i18n.Printer) string { return p.T("schedulefiles.parity") }, apart: true,
		words: func(p *i18n.Printer) string { return p.T("schedulefiles.parity_words") }, run: x.Parity,
	})
}

// Menu lists what can be done with the hours in a language of the service, "fr" or "en".
func (x *Exchange) Menu(language string) (items []widgets.MenuItem) {
	for _, a := range x.actions(language) {
		items = append(items, widgets.MenuItem{Label: a.label(x.p()), Icon: a.icon, Separated: a.apart, OnTapped: a.run})
	}
	return items
}

// Entries are the same for the palette; where tells what page they belong to.
func (x *Exchange) Entries(p *i18n.Printer, language, where string) (out []shell.Entry) {
	if x.deps.Editor.Model().Phase() != editing.Ready {
		return nil
	}
	for _, a := range x.actions(language) {
		out = append(out, shell.Entry{
			ID: a.id, Icon: a.icon, Label: a.label(p), Detail: where, Names: shell.Texts(a.label), Also: shell.Words(a.words), Run: a.run,
		})
	}
	return out
}

// p writes in the language of the window.
func (x *Exchange) p() *i18n.Printer { return x.deps.Editor.Window.Printer() }

// chat is the hours as they are shown, the draft included.
func (x *Exchange) chat() schedule.Chat { return editing.ChatOf(x.deps.Editor.Draft()) }

// provider is the name of the provider, as it is shown.
func (x *Exchange) provider() string {
	return settings.String(x.deps.Editor.Draft().Value(settings.EntityProfile, settings.FieldName))
}

// unsaved tells whether what is shown differs from what the public sees.
func (x *Exchange) unsaved() bool { return x.deps.Editor.Model().SectionChanged(editing.SectionChat) }

// now is the current date of the service's zone.
func (x *Exchange) now(zone *time.Location) (time.Time, schedule.Date) {
	now := x.deps.Editor.Clock.Now().In(zone)
	return now, schedule.LocalOf(now).Date()
}

// ExportEvents writes the special events as a calendar, with their names in a language.
func (x *Exchange) ExportEvents(language string) {
	chat, now := x.chat(), x.deps.Editor.Clock.Now()
	in := i18n.For(i18n.Language(language))
	x.save(x.p().T("schedulefiles.events"), x.p().T("schedulefiles.events_name"), func() ([]byte, error) {
		return transfer.WriteICSEvents(chat, in, now)
	})
}

// ExportHours writes the open hours of the next twelve months in a language as a calendar.
func (x *Exchange) ExportHours(language string) {
	chat, now := x.chat(), x.deps.Editor.Clock.Now()
	in := i18n.For(i18n.Language(language))
	x.save(x.p().T("schedulefiles.hours"), x.p().T("schedulefiles.hours_name"), func() ([]byte, error) {
		plan, err := chat.Plan(language)
		if err != nil {
			return nil, err
		}
		plan.Enabled = true
		from, to := schedule.NextTwelveMonths(now, plan.Zone)
		return transfer.WriteICSHours(plan, in, from, to, now)
	})
}

// save makes a file away from the window and writes it where the person says.
func (x *Exchange) save(title, name string, make func() ([]byte, error)) {
	x.deps.Files.SaveFile(title, name, func(w io.WriteCloser, err error) {
		switch {
		case err != nil:
			x.notWritten(err)
		case w != nil:
			x.write(w, make)
		}
	})
}

func (x *Exchange) write(w io.WriteCloser, make func() ([]byte, error)) {
	task.Go(context.Background(), x.deps.Editor.Run, func(context.Context) (struct{}, error) {
		content, err := make()
		var writing error
		if err == nil {
			_, writing = w.Write(content)
		}
		if closed := w.Close(); writing == nil {
			writing = closed
		}
		if err == nil {
			err = fault.As(fault.Unavailable, "schedulefiles.write", "schedulefiles.not_whole", writing)
		}
		return struct{}{}, err
	}, func(_ struct{}, err error) {
		switch {
		case err != nil:
			x.notWritten(err)
		case x.unsaved():
			x.deps.Editor.Window.Toast(x.p().T("schedulefiles.written_unsaved"), "", nil)
		default:
			x.deps.Editor.Window.Toast(x.p().T("schedulefiles.written"), "", nil)
		}
	})
}

func (x *Exchange) notWritten(err error) {
	p := x.p()
	x.deps.Editor.Window.Fail(p.T("schedulefiles.not_written", "Reason", p.Err(err)))
}

// CopySentences puts the usual week in words on the clipboard, French first.
func (x *Exchange) CopySentences() {
	french, english := x.sentence(i18n.French), x.sentence(i18n.English)
	if french == "" || english == "" {
		return
	}
	x.copied(french + "\n" + english)
}

// sentence is the usual week of a language in its own words, as it is while the chat is turned on; "" when the zone is not
// known, which is told.
func (x *Exchange) sentence(language i18n.Language) string {
	plan, err := x.chat().Plan(string(language))
	if err != nil {
		x.notWritten(err)
		return ""
	}
	plan.Enabled = true
	return words.Week(i18n.For(language), plan)
}

// copied puts a text on the clipboard and says so.
func (x *Exchange) copied(text string) {
	x.deps.Copy(text)
	said := x.p().T("schedulefiles.copied")
	if x.unsaved() {
		said = x.p().T("schedulefiles.copied_unsaved")
	}
	x.deps.Editor.Window.Toast(said, "", nil)
}

// closeButton ends a dialog that only tells.
func (x *Exchange) closeButton(dialog **widgets.Dialog) *widgets.Button {
	b := widgets.NewButton(x.p().T("schedulefiles.close"), func() { (*dialog).Close() })
	b.SetFieldID(fieldClose)
	return b
}
