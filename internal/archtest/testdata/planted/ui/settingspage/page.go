package settingspage

import (
	"time"

	"fyne.io/fyne/v2"

	"pupitre/cmd/gallery" // want ui-knows-no-program
	"pupitre/data/settings"
	"pupitre/data/store"   // want ui-knows-no-storage
	"pupitre/ui/loginpage" // want pages-are-strangers
	"pupitre/ui/settingspage/parts"
	"pupitre/ui/widgets"
)

func background() {
	go background()                   // want one-door-to-the-background
	fyne.Do(background)               // want one-door-to-the-background
	fyne.DoAndWait(background)        // want one-door-to-the-background
	time.AfterFunc(1, background)     // want one-door-to-the-background
	fyne.NewSize(0, 0)
	time.Now()
}
