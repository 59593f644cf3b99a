package main

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/branding/picture"
	"pupitre/data/desk"
	"pupitre/data/store"
	"pupitre/data/syncing"
	"pupitre/data/wire"
	"pupitre/internal/smtptest"
)

// studio is somebody who gives a provider its look, on a desk that talks to a server that runs.
type studio struct {
	t    *testing.T
	url  string
	desk *desk.Desk
}

// deskFile is the store of the device on a file: it keeps images.
func deskFile(t *testing.T) *store.Desktop {
	t.Helper()
	file, err := store.OpenDesktop(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "desktop.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	if err := file.Update(func(tx syncing.ClientTx) error { return tx.SetDevice(device) }); err != nil {
		t.Fatal(err)
	}
	return file
}

// keep makes a logo of a shade, and keeps it on the desk.
func (s *studio) keep(shade uint8) (*wire.BlobRef, []byte) {
	s.t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, branding.LogoWidth, branding.LogoHeight))
	img.SetNRGBA(20, 20, color.NRGBA{R: shade, A: 0xff})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		s.t.Fatal(err)
	}
	return s.keepBody(b.Bytes()), b.Bytes()
}

func (s *studio) keepBody(body []byte) *wire.BlobRef {
	s.t.Helper()
	ref, err := s.desk.KeepBlob(body)
	if err != nil {
		s.t.Fatal(err)
	}
	return &ref
}

// save saves fields of the look, and waits until the server has them.
func (s *studio) save(fields map[string]wire.Value) {
	s.t.Helper()
	view, err := s.desk.View(s.t.Context())
	var edits []syncing.FieldEdit
	for name, value := range fields {
		edits = append(edits, syncing.FieldEdit{Entity: branding.Entity, Field: name, Saw: view.Field(branding.Entity, name), Value: value})
	}
	if err == nil {
		err = s.desk.Save(s.t.Context(), edits)
	}
	for end := time.Now().Add(soon); err == nil && s.desk.State().Pending > 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("not sent: %+v", s.desk.State())
		}
	}
	if n := s.desk.State().Notices; err != nil || len(n) > 0 {
		s.t.Fatalf("%v %+v", err, n)
	}
}

// get reads an address as a site elsewhere does, and holds its headers against those that are wanted.
func (s *studio) get(path string, want map[string]string, conditions ...string) (status int, body []byte, header http.Header) {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, s.url+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Origin", "https://site.example")
	if len(conditions) > 0 {
		req.Header.Set("If-None-Match", conditions[0])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if body, err = io.ReadAll(res.Body); err != nil {
		s.t.Fatal(err)
	}
	for name, value := range want {
		if got := res.Header.Get(name); got != value {
			s.t.Errorf("%s: %s is %q, want %q", path, name, got, value)
		}
	}
	return res.StatusCode, body, res.Header
}

func (s *studio) public() (look wire.Branding, etag string) {
	s.t.Helper()
	_, body, header := s.get("/p/nordet/branding", map[string]string{
		"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff",
	})
	if err := json.Unmarshal(body, &look); err != nil {
		s.t.Fatalf("%v: %s", err, body)
	}
	return look, header.Get("ETag")
}

// A look goes from a desk through the real server to the page, to chat widgets and into a letter; an old logo is put back.
func TestALookReachesThePublic(t *testing.T) {
	post := smtptest.Start(t)
	data := t.TempDir()
	running := serve(t, "--listen", "127.0.0.1:0", "--data", data, "--smtp", post.Address, "--smtp-tls", "none", "--mail-from", "a@nordet.example")
	added := runProgram(t, "provider", "add", "--data", data, "--slug", "nordet", "--name", "Nordet", "--primary-email", "luc@x.example")
	c, _ := enter(t, added.out, "Lac-tranquille9")
	session, err := c.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s := &studio{t: t, url: running.url, desk: openDeskOn(t, deskFile(t), c, session.Memberships[0].Space, device)}
	_, bare := s.public()
	first, firstBody := s.keep(40)
	icon, err := picture.Reader{}.BuildFavicon(t.Context(), picture.Source{Image: image.NewNRGBA(image.Rect(0, 0, 64, 64))}, picture.Framing{})
	if err != nil {
		t.Fatal(err)
	}
	look := branding.Brand{Color1: branding.Colour{R: 0xf9, G: 0xff}, Color2: branding.Colour{G: 0x79, B: 0x6b}, Logo: first, Favicon: s.keepBody(icon.Body)}
	s.save(look.Stored())

	public, etag := s.public()
	if public.OnColor1 != "#000000" || public.OnColor2 != "#ffffff" || public.Logo == nil || public.Favicon == nil || etag == bare {
		t.Fatalf("%+v, ETag %s then %s", public, bare, etag)
	}
	if status, _, _ := s.get("/p/nordet/branding", nil, etag); status != http.StatusNotModified {
		t.Errorf("nothing has changed: %d", status)
	}
	_, page, _ := s.get("/p/nordet", nil)
	for _, want := range []string{
		`<link rel="icon" type="image/x-icon" href="` + public.Favicon.Address + `">`,
		`<img class="logo" src="` + public.Logo.Address + `" width="143" height="59"`, "/assets/colours/f9ff00-00796b.css",
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for address, want := range map[string][]byte{public.Logo.Address: firstBody, public.Favicon.Address: icon.Body} {
		status, body, _ := s.get(address, map[string]string{
			"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*",
			"ETag": `"` + blob.Hash(want) + `"`,
		})
		if status != http.StatusOK || !bytes.Equal(body, want) {
			t.Errorf("%s: %d, %d bytes", address, status, len(body))
		}
	}

	if err := c.Forgot(t.Context(), wire.Forgot{Email: "luc@x.example", Language: "fr"}); err != nil {
		t.Fatal(err)
	}
	letter := post.Wait(t, 1)
	if len(letter.Images) != 1 || !bytes.Equal(letter.Images[0].Body, firstBody) || !strings.Contains(letter.HTML, `src="cid:`+letter.Images[0].ID+`" width="143" height="59" alt="Nordet"`) ||
		!strings.Contains(letter.HTML, "background-color:#f9ff00") {
		t.Errorf("%d images\n%s", len(letter.Images), letter.HTML)
	}

	second, _ := s.keep(90)
	s.save(map[string]wire.Value{branding.FieldLogo: branding.StoredImage(second)})
	if public, _ := s.public(); !strings.HasSuffix(public.Logo.Address, second.SHA256) {
		t.Errorf("%+v", public.Logo)
	}
	s.save(map[string]wire.Value{branding.FieldLogo: branding.StoredImage(first)})
	if again, _ := s.public(); *again.Logo != *public.Logo {
		t.Errorf("put back: %+v", again.Logo)
	}
}
