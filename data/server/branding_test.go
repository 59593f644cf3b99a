package server_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"pupitre/data/access"
	"pupitre/data/blob"
	"pupitre/data/branding"
	pictures "pupitre/data/branding/picture"
	"pupitre/data/wire"
)

// logoOf and faviconOf are what the studio makes.
func logoOf(t testing.TB, shade uint8) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, branding.LogoWidth, branding.LogoHeight))
	for i := range img.Pix {
		img.Pix[i] = shade | uint8(i%4/3*255)
	}
	e, err := pictures.Reader{}.BuildLogo(context.Background(), pictures.Source{Image: img}, pictures.Framing{})
	if err != nil {
		t.Fatal(err)
	}
	return e.Body
}

func faviconOf(t testing.TB) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	img.SetNRGBA(30, 30, color.NRGBA{R: 200, A: 255})
	f, err := pictures.Reader{}.BuildFavicon(context.Background(), pictures.Source{Image: img}, pictures.Framing{})
	if err != nil {
		t.Fatal(err)
	}
	return f.Body
}

func refOf(t testing.TB, body []byte) *wire.BlobRef {
	t.Helper()
	info, err := blob.Check(body)
	if err != nil {
		t.Fatal(err)
	}
	ref := info.Ref()
	return &ref
}

// keepBrand saves a look as a desktop does: the images first.
func (r *rig) keepBrand(brand branding.Brand, device int, images ...[]byte) wire.PushResult {
	r.t.Helper()
	token := r.signIn(access.Primary, device).Token
	for _, body := range images {
		if a := r.putBlob(token, body); a.status != http.StatusNoContent {
			r.t.Fatalf("%d %s", a.status, a.body)
		}
	}
	m := wire.Mutation{Seq: 1, Kind: wire.Edit, Entity: branding.Entity, MadeAt: r.clock.Now()}
	for name, v := range brand.Stored() {
		m.Fields = append(m.Fields, wire.FieldEdit{Name: name, Base: wire.Value("null"), Value: v})
	}
	a := r.push(token, wire.Push{Device: deviceOf(device), Epoch: r.epochOf(token), Schema: wire.Schema, Mutations: []wire.Mutation{m}})
	if a.status != http.StatusOK {
		r.t.Fatalf("%d %s", a.status, a.body)
	}
	return decode[wire.PushResult](r.t, a)
}

func (r *rig) publicBranding() wire.Branding {
	r.t.Helper()
	a := r.do(request{method: "GET", path: "/p/boreale/branding"})
	if a.status != http.StatusOK {
		r.t.Fatalf("%d %s", a.status, a.body)
	}
	return decode[wire.Branding](r.t, a)
}

func teal(t testing.TB) branding.Brand {
	return branding.Brand{
		Color1: branding.Colour{G: 0x79, B: 0x6b}, Color2: branding.Colour{R: 0xf9, G: 0xff},
		Logo: refOf(t, logoOf(t, 40)), Favicon: refOf(t, faviconOf(t)),
	}
}

