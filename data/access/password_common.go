package access

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

//go:embed password_common.txt
var commonFile string

// commonHere completes the list, which knows few French words, with those that people of this trade and place choose.
var commonHere = []string{
	"motdepasse", "motdepass", "bienvenue", "bonjour", "soleil", "azerty", "azertyuiop", "chouchou", "doudou", "loulou",
	"jetaime", "quebec", "montreal", "canadiens", "nordiques", "expos", "hiver", "printemps", "automne", "telephone",
	"telephonie", "administrateur", "admin", "pupitre", "provider", "fournisseur", "support", "soutien", "changezmoi",
}

// commonDigits is how much of a hash the list keeps, in hexadecimal digits.
const commonDigits = 16

var commonIndex = sync.OnceValue(func() map[string]struct{} {
	index := make(map[string]struct{}, 3100)
	for line := range strings.Lines(commonFile) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			index[line] = struct{}{}
		}
	}
	for _, word := range commonHere {
		index[commonHash(word)] = struct{}{}
	}
	return index
})

func commonHash(folded string) string {
	sum := sha256.Sum256([]byte(folded))
	return hex.EncodeToString(sum[:])[:commonDigits]
}

// isCommon finds a common password, and also one that hides behind the usual disguise: "P@ssw0rd1!" is "password" to
// whoever guesses. The disguise counts only when the word makes up half of the password or more.
func isCommon(password string) bool {
	folded := fold(password)
	plain := undisguise.Replace(folded)
	for _, s := range []string{folded, plain, trimMarks(folded), trimTail(folded), trimTail(plain), trimTail(undisguise.Replace(trimTail(folded)))} {
		if 2*len([]rune(s)) < len([]rune(password)) || len(s) < 4 {
			continue
		}
		if _, found := commonIndex()[commonHash(s)]; found {
			return true
		}
	}
	return false
}

// undisguise reads the digits and signs that people put for letters.
var undisguise = strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "i", "!", "i", "|", "l", "0", "o", "$", "s", "5", "s", "7", "t", "+", "t")

func trimMarks(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func trimTail(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}

// fold makes letters comparable: lower case, no accents.
func fold(s string) string {
	chain := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)))
	out, _, err := transform.String(chain, strings.ToLower(s))
	if err != nil { // the chain only fails on a reader's error, and a string has none
		return strings.ToLower(s)
	}
	return out
}
