// Package resources holds the files that are built into the programs: fonts, icons and the application's own picture.
//
// It is a leaf and knows no toolkit: the desktop and the server's public page both use it. The bytes that its functions
// return are shared and must not be changed.
package resources

import _ "embed"

// Weight is a weight of the interface's typeface.
type Weight int

// The weights that the interface uses.
const (
	Regular  Weight = 400
	SemiBold Weight = 600
)

var (
	//go:embed fonts/Inter-Regular.ttf
	interRegular []byte
	//go:embed fonts/Inter-SemiBold.ttf
	interSemiBold []byte
	//go:embed app/pupitre.png
	appPNG []byte
	//go:embed app/pupitre.svg
	appSVG []byte
)

// Font is the TrueType file of Inter in the given weight; Regular for a weight that there is not.
func Font(w Weight) []byte {
	if w == SemiBold {
		return interSemiBold
	}
	return interRegular
}

// AppIcon is the application icon, a PNG of 512 × 512 px.
func AppIcon() []byte { return appPNG }

// AppIconSVG is the application icon as a drawing, in its own colours.
func AppIconSVG() []byte { return appSVG }
