package branding

import (
	"bytes"
	"encoding/json"

	"pupitre/data/blob"
	"pupitre/data/fault"
	"pupitre/data/wire"
)

// The entity and its fields. Colours are "#rrggbb", images references to blobs or null.
const (
	Entity       = "branding"
	FieldColor1  = "color1"
	FieldColor2  = "color2"
	FieldLogo    = "logo"
	FieldFavicon = "favicon"
)

// The bounds of images, in pixels and bytes. Fewer than 30,000 bytes are below both readings of "30 Ko".
const (
	LogoWidth       = 143
	LogoHeight      = 59
	FaviconLeast    = 16
	FaviconMost     = 256
	FaviconAdvised  = 48
	ImageBytesBelow = 30_000
)

// Brand is the look of a provider.
type Brand struct {
	Color1, Color2 Colour
	Logo, Favicon  *wire.BlobRef // nil for none
}

// Default is the look of a provider that has chosen none.
func Default() Brand {
	return Brand{Color1: Colour{0x1f, 0x5f, 0xd6}, Color2: Colour{0x17, 0x2b, 0x5e}}
}

// Field is a field of the entity, for the table of what can be set.
type Field struct {
	Name     string
	Required bool
	Check    func(wire.Value) error
}

// Fields are the entity's.
func Fields() []Field {
	return []Field{
		{Name: FieldColor1, Required: true, Check: checkColour},
		{Name: FieldColor2, Required: true, Check: checkColour},
		{Name: FieldLogo, Check: checkImage(CheckLogo)},
		{Name: FieldFavicon, Check: checkImage(CheckFavicon)},
	}
}

// From reads the stored fields; what is missing or not in its form is as in Default.
func From(fields map[string]wire.Value) Brand {
	b := Default()
	for name, to := range map[string]*Colour{FieldColor1: &b.Color1, FieldColor2: &b.Color2} {
		if c, err := readColour(fields[name]); err == nil {
			*to = c
		}
	}
	if ref, err := ReadImage(fields[FieldLogo]); err == nil && CheckLogo(ref) == nil {
		b.Logo = &ref
	}
	if ref, err := ReadImage(fields[FieldFavicon]); err == nil && CheckFavicon(ref) == nil {
		b.Favicon = &ref
	}
	return b
}

// Stored gives the stored form, by field.
func (b Brand) Stored() map[string]wire.Value {
	return map[string]wire.Value{
		FieldColor1: StoredColour(b.Color1), FieldColor2: StoredColour(b.Color2),
		FieldLogo: StoredImage(b.Logo), FieldFavicon: StoredImage(b.Favicon),
	}
}

// StoredColour is the stored form of a colour.
func StoredColour(c Colour) wire.Value { return wire.Value(`"` + c.Hex() + `"`) }

// StoredImage is the stored form of a reference, null for none.
func StoredImage(ref *wire.BlobRef) wire.Value {
	text, err := json.Marshal(ref)
	if err != nil {
		return wire.Value("null") // strings and numbers always encode
	}
	v, err := wire.Canonical(text)
	if err != nil {
		return wire.Value("null")
	}
	return v
}

// CheckLogo holds an image against the rules of a logo. Faults: branding.logo_type, branding.logo_size,
// branding.image_heavy.
func CheckLogo(ref wire.BlobRef) error {
	const op = "branding.CheckLogo"
	switch ref.Type {
	case blob.PNG, blob.JPEG, blob.GIF:
	default:
		return fault.New(fault.Invalid, op, "branding.logo_type")
	}
	if ref.Width != LogoWidth || ref.Height != LogoHeight {
		return fault.New(fault.Invalid, op, "branding.logo_size")
	}
	return checkWeight(op, ref)
}

// CheckFavicon holds an image against the rules of a favicon. Faults: branding.favicon_type, branding.favicon_size,
// branding.image_heavy.
func CheckFavicon(ref wire.BlobRef) error {
	const op = "branding.CheckFavicon"
	switch ref.Type {
	case blob.PNG, blob.GIF, blob.ICO:
	default:
		return fault.New(fault.Invalid, op, "branding.favicon_type")
	}
	if ref.Width != ref.Height || ref.Width < FaviconLeast || ref.Width > FaviconMost {
		return fault.New(fault.Invalid, op, "branding.favicon_size")
	}
	return checkWeight(op, ref)
}

func checkWeight(op string, ref wire.BlobRef) error {
	if ref.Size < 1 || ref.Size >= ImageBytesBelow || !wire.IsHash(ref.SHA256) {
		return fault.New(fault.Invalid, op, "branding.image_heavy")
	}
	return nil
}

func checkColour(v wire.Value) error {
	c, err := readColour(v)
	if err == nil && string(v) != string(StoredColour(c)) {
		err = fault.New(fault.Invalid, "branding.checkColour", "branding.colour_unreadable")
	}
	return err
}

func readColour(v wire.Value) (Colour, error) {
	var s string
	if err := json.Unmarshal(v, &s); err != nil {
		return Colour{}, fault.As(fault.Invalid, "branding.readColour", "branding.colour_unreadable", err)
	}
	return ParseHex(s)
}

func checkImage(check func(wire.BlobRef) error) func(wire.Value) error {
	return func(v wire.Value) error {
		ref, err := ReadImage(v)
		if err != nil {
			return err
		}
		return check(ref)
	}
}

// ReadImage reads a stored reference; a member that it does not know is refused. Fault: branding.image_unreadable.
func ReadImage(v wire.Value) (ref wire.BlobRef, err error) {
	dec := json.NewDecoder(bytes.NewReader(v))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&ref); err != nil || ref.SHA256 == "" {
		return ref, fault.New(fault.Invalid, "branding.ReadImage", "branding.image_unreadable")
	}
	return ref, nil
}
