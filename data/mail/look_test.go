package mail_test

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"

	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/mail"
	"pupitre/internal/smtptest"
)

func logoOf(t testing.TB, width, height int) *mail.Logo {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	info, err := blob.Check(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return &mail.Logo{BlobRef: info.Ref(), Body: b.Bytes()}
}

func dressed(t testing.TB, look *mail.Look) mail.Message {
	t.Helper()
	m, err := mail.Render("0198c0de-0000-7000-8000-000000000001", letter(), look)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The band has colour 1 with the text that contrasts; the words and the text are those of a letter without a look.
func TestTheLookOfALetter(t *testing.T) {
	plain := render(t, letter())
	yellow := mail.Look{Color1: branding.Colour{R: 0xf9, G: 0xff}, Color2: branding.Colour{G: 0x79, B: 0x6b}}
	named := dressed(t, &yellow)
	for _, want := range []string{`bgcolor="#f9ff00"`, "background-color:#f9ff00", "border-bottom:4px solid #00796b", "color:#000000", ">Téléphonie Boréale</td>"} {
		if !strings.Contains(named.HTML, want) {
			t.Errorf("the letter lacks %s:\n%s", want, named.HTML)
		}
	}
	dark := mail.Look{Color1: branding.Colour{B: 0x40}, Color2: branding.White, Logo: logoOf(t, branding.LogoWidth, branding.LogoHeight)}
	shown := dressed(t, &dark)
	image := `<img src="cid:` + dark.Logo.SHA256 + `@logo.pupitre" width="143" height="59" alt="Téléphonie Boréale"`
	if !strings.Contains(shown.HTML, image) || !strings.Contains(shown.HTML, "color:#ffffff") || len(shown.Images) != 1 {
		t.Errorf("%d images, and not %s:\n%s", len(shown.Images), image, shown.HTML)
	}
	for _, m := range []mail.Message{named, shown} {
		if m.Text != plain.Text || m.Subject != plain.Subject {
			t.Errorf("the look has changed the words:\n%s", m.Text)
		}
		if strings.Contains(m.HTML, "ZgotmplZ") || strings.Contains(m.HTML, "http") {
			t.Errorf("something was refused, or is fetched from elsewhere:\n%s", m.HTML)
		}
	}
	if len(plain.Images) > 0 || strings.Contains(plain.HTML, "<table") {
		t.Errorf("a letter without a look has one:\n%s", plain.HTML)
	}
}

// An image that is no logo is left out; the letter is sent all the same.
func TestALogoThatIsNone(t *testing.T) {
	icon := logoOf(t, branding.LogoWidth, branding.LogoHeight)
	icon.Type = blob.ICO
	for name, logo := range map[string]*mail.Logo{"another size": logoOf(t, 20, 20), "an icon": icon} {
		if m := dressed(t, &mail.Look{Logo: logo}); strings.Contains(m.HTML, "<img") || len(m.Images) > 0 {
			t.Errorf("%s is shown:\n%s", name, m.HTML)
		}
	}
}

// The very bytes of the logo arrive, beside the HTML that names them and not as an attachment.
func TestALogoArrives(t *testing.T) {
	server := smtptest.Start(t)
	m := dressed(t, &mail.Look{Logo: logoOf(t, branding.LogoWidth, branding.LogoHeight)})
	if err := post(t, mail.SMTPOptions{Address: server.Address, Encryption: mail.None}).Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	got := server.Wait(t, 1)
	if want := []string{"multipart/related", "multipart/alternative", "text/plain", "text/html", "image/png"}; !slices.Equal(got.Structure, want) {
		t.Errorf("%v, want %v", got.Structure, want)
	}
	if len(got.Images) != 1 || got.Images[0].ID != m.Images[0].ID || !bytes.Equal(got.Images[0].Body, m.Images[0].Body) {
		t.Errorf("%+v", got.Images)
	}
	if strings.TrimSpace(got.Text) != m.Text || strings.TrimSpace(got.HTML) != strings.TrimSpace(m.HTML) {
		t.Errorf("%s\n%s", got.Text, got.HTML)
	}
}
