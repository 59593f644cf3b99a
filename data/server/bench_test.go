package server_test

import (
	"fmt"
	"testing"

	"pupitre/data/access"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

// A whole push over HTTP: session, compare rule, commit to disk, hint.
func BenchmarkPush(b *testing.B) {
	r := newRig(b)
	token := r.signIn(access.Primary, 1).Token
	p := r.rename(1, 1, "", "")
	base := "Téléphonie Boréale"
	for i := 0; b.Loop(); i++ {
		name := fmt.Sprint("Nom ", i)
		p.Mutations[0].Seq = int64(i + 1)
		p.Mutations[0].Fields = []wire.FieldEdit{{Name: settings.FieldName, Base: settings.Text(base), BaseRev: -1, Value: settings.Text(name)}}
		if got := r.push(token, p); got.status != 200 {
			b.Fatalf("%d %s", got.status, got.body)
		}
		base = name
	}
}

func BenchmarkPortal(b *testing.B) {
	r := newRig(b)
	for b.Loop() {
		if got := r.do(request{method: "GET", path: "/p/boreale"}); got.status != 200 {
			b.Fatal(got.status)
		}
	}
}

func BenchmarkPullEmpty(b *testing.B) {
	r := newRig(b)
	token := r.signIn(access.Primary, 1).Token
	q := request{method: "GET", path: "/v1/spaces/" + r.space + "/pull?since=3&epoch=" + r.epochOf(token), token: token}
	for b.Loop() {
		if got := r.do(q); got.status != 200 {
			b.Fatal(got.status)
		}
	}
}