func TestPublicBranding(t *testing.T) {
	r := newRig(t)
	if got, want := r.publicBranding(), (wire.Branding{Color1: "#1f5fd6", Color2: "#172b5e", OnColor1: "#ffffff", OnColor2: "#ffffff"}); got != want {
		t.Errorf("before anything is chosen: %+v", got)
	}
	first := r.do(request{method: "GET", path: "/p/boreale/branding"})
	logo, favicon := logoOf(t, 40), faviconOf(t)
	r.keepBrand(teal(t), 1, logo, favicon)
	got := r.publicBranding()
	if got.Color1 != "#00796b" || got.OnColor1 != "#ffffff" || got.Color2 != "#f9ff00" || got.OnColor2 != "#000000" {
		t.Errorf("%+v", got)
	}
	if got.Logo == nil || got.Logo.Width != 143 || got.Logo.Height != 59 || got.Logo.Type != "image/png" || got.Logo.Size != len(logo) {
		t.Fatalf("%+v", got.Logo)
	}
	if got.Favicon == nil || got.Favicon.Width != 48 || got.Favicon.Type != "image/x-icon" {
		t.Fatalf("%+v", got.Favicon)
	}
	again := r.do(request{method: "GET", path: "/p/boreale/branding"})
	if h := again.header; h.Get("Access-Control-Allow-Origin") != "*" || h.Get("Cache-Control") != "no-cache" || h.Get("ETag") == "" || h.Get("ETag") == first.header.Get("ETag") {
		t.Errorf("%v", h)
	}
	same := request{method: "GET", path: "/p/boreale/branding", header: map[string]string{"If-None-Match": again.header.Get("ETag")}}
	if a := r.do(same); a.status != http.StatusNotModified {
		t.Errorf("nothing has changed: %d", a.status)
	}
	if a := r.do(request{method: "GET", path: "/p/nobody/branding"}); a.status != http.StatusNotFound {
		t.Errorf("unknown provider: %d", a.status)
	}
}

func TestBrandImagesAreServed(t *testing.T) {
	r := newRig(t)
	logo, favicon := logoOf(t, 40), faviconOf(t)
	r.keepBrand(teal(t), 1, logo, favicon)
	brand := r.publicBranding()
	for address, want := range map[string][]byte{brand.Logo.Address: logo, brand.Favicon.Address: favicon} {
		a := r.do(request{method: "GET", path: address})
		if a.status != http.StatusOK || !bytes.Equal(a.body, want) {
			t.Fatalf("%s: %d, %d bytes", address, a.status, len(a.body))
		}
		kind := "image/png"
		if bytes.Equal(want, favicon) {
			kind = "image/x-icon"
		}
		for name, value := range map[string]string{
			"Content-Type": kind, "X-Content-Type-Options": "nosniff", "Cache-Control": "public, max-age=31536000, immutable",
			"Cross-Origin-Resource-Policy": "cross-origin", "ETag": `"` + blob.Hash(want) + `"`,
		} {
			if a.header.Get(name) != value {
				t.Errorf("%s: %s is %q, want %q", address, name, a.header.Get(name), value)
			}
		}
	}
	before := brand.Logo.Address
	newer := teal(t)
	newer.Logo = refOf(t, logoOf(t, 90))
	r.keepBrand(newer, 2, logoOf(t, 90))
	if a := r.do(request{method: "GET", path: before}); a.status != http.StatusOK {
		t.Errorf("the logo of letters that were sent: %d", a.status)
	}
}

// Everything that is not an image of a look is not found, and changes nothing.
func TestBrandImageRefusals(t *testing.T) {
	r := newRig(t)
	r.keepBrand(teal(t), 1, logoOf(t, 40), faviconOf(t))
	other := picture(t, 5) // kept, and no logo
	if a := r.putBlob(r.signIn(access.Primary, 1).Token, other); a.status != http.StatusNoContent {
		t.Fatal(a.status)
	}
	before := r.dump()
	for _, path := range []string{
		"/p/boreale/images/" + blob.Hash(other), "/p/boreale/images/" + strings.Repeat("0", 64), "/p/boreale/images/x",
		"/p/nobody/images/" + blob.Hash(logoOf(t, 40)), "/p/boreale/images/", "/p/boreale/images/..%2f..%2fetc",
	} {
		if a := r.do(request{method: "GET", path: path}); a.status != http.StatusNotFound || !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
			t.Errorf("%s: %d %s", path, a.status, a.header.Get("Content-Type"))
		}
	}
	if r.dump() != before {
		t.Error("reading has changed something")
	}
}

