package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// sizes are Fyne units at 100 %.
var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:            14,
	theme.SizeNameCaptionText:     12.5,
	theme.SizeNameSubHeadingText:  16,
	theme.SizeNameHeadingText:     24,
	theme.SizeNameInputRadius:     7,
	theme.SizeNameSelectionRadius: 6,
	theme.SizeNameScrollBarSmall:  4,
	theme.SizeNameScrollBar:       10,
	theme.SizeNameInlineIcon:      20,

	Space4: 4, Space8: 8, Space12: 12, Space16: 16, Space24: 24, Space48: 48,

	SidebarWidth: 224, ContentWidth: 780, DialogWidth: 460, CalloutWidth: 400, FormWidth: 352,
	ControlNarrow: 60, ControlMedium: 220, ControlWide: 320, RowBreakWidth: 560,
	NavHeight: 34, CardRadius: 10, IconSmall: 16, IconHuge: 56, PopupHeight: 320, TextTiny: 11.5,
}

// textLine is a little more than the height of a line of 14 units in Inter (16.94; 21.78 at 125 %, as fonts are hinted),
// from which a field's padding follows: a field one hundredth too low would show a scroll bar.
const textLine = 17.5

// Size is the size of name in Fyne units, multiplied by the zoom. Hairlines stay thin at every zoom.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameSeparatorThickness, Line:
		return 1
	case theme.SizeNameInputBorder:
		return t.inputBorder()
	case RingWidth:
		return t.ring()
	case ControlHeight:
		return t.controlHeight() * t.factor
	case NavHeight:
		return max(sizes[NavHeight], t.touchHeight()) * t.factor
	case theme.SizeNameInnerPadding:
		return (t.controlHeight() - textLine) / 2 * t.factor
	}
	if v, ok := sizes[name]; ok {
		return v * t.factor
	}
	return theme.DefaultTheme().Size(name) * t.factor
}

func (t *Theme) inputBorder() float32 {
	if t.options.Mode == HighContrast {
		return 2
	}
	return 1
}

func (t *Theme) ring() float32 {
	if t.options.Mode == HighContrast {
		return 3
	}
	return 2
}

func (t *Theme) controlHeight() float32 { return max(34, t.touchHeight()) }

// touchHeight is 48 units for fingers: WCAG 2.2, 2.5.5 asks for 44.
func (t *Theme) touchHeight() float32 {
	if t.options.Touch {
		return 48
	}
	return 0
}
