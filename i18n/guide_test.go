package i18n_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pupitre/i18n"
)

// guideFolder holds the guides, one folder a language. They are written beside the program; these tests keep their words its own.
const guideFolder = "../resources/docs/guide"

var (
	strongWords = regexp.MustCompile(`(?s)\*\*(.+?)\*\*`)
	codeWords   = regexp.MustCompile("(?s)```.*?```|`[^`]*`")
	linkTarget  = regexp.MustCompile(`\]\([^)]*\)`)
	manySpaces  = regexp.MustCompile(`[\s\x{00a0}]+`)
)

// guides reads the pages of a language by their file names.
func guides(t *testing.T, lang i18n.Language) map[string]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(guideFolder, string(lang), "*.md"))
	if err != nil || len(names) < 20 {
		t.Fatalf("%d pages, %v", len(names), err)
	}
	pages := map[string]string{}
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		pages[filepath.Base(name)] = string(body)
	}
	return pages
}

// allPages are the guides of a language and what is written for operators, which names files and commands rather than controls.
func allPages(t *testing.T, lang i18n.Language) map[string]string {
	t.Helper()
	pages := guides(t, lang)
	ending := map[i18n.Language]string{i18n.French: ".fr.md", i18n.English: ".md"}[lang]
	for _, name := range []string{"operating", "settings-file"} {
		body, err := os.ReadFile(filepath.Join(guideFolder, "..", name+ending))
		if err != nil {
			t.Fatal(err)
		}
		pages[name+ending] = string(body)
	}
	return pages
}

// onOneLine writes a text with single plain spaces: the lines of a guide are broken anywhere.
func onOneLine(text string) string { return strings.TrimSpace(manySpaces.ReplaceAllString(text, " ")) }

// labels tells whether a text is one of those that the program shows in a language, whatever stands for its arguments.
func labels(t *testing.T, lang i18n.Language) func(text string) bool {
	t.Helper()
	whole, patterns := map[string]bool{}, []*regexp.Regexp{}
	for _, m := range allMessages(t) {
		for _, form := range m.forms() {
			if m.lang != lang {
				continue
			}
			text := onOneLine(form.text)
			whole[text] = true
			if fixed := strings.TrimSpace(placeholder.ReplaceAllString(text, "")); fixed != text && len(fixed) > 3 {
				pieces := placeholder.Split(text, -1)
				for i := range pieces {
					pieces[i] = regexp.QuoteMeta(pieces[i])
				}
				patterns = append(patterns, regexp.MustCompile("^"+strings.Join(pieces, ".+")+"$"))
			}
		}
	}
	return func(text string) bool {
		if whole[text] || whole[text+"."] {
			return true
		}
		for _, p := range patterns {
			if p.MatchString(text) {
				return true
			}
		}
		return false
	}
}

// strangers lists what a page writes in bold, as it does what one clicks and reads, that the program never shows.
func strangers(page string, shown func(string) bool) (found []string) {
	for _, m := range strongWords.FindAllStringSubmatch(codeWords.ReplaceAllString(page, "x"), -1) {
		if text := onOneLine(m[1]); !shown(text) {
			found = append(found, text)
		}
	}
	return found
}

// A guide that names a button which is called something else is worse than none.
func TestGuidesNameWhatTheProgramShows(t *testing.T) {
	for _, lang := range i18n.Languages {
		shown := labels(t, lang)
		for name, page := range guides(t, lang) {
			for _, text := range strangers(page, shown) {
				t.Errorf("%s/%s: nothing in the program is called %q", lang, name, text)
			}
		}
	}
	planted := "Cliquez **Enregistrer**, puis\n**Rafraîchir\nla liste**."
	if got := strangers(planted, labels(t, i18n.French)); len(got) != 1 || got[0] != "Rafraîchir la liste" {
		t.Errorf("of a planted page, %q are strangers", got)
	}
}

// oneTerm are words that once stood beside the one that was chosen, in the guides as in the catalogues.
var oneTerm = []rule{
	{
		name: "one-term", lang: i18n.French, why: "vérification en deux étapes; délégué; un courriel; défaire pour revenir en arrière",
		breaks: finds(`(?i)validation en deux|double authentification|délégué\(e\)|lettre avec un code|annuler la dernière|annuler le dernier|actualisez|\be-mail`),
		bad: []string{
			"La validation en deux étapes", "Délégué(e)", "Elle reçoit une lettre avec un code", "Annuler la dernière modification",
			"Actualisez la liste.", "Votre e-mail",
		},
		good: []string{"La vérification en deux étapes", "Délégué", "Annuler", "Défaire la dernière modification"},
	},
	{
		name: "one-term", lang: i18n.English, why: "offline; try again now; two-step verification; an e-mail; invite code",
		breaks: finds(`(?i)\boff[ -]line|retry now|two-factor|letter with a code|refresh the (?:list|page|directory)|delegate administrator|invitation code`),
		bad: []string{
			"Off line", "off-line", "Retry now", "two-factor authentication", "a letter with a code", "Refresh the list.", "Delegate administrator",
			"Invitation code",
		},
		good: []string{"Offline", "Retry the connection", "Two-step verification", "Delegated administrator", "Invite code"},
	},
}

func TestOneTermForOneThing(t *testing.T) {
	for _, r := range oneTerm {
		for _, text := range r.bad {
			if r.breaks(text) == "" {
				t.Errorf("%+q passes", text)
			}
		}
		for _, text := range r.good {
			if found := r.breaks(text); found != "" {
				t.Errorf("%+q is refused because of %q", text, found)
			}
		}
		for name, page := range allPages(t, r.lang) {
			if found := r.breaks(onOneLine(linkTarget.ReplaceAllString(page, "]"))); found != "" {
				t.Errorf("%s/%s says %q: %s", r.lang, name, found, r.why)
			}
		}
		for _, m := range allMessages(t) {
			for _, form := range m.forms() {
				if found := r.breaks(onOneLine(form.text)); m.lang == r.lang && !synonyms(m.ID) && found != "" {
					t.Errorf("%s: %s says %q: %s", m.file, m.ID, found, r.why)
				}
			}
		}
	}
}

// spacing is French typography as the guides keep it outside code.
var spacing = regexp.MustCompile(`[^\x{00a0}\s:*` + "`" + `] [:»%$](?:\s|$)|« [^\x{00a0}]| [?!;](?:\s|$)`)

func TestFrenchGuidesKeepTheirSpaces(t *testing.T) {
	for _, bad := range []string{"Ceci : cela", "« mot\u00a0»", "Oublié ?", "50 % de plus"} {
		if !spacing.MatchString(bad) {
			t.Errorf("%+q passes", bad)
		}
	}
	for _, good := range []string{"Ceci\u00a0: cela", "«\u00a0mot\u00a0»", "Oublié?", "| :--- | a"} {
		if found := spacing.FindString(good); found != "" {
			t.Errorf("%+q is refused because of %+q", good, found)
		}
	}
	for name, page := range allPages(t, i18n.French) {
		for i, line := range strings.Split(codeWords.ReplaceAllString(page, "x"), "\n") {
			if found := spacing.FindString(line); found != "" {
				t.Errorf("%s, near line %d: %+q in %q", name, i+1, found, line)
			}
		}
	}
}
