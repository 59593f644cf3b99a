package store

import (
	"encoding/json"

	"pupitre/data/fault"
	"pupitre/data/syncing"
)

const (
	sqlLastSeq = `SELECT COALESCE(MAX(seq), 0) FROM mutation WHERE space = $1 AND device = $2`
	sqlLedger  = `SELECT seq, hash, result FROM mutation WHERE space = $1 AND device = $2 AND seq = $3`
	// The ledger only grows: there is no ON CONFLICT.
	sqlPutLedger = `INSERT INTO mutation (space, device, seq, hash, result, at) VALUES ($1, $2, $3, $4, $5, $6)`
	sqlPutPast   = `INSERT INTO history (space, rev, entity, field, old_value, new_value, device, seq, person, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
)

// LastSeq implements both of syncing's interfaces.
func (t *Tx) LastSeq(space, device string) (last int64, err error) {
	err = t.row("store.LastSeq", sqlLastSeq, space, device).scan(&last)
	return last, err
}

// Ledger implements syncing.ServerTx.
func (t *Tx) Ledger(space, device string, seq int64) (entry syncing.LedgerEntry, ok bool, err error) {
	entries, err := list(t, "store.Ledger", scanLedger, sqlLedger, space, device, seq)
	if err != nil || len(entries) == 0 {
		return syncing.LedgerEntry{}, false, err
	}
	return entries[0], true, nil
}

func scanLedger(s scanner) (e syncing.LedgerEntry, err error) {
	var result string
	if err := s.Scan(&e.Seq, &e.Hash, &result); err != nil {
		return e, err
	}
	if err := json.Unmarshal([]byte(result), &e.Result); err != nil {
		return e, fault.As(fault.Internal, "store.scanLedger", "", err)
	}
	return e, nil
}

// PutLedger implements syncing.ServerTx; ErrUnique when the seq has an entry.
func (t *Tx) PutLedger(space, device string, e syncing.LedgerEntry) error {
	const op = "store.PutLedger"
	result, err := encode(e.Result)
	if err != nil {
		return fault.Wrap(op, err)
	}
	_, err = t.exec(op, sqlPutLedger, space, device, e.Seq, e.Hash, result, millis(t.db.opt.Now()))
	return err
}

// AppendHistory implements syncing.ServerTx.
func (t *Tx) AppendHistory(space string, h syncing.History) error {
	_, err := t.exec("store.AppendHistory", sqlPutPast, space, h.Rev, h.Entity, h.Field, valueArg(h.Old), valueArg(h.New),
		h.Device, h.Seq, h.Person, millis(h.At))
	return err
}
