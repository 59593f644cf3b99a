package wire_test

import (
	"encoding/json"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"pupitre/data/wire"
)

func TestCanonical(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"KeysAreSorted", `{ "b": 1, "a": [1, 2] }`, `{"a":[1,2],"b":1}`},
		{"NumbersKeepTheirDigits", `12345678901234567890`, `12345678901234567890`},
		{"NoHTMLEscapes", `"a\u003cb\u0026c"`, `"a<b&c"`},
		{"OneSpellingOfAnAccent", `"\u00e9"`, `"é"`},
		{"Null", ` null `, `null`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := wire.Canonical([]byte(tt.in))
			if err != nil || string(got) != tt.want {
				t.Errorf("got %s, %v; want %s", got, err, tt.want)
			}
		})
	}
	for _, in := range []string{``, `1 2`, `{`, `"`, `{} x`} {
		if got, err := wire.Canonical([]byte(in)); !errors.Is(err, wire.ErrNotJSON) {
			t.Errorf("%q became %s, %v", in, got, err)
		}
	}
}

// A value that goes through a message comes out with the bytes that went in: the compare rule depends on it.
func TestValuesSurviveMessages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, err := json.Marshal(rapid.String().Draw(t, "s"))
		if err != nil {
			t.Fatal(err)
		}
		v, err := wire.Canonical(text)
		if err != nil {
			t.Fatal(err)
		}
		message, err := json.Marshal(wire.FieldEdit{Name: "name", Base: v, Value: v})
		if err != nil {
			t.Fatal(err)
		}
		var back wire.FieldEdit
		if err := json.Unmarshal(message, &back); err != nil {
			t.Fatal(err)
		}
		if string(back.Value) != string(v) || string(back.Base) != string(v) {
			t.Fatalf("%s became %s and %s", v, back.Value, back.Base)
		}
	})
}
