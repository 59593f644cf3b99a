package desk

import (
	"context"
	"errors"
	"strings"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Recoverer is a server where a forgotten password can be replaced.
type Recoverer interface {
	Forgot(ctx context.Context, in wire.Forgot) error
	Reset(ctx context.Context, in wire.Reset) error
}

// FactorExchange is a server with second factors. All of it is done while on line.
type FactorExchange interface {
	TOTP(ctx context.Context) (wire.TOTPState, error)
	TOTPBegin(ctx context.Context, password string) (wire.TOTPSecret, error)
	TOTPConfirm(ctx context.Context, code string) (wire.TOTPRecovery, error)
	TOTPRecovery(ctx context.Context, password string) (wire.TOTPRecovery, error)
	TOTPDisable(ctx context.Context, password string) error
}

// Forgot asks the server to mail a code to choose a new password with. It says nothing of whether somebody has the address.
// language is the one that the letter begins with, "fr" or "en".
func (d *Door) Forgot(ctx context.Context, address, email, language string) error {
	return d.recover(address, email, "desk.Forgot", func(r Recoverer, email string) error {
		return r.Forgot(ctx, wire.Forgot{Email: email, Language: language})
	})
}

// Reset chooses a new password with the code of the letter. All sessions of the person end; nobody is signed in by it. A code
// that is wrong, spent or over is refused (reset.bad_code), and a password that breaks a rule with the sentence of the rule.
func (d *Door) Reset(ctx context.Context, address, email, code, password string) error {
	return d.recover(address, email, "desk.Reset", func(r Recoverer, email string) error {
		return r.Reset(ctx, wire.Reset{Email: email, Code: code, Password: password})
	})
}

// recover asks the server of an address, known by its key when this computer has signed in there before.
func (d *Door) recover(address, email, op string, ask func(r Recoverer, email string) error) error {
	address, err := d.Normalise(address)
	if err != nil {
		return fault.Wrap(op, err)
	}
	email = strings.TrimSpace(email)
	server, err := d.Dial(address, d.account(address, email).Pin)
	if err != nil {
		return fault.Wrap(op, err)
	}
	r, ok := server.(Recoverer)
	if !ok {
		return fault.New(fault.Unavailable, op, "totp.not_here")
	}
	return fault.Wrap(op, ask(r, email))
}

// NeedsCode tells whether a sign-in was refused for want of a second factor: totp.code_needed asks for a code of the
// authenticator program, and totp.enrol_needed for the first code of the secret that TOTPToEnrol gives. The page asks for
// the code, and calls SignInWithCode with the same password.
func NeedsCode(err error) bool {
	key, _ := fault.KeyOf(err)
	return key == "totp.code_needed" || key == "totp.enrol_needed"
}

// TOTPToEnrol is the secret that a refusal with totp.enrol_needed carries.
func TOTPToEnrol(err error) (secret wire.TOTPSecret, ok bool) {
	var carrier interface{ TOTPSecret() wire.TOTPSecret }
	if !errors.As(err, &carrier) {
		return wire.TOTPSecret{}, false
	}
	return carrier.TOTPSecret(), true
}

// TOTP tells how the person's second factor stands.
func (s *Session) TOTP(ctx context.Context) (out wire.TOTPState, err error) {
	err = s.factor("desk.TOTP", func(x FactorExchange) error {
		out, err = x.TOTP(ctx)
		return err
	})
	return out, err
}

// TOTPBegin draws a secret for the authenticator program; nothing changes until TOTPConfirm. A wrong password is refused
// (lease.wrong_password), as for the others.
func (s *Session) TOTPBegin(ctx context.Context, password string) (out wire.TOTPSecret, err error) {
	err = s.factor("desk.TOTPBegin", func(x FactorExchange) error {
		out, err = x.TOTPBegin(ctx, password)
		return err
	})
	return out, err
}

// TOTPConfirm puts the second factor in force by a first code of it (totp.wrong_code), and gives the recovery codes, which
// are never told again.
func (s *Session) TOTPConfirm(ctx context.Context, code string) ([]string, error) {
	var out wire.TOTPRecovery
	err := s.factor("desk.TOTPConfirm", func(x FactorExchange) (err error) {
		out, err = x.TOTPConfirm(ctx, code)
		return err
	})
	return out.Codes, err
}

// TOTPRecovery replaces the recovery codes by new ones.
func (s *Session) TOTPRecovery(ctx context.Context, password string) ([]string, error) {
	var out wire.TOTPRecovery
	err := s.factor("desk.TOTPRecovery", func(x FactorExchange) (err error) {
		out, err = x.TOTPRecovery(ctx, password)
		return err
	})
	return out.Codes, err
}

// TOTPDisable removes the second factor; totp.required when the provider asks for it.
func (s *Session) TOTPDisable(ctx context.Context, password string) error {
	return s.factor("desk.TOTPDisable", func(x FactorExchange) error { return x.TOTPDisable(ctx, password) })
}

func (s *Session) factor(op string, ask func(FactorExchange) error) error {
	x, ok := s.server.(FactorExchange)
	if !ok {
		return fault.New(fault.Unavailable, op, "totp.not_here")
	}
	return fault.Wrap(op, ask(x))
}
