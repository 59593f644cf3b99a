// Package portal makes the public page of a provider, /p/{slug}: HTML from the server, French first, without any script.
package portal

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/language"

	"pupitre/data/branding"
	"pupitre/data/fault"
	"pupitre/data/schedule"
	"pupitre/data/settings"
	"pupitre/i18n"
	"pupitre/resources"
)

//go:embed *.tmpl portal.css widget.js
var files embed.FS

// AssetPath is where the files of the pages are served.
const AssetPath = "/assets/"

// Portal holds the templates and the files that go with them. It is safe for concurrent use.
type Portal struct {
	templates *template.Template
	assets    map[string]asset
	style     string // addresses, with the hash of their content
	icon      string
	widget    []byte
}

type asset struct {
	body []byte
	kind string
}

// View is what the page shows.
type View struct {
	Slug    string
	Profile settings.Profile
	Support settings.Support
	Brand   branding.Brand
	Branded bool               // the provider has a look of its own; otherwise the page has ours
	Chat    *schedule.Timeline // the hours in the page's language; nil leaves them out
	Now     time.Time
}

// New reads the templates.
func New() (*Portal, error) {
	const op = "portal.New"
	templates, err := template.New("").ParseFS(files, "*.tmpl")
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	css, err := files.ReadFile("portal.css")
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	widget, err := files.ReadFile("widget.js")
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	p := &Portal{templates: templates, assets: map[string]asset{}, widget: widget}
	p.style = p.add("portal", ".css", "text/css; charset=utf-8", css)
	p.icon = p.add("pupitre", ".svg", "image/svg+xml", resources.AppIconSVG())
	return p, nil
}

// add names a file after its content, so that a browser may keep it for ever.
func (p *Portal) add(name, ext, kind string, body []byte) (address string) {
	file := name + "." + hashOf(body) + ext
	p.assets[file] = asset{body: body, kind: kind}
	return AssetPath + file
}

// Asset is a file that the pages refer to, with its content type.
func (p *Portal) Asset(file string) (body []byte, kind string, ok bool) {
	a, ok := p.assets[file]
	return a.body, a.kind, ok
}

// Widget is the script that shows on any web page whether a provider's chat is open. It finds the provider by its own
// address.
func (p *Portal) Widget() []byte { return p.widget }

// ETag is the validator of a page. It is a weak one: packed and plain answers have the same.
func ETag(page []byte) string { return `W/"` + hashOf(page) + `"` }

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

// matcher puts French first: it is what a visitor gets who asks for neither.
var matcher = language.NewMatcher([]language.Tag{language.CanadianFrench, language.MustParse("en-CA")})

// LanguageOf is the language of a visitor: ?lang= when it names one of ours, else what the browser prefers.
func LanguageOf(r *http.Request) i18n.Language {
	if lang, ok := i18n.Parse(r.URL.Query().Get("lang")); ok {
		return lang
	}
	wanted, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil || len(wanted) == 0 {
		return i18n.French
	}
	if _, i, confidence := matcher.Match(wanted...); i == 1 && confidence > language.No {
		return i18n.English
	}
	return i18n.French
}

// frame is what every page needs.
type frame struct {
	Tag   string // of the html element
	Title string
	Style string
	Icon  string
	Index bool // may search engines list it
	Brand *brandView
}

// portalPage is a provider's page as its template reads it: finished texts only.
type portalPage struct {
	frame
	Name, Mark        string
	Skip, Nav         string
	Languages         []languageLink
	Heading, Lead     string
	SupportTitle      string
	SupportLead       string
	Contacts          []contact // none: the section is left out
	ChatTitle         string
	Chat              []fact // none: the section is left out
	Facts             []fact
	SignatureTitle    string
	Signature         string
	SignatureGreeting string
	Footer            string
}

type languageLink struct {
	Code, Tag, Label, Address string
	Current                   bool
}

// fact is one line of the list of facts. Machine is the time in the form of the time element, "" for other facts.
type fact struct {
	Label, Value, Note, Machine string
}

