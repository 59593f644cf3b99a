//go:build !(linux && cgo)

package workstation

// localeIsUTF8 is true where text input does not go through the C locale, or where there is no window at all.
func localeIsUTF8() bool { return true }
