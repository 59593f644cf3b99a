package server

import (
	"encoding/base32"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// The second factor is RFC 6238 as every authenticator program knows it: SHA-1, six digits, 30 seconds. A code counts one
// step before and after its own, for clocks that differ (RFC 6238, 5.2), and once.
const (
	totpPeriod    = 30 // seconds
	totpSecret    = 20 // bytes, RFC 4226, 4: R6
	recoveryCodes = 10
	recoveryBytes = 15 // 120 bits, 24 letters: more than the 112 from which a fast hash is enough (ASVS 6.5.2)
	maxCode       = 64 // bytes of a code as it is typed
)

var totpForm = hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}

// base32Text is the alphabet of secrets and recovery codes: it has neither 0 nor 1.
var base32Text = base32.StdEncoding.WithPadding(base32.NoPadding)

func aboutTOTP(person string) string { return "totp " + person }

// newTOTP draws a secret for a person, to be confirmed, and keeps it sealed.
func (s *Server) newTOTP(tx *store.Tx, person store.Person, issuer string) (out wire.TOTPSecret, err error) {
	const op = "server.newTOTP"
	raw := make([]byte, totpSecret)
	if _, err := io.ReadFull(s.rand, raw); err != nil {
		return out, fault.Wrap(op, err)
	}
	sealed, err := s.box.seal(raw, aboutTOTP(person.ID))
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	if err := tx.BeginTOTP(person.ID, sealed); err != nil {
		return out, fault.Wrap(op, err)
	}
	return totpSecretOf(raw, person.Email, issuer)
}

// totpSecretOf is a secret as authenticator programs take it.
func totpSecretOf(raw []byte, email, issuer string) (wire.TOTPSecret, error) {
	key, err := totp.Generate(totp.GenerateOpts{
		Issuer: strings.ReplaceAll(issuer, ":", " "), AccountName: email, Secret: raw, Period: totpPeriod,
	})
	if err != nil {
		return wire.TOTPSecret{}, fault.Wrap("server.totpSecretOf", err)
	}
	return wire.TOTPSecret{Secret: key.Secret(), URI: key.URL()}, nil
}

// totpStep finds the time step that a code belongs to, among those that count at now.
func totpStep(raw []byte, code string, now time.Time) (step int64, ok bool) {
	secret := base32Text.EncodeToString(raw)
	current := now.Unix() / totpPeriod
	for _, at := range []int64{current, current - 1, current + 1} {
		if right, err := hotp.ValidateCustom(code, uint64(max(at, 0)), secret, totpForm); err == nil && right {
			step, ok = at, true // all three are tried: the time tells nothing
		}
	}
	return step, ok
}

// spendTOTP takes a code of a person's factor; false when it is wrong, or was taken before.
func (s *Server) spendTOTP(tx *store.Tx, factor store.TOTP, code string) (bool, error) {
	raw, err := s.box.open(factor.Secret, aboutTOTP(factor.Person))
	if err != nil {
		return false, err
	}
	step, ok := totpStep(raw, code, s.now())
	if !ok {
		return false, nil
	}
	return tx.StepTOTP(factor.Person, step)
}

// bareCode is a code without what people type between its letters.
func bareCode(code string) string {
	if len(code) > maxCode {
		return ""
	}
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00A0' || r == '\u202F' || r == '\t' {
			return -1
		}
		return r
	}, code))
}

// isTOTP tells a code of an authenticator program from a recovery code.
func isTOTP(bare string) bool {
	return len(bare) == int(otp.DigitsSix) && strings.Trim(bare, "0123456789") == ""
}

// newRecovery draws recovery codes, and keeps their hashes in the place of earlier ones. A fast hash is enough: nobody guesses
// 120 random bits.
func (s *Server) newRecovery(tx *store.Tx, person string) ([]string, error) {
	const op = "server.newRecovery"
	codes, hashes := make([]string, recoveryCodes), make([]string, recoveryCodes)
	raw := make([]byte, recoveryBytes)
	for i := range codes {
		if _, err := io.ReadFull(s.rand, raw); err != nil {
			return nil, fault.Wrap(op, err)
		}
		text := base32Text.EncodeToString(raw)
		hashes[i] = HashSecret(text)
		codes[i] = inGroups(text)
	}
	return codes, fault.Wrap(op, tx.SetRecovery(person, hashes))
}

// inGroups writes a code four letters at a time, as people copy it.
func inGroups(text string) string {
	var groups []string
	for group := range slices.Chunk([]byte(text), 4) {
		groups = append(groups, string(group))
	}
	return strings.Join(groups, "-")
}

// asksForTOTP tells whether a provider of which the person is the primary administrator asks for a second factor.
func asksForTOTP(tx *store.Tx, person string) (bool, error) {
	members, err := tx.Memberships(person)
	if err != nil {
		return false, err
	}
	for _, m := range members {
		if !settings.RequiresTOTP(m.Role) {
			continue
		}
		items, err := tx.Entity(syncing.ProviderSpace(m.Provider), settings.EntitySecurity)
		if err != nil {
			return false, err
		}
		for _, it := range items {
			if it.Field == settings.FieldTOTPPrimary && !it.Deleted && string(it.Value) == "true" {
				return true, nil
			}
		}
	}
	return false, nil
}

// factorOf is a person's second factor; in force, being set up, or zero for none.
func factorOf(tx *store.Tx, person string) (store.TOTP, error) {
	f, err := tx.TOTP(person)
	if fault.Is(err, fault.NotFound) {
		return store.TOTP{}, nil
	}
	return f, err
}
