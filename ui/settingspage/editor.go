// Package settingspage is the page Paramètres: the sections of settings as cards, over the draft that all pages share.
package settingspage

import (
	"time"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/ui/brand"
	"pupitre/ui/draft"
	"pupitre/ui/editing"
	"pupitre/ui/shell"
	"pupitre/ui/task"
)

// FieldID names a control for good, see editing.FieldID.
type FieldID = editing.FieldID

// The controls of the page that others speak of.
const (
	ProviderName      FieldID = "profile.name"
	DefaultLanguage   FieldID = "profile.default_language"
	TimeZone          FieldID = "profile.time_zone"
	InterfaceLanguage FieldID = "administrator.language"
	SupportEmail      FieldID = "support.email"
	SupportPhone      FieldID = "support.phone"
	DefaultTelephony  FieldID = settings.EntityTelephony + "." + settings.FieldDefault
	FailoverEnabled   FieldID = "appservers.failover.enabled"
	FailoverDown      FieldID = "appservers.failover.down_after_s"
	FailoverUp        FieldID = "appservers.failover.up_after_s"
)

// Change is one thing that saving would do.
type Change = draft.Change

// Deps are what the page needs. Health, Keeper, NewID, OpenTelephony, Help and Email may be left out; nothing else.
type Deps struct {
	Source   editing.Source
	Window   editing.Window
	Run      task.Runner
	Sections Sections
	Clock    editing.Clock
	Health   Health // of the application servers; nil leaves what only the server knows out
	Keeper   editing.Keeper
	NewID    func() string
	Person   string // id of who is signed in
	Email    string // of who is signed in
	Role     access.Role
	Keys     string // how the save shortcut is written: "Ctrl+S"
	// OpenTelephony goes to the page PBX et lignes.
	OpenTelephony func()
	// Help opens the guide at what tells of a section; nil means that there is none.
	Help func(SectionID)
}

// Editor is the page's side of the shared editor: it lives as long as the person is signed in, on the window's goroutine.
type Editor struct {
	*editing.Editor
	deps   Deps
	health *health
	open   string // the application server whose fields are open
	extras []Extra
	lead   []func(*editing.Host) Rows // what stands above the sections

	album     *brand.Album // of the look; nil leaves its card out
	openBrand func()       // goes to the page of the look
	openChat  func()       // goes to the page of the chat's hours; nil leaves its card out
}

// NewEditor makes an editor; Start makes it read.
func NewEditor(deps Deps) *Editor {
	shared := editing.NewEditor(editing.Deps{
		Source: deps.Source, Window: deps.Window, Run: deps.Run, Clock: deps.Clock, Keeper: deps.Keeper, NewID: deps.NewID,
		Keys: deps.Keys, Who: editing.Who{Person: deps.Person, Email: deps.Email, Role: deps.Role},
	})
	e := &Editor{Editor: shared, deps: deps}
	e.health = newHealth(e)
	return e
}

// Extend adds rows to a section, under its own. Call it before the page is registered.
func (e *Editor) Extend(x Extra) { e.extras = append(e.extras, x) }

// Lead puts cards above the sections, as that of what is not set yet. Call it before the page is registered.
func (e *Editor) Lead(cards func(h *editing.Host) Rows) { e.lead = append(e.lead, cards) }

// extrasOf are the rows added to a section.
func (e *Editor) extrasOf(id SectionID) (out []Extra) {
	for _, x := range e.extras {
		if x.Section == id {
			out = append(out, x)
		}
	}
	return out
}

// Extra is a part of a section that another part of the program brings: rows with dialogs of their own, outside the save
// bar, as those of e-mail, password and sessions.
type Extra struct {
	Section SectionID
	// New builds the rows for a page.
	New func(h *editing.Host) Rows
	// Entries lists what the palette finds in them; their places have Section and a field that Rows.Aim knows. May be nil.
	Entries func(h Finder) []shell.Entry
}

// zone is that of the service, in which times are shown.
func (e *Editor) zone() *time.Location {
	name := settings.String(e.Draft().Stored(settings.EntityProfile, settings.FieldTimeZone))
	if zone, err := time.LoadLocation(name); err == nil {
		return zone
	}
	return time.UTC
}
