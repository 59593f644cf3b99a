package i18n

import (
	"testing"

	"fyne.io/fyne/v2/lang"

	"pupitre/data/fault"
)
