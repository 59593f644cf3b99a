package settings

import (
	"regexp/syntax"
	"slices"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
	"pgregory.net/rapid"

	"pupitre/data/fault"
)

// wantSame fails unless the short way and the library say the same of a text, twice: the second time from memory.
func wantSame(t interface{ Fatalf(string, ...any) }, typed string) {
	want, refusal := parseAnyPhone(typed)
	wantKey, _ := fault.KeyOf(refusal)
	for range 2 {
		got, err := ParsePhone(typed)
		key, _ := fault.KeyOf(err)
		if got != want || key != wantKey || fault.CodeOf(err) != fault.CodeOf(refusal) {
			t.Fatalf("%q: %q %v, the library says %q %v", typed, got, err, want, refusal)
		}
	}
}

// typedPhone draws numbers with what people write between the digits, and with what they had better not.
func typedPhone(digits *rapid.Generator[string]) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		between := rapid.SampledFrom([]string{"", "", "", "", " ", "-", ".", "(", ")", ") ", "\u00a0", "  ", "+", "1", "\u2011", "/", "#", "x", "é", "\xc2", "\n", ",", ";"})
		var b strings.Builder
		b.WriteString(rapid.SampledFrom([]string{"", "", "1", "+1", "+ 1 ", "+", "011", "(", "11", " 1-", "0", "+33"}).Draw(t, "code"))
		odd := rapid.Bool().Draw(t, "odd")
		for _, c := range digits.Draw(t, "digits") {
			if odd && rapid.IntRange(0, 3).Draw(t, "gap") == 0 {
				b.WriteString(between.Draw(t, "between"))
			}
			b.WriteRune(c)
		}
		b.WriteString(between.Draw(t, "after"))
		return b.String()
	})
}

// Numbers of any kind, those that exist and those that nearly do, are read as the library reads them.
func TestShortWayOfPhonesIsTheLibrarys(t *testing.T) {
	short := 0
	for name, digits := range map[string]*rapid.Generator[string]{
		"plausible": rapid.StringMatching(`(514|819|438|367|800|900|242|264|268|345|441|473|505|649|658|664|671|684|721|730|758|767|784|809|868|869|876|939|983|[2-9][0-9]{2})(555|6060|37[0-9]|[2-9][0-9]{2})[0-9]{3,5}`),
		"any":       rapid.StringMatching(`[0-9]{0,16}`),
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				typed := typedPhone(digits).Draw(t, "typed")
				if _, _, ok := parseNANP(typed); ok {
					short++
				}
				wantSame(t, typed)
			})
		})
	}
	if short == 0 {
		t.Error("no number went the short way: the test does not look there")
	}
}

func FuzzParsePhone(f *testing.F) {
	for _, typed := range []string{
		"514 555-0123", "(514)\u00a0555-0123", "+1 876 606-0000", "1.800.555.0199", "+15145550123", "+5145550123", "+33 1 99 00 12 34", "911",
		"514-555-0123 x12", "1 1 514 555 0123", "((5145550123", "5145550123\u00a0", "\xc2\xa0", "+1+5145550123", "1+5145550123", "5145550123+",
	} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) { wantSame(t, typed) })
}

// Whether a number of country code 1 exists is told by the first seven digits: proved of every pattern that the library tries,
// by following it digit by digit.
func TestSevenDigitsDecideAboutNANP(t *testing.T) {
	all, err := phonenumbers.MetadataCollection()
	if err != nil {
		t.Fatal(err)
	}
	regions := 0
	for _, m := range all.GetMetadata() {
		if m.GetCountryCode() != 1 {
			continue
		}
		regions++
		list := []string{m.GetLeadingDigits()}
		if list[0] != "" {
			list[0] = "(?:" + list[0] + ")[0-9]*" // it is looked for at the beginning alone
		}
		for _, d := range []*phonenumbers.PhoneNumberDesc{
			m.GetGeneralDesc(), m.GetPremiumRate(), m.GetTollFree(), m.GetSharedCost(), m.GetVoip(), m.GetPersonalNumber(), m.GetPager(),
			m.GetUan(), m.GetVoicemail(), m.GetFixedLine(), m.GetMobile(),
		} {
			list = append(list, d.GetNationalNumberPattern())
		}
		for _, pattern := range list {
			if prefix, ok := newWalker(t, pattern).decidedAt(nanpPrefix); !ok {
				t.Errorf("%s: %s does not decide about %s: nanpPrefix has to grow", m.GetId(), pattern, prefix)
			}
		}
	}
	if regions < 20 {
		t.Errorf("%d regions", regions)
	}
	if _, ok := newWalker(t, `876[56]\d{6}|87660600\d\d`).decidedAt(nanpPrefix); !ok {
		t.Error("a pattern is refused that seven digits decide")
	}
	if prefix, ok := newWalker(t, `51455501\d\d`).decidedAt(nanpPrefix); ok || prefix != "5145550" {
		t.Errorf("a pattern that eight digits decide is not found: %q", prefix)
	}
}

