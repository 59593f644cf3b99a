//go:build linux

package e2e

import (
	"strings"
	"syscall"
	"testing"

	"pupitre/data/demo"
	"pupitre/internal/smtptest"
)

// pair is two desks on one server with their people signed in. Several stories are told on it, one after the other: what
// one leaves behind is where the next begins, as in an office.
type pair struct {
	*world
	s          *server
	marie, luc *desktop

	post           *smtptest.Server // nil without one
	master, backup *application     // once there are any
}

// newPair opens both desks, on a server with more options if any.
func newPair(t *testing.T, more ...string) *pair {
	t.Helper()
	w := newWorld(t)
	o := &pair{world: w, s: w.server(more...)}
	o.marie, o.luc = w.computer("marie").open(o.s), w.computer("luc").open(o.s)
	o.marie.signIn(marie)
	o.luc.signIn(luc)
	o.marie.synced()
	o.luc.synced()
	return o
}

// tell runs one story. After one that fails, the others would begin somewhere unknown.
func (o *pair) tell(name string, story func(o *pair)) {
	outer := o.t
	if outer.Failed() {
		return
	}
	outer.Run(name, func(t *testing.T) {
		o.t = t
		defer func() { o.t = outer }()
		story(o)
	})
}

// The pages that tell what became of the edits, as two people meet on them.
func TestWhatBecameOfTheEdits(t *testing.T) {
	t.Parallel()
	o := newPair(t)
	o.tell("who is editing", whoIsEditing)
	o.tell("an old value comes back", anOldValueComesBack)
	o.tell("a conflict is decided for mine", aConflictIsDecidedForMine)
	o.tell("a conflict is decided for the server's", aConflictIsDecidedForTheServers)
	o.tell("an edit that is not accepted", anEditThatIsNotAccepted)
	o.marie.noToolkitErrors()
	o.luc.noToolkitErrors()
}

// While one types, the other sees who; then not any more.
func whoIsEditing(o *pair) {
	editing := o.luc.p.T("settings.presence.others", "Names", "Marie Tremblay")
	o.marie.focus()
	o.marie.rename(firstName)
	o.luc.sees(editing)
	o.marie.save()
	o.luc.seesNoMore(editing)
	o.s.portalShows(firstName, patience)
}

// Names short enough for a line of the history to show them whole.
const (
	firstName  = "Nordet"
	secondName = "Suroît"
)

// Two changes, and the list takes the first one back: what is restored is an edit like any other.
func anOldValueComesBack(o *pair) {
	o.marie.rename(secondName)
	o.marie.save()
	o.s.portalShows(secondName, patience)

	d := o.marie
	d.opensPage(d.p.T("history.title"))
	field := d.p.T("settings.profile.name")
	d.sees(d.p.T("history.line.changed", "Field", field, "Old", demo.Name, "New", firstName))
	d.sees(d.p.T("history.line.changed", "Field", field, "Old", firstName, "New", secondName))
	d.keys("ctrl+1", "Home", "Down") // the newest is at the top; the one before it took the first name away
	d.sees(d.p.T("history.restore.field"))
	d.keys("Tab", "Return")
	d.sees(d.p.T("history.restore.then", "Value", demo.Name))
	o.s.portalShows(secondName, patience) // nothing happens before the answer
	d.keys("Tab", "Return")               // the keyboard is on « Annuler », where Enter by habit changes nothing
	o.s.portalShows(demo.Name, prompt)
	d.sees(d.p.T("history.line.changed", "Field", field, "Old", secondName, "New", demo.Name)) // an edit of its own, on top
	o.luc.sees(demo.Name)
}

// meet makes a conflict: Luc saves a name away from the server, and Marie's is there before his. His program sleeps
// meanwhile, as in a portable computer that is closed.
func (o *pair) meet(his, hers string) {
	o.t.Helper()
	o.marie.opensPage(o.marie.p.T("settings.title"))
	o.luc.opensPage(o.luc.p.T("settings.title"))
	o.s.stop()
	o.luc.rename(his)
	o.luc.save()
	o.luc.waits(1)
	o.check(o.luc.Signal(syscall.SIGSTOP))
	o.s.restart()
	o.marie.synced()
	o.marie.rename(hers)
	o.marie.save()
	o.s.portalShows(hers, patience)
	o.check(o.luc.Signal(syscall.SIGCONT))
}

// decidesOn opens the conflicts and sees both values with the names of who wrote them.
func (d *desktop) decidesOn(his, hers string) {
	d.w.t.Helper()
	d.opensPage(d.p.T("conflicts.title"))
	for _, words := range []string{d.p.T("conflicts.value.server"), his, hers} {
		d.sees(words)
	}
}

func aConflictIsDecidedForMine(o *pair) {
	const his, hers = "Téléphonie du Fjord", "Téléphonie de la Vallée"
	o.meet(his, hers)
	o.luc.decidesOn(his, hers)
	o.luc.sees(o.luc.p.T("conflicts.story.mine"))
	o.s.portalShows(hers, patience) // the server's stays until somebody decides
	o.luc.keys("ctrl+1", "Tab", "Tab")
	o.luc.keys("space") // on « Prendre la mienne »
	o.s.portalShows(his, patience)
	o.luc.sees(o.luc.p.T("conflicts.empty.title"))
	o.marie.sees(his)
	o.marie.synced()
}

// The other one may decide too: the conflict is everybody's.
func aConflictIsDecidedForTheServers(o *pair) {
	const his, hers = "Téléphonie du Cap", "Téléphonie de la Baie"
	o.meet(his, hers)
	o.luc.decidesOn(his, hers)
	o.marie.decidesOn(his, hers)
	o.marie.sees(o.marie.p.T("conflicts.story.theirs", "Who", "Luc Côté"))
	o.marie.clicks(o.marie.p.T("conflicts.keep"))
	o.marie.sees(o.marie.p.T("conflicts.empty.title"))
	o.luc.sees(o.luc.p.T("conflicts.empty.title"))
	o.s.portalShows(hers, patience)
	o.luc.opensPage(o.luc.p.T("settings.title"))
	o.luc.sees(hers)
}

// Luc saves while the server is away, and has no say any more when it is back.
func anEditThatIsNotAccepted(o *pair) {
	const his = "Téléphonie de trop"
	d := o.luc
	o.s.stop()
	d.rename(his)
	d.save()
	d.opensPage(d.p.T("sync_page.title"))
	d.sees(d.p.N("sync_page.fact.fields", 1))
	d.sees(d.p.T("shell.status.offline"))
	o.check(d.Signal(syscall.SIGSTOP))
	o.s.restart()
	o.s.setRole(luc, "delegate", "support")
	o.check(d.Signal(syscall.SIGCONT))
	d.clicks(d.p.T("sync_page.retry"))
	d.sees(d.p.T("sync_page.rejected.title"))
	d.sees(d.p.T("sync_page.rejected.value", "Value", his))
	d.sees(d.p.T("settings.not_allowed"))
	page, err := o.s.portal("fr")
	o.check(err)
	if strings.Contains(page, his) {
		o.t.Errorf("the public page shows what was refused:\n%s", page)
	}
}

// opensPage goes to a page by its name and waits until the window is on it.
func (d *desktop) opensPage(title string) {
	d.w.t.Helper()
	d.focus()
	d.goTo(title)
	d.waitTitle(d.p.T("shell.window_title", "Page", title))
}
