package portal

import (
	"context"
	"slices"

	"pupitre/data/directory"
	"pupitre/data/directory/plan"
)

// Hindrance is why an extension does not lead to the entry that has it.
type Hindrance string

// The hindrances, from the one that concerns most people.
const (
	None     Hindrance = ""
	Held     Hindrance = "held"     // others of the federation have the same extension
	Early    Hindrance = "early"    // somebody rings before the last digit is dialled
	Reserved Hindrance = "reserved" // everybody knows the number: 911, 0, 9…
)

// Way is how somebody is reached from some accounts that reach them alike.
type Way struct {
	Accounts []string // ids, by name
	Own      bool     // it is the entry's own account
	Dial     string   // an extension, or a number in E.164; "" when nothing leads there
	Because  Hindrance
	InTheWay []directory.Entry // whose extension it is, or who rings early
	After    int               // digits after which who is in the way rings
}

// Ways tells how an entry is reached from each account: by its extension where the telephone that is dialled on makes it ring, by
// its number elsewhere. What rings is said by plan.Dialler, as in the simulator. federation.no_copy_yet while there is no copy of the
// directory on this computer.
func Ways(ctx context.Context, f Finder, e directory.Entry) ([]Way, error) {
	names, err := f.Names(ctx)
	if err != nil {
		return nil, err
	}
	near, err := f.HavingExtension(ctx, plan.Deciding(e.Extension))
	if err != nil {
		return nil, err
	}
	dialler, err := plan.NewDialler(func(yield func(directory.Entry, error) bool) {
		for _, one := range near {
			if !yield(one, nil) {
				return
			}
		}
	})
	if err != nil {
		return nil, err
	}
	accounts := names.Accounts()
	slices.SortStableFunc(accounts, func(a, b directory.Entry) int { // its own account first
		switch {
		case a.ID == e.Account:
			return -1
		case b.ID == e.Account:
			return 1
		}
		return 0
	})
	var out []Way
	for _, a := range accounts {
		out = merge(out, wayFrom(dialler, a.ID, e))
	}
	return out, nil
}

// wayFrom is how an entry is reached from one account.
func wayFrom(d *plan.Dialler, account string, e directory.Entry) Way {
	w := Way{Accounts: []string{account}, Own: account == e.Account, Dial: e.Phone}
	if e.Extension == "" {
		return w
	}
	switch call := d.Dial(account, e.Extension); call.Outcome {
	case plan.Emergency, plan.Operator, plan.Outside, plan.Service:
		w.Because = Reserved
	case plan.Rings, plan.Ambiguous, plan.Nobody:
		switch {
		case call.Early != nil:
			w.Because, w.InTheWay, w.After = Early, []directory.Entry{*call.Early}, call.After
		case call.Outcome == plan.Rings && call.Entry.ID == e.ID:
			w.Dial = e.Extension
		default:
			w.Because = Held
			for _, other := range append([]directory.Entry{call.Entry}, call.Others...) {
				if other.ID != "" && other.ID != e.ID {
					w.InTheWay = append(w.InTheWay, other)
				}
			}
		}
	}
	return w
}

// merge adds a way to those of other accounts, or its account to one that is alike.
func merge(list []Way, w Way) []Way {
	i := slices.IndexFunc(list, func(o Way) bool {
		return !o.Own && !w.Own && o.Dial == w.Dial && o.Because == w.Because && o.After == w.After
	})
	if i < 0 {
		return append(list, w)
	}
	list[i].Accounts = append(list[i].Accounts, w.Accounts...)
	for _, other := range w.InTheWay {
		if !slices.ContainsFunc(list[i].InTheWay, func(o directory.Entry) bool { return o.ID == other.ID }) {
			list[i].InTheWay = append(list[i].InTheWay, other)
		}
	}
	return list
}
