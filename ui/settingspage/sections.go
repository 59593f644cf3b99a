package settingspage

import "time"

// Sections remembers on this computer which sections are open.
type Sections interface {
	SectionOpen(id string) bool
	SetSectionOpen(id string, open bool)
}

// Clock is the time.
type Clock interface{ Now() time.Time }
