package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

type palette map[fyne.ThemeColorName]color.NRGBA

// rgb is an opaque colour written 0xRRGGBB.
func rgb(hex uint32) color.NRGBA { return rgba(hex, 0xFF) }

func rgba(hex uint32, alpha uint8) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: alpha}
}

// The three palettes name the same colours; a test holds every pair that meets on the screen to WCAG 2.2, 1.4.3 (text,
// 4.5:1) and 1.4.11 (controls, 3:1).
var lightPalette = palette{
	theme.ColorNameBackground:        rgb(0xF5F6F8),
	theme.ColorNameOverlayBackground: rgb(0xFFFFFF),
	theme.ColorNameMenuBackground:    rgb(0xFFFFFF),
	theme.ColorNameHeaderBackground:  rgb(0xF0F2F5),
	theme.ColorNameInputBackground:   rgb(0xF6F7F9),
	theme.ColorNameButton:            rgb(0xE7EAEF),
	theme.ColorNameDisabledButton:    rgb(0xEEF0F3),
	ColorSurface:                     rgb(0xFFFFFF),
	ColorSidebar:                     rgb(0xECEEF1),
	ColorTip:                         rgb(0x24292F),

	theme.ColorNameForeground:          rgb(0x1B1F24),
	theme.ColorNamePlaceHolder:         rgb(0x5B6470),
	theme.ColorNameDisabled:            rgb(0x767F8C),
	theme.ColorNameHyperlink:           rgb(0x1F5FD6),
	theme.ColorNameForegroundOnPrimary: rgb(0xFFFFFF),
	theme.ColorNameForegroundOnError:   rgb(0xFFFFFF),
	theme.ColorNameForegroundOnSuccess: rgb(0xFFFFFF),
	theme.ColorNameForegroundOnWarning: rgb(0xFFFFFF),
	ColorMuted:                         rgb(0x5B6470),
	ColorOnAccent:                      rgb(0x153E8C),
	ColorOnTip:                         rgb(0xFFFFFF),
	ColorTipAction:                     rgb(0x9DC1FF),

	theme.ColorNamePrimary:     rgb(0x1F5FD6),
	theme.ColorNameError:       rgb(0xC62828),
	theme.ColorNameSuccess:     rgb(0x187A34),
	theme.ColorNameWarning:     rgb(0x8A5A00),
	theme.ColorNameInputBorder: rgb(0x7F8792),
	ColorFocusRing:             rgb(0x1F5FD6),

	theme.ColorNameFocus:               rgba(0x1F5FD6, 0x50),
	theme.ColorNameSelection:           rgba(0x1F5FD6, 0x33),
	theme.ColorNameHover:               rgba(0x000000, 0x0E),
	theme.ColorNamePressed:             rgba(0x000000, 0x1E),
	theme.ColorNameSeparator:           rgb(0xE6E9ED),
	theme.ColorNameShadow:              rgba(0x000000, 0x28),
	theme.ColorNameScrollBar:           rgba(0x000000, 0x5A),
	theme.ColorNameScrollBarBackground: rgba(0x000000, 0x0C),
	ColorBorder:                        rgb(0xDFE3E8),
	ColorButtonEdge:                    rgb(0xCDD3DB),
	ColorAccentSoft:                    rgb(0xDCE7FB),
	ColorInfoSoft:                      rgb(0xE6EEFC),
	ColorWarningSoft:                   rgb(0xFFF4D6),
	ColorErrorSoft:                     rgb(0xFDECEC),
	ColorSuccessSoft:                   rgb(0xE3F4E7),
	ColorSkeleton:                      rgb(0xE4E7EC),
	ColorScrim:                         rgba(0x10151C, 0x66),
}

