package settings

import (
	"testing"

	"pupitre/ui/shell" // want data-knows-no-screen
)
