package main

import (
	"time"

	"fyne.io/fyne/v2"

	"pupitre/i18n"
	"pupitre/resources/docs"
	"pupitre/ui/editing"
	"pupitre/ui/guidepage"
	"pupitre/ui/native"
	"pupitre/ui/shell"
	"pupitre/ui/widgets"
)

// topics are what the guide tells of each page, and of each section of the settings. A test holds them to the routes, to the
// sections and to the headings of both languages.
var topics = map[shell.Place]guidepage.Place{
	{Route: routePortal}:         {Page: "portal-home"},
	{Route: routeAccounts}:       {Page: "portal-accounts"},
	{Route: routeAdministrators}: {Page: "portal-administrators"},
	{Route: routeAccount}:        {Page: "account"},
	{Route: routeBuilding}:       {Page: "federation"},
	{Route: routeImport}:         {Page: "import-export"},
	{Route: routeChat}:           {Page: "live-chat"},
	{Route: routeTelephony}:      {Page: "support-and-telephony", Anchor: "add-a-telephony-provider"},
	{Route: routeBrand}:          {Page: "appearance"},
	{Route: routeResellers}:      {Page: "resellers"},
	{Route: routePeople}:         {Page: "people"},
	{Route: routeSupport}:        {Page: "reseller-view"},
	{Route: routeHistory}:        {Page: "history"},
	{Route: routeConflicts}:      {Page: "conflicts"},
	{Route: routeSync}:           {Page: "synchronization"},

	{Route: routeSettings}: {Page: "settings"},
	{Route: routeSettings, Section: editing.SectionProfile}:       {Page: "settings", Anchor: "the-seven-sections"},
	{Route: routeSettings, Section: editing.SectionAdministrator}: {Page: "account"},
	{Route: routeSettings, Section: editing.SectionSupport}:       {Page: "support-and-telephony", Anchor: "say-how-to-reach-support"},
	{Route: routeSettings, Section: editing.SectionPhone}:         {Page: "support-and-telephony", Anchor: "choose-the-provider-of-new-resellers"},
	{Route: routeSettings, Section: editing.SectionBranding}:      {Page: "appearance"},
	{Route: routeSettings, Section: editing.SectionChat}:          {Page: "live-chat", Anchor: "turn-it-on-and-read-the-status"},
	{Route: routeSettings, Section: editing.SectionServers}:       {Page: "application-servers"},
}

// topicOf is what the guide tells of a place: of its section, else of its page.
func topicOf(at shell.Place) guidepage.Place {
	if to, ok := topics[shell.Place{Route: at.Route, Section: at.Section}]; ok {
		return to
	}
	return topics[shell.Place{Route: at.Route}]
}

// helpWindow is the guide in its window.
type helpWindow struct {
	window fyne.Window
	native native.Window
	guide  *guidepage.Guide
}

// The size of the guide's window at first, in Fyne units.
const (
	helpWidth  = 1000
	helpHeight = 760
)

// openGuide shows a place of the guide, in the window that is open already or in another one. A kiosk has none.
func (p *program) openGuide(at guidepage.Place) {
	if p.kiosk != nil || p.options.Kiosk || p.quitting {
		return
	}
	before := p.help
	if p.help == nil {
		p.help = p.newHelp()
	}
	p.help.guide.Open(at)
	if before != nil { // a new window comes to the front by itself; raised later, it would take the keyboard back
		p.help.native.Raise()
	}
}

func (p *program) newHelp() *helpWindow {
	h := &helpWindow{window: p.app.NewWindow("Pupitre"), native: native.New(p.runner, time.Now)}
	stage := widgets.NewStage(p.runner, splash())
	h.window.SetPadded(false)
	h.window.SetContent(h.native.Wrap(stage))
	h.window.SetOnClosed(func() {
		if p.help == h {
			p.help = nil
		}
	})
	h.window.Resize(fyne.NewSize(helpWidth, helpHeight))
	h.guide = guidepage.New(guidepage.Deps{
		Window: h.window, Stage: stage, Run: p.runner, Language: p.language, Book: guidepage.Built,
		Copy: p.app.Clipboard().SetContent, OpenURL: p.app.OpenURL, Lock: p.lockFromGuide,
	})
	h.window.Show()
	return h
}

// closeGuide takes the guide off the screen.
func (p *program) closeGuide() {
	if p.help != nil {
		p.help.window.Close()
	}
}

// helpHere opens the guide at what tells of what the window shows.
func (p *program) helpHere() {
	switch {
	case p.locked != nil:
		p.openGuide(guidepage.Place{Page: "lock", Anchor: "unlock"})
	case p.session != nil:
		p.shell.Help()
	default:
		p.openGuide(guidepage.Place{Page: "first-start"})
	}
}

// guideCommand opens the guide at its first page.
func (p *program) guideCommand(pr *i18n.Printer) shell.Entry {
	return guidepage.Command(pr, func() { p.openGuide(guidepage.Place{Page: docs.Index}) })
}

// lastActivity is when somebody last touched one of the windows.
func (p *program) lastActivity() time.Time {
	last := p.native.LastActivity()
	if p.help != nil && p.help.native.LastActivity().After(last) {
		last = p.help.native.LastActivity()
	}
	return last
}
