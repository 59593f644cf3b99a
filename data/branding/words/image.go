// Package words says in words what a provider's images are, in French and in English: for lists of changes and wherever no
// picture can be shown.
package words

import (
	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/wire"
	"pupitre/i18n"
)

// formats are the names that people know, the same in both languages, by media type.
var formats = map[string]string{blob.PNG: "PNG", blob.JPEG: "JPG", blob.GIF: "GIF", blob.ICO: "ICO"}

// Image describes a stored image: its pixels, its format and its weight in bytes; that there is none for null. ok is false for
// a value that is no image.
func Image(p *i18n.Printer, value wire.Value) (text string, ok bool) {
	if len(value) == 0 || string(value) == "null" {
		return p.T("branding.words.none"), true
	}
	ref, err := branding.ReadImage(value)
	format, known := formats[ref.Type]
	if err != nil || !known {
		return "", false
	}
	return p.N("branding.words.image", ref.Size, "Width", ref.Width, "Height", ref.Height, "Format", format), true
}
