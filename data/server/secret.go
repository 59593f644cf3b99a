package server

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"

	"pupitre/data/fault"
)

// SecretLength is the length of tokens and invitation secrets, in bytes.
const SecretLength = 32

// NewSecret draws an opaque secret and gives it as URL-safe text, with the hash that is stored in its place. A fast hash
// is enough: nobody guesses 256 random bits.
func NewSecret(rand io.Reader) (secret, hash string, err error) {
	raw := make([]byte, SecretLength)
	if _, err := io.ReadFull(rand, raw); err != nil {
		return "", "", fault.Wrap("server.NewSecret", err)
	}
	secret = base64.RawURLEncoding.EncodeToString(raw)
	return secret, HashSecret(secret), nil
}

// HashSecret is the stored form of a secret.
func HashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
