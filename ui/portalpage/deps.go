// Package portalpage is the home page of the enterprise portal: one field that searches everybody and every number of the
// federation while it is typed in, with filters, a table of any length, and a card that says how to reach what was found.
package portalpage

import (
	"pupitre/data/directory"
	"pupitre/i18n"
	"pupitre/ui/listing"
	"pupitre/ui/portal"
	"pupitre/ui/task"
)

// Window is what the page needs of the window around it.
type Window interface {
	Printer() *i18n.Printer
	Toast(text, action string, run func())
	Fail(text string)
}

// Memory keeps the last searches of a person on this computer. Reading and writing happen away from the window's goroutine.
type Memory interface {
	Searches() (Searches, error)
	KeepSearches(Searches) error
}

// Deps are what the page needs. Files may be nil: nothing is exported then.
type Deps struct {
	Portal *portal.Portal
	Window Window
	Run    task.Runner
	Memory Memory
	Kept   Kept   // the searches that bear a name
	Person string // id of who is signed in
	Files  listing.Files
	// Copy puts a text on the clipboard.
	Copy func(text string)
}

// columns of a category's table, in the order of their place; those of the end leave first where there is no room.
func columnsOf(k directory.Kind) []directory.Column {
	switch k {
	case directory.Number:
		return []directory.Column{
			directory.ByPhone, directory.ByName, directory.ByExtension, directory.ByAccount,
			directory.ByNumberType, directory.BySite, directory.ByLocation,
		}
	case directory.Group:
		return []directory.Column{
			directory.ByName, directory.ByPhone, directory.ByExtension, directory.ByAccount,
			directory.ByExtensionType, directory.BySite, directory.ByEmail, directory.ByCustom,
		}
	case directory.IVR:
		return []directory.Column{directory.ByName, directory.ByPhone, directory.ByExtension, directory.ByAccount, directory.BySite}
	case directory.Site:
		return []directory.Column{directory.ByName, directory.ByPhone, directory.ByExtension, directory.ByAccount}
	case directory.User, directory.Account, directory.Department, directory.Location:
	}
	return []directory.Column{
		directory.ByName, directory.ByPhone, directory.ByExtension, directory.ByAccount, directory.BySite, directory.ByDepartment,
	}
}