// Page is a provider's page in a language.
func (p *Portal) Page(v View, lang i18n.Language) ([]byte, error) {
	pr := i18n.For(lang)
	page := portalPage{
		frame:     frame{Tag: lang.Tag(), Title: pr.T("portal.title", "Name", v.Profile.Name), Style: p.style, Icon: p.icon, Index: true, Brand: viewOf(v)},
		Name:      v.Profile.Name,
		Mark:      initials(v.Profile.Name),
		Skip:      pr.T("portal.skip"),
		Nav:       pr.T("portal.languages"),
		Languages: languageLinks(v.Slug, lang),
		Heading:   pr.T("portal.heading"),
		Lead:      pr.T("portal.lead"),

		SupportTitle: pr.T("portal.support_title"),
		SupportLead:  pr.T("portal.support_lead"),
		Contacts:     contacts(v.Support, pr),
		ChatTitle:    pr.T("schedule.portal.title"),
		Chat:         chatFacts(v.Chat, v.Now, pr),
		Facts:        facts(v, pr),

		SignatureTitle:    pr.T("portal.signature_title"),
		Signature:         pr.T("portal.signature"),
		SignatureGreeting: pr.T("portal.signature_greeting"),
		Footer:            pr.T("portal.footer", "Name", v.Profile.Name),
	}
	return p.render("portal.tmpl", page)
}

// facts are the settings of the provider that the public may know.
func facts(v View, pr *i18n.Printer) []fact {
	zone, err := time.LoadLocation(v.Profile.TimeZone)
	if err != nil { // a zone that is known no more: the name still tells something, the time would lie
		return []fact{
			{Label: pr.T("portal.default_language"), Value: languageName(v.Profile.DefaultLanguage, pr), Note: pr.T("portal.default_language_note")},
			{Label: pr.T("portal.time_zone"), Value: v.Profile.TimeZone},
		}
	}
	now := v.Now.In(zone)
	return []fact{
		{Label: pr.T("portal.default_language"), Value: languageName(v.Profile.DefaultLanguage, pr), Note: pr.T("portal.default_language_note")},
		{Label: pr.T("portal.time_zone"), Value: v.Profile.TimeZone, Note: utcOffset(now)},
		{Label: pr.T("portal.local_time"), Value: pr.Time(now), Note: pr.LongDate(now), Machine: now.Format("2006-01-02T15:04Z07:00")},
	}
}

// languageName says a stored language in words.
func languageName(code string, pr *i18n.Printer) string {
	if code == string(i18n.English) {
		return pr.T("portal.language_english")
	}
	return pr.T("portal.language_french")
}

// utcOffset writes the difference to UTC, as "UTC−05:00", with a true minus sign.
func utcOffset(t time.Time) string {
	_, seconds := t.Zone()
	sign := "+"
	if seconds < 0 {
		sign, seconds = "−", -seconds
	}
	return fmt.Sprintf("UTC%s%02d:%02d", sign, seconds/3600, seconds/60%60)
}

func languageLinks(slug string, current i18n.Language) []languageLink {
	out := make([]languageLink, 0, len(i18n.Languages))
	for _, l := range i18n.Languages {
		out = append(out, languageLink{
			Code: strings.ToUpper(string(l)), Tag: l.Tag(), Label: i18n.For(l).T("portal.own_name"),
			Address: "/p/" + slug + "?lang=" + string(l), Current: l == current,
		})
	}
	return out
}

// initials are the first letters of the first two words, for the mark of a provider without a logo.
func initials(name string) string {
	var out []rune
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(out) == 2 {
			break
		}
		out = append(out, unicode.ToUpper([]rune(word)[0]))
	}
	if len(out) == 0 {
		return "•"
	}
	return string(out)
}

// bilingualPage says the same thing in both languages, for when the visitor's is not known.
type bilingualPage struct {
	frame
	Parts []bilingualPart
}

type bilingualPart struct{ Tag, Heading, Text string }

// NotFound is the page of an unknown address.
func (p *Portal) NotFound() ([]byte, error) {
	return p.bilingual(func(pr *i18n.Printer) (heading, text string) {
		return pr.T("portal.not_found_title"), pr.T("portal.not_found")
	})
}

// Unavailable is the page to show when a page cannot be made for the moment.
func (p *Portal) Unavailable() ([]byte, error) {
	return p.bilingual(func(pr *i18n.Printer) (heading, text string) {
		return pr.T("portal.unavailable_title"), pr.T("portal.unavailable")
	})
}

func (p *Portal) bilingual(say func(*i18n.Printer) (heading, text string)) ([]byte, error) {
	page := bilingualPage{frame: frame{Tag: i18n.French.Tag(), Style: p.style, Icon: p.icon}}
	titles := make([]string, 0, len(i18n.Languages))
	for _, l := range i18n.Languages {
		heading, text := say(i18n.For(l))
		page.Parts = append(page.Parts, bilingualPart{Tag: l.Tag(), Heading: heading, Text: text})
		titles = append(titles, heading)
	}
	page.Title = strings.Join(titles, " · ")
	return p.render("bilingual.tmpl", page)
}

func (p *Portal) render(name string, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := p.templates.ExecuteTemplate(&b, name, data); err != nil {
		return nil, fault.Wrap("portal.render", err)
	}
	return b.Bytes(), nil
}
