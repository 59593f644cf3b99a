package i18n

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// northAmerica is the country code of the North American Numbering Plan.
const northAmerica = 1

// Phone writes a number stored as E.164: in North America 514 555-0123 in French (Office québécois de la langue française,
// Banque de dépannage linguistique) and 514-555-0123 in English; elsewhere with its country code, +33 1 99 00 12 34. Spaces
// are no-break spaces. What is no number comes back as it is.
func (p *Printer) Phone(e164 string) string {
	if digits, ok := nanp(e164); ok {
		return p.northAmerican(digits)
	}
	return p.anyPhone(e164)
}

// anyPhone is Phone for any country, as the library reads numbers.
func (p *Printer) anyPhone(e164 string) string {
	number, err := phonenumbers.Parse(e164, phonenumbers.UNKNOWN_REGION)
	if err != nil {
		return e164
	}
	digits := phonenumbers.GetNationalSignificantNumber(number)
	if number.GetCountryCode() != northAmerica || len(digits) != 10 {
		return strings.ReplaceAll(phonenumbers.Format(number, phonenumbers.INTERNATIONAL), " ", "\u00a0")
	}
	return p.northAmerican(digits)
}

// nanp gives the ten digits of nearly all numbers that are shown here. The library takes 20 µs for each, and a directory that is
// exported has a million.
func nanp(e164 string) (digits string, ok bool) {
	const begin = "+1"
	digits, ok = strings.CutPrefix(e164, begin)
	return digits, ok && len(digits) == 10 && digits[0] >= '2' && strings.Trim(digits, "0123456789") == ""
}

// northAmerican writes a number of ten digits.
func (p *Printer) northAmerican(digits string) string {
	area, exchange, line := digits[:3], digits[3:6], digits[6:]
	if p.lang == English {
		return area + "-" + exchange + "-" + line
	}
	return area + "\u00a0" + exchange + "-" + line
}
