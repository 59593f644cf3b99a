package desk_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"pupitre/data/access"
	"pupitre/data/desk"
	"pupitre/data/directory"
	"pupitre/data/directory/plan"
	"pupitre/data/directory/sample"
	"pupitre/data/fault"
	"pupitre/data/remote"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/wire"
)

// wiring is the way to the server, with what a test cuts of it.
type wiring struct {
	*remote.Client
	mute *cuts
}

// cuts are what does not get through, and how often a page of rows was asked for.
type cuts struct {
	push, rows atomic.Bool
	pages      atomic.Int64
}

func cutOff() error { return fault.New(fault.Unavailable, "test", "remote.unreachable") }

// Push implements desk.Exchange.
func (w wiring) Push(ctx context.Context, space string, p wire.Push) (wire.PushResult, error) {
	if w.mute.push.Load() {
		return wire.PushResult{}, cutOff()
	}
	return w.Client.Push(ctx, space, p)
}

// Rows implements desk.RowsExchange.
func (w wiring) Rows(ctx context.Context, space string, generation int64, after string, limit int) (wire.RowsPage, error) {
	if limit > 1 { // one is a look
		w.mute.pages.Add(1)
	}
	if w.mute.rows.Load() {
		return wire.RowsPage{}, cutOff()
	}
	return w.Client.Rows(ctx, space, generation, after, limit)
}

// SearchDirectory implements desk.SearchExchange: the copy alone answers.
func (wiring) SearchDirectory(context.Context, string, wire.SearchQuery) (wire.SearchPage, error) {
	return wire.SearchPage{}, cutOff()
}

// wired is a computer whose connection the test cuts.
func (h *house) wired(name string) (*computer, *cuts) {
	c, mute := h.computer(name), &cuts{}
	c.door.Dial = func(url, pin string) (desk.Server, error) {
		client, err := remote.New(remote.Options{BaseURL: url, Pin: pin})
		return wiring{client, mute}, err
	}
	return c, mute
}

// found counts the users that a search finds in the copy; -1 while there is none.
func found(t *testing.T, f *desk.Finder, text string) int {
	t.Helper()
	a, err := f.Search(t.Context(), directory.Query{Category: directory.User, Text: text})
	if err != nil || a.Live {
		return -1
	}
	return a.Len()
}

// entriesOfTheCopy is as many rows as a copy has to read in several pages.
const entriesOfTheCopy = 12_000

// Who signs out takes the token along and nothing else: the copy of the directory stays whole, is closed, and answers again at once
// at the next sign-in, without a row being read a second time; what was saved and not sent stays too, and is sent then.
func TestSignOutKeepsTheCopyAndWhatWaits(t *testing.T) {
	h := newHouse(t)
	_, err := h.server.LoadDirectory(t.Context(), "f1", sample.Federation(sample.Options{Seed: 1, Accounts: 5, Entries: entriesOfTheCopy}))
	h.must(err)
	c, mute := h.wired("laptop")
	s := c.signIn(access.Primary)
	h.online(s)
	f := s.Federations().Finder("f1")
	eventually(t, "the copy is searched", func() bool { return f.State().Ready })
	want, pages := found(t, f, "tremblay"), mute.pages.Load()
	if want < 10 || pages < entriesOfTheCopy/10_000 {
		t.Fatalf("%d are found after %d pages: the test looks nowhere", want, pages)
	}
	mute.push.Store(true)
	h.save(s.Desk, settings.EntityProfile, settings.FieldName, settings.Text("Enregistré ici"))
	h.must(s.SignOut(t.Context()))
	if c.vault.size() != 0 {
		t.Errorf("%d secrets stay", c.vault.size())
	}
	c.wantWholeCopy(want)

	mute.rows.Store(true)
	s = c.signIn(access.Primary)
	f = s.Federations().Finder("f1")
	eventually(t, "the copy answers by itself", func() bool { return found(t, f, "tremblay") == want })
	if n := mute.pages.Load(); n != pages {
		t.Errorf("%d pages were read again", n-pages)
	}
	if st := s.Desk.State(); st.Pending != 1 {
		t.Errorf("%d edits wait", st.Pending)
	}
	mute.push.Store(false)
	s.Desk.RetryNow()
	eventually(t, "what waited is sent", func() bool { return s.Desk.State().Pending == 0 })
	view, err := s.Desk.View(t.Context())
	h.must(err)
	if name := settings.String(view.Field(settings.EntityProfile, settings.FieldName).Value); name != "Enregistré ici" {
		t.Errorf("the name is %q", name)
	}
}

// wantWholeCopy opens the files of a computer whose session has ended, as another program would.
func (c *computer) wantWholeCopy(tremblays int) {
	c.t.Helper()
	d, err := store.OpenDirectory(c.t.Context(), store.Options{Path: c.directoryPath("f1")})
	c.must(err)
	defer func() { c.must(d.Close()) }()
	x, err := d.LoadIndex()
	c.must(err)
	r, err := x.Search(c.t.Context(), directory.Query{Category: directory.User, Text: "tremblay"})
	c.must(err)
	if n, err := d.Count(""); err != nil || n < entriesOfTheCopy || r.Len() != tremblays {
		c.t.Errorf("%d rows, %d are found: %v", n, r.Len(), err)
	}
}

