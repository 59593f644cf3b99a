//go:build nonative || ci || android || ios || mobile || js || wasm

package native

import (
	"time"

	"pupitre/ui/task"
)

// New is a Window that does nothing: there is no GLFW here.
func New(_ task.Runner, now func() time.Time) Window { return None(now) }
