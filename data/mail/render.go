package mail

import (
	_ "embed"
	"html/template"
	"strings"

	"pupitre/data/fault"
	"pupitre/i18n"
)

// Message is a letter in words, ready to be sent.
type Message struct {
	ID      string // of the letter: a mail server that gets it twice can tell
	To      string
	From    string // name that signs; the address is the sender's
	Subject string
	Text    string
	HTML    string
	Images  []Inline // that the HTML shows
}

// Render writes a letter in both languages, the recipient's first. id names the letter; look is nil for a provider that has
// none of its own. Facts come from people: they are made one line each, and escaped in HTML.
func Render(id string, l Letter, look *Look) (Message, error) {
	const op = "mail.Render"
	if err := CheckAddress(l.To); err != nil {
		return Message{}, fault.Wrap(op, err)
	}
	if len(l.Facts.Code) > maxCode {
		return Message{}, fault.As(fault.Internal, op, "", errKind)
	}
	l = l.cleaned()
	order := []i18n.Language{i18n.French, i18n.English}
	if l.Language == string(i18n.English) {
		order = []i18n.Language{i18n.English, i18n.French}
	}
	parts := make([]part, len(order))
	for i, language := range order {
		p := i18n.For(language)
		w, err := write(p, l)
		if err != nil {
			return Message{}, fault.Wrap(op, err)
		}
		parts[i] = newPart(p, l, w)
	}
	parts[0].Follows = i18n.For(order[0]).T("mail.other_language")
	band, images := bandOf(look)
	var page strings.Builder
	if err := pageTemplate.Execute(&page, map[string]any{
		"Parts": parts, "Language": string(order[0]), "Provider": l.Provider, "Band": band,
	}); err != nil {
		return Message{}, fault.Wrap(op, err)
	}
	return Message{
		ID: id, To: l.To, From: l.Provider, Subject: parts[0].Subject,
		Text: parts[0].text() + rule + parts[1].text(), HTML: page.String(), Images: images,
	}, nil
}

// rule stands between the languages of a text.
const rule = "\n\n----------------------------------------\n\n"

// part is a letter in one language.
type part struct {
	Language  string
	Subject   string
	Greeting  string
	Body      string
	Code      string
	When      string
	Advice    string
	Signature string
	NoReply   string
	Follows   string // that the other language does
}

func newPart(p *i18n.Printer, l Letter, w words) part {
	return part{
		Language: string(p.Language()), Subject: w.subject, Greeting: p.T("mail.greeting"), Body: w.body, Code: w.code,
		When: w.when, Advice: w.advice, Signature: p.T("mail.signature", "Provider", l.Provider), NoReply: p.T("mail.no_reply"),
	}
}

// text is the part as plain text: paragraphs, with an empty line between.
func (p part) text() string {
	var out []string
	for _, s := range []string{p.Follows, p.Greeting, p.Body, indent(p.Code), p.When, p.Advice, p.Signature + "\n" + p.NoReply} {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n\n")
}

func indent(code string) string {
	if code == "" {
		return ""
	}
	return "    " + code
}

//go:embed letter.gohtml
var pageSource string

var pageTemplate = template.Must(template.New("letter").Parse(pageSource))
