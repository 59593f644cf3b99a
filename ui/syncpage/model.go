package syncpage

import (
	"slices"
	"time"

	"pupitre/data/desk"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// Edit is one field of a mutation of this computer.
type Edit struct {
	Seq      int64
	Kind     wire.Kind
	Entity   string
	Field    string // "" for a deletion
	Old, New wire.Value
	MadeAt   time.Time
	Code     string // why it was rejected; "" while it waits
}

// Text is the value of the edit as it was typed: a text, or the JSON of anything else.
func (e Edit) Text() string {
	if text := settings.String(e.New); text != "" {
		return text
	}
	return string(e.New)
}

// editKey names an edit for good.
type editKey struct {
	seq   int64
	field string
}

// Model is the exchange as the page shows it. It belongs to the window's goroutine.
type Model struct {
	read     bool
	fault    error
	state    desk.State
	sent     int64 // bytes
	received int64
	waiting  []Edit
	rejected []Edit
	selected editKey // among the rejected
}

// Ready tells that the queue was read once.
func (m *Model) Ready() bool { return m.read }

// Fault is why the queue could not be read, nil when it was.
func (m *Model) Fault() error { return m.fault }

// State is the state of the exchange.
func (m *Model) State() desk.State { return m.state }

// Waiting lists what waits for the server, in the order in which it will be sent.
func (m *Model) Waiting() []Edit { return m.waiting }

// Rejected lists what the server did not accept, the newest first.
func (m *Model) Rejected() []Edit { return m.rejected }

// Conflicts is how many edits wait for a decision.
func (m *Model) Conflicts() int {
	n := 0
	for _, notice := range m.state.Notices {
		if notice.Conflict != "" {
			n++
		}
	}
	return n
}

// SetState takes the state of the exchange, and the bytes that went over the network.
func (m *Model) SetState(state desk.State, sent, received int64) {
	m.state, m.sent, m.received = state, sent, received
}

// Loaded takes the queue.
func (m *Model) Loaded(rows []syncing.OutboxRow) {
	m.read, m.fault = true, nil
	m.waiting, m.rejected = nil, nil
	for _, row := range rows {
		if row.State == syncing.Pending {
			m.waiting = append(m.waiting, editsOf(row, func(string) (string, bool) { return "", true })...)
			continue
		}
		m.rejected = append(m.rejected, editsOf(row, func(field string) (string, bool) { return rejection(row, field) })...)
	}
	slices.Reverse(m.rejected)
	if m.Selected() < 0 {
		m.selected = editKey{}
		if len(m.rejected) > 0 {
			m.selected = keyOf(m.rejected[0])
		}
	}
}

// Failed records why the queue could not be read; what was read before stays.
func (m *Model) Failed(err error) { m.fault = err }

// editsOf lists the fields of a mutation that pick takes. A deletion is one edit of the entity as a whole.
func editsOf(row syncing.OutboxRow, pick func(field string) (code string, ok bool)) []Edit {
	mutation := row.Mutation
	fields := mutation.Fields
	if mutation.Kind == wire.Delete {
		fields = []wire.FieldEdit{{}}
	}
	out := []Edit{}
	for _, f := range fields {
		if code, ok := pick(f.Name); ok {
			out = append(out, Edit{
				Seq: mutation.Seq, Kind: mutation.Kind, Entity: mutation.Entity, Field: f.Name,
				Old: f.Base, New: f.Value, MadeAt: mutation.MadeAt, Code: code,
			})
		}
	}
	return out
}

func rejection(row syncing.OutboxRow, field string) (code string, ok bool) {
	if row.Result == nil {
		return "", false
	}
	for _, f := range row.Result.Fields {
		if f.Name == field && f.Outcome == wire.Rejected {
			return f.Code, true
		}
	}
	return "", false
}

func keyOf(e Edit) editKey { return editKey{e.Seq, e.Field} }

// Selected is the place of the rejected edit looked at, -1 when there is none.
func (m *Model) Selected() int {
	return slices.IndexFunc(m.rejected, func(e Edit) bool { return keyOf(e) == m.selected })
}

// Select looks at a rejected edit.
func (m *Model) Select(n int) {
	if n >= 0 && n < len(m.rejected) {
		m.selected = keyOf(m.rejected[n])
	}
}
