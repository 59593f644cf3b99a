package shell

import (
	"fyne.io/fyne/v2"

	"pupitre/ui/settingspage" // want shell-knows-no-page
	"pupitre/ui/task"
)
