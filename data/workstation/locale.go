package workstation

import (
	"cmp"
	"os"
	"runtime"
	"strings"

	"github.com/jeandeaual/go-locale"
)

// SystemLanguage is the operating system's first language that Pupitre speaks, "fr" or "en"; "" when it has neither.
// Call it before PrepareLocale, which may hide the person's choice.
func SystemLanguage() string {
	tags, err := locale.GetLocales()
	if err != nil {
		return ""
	}
	return firstSpoken(tags)
}

func firstSpoken(tags []string) string {
	for _, tag := range tags {
		language, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(tag), "_", "-"), "-")
		if language == "fr" || language == "en" {
			return language
		}
	}
	return ""
}

// PrepareLocale makes dead keys and the Compose key work on Linux. The X input method needs a UTF-8 locale that is
// installed: with LANG=C, or a name that this computer does not have, "ê" typed by ^ and e comes out as e. It also gives
// the toolkit a language where the locale names none, about which it complains at every look. Call it first thing in main,
// before any window and any goroutine. It does nothing elsewhere.
func PrepareLocale() error {
	if runtime.GOOS != "linux" {
		return nil
	}
	language := SystemLanguage()
	if !localeIsUTF8() {
		if err := os.Setenv("LC_ALL", "C.UTF-8"); err != nil {
			return err
		}
	}
	if os.Getenv("LANGUAGE") != "" || !strings.HasPrefix(messagesLocale(), "C.") {
		return nil
	}
	if language == "" {
		language = "fr"
	}
	return os.Setenv("LANGUAGE", language)
}

// messagesLocale is the locale of texts, in the order of locale(7).
func messagesLocale() string {
	return cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))
}
