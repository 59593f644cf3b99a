package settings

import (
	"testing" // want no-testing-in-programs

	"fyne.io/fyne/v2" // want fyne-for-screens-only

	"pupitre/cmd/pupitre" // want data-knows-no-screen
	"pupitre/ui/shell"    // want data-knows-no-screen
)
