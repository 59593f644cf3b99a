package look

import (
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
)

// Icon is an icon in the colour of text.
func Icon(name resources.IconName) fyne.Resource {
	return ColoredIcon(name, theme.ColorNameForeground)
}

// ColoredIcon is an icon in a colour of the theme; it follows the theme when that changes.
func ColoredIcon(name resources.IconName, color fyne.ThemeColorName) fyne.Resource {
	return theme.NewColoredResource(iconFile(name), color)
}

var iconFiles sync.Map // resources.IconName → fyne.Resource

func iconFile(name resources.IconName) fyne.Resource {
	if r, ok := iconFiles.Load(name); ok {
		return r.(fyne.Resource)
	}
	r, _ := iconFiles.LoadOrStore(name, fyne.NewStaticResource(string(name)+".svg", resources.Icon(name)))
	return r.(fyne.Resource)
}
