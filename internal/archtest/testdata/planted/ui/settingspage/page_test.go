package settingspage

import (
	"testing"

	"fyne.io/fyne/v2/app" // want app-for-programs-only

	"pupitre/data/memstore"
	"pupitre/data/remote" // want ui-knows-no-storage
)

func together() {
	go together()
}
