//go:build linux

package e2e

import (
	"context"
	"testing"

	"pupitre/data/access"
	"pupitre/data/demo"
	"pupitre/data/directory"
	"pupitre/internal/proc"
)

// openDemo starts the demonstration, in French: it signs in by itself, as primary administrator and Super Admin of the portal.
func (c *computer) openDemo() *desktop {
	c.w.t.Helper()
	p := c.w.start(proc.Spec{Path: program("pupitre"), Args: []string{"--demo", "--data", c.data(), "--lang", "fr", "--verbose"}, Env: c.env()})
	return &desktop{computer: c, p: fr, Process: p}
}

// known is the directory of the demonstration, searched beside the window.
type known struct {
	t     *testing.T
	index *directory.Index
	all   map[string]directory.Entry
}

func newKnown(t *testing.T) *known {
	t.Helper()
	k := &known{t: t, all: map[string]directory.Entry{}}
	b := directory.NewBuilder(1)
	for row := range demo.Directory() {
		b.Add(row)
		e, err := directory.Decode(row)
		if err != nil {
			t.Fatal(err)
		}
		k.all[e.ID] = e
	}
	var err error
	if k.index, err = b.Build(context.Background()); err != nil {
		t.Fatal(err)
	}
	return k
}

func (k *known) search(text string, filters map[directory.Column][]string) *directory.Result {
	k.t.Helper()
	r, err := k.index.Search(context.Background(), directory.Query{Category: directory.User, Text: text, Filters: filters})
	if err != nil {
		k.t.Fatal(err)
	}
	return r
}

// firstSite is the value of the filter by site that stands first when a text is looked for.
func (k *known) firstSite(text string) directory.Tally {
	k.t.Helper()
	c, err := k.search(text, nil).Counts(context.Background())
	if err != nil {
		k.t.Fatal(err)
	}
	return c.Filters[directory.BySite][0]
}

// someone is a user whose name is short, and nobody else's.
func (k *known) someone() directory.Entry {
	k.t.Helper()
	for row := range demo.Directory() {
		if e := k.all[row.ID]; e.Kind == directory.User && len(e.Name) < 16 && k.search(e.Name, nil).Len() == 1 {
			return e
		}
	}
	k.t.Fatal("nobody has a name of their own")
	return directory.Entry{}
}

// accessOf chooses an access in the dialog that is open.
func (d *desktop) accessOf(a access.Portal) {
	d.w.t.Helper()
	words := d.p.T("administrators.access.admin_help")
	if key := "Right"; a == access.EnterpriseSuperAdmin {
		words = d.p.T("administrators.access.super_help")
		d.keys(key)
	} else {
		d.keys("Left")
	}
	d.sees(words[:40])
}

// administrator opens the menu of an administrator's card and chooses an entry of it, counted from the first.
func (d *desktop) administrator(name string, entry int) {
	d.w.t.Helper()
	d.goTo(name)
	d.waitTitle(d.titleOf("administrators.title"))
	d.keys("Return") // from the row to the menu of the card
	d.keys("Return")
	d.sees(d.p.T("administrators.delete"))
	for range entry {
		d.keys("Down")
	}
	d.keys("Return")
}

// A Super Admin lands on the portal, finds somebody while typing, filters by site and opens the card; adds an administrator
// through the wizard, lowers that access and deletes it; then lowers their own, and reads why nothing more can be changed.
func TestThePortalFromSearchToAdministrators(t *testing.T) {
	t.Parallel()
	k := newKnown(t)
	w := newWorld(t)
	d := w.computer("marie").openDemo()
	d.waitTitle(d.titleOf("enterprise.title"))
	d.focus()

	site := k.firstSite("tremb")
	d.types("tremb") // the field has the keyboard
	all, some := k.search("tremb", nil).Len(), k.search("tremb", map[directory.Column][]string{directory.BySite: {site.ID}})
	d.sees(fr.Number(all))
	d.keys("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Return")
	d.sees(fr.T("widgets.select.filter"))
	d.keys("Return")
	d.sees(fr.T("enterprise.filter.chip", "Column", fr.T("enterprise.column.site"), "Value", site.Name))
	d.sees(fr.Number(some.Len()))
	first := k.all[some.IDs(0, 1)[0]]
	d.goTo(fr.T("enterprise.search"))
	d.keys("Down", "Down")
	d.sees(fr.T("enterprise.dial.title"))
	d.sees(first.Extension)

	someone := k.someone()
	d.goTo(fr.T("administrators.add_long"))
	d.waitTitle(d.titleOf("administrators.title"))
	d.keys("Return")
	d.sees(fr.T("administrators.who_body"))
	d.types(someone.Name)
	d.sees(someone.Extension)
	d.keys("Return")
	d.keys("Tab", "Tab", "Tab", "Tab", "Return") // list, choice, Cancel, Next
	d.sees(fr.N("administrators.access_title", 1))
	d.accessOf(access.EnterpriseSuperAdmin)
	d.keys("Tab") // the directory has no address of theirs
	d.types("quelqu.un@boreale.example")
	d.keys("Return") // the main button of the dialog
	d.sees(fr.T("people_page.code_once")[:40])
	d.keys("Escape")
	d.seesNoMore(fr.T("people_page.code_once")[:40])
	d.sees(someone.Name)

	d.administrator(someone.Name, 0)
	d.sees(fr.T("administrators.edit_accept"))
	d.accessOf(access.EnterpriseAdmin)
	d.keys("Return")
	d.seesNoMore(fr.T("administrators.edit_accept"))
	d.administrator(someone.Name, 2)
	d.sees(fr.T("administrators.delete_body")[:40])
	d.keys("Tab", "Return") // Cancel has the keyboard, so that Enter by habit destroys nothing
	d.seesNoMore(fr.T("administrators.delete_body")[:40])

	d.administrator("Marie Tremblay", 0)
	d.accessOf(access.EnterpriseAdmin)
	d.keys("Return")
	d.sees(fr.T("administrators.super_only")[:40])
	d.quit()
}
