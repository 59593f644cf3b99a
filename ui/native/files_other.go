//go:build !windows && (!linux || android) && !freebsd && !netbsd && !openbsd

package native

// systemChooser has nothing to ask here: on macOS it would take code in Objective-C that could not be tested where the
// program is built.
func systemChooser() chooser { return noChooser{} }
