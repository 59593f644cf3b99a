package store

import (
	"time"

	"pupitre/data/fault"
)

// TOTP is the second factor of a person (RFC 6238).
type TOTP struct {
	Person      string
	Secret      string    // sealed
	ConfirmedAt time.Time // zero while it is being set up
	LastStep    int64     // time step of the last code that was taken
}

const (
	sqlSelectTOTP = `SELECT person, secret, confirmed_at, last_step FROM totp WHERE person = $1`
	// A factor that is in force is never replaced by one that is being set up.
	sqlBeginTOTP = `INSERT INTO totp (person, secret) VALUES ($1, $2)
		ON CONFLICT (person) DO UPDATE SET secret = excluded.secret, last_step = 0 WHERE totp.confirmed_at = 0`
	sqlConfirmTOTP   = `UPDATE totp SET confirmed_at = $1 WHERE person = $2 AND confirmed_at = 0`
	sqlStepTOTP      = `UPDATE totp SET last_step = $1 WHERE person = $2 AND last_step < $1`
	sqlDropTOTP      = `DELETE FROM totp WHERE person = $1`
	sqlAddRecovery   = `INSERT INTO totp_recovery (person, code_hash) VALUES ($1, $2)`
	sqlSpendRecovery = `DELETE FROM totp_recovery WHERE person = $1 AND code_hash = $2`
	sqlDropRecovery  = `DELETE FROM totp_recovery WHERE person = $1`
	sqlCountRecovery = `SELECT count(*) FROM totp_recovery WHERE person = $1`
)

// TOTP is a person's second factor, confirmed or not; fault.NotFound when there is none.
func (t *Tx) TOTP(person string) (f TOTP, err error) {
	var confirmed int64
	err = t.row("store.TOTP", sqlSelectTOTP, person).scan(&f.Person, &f.Secret, &confirmed, &f.LastStep)
	f.ConfirmedAt = fromMillis(confirmed)
	return f, err
}

// BeginTOTP keeps the sealed secret of a factor to be confirmed, in the place of an earlier one that was not.
// fault.NotFound when one is in force.
func (t *Tx) BeginTOTP(person, secret string) error {
	return t.execOne("store.BeginTOTP", sqlBeginTOTP, person, secret)
}

// ConfirmTOTP puts the factor in force; fault.NotFound when there is none to confirm.
func (t *Tx) ConfirmTOTP(person string, at time.Time) error {
	return t.execOne("store.ConfirmTOTP", sqlConfirmTOTP, millis(at), person)
}

// StepTOTP notes the step of a code that is taken; fresh is false when that code, or a later one, was taken before.
func (t *Tx) StepTOTP(person string, step int64) (fresh bool, err error) {
	n, err := t.exec("store.StepTOTP", sqlStepTOTP, step, person)
	return n == 1, err
}

// DropTOTP removes a person's factor and recovery codes.
func (t *Tx) DropTOTP(person string) error {
	const op = "store.DropTOTP"
	if _, err := t.exec(op, sqlDropRecovery, person); err != nil {
		return err
	}
	_, err := t.exec(op, sqlDropTOTP, person)
	return err
}

// SetRecovery replaces a person's recovery codes by those with the hashes.
func (t *Tx) SetRecovery(person string, hashes []string) error {
	const op = "store.SetRecovery"
	if _, err := t.exec(op, sqlDropRecovery, person); err != nil {
		return err
	}
	for _, hash := range hashes {
		if _, err := t.exec(op, sqlAddRecovery, person, hash); err != nil {
			return err
		}
	}
	return nil
}

// SpendRecovery removes the recovery code with the hash; found is false when there is none.
func (t *Tx) SpendRecovery(person, hash string) (found bool, err error) {
	n, err := t.exec("store.SpendRecovery", sqlSpendRecovery, person, hash)
	return n == 1, err
}

// RecoveryLeft counts a person's recovery codes.
func (t *Tx) RecoveryLeft(person string) (n int, err error) {
	err = t.row("store.RecoveryLeft", sqlCountRecovery, person).scan(&n)
	return n, fault.Wrap("store.RecoveryLeft", err)
}
