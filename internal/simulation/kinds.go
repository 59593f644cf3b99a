package simulation

// Kinds are the outcomes and faults that a run of many worlds must have had, each at least once.
var Kinds = []string{
	"applied", "noop", "conflict", "rejected",
}
