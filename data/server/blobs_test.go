package server_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"

	"pupitre/data/access"
	"pupitre/data/blob"
	"pupitre/data/server"
	"pupitre/data/settings"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
)

// logo is a section that later versions have: one field that refers to an image.
const logo = "branding"

// brandPolicy is the policy with that section.
type brandPolicy struct{ settings.Policy }

func (p brandPolicy) May(m access.Member, kind wire.Kind, entity, field string) string {
	if entity == logo && m.Role.MayEditSettings() {
		return ""
	}
	return p.Policy.May(m, kind, entity, field)
}

func (p brandPolicy) Check(entity, field string, value wire.Value) string {
	if entity == logo {
		return ""
	}
	return p.Policy.Check(entity, field, value)
}

var _ syncing.Policy = brandPolicy{}

// picture is a PNG of a given width.
func picture(t testing.TB, width int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, 3))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func refTo(t testing.TB, body []byte) wire.Value {
	t.Helper()
	info, err := blob.Check(body)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(info.Ref())
	if err != nil {
		t.Fatal(err)
	}
	v, err := wire.Canonical(text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (r *rig) blobPath(body []byte) string {
	return "/v1/blobs/" + blob.Hash(body) + "?space=" + r.space
}

func (r *rig) putBlob(token string, body []byte) answer {
	r.t.Helper()
	return r.do(request{method: "PUT", path: r.blobPath(body), token: token, body: string(body)})
}

// setLogo is a push of a logo.
func (r *rig) setLogo(seq int64, base, value wire.Value) wire.Push {
	p := r.rename(1, seq, "", "")
	p.Mutations[0].Entity = logo
	p.Mutations[0].Fields = []wire.FieldEdit{{Name: "logo", Base: base, BaseRev: -1, Value: value}}
	return p
}

func withBranding(o *server.Options) { o.Policy = brandPolicy{} }

// An image is sent before the mutation that refers to it; until then the mutation stays in its queue.
func TestBlobBeforeItsReference(t *testing.T) {
	r := newRig(t, withBranding)
	token := r.signIn(access.Primary, 1).Token
	body := picture(t, 5)
	hash := blob.Hash(body)
	push := r.setLogo(1, wire.Value("null"), refTo(t, body))

	before := r.dump()
	got := r.push(token, push)
	if p := got.problem(); got.status != 409 || p.Code != wire.CodeBlobMissing || p.Key != "blob.missing" || len(p.Blobs) != 1 || p.Blobs[0] != hash {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if r.dump() != before {
		t.Error("a push that waits for its image has changed something")
	}
	ask := request{method: "POST", path: "/v1/blobs/missing?space=" + r.space, token: token, body: wire.BlobsQuery{Hashes: []string{hash}}}
	if m := decode[wire.BlobsMissing](t, r.do(ask)); len(m.Missing) != 1 || m.Missing[0] != hash {
		t.Errorf("missing: %+v", m)
	}
	for range 2 { // sending it again changes nothing
		if got := r.putBlob(token, body); got.status != 204 {
			t.Fatalf("%d %s", got.status, got.body)
		}
	}
	if got := r.do(ask); !strings.Contains(string(got.body), `"missing":[]`) {
		t.Errorf("still missing: %s", got.body)
	}
	if res := decode[wire.PushResult](t, r.push(token, push)); res.Results[0].Fields[0].Outcome != wire.Applied {
		t.Errorf("%+v", res)
	}
	support := r.signIn(access.Support, 2).Token
	read := r.do(request{method: "GET", path: r.blobPath(body), token: support})
	if read.status != 200 || !bytes.Equal(read.body, body) {
		t.Fatalf("%d, %d bytes", read.status, len(read.body))
	}
	for name, want := range map[string]string{
		"Content-Type": "image/png", "X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=31536000, immutable",
	} {
		if read.header.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, read.header.Get(name), want)
		}
	}
}

// A mutation whose image nobody has any more is refused for good: it must not keep those behind it waiting.
func TestLostBlob(t *testing.T) {
	r := newRig(t, withBranding)
	token := r.signIn(access.Primary, 1).Token
	lost, kept := picture(t, 5), picture(t, 6)
	if got := r.putBlob(token, kept); got.status != 204 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	push := r.setLogo(1, wire.Value("null"), refTo(t, lost))
	push.Mutations = append(push.Mutations, r.setLogo(2, wire.Value("null"), refTo(t, kept)).Mutations...)
	push.Lost = []string{blob.Hash(lost), blob.Hash(kept)} // what the server has is not lost, whatever is said
	res := decode[wire.PushResult](t, r.push(token, push))
	if f := res.Results[0].Fields[0]; f.Outcome != wire.Rejected || f.Code != "blob.lost" {
		t.Errorf("%+v", f)
	}
	if f := res.Results[1].Fields[0]; f.Outcome != wire.Applied {
		t.Errorf("%+v", f)
	}
	if again := decode[wire.PushResult](t, r.push(token, push)); again.Results[0].Fields[0].Code != "blob.lost" {
		t.Errorf("asked again: %+v", again)
	}
}

// An image goes 30 days after nothing refers to it any more, the history included, or after it was sent in vain.
func TestBlobCollection(t *testing.T) {
	r := newRig(t, withBranding)
	token := r.signIn(access.Primary, 1).Token
	first, second, vain := picture(t, 5), picture(t, 6), picture(t, 7)
	for _, body := range [][]byte{first, second, vain} {
		if got := r.putBlob(token, body); got.status != 204 {
			t.Fatalf("%d %s", got.status, got.body)
		}
	}
	r.push(token, r.setLogo(1, wire.Value("null"), refTo(t, first)))
	r.push(token, r.setLogo(2, refTo(t, first), refTo(t, second))) // the first is in the history only
	tidy := func(want int) {
		t.Helper()
		if out, err := r.server.Tidy(t.Context()); err != nil || out.Blobs != want {
			t.Errorf("%+v %v, want %d blobs removed", out, err, want)
		}
	}
	status := func(body []byte) int {
		return r.do(request{method: "GET", path: r.blobPath(body), token: token}).status
	}
	tidy(0)
	r.clock.add(20 * 24 * time.Hour)
	tidy(0)
	r.do(request{
		method: "POST", path: "/v1/blobs/missing?space=" + r.space, token: token,
		body: wire.BlobsQuery{Hashes: []string{blob.Hash(vain)}}, // whoever asks is about to refer to it
	})
	r.clock.add(20 * 24 * time.Hour)
	tidy(0)
	token = r.signIn(access.Primary, 1).Token
	r.clock.add(11 * 24 * time.Hour)
	tidy(1)
	tidy(0)
	if a, b, c := status(first), status(second), status(vain); a != 200 || b != 200 || c != 404 {
		t.Errorf("%d %d %d, want 200 200 404", a, b, c)
	}
}

// The same bytes with two providers are two blobs: nobody learns what another provider has.
func TestBlobsOfProvidersAreApart(t *testing.T) {
	r := newRig(t)
	token := r.signIn(access.Primary, 1).Token
	body := picture(t, 5)
	r.putBlob(token, body)
	err := r.store.Read(t.Context(), func(tx *store.Tx) error {
		missing, err := tx.MissingBlobs("another", []string{blob.Hash(body)})
		if len(missing) != 1 {
			t.Error("another provider has the blob")
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestBlobRefusals(t *testing.T) {
	r := newRig(t)
	primary, support := r.signIn(access.Primary, 1).Token, r.signIn(access.Support, 2).Token
	good := picture(t, 5)
	put := func(token, path, body string) request {
		return request{method: "PUT", path: path, token: token, body: body}
	}
	named := func(body string) request { return put(primary, r.blobPath([]byte(body)), body) }
	ask := func(body any) request {
		return request{method: "POST", path: "/v1/blobs/missing?space=" + r.space, token: primary, body: body}
	}
	elsewhere := "/v1/blobs/" + blob.Hash(good) + "?space=provider:elsewhere"
	for _, c := range []refusal{
		{"another content than announced", put(primary, r.blobPath(good), "other"), 400, "invalid", "blob.wrong_hash"},
		{"too large", named(strings.Repeat("x", blob.MaxBytes+1)), 413, "too_large", "server.too_large"},
		{"a page", named("<html>"), 400, "invalid", "blob.type"},
		{"nothing", named(""), 400, "invalid", "blob.type"},
		{"cut", named(string(good[:20])), 400, "invalid", "blob.damaged"},
		{"not a hash", put(primary, "/v1/blobs/ABC?space="+r.space, "x"), 404, "not_found", "server.not_found"},
		{"support sends", put(support, r.blobPath(good), string(good)), 403, "forbidden", "settings.not_allowed"},
		{"another space", put(primary, elsewhere, string(good)), 403, "access_revoked", "server.access_revoked"},
		{"read from another space", request{method: "GET", path: elsewhere, token: primary}, 403, "access_revoked", "server.access_revoked"},
		{"not here", request{method: "GET", path: r.blobPath(good), token: primary}, 404, "not_found", "blob.not_found"},
		{"nobody", request{method: "GET", path: r.blobPath(good)}, 401, "signed_out", "server.signed_out"},
		{"hashes that are none", ask(wire.BlobsQuery{Hashes: []string{"x"}}), 400, "invalid", "server.malformed"},
		{"too many hashes", ask(wire.BlobsQuery{Hashes: make([]string, wire.MaxBlobs+1)}), 413, "too_large", "server.too_large"},
		{"a question of another kind", ask("[]"), 400, "invalid", "server.malformed"},
	} {
		t.Run(c.name, func(t *testing.T) { r.refuses(t, c) })
	}
	if got := r.do(named(string(good))); got.status != http.StatusNoContent {
		t.Errorf("what is right is taken: %d %s", got.status, got.body)
	}
}