var darkPalette = palette{
	theme.ColorNameBackground:        rgb(0x13161A),
	theme.ColorNameOverlayBackground: rgb(0x22272E),
	theme.ColorNameMenuBackground:    rgb(0x22272E),
	theme.ColorNameHeaderBackground:  rgb(0x20252B),
	theme.ColorNameInputBackground:   rgb(0x15191D),
	theme.ColorNameButton:            rgb(0x2F363F),
	theme.ColorNameDisabledButton:    rgb(0x20252B),
	ColorSurface:                     rgb(0x1B1F24),
	ColorSidebar:                     rgb(0x0F1215),
	ColorTip:                         rgb(0xE8EAED),

	theme.ColorNameForeground:          rgb(0xE8EAED),
	theme.ColorNamePlaceHolder:         rgb(0x9AA4B1),
	theme.ColorNameDisabled:            rgb(0x78828F),
	theme.ColorNameHyperlink:           rgb(0x8AB4FF),
	theme.ColorNameForegroundOnPrimary: rgb(0x0B1220),
	theme.ColorNameForegroundOnError:   rgb(0x1B0B0B),
	theme.ColorNameForegroundOnSuccess: rgb(0x06210E),
	theme.ColorNameForegroundOnWarning: rgb(0x241A00),
	ColorMuted:                         rgb(0x9AA4B1),
	ColorOnAccent:                      rgb(0xD3E2FF),
	ColorOnTip:                         rgb(0x1B1F24),
	ColorTipAction:                     rgb(0x1F5FD6),

	theme.ColorNamePrimary:     rgb(0x6EA0FF),
	theme.ColorNameError:       rgb(0xFF7B72),
	theme.ColorNameSuccess:     rgb(0x57C06F),
	theme.ColorNameWarning:     rgb(0xE3B341),
	theme.ColorNameInputBorder: rgb(0x6B7683),
	ColorFocusRing:             rgb(0x6EA0FF),

	theme.ColorNameFocus:               rgba(0x6EA0FF, 0x66),
	theme.ColorNameSelection:           rgba(0x6EA0FF, 0x44),
	theme.ColorNameHover:               rgba(0xFFFFFF, 0x12),
	theme.ColorNamePressed:             rgba(0xFFFFFF, 0x24),
	theme.ColorNameSeparator:           rgb(0x272C33),
	theme.ColorNameShadow:              rgba(0x000000, 0x78),
	theme.ColorNameScrollBar:           rgba(0xFFFFFF, 0x5A),
	theme.ColorNameScrollBarBackground: rgba(0xFFFFFF, 0x0E),
	ColorBorder:                        rgb(0x2D333B),
	ColorButtonEdge:                    rgb(0x444C57),
	ColorAccentSoft:                    rgb(0x1E2E4D),
	ColorInfoSoft:                      rgb(0x18263F),
	ColorWarningSoft:                   rgb(0x33290E),
	ColorErrorSoft:                     rgb(0x3B1A1A),
	ColorSuccessSoft:                   rgb(0x12301A),
	ColorSkeleton:                      rgb(0x2A3038),
	ColorScrim:                         rgba(0x000000, 0x99),
}

var contrastPalette = palette{
	theme.ColorNameBackground:        rgb(0x000000),
	theme.ColorNameOverlayBackground: rgb(0x000000),
	theme.ColorNameMenuBackground:    rgb(0x000000),
	theme.ColorNameHeaderBackground:  rgb(0x1A1A1A),
	theme.ColorNameInputBackground:   rgb(0x000000),
	theme.ColorNameButton:            rgb(0x1A1A1A),
	theme.ColorNameDisabledButton:    rgb(0x111111),
	ColorSurface:                     rgb(0x000000),
	ColorSidebar:                     rgb(0x000000),
	ColorTip:                         rgb(0xFFFFFF),

	theme.ColorNameForeground:          rgb(0xFFFFFF),
	theme.ColorNamePlaceHolder:         rgb(0xE0E0E0),
	theme.ColorNameDisabled:            rgb(0xA8A8A8),
	theme.ColorNameHyperlink:           rgb(0x7FD8FF),
	theme.ColorNameForegroundOnPrimary: rgb(0x000000),
	theme.ColorNameForegroundOnError:   rgb(0x000000),
	theme.ColorNameForegroundOnSuccess: rgb(0x000000),
	theme.ColorNameForegroundOnWarning: rgb(0x000000),
	ColorMuted:                         rgb(0xE0E0E0),
	ColorOnAccent:                      rgb(0xFFD60A),
	ColorOnTip:                         rgb(0x000000),
	ColorTipAction:                     rgb(0x003E8C),

	theme.ColorNamePrimary:     rgb(0xFFD60A),
	theme.ColorNameError:       rgb(0xFF8A80),
	theme.ColorNameSuccess:     rgb(0x69F0AE),
	theme.ColorNameWarning:     rgb(0xFFD60A),
	theme.ColorNameInputBorder: rgb(0xFFFFFF),
	ColorFocusRing:             rgb(0x7FD8FF),

	theme.ColorNameFocus:               rgb(0xFFD60A),
	theme.ColorNameSelection:           rgba(0x7FD8FF, 0x70),
	theme.ColorNameHover:               rgba(0xFFFFFF, 0x38),
	theme.ColorNamePressed:             rgba(0xFFFFFF, 0x5A),
	theme.ColorNameSeparator:           rgb(0xFFFFFF),
	theme.ColorNameShadow:              rgba(0xFFFFFF, 0x00),
	theme.ColorNameScrollBar:           rgb(0xFFFFFF),
	theme.ColorNameScrollBarBackground: rgb(0x333333),
	ColorBorder:                        rgb(0xFFFFFF),
	ColorButtonEdge:                    rgb(0xFFFFFF),
	ColorAccentSoft:                    rgb(0x2B2600),
	ColorInfoSoft:                      rgb(0x00131F),
	ColorWarningSoft:                   rgb(0x1F1A00),
	ColorErrorSoft:                     rgb(0x240000),
	ColorSuccessSoft:                   rgb(0x001A0D),
	ColorSkeleton:                      rgb(0x4D4D4D),
	ColorScrim:                         rgba(0x000000, 0xC0),
}
