//go:build linux

package e2e

import (
	"errors"
	"fmt"
	"testing"
)

// fate is what we know of an edit when its program was killed.
type fate int

const (
	saved   fate = iota // the program said so: it has to arrive, once
	perhaps             // the kill fell on the save: it arrives once or never
	typed               // nobody saved it: it never arrives
)

// entry is one edit of a field.
type entry struct {
	value string
	fate  fate
}

// ledger is every edit of one field, in the order in which they were made; neighbours have different values.
type ledger []entry

func (l *ledger) add(value string, f fate) { *l = append(*l, entry{value, f}) }

// errNotYet is the difference that waiting may mend.
var errNotYet = errors.New("a saved edit has not arrived")

// agrees holds the ledger against the history of the server, oldest first.
func (l ledger) agrees(history []string) error {
	at := 0
	for _, value := range history {
		for at < len(l) && l[at].value != value {
			if l[at].fate == saved {
				return fmt.Errorf("the saved edit %q (number %d) is lost, or something arrived twice: the history has %q in its place", l[at].value, at, value)
			}
			at++
		}
		switch {
		case at == len(l):
			return fmt.Errorf("%q arrived, and nobody made it then: twice?", value)
		case l[at].fate == typed:
			return fmt.Errorf("%q arrived, and was never saved", value)
		}
		at++
	}
	for _, e := range l[at:] {
		if e.fate == saved {
			return fmt.Errorf("%w: %q", errNotYet, e.value)
		}
	}
	return nil
}

func TestTheLedgerFindsWhatIsWrong(t *testing.T) {
	made := ledger{{"a", saved}, {"b", perhaps}, {"c", typed}, {"d", saved}, {"a", saved}}
	for name, c := range map[string]struct {
		history []string
		right   bool
		wait    bool
	}{
		"all":                 {[]string{"a", "b", "d", "a"}, true, false},
		"without perhaps":     {[]string{"a", "d", "a"}, true, false},
		"the last to come":    {[]string{"a", "b", "d"}, false, true},
		"nothing yet":         {nil, false, true},
		"one is lost":         {[]string{"a", "b", "a"}, false, false},
		"one is there twice":  {[]string{"a", "a", "b", "d", "a"}, false, false},
		"the last twice":      {[]string{"a", "d", "a", "a"}, false, false},
		"perhaps twice":       {[]string{"a", "b", "b", "d", "a"}, false, false},
		"what was only typed": {[]string{"a", "c", "d", "a"}, false, false},
		"another order":       {[]string{"d", "a", "a"}, false, false},
		"somebody else's":     {[]string{"a", "d", "a", "x"}, false, false},
	} {
		err := made.agrees(c.history)
		if (err == nil) != c.right || errors.Is(err, errNotYet) != c.wait {
			t.Errorf("%s: %v", name, err)
		}
	}
}
