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
	number, err := phonenumbers.Parse(e164, phonenumbers.UNKNOWN_REGION)
	if err != nil {
		return e164
	}
	digits := phonenumbers.GetNationalSignificantNumber(number)
	if number.GetCountryCode() != northAmerica || len(digits) != 10 {
		return strings.ReplaceAll(phonenumbers.Format(number, phonenumbers.INTERNATIONAL), " ", "\u00a0")
	}
	area, exchange, line := digits[:3], digits[3:6], digits[6:]
	if p.lang == English {
		return area + "-" + exchange + "-" + line
	}
	return area + "\u00a0" + exchange + "-" + line
}
