package branding_test

import (
	"math"
	"testing"

	"pupitre/data/branding"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

func hex(t testing.TB, s string) branding.Colour {
	t.Helper()
	c, err := branding.ParseHex(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestParseHex(t *testing.T) {
	for _, s := range []string{"#1f5fd6", "1F5FD6", "  #1F5fd6 "} {
		if got := hex(t, s); got.Hex() != "#1f5fd6" {
			t.Errorf("%q: %s", s, got.Hex())
		}
	}
	if got := hex(t, "#15d"); got.Hex() != "#1155dd" {
		t.Errorf("#15d: %s", got.Hex())
	}
	for _, s := range []string{"", "#", "#12", "#1234", "#12345", "#1234567", "#gggggg", "+12345", "-12345", "0x1234", "é1234", "é1"} {
		_, err := branding.ParseHex(s)
		if key, _ := fault.KeyOf(err); key != "branding.colour_unreadable" {
			t.Errorf("%q: %v", s, err)
		}
	}
}

// The vectors of the description of the product.
func TestContrast(t *testing.T) {
	for _, tt := range []struct {
		front, back string
		want, least float64
		passes      bool
	}{
		{"#767676", "#fff", 4.5422, 4.5, true},
		{"#777777", "#fff", 4.4781, 4.5, false},
		{"#949494", "#fff", 3.0335, 3, true},
		{"#959595", "#fff", 2.9953, 3, false},
		{"#f9ff00", "#000", 19.3319, 4.5, true},
		{"#0000ff", "#fff", 8.5925, 4.5, true},
		{"#000", "#fff", 21, 4.5, true},
	} {
		a, b := hex(t, tt.front), hex(t, tt.back)
		got := branding.Contrast(a, b)
		if math.Abs(got-tt.want) > 0.00005 || (got >= tt.least) != tt.passes || got != branding.Contrast(b, a) {
			t.Errorf("%s on %s: %.5f", tt.front, tt.back, got)
		}
	}
}

// No background leaves text unreadable: the whole grey axis, the corners and edges of the cube.
func TestTextOn(t *testing.T) {
	for r := 0; r < 256; r += 5 {
		for g := 0; g < 256; g += 5 {
			for b := 0; b < 256; b += 5 {
				c := branding.Colour{R: uint8(r), G: uint8(g), B: uint8(b)}
				if got := branding.Contrast(branding.TextOn(c), c); got < branding.LeastText {
					t.Fatalf("%s: %.4f", c.Hex(), got)
				}
			}
		}
	}
}

// The shade that is offered passes, and no colour between the two does: one step nearer in lightness fails.
func TestNearestPassing(t *testing.T) {
	for _, n := range branding.Palette() {
		for _, other := range []branding.Colour{branding.White, branding.Black} {
			got, ok := branding.NearestPassing(n.Colour, other, branding.LeastText)
			if !ok || branding.Contrast(got, other) < branding.LeastText {
				t.Errorf("%s beside %s: %s", n.Name, other.Hex(), got.Hex())
			}
			if branding.Contrast(n.Colour, other) >= branding.LeastText && got != n.Colour {
				t.Errorf("%s passes, and became %s", n.Name, got.Hex())
			}
			if ratio := branding.Contrast(got, other); got != n.Colour && ratio > branding.LeastText+0.1 {
				t.Errorf("%s beside %s: %s has %.3f, more than it takes", n.Name, other.Hex(), got.Hex(), ratio)
			}
		}
	}
	for front, want := range map[string]string{"#777777": "#767676", "#959595": "#767676", "#767676": "#767676"} {
		if got, _ := branding.NearestPassing(hex(t, front), branding.White, branding.LeastText); got.Hex() != want {
			t.Errorf("%s: %s, want %s", front, got.Hex(), want)
		}
	}
	if _, ok := branding.NearestPassing(hex(t, "#777777"), hex(t, "#777777"), 6); ok {
		t.Error("nothing has 6 beside a middle grey")
	}
}

// What is offered keeps its hue: gold stays yellowish, sky stays blue.
func TestNearestPassingKeepsTheHue(t *testing.T) {
	gold, _ := branding.NearestPassing(hex(t, "#f2b105"), branding.White, branding.LeastText)
	if gold.R <= gold.G || gold.G <= gold.B {
		t.Errorf("gold became %s", gold.Hex())
	}
	sky, _ := branding.NearestPassing(hex(t, "#5bc0ff"), branding.White, branding.LeastText)
	if sky.B <= sky.G || sky.G <= sky.R {
		t.Errorf("sky became %s", sky.Hex())
	}
}

func TestPalette(t *testing.T) {
	seen := map[branding.Colour]string{}
	for _, n := range branding.Palette() {
		if other, twice := seen[n.Colour]; twice {
			t.Errorf("%s and %s are the same", n.Name, other)
		}
		seen[n.Colour] = n.Name
		if branding.NameOf(n.Colour) != n.Name {
			t.Errorf("%s has the name %q", n.Name, branding.NameOf(n.Colour))
		}
	}
	if got := branding.NameOf(branding.Colour{R: 1}); got != "" {
		t.Errorf("a colour of nobody is called %q", got)
	}
	list := branding.Palette()
	list[0].Name = ""
	if branding.Palette()[0].Name == "" {
		t.Error("the palette can be changed from outside")
	}
}

// Which palette colours may be links on white, and how far they are: all of them, so that a change is seen.
func TestEveryPaletteColourAsALink(t *testing.T) {
	fails := map[string]bool{
		"branding.palette.vermilion": true, "branding.palette.orange": true, "branding.palette.gold": true,
		"branding.palette.silver": true, "branding.palette.white": true,
	}
	for _, n := range branding.Palette() {
		b := branding.Default()
		b.Color1 = n.Colour
		for _, v := range branding.Judge(b, nil) {
			want := v.Pair != branding.LinkOnWhite || !fails[n.Name]
			if v.Passes != want || v.Passes == v.Fixable || v.Ratio != branding.Contrast(v.Front, v.Back) {
				t.Errorf("%s: %+v", n.Name, v)
			}
		}
	}
}

func TestJudge(t *testing.T) {
	b := branding.Brand{Color1: hex(t, "#777777"), Color2: hex(t, "#f9ff00")}
	edge := hex(t, "#949494")
	got := branding.Judge(b, &edge)
	want := []struct {
		pair   branding.Pair
		passes bool
		field  string
	}{
		{branding.TextOnColor1, true, branding.FieldColor1},
		{branding.TextOnColor2, true, branding.FieldColor2},
		{branding.LinkOnWhite, false, branding.FieldColor1},
		{branding.LogoOnHeader, false, branding.FieldColor1},
	}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, v := range got {
		if v.Pair != want[i].pair || v.Passes != want[i].passes || v.Field != want[i].field {
			t.Errorf("%+v, want %+v", v, want[i])
		}
	}
	if got[2].Nearest.Hex() != "#767676" {
		t.Errorf("the link: %s", got[2].Nearest.Hex())
	}
	if r := branding.Contrast(edge, got[3].Nearest); !got[3].Fixable || r < branding.LeastGraphic {
		t.Errorf("the header: %s has %.3f", got[3].Nearest.Hex(), r)
	}
}

func ref(kind string, width, height, size int) wire.BlobRef {
	const hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	return wire.BlobRef{SHA256: hash, Type: kind, Width: width, Height: height, Size: size}
}

func TestChecks(t *testing.T) {
	for _, tt := range []struct {
		check func(wire.BlobRef) error
		ref   wire.BlobRef
		want  string
	}{
		{branding.CheckLogo, ref("image/png", 143, 59, 29_999), ""},
		{branding.CheckLogo, ref("image/jpeg", 143, 59, 1), ""},
		{branding.CheckLogo, ref("image/gif", 143, 59, 1), ""},
		{branding.CheckLogo, ref("image/x-icon", 143, 59, 1), "branding.logo_type"},
		{branding.CheckLogo, ref("image/svg+xml", 143, 59, 1), "branding.logo_type"},
		{branding.CheckLogo, ref("image/png", 142, 59, 1), "branding.logo_size"},
		{branding.CheckLogo, ref("image/png", 143, 60, 1), "branding.logo_size"},
		{branding.CheckLogo, ref("image/png", 143, 59, 30_000), "branding.image_heavy"},
		{branding.CheckLogo, ref("image/png", 143, 59, 0), "branding.image_heavy"},
		{branding.CheckFavicon, ref("image/x-icon", 48, 48, 29_999), ""},
		{branding.CheckFavicon, ref("image/png", 16, 16, 1), ""},
		{branding.CheckFavicon, ref("image/gif", 256, 256, 1), ""},
		{branding.CheckFavicon, ref("image/jpeg", 48, 48, 1), "branding.favicon_type"},
		{branding.CheckFavicon, ref("image/png", 15, 15, 1), "branding.favicon_size"},
		{branding.CheckFavicon, ref("image/png", 257, 257, 1), "branding.favicon_size"},
		{branding.CheckFavicon, ref("image/png", 48, 47, 1), "branding.favicon_size"},
		{branding.CheckFavicon, ref("image/png", 48, 48, 30_000), "branding.image_heavy"},
	} {
		err := tt.check(tt.ref)
		if key, _ := fault.KeyOf(err); (err == nil) != (tt.want == "") || (err != nil && key != tt.want) {
			t.Errorf("%+v: %v, want %q", tt.ref, err, tt.want)
		}
	}
}

func TestStoredAndBack(t *testing.T) {
	logo, favicon := ref("image/png", 143, 59, 20_000), ref("image/x-icon", 48, 48, 9000)
	b := branding.Brand{Color1: hex(t, "#123456"), Color2: hex(t, "#fedcba"), Logo: &logo, Favicon: &favicon}
	stored := b.Stored()
	for _, f := range branding.Fields() {
		if err := f.Check(stored[f.Name]); err != nil {
			t.Errorf("%s: %s: %v", f.Name, stored[f.Name], err)
		}
		if canonical, err := wire.Canonical(stored[f.Name]); err != nil || string(canonical) != string(stored[f.Name]) {
			t.Errorf("%s is not canonical: %s", f.Name, stored[f.Name])
		}
	}
	got := branding.From(stored)
	if got.Color1 != b.Color1 || got.Color2 != b.Color2 || *got.Logo != logo || *got.Favicon != favicon {
		t.Errorf("%+v", got)
	}
	if hashes := wire.BlobsIn(stored[branding.FieldLogo]); len(hashes) != 1 || hashes[0] != logo.SHA256 {
		t.Errorf("the logo refers to %v", hashes)
	}
	if none := branding.From(nil); none != branding.Default() {
		t.Errorf("nothing stored: %+v", none)
	}
	if string(branding.StoredImage(nil)) != "null" {
		t.Error("no image is not null")
	}
}

func TestFieldsRefuse(t *testing.T) {
	checks := map[string]func(wire.Value) error{}
	for _, f := range branding.Fields() {
		checks[f.Name] = f.Check
	}
	for _, tt := range []struct{ field, value, want string }{
		{"color1", `"#ABCDEF"`, "branding.colour_unreadable"}, // one spelling
		{"color1", `"#abc"`, "branding.colour_unreadable"},
		{"color2", `"red"`, "branding.colour_unreadable"},
		{"color2", `7`, "branding.colour_unreadable"},
		{"logo", `"x"`, "branding.image_unreadable"},
		{"logo", `{}`, "branding.image_unreadable"},
		{"logo", `{"sha256":"00","more":1}`, "branding.image_unreadable"},
		{"logo", `{"sha256":"00","type":"image/png","width":143,"height":59,"size":5}`, "branding.image_heavy"},
		{"favicon", `[1]`, "branding.image_unreadable"},
	} {
		err := checks[tt.field](wire.Value(tt.value))
		if key, _ := fault.KeyOf(err); err == nil || key != tt.want {
			t.Errorf("%s %s: %v, want %s", tt.field, tt.value, err, tt.want)
		}
	}
}
