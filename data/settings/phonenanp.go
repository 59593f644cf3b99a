package settings

import (
	"sync/atomic"

	"github.com/nyaruka/phonenumbers"
)

// Numbers of North America (country code 1) are nearly all that people type here, and a directory brings a million of them. The
// library takes 30 µs for each, for it tries the patterns of 25 regions. Here a number that is written as usual is read by hand,
// and the library is asked once for each thousand of them: no pattern of these regions tells two numbers apart that have the
// first seven digits in common, which the tests prove of the patterns themselves.

const (
	nanpDigits = 10                   // of a number: area code, exchange, line
	nanpPrefix = 7                    // digits that decide whether a number is valid
	nanpFirst  = 2_000_000            // the least of these prefixes: area codes begin with 2 to 9
	nanpBlocks = 8_000_000            // prefixes from there on
	nanpCode   = "+1"                 // before each number in its stored form
	perWord    = 16                   // blocks whose verdicts share a word
	verdictFor = 32 / perWord         // bits of a verdict
	verdicts   = nanpBlocks / perWord // words
)

// What is known of a block.
const (
	blockUnknown uint32 = iota
	blockInvalid
	blockValid
)

// nanpVerdicts are what the library has said of blocks. Its size never changes, whatever is typed: 2 MB, of which the system
// gives only the pages that are touched.
var nanpVerdicts [verdicts]atomic.Uint32

// parseNANP is ParsePhone for numbers of North America that are written with digits, "+", "-", ".", "(", ")", spaces and no-break
// spaces alone; ok is false for any other text, of which it says nothing.
func parseNANP(typed string) (stored string, valid, ok bool) {
	number, ok := nanpOf(typed)
	if !ok {
		return "", false, false
	}
	stored = nanpCode + string(number[:])
	return stored, nanpValid(number, stored), true
}

// nanpOf are the digits of a number without its country code.
func nanpOf(typed string) (number [nanpDigits]byte, ok bool) {
	if len(typed) > maxTypedPhone {
		return number, false
	}
	n, plus, one := 0, false, false
	for i := 0; i < len(typed); i++ {
		switch c := typed[i]; {
		case c == ' ', c == '-', c == '.', c == '(', c == ')':
		case c == '\xc2' && i+1 < len(typed) && typed[i+1] == '\xa0': // a no-break space
			i++
		case c == '+' && !plus && !one && n == 0:
			plus = true
		case c == '1' && n == 0 && !one:
			one = true
		case c >= '0' && c <= '9' && n < nanpDigits && (n > 0 || c >= '2'):
			number[n] = c
			n++
		default:
			return number, false
		}
	}
	return number, n == nanpDigits && (one || !plus)
}

// nanpValid tells whether a number exists as far as the library knows, and remembers it of its block.
func nanpValid(number [nanpDigits]byte, stored string) bool {
	prefix := 0
	for _, c := range number[:nanpPrefix] {
		prefix = prefix*10 + int(c-'0')
	}
	block := prefix - nanpFirst
	word, shift := &nanpVerdicts[block/perWord], block%perWord*verdictFor
	if known := word.Load() >> shift & (1<<verdictFor - 1); known != blockUnknown {
		return known == blockValid
	}
	verdict := blockInvalid
	if parsed, err := phonenumbers.Parse(stored, phoneRegion); err == nil && phonenumbers.IsValidNumber(parsed) {
		verdict = blockValid
	}
	word.Or(verdict << shift) // whoever else asks at the same time comes to the same
	return verdict == blockValid
}
