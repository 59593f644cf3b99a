// Package cli is what the command lines of our programs share: version, language, help and complaints in both languages.
package cli

import (
	"errors"
	"strings"

	"pupitre/data/fault"
	"pupitre/i18n"
)

// Version of the programs.
const Version = "0.1.0"

// Exit codes.
const (
	Done   = 0
	Failed = 1 // refused, or failed while doing it
	Unfit  = 2 // wrong use, or this computer is not fit
)

// Language is the chosen one, else the environment's, else French. It is needed before the command line is parsed, for
// the words of the help itself.
func Language(args []string, env func(string) string) i18n.Language {
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

// UsageError is the sentence of a command line that is not understood. The library's own words are the detail.
func UsageError(p *i18n.Printer, program string, err error) string {
	var known *fault.Error
	if errors.As(err, &known) {
		if key, _ := fault.KeyOf(err); i18n.Known(key) && key != "error.unexpected" {
			return p.Err(err)
		}
	}
	return p.T("cli.usage", "Detail", err.Error(), "Program", program)
}
