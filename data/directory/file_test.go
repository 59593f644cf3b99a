package directory

import (
	"bytes"
	"testing"

	"pupitre/data/fault"
)

// written is an index as a file.
func written(t testing.TB, x *Index) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := x.Save(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// saved is an index that went through a file.
func saved(t testing.TB, x *Index) *Index {
	t.Helper()
	raw := written(t, x)
	y, err := Load(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	return y
}

// A file that was cut anywhere, or in which any byte was changed, is refused and never believed.
func TestDamagedIndex(t *testing.T) {
	raw := written(t, indexOf(t, Entry{ID: "a", Kind: User, Name: "Zoé Côté", Account: "x", Phone: "+15145550123"}, Entry{ID: "x", Kind: Account, Name: "Laval"}))
	for n := range raw {
		if _, err := Load(bytes.NewReader(raw[:n]), int64(n)); !fault.Is(err, fault.Invalid) {
			t.Fatalf("cut at %d of %d: %v", n, len(raw), err)
		}
		if _, err := Load(bytes.NewReader(raw[:n]), int64(len(raw))); !fault.Is(err, fault.Invalid) {
			t.Fatalf("cut at %d of %d while it was read: %v", n, len(raw), err)
		}
		changed := bytes.Clone(raw)
		changed[n] ^= 0x41
		if _, err := Load(bytes.NewReader(changed), int64(len(raw))); !fault.Is(err, fault.Invalid) {
			t.Fatalf("byte %d of %d changed: %v", n, len(raw), err)
		}
	}
	if _, err := Load(bytes.NewReader(append(raw, 0)), int64(len(raw))+1); !fault.Is(err, fault.Invalid) {
		t.Errorf("a byte too many: %v", err)
	}
}
