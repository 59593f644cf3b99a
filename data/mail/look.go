package mail

import (
	"html/template"

	"pupitre/data/blob"
	"pupitre/data/branding"
	"pupitre/data/wire"
)

// Look is how the HTML of a letter looks: the colours of the provider that signs it, and its logo. The text has no look.
type Look struct {
	Color1, Color2 branding.Colour
	Logo           *Logo // nil for none
}

// Logo is a provider's logo, as the server found it.
type Logo struct {
	wire.BlobRef
	Body []byte
}

// Inline is an image that goes with a message and that its HTML shows by its content id: nothing is fetched from anywhere when
// the message is read, so that no server learns that it was.
type Inline struct {
	ID   string // content id, RFC 2392, without its brackets
	Name string // of the file
	Type string // media type
	Body []byte
}

// endings are those of the names of files, by media type.
var endings = map[string]string{blob.PNG: ".png", blob.JPEG: ".jpg", blob.GIF: ".gif"}

// band is the top of a letter, as the template reads it: colour 1 with the text that contrasts, the logo in its own size, and
// colour 2 as a line below. A logo stands for the name, which is its alternative text.
type band struct {
	Back, Text, Line string
	Logo             *bandLogo
}

type bandLogo struct {
	Address       template.URL
	Width, Height int
}

// bandOf is nil for a letter without a look.
func bandOf(look *Look) (*band, []Inline) {
	if look == nil {
		return nil, nil
	}
	b := &band{Back: look.Color1.Hex(), Text: branding.TextOn(look.Color1).Hex(), Line: look.Color2.Hex()}
	l := look.Logo
	if l == nil || endings[l.Type] == "" || branding.CheckLogo(l.BlobRef) != nil {
		return b, nil
	}
	image := Inline{ID: l.SHA256 + "@logo.pupitre", Name: "logo" + endings[l.Type], Type: l.Type, Body: l.Body}
	b.Logo = &bandLogo{Address: template.URL("cid:" + image.ID), Width: l.Width, Height: l.Height} // a hash is hexadecimal
	return b, []Inline{image}
}
