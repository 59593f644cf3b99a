package i18n

import (
	"fmt"
	"math"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// maxDecimals is how many decimals are shown when the caller does not say: beyond, it is noise of the computation.
const maxDecimals = 6

// canadianEnglish is missing among the named tags of package language.
var canadianEnglish = language.MustParse("en-CA")

// Number writes an integer or a floating-point number with its groups of three digits: 1 234 567,5 or 1,234,567.5. The
// French group separator is the no-break space U+00A0 (CLDR fr-CA; the Office québécois asks for a space that cannot be
// broken). Anything that is not a number is written as fmt does.
func (p *Printer) Number(n any) string {
	return p.decimal(n, number.MaxFractionDigits(maxDecimals))
}

// Decimal writes x with exactly that many decimals.
func (p *Printer) Decimal(x float64, decimals int) string {
	return p.decimal(x, number.MinFractionDigits(decimals), number.MaxFractionDigits(decimals))
}

// Percent writes a fraction as a whole percentage: 0.5 is "50 %" in French and "50%" in English.
func (p *Printer) Percent(fraction float64) string {
	return p.T("format.percent", "Number", p.Number(math.Round(fraction*100)))
}

func (p *Printer) decimal(n any, options ...number.Option) string {
	switch n.(type) {
	case int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, float32, float64:
	default:
		return fmt.Sprint(n)
	}
	tag := language.CanadianFrench
	if p.lang == English {
		tag = canadianEnglish
	}
	// A message.Printer is cheap and not safe for concurrent use: one for each call.
	return message.NewPrinter(tag).Sprint(number.Decimal(n, options...))
}

// Units of Bytes, by powers of 1000 (SI).
var byteUnits = []string{
	"format.bytes", "format.kilobytes", "format.megabytes", "format.gigabytes", "format.terabytes",
}

// Bytes writes a size in SI units, of 1000 bytes: 30 ko or 30 kB. One decimal is kept below ten units. Limits are to be
// written with Number, which does not round.
func (p *Printer) Bytes(n int64) string {
	size, unit := float64(n), 0
	for unit < len(byteUnits)-1 && math.Abs(roundShown(size)) >= 1000 {
		size /= 1000
		unit++
	}
	if unit == 0 {
		return p.N("format.bytes", int(n))
	}
	return p.T(byteUnits[unit], "Number", p.Number(roundShown(size)))
}

// roundShown rounds as Bytes shows: to one decimal below ten, to a whole number from there.
func roundShown(x float64) float64 {
	if math.Abs(x) < 10 {
		return math.Round(x*10) / 10
	}
	return math.Round(x)
}

// List joins items as a sentence does: "a, b et c", "a, b and c".
func (p *Printer) List(items ...string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	last := len(items) - 1
	return p.T("format.list", "Start", strings.Join(items[:last], ", "), "End", items[last])
}
