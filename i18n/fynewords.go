package i18n

import (
	"embed"
	"fmt"
	"maps"
	"sync"

	"github.com/BurntSushi/toml"
)

//go:embed fyne/words.*.toml
var fyneFiles embed.FS

var fyneWords = sync.OnceValue(func() map[Language]map[string]string {
	all := map[Language]map[string]string{}
	for _, lang := range Languages {
		words := map[string]string{}
		name := "fyne/words." + string(lang) + ".toml"
		if _, err := toml.DecodeFS(fyneFiles, name, &words); err != nil {
			panic(fmt.Errorf("i18n: %s: %w", name, err)) // a defect of the build, caught by the tests
		}
		all[lang] = words
	}
	return all
})

// FyneWords gives the words that the toolkit itself shows (context menus, file dialogs, calendars), by the toolkit's own
// ids, for the screen side to hand to it. The caller owns the map.
func FyneWords(lang Language) map[string]string {
	if lang != English {
		lang = French
	}
	return maps.Clone(fyneWords()[lang])
}
