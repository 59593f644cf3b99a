//go:build linux

package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/demo"
	"pupitre/data/wire"
	"pupitre/i18n"
)

// A photograph becomes the logo: chosen, cropped with the mouse, saved, and drawn to the pixel by a browser on the public
// page of the server.
func TestAPhotographBecomesTheLogoOfThePublicPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.server()
	c := w.computer("marie")
	w.check(os.WriteFile(filepath.Join(c.home, "aurore.jpg"), photograph(t, 1200, 900), 0o600))
	d := c.open(s)
	d.signIn(marie)
	d.synced()
	d.keys("Escape") // the private display has no keychain, which the program says in passing
	d.focus()
	d.goTo(d.p.T("brandpage.field.logo"))
	d.waitTitle(d.titleOf("brandpage.title"))
	d.keys("Return")
	d.clicks("aurore") // there is no portal on the session bus, so the dialog is the toolkit's own
	d.clicks("Ouvrir")
	title := d.sees(d.p.T("brandpage.crop.title_logo"))
	d.sees(d.p.T("brandpage.crop.accept"))
	middle := image.Pt(title.Min.X+200, title.Max.Y+100)
	w.check(d.display.Drag(middle, middle.Add(image.Pt(0, -60)))) // the lower part, which is green
	d.keys("Return")
	d.waitTitle(unsaved + d.titleOf("brandpage.title"))
	d.keys("ctrl+s")
	d.waitTitle(d.titleOf("brandpage.title"))

	body := s.logo()
	info, err := blob.Check(body)
	w.check(err)
	if branding.CheckLogo(info.Ref()) != nil {
		t.Fatalf("the server has %+v", info)
	}
	logo, err := decoded(body)
	w.check(err)
	if top, foot := logo.NRGBAAt(70, 5), logo.NRGBAAt(70, 53); foot.G < 100 || foot.R > 80 || top == foot {
		t.Errorf("the crop was not moved: %v at the top, %v at the foot", top, foot)
	}
	if at := drawnAt(c.browses(s.address+"/p/"+demo.Slug, 1000, 700), logo); at == nil {
		t.Error("the browser does not draw the logo as it was saved")
	} else if at.Y > 40 {
		t.Errorf("the logo is drawn at %v, not in the header", at)
	}
}

// photograph is a JPEG in three bands: blue, red and, at the foot, green, with a grain.
func photograph(t *testing.T, width, height int) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	bands := []color.NRGBA{{0x20, 0x2c, 0x90, 0xff}, {0xc6, 0x28, 0x28, 0xff}, {0x1b, 0x8d, 0x3e, 0xff}}
	for y := range height {
		for x := range width {
			c := bands[y*len(bands)/height]
			c.B += uint8((x*7 + y*13) % 24)
			img.SetNRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 92}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var errNoLogo = errors.New("there is no logo yet")

// logo waits for a logo on the public side of the server, and gives its bytes.
func (s *server) logo() []byte {
	s.w.t.Helper()
	var body string
	s.w.eventually(patience, func() error {
		text, err := s.get("/p/"+demo.Slug+"/branding", i18n.French)
		if err != nil {
			return err
		}
		var look wire.Branding
		if err := json.Unmarshal([]byte(text), &look); err != nil {
			return err
		}
		if look.Logo == nil {
			return errNoLogo
		}
		body, err = s.get(look.Logo.Address, i18n.French)
		return err
	})
	return []byte(body)
}

// decoded reads an image of the kinds that a logo is kept in.
func decoded(body []byte) (*image.NRGBA, error) {
	decode := png.Decode
	if info, err := blob.Check(body); err != nil || info.Type == blob.JPEG {
		decode = jpeg.Decode
	}
	img, err := decode(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	out := image.NewNRGBA(img.Bounds())
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	return out, nil
}

// browses gives what a browser without a window draws of a page.
func (c *computer) browses(address string, width, height int) *image.NRGBA {
	c.w.t.Helper()
	shot := filepath.Join(c.w.folder("browser"), "page.png")
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	// No sandbox: tests may run as root, and the page is our own.
	cmd := exec.CommandContext(ctx, c.w.tool("chromium", "chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
		"--force-color-profile=srgb", "--force-device-scale-factor=1", "--user-data-dir="+c.w.folder("browser-profile"),
		"--window-size="+strconv.Itoa(width)+","+strconv.Itoa(height), "--screenshot="+shot, address)
	if words, err := cmd.CombinedOutput(); err != nil {
		c.w.t.Fatalf("the browser: %v\n%s", err, words)
	}
	raw, err := os.ReadFile(shot)
	c.w.check(err)
	img, err := decoded(raw)
	c.w.check(err)
	return img
}

// drawnAt finds an opaque picture in a larger one, to the rounding of a decoder; nil when it is not there.
func drawnAt(page, picture *image.NRGBA) *image.Point {
	for y := 0; y+picture.Rect.Dy() <= page.Rect.Dy(); y++ {
		for x := 0; x+picture.Rect.Dx() <= page.Rect.Dx(); x++ {
			if sameAt(page, picture, x, y) {
				return &image.Point{X: x, Y: y}
			}
		}
	}
	return nil
}

func sameAt(page, picture *image.NRGBA, x, y int) bool {
	const rounding = 2
	for py := range picture.Rect.Dy() {
		for px := range picture.Rect.Dx() {
			a, b := page.NRGBAAt(x+px, y+py), picture.NRGBAAt(px, py)
			if far(a.R, b.R) > rounding || far(a.G, b.G) > rounding || far(a.B, b.B) > rounding {
				return false
			}
		}
	}
	return true
}

func far(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }
