package catalog

import (
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/ui/account"
	accounts "pupitre/ui/account/sample"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/settingspage"
)

// accountPage is the administrator's section with the rows of the account. The password of its dialogs is that of
// ui/account/sample.
func accountPage(e Env) fyne.CanvasObject {
	window := &pageWindow{env: e}
	editor := settingspage.NewEditor(settingspage.Deps{
		Source: filled(e), Window: window, Run: e.Runner, Sections: sample.Only("administrator"), Clock: sample.Clock{},
		Person: sample.Marie, Email: sample.Email, Role: access.Primary, Keys: "Ctrl+S",
	})
	own := accountOf(e, access.Primary)
	editor.Extend(settingspage.Extra{
		Section: settingspage.SectionAdministrator,
		New:     func(h *editing.Host) settingspage.Rows { return own.NewRows(h) },
	})
	editor.Start()
	page := settingspage.New(editor, e.Printer)
	window.aim = page.Aim
	return page.Content()
}

// accountOf is the account of somebody in a role.
func accountOf(e Env, role access.Role) *account.Account {
	return account.New(account.Deps{
		Server: accounts.NewServer(), Run: e.Runner, Clock: sample.Clock{}, Zone: func() *time.Location { return time.UTC },
		PasswordProblems: access.PasswordProblems, Person: sample.Marie, Me: account.Me{Name: "Marie Tremblay", Email: sample.Email, Role: role},
	})
}

// ownAccountPage is the page of one's own account, as somebody of a reseller has it.
func ownAccountPage(e Env) fyne.CanvasObject {
	editor := editing.NewEditor(editing.Deps{
		Source: filled(e), Window: &pageWindow{env: e}, Run: e.Runner, Clock: sample.Clock{}, Keys: "Ctrl+S",
		Who: editing.Who{Person: sample.Marie, Email: sample.Email, Role: access.Reseller},
	})
	editor.Start()
	return account.NewPage(accountOf(e, access.Reseller), editor, e.Printer).Content()
}
