package main

import (
	"path"
	"strings"
)

// ourModule is the module of our own packages.
const ourModule = "pupitre"

// carried are files that a program has in itself, and whose work they are.
type carried struct {
	files string // import path and file, with the * of path.Match; everything below what ends with a slash
	whose string // a name of own or brought; "" for the module's own, under its licence
}

func (c carried) has(name string) bool {
	if strings.HasSuffix(c.files, "/") {
		return strings.HasPrefix(name, c.files)
	}
	fits, err := path.Match(c.files, name)
	return err == nil && fits
}

// embedded are all files that the programs have in themselves. Before a line is added here, somebody has looked whose work the files
// are: fonts, drawings and lists seldom are of those who embed them.
var embedded = []carried{
	{"pupitre/resources/fonts/Inter-*.ttf", "Inter"},
	{"pupitre/resources/icons/*.svg", "Material Symbols"},
	{"pupitre/resources/app/pupitre.*", ""},
	{"pupitre/resources/docs/", ""},
	{"pupitre/i18n/", ""},
	{"pupitre/data/access/password_common.txt", "The password list of zxcvbn-ts"},
	{"pupitre/data/settings/zones.txt", ""}, // names of time zones; zone.tab is in the public domain
	{"pupitre/data/demo/images/*.png", ""},
	{"pupitre/data/mail/letter.gohtml", ""},
	{"pupitre/data/server/portal/", ""},
	{"pupitre/data/store/migrations/", ""},

	{"fyne.io/fyne/v2/theme/font/NotoSans-*.ttf", ""}, // its licence is found beside it, as are the next two
	{"fyne.io/fyne/v2/theme/font/Inter*.ttf", ""},
	{"fyne.io/fyne/v2/theme/font/DejaVuSansMono-Powerline.ttf", ""},
	{"fyne.io/fyne/v2/theme/font/EmojiOneColor.otf", "EmojiOne, in Fyne"},
	{"fyne.io/fyne/v2/theme/icons/*.svg", "Material Icons, in Fyne"},
	{"fyne.io/fyne/v2/theme/icons/fyne.png", ""},
	{"fyne.io/fyne/v2/lang/translations/*.json", ""},
	{"fyne.io/fyne/v2/internal/painter/gl/shaders/", ""},
	{"google.golang.org/protobuf/internal/editiondefaults/editions_defaults.binpb", ""},
	{"github.com/nyaruka/phonenumbers/data/", "The data of libphonenumber, in phonenumbers"},
	{"codeberg.org/go-pdf/fpdf/font_embed/", ""}, // widths of letters, no letters
}
