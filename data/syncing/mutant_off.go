//go:build !mutants

package syncing

// planted is false in every program.
func planted(mutant) bool { return false }
