package look

import (
	"encoding/json"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"pupitre/i18n"
)

// fyneTags are the languages that Fyne 2.7 ships. Fyne picks one of them from the operating system, once, and offers no
// way to choose (fyne #5333): giving our words under every tag makes the choice ours.
var fyneTags = []string{"en", "cs", "de", "el", "es", "fr", "pl", "pt", "pt-BR", "ru", "sv", "ta", "uk", "zh-Hans"}

// pluralForms are all that any of those languages may ask for.
var pluralForms = []string{"zero", "one", "two", "few", "many", "other"}

// ApplyLanguage makes Fyne's own words (context menu of a field, file dialogs) those of a language.
func ApplyLanguage(language i18n.Language) error {
	messages := map[string]map[string]string{}
	for id, word := range i18n.FyneWords(language) {
		forms := map[string]string{}
		for _, form := range pluralForms {
			forms[form] = word
		}
		messages[id] = forms
	}
	data, err := json.Marshal(messages)
	if err != nil {
		return fmt.Errorf("look.ApplyLanguage: %w", err)
	}
	for _, tag := range fyneTags {
		if err := lang.AddTranslationsForLocale(data, fyne.Locale(tag)); err != nil {
			return fmt.Errorf("look.ApplyLanguage: %s: %w", tag, err)
		}
	}
	return nil
}
