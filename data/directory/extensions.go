package directory

import (
	"cmp"
	"slices"
	"sort"
)

// HavingExtension are the ids of the entries that may have one of some extensions, each once: of all whose name, number or
// extension begins with it as a word of its own. It looks words up rather than searching for them: a microsecond each. Whoever
// reads the entries compares their extensions.
func (x *Index) HavingExtension(extensions []string) (ids []string) {
	var found []uint32
	for _, text := range extensions {
		found = append(found, x.openedBy(word{text, text})...)
	}
	slices.Sort(found)
	for _, entry := range slices.Compact(found) {
		ids = append(ids, x.ids.get(int(entry)))
	}
	return ids
}

// openedBy are the entries of which a column begins with a word that is no phone number.
func (x *Index) openedBy(w word) []uint32 {
	at := sort.Search(x.terms.phones, func(term int) bool {
		return cmp.Or(cmp.Compare(x.terms.folded.get(term), w.folded), cmp.Compare(x.terms.written.get(term), w.written)) >= 0
	})
	if at == x.terms.phones || x.terms.folded.get(at) != w.folded || x.terms.written.get(at) != w.written {
		return nil
	}
	return x.opening.of(at)
}
