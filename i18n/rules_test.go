package i18n_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"pupitre/i18n"
)

// rule is a habit of our texts that a machine can check.
type rule struct {
	name string
	why  string
	lang i18n.Language // "" for both
	// breaks finds what is wrong in a text, "" when nothing is.
	breaks func(text string) string
	// bad are texts that the rule must refuse, good ones that it must let pass: a rule that cannot fail proves nothing.
	bad, good []string
}

// finds makes a rule's check of a regular expression.
func finds(expression string) func(string) string {
	return regexp.MustCompile(expression).FindString
}

// finds the words of a list, whole and whatever their case. \b knows ASCII only, hence the explicit borders.
func findsWords(words ...string) func(string) string {
	return finds(`(?i)(?:^|[^\pL\pN_])(?:` + strings.Join(words, "|") + `)(?:[^\pL\pN_]|$)`)
}

var rules = []rule{
	{
		name:   "no-ascii-quotes",
		why:    "visible text uses ’ (U+2019) and the language's own quotation marks",
		breaks: finds(`['"` + "`" + `´]`),
		bad:    []string{"l'heure", `le "nom"`, "l´heure"},
		good:   []string{"l’heure", "« nom »", "“name”"},
	},
	{
		name:   "no-exclamation",
		why:    "the voice is calm",
		breaks: finds(`!`),
		bad:    []string{"Enregistré!"},
		good:   []string{"Enregistré."},
	},
	{
		name:   "ellipsis-is-one-character",
		why:    "three full stops are read as three and break badly",
		breaks: finds(`\.\.`),
		bad:    []string{"Connexion..."},
		good:   []string{"Connexion…"},
	},
	{
		name:   "no-stray-space",
		why:    "no space at the ends, none doubled; lines are broken by the page",
		breaks: finds(`^[\s\x{a0}]|[\s\x{a0}]$|[ \x{a0}]{2}|[\t\n\r\x{202f}\x{2009}]`),
		bad:    []string{" Nom", "Nom ", "a  b", "a \u00a0b", "a\tb", "a\u202fb", "Nom\u00a0"},
		good:   []string{"a b", "a\u00a0b"},
	},
	{
		name: "composed-and-visible",
		why:  "characters are composed (NFC) and none is invisible, so that texts compare and show alike",
		breaks: func(text string) string {
			if !norm.NFC.IsNormalString(text) {
				return "not NFC"
			}
			for _, r := range text {
				if unicode.In(r, unicode.Cf, unicode.Cc, unicode.Co) {
					return "invisible character"
				}
			}
			return ""
		},
		bad:  []string{"e\u0301", "a\u200bb", "a\u00adb"},
		good: []string{"é"},
	},
	{
		name:   "no-markup",
		why:    "the same text goes to a window, a page and a terminal",
		breaks: finds(`</?[a-zA-Z]|&[a-z]+;|\*\*`),
		bad:    []string{"<b>a</b>", "a&nbsp;b"},
		good:   []string{"a < b", "R & D"},
	},
	{
		name:   "numbers-do-not-break",
		why:    "the groups of a number, and a number and its unit, stay on one line",
		breaks: finds(`\d \d|[\d}] (?:h|min|s|ko|Mo|Go|kB|MB|GB|px|%|\$)(?:[^\pL]|$)`),
		bad:    []string{"30 000", "9 h 30", "30 ko", "{{}} %", "5 $"},
		good:   []string{"30\u00a0000", "9\u00a0h\u00a030", "3 hommes", "2 serveurs"},
	},
	{
		name:   "fr-no-break-space",
		why:    "Office québécois: no-break space before : » % $ and after «",
		lang:   i18n.French,
		breaks: finds(`[^\x{a0}](?::(?:\s|$)|»)|[^\x{a0}\d]%|[^\x{a0}][$]|«(?:[^\x{a0}]|$)|\d%`),
		bad:    []string{"Nom :", "Nom: x", "« nom\u00a0»", "«\u00a0nom »", "50%", "50 %", "5 $", "«nom»"},
		good:   []string{"Nom\u00a0: x", "Nom\u00a0:", "«\u00a0nom\u00a0»", "50\u00a0%", "5\u00a0$", "https://exemple.ca:8080/", "9:05"},
	},
	{
		name:   "fr-no-space-before-high-marks",
		why:    "Office québécois: no space before ? ! ; (the narrow one that is allowed is missing in too many places)",
		lang:   i18n.French,
		breaks: finds(`[\s\x{a0}\x{202f}][?!;]`),
		bad:    []string{"Supprimer ?", "Supprimer\u00a0?", "un ; deux"},
		good:   []string{"Supprimer?", "un; deux"},
	},
	{
		name:   "fr-own-quotation-marks",
		why:    "French writes « »",
		lang:   i18n.French,
		breaks: finds(`[“”„]`),
		bad:    []string{"“nom”"},
		good:   []string{"«\u00a0nom\u00a0»"},
	},
	{
		name:   "fr-vous",
		why:    "the person is addressed with vous",
		lang:   i18n.French,
		breaks: findsWords("tu", "te", "toi", "ton", "ta", "tes", "tien", "tienne", "t’[aeéèhiouy]\\pL*"),
		bad:    []string{"Tu peux", "ton nom", "Choisis ta langue", "cela t’aide", "toi."},
		good:   []string{"Vous pouvez", "votre nom", "état", "tout"},
	},
	{
		name: "fr-usage",
		why:  "Québec usage: courriel, téléverser, ouvrir une session, mot de passe; no waiting formulas",
		lang: i18n.French,
		breaks: findsWords("e-?mails?", "mails?", "mèls?", "veuillez patienter", "merci de patienter", "uploader", "upload",
			"login", "logger", "password", "cliquer ici", "cliquez ici", "oups", "svp", "s\\.v\\.p\\.", "digital", "favicon", "checker"),
		bad:  []string{"Votre email", "un e-mail", "Veuillez patienter", "Faites un upload", "Oups, raté", "svp"},
		good: []string{"Votre courriel", "PUPITRE_PASSWORD", "favicône", "Patientez un peu", "émailler"},
	},
	{
		name:   "en-no-space-before-marks",
		why:    "English has no space before : ; ? % or inside quotation marks",
		lang:   i18n.English,
		breaks: finds(`[\s\x{a0}][:;?!%,](?:\s|$)|[“]\s|\s[”]|[«»]`),
		bad:    []string{"Name : x", "50 %", "Remove ?", "« name »", "“ name”"},
		good:   []string{"Name: x", "50%", "Remove?", "“name”"},
	},
	{
		name: "en-usage",
		why:  "Canadian spelling and our words: e-mail, sign in; no waiting formulas",
		lang: i18n.English,
		breaks: findsWords("emails?", "log ?in", "logged in", "log ?out", "log off", "please wait", "click here", "oops", "sorry",
			"colors?", "center", "centers", "centered", "favorites?", "behavior", "canceled", "canceling",
			"synchronis\\pL*", "organis\\pL*", "recognis\\pL*", "personalis\\pL*", "customis\\pL*", "initialis\\pL*"),
		bad:  []string{"Your email", "Log in", "Please wait", "Color 1", "Favorites", "Oops", "Synchronised"},
		good: []string{"Your e-mail", "Organization", "Sign in", "Colour 1", "centre", "catalogue"},
	},
}

