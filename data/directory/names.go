package directory

import (
	"cmp"
	"slices"
)

// Names are what gives its name to other entries of a directory: accounts, sites, departments, locations.
type Names struct {
	entries  map[string]Entry
	accounts []Entry // by name
}

// NamingKinds lists the kinds that Names is made of.
func NamingKinds() []Kind { return []Kind{Account, Site, Department, Location} }

// NewNames collects the entries that give names; others are left out.
func NewNames(entries []Entry) Names {
	n := Names{entries: map[string]Entry{}}
	for _, e := range entries {
		if slices.Contains(NamingKinds(), e.Kind) {
			n.entries[e.ID] = e
		}
	}
	for _, e := range n.entries {
		if e.Kind == Account {
			n.accounts = append(n.accounts, e)
		}
	}
	SortByName(n.accounts)
	return n
}

// Of is the name of what an id in a filter column refers to, "" when it is not there.
func (n Names) Of(c Column, id string) string {
	if e, ok := n.entries[id]; ok && e.Kind == named[c] {
		return e.Name
	}
	return ""
}

// Called are the ids of what is called so in a filter column, in order, whatever the case and the accents.
func (n Names) Called(c Column, name string) (ids []string) {
	for id, e := range n.entries {
		if e.Kind == named[c] && Fold(e.Name) == Fold(name) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// Entry is the entry of an id.
func (n Names) Entry(id string) (Entry, bool) {
	e, ok := n.entries[id]
	return e, ok
}

// Accounts lists the accounts by name, as names are sorted everywhere. Pages ask for it whenever they are shown anew.
func (n Names) Accounts() []Entry { return slices.Clone(n.accounts) }

// SortByName sorts entries by name, as a directory's answers are: accents decide between names that are otherwise the same.
func SortByName(list []Entry) {
	slices.SortFunc(list, func(a, b Entry) int {
		return cmp.Or(keyOf(ByName, a.Name).compare(keyOf(ByName, b.Name)), cmp.Compare(a.ID, b.ID))
	})
}
