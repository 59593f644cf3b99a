package portalpage

import (
	"pupitre/data/directory"
	"pupitre/ui/portal"
)

// counted are the names that come with the counts of the server's answers, for as long as there is no copy of the directory on
// this computer: those of what was found.
type counted struct{ counts *directory.Counts }

// Of implements portal.Names.
func (c counted) Of(column directory.Column, id string) string { return c.counts.Name(column, id) }

// Accounts implements portal.Names.
func (c counted) Accounts() (out []directory.Entry) {
	for _, t := range c.counts.Filters[directory.ByAccount] {
		out = append(out, directory.Entry{ID: t.ID, Kind: directory.Account, Name: t.Name})
	}
	return out
}

// names are those of the copy, or else those that came with the counts; nil while neither is there.
func (h *Presenter) names() portal.Names {
	if names := h.deps.Portal.Names(); names != nil {
		return names
	}
	if h.counts != nil {
		return counted{h.counts}
	}
	return nil
}

// namesVersion is another number when the names are others.
func (h *Presenter) namesVersion() int {
	if h.deps.Portal.Names() != nil {
		return h.deps.Portal.NamesVersion()
	}
	return -h.countings
}