// A reference that lies about its image is not believed: the page shows none.
func TestAReferenceThatLiesIsNotShown(t *testing.T) {
	r := newRig(t)
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 2000, 10))); err != nil {
		t.Fatal(err)
	}
	brand := teal(t)
	brand.Logo = refOf(t, b.Bytes())
	brand.Logo.Width, brand.Logo.Height = branding.LogoWidth, branding.LogoHeight
	r.keepBrand(brand, 1, b.Bytes(), faviconOf(t))
	if got := r.publicBranding(); got.Logo != nil || got.Favicon == nil {
		t.Errorf("%+v %+v", got.Logo, got.Favicon)
	}
	page := r.do(request{method: "GET", path: "/p/boreale"})
	if page.status != http.StatusOK || strings.Contains(string(page.body), "<img") {
		t.Errorf("%d %s", page.status, page.body)
	}
}

// What breaks the rules is rejected, and nothing of it is stored.
func TestBrandingIsChecked(t *testing.T) {
	r := newRig(t)
	brand := teal(t)
	brand.Logo, brand.Favicon = nil, nil
	r.keepBrand(brand, 1)
	before := r.publicBranding()
	token := r.signIn(access.Primary, 1).Token
	for seq, tt := range []struct{ field, value, want string }{
		{"color1", `"#ABCDEF"`, "branding.colour_unreadable"},
		{"logo", `"x"`, "branding.image_unreadable"},
	} {
		p := r.rename(1, int64(seq+2), "", "")
		p.Mutations[0].Entity = branding.Entity
		p.Mutations[0].Fields = []wire.FieldEdit{{Name: tt.field, Base: wire.Value("null"), BaseRev: -1, Value: wire.Value(tt.value)}}
		got := decode[wire.PushResult](t, r.push(token, p))
		if f := got.Results[0].Fields[0]; f.Outcome != wire.Rejected || f.Code != tt.want {
			t.Errorf("%s %s: %+v, want %s", tt.field, tt.value, f, tt.want)
		}
	}
	if after := r.publicBranding(); after != before {
		t.Errorf("%+v, was %+v", after, before)
	}
}

// The page has the colours, the logo with its size and the icon, in what the content policy allows.
func TestThePortalPageShowsTheBrand(t *testing.T) {
	r := newRig(t)
	plain := r.do(request{method: "GET", path: "/p/boreale"})
	if strings.Contains(string(plain.body), "branded") {
		t.Error("a provider without a look has one")
	}
	r.keepBrand(teal(t), 1, logoOf(t, 40), faviconOf(t))
	page := r.do(request{method: "GET", path: "/p/boreale"})
	public := r.publicBranding()
	for _, want := range []string{
		`<link rel="icon" type="image/x-icon" href="` + public.Favicon.Address + `">`,
		`<img class="logo" src="` + public.Logo.Address + `" width="143" height="59" alt="">`,
		`<link rel="stylesheet" href="/assets/colours/00796b-f9ff00.css">`, `<meta name="theme-color" content="#00796b">`,
	} {
		if !strings.Contains(string(page.body), want) {
			t.Errorf("the page lacks %s:\n%s", want, page.body)
		}
	}
	if bytes.Contains(page.body, []byte("style=")) || bytes.Contains(page.body, []byte("<style")) {
		t.Error("the content policy refuses styles in the page")
	}
	sheet := r.do(request{method: "GET", path: "/assets/colours/00796b-f9ff00.css"})
	if sheet.status != http.StatusOK || sheet.header.Get("Content-Type") != "text/css; charset=utf-8" ||
		!strings.Contains(sheet.header.Get("Cache-Control"), "immutable") || !strings.Contains(string(sheet.body), "--color-1: #00796b;") {
		t.Errorf("%d %v %s", sheet.status, sheet.header, sheet.body)
	}
	for _, file := range []string{"00796B-f9ff00.css", "abc-def.css", "00796b.css", "00796b-f9ff00", "}body{-000000.css"} {
		if a := r.do(request{method: "GET", path: "/assets/colours/" + file}); a.status != http.StatusNotFound {
			t.Errorf("%s: %d", file, a.status)
		}
	}
}
