package access

import (
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"

	"pupitre/data/fault"
)

// HashParams are the costs of argon2id.
type HashParams struct {
	Memory  uint32 // KiB
	Time    uint32 // passes
	Threads uint8
}

// DefaultHashParams are those of the OWASP Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 thread.
func DefaultHashParams() HashParams { return HashParams{Memory: 19 * 1024, Time: 2, Threads: 1} }

const (
	saltLength = 16 // bytes, RFC 9106 section 3.1
	hashLength = 32 // bytes
	// A stored hash is data: bounds keep a damaged one from asking for all the memory.
	maxHashMemory = 1 << 20 // KiB
	maxHashTime   = 16
)

var b64 = base64.RawStdEncoding

// HashPassword makes the stored form of a password, in the PHC string format, which carries its parameters. rand gives
// the salt.
func HashPassword(rand io.Reader, p HashParams, password string) (string, error) {
	const op = "access.HashPassword"
	prepared, err := PreparePassword(password)
	if err != nil {
		return "", fault.Wrap(op, err)
	}
	salt := make([]byte, saltLength)
	if _, err := io.ReadFull(rand, salt); err != nil {
		return "", fault.Wrap(op, err)
	}
	sum := argon2.IDKey([]byte(prepared), salt, p.Time, p.Memory, p.Threads, hashLength)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s",
		argon2.Version, p.Memory, p.Time, p.Threads, b64.EncodeToString(salt), b64.EncodeToString(sum)), nil
}

// VerifyPassword tells whether the password is the one of the stored form, in constant time. stale tells that the form
// has other parameters than p and should be made again. A stored form that cannot be read is an error.
func VerifyPassword(p HashParams, stored, password string) (ok, stale bool, err error) {
	const op = "access.VerifyPassword"
	has, salt, want, err := parseHash(stored)
	if err != nil {
		return false, false, fault.Wrap(op, err)
	}
	prepared, err := PreparePassword(password)
	if err != nil { // such a password was never accepted; the work is done all the same, so that time tells nothing
		prepared = ""
	}
	got := argon2.IDKey([]byte(prepared), salt, has.Time, has.Memory, has.Threads, hashLength)
	same := subtle.ConstantTimeCompare(got, want) == 1
	return same && err == nil, has != p, nil
}

func parseHash(stored string) (p HashParams, salt, sum []byte, err error) {
	const op = "access.parseHash"
	damaged := fault.New(fault.Internal, op, "")
	parts := strings.Split(stored, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return p, nil, nil, damaged
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.Memory, &p.Time, &p.Threads); err != nil {
		return p, nil, nil, damaged
	}
	if p.Memory == 0 || p.Memory > maxHashMemory || p.Time == 0 || p.Time > maxHashTime || p.Threads == 0 {
		return p, nil, nil, damaged
	}
	salt, err = b64.DecodeString(parts[4])
	if err != nil || len(salt) < 8 {
		return p, nil, nil, damaged
	}
	sum, err = b64.DecodeString(parts[5])
	if err != nil || len(sum) != hashLength {
		return p, nil, nil, damaged
	}
	return p, salt, sum, nil
}
