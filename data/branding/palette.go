package branding

// Named is a colour of the palette.
type Named struct {
	Name   string // catalogue id, without arguments
	Colour Colour
}

// palette is offered as a list, around the wheel and then the neutrals. Every one can carry white or black text, and most
// serve as links on white.
var palette = []Named{
	{"branding.palette.red", Colour{0xc6, 0x28, 0x28}},
	{"branding.palette.vermilion", Colour{0xd8, 0x43, 0x15}},
	{"branding.palette.orange", Colour{0xef, 0x6c, 0x00}},
	{"branding.palette.gold", Colour{0xf2, 0xb1, 0x05}},
	{"branding.palette.olive", Colour{0x6b, 0x71, 0x1c}},
	{"branding.palette.green", Colour{0x2e, 0x7d, 0x32}},
	{"branding.palette.fir", Colour{0x1b, 0x4d, 0x3e}},
	{"branding.palette.teal", Colour{0x00, 0x79, 0x6b}},
	{"branding.palette.sky", Colour{0x02, 0x77, 0xbd}},
	{"branding.palette.blue", Colour{0x1f, 0x5f, 0xd6}},
	{"branding.palette.navy", Colour{0x17, 0x2b, 0x5e}},
	{"branding.palette.indigo", Colour{0x3f, 0x3d, 0xa8}},
	{"branding.palette.violet", Colour{0x7b, 0x2c, 0xbf}},
	{"branding.palette.plum", Colour{0x88, 0x0e, 0x4f}},
	{"branding.palette.pink", Colour{0xd8, 0x1b, 0x60}},
	{"branding.palette.brown", Colour{0x6d, 0x4c, 0x41}},
	{"branding.palette.slate", Colour{0x52, 0x5d, 0x70}},
	{"branding.palette.ink", Colour{0x17, 0x1c, 0x26}},
	{"branding.palette.silver", Colour{0xb8, 0xbf, 0xca}},
	{"branding.palette.white", White},
}

// Palette is the list of named colours.
func Palette() []Named { return append([]Named(nil), palette...) }

// NameOf is the catalogue id of a colour's name, "" for one that is not of the palette.
func NameOf(c Colour) string {
	for _, n := range palette {
		if n.Colour == c {
			return n.Name
		}
	}
	return ""
}
