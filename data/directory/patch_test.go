package directory

import (
	"testing"

	"pupitre/data/fault"
	"pupitre/data/wire"
)

// A patch leaves alone what it does not name, also what this version does not know.
func TestPatch(t *testing.T) {
	row := wire.DirectoryRow{ID: "a", Kind: "user", Body: []byte(`{"name":"Zoé","extension":"201","of_the_future":[1]}`)}
	got, err := Patch(row, map[string]string{"extension": "301", "name": ""})
	if want := `{"extension":"301","of_the_future":[1]}`; err != nil || string(got.Body) != want || got.ID != "a" || got.Kind != "user" {
		t.Errorf("%s %v, want %s", got.Body, err, want)
	}
	if _, err := Patch(wire.DirectoryRow{Body: []byte(`[]`)}, nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("no object: %v", err)
	}
}