// applies tells whether the rule concerns a language.
func (r rule) applies(lang i18n.Language) bool { return r.lang == "" || r.lang == lang }

func TestRulesCanFailAndPass(t *testing.T) {
	for _, r := range rules {
		if r.why == "" || len(r.bad) == 0 || len(r.good) == 0 {
			t.Errorf("%s: a rule says why, and shows texts that it refuses and lets pass", r.name)
		}
		for _, text := range r.bad {
			if r.breaks(text) == "" {
				t.Errorf("%s lets %+q pass", r.name, text)
			}
		}
		for _, text := range r.good {
			if found := r.breaks(text); found != "" {
				t.Errorf("%s refuses %+q because of %+q", r.name, text, found)
			}
		}
	}
}

// synonyms tells whether an id holds words to search with, never shown: there, the words that our voice avoids are
// exactly the ones that people type.
func synonyms(id string) bool { return strings.HasSuffix(id, "_words") }

// checkText reports every rule that a text breaks, with its file and id.
func checkText(t *testing.T, lang i18n.Language, file, id, text string) {
	t.Helper()
	words := placeholder.ReplaceAllString(text, "{{}}") // the names of arguments are not shown
	for _, r := range rules {
		if !r.applies(lang) || (synonyms(id) && strings.HasSuffix(r.name, "-usage")) {
			continue
		}
		if found := r.breaks(words); found != "" {
			t.Errorf("%s: %s breaks %s at %+q: %s\n\t%s", file, id, r.name, found, r.why, text)
		}
	}
}

func TestCatalogueTextsKeepTheRules(t *testing.T) {
	for _, m := range allMessages(t) {
		for _, form := range m.forms() {
			checkText(t, m.lang, m.file, m.ID, form.text)
		}
	}
}

func TestFyneWordsKeepTheRules(t *testing.T) {
	for _, lang := range i18n.Languages {
		words := i18n.FyneWords(lang)
		ids := make([]string, 0, len(words))
		for id := range words {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		for _, id := range ids {
			checkText(t, lang, "fyne/words."+string(lang)+".toml", id, words[id])
		}
	}
}
