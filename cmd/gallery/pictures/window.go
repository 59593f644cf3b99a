package pictures

import (
	"time"

	"fyne.io/fyne/v2"
	"github.com/spf13/afero"

	"pupitre/data/access"
	"pupitre/ui/account"
	accounts "pupitre/ui/account/sample"
	"pupitre/ui/accountspage"
	"pupitre/ui/brand"
	"pupitre/ui/brandpage"
	"pupitre/ui/conflictspage"
	conflicts "pupitre/ui/conflictspage/sample"
	"pupitre/ui/editing"
	"pupitre/ui/editing/sample"
	"pupitre/ui/enterprisepage"
	"pupitre/ui/federationpage"
	"pupitre/ui/historypage"
	history "pupitre/ui/historypage/sample"
	"pupitre/ui/importpage"
	"pupitre/ui/look"
	"pupitre/ui/ownpage"
	"pupitre/ui/peoplepage"
	"pupitre/ui/portal"
	directory "pupitre/ui/portal/sample"
	"pupitre/ui/portalpage"
	"pupitre/ui/resellerspage"
	"pupitre/ui/roster"
	people "pupitre/ui/roster/sample"
	"pupitre/ui/schedulepage"
	"pupitre/ui/settingspage"
	"pupitre/ui/shell"
	"pupitre/ui/syncpage"
	exchange "pupitre/ui/syncpage/sample"
	"pupitre/ui/telephonypage"
	"pupitre/ui/uitest"
)

// The pages of the window, as in the side bar of the program.
const (
	pagePortal         shell.Route = "portal"
	pageAccounts       shell.Route = "accounts"
	pageAdministrators shell.Route = "administrators"
	pageBuilding       shell.Route = "building"
	pageImport         shell.Route = "import"
	pageSettings       shell.Route = "settings"
	pageBrand          shell.Route = "branding"
	pageChat           shell.Route = "chat"
	pageTelephony      shell.Route = "telephony"
	pageResellers      shell.Route = "resellers"
	pagePeople         shell.Route = "people"
	pageSupport        shell.Route = "support"
	pageHistory        shell.Route = "history"
	pageConflicts      shell.Route = "conflicts"
	pageSync           shell.Route = "sync"
	pageAccount        shell.Route = "account"
)

// The size of the sample directory: enough for every kind of entry, and made in a few milliseconds.
const (
	sampleAccounts = 4
	sampleEntries  = 900
)

// window is the program's window on sample data.
type window struct {
	*uitest.Screen
	shell  *shell.Shell
	role   access.Role
	editor *settingspage.Editor
	source *sample.Source
	images *brand.Album
}

// newWindow builds shell and pages as the program does, for a role, with one section of the settings open.
func newWindow(screen *uitest.Screen, role access.Role, section string) *window {
	w := &window{Screen: screen, role: role}
	w.source = sample.NewSource(sample.Speaking(string(screen.Printer.Language())), sample.Filled, sample.Resellers, sample.Chatting, sample.Branded)
	w.images = brand.NewAlbum(sample.NewImages(), screen.Runner)
	w.shell = shell.New(shell.Deps{
		Window: screen.Window, Stage: screen.Stage, Run: screen.Runner, Sync: w.source, Clock: sample.Clock{},
		Person:   shell.Person{Name: "Marie Tremblay", Email: sample.Email, Role: role},
		Language: screen.Printer.Language(), Look: look.Options{Mode: look.Light, Zoom: look.Zoom100},
		Portal: func() bool { return role.MayReadSettings() }, Help: func(shell.Place) {},
	})
	w.shell.SetProvider(sample.Provider)
	w.editor = settingspage.NewEditor(settingspage.Deps{
		Source: w.source, Window: w.shell.For(pageSettings), Run: screen.Runner, Sections: sample.Only(section), Clock: sample.Clock{},
		Health: sample.NewHealth(), Person: sample.Marie, Email: sample.Email, Role: role, Keys: w.shell.SaveKeys(),
		OpenTelephony: func() {}, Help: func(settingspage.SectionID) {},
	})
	own := w.account()
	if role.MayReadSettings() {
		w.registerPortal()
		w.registerSettings(own)
	}
	w.registerAccess()
	w.shell.Register(own.Registration(w.editor.Editor, pageAccount, !role.MayReadSettings()))
	w.registerFollowUp()
	w.editor.Start()
	return w
}

// zone is that of the service in the pictures. The table of zones is built into the program: without it, nothing is drawn.
func zone() *time.Location {
	toronto, err := time.LoadLocation("America/Toronto")
	if err != nil {
		panic(err)
	}
	return toronto
}

