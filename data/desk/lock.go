package desk

import (
	"context"
	"crypto/rand"
	"errors"

	"pupitre/data/access"
	"pupitre/data/fault"
)

// passwordKey is where the verifier of an account's password is kept: beside the token, in the keychain or in the memory of
// this run, never in a file.
func passwordKey(a Account) string { return secretKey(a) + "|password" }

// KeepPassword keeps what is needed to recognise the password of a locked window without the server: its argon2id hash.
func (s *Session) KeepPassword(password string) error {
	return keepPassword(s.secrets, s.Account, password)
}

func keepPassword(secrets Secrets, a Account, password string) error {
	hash, err := access.HashPassword(rand.Reader, access.DefaultHashParams(), password)
	if err != nil {
		return fault.Wrap("desk.keepPassword", err)
	}
	secrets.Set(passwordKey(a), hash)
	return nil
}

// Unlock opens the session of an account whose window was locked, with the password. One that this computer recognises
// opens the session of before, on line or not. Any other is asked of the server, for it may have been changed elsewhere;
// when the server cannot be reached, it is lock.wrong_password, or lock.needs_server where nothing is kept here.
func (d *Door) Unlock(ctx context.Context, a Account, password string) (*Session, error) {
	const op = "desk.Unlock"
	known, right := d.recognises(a, password)
	if right {
		s, err := d.resume(ctx, a)
		if !fault.Is(err, fault.SignedOut) {
			return s, fault.Wrap(op, err)
		}
	}
	s, err := d.SignIn(ctx, a.Server, a.Email, password)
	if fault.Is(err, fault.Unavailable) {
		switch {
		case known && !right:
			return nil, fault.As(fault.Forbidden, op, "lock.wrong_password", err)
		case !known:
			return nil, fault.As(fault.Unavailable, op, "lock.needs_server", err)
		}
	}
	if key, _ := fault.KeyOf(err); key == "server.bad_credentials" {
		return nil, fault.As(fault.Forbidden, op, "lock.wrong_password", err)
	}
	return s, fault.Wrap(op, err)
}

// recognises tells whether a verifier is kept here, and whether the password is the one.
func (d *Door) recognises(a Account, password string) (known, right bool) {
	hash, err := d.Secrets.Get(passwordKey(a))
	if err != nil {
		return false, false
	}
	right, _, err = access.VerifyPassword(access.DefaultHashParams(), hash, password)
	return err == nil, right
}

// forgetSecrets forgets what is kept of an account; what was never kept is no error.
func forgetSecrets(secrets Secrets, a Account) error {
	var errs []error
	for _, key := range []string{secretKey(a), passwordKey(a)} {
		if err := secrets.Delete(key); err != nil && !fault.Is(err, fault.NotFound) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
