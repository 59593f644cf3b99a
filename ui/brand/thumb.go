package brand

import (
	"fyne.io/fyne/v2"

	"pupitre/data/branding"
	"pupitre/data/wire"
	"pupitre/ui/look"
)

// Thumbnail shows a stored value of the look beside its words: a swatch or an image at its real size; nil for a value of
// anything else, and for none. label is what the words are.
func (a *Album) Thumbnail(label, entity, field string, v wire.Value) fyne.CanvasObject {
	if entity != branding.Entity || len(v) == 0 || string(v) == "null" {
		return nil
	}
	b := branding.From(map[string]wire.Value{field: v})
	switch {
	case field == branding.FieldColor1:
		return NewSwatch(b.Color1, look.Space24)
	case field == branding.FieldColor2:
		return NewSwatch(b.Color2, look.Space24)
	case field == branding.FieldLogo && b.Logo != nil:
		return a.thumbnail(*b.Logo, NewPicture(label, branding.LogoWidth, branding.LogoHeight, 1))
	case field == branding.FieldFavicon && b.Favicon != nil:
		side := min(b.Favicon.Width, branding.FaviconAdvised)
		return a.thumbnail(*b.Favicon, NewPicture(label, side, side, 1))
	}
	return nil
}

func (a *Album) thumbnail(ref wire.BlobRef, v *Picture) *Picture {
	a.Await(ref, func(s Seen) { v.Set(s.Largest(), nil) })
	return v
}
