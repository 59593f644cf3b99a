package syncing

import "pupitre/data/wire"

// A copied store sends what waited in it under a new device, and its twin may send the same under the old one. The ledger has
// entries of its own for that, under what is no device's id (those are UUIDs):
const (
	movedPrefix = "moved:" // + the id of a mutation that had other numbers before: its result
	movedFrom   = "left:"  // + one of the devices of those numbers: its mutations may be known by their ids
)

// movedSeq is the number of such an entry.
const movedSeq = 1

// before is the result of a mutation that was applied under another number. The id in the hash makes sure that it is the same
// one, whoever's device the number is said to be.
func (a *applier) before(m wire.Mutation) (fields []wire.FieldResult, known bool, err error) {
	if m.ID == "" || !wellNumbered(m) || (len(m.Was) == 0 && !a.copied) || planted(forgetWas) {
		return nil, false, nil
	}
	for _, was := range m.Was {
		if fields, known, err = a.told(was, m); known || err != nil {
			return fields, known, err
		}
	}
	if planted(forgetTwin) {
		return nil, false, nil
	}
	return a.told(wire.Number{Device: movedPrefix + m.ID, Seq: movedSeq}, m)
}

// told is the result that the ledger has of the mutation under a number.
func (a *applier) told(under wire.Number, m wire.Mutation) (fields []wire.FieldResult, known bool, err error) {
	entry, ok, err := a.tx.Ledger(a.space, under.Device, under.Seq)
	m.Seq = under.Seq
	if err != nil || !ok || entry.Hash != Hash(m) {
		return nil, false, err
	}
	return entry.Result.Fields, true, nil
}

// noteMoved lets a mutation that had other numbers be found by its id, when a copy sends it as well.
func (a *applier) noteMoved(m wire.Mutation, res wire.MutationResult) error {
	if m.ID == "" || len(m.Was) == 0 || !wellNumbered(m) {
		return nil
	}
	m.Seq, res.Seq = movedSeq, movedSeq
	if err := a.noteOnce(movedPrefix+m.ID, LedgerEntry{Seq: movedSeq, Hash: Hash(m), Result: res}); err != nil {
		return err
	}
	for _, was := range m.Was {
		if err := a.noteOnce(movedFrom+was.Device, LedgerEntry{Seq: movedSeq}); err != nil {
			return err
		}
	}
	return nil
}

func (a *applier) noteOnce(device string, entry LedgerEntry) error {
	if _, known, err := a.tx.Ledger(a.space, device, entry.Seq); known || err != nil {
		return err
	}
	return a.tx.PutLedger(a.space, device, entry)
}

// wellNumbered checks the shape of what a mutation says it is and was.
func wellNumbered(m wire.Mutation) bool {
	for _, was := range m.Was {
		if len(was.Device) > wire.MaxName {
			return false
		}
	}
	return len(m.ID) <= wire.MaxName && len(m.Was) <= wire.MaxWas
}
