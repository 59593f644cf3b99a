package settingsfile_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/branding/picture"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/syncing"
	"pupitre/data/transfer/settingsfile"
	"pupitre/data/wire"
)

// kept are the images of the tests, by hash.
var kept = map[string][]byte{}

func images(hash string) ([]byte, error) {
	if body, ok := kept[hash]; ok {
		return body, nil
	}
	return nil, fault.New(fault.Unavailable, "images", "blob.not_here")
}

// noisy is a picture that no encoder makes small.
func noisy(width, height int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for i := range img.Pix {
		img.Pix[i] = uint8(i*i>>3) | uint8(i%4/3*255)
	}
	return img
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func faviconOf(t testing.TB) []byte {
	t.Helper()
	f, err := picture.Reader{}.BuildFavicon(context.Background(), picture.Source{Image: noisy(64, 64)}, picture.Framing{})
	if err != nil {
		t.Fatal(err)
	}
	return f.Body
}

func keep(t testing.TB, body []byte) *wire.BlobRef {
	t.Helper()
	info, err := blob.Check(body)
	if err != nil {
		t.Fatal(err)
	}
	kept[info.SHA256] = body
	ref := info.Ref()
	return &ref
}

// branded is a provider with a look.
func branded(t testing.TB) settings.Values {
	t.Helper()
	v := sample(t)
	v[branding.Entity] = branding.Brand{
		Color1: branding.Colour{G: 0x79, B: 0x6b}, Color2: branding.Colour{R: 0xf9, G: 0xff},
		Logo: keep(t, pngOf(t, noisy(branding.LogoWidth, branding.LogoHeight))), Favicon: keep(t, faviconOf(t)),
	}.Stored()
	return v
}

// The very bytes of the images go out and come in, on another provider too; reading the file again changes nothing.
func TestTheLookComesInAndGoesOut(t *testing.T) {
	v := branded(t)
	file := write(t, v)
	if !strings.Contains(file, "branding:\n  color1: \"#00796b\"\n  color2: \"#f9ff00\"\n  logo: |-\n    iVBORw0KGgo") {
		t.Errorf("%s", file)
	}
	for line := range strings.Lines(file) {
		if len(line) > 82 {
			t.Errorf("a line of %d bytes", len(line))
		}
	}
	again := read(t, file, v, true)
	if edits, deletions := again.Edits(syncing.View{}); len(again.Problems)+len(edits)+len(deletions)+len(again.Images) > 0 {
		t.Errorf("%v %+v", problems(again.Problems), again.Changes)
	}
	empty := settings.Values{settings.EntityProfile: settings.DefaultProfile("X").Fields()}
	plan := read(t, file, empty, false)
	if len(plan.Problems) > 0 || len(plan.Images) != 2 {
		t.Fatalf("%v, %d images", problems(plan.Problems), len(plan.Images))
	}
	for _, body := range plan.Images {
		if !bytes.Equal(kept[blob.Hash(body)], body) {
			t.Error("an image has other bytes than before")
		}
	}
	if diff := cmp.Diff(v.Branding(), after(empty, plan).Branding()); diff != "" {
		t.Error(diff)
	}
}

// An image that is elsewhere is left out, and told; the file then leaves it as it is.
func TestAnImageThatIsNotHere(t *testing.T) {
	v := branded(t)
	var b bytes.Buffer
	missing, err := settingsfile.Write(&b, v, func(hash string) ([]byte, error) {
		if hash == v.Branding().Logo.SHA256 {
			return nil, fault.New(fault.Unavailable, "x", "blob.not_here")
		}
		return images(hash)
	})
	if err != nil || !cmp.Equal(missing, []string{branding.FieldLogo}) || strings.Contains(b.String(), "logo:") {
		t.Fatalf("%v %v\n%s", missing, err, b.String())
	}
	if edits, _ := read(t, b.String(), v, true).Edits(syncing.View{}); len(edits) > 0 {
		t.Errorf("%+v", edits)
	}
	damaged := errors.New("damaged")
	if _, err := settingsfile.Write(&b, v, func(string) ([]byte, error) { return nil, damaged }); !errors.Is(err, damaged) {
		t.Errorf("%v", err)
	}
}

func TestImagesOfAFile(t *testing.T) {
	v := branded(t)
	logo := pngOf(t, noisy(branding.LogoWidth, branding.LogoHeight))
	small := image.NewPaletted(image.Rect(0, 0, branding.LogoWidth, branding.LogoHeight), color.Palette{color.Black, color.White})
	var still bytes.Buffer
	if err := gif.Encode(&still, small, nil); err != nil {
		t.Fatal(err)
	}
	outside := faviconOf(t)
	outside[6+12+2] = 0x7f // the offset of the first image
	for _, tt := range []struct{ name, field, text, want string }{
		{"Removed", "logo", "", ""},
		{"OneLine", "logo", base64.StdEncoding.EncodeToString(still.Bytes()), ""},
		{"NotBase64", "logo", "iVBOR*", "3 transfer.not_base64"},
		{"NoPadding", "logo", "iVBORw", "3 transfer.not_base64"},
		{"Empty", "logo", `""`, "3 branding.file_empty"},
		{"Heavy", "logo", strings.Repeat("A", 40_004), "3 branding.image_heavy"},
		{"SVG", "logo", base64.StdEncoding.EncodeToString([]byte("<svg></svg>")), "3 branding.refused_svg"},
		{"Cursor", "favicon", base64.StdEncoding.EncodeToString([]byte("\x00\x00\x02\x00\x01\x00")), "3 branding.refused_cursor"},
		{"OtherSize", "logo", base64.StdEncoding.EncodeToString(pngOf(t, small.SubImage(image.Rect(0, 0, 20, 20)))), "3 branding.logo_size"},
		{"Bomb", "favicon", base64.StdEncoding.EncodeToString(pngOf(t, image.NewGray(image.Rect(0, 0, 2000, 2000)))), "3 branding.favicon_size"},
		{"Truncated", "logo", base64.StdEncoding.EncodeToString(logo[:len(logo)-40]), "3 branding.picture_truncated"},
		{"IconForALogo", "logo", base64.StdEncoding.EncodeToString(faviconOf(t)), "3 branding.logo_type"},
		{"EntryOutside", "favicon", base64.StdEncoding.EncodeToString(outside), "3 branding.icon_outside"},
		{"List", "logo", "[a]", "3 transfer.not_a_text"},
		{"Colour", "color1", "brick", "3 branding.colour_unreadable"},
		{"ColourThatIsAComment", "color1", "#00796b", "3 branding.colour_unreadable"},
		{"ColourInDigits", "color1", "123456", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			plan := read(t, "pupitre: 1\nbranding:\n  "+tt.field+": "+tt.text+"\n", v, false)
			want := []string(nil)
			if tt.want != "" {
				want = []string{tt.want}
			}
			if diff := cmp.Diff(want, problems(plan.Problems)); diff != "" {
				t.Fatal(diff)
			}
			edits, _ := plan.Edits(syncing.View{})
			if refused := tt.want != ""; refused != (len(edits) == 0) || (refused && len(plan.Images) > 0) {
				t.Errorf("%+v, %d images", edits, len(plan.Images))
			}
		})
	}
}
