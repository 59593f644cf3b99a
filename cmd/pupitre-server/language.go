package main

import (
	"strings"

	"pupitre/i18n"
)

// language is the chosen one, else the environment's, else French. It is needed before the command line is parsed, for
// the words of the help itself.
func language(args []string, env func(string) string) i18n.Language {
	wishes := []string{env("PUPITRE_LANG"), env("LC_ALL"), env("LC_MESSAGES"), env("LANG")}
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			wishes = append([]string{value}, wishes...)
		}
		if arg == "--lang" && i+1 < len(args) {
			wishes = append([]string{args[i+1]}, wishes...)
		}
	}
	for _, s := range wishes {
		if l, ok := i18n.Parse(s); ok {
			return l
		}
	}
	return i18n.French
}
