package look

import "fyne.io/fyne/v2"

// Colours of ours, beside those of fyne.io/fyne/v2/theme.
const (
	ColorSurface     fyne.ThemeColorName = "app.surface"     // cards, header bars
	ColorBorder      fyne.ThemeColorName = "app.border"      // edge of cards, decorative
	ColorSidebar     fyne.ThemeColorName = "app.sidebar"     // behind the navigation
	ColorMuted       fyne.ThemeColorName = "app.muted"       // help and secondary text
	ColorAccentSoft  fyne.ThemeColorName = "app.accentSoft"  // behind what is selected
	ColorOnAccent    fyne.ThemeColorName = "app.onAccent"    // text and icon on ColorAccentSoft
	ColorButtonEdge  fyne.ThemeColorName = "app.buttonEdge"  // edge of a button, which its label already tells
	ColorFocusRing   fyne.ThemeColorName = "app.focusRing"   // ring around what has the keyboard
	ColorInfoSoft    fyne.ThemeColorName = "app.infoSoft"    // behind an information
	ColorWarningSoft fyne.ThemeColorName = "app.warningSoft" // behind a warning
	ColorErrorSoft   fyne.ThemeColorName = "app.errorSoft"   // behind an error
	ColorSuccessSoft fyne.ThemeColorName = "app.successSoft" // behind a success
	ColorSkeleton    fyne.ThemeColorName = "app.skeleton"    // bars that stand for what is loading
	ColorScrim       fyne.ThemeColorName = "app.scrim"       // veil under a dialog
	ColorTip         fyne.ThemeColorName = "app.tip"         // tooltip and toast
	ColorOnTip       fyne.ThemeColorName = "app.onTip"       // text on ColorTip
	ColorTipAction   fyne.ThemeColorName = "app.tipAction"   // action on ColorTip
)

// Sizes of ours, in Fyne units at 100 %; the theme multiplies them by the zoom.
const (
	Space4  fyne.ThemeSizeName = "app.space4"
	Space8  fyne.ThemeSizeName = "app.space8"
	Space12 fyne.ThemeSizeName = "app.space12"
	Space16 fyne.ThemeSizeName = "app.space16"
	Space24 fyne.ThemeSizeName = "app.space24"
	Space48 fyne.ThemeSizeName = "app.space48"

	SidebarWidth  fyne.ThemeSizeName = "app.sidebarWidth"  // navigation at the left
	ContentWidth  fyne.ThemeSizeName = "app.contentWidth"  // column of cards, at most
	DialogWidth   fyne.ThemeSizeName = "app.dialogWidth"   // modal dialog, at most
	CalloutWidth  fyne.ThemeSizeName = "app.calloutWidth"  // empty and error states, tooltips, toasts, at most
	FormWidth     fyne.ThemeSizeName = "app.formWidth"     // lone form such as the sign-in card: a ControlWide and the sides of its row
	ControlNarrow fyne.ThemeSizeName = "app.controlNarrow" // a check box
	ControlMedium fyne.ThemeSizeName = "app.controlMedium" // a list of short choices
	ControlWide   fyne.ThemeSizeName = "app.controlWide"   // a text
	RowBreakWidth fyne.ThemeSizeName = "app.rowBreakWidth" // under it a setting stacks its control under its label
	ControlHeight fyne.ThemeSizeName = "app.controlHeight" // button, field, line of a menu
	NavHeight     fyne.ThemeSizeName = "app.navHeight"     // line of the side bar
	CardRadius    fyne.ThemeSizeName = "app.cardRadius"    // corner of a card
	IconSmall     fyne.ThemeSizeName = "app.iconSmall"     // icon beside small text
	IconHuge      fyne.ThemeSizeName = "app.iconHuge"      // icon of an empty state
	Line          fyne.ThemeSizeName = "app.line"          // hairline around cards and between rows
	RingWidth     fyne.ThemeSizeName = "app.ringWidth"     // focus ring
	PopupHeight   fyne.ThemeSizeName = "app.popupHeight"   // list of choices, at most
	TextTiny      fyne.ThemeSizeName = "app.textTiny"      // badges and key hints
)
