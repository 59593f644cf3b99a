package simulation

import (
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// saveKey identifies an edit whatever number or device it travels under: no two have one moment and entity in common.
type saveKey struct {
	madeAt int64 // nanoseconds
	entity string
}

func keyOf(m wire.Mutation) saveKey { return saveKey{m.MadeAt.UnixNano(), m.Entity} }

// identity is what an edit travels under.
type identity struct {
	space, device string
	seq           int64
}

// seen is what a person saw of a field.
type seen struct {
	value, base wire.Value
	own         saveKey // the own edit that the value came from, zero when it was the server's
}

// save is one edit of a person, as the oracle knows it.
type save struct {
	key       saveKey
	space     string
	kind      wire.Kind
	desk      *desk
	fields    []savedField
	stored    bool       // the person was told that it is saved
	forgotten bool       // its store was put back to a state without it
	under     []identity // what it was applied under, each once
	acked     bool       // a server that is no more has acknowledged it
}

type savedField struct {
	name  string
	saw   seen
	value wire.Value
}

func (s *save) field(name string) (savedField, bool) {
	for _, f := range s.fields {
		if f.name == name {
			return f, true
		}
	}
	return savedField{}, false
}

// change is one row of the history that the server wrote.
type change struct {
	space string
	syncing.History
}

// oracle remembers what people did and what the server wrote.
type oracle struct {
	saves  map[saveKey]*save
	order  []*save
	whose  map[identity]saveKey
	log    []change // of the server that is now
	lagged int      // length of the log at Lag
}

func newOracle() *oracle {
	return &oracle{saves: map[saveKey]*save{}, whose: map[identity]saveKey{}}
}

func (o *oracle) add(s *save) {
	o.saves[s.key] = s
	o.order = append(o.order, s)
}

// failOver forgets what the server has forgotten.
func (o *oracle) failOver() (lost int) {
	lost = len(o.log) - o.lagged
	o.log = o.log[:o.lagged]
	for _, s := range o.order {
		s.acked = s.acked || len(s.under) > 0
	}
	return lost
}
