package look

import (
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"pupitre/resources"
)

var (
	regular  = sync.OnceValue(func() fyne.Resource { return typeface("Inter-Regular.ttf", resources.Regular) })
	semiBold = sync.OnceValue(func() fyne.Resource { return typeface("Inter-SemiBold.ttf", resources.SemiBold) })
)

func typeface(name string, weight resources.Weight) fyne.Resource {
	return fyne.NewStaticResource(name, leanFont(resources.Font(weight)))
}

// Font is Inter, regular or semi-bold; Fyne's own for what Inter is not: monospace and symbols.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace || style.Symbol:
		return theme.DefaultTheme().Font(style)
	case style.Bold:
		return semiBold()
	}
	return regular()
}
