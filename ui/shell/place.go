package shell

import (
	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/resources"
)

// Route names a page for good, as "settings".
type Route string

// Place is where a person is: a page, and what of it is aimed at. History keeps places, never widgets.
type Place struct {
	Route   Route
	Section string // "" for the page as a whole
	Field   string // "" for the section as a whole
}

// Page is what a route shows. It is built from its model for one language and thrown away when it leaves the screen, so
// it keeps nothing that matters.
type Page interface {
	// Content is the page's tree of objects, the same at each call.
	Content() fyne.CanvasObject
	// Aim opens the section and rings the field; "" aims at nothing.
	Aim(section, field string)
	// AimAt opens the nth section, from 0, and gives it the keyboard; nothing when there are fewer.
	AimAt(n int)
	// Leave ends what the page has subscribed to.
	Leave()
}

// Group is a heading of the side bar.
type Group int

// The groups, in the order of the side bar.
const (
	GroupPortal   Group = iota // Portail d'entreprise
	GroupSystem                // Système
	GroupTracking              // Suivi
)

// Registration offers a page to the shell. Only what is registered is shown.
type Registration struct {
	Route Route
	Group Group
	Icon  resources.IconName
	Title func(*i18n.Printer) string
	Wide  bool // the page uses the whole width, and so does its title: tables, schedules, previews
	// Unlisted keeps the page out of the side bar: the menu of the person, a link or the palette leads to it.
	Unlisted bool
	// Entries lists what the palette finds inside the page, written by p; the model of the page is not needed for it.
	Entries func(p *i18n.Printer) []Entry
	// New builds the page in the language of p.
	New func(p *i18n.Printer) Page
}

// group title as the side bar shows it.
func (g Group) title(p *i18n.Printer) string {
	switch g {
	case GroupPortal:
		return p.T("shell.group.portal")
	case GroupSystem:
		return p.T("shell.group.system")
	case GroupTracking:
		return p.T("shell.group.tracking")
	}
	return ""
}
