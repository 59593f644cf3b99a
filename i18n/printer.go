// Package i18n turns catalogue ids, numbers and times into what a person reads, in French or in English (Canada).
//
// It is a leaf: it knows neither the screen nor the data, so that desktop, server and command line speak with one voice.
// Visible text stands in catalogue/<area>.<language>.toml only. Ids are written in the code as whole string literals, so
// that the package's tests can prove that each one exists in both languages and that none is left over.
package i18n

import (
	"errors"
	"strings"
	"sync"
	"time"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
)

// unexpected is the sentence for an error that has none of its own.
const unexpected = "error.unexpected"

// Printer writes in one language. It is immutable and safe for concurrent use.
type Printer struct {
	lang      Language
	cat       *catalogue
	plain     map[string]string
	localizer *goi18n.Localizer
}

// For gives the printer of a language; French for a language that is not ours.
func For(lang Language) *Printer {
	if lang == English {
		return englishPrinter()
	}
	return frenchPrinter()
}

// Known tells whether id names a sentence, for ids that arrive from another program.
func Known(id string) bool {
	return frenchPrinter().has(id)
}

var (
	frenchPrinter  = sync.OnceValue(func() *Printer { return newPrinter(French, shared()) })
	englishPrinter = sync.OnceValue(func() *Printer { return newPrinter(English, shared()) })
)

func newPrinter(lang Language, cat *catalogue) *Printer {
	return &Printer{
		lang:      lang,
		cat:       cat,
		plain:     cat.plain[lang],
		localizer: goi18n.NewLocalizer(cat.bundle, string(lang)),
	}
}

// Language is the language it writes in.
func (p *Printer) Language() Language { return p.lang }

// T is the text of id. args are pairs: placeholder, value. Values that are numbers, times or errors are written in the
// printer's language; a number that is a name (year, port) is to be given as a string. An unknown id comes back between
// ⟦ and ⟧: visible, and caught by the tests.
func (p *Printer) T(id string, args ...any) string {
	if len(args) == 0 {
		if text, ok := p.plain[id]; ok {
			return text
		}
	}
	return p.localize(&goi18n.LocalizeConfig{MessageID: id, TemplateData: p.data(args)})
}

// N is the text of id in the plural form that n asks for; {{.N}} is n, written. More pairs may follow as with T.
func (p *Printer) N(id string, n int, args ...any) string {
	data := p.data(args)
	data["N"] = p.Number(n)
	return p.localize(&goi18n.LocalizeConfig{MessageID: id, PluralCount: n, TemplateData: data})
}

// messageKeyer is an error that knows its sentence: *fault.Error is one.
type messageKeyer interface {
	error
	// MessageKey gives the catalogue id of the outermost sentence in the chain, and its arguments.
	MessageKey() (key string, args map[string]any)
}

// Err is the sentence of an error: that of the first error in its chain that has a known one, else a general sentence.
// An argument N picks the plural form. Err(nil) is "".
func (p *Printer) Err(err error) string {
	for e := err; e != nil; {
		var m messageKeyer
		if !errors.As(e, &m) {
			break
		}
		if key, args := m.MessageKey(); key != "" && p.has(key) {
			return p.sentence(key, args)
		}
		e = errors.Unwrap(m)
	}
	if err == nil {
		return ""
	}
	return p.T(unexpected)
}

func (p *Printer) sentence(key string, args map[string]any) string {
	pairs := make([]any, 0, 2*len(args))
	for name, value := range args {
		pairs = append(pairs, name, value)
	}
	if n, ok := args["N"].(int); ok && p.cat.plural[p.lang][key] {
		return p.N(key, n, pairs...)
	}
	return p.T(key, pairs...)
}

// has tells whether the language has the id.
func (p *Printer) has(id string) bool {
	_, ok := p.cat.plural[p.lang][id]
	return ok
}

func (p *Printer) localize(c *goi18n.LocalizeConfig) string {
	text, err := p.localizer.Localize(c)
	if err != nil && text == "" {
		return "⟦" + c.MessageID + "⟧"
	}
	if p.lang == English {
		return strings.ReplaceAll(text, ".m..", ".m.") // the full stop of 9:05 a.m. ends the sentence as well
	}
	return text
}

// data turns pairs into what a template reads. What is not a pair is left out, and shows in the text.
func (p *Printer) data(args []any) map[string]any {
	m := make(map[string]any, len(args)/2+1)
	for i := 0; i+1 < len(args); i += 2 {
		if name, ok := args[i].(string); ok {
			m[name] = p.value(args[i+1])
		}
	}
	return m
}

func (p *Printer) value(v any) any {
	switch v := v.(type) {
	case int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, float32, float64:
		return p.Number(v)
	case time.Time:
		return p.DateTime(v)
	case error:
		return p.Err(v)
	}
	return v
}
