package remote

import (
	"context"
	"net/http"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// Forgot asks for a code by e-mail. The answer is the same whether somebody has the address or not.
func (c *Client) Forgot(ctx context.Context, in wire.Forgot) error {
	return c.do(ctx, "remote.Forgot", exchange{method: http.MethodPost, path: []string{"v1", "password", "forgot"}, in: in})
}

// Reset chooses a new password with the code of the letter, and ends all sessions of the person. A code that is wrong, spent
// or over, and an address that nobody has, are fault.Forbidden with the sentence reset.bad_code.
func (c *Client) Reset(ctx context.Context, in wire.Reset) error {
	return c.do(ctx, "remote.Reset", exchange{method: http.MethodPost, path: []string{"v1", "password", "reset"}, in: in})
}

// TOTP tells how the person's second factor stands.
func (c *Client) TOTP(ctx context.Context) (out wire.TOTPState, err error) {
	err = c.do(ctx, "remote.TOTP", exchange{method: http.MethodGet, path: []string{"v1", "session", "totp"}, out: &out})
	return out, err
}

// TOTPBegin draws a secret for the authenticator program; nothing changes until TOTPConfirm. A wrong password is
// fault.Forbidden with the sentence lease.wrong_password, as for the others.
func (c *Client) TOTPBegin(ctx context.Context, password string) (out wire.TOTPSecret, err error) {
	err = c.do(ctx, "remote.TOTPBegin", exchange{
		method: http.MethodPost, path: []string{"v1", "session", "totp", "begin"}, in: wire.Confirm{Password: password}, out: &out,
	})
	return out, err
}

// TOTPConfirm puts the second factor in force by a first code of it, and gives the recovery codes, which are never told again.
func (c *Client) TOTPConfirm(ctx context.Context, code string) (out wire.TOTPRecovery, err error) {
	err = c.do(ctx, "remote.TOTPConfirm", exchange{
		method: http.MethodPost, path: []string{"v1", "session", "totp", "confirm"}, in: wire.TOTPConfirm{Code: code}, out: &out,
	})
	return out, err
}

// TOTPRecovery replaces the recovery codes by new ones.
func (c *Client) TOTPRecovery(ctx context.Context, password string) (out wire.TOTPRecovery, err error) {
	err = c.do(ctx, "remote.TOTPRecovery", exchange{
		method: http.MethodPost, path: []string{"v1", "session", "totp", "recovery"}, in: wire.Confirm{Password: password}, out: &out,
	})
	return out, err
}

// TOTPDisable removes the second factor. It is refused (totp.required) to a primary administrator whose provider asks for it.
func (c *Client) TOTPDisable(ctx context.Context, password string) error {
	return c.do(ctx, "remote.TOTPDisable", exchange{
		method: http.MethodPost, path: []string{"v1", "session", "totp", "disable"}, in: wire.Confirm{Password: password},
	})
}

// enrol is the refusal of a sign-in that needs a second factor which the person does not have yet.
type enrol struct {
	secret wire.TOTPSecret
	err    error
}

// Error does not show the secret: errors are logged.
func (e *enrol) Error() string { return e.err.Error() }
func (e *enrol) Unwrap() error { return e.err }

// TOTPSecret is what the authenticator program needs.
func (e *enrol) TOTPSecret() wire.TOTPSecret { return e.secret }

// withFactor gives a refusal at sign-in the secret that came with it.
func withFactor(err *fault.Error, p wire.Problem) error {
	if p.Code != wire.CodeTOTPEnrol || p.TOTP == nil {
		return err
	}
	return &enrol{secret: *p.TOTP, err: err}
}
