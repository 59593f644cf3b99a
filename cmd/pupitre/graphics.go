package main

import (
	"os"

	"fyne.io/fyne/v2"
)

// softwareVariable asks for software graphics, as --software-gl does.
const softwareVariable = "PUPITRE_SOFTWARE_GL"

// softwareGraphics passes over the graphics driver where the system lets a program do so, before any window is opened. On
// Linux, Mesa draws on the processor. On Windows that takes Mesa's opengl32.dll beside the program, which then heeds the same
// variable. On macOS nothing is needed, and nothing can be chosen. What the person has set stays.
func softwareGraphics() error {
	for name, value := range map[string]string{"LIBGL_ALWAYS_SOFTWARE": "1", "GALLIUM_DRIVER": "llvmpipe"} {
		if _, set := os.LookupEnv(name); set {
			continue
		}
		if err := os.Setenv(name, value); err != nil {
			return err
		}
	}
	return nil
}

// stillApp is an app without animations: each frame of one costs the processor a whole window.
type stillApp struct{ fyne.App }

// Settings are those of the app, without animations.
func (a stillApp) Settings() fyne.Settings { return stillSettings{a.App.Settings()} }

type stillSettings struct{ fyne.Settings }

// ShowAnimations implements fyne.Settings.
func (stillSettings) ShowAnimations() bool { return false }

// still makes the toolkit's widgets ask an app without animations. The toolkit finds its app by this global alone.
func still(a fyne.App) fyne.App {
	quiet := stillApp{a}
	fyne.SetCurrentApp(quiet)
	return quiet
}