// Signing out in the middle of a copy leaves what has come, and the next sign-in goes on behind it: what was searched before is
// searched until the rest is there.
func TestSignOutInTheMiddleOfACopy(t *testing.T) {
	h := newHouse(t)
	load := func(entries int) {
		t.Helper()
		_, err := h.server.LoadDirectory(t.Context(), "f1", sample.Federation(sample.Options{Seed: 1, Accounts: 5, Entries: entries}))
		h.must(err)
	}
	load(500)
	c, mute := h.wired("laptop")
	s := c.signIn(access.Primary)
	f := s.Federations().Finder("f1")
	eventually(t, "the first copy is searched", func() bool { return f.State().Ready })
	few := found(t, f, "")
	load(entriesOfTheCopy)
	eventually(t, "a page of the next one is here", func() bool {
		if f.State().Progress.Received == 0 {
			return f.State().Generation == 2 // it was faster
		}
		return true
	})
	mute.rows.Store(true)
	h.must(s.SignOut(t.Context()))
	if _, err := os.Stat(c.directoryPath("f1")); err != nil {
		t.Error(err)
	}
	s = c.signIn(access.Primary)
	f = s.Federations().Finder("f1")
	eventually(t, "one of both is searched", func() bool { n := found(t, f, ""); return n == few || n > 10*few })
	load(entriesOfTheCopy) // nothing wakes the reading, as another process has loaded: it tries again by itself
	mute.rows.Store(false)
	eventually(t, "the rest has come", func() bool { return f.State().Generation == 3 && found(t, f, "") > 10*few })
}

// What one desktop changes of the directory is in the copy of another one, and found there, without anybody asking for it: entries
// that come, another extension, and that both are taken back.
func TestAChangeOfTheDirectoryReachesOtherDesktops(t *testing.T) {
	h := newHouse(t)
	rows := []wire.DirectoryRow{}
	for _, e := range []directory.Entry{
		{ID: "a", Kind: directory.Account, Name: "Nord"},
		{ID: "b", Kind: directory.Account, Name: "Sud"},
		{ID: "c", Kind: directory.User, Account: "a", Name: "Zoé Côté", Extension: "201"},
		{ID: "d", Kind: directory.User, Account: "b", Name: "Noé Roy", Extension: "201"},
	} {
		rows = append(rows, e.Row())
	}
	_, err := h.server.LoadDirectory(t.Context(), "f1", slices.Values(rows))
	h.must(err)
	one, _ := h.wired("bureau")
	two, _ := h.wired("portable")
	changing, other := one.signIn(access.Primary), two.signIn(access.Delegate)
	h.online(changing)
	h.online(other)
	here, there := changing.Federations().Finder("f1"), other.Federations().Finder("f1")
	both := func(what, text string, want int) {
		t.Helper()
		for where, f := range map[string]*desk.Finder{"where it was changed": here, "on the other desktop": there} {
			eventually(t, what+" "+where, func() bool { return found(t, f, text) == want })
		}
	}
	both("both are found", "201", 2)

	const file = "Compte;Nom;Poste\r\nSud;Éva Dubé;305\r\n"
	fs := changing.Federations()
	i, err := fs.Import(t.Context(), "f1", strings.NewReader(file), int64(len(file)), wire.ImportOptions{
		Columns: []string{"account", "name", "extension"}, Kind: "user",
	})
	h.must(err)
	eventually(t, "the file is read", func() bool {
		now, err := fs.ImportState(t.Context(), "f1", i.ID)
		h.must(err)
		return now.State == wire.ImportReady
	})
	if n := found(t, there, "dube"); n != 0 {
		t.Errorf("before it is accepted %d are found", n)
	}
	h.must(fs.AcceptImport(t.Context(), "f1", i.ID))
	both("who has come", "dube", 1)

	p, err := plan.Make(t.Context(), here.Entries(t.Context()), plan.Options{})
	h.must(err)
	_, err = fs.ApplyPlan(t.Context(), "f1", wire.ApplyPlan{Generation: here.State().Generation, Digest: p.Digest()})
	h.must(err)
	both("the extension of one alone", "201", 1)
	to := p.Changes[0].To
	eventually(t, "who rings on the other desktop", func() bool {
		list, err := there.HavingExtension(t.Context(), []string{to})
		return err == nil && len(list) == 1 && list[0].ID == p.Changes[0].Entry.ID
	})
	for range 2 { // the plan, the import
		_, err = fs.Undo(t.Context(), "f1")
		h.must(err)
	}
	both("as it was", "201", 2)
	both("who has gone", "dube", 0)
}
