package plan

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"pupitre/data/directory"
)

// Outcome is what happens to a number that is dialled.
type Outcome string

// The outcomes.
const (
	Emergency Outcome = "emergency" // 911, with or without the outside line
	Operator  Outcome = "operator"  // 0
	Outside   Outcome = "outside"   // 9 and what follows
	Service   Outcome = "service"   // 411 and the like
	Rings     Outcome = "rings"
	Ambiguous Outcome = "ambiguous" // several accounts have the extension, and the caller's is none of them
	Nobody    Outcome = "nobody"
)

// Call is what happens when somebody of an account dials.
type Call struct {
	Outcome Outcome
	Entry   directory.Entry   // who rings
	Others  []directory.Entry // who has the same extension in another account
	Early   *directory.Entry  // who rings before the last digit is dialled, nil for nobody
	After   int               // digits after which that is
}

// Dialler knows who has which extension.
type Dialler struct {
	entries []*directory.Entry // by extension, then by id
}

// NewDialler collects the extensions of a federation.
func NewDialler(entries iter.Seq2[directory.Entry, error]) (*Dialler, error) {
	x, err := Collect(entries)
	if err != nil {
		return nil, err
	}
	return x.Dialler(), nil
}

// having are the entries that have an extension, by id.
func (d *Dialler) having(extension string) []*directory.Entry {
	at := func(e *directory.Entry, x string) int { return cmp.Compare(e.Extension, x) }
	first, found := slices.BinarySearchFunc(d.entries, extension, at)
	if !found {
		return nil
	}
	rest := d.entries[first:]
	n := slices.IndexFunc(rest, func(e *directory.Entry) bool { return e.Extension != extension })
	if n < 0 {
		return rest
	}
	return rest[:n:n]
}

// Deciding lists the extensions that decide what happens to a number that is dialled: itself, and all that it begins with. A
// Dialler of the entries that have one of them says the same of it as one of the whole federation.
func Deciding(digits string) (list []string) {
	digits = onlyDigits(digits)
	for n := range digits {
		list = append(list, digits[:n+1])
	}
	return list
}

// onlyDigits leaves out what telephones have no key for.
func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// Dial tells who rings when somebody of an account dials some digits; what is no digit is left out. Numbers that everybody
// knows come first, then the caller's own account, then the only account that has the extension.
func (d *Dialler) Dial(account, digits string) Call {
	digits = onlyDigits(digits)
	if o := outward(digits); o != "" {
		return Call{Outcome: o}
	}
	call := d.rings(account, digits)
	for n := 1; n < len(digits); n++ {
		if early := d.rings(account, digits[:n]); early.Outcome == Rings {
			call.Early, call.After = &early.Entry, n
			break
		}
	}
	return call
}

// outward is what a number that everybody knows does, "" for another number.
func outward(digits string) Outcome {
	switch {
	case digits == "911", digits == "9911":
		return Emergency
	case strings.HasPrefix(digits, "0"):
		return Operator
	case slices.Contains(reserved, digits) && len(digits) == 3:
		return Service
	case strings.HasPrefix(digits, "9"):
		return Outside
	}
	return ""
}

func (d *Dialler) rings(account, digits string) Call {
	list := d.having(digits)
	own := slices.IndexFunc(list, func(e *directory.Entry) bool { return e.Account == account })
	var others []directory.Entry
	for i, e := range list {
		if i != own {
			others = append(others, *e)
		}
	}
	switch {
	case own >= 0:
		return Call{Outcome: Rings, Entry: *list[own], Others: others}
	case len(list) == 0:
		return Call{Outcome: Nobody}
	case len(list) == 1:
		return Call{Outcome: Rings, Entry: *list[0]}
	}
	return Call{Outcome: Ambiguous, Others: others}
}

// Clash is an extension that several entries have.
type Clash struct {
	Extension string
	Entries   []*directory.Entry // by account
}

// Duplicates lists the extensions that several entries have, by number.
func (d *Dialler) Duplicates() (list []Clash) {
	for rest := d.entries; len(rest) > 0; {
		same := rest[:1]
		for len(same) < len(rest) && rest[len(same)].Extension == rest[0].Extension {
			same = rest[:len(same)+1]
		}
		rest = rest[len(same):]
		if len(same) == 1 {
			continue
		}
		entries := slices.Clone(same)
		slices.SortFunc(entries, func(a, b *directory.Entry) int {
			return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.ID, b.ID))
		})
		list = append(list, Clash{entries[0].Extension, entries})
	}
	slices.SortFunc(list, func(a, b Clash) int {
		return cmp.Or(cmp.Compare(len(a.Extension), len(b.Extension)), cmp.Compare(a.Extension, b.Extension))
	})
	return list
}
