package i18n_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"pupitre/data/fault"
	"pupitre/i18n"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		in   string
		want i18n.Language
		ok   bool
	}{
		{"fr", i18n.French, true},
		{"en", i18n.English, true},
		{"fr-CA", i18n.French, true},
		{"en_CA.UTF-8", i18n.English, true},
		{"fr_CA.UTF-8@euro", i18n.French, true},
		{" EN ", i18n.English, true},
		{"de", i18n.French, false},
		{"C", i18n.French, false},
		{"C.UTF-8", i18n.French, false},
		{"", i18n.French, false},
		{"français", i18n.French, false},
	} {
		if got, ok := i18n.Parse(c.in); got != c.want || ok != c.ok {
			t.Errorf("Parse(%q) = %q, %v; want %q, %v", c.in, got, ok, c.want, c.ok)
		}
	}
}

func TestLanguage(t *testing.T) {
	for _, lang := range i18n.Languages {
		if lang.Other() == lang || lang.Other().Other() != lang {
			t.Errorf("%s: the switch does not lead there and back", lang)
		}
		if i18n.For(lang).Language() != lang {
			t.Errorf("the printer of %s writes in %s", lang, i18n.For(lang).Language())
		}
		if back, ok := i18n.Parse(lang.Tag()); back != lang || !ok {
			t.Errorf("%s: tag %s reads as %s", lang, lang.Tag(), back)
		}
	}
	if got := i18n.For("de").Language(); got != i18n.French {
		t.Errorf("a language that is not ours gives %s", got)
	}
}

func TestUnknownIDIsVisible(t *testing.T) {
	for _, lang := range i18n.Languages {
		p := i18n.For(lang)
		for _, got := range []string{p.T("nowhere"), p.T("nowhere", "Name", "x"), p.N("nowhere", 3)} {
			if got != "⟦nowhere⟧" {
				t.Errorf("%s: got %q", lang, got)
			}
		}
	}
	if i18n.Known("nowhere") || i18n.Known("") || i18n.Known("format") {
		t.Error("an id that is not in the catalogue is known")
	}
	for _, id := range []string{"error.unexpected", "format.list", "format.days_ago"} {
		if !i18n.Known(id) {
			t.Errorf("%s is not known", id)
		}
	}
}

// CLDR: in French 0 and 1 are "one" and whole millions are "many"; in English only 1 is "one".
func TestPluralRules(t *testing.T) {
	for _, c := range []struct {
		n      int
		fr, en string
	}{
		{0, "il y a 0" + nb + "jour", "0" + nb + "days ago"},
		{1, "il y a 1" + nb + "jour", "1" + nb + "day ago"},
		{2, "il y a 2" + nb + "jours", "2" + nb + "days ago"},
		{1_000_000, "il y a 1" + nb + "000" + nb + "000" + nb + "de jours", "1,000,000" + nb + "days ago"},
		{1_000_001, "il y a 1" + nb + "000" + nb + "001" + nb + "jours", "1,000,001" + nb + "days ago"},
	} {
		both(t, fmt.Sprint("N ", c.n), func(p *i18n.Printer) string { return p.N("format.days_ago", c.n) }, c.fr, c.en)
	}
}

func TestArgumentsAreWrittenInTheLanguage(t *testing.T) {
	at := time.Date(2026, time.July, 1, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		value  any
		fr, en string
	}{
		{"a {{.Start}} <b>", "a {{.Start}} <b> et x", "a {{.Start}} <b> and x"}, // values are never templates
		{12345, "12" + nb + "345 et x", "12,345 and x"},
		{0.5, "0,5 et x", "0.5 and x"},
		{at, "1er" + nb + "juillet" + nb + "2026 à" + nb + "9" + nb + "h et x", "July" + nb + "1, 2026 at" + nb + "9:00" + nb + "a.m. and x"},
		{"2026", "2026 et x", "2026 and x"},
	} {
		both(t, fmt.Sprint(c.value), func(p *i18n.Printer) string { return p.T("format.list", "Start", c.value, "End", "x") }, c.fr, c.en)
	}
	// What is not a pair is a defect that shows, not a panic in front of a person.
	if got := fr.T("format.list", "Start", "a", "End"); got != "a et <no value>" {
		t.Errorf("odd arguments: %q", got)
	}
	if got := fr.T("format.list", 1, "a", "End", "b"); got != "<no value> et b" {
		t.Errorf("a name that is not a string: %q", got)
	}
}

