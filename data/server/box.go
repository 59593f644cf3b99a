package server

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"time"

	"pupitre/data/fault"
	"pupitre/data/store"
)

// KeyLength is the length of the key that seals, in bytes: AES-256.
const KeyLength = 32

// errSealed is the cause when something sealed does not open: it was sealed with a key that is not here any more, or it was
// changed, or moved to another place.
var errSealed = errors.New("sealed with another key, or damaged")

// box seals what the server must be able to read again: secrets of second factors, letters that wait, its own private key.
// With a key of the operator's the database alone tells nothing of them. Without, the key is in the database too.
type box struct {
	rand    io.Reader
	current string // id of the key that seals
	keys    map[string]cipher.AEAD
}

// newBox opens with the key of the database, and seals with given when there is one.
func newBox(ctx context.Context, db *store.Server, given []byte, rand io.Reader, now time.Time) (*box, error) {
	const op = "server.newBox"
	kept, err := serverSecret(ctx, db, store.SealSecret, now, func() (string, error) {
		key := make([]byte, KeyLength)
		_, err := io.ReadFull(rand, key)
		return base64.StdEncoding.EncodeToString(key), err
	})
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	key, err := base64.StdEncoding.DecodeString(kept)
	if err != nil {
		return nil, fault.As(fault.Internal, op, "", err)
	}
	b := &box{rand: rand, keys: map[string]cipher.AEAD{}}
	for _, k := range [][]byte{key, given} {
		if k == nil {
			continue
		}
		if err := b.add(k); err != nil {
			return nil, fault.As(fault.Internal, op, "", err)
		}
	}
	return b, nil
}

// serverSecret is a secret of the database, made the first time.
func serverSecret(ctx context.Context, db *store.Server, id string, now time.Time, generate func() (string, error)) (kept string, err error) {
	err = db.Read(ctx, func(tx *store.Tx) (err error) {
		kept, err = tx.ServerSecret(id)
		return err
	})
	if !fault.Is(err, fault.NotFound) {
		return kept, err
	}
	fresh, err := generate()
	if err != nil {
		return "", fault.Wrap("server.serverSecret", err)
	}
	err = db.Write(ctx, func(tx *store.Tx) (err error) {
		kept, err = tx.AddServerSecret(id, fresh, now) // another replica may have been faster
		return err
	})
	return kept, err
}

// add knows one more key, and seals with it from now on.
func (b *box) add(key []byte) error {
	if len(key) != KeyLength {
		return aes.KeySizeError(len(key))
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(append([]byte("pupitre key id\x00"), key...))
	b.current = hex.EncodeToString(sum[:4])
	b.keys[b.current] = aead
	return nil
}

// seal encrypts. about says what it is the secret of: it opens only under the same words.
func (b *box) seal(plain []byte, about string) (string, error) {
	aead := b.keys[b.current]
	nonce := make([]byte, aead.NonceSize())
	if _, err := io.ReadFull(b.rand, nonce); err != nil {
		return "", fault.Wrap("server.seal", err)
	}
	sealed := aead.Seal(nonce, nonce, plain, []byte(about))
	return b.current + "." + base64.RawStdEncoding.EncodeToString(sealed), nil
}

// open decrypts what seal has given.
func (b *box) open(sealed, about string) ([]byte, error) {
	const op = "server.open"
	id, text, _ := strings.Cut(sealed, ".")
	aead := b.keys[id]
	raw, err := base64.RawStdEncoding.DecodeString(text)
	if aead == nil || err != nil || len(raw) < aead.NonceSize() {
		return nil, fault.As(fault.Internal, op, "", errSealed)
	}
	plain, err := aead.Open(nil, raw[:aead.NonceSize()], raw[aead.NonceSize():], []byte(about))
	if err != nil {
		return nil, fault.As(fault.Internal, op, "", errSealed)
	}
	return plain, nil
}
