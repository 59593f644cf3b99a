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
type Dialler struct{ of map[string][]directory.Entry }

// NewDialler collects the extensions of a federation.
func NewDialler(entries iter.Seq2[directory.Entry, error]) (*Dialler, error) {
	d := &Dialler{of: map[string][]directory.Entry{}}
	for e, err := range entries {
		if err != nil {
			return nil, err
		}
		if e.Extension != "" && e.Kind != directory.Account {
			d.of[e.Extension] = append(d.of[e.Extension], e)
		}
	}
	for _, list := range d.of {
		slices.SortFunc(list, func(a, b directory.Entry) int { return cmp.Compare(a.ID, b.ID) })
	}
	return d, nil
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
	list := d.of[digits]
	if own := slices.IndexFunc(list, func(e directory.Entry) bool { return e.Account == account }); own >= 0 {
		return Call{Outcome: Rings, Entry: list[own], Others: slices.Delete(slices.Clone(list), own, own+1)}
	}
	switch len(list) {
	case 0:
		return Call{Outcome: Nobody}
	case 1:
		return Call{Outcome: Rings, Entry: list[0]}
	}
	return Call{Outcome: Ambiguous, Others: list}
}

// Clash is an extension that several entries have.
type Clash struct {
	Extension string
	Entries   []directory.Entry // by account
}

// Duplicates lists the extensions that several entries have, by number.
func (d *Dialler) Duplicates() (list []Clash) {
	for extension, entries := range d.of {
		if len(entries) < 2 {
			continue
		}
		entries = slices.Clone(entries)
		slices.SortFunc(entries, func(a, b directory.Entry) int {
			return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.ID, b.ID))
		})
		list = append(list, Clash{extension, entries})
	}
	slices.SortFunc(list, func(a, b Clash) int {
		return cmp.Or(cmp.Compare(len(a.Extension), len(b.Extension)), cmp.Compare(a.Extension, b.Extension))
	})
	return list
}
