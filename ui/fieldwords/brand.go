package fieldwords

import (
	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/wire"
	"pupitre/i18n"
)

// brandWords are the words of a control of the look.
func brandWords(p *i18n.Printer, field string) controlWords {
	switch field {
	case branding.FieldColor1:
		return controlWords{p.T("brandpage.field.color1"), p.T("brandpage.field.color1_help"), p.T("brandpage.field.colour_words"), p.T("brandpage.field.colour_hint")}
	case branding.FieldColor2:
		return controlWords{p.T("brandpage.field.color2"), p.T("brandpage.field.color2_help"), p.T("brandpage.field.colour_words"), p.T("brandpage.field.colour_hint")}
	case branding.FieldLogo:
		return controlWords{label: p.T("brandpage.field.logo"), help: p.T("brandpage.field.logo_help"), also: p.T("brandpage.field.logo_words")}
	case branding.FieldFavicon:
		return controlWords{label: p.T("brandpage.field.favicon"), help: p.T("brandpage.field.favicon_help"), also: p.T("brandpage.field.favicon_words")}
	}
	return controlWords{}
}

// colourText writes a stored colour: its name, if the palette has it, and its hex value.
func colourText(p *i18n.Printer, stored string) string {
	c, err := branding.ParseHex(stored)
	if err != nil {
		return stored
	}
	return Colour(p, c)
}

// Colour writes a colour: its name, if the palette has it, and its hex value.
func Colour(p *i18n.Printer, c branding.Colour) string {
	name := branding.NameOf(c)
	if name == "" {
		return c.Hex()
	}
	return p.T("brandpage.value.colour", "Name", p.T(name), "Hex", c.Hex())
}

// imageText writes a reference to an image, "" for one that cannot be read.
func imageText(p *i18n.Printer, field string, value wire.Value) string {
	b := branding.From(map[string]wire.Value{field: value})
	for _, ref := range []*wire.BlobRef{b.Logo, b.Favicon} {
		if ref != nil {
			return Image(p, *ref)
		}
	}
	return ""
}

// Image writes what an image is: "PNG, 143 × 59, 12 ko".
func Image(p *i18n.Printer, ref wire.BlobRef) string {
	kind := map[string]string{blob.PNG: "PNG", blob.JPEG: "JPG", blob.GIF: "GIF", blob.ICO: "ICO"}[ref.Type]
	return p.T("brandpage.value.image", "Kind", kind, "Width", ref.Width, "Height", ref.Height, "Size", p.Bytes(int64(ref.Size)))
}