func (w *window) registerPortal() {
	finder := directory.NewFinder(sampleAccounts, sampleEntries)
	server := directory.NewServer(finder)
	h := portal.New(portal.Deps{Source: directory.NewSource(finder, access.EnterpriseSuperAdmin), Run: w.Runner, Role: w.role})
	inviter := portal.Inviter{Code: func(secret string) string { return secret }, Zone: zone, Toast: w.shell.Toast}
	home := portalpage.NewPresenter(portalpage.Deps{Portal: h, Window: w.shell, Run: w.Runner, Memory: &memory{}, Kept: w.source, Person: sample.Marie, Copy: func(string) {}})
	w.shell.Register(home.Registration(pagePortal))
	w.shell.Register(accountspage.NewPresenter(accountspage.Deps{
		Portal: h, Source: server, Window: w.shell, Run: w.Runner, Build: pageBuilding, Import: pageImport, Inviter: inviter,
	}).Registration(pageAccounts))
	w.shell.Register(enterprisepage.NewPresenter(enterprisepage.Deps{
		Portal: h, Source: server, Window: w.shell, Run: w.Runner, Me: directory.Marie, Inviter: inviter,
	}).Registration(pageAdministrators))
	w.shell.Register(federationpage.NewPresenter(federationpage.Deps{
		Portal: h, Source: server, Window: w.shell, Run: w.Runner, Clock: sample.Clock{},
	}).Registration(pageBuilding))
	w.shell.Register(importpage.NewPresenter(importpage.Deps{
		Portal: h, Source: directory.NewChecked(directory.NewServer(finder)), Window: w.shell, Run: w.Runner,
		Disk: afero.NewMemMapFs(), Route: pageImport,
	}).Registration(pageImport))
	h.Start()
}

// account is the account of the person who is signed in.
func (w *window) account() *account.Account {
	return account.New(account.Deps{
		Server: accounts.NewServer(), Run: w.Runner, Clock: sample.Clock{}, Zone: zone,
		PasswordProblems: access.PasswordProblems, Person: sample.Marie, Me: account.Me{Name: "Marie Tremblay", Email: sample.Email, Role: w.role},
	})
}

func (w *window) registerSettings(own *account.Account) {
	w.editor.Extend(settingspage.Extra{
		Section: settingspage.SectionAdministrator,
		New:     func(h *editing.Host) settingspage.Rows { return own.NewRows(h) },
	})
	w.editor.Chat(func() {})
	w.editor.Brand(w.images, func() {})
	w.shell.Register(w.editor.Registration(pageSettings))
	w.shell.Register(brandpage.NewPresenter(brandpage.Deps{
		Editor: w.editor.Editor, Album: w.images, Disk: afero.NewMemMapFs(),
	}).Registration(pageBrand))
	w.shell.Register(schedulepage.NewPresenter(schedulepage.Deps{
		Editor: w.editor.Editor, Copy: func(string) {},
	}).Registration(pageChat))
	w.shell.Register(telephonypage.NewPresenter(telephonypage.Deps{Editor: w.editor.Editor}).Registration(pageTelephony))
}

func (w *window) registerAccess() {
	r := roster.New(roster.Deps{
		Source: people.NewSource(), Window: w.shell, Run: w.Runner, Clock: sample.Clock{}, Zone: zone,
		Me: roster.Me{Person: sample.Marie, Role: w.role}, Code: func(secret string) string { return secret },
		Copy: func(string) {}, Resellers: people.Resellers,
	})
	r.Start()
	if w.role.MayReadSettings() {
		w.shell.Register(resellerspage.NewPresenter(resellerspage.Deps{Editor: w.editor.Editor, People: r}).Registration(pageResellers))
	} else {
		w.shell.Register(ownpage.Registration(ownpage.Deps{
			Source: w.source, Album: w.images, Run: w.Runner, Copy: func(string) {}, Toast: func(string) {},
		}, pageSupport))
	}
	w.shell.Register(peoplepage.NewPresenter(peoplepage.Deps{People: r}).Registration(pagePeople))
}

func (w *window) registerFollowUp() {
	w.shell.Register(historypage.NewPresenter(historypage.Deps{
		Source: history.Boreale(40), Window: w.shell, Run: w.Runner, Clock: clock{}, Zone: zone, Person: history.Marie, Role: w.role,
	}).Registration(pageHistory))
	if w.role.MayReadSettings() {
		w.shell.Register(conflictspage.NewPresenter(conflictspage.Deps{
			Source: conflicts.Boreale(), Window: w.shell, Run: w.Runner, Zone: zone, Person: conflicts.Marie, Role: w.role, Name: conflicts.Name,
		}).Registration(pageConflicts))
	}
	w.shell.Register(syncpage.NewPresenter(syncpage.Deps{
		Source: exchange.Boreale(), Window: w.shell, Run: w.Runner, Clock: clock{}, Zone: zone, Copy: func(string) {},
		Conflicts: pageConflicts, Place: func(section, field string) shell.Place {
			return shell.Place{Route: pageSettings, Section: section, Field: field}
		},
	}).Registration(pageSync))
}

// clock is the time of the samples of what became of the edits.
type clock struct{}

// Now is always the same.
func (clock) Now() time.Time { return history.Now }

// memory keeps no searches.
type memory struct{}

// Searches implements portalpage.Memory.
func (memory) Searches() (portalpage.Searches, error) { return portalpage.Searches{}, nil }

// KeepSearches implements portalpage.Memory.
func (memory) KeepSearches(portalpage.Searches) error { return nil }

// shown is the window's content with a page.
func (w *window) shown(route shell.Route) fyne.CanvasObject {
	w.shell.Start(shell.Place{Route: route})
	return w.Stage.Content()
}
