package access_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"pupitre/data/access"
)

// cheap keeps the tests quick; the real costs are checked once.
var cheap = access.HashParams{Memory: 64, Time: 1, Threads: 1}

func TestHashRoundTrip(t *testing.T) {
	stored, err := access.HashPassword(rand.Reader, cheap, "Vent-du-large7")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, password string
		want           bool
	}{
		{"same", "Vent-du-large7", true},
		{"case", "vent-du-large7", false},
		{"other", "Vent-du-large8", false},
		{"empty", "", false},
		{"unreadable", "Vent\x00", false},
	} {
		ok, stale, err := access.VerifyPassword(cheap, stored, c.password)
		if err != nil || ok != c.want || stale {
			t.Errorf("%s: ok=%v stale=%v err=%v", c.name, ok, stale, err)
		}
	}
}

func TestHashReadsTheSameAccentOfAnyKeyboard(t *testing.T) {
	stored, err := access.HashPassword(rand.Reader, cheap, "\u00c9cole-verte7")
	if err != nil {
		t.Fatal(err)
	}
	if ok, _, err := access.VerifyPassword(cheap, stored, "E\u0301cole-verte7"); err != nil || !ok {
		t.Errorf("a decomposed accent must make the same password: ok=%v err=%v", ok, err)
	}
}

func TestHashSaltsAndCarriesItsParameters(t *testing.T) {
	one, _ := access.HashPassword(rand.Reader, cheap, "Vent-du-large7")
	two, _ := access.HashPassword(rand.Reader, cheap, "Vent-du-large7")
	if one == two {
		t.Error("two hashes of one password are equal: no salt")
	}
	if !strings.HasPrefix(one, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Errorf("not a PHC string: %s", one)
	}
	ok, stale, err := access.VerifyPassword(access.DefaultHashParams(), one, "Vent-du-large7")
	if err != nil || !ok || !stale {
		t.Errorf("older parameters must verify and be told stale: ok=%v stale=%v err=%v", ok, stale, err)
	}
}

// The vector comes from the reference implementation of argon2 (phc-winner-argon2, test.c, version 0x13, argon2id).
func TestVerifyReferenceVector(t *testing.T) {
	const stored = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
	ok, _, err := access.VerifyPassword(cheap, stored, "password")
	if err != nil || !ok {
		t.Errorf("ok=%v err=%v", ok, err)
	}
}

func TestVerifyRefusesDamage(t *testing.T) {
	stored, _ := access.HashPassword(rand.Reader, cheap, "Vent-du-large7")
	for _, damaged := range []string{
		"", "x", "$argon2id$", strings.Replace(stored, "v=19", "v=16", 1), strings.Replace(stored, "argon2id", "argon2i", 1),
		strings.Replace(stored, "m=64", "m=4294967295", 1), strings.Replace(stored, "m=64", "m=0", 1),
		strings.Replace(stored, "t=1", "t=99999", 1), strings.Replace(stored, "p=1", "p=0", 1), stored[:len(stored)-5], stored + "$x",
	} {
		if ok, _, err := access.VerifyPassword(cheap, damaged, "Vent-du-large7"); err == nil || ok {
			t.Errorf("%q: ok=%v err=%v, want an error", damaged, ok, err)
		}
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("no randomness") }

func TestHashNeedsRandomness(t *testing.T) {
	if s, err := access.HashPassword(brokenReader{}, cheap, "Vent-du-large7"); err == nil {
		t.Errorf("a hash without randomness: %s", s)
	}
	if s, err := access.HashPassword(bytes.NewReader([]byte("short")), cheap, "Vent-du-large7"); err == nil {
		t.Errorf("a hash with too little randomness: %s", s)
	}
}

func BenchmarkHash(b *testing.B) {
	for b.Loop() {
		if _, err := access.HashPassword(rand.Reader, access.DefaultHashParams(), "Vent-du-large7"); err != nil {
			b.Fatal(err)
		}
	}
}
