package settingspage

import (
	"slices"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/resources"
	"pupitre/ui/editing"
	"pupitre/ui/shell"
)

// Sections remembers on this computer which sections are open.
type Sections interface {
	SectionOpen(id string) bool
	SetSectionOpen(id string, open bool)
}

// SectionID names a section card for good: what is open is remembered by it.
type SectionID string

// The sections of the page, in reading order.
const (
	SectionProfile       SectionID = editing.SectionProfile
	SectionAdministrator SectionID = editing.SectionAdministrator
	SectionSupport       SectionID = editing.SectionSupport
	SectionPhone         SectionID = editing.SectionPhone
	SectionBranding      SectionID = editing.SectionBranding
	SectionChat          SectionID = editing.SectionChat
	SectionServers       SectionID = editing.SectionServers
)

// cards are the sections of the page, in reading order.
var cards = []SectionID{SectionProfile, SectionAdministrator, SectionSupport, SectionPhone, SectionBranding, SectionChat, SectionServers}

// ListSections lists the sections that this person may read, in reading order.
func (e *Editor) ListSections() []SectionID {
	may := e.Model().Sections()
	return slices.DeleteFunc(slices.Clone(cards), func(id SectionID) bool {
		return !slices.Contains(may, string(id)) || (id == SectionBranding && e.album == nil) || (id == SectionChat && e.openChat == nil)
	})
}

// Rows is what a section holds beside the controls of its own fields.
type Rows interface {
	// Objects are the rows, the same at each call.
	Objects() []fyne.CanvasObject
	// Refresh shows what has changed, and tells whether the page has to be placed anew.
	Refresh() (moved bool)
	// Aim brings a control into view and tells whether it is one of these rows'.
	Aim(field string) bool
	// Leave ends what the rows have subscribed to.
	Leave()
}

// Finder is what an Extra needs to tell what the palette finds.
type Finder struct {
	Printer *i18n.Printer
	Icon    resources.IconName // of the section
	Section string             // its title
	Place   shell.Place        // of the section; set Field
}
