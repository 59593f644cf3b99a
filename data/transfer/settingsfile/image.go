package settingsfile

import (
	"context"
	"encoding/base64"
	"maps"
	"strings"

	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/branding/picture"
	"pupitre/data/fault"
	"pupitre/data/settings"
	"pupitre/data/wire"
)

// Images gives the bytes of an image by its hash.
type Images func(hash string) ([]byte, error)

// lineLength is that of a line of base64, as RFC 2045, 6.8, has it.
const lineLength = 76

// colour is a field with a colour, "#rrggbb" in any spelling that people use.
func colour(name string) field {
	return one(name, func(s string) (wire.Value, error) {
		c, err := branding.ParseHex(strings.TrimSpace(s))
		if err != nil {
			return nil, err
		}
		return branding.StoredColour(c), nil
	}, showText)
}

// imageField is a field with an image, base64 in the file.
func imageField(name string, check func(wire.BlobRef) error) field {
	return field{name: name, keys: []string{name}, image: check, show: func(v wire.Value) map[string]any {
		return map[string]any{name: showText(v)}
	}}
}

// readImage reads an image of the file: its stored form, and its bytes when they are not what stands already. Bounds come before
// decoding: of the text, of the dimensions, of the content.
func readImage(s scalar, check func(wire.BlobRef) error, current wire.Value) (value wire.Value, body []byte, err error) {
	const op = "settingsfile.readImage"
	if s.null {
		return wire.Value("null"), nil, nil
	}
	text := strings.Join(strings.Fields(s.text), "")
	if len(text) > base64.StdEncoding.EncodedLen(branding.ImageBytesBelow) {
		return nil, nil, fault.New(fault.Invalid, op, "branding.image_heavy")
	}
	if body, err = base64.StdEncoding.Strict().DecodeString(text); err != nil {
		return nil, nil, fault.As(fault.Invalid, op, "transfer.not_base64", err)
	}
	if ref, err := branding.ReadImage(current); err == nil && ref.SHA256 == blob.Hash(body) {
		return current, nil, nil
	}
	info, err := picture.Reader{}.Verify(context.Background(), body, check)
	if err != nil {
		return nil, nil, fault.Wrap(op, err)
	}
	ref := info.Ref()
	return branding.StoredImage(&ref), body, nil
}

// withImages is the settings with the text of each image in the place of the reference to it.
func withImages(v settings.Values, images Images) (out settings.Values, missing []string, err error) {
	stored := maps.Clone(v[branding.Entity])
	for _, s := range layout {
		if s.entity != branding.Entity {
			continue
		}
		for _, f := range s.fields {
			ref, unreadable := branding.ReadImage(stored[f.name])
			if f.image == nil || unreadable != nil { // what is no image is not shown anywhere either
				continue
			}
			body, err := images(ref.SHA256)
			switch {
			case fault.Is(err, fault.Unavailable), fault.Is(err, fault.NotFound):
				missing = append(missing, f.name)
				delete(stored, f.name)
			case err != nil:
				return nil, nil, err
			default:
				stored[f.name] = settings.Text(wrap(base64.StdEncoding.EncodeToString(body)))
			}
		}
	}
	out = maps.Clone(v)
	if stored != nil {
		out[branding.Entity] = stored
	}
	return out, missing, nil
}

// wrap breaks a text into lines.
func wrap(text string) string {
	var lines []string
	for len(text) > lineLength {
		lines = append(lines, text[:lineLength])
		text = text[lineLength:]
	}
	return strings.Join(append(lines, text), "\n")
}
