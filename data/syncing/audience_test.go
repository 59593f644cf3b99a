package syncing

import (
	"testing"

	"pupitre/data/access"
)

// Values of what only the primary may read do not reach the delegates through a conflict.
func TestAConflictIsAsNarrowAsItsField(t *testing.T) {
	for _, c := range []struct{ field, want string }{
		{access.OnlyPrimary, access.OnlyPrimary},
		{access.OnlyPerson("marie"), access.OnlyPerson("marie")},
		{access.Everyone, access.Administrators},
		{access.Staff, access.Administrators},
	} {
		if got := conflictAudience(c.field); got != c.want {
			t.Errorf("a conflict of a field for %s is for %s, want %s", c.field, got, c.want)
		}
	}
}
