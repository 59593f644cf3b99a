package simulation

// Kinds are the outcomes and faults that a run of many worlds must have had, each at least once: what never happens is not
// tested.
var Kinds = []string{
	// Outcomes.
	"applied", "noop", "conflict", "rejected", "answered from the ledger", "chain over an own edit", "conflict resolved",
	"deleted", "deletion that met an edit", "edit of what was deleted", "right one by one, wrong together",
	"rejected: sim_not_allowed", "rejected: sim_bad_value", "rejected: sync.conflict_closed", "rejected: sync.field_moved",
	"sent without revisions", "acknowledged by a lost history, offered again", "kept by somebody without access",
	"unknown field kept", "snapshot ended", "page cut", "pull held", "base compared", "change that arrived in time",
	// Refusals.
	"refused: access_revoked", "refused: epoch_changed", "refused: idempotency_mismatch", "refused: resnapshot_required",
	"refused: blob_missing", "picture sent", "picture referred to", "new device", "known under a former number",
	// Faults.
	"message dropped", "message doubled", "message overtaken", "message into a cut link", "message with unknown members",
	"one-way partition", "off line", "stream broken", "poke lost", "server busy", "restart", "crash before a commit",
	"crash after a commit", "write failed", "write failed after its commit", "read failed", "disk full at a commit",
	"save refused: the store failed", "clock wrong", "fail-over that lost edits", "floor raised", "role changed",
	"picture cut on its way", "picture sent, receipt lost", "pictures resumed after a cut", "picture collected",
	"access withdrawn", "access withdrawn with edits in the queue", "access given again", "store cloned", "store restored",
}
