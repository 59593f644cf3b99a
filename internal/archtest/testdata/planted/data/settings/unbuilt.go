//go:build ignore

package settings

import "fyne.io/fyne/v2/app"