// walker follows a pattern through the ten digits of a number.
type walker struct {
	prog *syntax.Prog
	seen map[string]verdict
}

// verdict tells whether a pattern takes some and all of the numbers that begin alike.
type verdict struct{ some, all bool }

func newWalker(t *testing.T, pattern string) *walker {
	t.Helper()
	parsed, err := syntax.Parse("(?:"+pattern+")", syntax.Perl)
	if err != nil {
		t.Fatal(err)
	}
	prog, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		t.Fatal(err)
	}
	return &walker{prog: prog, seen: map[string]verdict{}}
}

// decidedAt tells whether digits are enough to know; else it gives a beginning of which they are not.
func (w *walker) decidedAt(digits int) (prefix string, ok bool) {
	return w.undecided("", w.reach([]uint32{uint32(w.prog.Start)}), digits)
}

func (w *walker) undecided(prefix string, at []uint32, digits int) (string, bool) {
	switch v := w.look(at, nanpDigits-len(prefix)); {
	case v.some == v.all:
		return "", true
	case digits == 0:
		return prefix, false
	}
	for d := '0'; d <= '9'; d++ {
		if p, ok := w.undecided(prefix+string(d), w.step(at, d), digits-1); !ok {
			return p, false
		}
	}
	return "", true
}

// look tells what the pattern takes of the numbers with so many more digits.
func (w *walker) look(at []uint32, more int) verdict {
	if more == 0 {
		match := slices.ContainsFunc(at, func(pc uint32) bool { return w.prog.Inst[pc].Op == syntax.InstMatch })
		return verdict{match, match}
	}
	key := string(rune(more))
	for _, pc := range at {
		key += string(rune(pc))
	}
	v, ok := w.seen[key]
	if !ok {
		v.all = true
		for d := '0'; d <= '9'; d++ {
			after := w.look(w.step(at, d), more-1)
			v.some, v.all = v.some || after.some, v.all && after.all
		}
		w.seen[key] = v
	}
	return v
}

// step is where a digit leads.
func (w *walker) step(at []uint32, digit rune) (next []uint32) {
	for _, pc := range at {
		switch in := &w.prog.Inst[pc]; in.Op {
		case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
			if in.MatchRune(digit) {
				next = append(next, in.Out)
			}
		default:
		}
	}
	return w.reach(next)
}

// reach adds what is reached without a digit, in order.
func (w *walker) reach(from []uint32) (at []uint32) {
	for len(from) > 0 {
		pc := from[len(from)-1]
		from = from[:len(from)-1]
		if slices.Contains(at, pc) {
			continue
		}
		at = append(at, pc)
		switch in := &w.prog.Inst[pc]; in.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			from = append(from, in.Out, in.Arg)
		case syntax.InstCapture, syntax.InstNop:
			from = append(from, in.Out)
		default:
		}
	}
	slices.Sort(at)
	return at
}

// What hostile texts fill is bounded, and the short way takes no memory for a number that it knows.
func TestShortWayOfPhonesIsCheap(t *testing.T) {
	if _, err := ParsePhone("514 555-0123"); err != nil {
		t.Fatal(err)
	}
	allocations := testing.AllocsPerRun(100, func() {
		if _, err := ParsePhone("514 555-0123"); err != nil {
			t.Fatal(err)
		}
	})
	if allocations > 1 { // the text that it gives
		t.Errorf("%v allocations", allocations)
	}
}

func BenchmarkParsePhone(b *testing.B) {
	for name, parse := range map[string]func(string) (string, error){"short way": ParsePhone, "library": parseAnyPhone} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := parse("514 555-0123"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