// foreign has a sentence without being a fault.
type foreign struct {
	key   string
	args  map[string]any
	cause error
}

func (foreign) Error() string                          { return "foreign" }
func (f foreign) Unwrap() error                        { return f.cause }
func (f foreign) MessageKey() (string, map[string]any) { return f.key, f.args }
func known(key string, args ...any) error              { return fault.New(fault.Invalid, "op", key, args...) }

func sentence(t *testing.T, what string, e error, want string) {
	t.Helper()
	if got := fr.Err(e); got != want {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

// An English time ends with a full stop of its own: a sentence that ends with it has one, not two.
func TestASentenceThatEndsWithATimeHasOneFullStop(t *testing.T) {
	at := time.Date(2026, time.June, 24, 9, 5, 0, 0, time.UTC)
	for lang, want := range map[i18n.Language]string{
		i18n.English: "Last change: plan, by Luc, June 24, 2026 at 9:05\u00a0a.m.",
		i18n.French:  "Dernier changement\u00a0: plan, par Luc, 24\u00a0juin\u00a02026 à\u00a09\u00a0h\u00a005.",
	} {
		got := i18n.For(lang).T("building.undo.last", "What", "plan", "By", "Luc", "When", at)
		if onOneLine(got) != onOneLine(want) {
			t.Errorf("%+q, not %+q", got, want)
		}
	}
}

func TestErr(t *testing.T) {
	general := fr.T("error.unexpected")
	sentence(t, "nil", nil, "")
	sentence(t, "a foreign error", errors.New("EOF"), general)
	sentence(t, "an error with a sentence", known("format.just_now"), "à l’instant")
	sentence(t, "arguments", known("format.list", "Start", 1000, "End", "b"), "1"+nb+"000 et b")
	sentence(t, "wrapped", fmt.Errorf("save: %w", fault.Wrap("desk.Save", known("format.just_now"))), "à l’instant")
	sentence(t, "the outermost sentence wins", fault.As(fault.Invalid, "op", "format.just_now", known("format.month.june")), "à l’instant")
	sentence(t, "a fault without sentence", &fault.Error{Op: "op", Err: errors.New("EOF")}, general)
	sentence(t, "an unknown id", known("newer.server"), general)
	sentence(t, "an unknown id over a known one", foreign{"newer.server", nil, known("format.just_now")}, "à l’instant")
	sentence(t, "another error type", foreign{key: "format.just_now"}, "à l’instant")
	sentence(t, "a plural", known("format.days_ago", "N", 2), "il y a 2"+nb+"jours")
	sentence(t, "a plural, singular", known("format.days_ago", "N", 1), "il y a 1"+nb+"jour")
	if got := fr.T("format.list", "Start", known("format.just_now"), "End", "b"); got != "à l’instant et b" {
		t.Errorf("an error as argument: %q", got)
	}
}

func TestConcurrentUse(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			p := i18n.For(i18n.Languages[i%2])
			for n := range 200 {
				_ = p.N("format.days_ago", n)
				_ = p.T("format.list", "Start", n, "End", i)
				_ = p.T("format.just_now")
				_ = p.Date(time.Unix(int64(n)*86400, 0))
			}
		})
	}
	wg.Wait()
}

func TestPlainTextIsReadWithoutWork(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { _ = fr.T("format.just_now") }); n != 0 {
		t.Errorf("%v allocations for a text without arguments, want none", n)
	}
}

func BenchmarkPlain(b *testing.B) {
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			_ = fr.T("format.just_now")
		}
	})
}

func BenchmarkArguments(b *testing.B) {
	for b.Loop() {
		_ = fr.T("format.list", "Start", "a", "End", "b")
	}
}

func BenchmarkPlural(b *testing.B) {
	for b.Loop() {
		_ = fr.N("format.days_ago", 3)
	}
}
