package plan

import (
	"iter"

	"pupitre/data/directory"
)

// renumbered gives entries the extensions of a plan, one by one.
func renumbered(p *Plan, entries iter.Seq2[directory.Entry, error]) iter.Seq2[directory.Entry, error] {
	to := p.numbers()
	return func(yield func(directory.Entry, error) bool) {
		for e, err := range entries {
			if extension, ok := to[e.ID]; ok {
				e.Extension = extension
			}
			if !yield(e, err) {
				return
			}
		}
	}
}
