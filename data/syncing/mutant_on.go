//go:build mutants

package syncing

import "sync/atomic"

// mutants lists them all.
var mutants = []mutant{
	blindWrite, wholeDocument, forgetLedger, anyContent, loseProposed, skipRights, skipSection, blindDelete, reviveDeleted,
	settleTwice, settleBlind, anyEpoch, anyAudience, conflictToAll, skipCutItem, ignoreFloor, ignoreRole, cursorFirst,
	keepOldItems, retireEarly, hideNoop, noReoffer, keepRevisions, keepSeenRevision, loseQueue, forgetWas, forgetTwin,
	trustNumbers, lateAnswers, trustCommit, stuckInFlight, noPoll, snapshotByEpoch, noBackoff, saveNothing,
}

var current atomic.Pointer[mutant]

func planted(m mutant) bool {
	p := current.Load()
	return p != nil && *p == m
}

// Mutants names the defects that can be planted.
func Mutants() []string {
	out := make([]string, len(mutants))
	for i, m := range mutants {
		out[i] = string(m)
	}
	return out
}

// Plant puts one defect into the core; "" takes it out.
func Plant(name string) {
	m := mutant(name)
	current.Store(&m)
}
