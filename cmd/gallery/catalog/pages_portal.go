package catalog

import (
	"sync"

	"fyne.io/fyne/v2"

	"pupitre/data/access"
	"pupitre/ui/accountspage"
	settingsample "pupitre/ui/editing/sample"
	"pupitre/ui/enterprisepage"
	"pupitre/ui/federationpage"
	"pupitre/ui/importpage"
	"pupitre/ui/portal"
	"pupitre/ui/portal/sample"
	"pupitre/ui/portalpage"
)

// boreal is the federation of the portal's pages, made once.
var boreal = sync.OnceValue(func() *sample.Finder { return sample.NewFinder(12, 24_000) })

// portalEntries are the pages of the enterprise portal, before a server in memory.
func portalEntries() []Entry {
	return []Entry{
		{ID: livePrefix + "portal", Group: groupPages, Title: "Enterprise portal", Build: portalHome},
		{ID: livePrefix + "portal-accounts", Group: groupPages, Title: "Enterprise portal, accounts", Build: func(e Env) fyne.CanvasObject {
			return accountspage.New(accountspage.NewPresenter(accountspage.Deps{
				Portal: portalOf(e, access.EnterpriseSuperAdmin), Source: sample.NewServer(boreal()), Window: trackingWindow{&pageWindow{env: e}},
				Run: e.Runner, Inviter: inviter(e),
			}), e.Printer).Content()
		}},
		{ID: livePrefix + "portal-administrators", Group: groupPages, Title: "Enterprise portal, administrators", Build: func(e Env) fyne.CanvasObject {
			return administratorsPage(e, access.EnterpriseSuperAdmin)
		}},
		{ID: livePrefix + "portal-administrators-read", Group: groupPages, Title: "Enterprise portal, administrators read only", Build: func(e Env) fyne.CanvasObject {
			return administratorsPage(e, access.EnterpriseAdmin)
		}},
		{ID: livePrefix + "federation", Group: groupPages, Title: "Federation", Build: func(e Env) fyne.CanvasObject {
			return federationpage.New(federationpage.NewPresenter(federationpage.Deps{
				Portal: portalOf(e, access.EnterpriseSuperAdmin), Source: sample.NewServer(boreal()), Window: trackingWindow{&pageWindow{env: e}}, Run: e.Runner, Clock: stopped{},
			}), e.Printer).Content()
		}},
		{ID: livePrefix + "import", Group: groupPages, Title: "Import and export", Build: func(e Env) fyne.CanvasObject {
			return importEntry(e, &sample.Importer{Server: sample.NewServer(boreal())})
		}},
		{ID: livePrefix + "import-checked", Group: groupPages, Title: "Import and export, a file checked", Build: func(e Env) fyne.CanvasObject {
			return importEntry(e, sample.NewChecked(sample.NewServer(boreal())))
		}},
	}
}

func importEntry(e Env, server *sample.Importer) fyne.CanvasObject {
	return importpage.New(importpage.NewPresenter(importpage.Deps{
		Portal: portalOf(e, access.EnterpriseSuperAdmin), Source: server, Window: trackingWindow{&pageWindow{env: e}}, Run: e.Runner,
	}), e.Printer).Content()
}

// portalOf is the state of the portal for a primary administrator with an access to it.
func portalOf(e Env, may access.Portal) *portal.Portal {
	h := portal.New(portal.Deps{Source: sample.NewSource(boreal(), may), Run: e.Runner, Role: access.Primary})
	h.Start()
	return h
}

func portalHome(e Env) fyne.CanvasObject {
	return portalpage.New(portalpage.NewPresenter(portalpage.Deps{
		Portal: portalOf(e, access.EnterpriseSuperAdmin), Window: &pageWindow{env: e}, Run: e.Runner, Memory: &recent{},
		Kept: settingsample.NewSource(), Person: sample.Marie, Copy: copied,
	}), e.Printer).Content()
}

func administratorsPage(e Env, may access.Portal) fyne.CanvasObject {
	return enterprisepage.New(enterprisepage.NewPresenter(enterprisepage.Deps{
		Portal: portalOf(e, may), Source: sample.NewServer(boreal()), Window: &pageWindow{env: e}, Run: e.Runner, Inviter: inviter(e), Me: sample.Marie,
	}), e.Printer).Content()
}

func inviter(e Env) portal.Inviter {
	return portal.Inviter{
		Code: func(secret string) string { return "pupitre1-" + secret }, Copy: copied, Zone: zone, Toast: (&pageWindow{env: e}).Toast,
	}
}

func copied(text string) { fyne.CurrentApp().Clipboard().SetContent(text) }

// recent are searches that end with the gallery.
type recent struct{ kept portalpage.Searches }

// Searches implements portalpage.Memory.
func (r *recent) Searches() (portalpage.Searches, error) { return r.kept, nil }

// KeepSearches implements portalpage.Memory.
func (r *recent) KeepSearches(s portalpage.Searches) error {
	r.kept = s
	return nil
}
