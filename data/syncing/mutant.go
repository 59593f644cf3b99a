package syncing

// mutant is a defect that can be planted in the core, to see that the simulator finds it. Programs are built without: the
// compiler then removes each question, since planted is the constant false (mutant_off.go).
type mutant string

const (
	blindWrite       mutant = "each edit is applied, whatever stands there"
	wholeDocument    mutant = "an edit conflicts with any newer edit of the space"
	forgetLedger     mutant = "a repeated mutation is applied again"
	anyContent       mutant = "a known number is answered without comparing the content"
	loseProposed     mutant = "a conflict does not keep the proposed value"
	skipRights       mutant = "nobody asks whether the person may"
	skipSection      mutant = "the section is not checked as a whole"
	blindDelete      mutant = "a deletion takes newer edits with it"
	reviveDeleted    mutant = "an edit of something deleted is applied"
	settleTwice      mutant = "a conflict that is settled is settled again"
	settleBlind      mutant = "a conflict is settled over a newer value"
	anyEpoch         mutant = "a push of another epoch is taken"
	anyAudience      mutant = "a pull is not filtered"
	conflictToAll    mutant = "a conflict is shown to all administrators, whatever it is about"
	skipCutItem      mutant = "the cursor of a cut page is that of the whole feed"
	ignoreFloor      mutant = "a cursor behind the floor goes on"
	ignoreRole       mutant = "a change of role does not begin a new snapshot"
	cursorFirst      mutant = "the cursor is stored without the last item of its page"
	keepOldItems     mutant = "a snapshot that ends leaves the older items"
	retireEarly      mutant = "an acknowledged edit leaves the overlay at once"
	hideNoop         mutant = "a no-op leaves the overlay before the feed has told its value"
	noReoffer        mutant = "what a lost history had acknowledged is not offered again"
	keepRevisions    mutant = "revisions of another epoch are compared"
	keepSeenRevision mutant = "a draft keeps the revision that it saw in another epoch"
	loseQueue        mutant = "a new device forgets what was pending"
	forgetWas        mutant = "a mutation that was applied under another number is applied again"
	forgetTwin       mutant = "what a copy has sent under a new number is applied again when its twin sends it"
	trustNumbers     mutant = "a copy believes that numbers tell what a new history knows of it"
	lateAnswers      mutant = "an answer to the old device is taken for the new one's"
	trustCommit      mutant = "a new device that was stored by a commit reported as failed goes unnoticed"
	stuckInFlight    mutant = "a failed read leaves its request marked as sent"
	noPoll           mutant = "no poll: only pokes and one's own pushes ask for news"
	snapshotByEpoch  mutant = "the pages of a snapshot are refused below the floor"
	noBackoff        mutant = "no wait after a failure"
	saveNothing      mutant = "a save is confirmed and not stored"
)
