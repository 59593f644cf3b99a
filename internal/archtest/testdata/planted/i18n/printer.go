package i18n

import (
	"fyne.io/fyne/v2/lang" // want fyne-for-screens-only

	"pupitre/data/fault" // want leaves-import-nothing-of-ours
)
