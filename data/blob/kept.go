package blob

import "time"

// Kept is a blob on a desktop.
type Kept struct {
	Info
	Body    []byte
	Sent    bool // the server has it
	AddedAt time.Time
}
