package main

import (
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// --software-gl asks Mesa for the processor, and leaves what the person has chosen.
func TestSoftwareGraphicsPassOverTheDriver(t *testing.T) {
	t.Setenv("GALLIUM_DRIVER", "softpipe")
	t.Setenv("LIBGL_ALWAYS_SOFTWARE", "") // to be put back after the test
	if err := os.Unsetenv("LIBGL_ALWAYS_SOFTWARE"); err != nil {
		t.Fatal(err)
	}
	if err := softwareGraphics(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"LIBGL_ALWAYS_SOFTWARE": "1", "GALLIUM_DRIVER": "softpipe"} {
		if got := os.Getenv(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// What asks the toolkit whether it may move, moves nothing.
func TestNothingIsAnimatedInSoftware(t *testing.T) {
	app := test.NewTempApp(t)
	if !fyne.CurrentApp().Settings().ShowAnimations() {
		t.Fatal("nothing was animated before")
	}
	if still(app); fyne.CurrentApp().Settings().ShowAnimations() {
		t.Error("the toolkit's widgets move still")
	}
}
