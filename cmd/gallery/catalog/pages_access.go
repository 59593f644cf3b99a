package catalog

import (
	"time"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/peoplepage"
	"pupitre/ui/resellerspage"
	"pupitre/ui/roster"
	people "pupitre/ui/roster/sample"
)

// sampleRoster is the people of the sample provider, as the primary administrator sees them.
func sampleRoster(e Env, window roster.Window) *roster.Roster {
	r := roster.New(roster.Deps{
		Source: people.NewSource(), Window: window, Run: e.Runner, Clock: sample.Clock{},
		Zone: func() *time.Location { return time.UTC }, Me: roster.Me{Person: sample.Marie, Role: access.Primary},
		Code: func(secret string) string { return secret }, Copy: func(string) {}, Resellers: people.Resellers,
	})
	r.Start()
	return r
}

// resellersPage is the list of resellers.
func resellersPage(e Env) fyne.CanvasObject {
	window := &pageWindow{env: e}
	editor := editing.NewEditor(editing.Deps{
		Source: sample.NewSource(sample.Speaking(string(e.Printer.Language())), sample.Filled, sample.Resellers),
		Window: window, Run: e.Runner, Clock: sample.Clock{}, Keys: "Ctrl+S",
		Who: editing.Who{Person: sample.Marie, Email: sample.Email, Role: access.Primary},
	})
	editor.Start()
	page := resellerspage.New(resellerspage.NewPresenter(resellerspage.Deps{Editor: editor, People: sampleRoster(e, window)}), e.Printer)
	window.aim = page.Aim
	return page.Content()
}

// peoplePage is the list of everybody who signs in.
func peoplePage(e Env) fyne.CanvasObject {
	window := &pageWindow{env: e}
	page := peoplepage.New(peoplepage.NewPresenter(peoplepage.Deps{People: sampleRoster(e, window)}), e.Printer)
	window.aim = page.Aim
	return page.Content()
}
